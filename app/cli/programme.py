"""``setia programme``: make a programme, and draft, compare, publish its document."""

import getpass
import json
from dataclasses import asdict
from pathlib import Path
from uuid import UUID

import click
from rich.table import Table

from app.cli.common import (
    FAILED,
    console,
    open_env,
    programme_option,
    read_uuid,
)
from app.cli.documents import read_document
from app.cli.simulating import simulate
from app.domain.programme.canonical import canonical
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.in_words import rule_title
from app.domain.programme.notices import notices
from app.domain.programme.page import chapters
from app.domain.programme.problems import Problem
from app.domain.programme.reward_words import reward_title
from app.domain.programme.schema import json_schema
from app.domain.words import Language
from app.recipes import print_document, recipe, recipe_names, recipe_text
from app.services import programme_comparing, programmes
from app.services.storefront import previewing

AS_JSON = "json"
AS_YAML = "yaml"
AS_WORDS = "words"
CLI = "cli"

language_option = click.option(
    "--language",
    type=click.Choice([str(language) for language in Language]),
    default=str(Language.EN),
    show_default=True,
    help="The language of words.",
)


def _actor() -> str:
    return f"{CLI}:{getpass.getuser()}"


def _print_notices(found: tuple[Problem, ...]) -> None:
    for notice in found:
        click.echo(f"notice: {notice.path}: {notice.reason}")


@click.group()
def programme() -> None:
    """Make programmes, and draft, compare and publish their document."""


@programme.command("recipes")
@click.argument("name", required=False)
def recipes(name: str | None) -> None:
    """List the recipes, or print the one called NAME to start a file of your own."""
    if name is not None:
        click.echo(recipe_text(name), nl=False)
        return
    table = Table("recipe", "name", "earn", "rewards")
    for each in recipe_names():
        document = recipe(each)
        table.add_row(
            each,
            document.identity.name.say(Language.EN),
            ", ".join(rule_title(document, r, Language.EN) for r in document.earning),
            ", ".join(reward_title(document, r, Language.EN) for r in document.rewards),
        )
    console.print(table)


@programme.command("new")
@click.option("--recipe", "recipe_name", help="Begin with a recipe; see `recipes`.")
@click.option(
    "--file",
    "path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Begin with a document of your own.",
)
@click.option("--merchant", "merchant_name", help="The merchant's name.")
@click.option("--publish", "publish_now", is_flag=True, help="Publish it at once.")
def new(
    recipe_name: str | None,
    path: Path | None,
    merchant_name: str | None,
    *,
    publish_now: bool,
) -> None:
    """Make a programme from a recipe or a file; print its id alone on the last line."""
    if (recipe_name is None) == (path is None):
        raise click.UsageError("give either --recipe or --file")
    document = read_document(path) if path is not None else recipe(str(recipe_name))
    with open_env() as env:
        made = programmes.create(
            env,
            document,
            actor=_actor(),
            merchant_name=merchant_name,
            publish_now=publish_now,
        )
    _print_notices(notices(document))
    state = "saved as draft" if made.version is None else "published as version 1"
    click.echo(f"{document.identity.name.say(Language.EN)}: {state}")
    click.echo(str(made.programme_id))


@programme.command("apply")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@programme_option
@click.option("--publish", "publish_now", is_flag=True, help="Publish it at once.")
@click.option("--note", help="What this version is for.")
@language_option
def apply(
    path: Path,
    programme: UUID | None,
    note: str | None,
    language: str,
    *,
    publish_now: bool,
) -> None:
    """Save the document of PATH as the draft, and say what it would change.

    With mistakes nothing is saved: all of them are listed with their lines.
    """
    document = read_document(path)
    with open_env() as env:
        programme_id = read_uuid(env, programme)
        seen = programme_comparing.compare(
            env, programme_id, document=document, language=Language(language)
        )
        programmes.save_draft(env, programme_id, document, actor=_actor())
        _print_comparison(seen)
        if publish_now:
            done = programmes.publish(
                env,
                programme_id,
                expected_digest=seen.digest,
                actor=_actor(),
                note=note,
            )
            _print_published(done)
        else:
            click.echo(f"draft {seen.digest}")


def _print_comparison(seen: programme_comparing.Comparison) -> None:
    for line in seen.words:
        click.echo(f"  {line}")
    _print_notices(seen.notices)
    for problem in seen.hindrances:
        click.echo(f"can't be published: {problem.sentence}")


def _print_published(done: programmes.Published) -> None:
    word = "published" if done.new else "was in force already:"
    click.echo(f"{word} version {done.version}")


