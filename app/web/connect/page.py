"""What a merchant reads when a pairing can't begin: one sentence, three languages."""

from html import escape
from typing import Final

from flask import Response

FIRST: Final = "en"
TITLES: Final = {
    "en": "Your shop was not connected",
    "id": "Tokomu belum terhubung",
    "ms": "Kedai anda belum disambungkan",
}
TEXTS: Final = {
    "pairing_unknown": {
        "en": "This pairing code is not valid any more, or was used in another shop."
        " Ask for a new one, and enter it in WordPress under WooCommerce, Setia.",
        "id": "Kode pemasangan ini sudah tidak berlaku, atau sudah dipakai di toko"
        " lain. Minta yang baru, lalu masukkan di WordPress: WooCommerce, Setia.",
        "ms": "Kod pasangan ini tidak sah lagi, atau telah digunakan di kedai lain."
        " Dapatkan kod baharu, kemudian masukkannya di WordPress: WooCommerce, Setia.",
    },
    "pairing_not_begun": {
        "en": "Your shop does not know of this connection. Begin it in WordPress, under"
        " WooCommerce, Setia.",
        "id": "Tokomu tidak mengenal sambungan ini. Mulailah dari WordPress:"
        " WooCommerce, Setia.",
        "ms": "Kedai anda tidak mengenali sambungan ini. Mulakan dari WordPress:"
        " WooCommerce, Setia.",
    },
    "store_silent": {
        "en": "We could not reach your shop. It needs a public https address, and"
        " permalinks other than Plain.",
        "id": "Kami tidak bisa menjangkau tokomu. Toko perlu alamat https publik dan"
        " permalink selain Polos.",
        "ms": "Kami tidak dapat menghubungi kedai anda. Kedai memerlukan alamat https"
        " awam dan pautan kekal selain Biasa.",
    },
}
STATUS: Final = 422


def refusal(code: str, lang: str) -> Response:
    """Return the page; a code without a sentence says what an unknown pairing does."""
    spoken = lang if lang in TITLES else FIRST
    text = TEXTS.get(code, TEXTS["pairing_unknown"])[spoken]
    title = TITLES[spoken]
    html = (
        f'<!doctype html><html lang="{spoken}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        '<meta name="robots" content="noindex">'
        f"<title>{escape(title)}</title><main><h1>{escape(title)}</h1>"
        f"<p>{escape(text)}</p></main></html>"
    )
    return Response(html, STATUS, content_type="text/html; charset=utf-8")
