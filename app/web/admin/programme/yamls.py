"""The whole programme as YAML: read, edited, downloaded, uploaded."""

from typing import Any

from app.domain.programme.loading import load_document
from app.domain.programme.problems import DocumentInvalid
from app.domain.staff import Right
from app.recipes.reading import MAX_BYTES, Source, print_document, read_source
from app.services.programme_desk import Meanwhile
from app.web.admin.forms import Typed
from app.web.admin.programme.meanwhile import meanwhile_view
from app.web.admin.programme.places import Place
from app.web.admin.programme.work import bar_of, lay_out, said_in, save, saved_to
from app.web.admin.programme.wrongs import problem_words
from app.web.admin.route import PREFIX, Ask, Download, Pages, Redirect, View

pages = Pages("programme_yaml")
HERE = "/programme/yaml"
ROOM = 64_000
WRONG = 400
Wrong = tuple[int | None, str, str]
"""Line, place and words of one mistake."""


@pages.page("GET", HERE, right=Right.READ)
def show(ask: Ask) -> View:
    """Show the whole document."""
    desk = lay_out(ask)
    return _view(ask, print_document(desk.document), desk.digest, [])


def _view(
    ask: Ask, text: str, base: str, wrong: list[Wrong], *, status: int = 200
) -> View:
    form: Typed[Any] = Typed(said={"text": text}, many={"text": [text]})
    said = {"bar": bar_of(lay_out(ask)), "form": form, "base": base, "wrong": wrong}
    return View("admin/programme/yaml.html", said, status=status)


@pages.page("GET", f"{HERE}/programme.yaml", right=Right.READ)
def download(ask: Ask) -> Download:
    """Send the whole document as a file."""
    text = print_document(lay_out(ask).document)
    return Download([text.encode()], "programme.yaml", "application/yaml")


@pages.page("POST", HERE, right=Right.PROGRAMME, largest_bytes=2 * MAX_BYTES + ROOM)
def write(ask: Ask) -> View | Redirect:
    """Save the whole document, from the page or from a file."""
    said = said_in(ask.sent)
    base = said.get("base", "")
    text = said.get("text", "").replace("\r\n", "\n")
    file = ask.files.get("file")
    if file is not None and file.filename:
        text = file.stream.read(MAX_BYTES + 1).decode("utf-8", "replace")
        said["text"] = text
    source: Source | None = None
    try:
        source = read_source(text)
        document = load_document(source.data)
    except DocumentInvalid as error:
        wrong: list[Wrong] = [
            (
                None if source is None else source.line(problem.steps),
                problem.path,
                problem_words(problem, ask.language),
            )
            for problem in error.problems
        ]
        return _view(ask, text, base, wrong, status=WRONG)
    saved = save(ask, document, base_digest=base, said=said)
    if isinstance(saved, Meanwhile):
        place = Place("identity", None, HERE)
        return meanwhile_view(ask, place, saved, said, path=PREFIX + HERE)
    return saved_to(ask, saved, "/programme", ask.say("programme.saved_yaml"))
