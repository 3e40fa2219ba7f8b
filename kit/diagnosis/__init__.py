"""Procedural bugs: what a student with an idea answers, which ideas explain answers, what to ask next.

    >>> from kit import diagnosis
    >>> diagnosis.answer("smaller-from-larger", "536 - 277")
    '341'
    >>> diagnosis.diagnose({"536 - 277": 341, "400 - 126": 326, "58 - 23": 35}).first.names[0]
    'smaller-from-larger'
    >>> diagnosis.best_probe(["correct", "zero-minus-n-is-n"], ["58 - 23", "50 - 23"]).problem
    '50 - 23'

Simulated answers are the engine's own and have to be shown as such, never as a child's.
"""

from .answers import answer, work
from .catalogue import CORRECT, UNSYSTEMATIC, Bug, catalogue, papers
from .inference import Diagnosis, Finding, diagnose, diagnose_all, discriminates
from .predictions import Model
from .probes import Probe, best_probe, rank_probes
from .steps import Row, Work

__all__ = [
    "CORRECT",
    "UNSYSTEMATIC",
    "Bug",
    "Diagnosis",
    "Finding",
    "Model",
    "Probe",
    "Row",
    "Work",
    "answer",
    "best_probe",
    "catalogue",
    "diagnose",
    "diagnose_all",
    "discriminates",
    "papers",
    "rank_probes",
    "work",
]
