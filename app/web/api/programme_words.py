"""The programme in plain words."""

from app.domain.programme.page import chapters
from app.storage.programmes import ProgrammeRepository
from app.web.api.route import Ask, Table
from app.web.api.shapes import Given, Listed

table = Table("Programme")


class ToldItemShape(Given):
    """One thing that members should know."""

    id: str
    title: str
    words: str


class ChapterShape(Given):
    """One section of the programme in words."""

    section: str
    heading: str
    told: list[ToldItemShape]


@table.route(
    "GET",
    "/programme/words",
    scope="programme:read",
    summary="The programme in plain words, made from its configuration",
    answer=Listed[ChapterShape],
    refusals=(409,),
)
def read_words(ask: Ask) -> Listed[ChapterShape]:
    _, document = ask.work(lambda uow: ProgrammeRepository(uow).live())
    return Listed(
        data=[
            ChapterShape(
                section=chapter.section,
                heading=chapter.heading,
                told=[
                    ToldItemShape(id=told.id, title=told.title, words=told.words)
                    for told in chapter.told
                ],
            )
            for chapter in chapters(document, ask.language)
        ]
    )
