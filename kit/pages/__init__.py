"""A session outside JupyterLab: one offline page, a static site, and paper."""
