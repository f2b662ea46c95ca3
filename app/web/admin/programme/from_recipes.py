"""Adding a part from a recipe: a wheel, a punch card, a tier, as others run it."""

from app.domain.onboarding.fitting import StoreFacts
from app.domain.programme.problems import DocumentInvalid
from app.domain.staff import Right
from app.recipes import RecipeMissing, recipe_names
from app.services.pricing import facts_of
from app.services.programme_desk import Meanwhile
from app.services.recipe_parts import recipe_here, with_recipe_part
from app.storage.programmes import DraftChanged
from app.web.admin.programme.binding import new_id
from app.web.admin.programme.places import home_of_steps, section_of
from app.web.admin.programme.titles import title_of, words_of
from app.web.admin.programme.work import bar_of, lay_out, save, saved_to
from app.web.admin.programme.wrongs import problem_words
from app.web.admin.route import PREFIX, Ask, NoSuchThing, Pages, Redirect, View

pages = Pages("programme_recipes")
WRONG = 400


def _store(ask: Ask) -> StoreFacts:
    return ask.run(lambda uow: facts_of(ask.env, uow))


@pages.page("GET", "/programme/<slug>/recipes", right=Right.PROGRAMME)
def choose(ask: Ask) -> View:
    """Show what the recipes have of a section."""
    section = section_of(ask.path["slug"])
    store = _store(ask)
    seen: set[str] = set()
    found = []
    for name in recipe_names():
        source = recipe_here(name, store)
        for item in getattr(source, section):
            words = words_of(source, section, item, ask.language)
            if words in seen:
                continue
            seen.add(words)
            title = title_of(source, section, item, ask.language)
            called = source.identity.name.say(ask.language)
            found.append(
                {
                    "recipe": name,
                    "called": called,
                    "item": item.id,
                    "title": title,
                    "words": words,
                }
            )
    said = {
        "bar": bar_of(lay_out(ask)),
        "section": section,
        "found": found,
        "back": PREFIX + home_of_steps(section),
    }
    return View("admin/programme/recipes.html", said)


@pages.page("POST", "/programme/<slug>/recipes", right=Right.PROGRAMME)
def take(ask: Ask) -> View | Redirect:
    """Put a part of a recipe into the draft."""
    section = section_of(ask.path["slug"])
    wanted = ask.sent.get("item", "")
    desk = lay_out(ask)
    try:
        source = recipe_here(ask.sent.get("recipe", ""), _store(ask))
        free = new_id(desk.document, section, wanted)
        document = with_recipe_part(desk.document, source, section, wanted, new_id=free)
    except (RecipeMissing, KeyError) as error:
        raise NoSuchThing("no such part of a recipe") from error
    except DocumentInvalid as error:
        said = {
            "title": wanted,
            "problems": [
                (problem.path, problem_words(problem, ask.language))
                for problem in error.problems
            ],
            "back": PREFIX + home_of_steps(section),
        }
        return View("admin/programme/holds.html", said, status=WRONG)
    saved = save(ask, document, base_digest=desk.digest)
    if isinstance(saved, Meanwhile):
        raise DraftChanged(expected=desk.digest, found=saved.digest)
    item = document.item(section, free)
    title = title_of(document, section, item, ask.language)
    words = ask.say("programme.saved", title=title)
    return saved_to(ask, saved, home_of_steps(section), words)
