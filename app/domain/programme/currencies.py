"""A programme as one store's shoppers read it: amounts in that store's currency.

For words only. Decisions are made by the whole document: a member's figures may
come from stores of other currencies.
"""

import re
from collections.abc import Mapping
from typing import Any, Final, TypeVar

from pydantic import BaseModel

from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.rewards import PartnerReward

M = TypeVar("M", bound=BaseModel)
_CODE: Final = re.compile(r"[A-Z]{3}")


def told_in(document: ProgrammeDocument, currency: str) -> ProgrammeDocument:
    """Return the document with one amount where there is one for *currency*.

    Amounts without one for it stay as they are, and so does what is taken at a
    partner's, whose currency is its own.
    """
    return document.remember(
        f"told in {currency}", lambda whole: _told(whole, currency)
    )


def _told(model: M, currency: str) -> M:
    if isinstance(model, PartnerReward):
        return model
    values = {
        name: _value(getattr(model, name), currency)
        for name in type(model).model_fields
    }
    # Made anew rather than copied: what a document remembers is its own.
    return type(model).model_construct(model.model_fields_set, **values)


def _value(value: Any, currency: str) -> Any:  # noqa: ANN401 - any field's
    if isinstance(value, BaseModel):
        return _told(value, currency)
    if isinstance(value, tuple):
        return tuple(_value(each, currency) for each in value)
    if isinstance(value, Mapping):
        if currency in value and all(map(_CODE.fullmatch, value)):
            return {currency: value[currency]}
        return {key: _value(each, currency) for key, each in value.items()}
    return value
