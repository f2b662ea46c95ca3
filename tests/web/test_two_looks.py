"""One set of pages, two looks: the same controls, with the same arguments."""

from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, nodes

ROOT = Path(__file__).parents[2] / "templates"
LOOKS = ("plain", "polaris")


def macros(look: str) -> dict[str, Any]:
    """Every public macro with its arguments and their defaults as written."""
    source = (ROOT / "macros" / f"{look}.html").read_text(encoding="utf-8")
    parsed = Environment(autoescape=True).parse(source)
    return {
        each.name: (
            [arg.name for arg in each.args],
            [_written(default) for default in each.defaults],
        )
        for each in parsed.find_all(nodes.Macro)
        if not each.name.startswith("_")
    }


def _written(default: nodes.Expr) -> object:
    return {} if isinstance(default, nodes.Dict) else default.as_const()


class Form:
    """What macros ask of a form."""

    def __init__(self) -> None:
        self.errors = {"name": "wrong"}

    def error(self, name: str) -> str | None:
        return self.errors.get(name)

    def get(self, _name: str) -> str:
        return 'a "quoted" <value>'

    def all(self, _name: str) -> list[str]:
        return ["yes"]


def environment() -> Environment:
    made = Environment(loader=FileSystemLoader(ROOT), autoescape=True)
    made.globals.update(
        t=lambda key, *_n, **_gaps: key, csrf=lambda: "", count=str, ui=None
    )
    return made


SAMPLES = (
    "ui.form_open('/x') ~ ui.form_close()",
    "ui.form_open('/x', upload=True, hx=True, id='f')",
    "ui.field(form, 'name', 'Name', help='Help', required=True)",
    "ui.field(form, 'much', 'Much', kind='number', unit='p', min=0, max=9)",
    "ui.field(none, 'when', 'When', kind='datetime-local')",
    "ui.field(none, 'file', 'File', kind='file')",
    "ui.field(none, 'word', 'Word', list='words')",
    "ui.textarea(form, 'name', 'Note', code=True, maxlength=9)",
    "ui.select(form, 'name', 'Pick', [('a', 'A'), ('b', 'B')], help='Help')",
    "ui.checkbox(form, 'name', 'Yes?') ~ ui.radios(form, 'name', 'R', [('a', 'A')])",
    "ui.button('Save') ~ ui.button('Take', 'danger', name='deed', value='take')",
    "ui.link_button('Go', '/go', 'link', download=True)",
    "ui.deed('Undo', '/undo', name='id', value='7', fields={'a': 'b'})",
    "ui.figure('Members', '7', note='up', why='/why', tone='good')",
    "ui.badge('new', 'warn') ~ ui.notice('bad', 'text', 'title') ~ ui.why('/why')",
    "ui.empty('None', 'Begin', 'Add', '/add') ~ ui.pager('/a', '/b')",
    "ui.tabs([('a', 'A', '/a')], 'a') ~ ui.progress(1, 2, 'Done')",
    "ui.spark([1, 2, 3], 'Sales') ~ ui.bars([('A', 3, '3')], 'Bars')",
    "ui.dialog_button('d', 'Open') ~ ui.form_errors(form) ~ ui.save_bar(cancel='/x')",
)


def test_both_looks_have_the_same_macros_with_the_same_arguments() -> None:
    assert macros("polaris") == macros("plain")


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("sample", SAMPLES)
def test_every_control_is_drawn_in_both_looks(look: str, sample: str) -> None:
    made = environment()
    text = (
        f'{{% import "macros/{look}.html" as ui with context %}}{{{{ {sample} }}}}'
        "{% call ui.card('T', lead='L', id='i') %}in{% endcall %}"
        "{% call ui.dialog('d', 'T') %}in{% endcall %}"
    )

    drawn = made.from_string(text).render(form=Form())

    assert "in" in drawn
    assert '"quoted"' not in drawn
    assert "style=" not in drawn
