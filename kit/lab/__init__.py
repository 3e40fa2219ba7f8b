"""What the kit adds to JupyterLab: its settings, and what happens when a notebook is saved."""
