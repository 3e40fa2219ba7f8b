"""A matplotlib figure together with words for those who do not see it."""

import base64
import html
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class Described:
    """A figure as a picture with a text alternative. JupyterLab 4.6 gives an image output none and has no way to.

    The picture is SVG, drawn the same at every run, so that a stored notebook can be compared with a new run.

    Example:
        >>> kit.Described(axes, "Bars: 79 percent right for a sum of fifths, 48 for a sum of fifths and halves.")
    """

    def __init__(self, axes: "Axes", words: str):
        """Take the figure over; it is not shown a second time.

        Args:
            axes: any axes of the figure.
            words: what the figure shows, in a sentence or two.
        """
        import matplotlib
        from matplotlib import pyplot

        svg = io.StringIO()
        with matplotlib.rc_context({"svg.hashsalt": "throughline"}):
            axes.figure.savefig(
                svg, format="svg", bbox_inches="tight", facecolor="white", metadata={"Date": None}
            )
        pyplot.close(axes.figure)
        self.words, self._svg = words, svg.getvalue()

    def __repr__(self) -> str:
        return self.words

    def _repr_html_(self) -> str:
        source = base64.b64encode(self._svg.encode()).decode()
        return f'<img alt="{html.escape(self.words)}" src="data:image/svg+xml;base64,{source}">'
