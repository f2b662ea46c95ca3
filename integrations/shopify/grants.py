"""What the token endpoint is asked for beside the offline pair: codes and people."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.domain.installing import ShopUser
from app.domain.words import Language
from integrations.http import Http, raise_for_status
from integrations.reading import mapping, text

ENDPOINT = "/admin/oauth/access_token"
TOO_MANY, SERVER_FAULT = 429, 500
EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
ID_TOKEN = "urn:ietf:params:oauth:token-type:id_token"  # noqa: S105 - the kind's name
ONLINE = "urn:shopify:params:oauth:token-type:online-access-token"


def posted(
    http: Http, base_url: str, asked: Mapping[str, object], *, now: datetime
) -> Mapping[str, Any]:
    """Return what the token endpoint answers; a refusal has no ``access_token``.

    Raises:
        PlatformError: It was busy, or failed itself.
    """
    answer = http.call(
        "POST",
        base_url + ENDPOINT,
        headers={"Accept": "application/json"},
        document=dict(asked),
    )
    if answer.status == TOO_MANY or answer.status >= SERVER_FAULT:
        raise_for_status(answer, now=now)
    return mapping(answer.document()) if answer.is_json else {}


def online(id_token: str) -> dict[str, object]:
    """Return how to ask for the token of one person, who comes with it."""
    return {
        "grant_type": EXCHANGE,
        "subject_token": id_token,
        "subject_token_type": ID_TOKEN,
        "requested_token_type": ONLINE,
    }


def user_of(answered: Mapping[str, Any]) -> ShopUser | None:
    """Return the person an answer is about, or None when it names nobody."""
    found = mapping(answered.get("associated_user"))
    if found.get("id") is None:
        return None
    names = (text(found.get("first_name")), text(found.get("last_name")))
    return ShopUser(
        name=" ".join(name for name in names if name),
        owns_shop=found.get("account_owner") is True,
        language=_language(text(found.get("locale"))),
    )


def _language(locale: str | None) -> Language | None:
    spoken = (locale or "").replace("_", "-").partition("-")[0].lower()
    return Language(spoken) if spoken in tuple(Language) else None
