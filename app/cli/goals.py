"""``setia goals``: how far the programme is with its aims."""

import json
from uuid import UUID

import click
from rich.table import Table

from app.cli.common import console, open_env, programme_option, read_uuid
from app.domain.programme.campaigns_words import figure_text, goal_title, how_computed
from app.domain.words import Language
from app.services.goals import measure


@click.command("goals")
@click.option(
    "--lang",
    type=click.Choice([one.value for one in Language]),
    default=Language.EN.value,
)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@programme_option
def goals(lang: str, programme: UUID | None, *, as_json: bool) -> None:
    """Show each aim: from where to where, where it stands, and how that is computed."""
    language = Language(lang)
    with open_env() as env:
        programme_id = read_uuid(env, programme)
        document, found = env.database.run(programme_id, lambda uow: measure(env, uow))
    if as_json:
        data = [
            {
                "goal": one.goal.id,
                "value": one.progress.value,
                "counted": [one.figure.part, one.figure.of],
                "reached_bp": one.progress.reached_bp,
                "course": one.progress.course,
            }
            for one in found
        ]
        click.echo(json.dumps(data))
        return
    table = Table("goal", "from", "now", "to", "until", "course", "how it is computed")
    for one in found:
        goal, value = one.goal, one.progress.value
        table.add_row(
            goal_title(document, goal, language),
            figure_text(goal, goal.baseline.value, language),
            "-" if value is None else figure_text(goal, value, language),
            figure_text(goal, goal.target.value, language),
            goal.until,
            one.progress.course,
            how_computed(goal, language),
        )
    console.print(table)


commands: list[click.Command] = [goals]
