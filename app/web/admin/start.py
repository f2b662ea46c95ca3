"""The bare address of the back office, which leads to Home, and help to every page."""

from app.domain.staff import Right
from app.web.admin import nav, words
from app.web.admin.route import PREFIX, Ask, Pages, Redirect, View

pages = Pages("start")


@pages.page("GET", "/", right=Right.READ)
def start(_ask: Ask) -> Redirect:
    """Lead to Home."""
    return Redirect(f"{PREFIX}/home")


@pages.page("GET", "/help", right=Right.READ)
def help_page(ask: Ask) -> View:
    """Answer what people ask first about a page; list the others, and the keys."""
    entry, tab = nav.current(nav.TREE, ask.query.get("page", ""))
    about, path = "", ""
    if entry is not None:
        about, path = entry.key, entry.path
    if entry is not None and tab is not None:
        about, path = f"{entry.key}.{tab.key}", tab.path
    said = [ask.say(key) for key in tips(about)]
    return View("admin/help.html", {"about": about, "path": path, "tips": said})


def tips(about: str) -> list[str]:
    """Return the keys of what help says about a place such as ``members.list``."""
    found: list[str] = []
    while words.knows(key := f"help.{about}.{len(found) + 1}"):
        found.append(key)
    return found
