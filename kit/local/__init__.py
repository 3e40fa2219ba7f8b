"""Bring your own student work: read it, take the names out, confirm each piece, keep what is confirmed in `local/`."""
