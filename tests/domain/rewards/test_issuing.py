"""What follows from each answer of a store, and from none."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.errors import (
    AccessRevoked,
    CodeTaken,
    PlatformError,
    PlatformMissing,
    PlatformRefused,
    PlatformThrottled,
    PlatformUnavailable,
    PlatformUnclear,
)
from app.domain.rewards.discount import IssuedDiscount
from app.domain.rewards.issuing import (
    ABSENT_TWICE,
    DEADLINE,
    MAX_NEW_CODES,
    Answer,
    Blocked,
    Burn,
    LookUp,
    Move,
    NewCode,
    Operator,
    Release,
    Send,
    Sight,
    Wait,
    after_answer,
    after_look_up,
    answer_of,
    blind_sight,
    next_move,
    pauses,
    sight_of,
    started,
)
from app.domain.rewards.voucher import Outcome, Progress
from tests.domain.rewards.vouchers import NOON

SECOND = timedelta(seconds=1)
LATE = NOON + DEADLINE
FRESH = Progress(deadline_at=LATE)
SENT = started(FRESH)
CALM = replace(SENT, outcome=Outcome.CLEAR)


def pause(failures: int) -> timedelta:
    return failures * SECOND


# Asking


def test_a_fresh_voucher_is_sent() -> None:
    assert next_move(FRESH, now=NOON) == Send()


def test_an_attempt_is_unknown_from_the_moment_it_is_committed() -> None:
    waited = replace(FRESH, not_before=NOON, absent_at=NOON)

    sent = started(waited)

    assert (sent.outcome, sent.attempts) == (Outcome.UNKNOWN, 1)
    assert (sent.absent_at, sent.not_before) == (None, None)


@pytest.mark.parametrize("outcome", [Outcome.UNKNOWN, Outcome.BLOCKED])
def test_what_may_have_happened_is_looked_up_before_anything_is_sent(
    outcome: Outcome,
) -> None:
    assert next_move(replace(SENT, outcome=outcome), now=NOON) == LookUp()


def test_the_second_look_comes_sixty_seconds_after_the_first() -> None:
    missed = replace(SENT, absent_at=NOON)

    assert next_move(missed, now=NOON + ABSENT_TWICE - SECOND) == Wait(
        NOON + ABSENT_TWICE, "look_again"
    )
    assert next_move(missed, now=NOON + ABSENT_TWICE) == LookUp()


def test_a_pause_is_kept_to_its_last_instant() -> None:
    paused = replace(FRESH, not_before=NOON + SECOND)

    assert next_move(paused, now=NOON) == Wait(NOON + SECOND, "paused")
    assert next_move(paused, now=NOON + SECOND) == Send()


@pytest.mark.parametrize("progress", [SENT, CALM])
def test_from_the_deadline_on_nothing_is_sent(progress: Progress) -> None:
    assert next_move(progress, now=LATE) == LookUp()


def test_what_was_never_sent_is_released_at_the_deadline_without_a_look() -> None:
    assert next_move(FRESH, now=LATE - SECOND) == Send()
    assert next_move(FRESH, now=LATE) == Release("deadline", sweep=False)


def test_a_cancelled_voucher_is_not_sent_any_more() -> None:
    assert next_move(FRESH, now=NOON, cancelled=True) == Release(
        "cancelled", sweep=False
    )
    assert next_move(CALM, now=NOON, cancelled=True) == LookUp()


# Answers


@pytest.mark.parametrize(
    ("error", "answer"),
    [
        (CodeTaken("taken"), Answer.TAKEN),
        (PlatformRefused("no"), Answer.REFUSED),
        (AccessRevoked("401"), Answer.REVOKED),
        (PlatformUnavailable("dns"), Answer.NOT_DELIVERED),
        (PlatformThrottled("429"), Answer.NOT_DELIVERED),
        (PlatformUnclear("500"), Answer.UNCLEAR),
        (PlatformMissing("404"), Answer.UNCLEAR),
    ],
)
def test_each_error_says_one_thing(error: PlatformError, answer: Answer) -> None:
    assert answer_of(error) is answer


def test_a_clear_success_burns() -> None:
    progress, move = after_answer(SENT, Answer.ISSUED, now=NOON, pause=pause)

    assert move == Burn()
    assert progress.outcome is Outcome.CLEAR


def test_a_clear_refusal_of_the_first_attempt_releases_at_once() -> None:
    _, move = after_answer(
        SENT, Answer.REFUSED, now=NOON, pause=pause, reason="coupons_off"
    )

    assert move == Release("coupons_off", sweep=False)


def test_a_refusal_after_an_earlier_attempt_has_the_store_swept() -> None:
    again = started(CALM)

    _, move = after_answer(again, Answer.REFUSED, now=NOON, pause=pause)

    assert move == Release("refused", sweep=True)


def test_a_clear_non_delivery_is_sent_again_after_a_growing_pause() -> None:
    failed = replace(SENT, failures=4)

    progress, move = after_answer(failed, Answer.NOT_DELIVERED, now=NOON, pause=pause)

    assert move == Wait(NOON + 5 * SECOND, "not_delivered")
    assert (progress.outcome, progress.failures) == (Outcome.CLEAR, 5)
    assert next_move(progress, now=NOON + 5 * SECOND) == Send()


@pytest.mark.parametrize("answer", [Answer.UNCLEAR, Answer.TAKEN])
def test_an_unclear_answer_and_a_taken_code_are_looked_up(answer: Answer) -> None:
    progress, move = after_answer(SENT, answer, now=NOON, pause=pause)

    assert move == LookUp()
    assert progress.outcome is Outcome.UNKNOWN


def test_lost_access_blocks() -> None:
    progress, move = after_answer(SENT, Answer.REVOKED, now=NOON, pause=pause)

    assert move == Blocked()
    assert progress.outcome is Outcome.BLOCKED


# Look-ups


@pytest.mark.parametrize(
    ("found", "sight"),
    [
        (None, Sight.ABSENT),
        (IssuedDiscount("C", "1", "me"), Sight.OURS),
        (IssuedDiscount("C", "1", "you"), Sight.FOREIGN),
        (IssuedDiscount("C", "1", None), Sight.FOREIGN),
    ],
)
def test_only_our_marker_makes_a_code_ours(
    found: IssuedDiscount | None, sight: Sight
) -> None:
    assert sight_of(found, "me") is sight


def test_a_failed_look_tells_nothing() -> None:
    assert blind_sight(PlatformUnclear("500")) is Sight.CANNOT_TELL
    assert blind_sight(AccessRevoked("401")) is Sight.REVOKED


def look(
    progress: Progress, sight: Sight, *, seconds: int = 0, cancelled: bool = False
) -> tuple[Progress, Move]:
    now = NOON + seconds * SECOND
    return after_look_up(progress, sight, now=now, pause=pause, cancelled=cancelled)


@pytest.mark.parametrize("cancelled", [False, True])
def test_our_code_burns_even_when_the_member_gave_up(*, cancelled: bool) -> None:
    assert look(SENT, Sight.OURS, cancelled=cancelled)[1] == Burn()


def test_a_code_absent_once_is_looked_up_again_after_sixty_seconds() -> None:
    progress, move = look(SENT, Sight.ABSENT)

    assert move == Wait(NOON + ABSENT_TWICE, "look_again")
    assert progress.absent_at == NOON


def test_a_second_look_that_comes_too_soon_proves_nothing() -> None:
    missed, _ = look(SENT, Sight.ABSENT)

    progress, move = look(missed, Sight.ABSENT, seconds=59)

    assert move == Wait(NOON + ABSENT_TWICE, "look_again")
    assert progress == missed


def test_a_code_absent_twice_is_sent_again() -> None:
    missed, _ = look(SENT, Sight.ABSENT)

    progress, move = look(missed, Sight.ABSENT, seconds=60)

    assert move == Send()
    assert next_move(progress, now=NOON + 60 * SECOND) == Send()


def test_a_store_that_never_answers_clearly_is_asked_less_and_less() -> None:
    patient, tired = replace(SENT, failures=2), replace(SENT, failures=90)

    assert look(patient, Sight.ABSENT)[1] == Wait(NOON + 60 * SECOND, "look_again")
    assert look(tired, Sight.ABSENT)[1] == Wait(NOON + 90 * SECOND, "look_again")
    assert look(replace(SENT, failures=3), Sight.ABSENT)[0].not_before == (
        NOON + ABSENT_TWICE
    )


def test_an_answer_after_lost_access_is_unknown_again() -> None:
    blocked = replace(SENT, outcome=Outcome.BLOCKED)

    progress, _ = look(blocked, Sight.ABSENT)

    assert progress.outcome is Outcome.UNKNOWN


def test_a_foreign_code_is_given_up_for_a_new_one() -> None:
    progress, move = look(SENT, Sight.FOREIGN)

    assert move == NewCode()
    assert (progress.outcome, progress.codes_tried) == (Outcome.CLEAR, 2)


def test_after_three_new_codes_the_points_go_back() -> None:
    third = replace(SENT, codes_tried=MAX_NEW_CODES)
    fourth = replace(SENT, codes_tried=MAX_NEW_CODES + 1)

    assert look(third, Sight.FOREIGN)[1] == NewCode()
    assert look(fourth, Sight.FOREIGN)[1] == Release("code_taken", sweep=False)


def test_no_new_code_is_chosen_for_a_cancelled_voucher() -> None:
    assert look(SENT, Sight.FOREIGN, cancelled=True)[1] == Release(
        "cancelled", sweep=False
    )


def test_a_cancelled_voucher_is_released_once_its_code_is_absent_twice() -> None:
    missed, first = look(SENT, Sight.ABSENT, cancelled=True)
    _, second = look(missed, Sight.ABSENT, seconds=60, cancelled=True)

    assert first == Wait(NOON + ABSENT_TWICE, "look_again")
    assert second == Release("cancelled", sweep=True)


def test_one_look_is_enough_when_nothing_was_in_doubt() -> None:
    assert look(CALM, Sight.ABSENT, cancelled=True)[1] == Release(
        "cancelled", sweep=True
    )


def test_a_look_that_fails_is_repeated_later() -> None:
    progress, move = look(SENT, Sight.CANNOT_TELL)

    assert move == Wait(NOON + SECOND, "cannot_look")
    assert next_move(progress, now=NOON) == Wait(NOON + SECOND, "paused")


def test_access_lost_while_looking_blocks() -> None:
    assert look(SENT, Sight.REVOKED)[1] == Blocked()


@pytest.mark.parametrize(
    ("sight", "move"),
    [
        (Sight.OURS, Burn()),
        (Sight.FOREIGN, Release("deadline", sweep=False)),
        (Sight.CANNOT_TELL, Operator("cannot_tell")),
        (Sight.REVOKED, Blocked()),
    ],
)
def test_the_deadline_never_guesses(sight: Sight, move: Move) -> None:
    assert after_look_up(SENT, sight, now=LATE, pause=pause)[1] == move


def test_a_code_absent_at_the_deadline_is_released() -> None:
    missed = replace(SENT, absent_at=LATE - ABSENT_TWICE)

    _, move = after_look_up(missed, Sight.ABSENT, now=LATE, pause=pause)

    assert move == Release("deadline", sweep=True)


# Pauses


@pytest.mark.parametrize(
    ("failures", "upper_ms"),
    [(0, 2_000), (1, 4_000), (10, 2_048_000), (11, 3_600_000), (999, 3_600_000)],
)
def test_pauses_double_up_to_an_hour(failures: int, upper_ms: int) -> None:
    longest = pauses(lambda upper: upper)

    assert longest(failures) == timedelta(milliseconds=upper_ms)


@pytest.mark.parametrize(
    ("asked", "seconds"), [(0, 1), (-5, 1), (7, 7), (3_600, 3_600), (10**9, 3_600)]
)
def test_a_store_is_believed_when_it_says_how_long_within_reason(
    asked: int, seconds: int
) -> None:
    assert pauses(lambda _: 0, asked)(3) == seconds * SECOND
