"""People of a file who are one member here, though nothing in the file says so.

One row names somebody by e-mail, another by phone number or customer id: they are
brought together before anything is tried or posted, as rows that name one address are.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from app.domain.importing.faults import RowFault
from app.domain.importing.planning import Person, as_one, by_place
from app.domain.importing.sources import SOURCES
from app.services.env import Env
from app.services.importing.job import Job
from app.services.importing.people import Resolved, Resolver

AT_ONCE: Final = 1_000


def bring_together(
    env: Env, programme_id: UUID, job: Job, people: Sequence[Person]
) -> tuple[list[Person], list[RowFault]]:
    """Return the people, one for each member that is known, and the rows left out.

    Accounts that the file tells apart by customer ids stay apart, whoever they are
    here: each brings its own.
    """
    theirs: dict[UUID, list[Person]] = defaultdict(list)
    for first in range(0, len(people), AT_ONCE):
        some = people[first : first + AT_ONCE]
        for one in _found(env, programme_id, job, some):
            if one.member_id is not None and one.made is None:
                theirs[one.member_id].append(one.person)
    lots = SOURCES[job.options.source].lots
    left_out: list[RowFault] = []
    instead: dict[int, Person | None] = {}
    for several in theirs.values():
        if len(several) == 1 or _accounts(several) > 1:
            continue
        one_person, doubles = as_one(several, lots=lots)
        left_out += doubles
        instead |= {id(person): None for person in several}
        instead[id(several[0])] = one_person
    kept = (instead.get(id(person), person) for person in people)
    return by_place(person for person in kept if person is not None), left_out


def _accounts(people: Sequence[Person]) -> int:
    return len({one.lead.external_id for one in people} - {None})


def _found(
    env: Env, programme_id: UUID, job: Job, people: Sequence[Person]
) -> list[Resolved]:
    return env.database.run(
        programme_id, lambda uow: Resolver(env, uow, job).resolve(people, write=False)
    )
