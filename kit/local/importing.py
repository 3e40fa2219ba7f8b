"""An import of a school's own student work: found, resumed, decided about, written. The original stays where it is.

imported = Import.open("our-fractions", source=Path("~/scans"), deidentify=deidentifier)
for trouble in imported.troubles: ...
for candidate in imported.candidates(only_open=True):
    imported.decide(candidate, Decision(keep=True, spans=..., boxes=..., alt=...))
imported.count()      # Count(found, confirmed, left_out)
imported.finish()     # writes what is confirmed to local/work/our-fractions/
"""
