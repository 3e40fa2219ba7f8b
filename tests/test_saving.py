"""What is stored when JupyterLab saves a notebook: pictures of activities, and nobody's answers."""

import copy
import json
import sys
from pathlib import Path

from jupyter_server.services.contents.filemanager import AsyncFileContentsManager, FileContentsManager
from traitlets.config import Config

import kit
from kit import paths
from kit.lab.save import WIDGET_VIEW

OTHER = {
    "output_type": "display_data",
    "metadata": {},
    "data": {"text/plain": "slider", WIDGET_VIEW: {"model_id": "1"}},
}


def notebook() -> dict:
    data, metadata = kit.SortBoard("05/papers", deck="fraction-arithmetic/papers")._repr_mimebundle_()
    ours = {"output_type": "display_data", "metadata": metadata, "data": data}
    cell = {"cell_type": "code", "id": "a", "source": "", "metadata": {}, "execution_count": 1}
    return {
        "cells": [{**cell, "outputs": [ours, copy.deepcopy(OTHER)]}],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def save(manager: FileContentsManager, folder: Path) -> dict:
    manager.save({"type": "notebook", "format": "json", "content": notebook()}, "session.ipynb")
    return json.loads((folder / "session.ipynb").read_text(encoding="utf-8"))


def configured() -> Config:
    return Config(json.loads((paths.ROOT / "kit/lab/jupyter_server_config.json").read_text(encoding="utf-8")))


def test_an_activity_is_saved_as_its_picture_and_another_widget_as_it_was(tmp_path):
    stored = save(FileContentsManager(root_dir=str(tmp_path), config=configured()), tmp_path)
    ours, other = stored["cells"][0]["outputs"]
    assert set(ours["data"]) == {"text/plain", "text/html"}
    assert WIDGET_VIEW in other["data"]


def test_without_the_hook_the_view_would_be_there(tmp_path):
    """So the test above can fail."""
    stored = save(FileContentsManager(root_dir=str(tmp_path)), tmp_path)
    assert WIDGET_VIEW in stored["cells"][0]["outputs"][0]["data"]


def test_the_manager_that_jupyterlab_uses_has_the_hook_too(tmp_path):
    manager = AsyncFileContentsManager(root_dir=str(tmp_path), config=configured())
    assert manager.pre_save_hook is not None


def test_the_environment_has_the_settings_of_the_server():
    installed = Path(sys.prefix, "etc", "jupyter", "jupyter_server_config.d", "throughline.json")
    assert json.loads(installed.read_text()) == json.loads(
        (paths.ROOT / "kit/lab/jupyter_server_config.json").read_text()
    )
