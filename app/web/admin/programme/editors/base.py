"""What an editor is: headings with fields, and kinds that may be added."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.web.admin.programme.fields.base import Around, Field

Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Fields under one heading."""

    title: str
    """Of the words: ``programme.block.<title>``."""
    fields: tuple[Field, ...]
    open: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """Something that may be added."""

    name: str
    """In addresses, and of the words: ``programme.new.<section>.<name>``."""
    template: Callable[[Around], dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """How one section of the document is edited by hand."""

    section: str
    blocks: Callable[[Item], tuple[Block, ...]]
    """By what the item is."""
    offered: tuple[Offered, ...] = ()
    fixed: Callable[[Item], tuple[str, ...]] = lambda _item: ("id", "kind", "trigger")
    """Settings that say what it is; never typed, and not counted as left out."""


def nothing(_item: Item) -> tuple[Block, ...]:
    """Return no fields: all of it is YAML."""
    return ()
