"""``setia demo``: everything running against two sandbox stores.

``--once`` plays the whole loop in both stores, checks every figure and ends;
without it the demonstration stays up until it is stopped.
"""

import hashlib
import hmac
import json
import signal
import sys
import time
from types import FrameType
from typing import Any

import click
import requests
from rich.console import Console

from app.cli.common import console, read_settings
from app.cli.demo.clients import TIMEOUT_S, Api, Shop, until
from app.cli.demo.people import PER_STORE, populate
from app.cli.demo.stage import REVIEW_SECRET, Stage, set_stage
from app.cli.demo.story import Story, Tally
from app.cli.demo.team import OWNER, PASSWORD
from app.services.prove import prove
from app.services.stores import webhook_url

WATCH_EVERY_S = 1
REWARDS_PAGES = {"shopify": "/apps/loyalty", "woocommerce": "/my-account/rewards"}
"""Below a shop's address."""


@click.command()
@click.option("--once", is_flag=True, help="Play the whole loop, check it, end.")
def demo(*, once: bool) -> None:
    """Run the app, a worker and two sandbox stores on this machine."""
    began = time.monotonic()
    signal.signal(signal.SIGTERM, _interrupt)
    with set_stage(read_settings()) as stage:
        target = stage.write_facts()
        _print_addresses(stage, time.monotonic() - began)
        if once:
            sys.exit(play(stage, console))
        _fill(stage)
        console.print(f"\nAll this is also in {target}. Ctrl-C stops everything.")
        try:
            while True:
                time.sleep(WATCH_EVERY_S)
                if stage.doorbell.renew():
                    stage.write_facts()
                for name in stage.company.running:
                    stage.company.check(name)
        except KeyboardInterrupt:
            # A second signal must not break off the clean end.
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            console.print("\nstopping")


def _fill(stage: Stage) -> None:
    """Give both stores people and a year of orders."""
    now = stage.env.clock.now()
    for seed, shop in enumerate(stage.shops):
        count = populate(shop, now=now, seed=seed)
        console.print(
            f"  {shop.name:<12} {count} orders of a year, {PER_STORE} members"
        )


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _print_addresses(stage: Stage, seconds: float) -> None:
    console.print(f"Setia is up ({seconds:.1f} s).")
    console.print(f"  app      {stage.app_url}")
    console.print(f"  admin    {stage.doorbell.url}")
    console.print("           signed in, once; the next link is in var/demo.json")
    console.print(f"           {OWNER}, password: {PASSWORD}")
    console.print(f"  API      {stage.api_url}   key {stage.api_key}")
    for shop in stage.shops:
        console.print(f"  {shop.name:<12} {shop.url}   back office {shop.admin_url}")
        page = REWARDS_PAGES[shop.platform]
        console.print(f"  {'':<12} rewards page {shop.url}{page}")
        console.print(f"  {'':<12} member card  {shop.url}/#rewards/card")
    console.print(
        "  The widget is the button on every page of the shops;"
        " sign in there as ani@customer.test, password sandbox."
    )


def play(stage: Stage, out: Console) -> int:
    """Play the loop in every store; return 0 only if every figure held."""
    began = time.monotonic()
    tally = Tally(out)
    api = Api(stage.api_url, stage.api_key)
    reward = next(row for row in api.get("/rewards")["data"] if row["kind"] == "slider")
    for shop in stage.shops:
        out.print(f"\n[bold]{shop.name}[/] at {shop.url}")
        store_id = stage.store_ids[shop.platform]
        url = webhook_url(stage.env, shop.platform, store_id)
        wanted = [each for each in shop.state()["webhooks"] if _leads(each, url)]
        out.print(f"  [bold]is connected as {store_id}[/]")
        tally.check("webhooks lead to us", bool(wanted), True)  # noqa: FBT003
        out.print(f"    {len(wanted)} topics to {url}")
        Story(
            shop=shop,
            api=api,
            store_id=stage.store_ids[shop.platform],
            reward_id=reward["id"],
            email=f"dewi.{shop.platform}.{int(time.time())}@pelanggan.test",
            tally=tally,
            advance=stage.advance,
            review=lambda shop, order, email: leave_review(stage, shop, order, email),
        ).play()
    out.print("\n[bold]The books[/]")
    violations = until(
        "a clean proof",
        lambda: prove(stage.env, stage.programme_id),
        lambda found: not found,
    )
    tally.check("violations found by ledger prove", len(violations), 0)
    seconds = time.monotonic() - began
    out.print(
        f"\n{tally.right} figures right, {len(tally.wrong)} wrong, {seconds:.1f} s"
    )
    for line in tally.wrong:
        out.print(f"  [red]{line}[/]")
    return 1 if tally.wrong else 0


def _leads(webhook: dict[str, Any], url: str) -> bool:
    """Tell whether a store's webhook delivers to *url*, whatever it calls that."""
    return url in webhook.values()


def leave_review(stage: Stage, shop: Shop, order: dict[str, Any], email: str) -> None:
    """Review the first product of an order, the way each platform has it.

    WooCommerce has reviews of its own. On Shopify a review app tells us: the
    sandbox keeps the review, and its review app's signed message is sent here.
    """
    product_id = order["lines"][0]["product_id"]
    review = shop.act(
        "review",
        product=product_id,
        customer=email,
        email=email,
        text="Wangi dan segar, terima kasih.",
    )["review"]
    shop.act("approve-review", review_id=review["id"])
    if shop.platform == "shopify":
        _tell_as_judgeme(stage, review["id"], product_id, email)


def _tell_as_judgeme(stage: Stage, review_id: int, product_id: int, email: str) -> None:
    body = json.dumps(
        {
            "review": {
                "id": review_id,
                "rating": 5,
                "title": "Enak",
                "body": "Wangi dan segar, terima kasih.",
                "product_external_id": product_id,
                "published": True,
                "hidden": False,
                "reviewer": {"email": email, "name": "Dewi", "external_id": None},
                "created_at": stage.env.clock.now().isoformat(),
            }
        }
    ).encode()
    signature = hmac.new(REVIEW_SECRET.encode(), body, hashlib.sha256).hexdigest()
    answer = requests.post(
        stage.review_url,
        data=body,
        headers={
            "Content-Type": "application/json",
            "JUDGEME-HMAC-SHA256": signature,
            "JUDGEME-TOPIC": "review/published",
        },
        timeout=TIMEOUT_S,
    )
    answer.raise_for_status()


commands: list[click.Command] = [demo]
