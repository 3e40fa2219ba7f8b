"""What commands print with: one way for all, and texts stand as they are."""

from rich.console import Console

# A fingerprint or an id may hold :AB: or :CD:, which rich would draw as a picture.
out = Console(highlight=False, emoji=False)
err = Console(stderr=True, highlight=False, emoji=False)
