"""The people of a preview: a guest, a member, one at the top; nobody who exists.

What does not depend on a person, the look, the words, the ways to earn, is worked out
by the code that shops meet. What does is made up here, with the programme's own names.
"""

import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final

from app.domain.programme.assets import CreditAsset
from app.domain.programme.figures import units_text
from app.domain.programme.reward_words import reward_title
from app.domain.programme.rewards import LadderReward, Reward
from app.domain.programme.storefront_voices import features
from app.domain.programme.tiers_words import title as tier_title
from app.domain.words import count_text, day_text
from app.services.storefront.previewing import EXAMPLE, POINTS
from app.web.admin.storefront.scene import Scene
from app.web.storefront.bootstrap import read_bootstrap, words_text
from app.web.storefront.earn import WayShape, WaysShape
from app.web.storefront.guests import PLAIN_KINDS, way_of
from app.web.storefront.route import Ask, Reply

RICH: Final = 4 * POINTS
AHEAD: Final = timedelta(days=120)
MARK: Final = "★"
BOOTSTRAP: Final = "bootstrap"
WORDS: Final = "words/"


def answer(ask: Ask, scene: Scene, what: str) -> str | Mapping[str, Any] | None:
    """Return what the panel asks for, JSON or what becomes it; None: nothing there."""
    if what == BOOTSTRAP:
        return _bootstrap(ask)
    if what.startswith(WORDS):
        return words_text(ask.document, ask.voice)
    known: Mapping[str, Callable[[Ask, Scene], Mapping[str, Any]]] = {
        "member": _member,
        "rewards": _rewards,
        "earn": lambda asked, _scene: _earn(asked),
    }
    return known[what](ask, scene) if what in known else None


def _bootstrap(ask: Ask) -> Mapping[str, Any]:
    told = read_bootstrap(ask)
    text = told.text if isinstance(told, Reply) else None
    said: dict[str, Any] = json.loads(text or "{}")
    # A hint would hide the panel that is shown.
    return {**said, "nudges": []}


def _units(ask: Ask, scene: Scene) -> int:
    asset = ask.document.asset(ask.document.main_points)
    points = RICH if scene.face == "top" else POINTS
    return points * (100 if isinstance(asset, CreditAsset) else 10**asset.scale)


def _text(ask: Ask, units: int) -> str:
    return units_text(ask.told, ask.document.main_points, units, ask.language)


def _member(ask: Ask, scene: Scene) -> Mapping[str, Any]:
    if scene.face == "guest":
        return {"state": "guest", "waiting": None, "text": None, "preview": False}
    units = _units(ask, scene)
    later = day_text((ask.now + AHEAD).date(), ask.language)
    few = units // 10
    parts = features(ask.document)
    return {
        "state": "member",
        "waiting": None,
        "id": "mem_example",
        "name": EXAMPLE.say(ask.language),
        "balance": {"value": units, "text": _text(ask, units)},
        "worth": None,
        "pending": {"value": few, "text": _text(ask, few), "from_text": later},
        "expiring": None,
        "owed": None,
        "hold": None,
        "tier": _tier(ask, scene) if "tiers" in parts else None,
        "progress": _progress(ask, units) if "redeem" in parts else None,
        "vouchers_ready": 1,
        "answers_unread": 0,
        "birthday": {"known": True, "ask": False},
        "consents": [],
        "celebrations": [],
        "credit": [],
        "preview": False,
    }


def _tier(ask: Ask, scene: Scene) -> Mapping[str, Any] | None:
    tiers = [one for one in ask.document.tiers if one.enabled and not one.hidden]
    if not tiers:
        return None
    tier = tiers[-1] if scene.face == "top" else tiers[0]
    name = tier_title(ask.told, tier, ask.language)
    return {"id": tier.id, "name": name, "mark": MARK, "until_text": None}


def _priced(ask: Ask) -> list[tuple[Reward, int]]:
    """Return rewards that cost main points, with their price in smallest units."""
    asset = ask.document.asset(ask.document.main_points)
    found = [
        (one, one.price * 10**asset.scale)
        for one in ask.document.rewards
        if isinstance(one, LadderReward)
        and one.enabled
        and one.price
        and one.asset == ask.document.main_points
    ]
    return sorted(found, key=lambda pair: pair[1])


def _progress(ask: Ask, units: int) -> Mapping[str, Any] | None:
    ahead = [pair for pair in _priced(ask) if pair[1] > units]
    if not ahead:
        return None
    reward, price = ahead[0]
    key, rest = "home.next_reward", _text(ask, price - units)
    title = reward_title(ask.told, reward, ask.language)
    current = count_text(units, ask.language)
    return {
        "kind": "reward",
        "text": ask.voice.say(key, points=rest, reward=title),
        "current": units,
        "target": price,
        "value_text": f"{current} / {count_text(price, ask.language)}",
    }


def _rewards(ask: Ask, scene: Scene) -> Mapping[str, Any]:
    units = _units(ask, scene)
    return {"data": [_reward(ask, *pair, units=units) for pair in _priced(ask)]}


def _reward(ask: Ask, reward: Reward, price: int, *, units: int) -> Mapping[str, Any]:
    lacks = max(price - units, 0)
    missing = {"value": lacks, "text": _text(ask, lacks)} if lacks else None
    return {
        "id": reward.id,
        "kind": reward.kind,
        "title": reward_title(ask.told, reward, ask.language),
        "description": None,
        "image": None,
        "cost": {"value": price, "text": _text(ask, price)},
        "available": not lacks,
        "reason_code": "insufficient_points" if lacks else None,
        "reason_text": missing and missing["text"],
        "missing": missing,
        "progress": {"current": units, "target": price} if lacks else None,
        "slider": None,
        "choices": [],
        "conditions": [],
        "stock_text": None,
    }


def _earn(ask: Ask) -> Mapping[str, Any]:
    ways = []
    for rule in ask.document.earning:
        if not rule.enabled:
            continue
        told = way_of(ask, rule)
        ways.append(
            WayShape(
                id=rule.id,
                kind=PLAIN_KINDS[rule.trigger],
                title=told.title,
                text=told.text,
                points=None,
                state="open",
                action=None,
            )
        )
    return WaysShape(data=ways).model_dump(mode="json")
