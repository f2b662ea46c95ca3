"""``setia store``: connect stores, list them, see what ails them, read them again."""

import re
import sys
from uuid import UUID

import click
from rich.table import Column, Table

from app.cli.common import console, open_env, programme_option, read_uuid
from app.domain.store_exam import on_this_machine
from app.services import (
    connecting,
    pairing,
    reconciliation,
    store_plugins,
    stores,
)
from app.services.enrolment import PROVING
from app.services.env import Env
from app.services.theme_marks import PATH_OPTION
from app.storage.stores import StoreRepository, StoreRow
from app.storage.unit_of_work import UnitOfWork

PROXY_PATH = re.compile(r"/(apps|a|community|tools)/[A-Za-z0-9_-]{1,60}")
"""Prefixes that Shopify offers, and a name."""


def _rows(env: Env, programme_id: UUID) -> list[StoreRow]:
    def read(uow: UnitOfWork) -> list[StoreRow]:
        return StoreRepository(uow).all()

    return env.database.run(programme_id, read)


@click.group()
def store() -> None:
    """Connect stores and look after them."""


def _print(done: stores.Connected) -> None:
    report = done.webhooks
    console.print(f"{done.description.name} ({done.description.domain})")
    console.print(f"currency {done.description.currency}, {done.description.timezone}")
    console.print(f"webhooks to {done.webhook_url}")
    for word in ("present", "created", "repaired", "removed", "failed"):
        topics = getattr(report, word)
        if topics:
            console.print(f"  {word}: {', '.join(topics)}")
    # The id alone on its line, for scripts.
    click.echo(str(done.store_id))


@store.command("connect-woocommerce")
@click.argument("url")
@click.option("--key", required=True, help="Consumer key (ck_…).")
@click.option("--secret", required=True, help="Consumer secret (cs_…).")
@programme_option
@click.option("--earn-on", type=click.Choice(["paid", "fulfilled"]), default="paid")
def connect_woocommerce(
    url: str, key: str, secret: str, programme: UUID | None, earn_on: str
) -> None:
    """Connect the WooCommerce store at URL and create its webhooks.

    Run it again to repair a connection.
    """
    with open_env() as env:
        try:
            fit = connecting.connect_with_keys(
                env,
                read_uuid(env, programme),
                typed=url,
                proof={"consumer_key": key, "consumer_secret": secret},
                options={"earn_on": earn_on},
                sandbox=env.loopback and on_this_machine(url),
            )
        except connecting.StoreUnfit as unfit:
            for check in unfit.checks:
                console.print(f"  {check.state:<8} {check.code}")
            raise
        _print(fit.connected)


@store.command("connect-shopify")
@click.argument("domain")
@click.option("--token", required=True, help="An Admin API access token (shpat_…).")
@click.option("--base-url", default="", help="Where to call; the domain by default.")
@programme_option
@click.option("--earn-on", type=click.Choice(["paid", "fulfilled"]), default="paid")
def connect_shopify(
    domain: str, token: str, base_url: str, programme: UUID | None, earn_on: str
) -> None:
    """Connect a Shopify shop (a merchant's own custom app) by its access token."""
    with open_env() as env:
        done = stores.connect(
            env,
            read_uuid(env, programme),
            platform="shopify",
            domain=domain,
            base_url=base_url or f"https://{domain}",
            proof={"access_token": token},
            options={"earn_on": earn_on},
        )
        _print(done)


@store.command("list")
@programme_option
def list_stores(programme: UUID | None) -> None:
    """List the stores of a programme and their state."""
    with open_env() as env:
        table = Table(
            Column("id", no_wrap=True, min_width=36),
            "platform",
            "domain",
            "currency",
            "state",
            "problem",
        )
        for row in _rows(env, read_uuid(env, programme)):
            table.add_row(
                str(row.store_id),
                row.platform,
                row.domain,
                row.currency,
                row.state,
                row.problem or "",
            )
        console.print(table)


@store.command()
@programme_option
def doctor(programme: UUID | None) -> None:
    """Ask every store who it is and whether its webhooks stand; repair them."""
    failed = False
    with open_env() as env:
        for row in _rows(env, read_uuid(env, programme)):
            if row.state not in ("connected", "blocked"):
                console.print(f"{row.domain}: {row.state}")
                continue
            done = reconciliation.reconcile_store(env, row)
            failed = failed or bool(done.problem)
            console.print(
                f"{row.domain}: {done.problem or 'ok'}; {done.changed} orders read,"
                f" {done.webhooks_repaired} webhooks repaired"
            )
    sys.exit(1 if failed else 0)


