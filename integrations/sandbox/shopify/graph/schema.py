"""The vendored schema, with scalars that refuse what Shopify refuses."""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from graphql import GraphQLError, GraphQLScalarType, GraphQLSchema, build_schema

from integrations.sandbox.store.clock import parse_instant

SDL = Path(__file__).parent.parent / "admin.graphql"
DIGITS = re.compile(r"\d+")


def _date_time(value: object) -> object:
    try:
        parse_instant(str(value))
    except ValueError:
        raise GraphQLError(f"Invalid DateTime: {value!r}") from None
    return value


def _decimal(value: object) -> object:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise GraphQLError(f"Invalid Decimal: {value!r}") from None
    if isinstance(value, bool) or not number.is_finite():
        raise GraphQLError(f"Invalid Decimal: {value!r}")
    return str(value)


def _url(value: object) -> object:
    parts = urlsplit(str(value))
    if not parts.scheme or not (parts.netloc or parts.path):
        raise GraphQLError(f"Invalid URL: {value!r}")
    return value


def _unsigned(value: object) -> object:
    if isinstance(value, bool) or not DIGITS.fullmatch(str(value)):
        raise GraphQLError(f"Invalid UnsignedInt64: {value!r}")
    return str(value)


PARSERS: dict[str, Callable[[object], object]] = {
    "DateTime": _date_time,
    "Date": _date_time,
    "Decimal": _decimal,
    "Money": _decimal,
    "URL": _url,
    "UnsignedInt64": _unsigned,
}


@cache
def schema() -> GraphQLSchema:
    """Built once for the process; about half a second."""
    built = build_schema(SDL.read_text(encoding="utf-8"))
    for name, parser in PARSERS.items():
        scalar = built.type_map.get(name)
        if isinstance(scalar, GraphQLScalarType):
            scalar.parse_value = parser  # type: ignore[assignment]  # as graphql-core wants
    return built
