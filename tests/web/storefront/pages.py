"""Pages of the storefront as a parser sees them, and ways to ask for one."""

import re
from html.parser import HTMLParser

from typing_extensions import override

from tests.web.storefront.shop import Shop

VOID = frozenset(
    {"br", "img", "input", "link", "meta", "path", "hr", "source", "col", "area"}
)
PROXY = "/storefront/shopify"
FORM = re.compile(r'name="form" value="([^"]+)"')


class Page(HTMLParser):
    """A page as a parser sees it; unclosed or crossed elements are an error."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.crossed: list[str] = []
        self.said = ""
        self.feed(html)
        self.close()

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    @override
    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    @override
    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.crossed.append(tag)

    @override
    def handle_data(self, data: str) -> None:
        self.said += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def form_of(html: str, at: int = 0) -> str:
    """Return the token of a form of the page."""
    found: list[str] = FORM.findall(html)
    return found[at]


def facts(html: str) -> str:
    """Return the JSON-LD of a page."""
    return html.partition('application/ld+json">')[2].partition("</script>")[0]


def proxied(
    shop: Shop, path: str = "", *, ref: str = "", lang: str = "en", **more: object
) -> str:
    """Return what the app proxy answers to a shopper."""
    extra = (("lang", lang), *more.pop("extra", ()))  # type: ignore[misc]  # pairs
    query = shop.signed_query(ref, extra)
    method = str(more.pop("method", "GET"))
    answer = shop.ask(method, f"{path}?{query}", at=PROXY, **more)  # type: ignore[arg-type]  # data
    return answer.text
