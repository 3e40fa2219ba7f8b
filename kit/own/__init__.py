"""Sessions of a team's own: one short YAML file becomes a notebook and a guide, again and again, and keeps what was added."""