@programme.command("show")
@programme_option
@click.option("--version", "number", type=int, help="A published version.")
@click.option("--draft", "of_draft", is_flag=True, help="The draft.")
@click.option("--recipe", "recipe_name", help="A recipe instead of a programme.")
@click.option(
    "--as",
    "form",
    type=click.Choice([AS_YAML, AS_JSON, AS_WORDS]),
    default=AS_YAML,
    show_default=True,
)
@language_option
def show(
    programme: UUID | None,
    number: int | None,
    recipe_name: str | None,
    form: str,
    language: str,
    *,
    of_draft: bool,
) -> None:
    """Print the document in force, the draft, a version or a recipe."""
    if recipe_name is not None:
        _print_document(recipe(recipe_name), form, Language(language))
        return
    with open_env() as env:
        programme_id = read_uuid(env, programme)
        if of_draft:
            document = programmes.draft(env, programme_id).document
        elif number is not None:
            document = programmes.version(env, programme_id, number)
        else:
            _number, document = programmes.live(env, programme_id)
    _print_document(document, form, Language(language))


def _print_document(document: ProgrammeDocument, form: str, language: Language) -> None:
    if form == AS_JSON:
        click.echo(json.dumps(canonical(document), indent=2, ensure_ascii=False))
    elif form == AS_YAML:
        click.echo(print_document(document), nl=False)
    else:
        click.echo(document.identity.name.say(language))
        for chapter in chapters(document, language):
            click.echo(f"\n{chapter.heading}")
            for told in chapter.told:
                title = f"{told.title}: " if told.title else ""
                click.echo(f"- {title}{told.words}")


@programme.command("versions")
@programme_option
def versions(programme: UUID | None) -> None:
    """List the published versions, the newest first."""
    with open_env() as env:
        found = programmes.versions(env, read_uuid(env, programme))
    table = Table("version", "published", "by", "note", "restored from", "")
    for each in found:
        table.add_row(
            str(each.version),
            each.published_at.isoformat(timespec="seconds"),
            each.published_by,
            each.note or "",
            "" if each.restored_from is None else str(each.restored_from),
            "in force" if each.live else "",
        )
    console.print(table)


@programme.command("diff")
@click.argument(
    "path",
    required=False,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@programme_option
@click.option("--json", "as_json", is_flag=True, help="Every change as data.")
@language_option
@click.pass_context
def diff(
    context: click.Context,
    path: Path | None,
    programme: UUID | None,
    language: str,
    *,
    as_json: bool,
) -> None:
    """Say what publishing the draft, or the document of PATH, would change.

    Ends with 1 when it can't be published.
    """
    document = None if path is None else read_document(path)
    with open_env() as env:
        seen = programme_comparing.compare(
            env,
            read_uuid(env, programme),
            document=document,
            language=Language(language),
        )
    if as_json:
        found = [asdict(change) for change in seen.changes]
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        _print_comparison(seen)
        click.echo(f"draft {seen.digest}")
    if seen.hindrances:
        context.exit(FAILED)


@programme.command("publish")
@programme_option
@click.option("--digest", "expected", help="Of the draft that you saw (`diff`).")
@click.option("--note", help="What this version is for.")
def publish(programme: UUID | None, expected: str | None, note: str | None) -> None:
    """Put the draft into force as the next version."""
    with open_env() as env:
        programme_id = read_uuid(env, programme)
        digest = expected or programmes.draft(env, programme_id).digest
        done = programmes.publish(
            env, programme_id, expected_digest=digest, actor=_actor(), note=note
        )
    _print_published(done)


@programme.command("restore")
@click.argument("number", type=int)
@programme_option
@click.option("--note", help="Why it is put back.")
def restore(number: int, programme: UUID | None, note: str | None) -> None:
    """Put the document of version NUMBER into force again, as the next version."""
    with open_env() as env:
        done = programmes.restore(
            env, read_uuid(env, programme), number, actor=_actor(), note=note
        )
    _print_published(done)


@programme.command("preview")
@programme_option
def preview(programme: UUID | None) -> None:
    """Print links that show the draft in each store, for a day, to whoever has them."""
    with open_env() as env:
        shown = previewing.links(env, read_uuid(env, programme))
    if not shown:
        click.echo("no store is connected")
    for name, link in shown:
        click.echo(f"{name}\t{link}")


@programme.command("schema")
def schema() -> None:
    """Print the JSON Schema of programme documents."""
    click.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))


programme.add_command(simulate)
commands: list[click.Command] = [programme]
