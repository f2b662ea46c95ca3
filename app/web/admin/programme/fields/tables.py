"""Fields by currency: amounts, and points for money."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from typing_extensions import override

from app.domain.money import exponent
from app.domain.typed_numbers import (
    Doubt,
    Unread,
    read_amount,
    write_amount,
    write_exact,
)
from app.domain.words import Language, count_text
from app.web.admin.programme.fields.base import HELP, Around, Input
from app.web.admin.programme.fields.plain import Plain, Texts
from app.web.admin.programme.fields.reading import Unfit, exact_of

PER = " per "


def _currencies(value: Any, around: Around) -> list[str]:  # noqa: ANN401 - JSON values
    return list(dict.fromkeys([*around.currencies, *(value or {})]))


def amount_example(currency: str, language: Language) -> str:
    """Return an amount as people write it in a currency."""
    if exponent(currency) == 0:
        return count_text(10_000, language)
    return count_text(1250, language, decimals=2)


def amount_of(part: str, text: str, currency: str, language: Language) -> str:
    """Return an amount that was typed, as the document writes it.

    Raises:
        Unfit: It is none.
    """
    try:
        return read_amount(text, currency, language)
    except Unread as unread:
        example = amount_example(currency, language)
        fine = unread.doubt is Doubt.NOT_WHOLE
        key = f"programme.wrong.{'no_cents' if fine else 'amount'}"
        raise Unfit(part, key, currency=currency, example=example) from unread


class Amounts(Plain):
    """An amount for each currency."""

    @override
    def show(self, value: Any, around: Around) -> Texts:
        kept, language = value or {}, around.language
        return {
            one: write_amount(str(kept.get(one, "")), language)
            for one in _currencies(value, around)
        }

    @override
    def read(self, texts: Texts, around: Around) -> Any:
        return {
            one: amount_of(one, text, one, around.language)
            for one, text in texts.items()
            if text
        } or None

    @override
    def inputs(self, texts: Texts, around: Around) -> Iterator[Input]:
        for at, (currency, text) in enumerate(texts.items()):
            yield Input(
                name=currency,
                kind="text",
                label=around.label(self.label) + (f", {currency}" if at else ""),
                value=text,
                before=currency,
                help=around.say(HELP + self.label) if self.help and not at else "",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates(Plain):
    """So many points for so much money, by currency; of credit a percentage."""

    @override
    def show(self, value: Any, around: Around) -> Texts:
        found: dict[str, str] = {}
        for currency in _currencies(value, around):
            text = (value or {}).get(currency, "")
            points, _, per = text.partition(PER)
            found[f"{currency}_points"] = write_exact(points, around.language)
            found[f"{currency}_per"] = write_amount(per, around.language)
        return found

    @override
    def read(self, texts: Texts, around: Around) -> Any:
        found, language = {}, around.language
        for name, text in texts.items():
            currency, _, part = name.partition("_")
            per, at_per = texts[f"{currency}_per"], f"{currency}_per"
            if part == "per" or not (text or per):
                continue
            if text.endswith("%") and not per:
                number = text.removesuffix("%").strip()
                found[currency] = f"{exact_of(name, number, language)}%"
            elif text and per:
                points = exact_of(name, text, language)
                money = amount_of(at_per, per, currency, language)
                found[currency] = f"{points}{PER}{money}"
            else:
                raise Unfit(at_per, "programme.wrong.rate")
        return found or None

    @override
    def inputs(self, texts: Texts, around: Around) -> Iterator[Input]:
        for name, text in texts.items():
            currency, _, part = name.partition("_")
            yield Input(
                name=name,
                kind="text",
                label=around.label(f"{self.label}_{part}") + f", {currency}",
                value=text,
                before=currency if part == "per" else "",
                unit=around.say("programme.unit.points") if part == "points" else "",
                help=around.say(f"{HELP}rate_{part}"),
            )

    @override
    def input_for(self, steps: Any, form: Any, prefix: str) -> str:
        wanted = [f"{steps[0]}_points"] if steps else []
        return Plain.input_for(self, wanted, form, prefix)
