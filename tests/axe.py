"""What axe sees on a page: WCAG 2.2, A and AA.

Its half a megabyte is read by a page once, and only what is wrong comes back.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

RULES = ("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa")
NAMES = (
    *("area-alt", "aria-command-name", "aria-input-field-name", "aria-meter-name"),
    *("aria-progressbar-name", "aria-toggle-field-name", "aria-tooltip-name"),
    *("button-name", "document-title", "frame-title", "html-has-lang"),
    *("html-lang-valid", "image-alt", "input-button-name", "input-image-alt", "label"),
    *("link-name", "object-alt", "role-img-alt", "select-name", "summary-name"),
    *("svg-img-alt", "target-size", "valid-lang"),
)
"""The rules whose answer may differ between languages: names, and room for words."""

SEE = """
async ([include, options]) => {
  const seen = await axe.run(include.length ? { include } : document, options);
  return seen.violations.flatMap((one) => one.nodes.map(
    (node) => `${one.id} ${node.target}: ${node.failureSummary}`));
}
"""


def faults(
    page: Any,  # noqa: ANN401 - the browser is an extra
    *,
    include: Iterable[str] = (),
    rules: Iterable[str] = (),
) -> list[str]:
    """Return what is wrong, in words that name the places in shadow roots too.

    Args:
        page: A page of Playwright.
        include: Selectors of the parts to look at; all of the page without.
        rules: Names of rules; all of WCAG without.
    """
    from axe_playwright_python.base import AXE_SCRIPT  # noqa: PLC0415 - an extra

    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    only: dict[str, Any] = (
        {"type": "rule", "values": [*rules]}
        if rules
        else {"type": "tag", "values": [*RULES]}
    )
    found: list[str] = page.evaluate(
        SEE, [[*include], {"runOnly": only, "resultTypes": ["violations"]}]
    )
    return found
