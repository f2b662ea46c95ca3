"""Requests for a person's data that came from a platform: answered by a file."""

from typing import Final

from app.domain.staff import Right
from app.services import data_requests
from app.services.data_files import Form
from app.web.admin.route import Ask, Download, Pages, View

pages = Pages("data_requests")

AT: Final = "/settings/data/requests"


@pages.page("GET", AT, right=Right.EXPORT)
def waiting(ask: Ask) -> View:
    """Show the requests whose file waits, the most urgent first."""
    rows = data_requests.open_requests(ask.env, ask.programme_id)
    stores = {store.store_id: store.name for store in ask.office.stores}
    said = {"rows": rows, "stores": stores, "soon": ask.now + data_requests.SOON}
    return View("admin/settings/requests.html", said)


@pages.page("POST", f"{AT}/<id>/file", right=Right.EXPORT, sensitive=True)
def fetch(ask: Ask) -> Download:
    """Make the file of a request and hand it over."""
    request_id, form = ask.id_of("id"), form_asked(ask)
    facts = {"form": form}
    witness = ask.witness("data_request.fetched", f"request:{request_id}", after=facts)
    file = data_requests.file_of(
        ask.env, ask.programme_id, request_id, witness, form=form
    )
    return Download([file.content], file.filename, file.content_type)


def form_asked(ask: Ask) -> Form:
    """Return which kind of file is wanted: JSON, unless sheets are asked for."""
    return "csv" if ask.sent.get("form") == "csv" else "json"
