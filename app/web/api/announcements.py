"""What a version of the programme changed for members."""

from typing import Literal

from app.domain.words import Language
from app.services import announcing
from app.storage.unit_of_work import UnitOfWork
from app.web.api.programme import LanguageQuery, version_in
from app.web.api.route import Ask, Table
from app.web.api.shapes import Given

table = Table("Programme")


class AnnouncementShape(Given):
    """What members can notice of a version, in words."""

    version: int
    language: Literal["id", "ms", "en"]
    lines: list[str]


@table.route(
    "GET",
    "/programme/versions/{version}/changes",
    scope="programme:read",
    summary="What a version changed for members, in words",
    answer=AnnouncementShape,
    query=LanguageQuery,
    refusals=(404,),
)
def read_changes(ask: Ask) -> AnnouncementShape:
    language = Language(ask.query.lang) if ask.query.lang else ask.language
    version = version_in(ask.path["version"])

    def read(uow: UnitOfWork) -> list[str]:
        return list(announcing.told(uow, version, language))

    return AnnouncementShape(
        version=version, language=language.value, lines=ask.work(read)
    )
