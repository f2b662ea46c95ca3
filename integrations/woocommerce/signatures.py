"""What a WooCommerce store signs: the body of a delivery, and nothing else.

Topic and source stand in headers outside the signature, so they choose how a
body is read but never what is believed. The form ping is not signed at all.
"""

import re
from collections.abc import Mapping, Sequence

from integrations.digests import content_key, header, signed_base64

_PING = re.compile(rb"webhook_id=\d{1,20}")
_FORM = "application/x-www-form-urlencoded"
_NO_STAMP = (".deleted", ".trashed")


class WooSigner:
    """Checks deliveries of one store with that store's own secrets."""

    def topic(self, headers: Mapping[str, str]) -> str:
        return header(headers, "x-wc-webhook-topic")

    def verified(
        self, headers: Mapping[str, str], body: bytes, secrets: Sequence[bytes]
    ) -> bool:
        return signed_base64(body, header(headers, "x-wc-webhook-signature"), secrets)

    def dedupe_key(self, headers: Mapping[str, str], topic: str, body: bytes) -> str:
        """Return topic and content: two orders can share one delivery id (trap 4).

        A body without a change stamp (an id, an error) says the same thing twice
        when it happens twice, so there the delivery id is added to the content.
        """
        key = f"{topic}:{content_key(body)}"
        if topic.endswith(_NO_STAMP) or body.startswith(b'{"code"'):
            delivery_id = header(headers, "x-wc-webhook-delivery-id")
            return f"{key}:{delivery_id[:64]}" if delivery_id else key
        return key

    def is_ping(self, headers: Mapping[str, str], body: bytes) -> bool:
        """Tell whether this is the form that a store sends on saving a webhook."""
        return (
            header(headers, "content-type").partition(";")[0].strip().lower() == _FORM
            and not header(headers, "x-wc-webhook-topic")
            and not header(headers, "x-wc-webhook-signature")
            and _PING.fullmatch(body) is not None
        )
