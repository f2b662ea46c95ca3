"""The page of the subscription: what it costs, how it stands, and the way to agree."""

from flask import Response, request

from app.domain.billing import Standing
from app.domain.programme.figures import money_text
from app.domain.staff import Right
from app.services import billing
from app.services.env import Env
from app.services.shop_staff import Inside
from app.web.admin import embedded
from app.web.admin.embedded import PLATFORM
from app.web.shopify.showing import page

FORBIDDEN = 403


def plan(env: Env) -> Response:
    """Show the plan and how this shop stands."""
    inside = embedded.inside_of(env)
    if inside is None:
        return embedded.bounce(env)
    offered = billing.plan_of(env)
    embedded.allow(env, inside.staff)
    tongue = inside.staff.language
    stands = embedded.standing_in(env, inside)
    money = offered.price
    said = {
        "plan": offered,
        "price": money_text(money.amount_minor, money.currency, tongue),
        "runs": stands in (Standing.TRIAL, Standing.PAID),
        "standing": "on_trial" if stands is Standing.TRIAL else stands.value,
        "may": _may(inside),
        "ticket": embedded.ticket_for(inside.store.domain),
    }
    return page(env, "billing", spoken_in=tongue, said=said)


def agree(env: Env) -> Response:
    """Offer the plan; answer with the way out of the frame to agree to it."""
    inside = embedded.inside_of(env)
    if inside is None:
        return embedded.bounce(env)
    embedded.allow(env, inside.staff)
    if "Authorization" not in request.headers or not _may(inside):
        return page(env, "refused", FORBIDDEN, spoken_in=inside.staff.language)
    host, store = env.app_hosts[PLATFORM], inside.store
    address = billing.begin(
        env,
        store.programme_id,
        store.store_id,
        return_url=host.app_url(store.domain),
    )
    said = {"leave": address}
    return page(env, "leave", spoken_in=inside.staff.language, said=said)


def _may(inside: Inside) -> bool:
    return inside.staff.may(Right.SETTINGS)
