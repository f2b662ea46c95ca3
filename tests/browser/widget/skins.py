"""The page that the widget is put into, in the skins of themes that fight it."""

from dataclasses import dataclass
from pathlib import Path

from integrations.sandbox import web

FOLDER = Path(web.__file__).parent / "static/skins"

PAGE = """<!doctype html>
<html lang="{lang}" dir="{direction}">
<head><meta charset="utf-8"><title>Kopi Senja</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<style>
body {{ margin: 0; font: 16px/1.5 system-ui, sans-serif; color: #2a211b; }}
main {{ max-width: 880px; margin: 0 auto; padding: 24px; }}
h1 {{ font-size: 32px; }} .goods {{ display: grid; gap: 16px;
 grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); }}
.goods div {{ height: 150px; background: #efe7df; border-radius: 8px; }}
</style>
<style>{style}</style></head>
<body>{header}<main><h1>Kopi Senja</h1>
<p>Biji kopi pilihan, disangrai setiap pagi.</p>
<p><a href="#rewards" data-loyalty-open="redeem" id="opener">Program</a></p>
{inline}
<div class="goods"><div></div><div></div><div></div><div></div></div>
<p style="height: 60vh">Pengiriman ke seluruh Indonesia.</p></main>
{script}</body></html>
"""

INLINE = """<p><span data-setia-points
data-product="11" data-price-minor="49000">…</span></p>
<div data-setia-cart hidden></div><div data-setia-progress hidden></div>"""


@dataclass(frozen=True, slots=True)
class Skin:
    """A theme's own ideas."""

    style: str = ""
    direction: str = "ltr"
    header: str = ""
    inline: str = INLINE


def theme(name: str) -> str:
    """A stylesheet of the sandbox shops."""
    return (FOLDER / f"{name}.css").read_text(encoding="utf-8")


SKINS = {
    "plain": Skin(),
    "small-rem": Skin(theme("small-rem")),
    "content-box": Skin(theme("content-box")),
    "bare-buttons": Skin(theme("bare-buttons")),
    "hidden-dialogs": Skin(theme("hidden-dialogs")),
    "high-header": Skin(theme("high-header"), header="<header></header>"),
    "rtl": Skin(theme("rtl"), "rtl"),
    "dark": Skin(theme("dark")),
}
