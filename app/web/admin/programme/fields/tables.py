"""Fields by currency: amounts, and points for money."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from typing_extensions import override

from app.web.admin.programme.fields.base import HELP, Around, Input
from app.web.admin.programme.fields.plain import Plain, Texts, Unfit, plain_number

PER = " per "


def _currencies(value: Any, around: Around) -> list[str]:  # noqa: ANN401 - JSON values
    return list(dict.fromkeys([*around.currencies, *(value or {})]))


class Amounts(Plain):
    """An amount for each currency."""

    @override
    def show(self, value: Any, around: Around) -> Texts:
        kept = value or {}
        return {one: kept.get(one, "") for one in _currencies(value, around)}

    @override
    def read(self, texts: Texts, around: Around) -> Any:
        numbers = {one: plain_number(text) for one, text in texts.items()}
        return {one: text for one, text in numbers.items() if text} or None

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
            found[f"{currency}_points"] = points
            found[f"{currency}_per"] = per
        return found

    @override
    def read(self, texts: Texts, around: Around) -> Any:
        found = {}
        for name, text in texts.items():
            currency, _, part = name.partition("_")
            if part == "per":
                continue
            points = text.replace(",", ".")
            per = plain_number(texts[f"{currency}_per"])
            if points.endswith("%") and not per:
                found[currency] = points
            elif points and per:
                found[currency] = f"{points}{PER}{per}"
            elif points or per:
                raise Unfit(f"{currency}_per", "programme.wrong.rate")
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
