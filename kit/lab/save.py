"""When JupyterLab saves a notebook, each activity is stored as its picture, and nobody's answers with it.

A live activity's state would be written into the file: what a person typed in private, in a file that is
mailed round. And a stored widget view without that state shows an error instead of the activity. Answers
are in the journal; the file keeps text and a picture, as the committed notebooks do.
"""

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
PICTURE = 'class="tl-static"'
"""Marks the static HTML of an activity."""


def leave_out_views(notebook: dict) -> None:
    """Take the widget view out of each output that has an activity's picture. Other widgets are left alone."""
    for cell in notebook.get("cells", []):
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if PICTURE in "".join(data.get("text/html", "")):
                data.pop(WIDGET_VIEW, None)


def before_save(model: dict, **_: object) -> None:
    """Jupyter Server's pre-save hook: see `jupyter_server_config.json` beside this file."""
    if model.get("type") == "notebook" and isinstance(model.get("content"), dict):
        from .. import paths
        from ..updating.store import remember_quietly

        leave_out_views(model["content"])
        remember_quietly(paths.ROOT)  # the course as it was, before the first change to it is stored
