"""The bare address of the back office: leads to Home."""

from app.domain.staff import Right
from app.web.admin.route import PREFIX, Ask, Pages, Redirect, View

pages = Pages("start")


@pages.page("GET", "/", right=Right.READ)
def start(_ask: Ask) -> Redirect:
    """Lead to Home."""
    return Redirect(f"{PREFIX}/home")


@pages.page("GET", "/help", right=Right.READ)
def help_page(ask: Ask) -> View:
    """Say where help is, and which keys there are."""
    return View("admin/help.html", {"page": ask.query.get("page", "")})
