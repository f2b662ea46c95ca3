"""``setia referrals``: codes, the list of suspects, and deciding on them."""

import getpass
from typing import Literal
from uuid import UUID

import click

from app.cli.common import console, open_env, programme_option, read_any_id, read_uuid
from app.domain.ids import public_id
from app.domain.programme.referral_words import reason_in_words
from app.domain.words import Language
from app.services import members, referral_desk
from app.services.referral_desk import STATES, TO_DECIDE, Link, Verdict
from app.storage.referrals import ReferralRow
from app.storage.unit_of_work import UnitOfWork


@click.group()
def referrals() -> None:
    """Show links of members, and decide about friends who came through them."""


@referrals.command("code")
@click.argument("member")
@programme_option
def code(member: str, programme: UUID | None) -> None:
    """Show the code and the links of MEMBER (``mem_…`` or ``email:…``)."""
    with open_env() as env:
        programme_id = read_uuid(env, programme)

        def read(uow: UnitOfWork) -> Link:
            row = members.find(uow, members.read_ref(member))
            return referral_desk.link_of(env, uow, row)

        link = env.database.run(programme_id, read)
    console.print(link.code)
    for _, url in link.urls:
        console.print(url)


@referrals.command("list")
@click.option(
    "--state",
    type=click.Choice([*STATES, "any"]),
    default=None,
    help="Left out: those that people may decide on.",
)
@click.option("--most", default=50, show_default=True, help="Rows shown.")
@programme_option
def list_all(state: str | None, most: int, programme: UUID | None) -> None:
    """List referrals with what speaks against them, newest first."""
    states: tuple[str, ...] = TO_DECIDE
    if state is not None:
        states = STATES if state == "any" else (state,)
    with open_env() as env:
        rows: list[ReferralRow] = env.database.run(
            read_uuid(env, programme),
            lambda uow: referral_desk.page(uow, states=states, after=None, limit=most),
        )
    for row in rows:
        name, why = public_id("ref", row.referral_id), "; ".join(_why(row))
        console.print(
            f"{name}  {row.claimed_at:%Y-%m-%d %H:%M}  {row.state}  {why or '-'}\n"
            f"  member {public_id('mem', row.advocate_id)}"
            f"  friend {public_id('mem', row.friend_id)}"
        )


def _why(row: ReferralRow) -> list[str]:
    codes = [*row.reasons, *([row.capped] if row.capped else [])]
    return [reason_in_words(each, "advocate", Language.EN) for each in codes]


def _decide(
    referral: str,
    outcome: Literal["approved", "refused"],
    reason: str,
    programme: UUID | None,
) -> None:
    verdict = Verdict(outcome, reason, f"cli:{getpass.getuser()}")
    with open_env() as env:
        programme_id = read_uuid(env, programme)
        referral_id = read_any_id("ref", referral)
        env.database.run(
            programme_id,
            lambda uow: referral_desk.decide(env, uow, referral_id, verdict),
        )
        row = env.database.run(
            programme_id, lambda uow: referral_desk.judge_now(env, uow, referral_id)
        )
    console.print(f"{public_id('ref', row.referral_id)} is {row.state}")


@referrals.command("approve")
@click.argument("referral")
@click.option("--reason", required=True, help="Kept with the decision.")
@programme_option
def approve(referral: str, reason: str, programme: UUID | None) -> None:
    """Approve REFERRAL (``ref_…``), with what is known against it now."""
    _decide(referral, "approved", reason, programme)


@referrals.command("refuse")
@click.argument("referral")
@click.option("--reason", required=True, help="Kept with the decision.")
@programme_option
def refuse(referral: str, reason: str, programme: UUID | None) -> None:
    """Refuse REFERRAL (``ref_…``), and take back what was given for it."""
    _decide(referral, "refused", reason, programme)


commands = [referrals]
