"""Connecting a WooCommerce store: by consent, by keys, from the plugin."""

from typing import Annotated, Final

from pydantic import BaseModel, Field

from app.domain.errors import PlatformError
from app.domain.staff import Right
from app.domain.store_exam import StoreCheck, on_this_machine, typed_address
from app.services import backfills, connecting, pairing
from app.services.pairing import UNFIT
from app.services.store_keeping import StoreTaken
from app.storage.stores import StoreRow
from app.storage.unit_of_work import UnitOfWork
from app.web.admin.forms import Typed, filled
from app.web.admin.route import PREFIX, Ask, Pages, Redirect, View
from app.web.admin.shown import address_of

pages = Pages("connecting")

AT: Final = "/settings/stores/connect"
WAITS_AT: Final = f"{PREFIX}/settings/stores/connecting/"
Address = Annotated[str, Field(min_length=3, max_length=300)]


class AddressForm(BaseModel):
    """Where the store is."""

    address: Address


class KeysForm(AddressForm):
    """Keys that the merchant made."""

    key: Annotated[str, Field(pattern=r"^ck_[0-9a-f]{40}$")]
    secret: Annotated[str, Field(pattern=r"^cs_[0-9a-f]{40}$")]


@pages.page("GET", AT, right=Right.STORES)
def connect_form(ask: Ask) -> View:
    """Ask for the address."""
    return _view(filled({"address": ask.query.get("address", "")}))


@pages.page("POST", AT, right=Right.STORES)
def connect_begin(ask: Ask) -> View:
    """Look at the store from outside; lead to its own page of consent."""
    typed = ask.form(AddressForm)
    if typed.value is None:
        return _view(typed, status=400)
    try:
        begun = pairing.begin_here(
            ask.env,
            ask.programme_id,
            typed=typed.value.address,
            back=WAITS_AT,
            by=ask.staff.actor,
        )
    except connecting.StoreUnfit as error:
        return _view(typed, checks=error.checks, status=400)
    return View(
        "admin/stores/approve.html",
        {"consent": begun.consent_url, "address": typed_address(typed.value.address)},
    )


@pages.page("POST", f"{AT}/keys", right=Right.STORES)
def connect_keys(ask: Ask) -> View | Redirect:
    """Connect with pasted keys."""
    typed = ask.form(KeysForm)
    said = typed.value
    if said is None:
        return _view(typed, status=400, keys=True)
    base_url = typed_address(said.address)

    def witness(uow: UnitOfWork, row: StoreRow) -> None:
        ask.audit(uow, "store.connected", f"store:{row.store_id}")

    try:
        fit = connecting.connect_with_keys(
            ask.env,
            ask.programme_id,
            typed=base_url,
            proof={"consumer_key": said.key, "consumer_secret": said.secret},
            sandbox=ask.env.loopback and on_this_machine(base_url),
            witness=witness,
        )
    except connecting.StoreUnfit as error:
        return _view(typed, checks=error.checks, status=400, keys=True)
    except StoreTaken:
        typed.refuse("address", ask.say("connect.taken"))
        return _view(typed, status=400, keys=True)
    except PlatformError:
        typed.refuse("address", ask.say("connect.failed"))
        return _view(typed, status=400, keys=True)
    made, by = fit.connected, ask.staff.actor
    ask.run(
        lambda uow: backfills.begin(
            ask.env, uow, made.store_id, purpose="history", by=by
        )
    )
    told = ask.say("connect.connected", name=made.description.name)
    return Redirect(_next(ask), told=told)


@pages.page("POST", f"{AT}/code", right=Right.STORES)
def connect_code(ask: Ask) -> View:
    """Show a code for the plugin, once."""
    made = pairing.offer(ask.env, ask.programme_id, by=ask.staff.actor)
    return _view(filled({}), code=made.code)


@pages.page("GET", "/settings/stores/connecting/<id>", right=Right.STORES)
def connect_end(ask: Ask) -> View:
    """Say how a connection that began here ended."""
    pairing_id = ask.id_of("id")
    row = ask.run(lambda uow: pairing.begun(uow, pairing_id))
    problem = row.problem or ""
    codes = problem.removeprefix(UNFIT).split(",") if UNFIT in problem else []
    said = ask.query.get("setia", "")
    reason = "done" if row.store_id is not None else "waiting"
    if row.store_id is None:
        if problem:
            reason = "taken" if problem == StoreTaken.code else "failed"
        elif said == "denied":
            reason = "denied"
    return View(
        "admin/stores/ended.html",
        {
            "reason": reason,
            "codes": codes,
            "address": row.base_url or "",
            "next": _next(ask),
        },
    )


def _next(ask: Ask) -> str:
    """Return where a merchant goes on: the welcome until the start, then the list."""
    live = ask.office.version is not None
    return address_of("/settings/stores" if live else "/welcome")


def _view(
    form: Typed[AddressForm] | Typed[KeysForm],
    *,
    checks: tuple[StoreCheck, ...] = (),
    status: int = 200,
    keys: bool = False,
    code: str = "",
) -> View:
    wrong = [check for check in checks if check.state != "passed"]
    return View(
        "admin/stores/connect.html",
        {"form": form, "wrong": wrong, "keys": keys, "code": code},
        status,
    )
