"""Which goods a store sells to some only, as its pages and its cart are told.

Instants stand in what is told, so that a store opens and closes by its own clock,
also while nobody of ours can be reached. Who may buy is no part of it: a customer
of the store carries a perk's tag or does not.
"""

import hashlib
import json
from typing import Any, Final

from app.domain.perks.holding import holds_in, way_in
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.perks import (
    CLOSING,
    CollectionPerk,
    EarlyAccessPerk,
    ExclusivePerk,
    Perk,
)
from app.domain.programme.perks_words import holders
from app.domain.programme.saying import say
from app.domain.programme.storefront_voices import voices
from app.domain.programme.windows import instant_of

VERSION: Final = 1


def closes(perk: Perk, *names: str) -> bool:
    """Tell whether a perk closes goods in a store of these names.

    One that holds at the till only, or that no store is to be told of, closes none.
    """
    return (
        perk.enabled
        and isinstance(perk.what, CLOSING)
        and perk.where.online
        and way_in(perk) == "tag"
        and holds_in(perk, *names)
    )


def closed_goods(document: ProgrammeDocument, *names: str) -> dict[str, Any]:
    """Return what a store of these names sells to some only.

    What a membership is bought with stays open to everybody: else nobody new could
    ever come in.
    """
    rules = [
        _rule(document, perk, perk.what)
        for perk in document.perks
        if isinstance(perk.what, CLOSING) and closes(perk, *names)
    ]
    offers = [
        ref
        for plan in document.memberships
        if plan.enabled
        for offer in plan.offers
        for ref in offer.products
    ]
    return {
        "v": VERSION,
        "rules": rules,
        "never": sorted(set(offers)) if rules else [],
    }


def digest_of_goods(said: dict[str, Any]) -> bytes:
    """Return what changes when a store must be told anew."""
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).digest()


def _rule(
    document: ProgrammeDocument,
    perk: Perk,
    what: EarlyAccessPerk | ExclusivePerk | CollectionPerk,
) -> dict[str, Any]:
    early = isinstance(what, EarlyAccessPerk)
    key = "perk.closed_early" if early else "perk.closed_only"
    texts = {
        tag: say(key, voice.base, holders=holders(document, perk, voice.base)) + "."
        for tag, voice in voices(document).items()
    }
    rule: dict[str, Any] = {
        "id": perk.id,
        "kind": "early" if early else "only",
        "tag": perk.tag_name,
        "all": False,
        "products": [],
        "collections": list(what.collections),
        "hidden": isinstance(what, CollectionPerk),
        "ahead_s": 0,
        "opens_at": None,
        "texts": texts,
    }
    if isinstance(what, ExclusivePerk):
        rule["all"] = what.whole_store
        rule["products"] = list(what.products)
    if isinstance(what, EarlyAccessPerk):
        zone = document.identity.timezone
        rule["all"] = not what.collections
        rule["ahead_s"] = what.hours * 3600
        if what.opens_at is not None:
            opens_at = instant_of(what.opens_at, zone, end=False)
            rule["opens_at"] = int(opens_at.timestamp())
    return rule
