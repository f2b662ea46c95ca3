"""Records: values that nobody changes, made by the million.

To the type checker a record is a frozen dataclass, and whoever assigns to one is
refused there. At run time it is a plain one, because what refuses assignment
makes a frozen dataclass three times as slow to build, and an order that is tried
or settled builds a dozen of them.
"""

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """Make a record of a class; records have slots."""
    return dataclass(slots=True, unsafe_hash=True)(cls)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def open_record(cls: type[T]) -> type[T]:
    """Make a record of a class that keeps what it works out (``cached_property``)."""
    return dataclass(unsafe_hash=True)(cls)
