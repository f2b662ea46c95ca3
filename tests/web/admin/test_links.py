"""Nothing in the back office leads nowhere: every link opens, every form arrives.

The walk begins at the menu and goes on to whatever the pages name. Of pages that
differ only in whose they are, some are opened. Every form is then sent as a browser
would, to a database that refuses to write: what arrives there has arrived.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql
from psycopg.errors import ReadOnlySqlTransaction
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import MapAdapter, RequestRedirect

from app.web import errors
from app.web.admin.nav import TREE
from tests.servers import Shared
from tests.web.admin.conftest import CSRF, PREFIX, Office, office_at
from tests.web.admin.filled import fill
from tests.web.admin.links import Sent, read

FEW = 2
"""So many pages are opened that differ only in whose they are."""
NAMING = ("slug", "step", "name", "kind", "platform", "section")
"""Parts of an address that say what sort of page it is."""
BEHIND_THE_DOOR = ("/admin/sign-out", "/admin/account/second-factor/begin")
"""They want the session of a cookie, which nobody has here."""
LOST = (404, 405)
OURS = 500


@dataclass(slots=True)
class Walk:
    """What was found on the way."""

    office: Office
    adapter: MapAdapter
    seen: dict[str, int] = field(default_factory=dict)
    """The status of each address, by address."""
    came_from: dict[str, str] = field(default_factory=dict)
    forms: dict[tuple[str, ...], tuple[str, Sent]] = field(default_factory=dict)
    asked: dict[tuple[str, str], tuple[str, Sent]] = field(default_factory=dict)
    sorts: Counter[tuple[str, ...]] = field(default_factory=Counter)

    def sort_of(self, method: str, address: str) -> tuple[str, ...] | None:
        """Return what sort of page an address leads to; None when to none."""
        parts = urlsplit(address)
        try:
            endpoint, values = self.adapter.match(parts.path, method=method)
        except RequestRedirect:
            return ("redirect", parts.path)
        except (NotFound, MethodNotAllowed):
            return None
        names = sorted(one.partition("=")[0] for one in parts.query.split("&"))
        told = [str(value) for name, value in values.items() if name in NAMING]
        return (str(endpoint), *sorted(told), *names)

    def go(self) -> None:
        """Open the menu's pages, and what they lead to."""
        waiting = [PREFIX + entry.path for entry in TREE]
        waiting += [PREFIX + tab.path for entry in TREE for tab in entry.tabs]
        self.came_from = dict.fromkeys(waiting, "the menu")
        while waiting:
            at = waiting.pop(0)
            if at not in self.seen:
                waiting += self._open(at)

    def _open(self, at: str) -> list[str]:
        answer = self.office.get(at.removeprefix(PREFIX))
        self.seen[at] = answer.status
        if "text/html" not in answer.headers.get("Content-Type", ""):
            return []
        found = read(at, answer.text)
        gets = [form for form in found.forms if form.method == "GET"]
        for form in found.forms:
            if form.method == "POST" and form.action not in BEHIND_THE_DOOR:
                for sent in form.sent():
                    self._note(at, sent)
        for method, address, about in found.asked:
            fields = (
                {name: [value] for name, value in about.fields}
                if about is not None
                else {}
            )
            sent = Sent(method, address, fields)
            self.asked.setdefault((method, address), (at, sent))
        every = [*found.links, *(form.action for form in gets)]
        every += [address for method, address, _ in found.asked if method == "GET"]
        return [one for one in every if self._wanted(one, at)]

    def _note(self, at: str, sent: Sent) -> None:
        sort = self.sort_of("POST", sent.action) or ("", sent.action)
        acts = [",".join(sent.fields.get(name, ())) for name in ("do", "act", "deed")]
        self.forms.setdefault((*sort, *acts), (at, sent))

    def _wanted(self, address: str, at: str) -> bool:
        if not address.startswith(PREFIX) or address in self.came_from:
            return False
        if address.startswith((*BEHIND_THE_DOOR, f"{PREFIX}/static")):
            return False
        sort = self.sort_of("GET", address)
        if sort is not None:
            self.sorts[sort] += 1
            if self.sorts[sort] > FEW:
                return False
        self.came_from[address] = at
        return True

    def send(self, sent: Sent) -> int:
        """Send a form as it stood on the page; return the status."""
        data: dict[str, object] = {**sent.fields, "csrf": CSRF}
        if sent.upload:
            data["file"] = (BytesIO(b"a,b\n"), "some.csv")
        return self.office.post(sent.action.removeprefix(PREFIX), data).status


@dataclass(slots=True)
class Failures:
    """Why requests broke; told in a line, as to draw one with its values takes long."""

    found: list[BaseException] = field(default_factory=list)

    def _note(self, _event: str, **said: object) -> None:
        if isinstance(error := said.get("exc_info"), BaseException):
            self.found.append(error)

    critical = error = warning = _note

    def foreign(self) -> bool:
        """Tell whether all of it is of this test's making."""
        return bool(self.found) and all(
            isinstance(getattr(error, "orig", None), ReadOnlySqlTransaction)
            or (isinstance(error, AttributeError) and "ScriptedStore" in str(error))
            for error in self.found
        )


@pytest.fixture(scope="module")
def failures() -> Iterator[Failures]:
    noted = Failures()
    # Loggers that spoke before keep how they were set up: this one is put in place.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(errors, "log", noted)
        yield noted


@pytest.fixture(scope="module")
def walk(
    shared_servers: Shared, worker_number: int, failures: Failures
) -> Iterator[Walk]:
    """A walk through everything, and then a database that refuses every write."""
    redis_url = f"{shared_servers.redis_url.partition('?')[0]}?db={worker_number}"
    with shared_servers.copy() as url, office_at(url, redis_url) as office:
        fill(office)
        made = Walk(office, office.desk.pages.url_map.bind("localhost"))
        made.go()
        with psycopg.connect(url, autocommit=True) as owner:
            name = sql.Identifier(owner.info.dbname)
            change = "ALTER DATABASE {} SET default_transaction_read_only = on"
            owner.execute(sql.SQL(change).format(name))
        office.env.database.engine.dispose()
        yield made


def test_every_page_that_a_page_leads_to_opens(walk: Walk) -> None:
    lost = {
        at: (status, walk.came_from[at])
        for at, status in walk.seen.items()
        if status in LOST or status >= OURS
    }

    assert not lost, "\n".join(f"{k}: {v}" for k, v in lost.items())
    assert len(walk.seen) > 150


def test_the_walk_comes_to_every_page_of_the_menu(walk: Walk) -> None:
    for entry in TREE:
        for tab in (entry, *entry.tabs):
            assert walk.seen[PREFIX + tab.path] == 200, tab.path


def test_every_form_arrives(walk: Walk, failures: Failures) -> None:
    lost = {}
    for at, sent in walk.forms.values():
        failures.found.clear()
        status = walk.send(sent)
        if status in LOST or (status >= OURS and not failures.foreign()):
            lost[f"{sent.action} {sent.fields}"] = (status, at, failures.found[:])

    assert not lost, "\n".join(f"{k}: {v}" for k, v in lost.items())
    assert len(walk.forms) > 60


def test_what_a_part_of_a_page_asks_for_is_there(walk: Walk) -> None:
    lost = {}
    posted = {key: one for key, one in walk.asked.items() if key[0] == "POST"}
    for (_, address), (at, sent) in posted.items():
        status = walk.send(sent)
        if status in LOST:
            lost[address] = (status, at)

    assert not lost, "\n".join(f"{k}: {v}" for k, v in lost.items())
    assert len(posted) > 20
