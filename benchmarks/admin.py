"""Measures every page of the back office on a large programme.

Whole requests: rights, the programme that is open, what the page reads, its HTML.
Somebody is set down behind the door; how they came in has tests of its own.
"""

import time
from statistics import median
from typing import Final
from uuid import UUID, uuid4

from flask import Flask

from app.domain.staff import Role
from app.domain.words import Language
from app.factory import create_pages
from app.services import list_figures, rollups
from app.services.analytics import reading
from app.services.env import Env
from app.services.staff.principal import StaffPrincipal, Surface
from app.settings import Settings
from app.storage.mailbox import Mailbox
from app.storage.member_list import SORTS
from app.storage.stores import StoreRepository
from app.web.admin import guard
from app.web.admin.groups import every_page
from app.web.admin.route import PREFIX
from app.wiring import World
from app.wiring.wake import RedisWake
from benchmarks.figures import Figure, percentile
from benchmarks.scale import _people, _said
from benchmarks.scale_data import ScaleWorld

MOST_MS: Final = 150
LEFT_OUT: Final = (".csv", ".yaml", ".json", "/news")
"""Files to take away, and parts of pages."""
BROKEN: Final = 500
MORE: Final = (
    *(f"/members?sort={way}{name}" for name in SORTS for way in ("", "-")),
    "/members?sort=-points&tier=gold",
    "/members?sort=-spent&state=active",
    "/members?q=sari",
    "/members/activity?failed=yes",
    "/members/activity?by=hand",
    "/members/activity?kind=refusals",
    "/members/activity?order=5600000000009",
    "/members/redemptions?state=failed",
    "/analytics?days=365",
    "/analytics/points?days=365",
)


def pages(world: ScaleWorld, rounds: int, count: int) -> list[Figure]:
    """ADMIN: server time of each page, with everything of a large programme."""
    _prepare(world)
    sitting = _owner(world)
    _seat(sitting)
    wired = World(
        settings=Settings.from_environ({"APP_ENV": "development"}),
        database_url=world.servers.database_url,
        redis_url=world.servers.redis_url,
        env=world.env,
        wake=RedisWake(world.servers.redis_url),
        mailbox=Mailbox(world.servers.database_url),
    )
    try:
        shop = create_pages(wired)
        for limiter in shop.extensions.get("limiter", ()):
            limiter.enabled = False
        with world.connect() as owner:
            people = [row[0] for row in _people(owner, world, max(count, 20))]
        return [
            _measured(shop, name + _said(world), paths, rounds, count)
            for name, paths in _visited(people).items()
        ]
    finally:
        wired.close()


def _seat(sitting: StaffPrincipal) -> None:
    """Let everybody who asks in this process be the one who sits here."""

    def principal_of(env: Env) -> StaffPrincipal | None:
        del env
        return sitting

    def csrf_token(env: Env, staff: StaffPrincipal) -> str:
        del env
        return str(staff.session_id)

    guard.principal_of = principal_of
    guard.csrf_token = csrf_token


def _prepare(world: ScaleWorld) -> None:
    """Work out what timers would have worked out by night."""
    rollups.sweep(world.env, world.programme_id)
    began = time.perf_counter()
    worked_out = reading.sweep(world.env, world.programme_id)
    if worked_out:
        took_s = int(time.perf_counter() - began)
        print(f"{worked_out} periods of figures were worked out in {took_s} s")
    began, places = time.perf_counter(), 0
    while moved := list_figures.sweep(world.env, world.programme_id):
        places += moved
    if places:
        took_s = int(time.perf_counter() - began)
        print(f"{places} members were put in their places of lists in {took_s} s")
    if worked_out or places:
        with world.connect() as owner:
            owner.execute("VACUUM ANALYZE analytics_figure, rollup_day, member")


def _owner(world: ScaleWorld) -> StaffPrincipal:
    merchant_id: UUID = world.env.database.run(
        world.programme_id, lambda uow: StoreRepository(uow).programme().merchant_id
    )
    return StaffPrincipal(
        staff_id=uuid4(),
        merchant_id=merchant_id,
        programme_id=world.programme_id,
        name="Sari",
        role=Role.OWNER,
        language=Language.ID,
        surface=Surface.ALONE,
        session_id=uuid4(),
        proven_at=world.env.clock.now(),
    )


def _visited(people: list[UUID]) -> dict[str, list[str]]:
    """Return the addresses to visit, by the name of the measure."""
    plain = sorted(
        page.path
        for page in every_page()
        if page.method == "GET"
        and "<" not in page.path
        and not page.path.endswith(LEFT_OUT)
    )
    found = {path: [path] for path in (*plain, *MORE)}
    found["/members/<one>"] = [f"/members/{one}" for one in people]
    found["/members/activity?member=<one>"] = [
        f"/members/activity?member={one}" for one in people
    ]
    return found


def _measured(
    shop: Flask, name: str, paths: list[str], rounds: int, count: int
) -> Figure:
    figure = Figure(
        "ADMIN",
        name,
        "ms p95",
        f"<= {MOST_MS} ms",
        met=lambda figure: median(figure.ours) <= MOST_MS,
    )
    client = shop.test_client()
    for turn in range(rounds + 1):
        took = []
        for n in range(count):
            began = time.perf_counter()
            answer = client.get(PREFIX + paths[n % len(paths)])
            took.append((time.perf_counter() - began) * 1000)
            if answer.status_code >= BROKEN:
                figure.what = f"{name} BROKEN"
                figure.ours, figure.met = [0.0], lambda _figure: False
                return figure
        if turn:
            figure.ours.append(percentile(took, 0.95))
    return figure
