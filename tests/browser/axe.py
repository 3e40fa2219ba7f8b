"""What axe-core finds wrong on a page. Bringing over all that it found right takes twice as long as finding it."""

from axe_core_python.base import AXE_SCRIPT

_LOOK = """async ([where, options]) => {
  const found = await axe.run(where ?? document, { resultTypes: ["violations"], ...options });
  const told = (one, node) => `${one.id}: ${one.help}: ${node.html.slice(0, 200)} (${node.failureSummary})`;
  return { rules: found.passes.length, wrong: found.violations.flatMap((one) => one.nodes.map((node) => told(one, node))) };
}"""


def wrong(page, least: int = 10, inside: str | None = None, **options) -> list[str]:
    """Look at a page with axe-core.

    Args:
        page: Playwright's page; its policy has to let scripts in (`bypass_csp`).
        least: how many rules have to have found something that is right; with fewer it looked at next to nothing.
        inside: a selector, to look there alone.
        options: more options of `axe.run`.

    Returns:
        A sentence for each element that breaks a rule.
    """
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate(_LOOK, [{"include": [inside]} if inside else None, options])
    assert found["rules"] >= least, "axe looked at next to nothing"
    return found["wrong"]