@store.command()
@click.argument("store_id", type=click.UUID)
@programme_option
def backfill(store_id: UUID, programme: UUID | None) -> None:
    """Read all customers and orders of a store and settle them.

    It can be stopped and run again: what was settled is not settled twice.
    """
    with open_env() as env:
        programme_id = read_uuid(env, programme)
        row = next(
            (row for row in _rows(env, programme_id) if row.store_id == store_id), None
        )
        if row is None:
            raise click.ClickException(f"no store {store_id} in this programme")
        done = reconciliation.backfill(env, row, progress=_progress)
        console.print(f"{done.customers} customers, {done.orders} orders")
        if done.failed:
            raise click.ClickException(f"{done.failed} orders could not be settled")


def _progress(what: str, count: int) -> None:
    console.print(f"{what}: {count}", end="\r")


@store.command()
@click.argument("store_id", type=click.UUID)
@programme_option
@click.confirmation_option(prompt="Take our webhooks out and forget the keys?")
def disconnect(store_id: UUID, programme: UUID | None) -> None:
    """Take our webhooks out of a store and forget its keys. Points stay."""
    with open_env() as env:
        report = stores.disconnect(env, read_uuid(env, programme), store_id)
        console.print(f"removed: {', '.join(report.removed) or 'nothing'}")


@store.command("accounts")
@click.argument("store_id", type=click.UUID)
@programme_option
@click.option("--prove-contact", type=click.Choice(["yes", "no"]), required=True)
def accounts(store_id: UUID, programme: UUID | None, prove_contact: str) -> None:
    """Say whether accounts of a store prove their e-mail address.

    Yes, where nobody gets into an account without a code or link sent to the
    address. One person is then one member over all stores that say so.
    """
    with open_env() as env:
        env.database.run(
            read_uuid(env, programme),
            lambda uow: stores.set_option(uow, store_id, PROVING, prove_contact),
        )
        click.echo(f"accounts prove contact: {prove_contact}")


@store.command("proxy-path")
@click.argument("store_id", type=click.UUID)
@click.argument("path")
@programme_option
def proxy_path(store_id: UUID, path: str, programme: UUID | None) -> None:
    """Say where a Shopify shop's app proxy is, if it is not /apps/loyalty.

    A merchant may move it; the theme's links follow within a minute.
    """
    if not PROXY_PATH.fullmatch(path):
        raise click.BadParameter("a path of two parts, such as /a/rewards")
    with open_env() as env:
        env.database.run(
            read_uuid(env, programme),
            lambda uow: stores.set_option(uow, store_id, PATH_OPTION, path),
        )
        click.echo(f"app proxy: {path}")


@store.command("review-app")
@click.argument("store_id", type=click.UUID)
@click.option("--provider", default="judgeme", show_default=True)
@click.option("--secret", required=True, help="What the review app signs with.")
@programme_option
def review_app(
    store_id: UUID, provider: str, secret: str, programme: UUID | None
) -> None:
    """Take reviews of a review app for a store; prints the address to give it."""
    with open_env() as env:
        url = stores.set_review_secret(
            env, read_uuid(env, programme), store_id, provider=provider, secret=secret
        )
        click.echo(url)


@store.command("pair")
@programme_option
def pair(programme: UUID | None) -> None:
    """Print a code that connects a WooCommerce shop from its own WordPress.

    Enter it there under WooCommerce, Setia. It holds for thirty minutes, for one shop.
    """
    with open_env() as env:
        made = pairing.offer(env, read_uuid(env, programme), by="cli")
        console.print(f"enter it within 30 minutes at {env.public_url}")
        click.echo(made.code)


@store.command("plugin")
@click.argument("store_id", type=click.UUID)
@programme_option
@click.option("--renew-secret", is_flag=True, help="Sign customers with a new secret.")
def plugin(store_id: UUID, programme: UUID | None, renew_secret: bool) -> None:  # noqa: FBT001 - click's flag
    """Tell the plugin in a store who we are, and print what it says."""
    with open_env() as env:
        programme_id = read_uuid(env, programme)
        state = store_plugins.push(env, programme_id, store_id, renew=renew_secret)
        if state is None:
            raise click.ClickException("this store has no plugin of ours")
        report = stores.check_webhooks(env, programme_id, store_id)
        console.print(f"plugin {state.version}: {', '.join(state.features)}")
        console.print(f"connected to {state.api_url} as {state.store}")
        made = [*report.created, *report.repaired]
        console.print(f"webhooks made: {', '.join(made) or 'none'}")


commands: list[click.Command] = [store]
