"""What a new thing is when nobody says otherwise: the schema's own defaults.

A form of something new shows them, so that what is saved is what was seen, and a
tick that is taken away is one that was there.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, get_args

from pydantic import BaseModel

from app.domain.programme.document import LISTS
from app.web.admin.programme.editors.base import Editor, Offered
from app.web.admin.programme.fields.base import Around

NEW_ID = "new"
SAYS_WHAT = ("trigger", "kind")
Maker = Callable[[Around], dict[str, Any]]


def with_defaults(editor: Editor) -> Editor:
    """Return an editor whose new things have every default spelled out."""
    if editor.section not in LISTS:
        return editor
    offered = tuple(
        replace(one, template=_filled(editor.section, one)) for one in editor.offered
    )
    return replace(editor, offered=offered)


def _filled(section: str, one: Offered) -> Maker:
    def template(around: Around) -> dict[str, Any]:
        return filled(section, one.template(around))

    return template


def filled(section: str, item: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item as JSON values with the defaults of its kind.

    It may lack what somebody must still say; that stays away.
    """
    whole = _filled_in(LISTS[section], {"id": NEW_ID, **item})
    whole.pop("id", None)
    return whole


def _filled_in(annotation: Any, item: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ANN401 - a type
    model = _model_of(annotation, item)
    if model is None:
        return dict(item)
    bare = model.model_construct(**item)
    usual = bare.model_dump(
        mode="json", exclude=set(item), exclude_none=True, warnings=False
    )
    said = {
        name: _part(model.model_fields[name].annotation, value)
        for name, value in item.items()
    }
    return {**said, **usual}


def _part(annotation: Any, value: Any) -> Any:  # noqa: ANN401 - JSON values
    """Return a setting; a table that can be of one kind only, with its defaults."""
    if not isinstance(value, Mapping):
        return value
    tables = [one for one in get_args(annotation) or [annotation] if _is_table(one)]
    if len(tables) == 1 or any(name in value for name in SAYS_WHAT):
        return _filled_in(annotation, value)
    return value


def _is_table(annotation: Any) -> bool:  # noqa: ANN401 - a type
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _model_of(annotation: Any, item: Mapping[str, Any]) -> type[BaseModel] | None:  # noqa: ANN401 - a type
    """Return the model that an item is: of several, the one of its kind."""
    if isinstance(annotation, type):
        if not issubclass(annotation, BaseModel):
            return None
        says = [name for name in SAYS_WHAT if name in annotation.model_fields]
        fits = all(
            item.get(name) in get_args(annotation.model_fields[name].annotation)
            for name in says
        )
        return annotation if fits else None
    found = (_model_of(one, item) for one in get_args(annotation))
    return next((one for one in found if one is not None), None)
