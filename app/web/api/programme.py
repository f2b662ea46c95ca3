"""The programme as one document: in force, as a draft, compared, published."""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from app.domain.errors import Malformed
from app.domain.programme.canonical import canonical, digest
from app.domain.programme.comparing import Change
from app.domain.programme.document import ProgrammeDocument
from app.domain.programme.loading import load_document
from app.domain.programme.problems import Problem
from app.domain.programme.schema import json_schema
from app.domain.words import Language
from app.recipes.reading import print_document
from app.services import programme_comparing, programmes
from app.services.programme_comparing import Comparison
from app.services.programmes import Published
from app.storage.programmes import Draft, DraftMissing, Version, VersionMissing
from app.web.api.ledger import Spoken
from app.web.api.reading import YAML
from app.web.api.route import Ask, KeyUse, Reply, Table
from app.web.api.shapes import Asked, Given, Instant, Line, Listed

table = Table("Programme")
Digest = Annotated[str, Field(pattern="^[0-9a-f]{64}$", examples=["5d" * 32])]
MOST_DIGITS = 9
JsonObject = dict[str, Any]


class IfMatchRequired(Malformed):
    """A draft is there: say which one you saw."""

    code = "if_match_required"


class LiveDocument(Given):
    """The version in force."""

    version: int
    digest: Digest
    document: JsonObject


class DraftDocument(Given):
    """The draft."""

    digest: Digest
    based_on: int | None = Field(description="The version in force when it was saved.")
    saved_at: Instant
    saved_by: str
    document: JsonObject

    @classmethod
    def of(cls, draft: Draft) -> "DraftDocument":
        return cls(
            digest=draft.digest,
            based_on=draft.based_on,
            saved_at=draft.saved_at,
            saved_by=draft.saved_by,
            document=canonical(draft.document),
        )


class ChangeShape(Given):
    """One difference."""

    kind: Literal["added", "removed", "changed", "reordered"]
    section: str
    item_id: str | None
    path: str
    before: Any
    after: Any

    @classmethod
    def of(cls, change: Change) -> "ChangeShape":
        return cls(
            kind=change.kind,
            section=change.section,
            item_id=change.item_id,
            path=change.path,
            before=change.before,
            after=change.after,
        )


class NoticeShape(Given):
    """Something about the document, with its place."""

    pointer: str
    code: str
    detail: str

    @classmethod
    def of(cls, problem: Problem) -> "NoticeShape":
        return cls(pointer=problem.pointer, code=problem.code, detail=problem.sentence)


class ComparisonShape(Given):
    """What publishing the draft would change."""

    live_version: int | None
    digest: Digest = Field(description="Of the draft; publishing wants it back.")
    publishable: bool
    words: list[str]
    changes: list[ChangeShape]
    notices: list[NoticeShape] = Field(description="Allowed, probably not meant.")
    hindrances: list[NoticeShape]

    @classmethod
    def of(cls, found: Comparison) -> "ComparisonShape":
        return cls(
            live_version=found.live_version,
            digest=found.digest,
            publishable=not found.hindrances,
            words=list(found.words),
            changes=[ChangeShape.of(change) for change in found.changes],
            notices=[NoticeShape.of(notice) for notice in found.notices],
            hindrances=[NoticeShape.of(each) for each in found.hindrances],
        )


class VersionShape(Given):
    """A published version."""

    version: int
    digest: Digest
    published_at: Instant
    published_by: str
    note: str | None
    restored_from: int | None
    live: bool

    @classmethod
    def of(cls, version: Version) -> "VersionShape":
        return cls(
            version=version.version,
            digest=version.digest,
            published_at=version.published_at,
            published_by=version.published_by,
            note=version.note,
            restored_from=version.restored_from,
            live=version.live,
        )


class PublishedShape(Given):
    """What is in force now."""

    version: int
    digest: Digest
    new: bool = Field(description="False when the same document was in force already.")

    @classmethod
    def of(cls, published: Published) -> "PublishedShape":
        return cls(
            version=published.version, digest=published.digest, new=published.new
        )


class SchemaShape(Given):
    """A JSON Schema, draft 2020-12."""

    model_config = ConfigDict(extra="allow")


class LanguageQuery(Asked):
    """In which language."""

    lang: Spoken | None = None


class Publish(Asked):
    """Which draft, unless If-Match says it, and why."""

    digest: Digest | None = None
    compared_with: int | None = Field(
        default=None,
        ge=1,
        description="The version in force that the draft was compared with;"
        " refused when another one is in force by now.",
    )
    note: Line | None = None


class Restore(Asked):
    """Why."""

    note: Line | None = None


def _etag(document_digest: str) -> dict[str, str]:
    return {"ETag": f'"{document_digest}"'}


def _as_yaml(document: ProgrammeDocument, found: str) -> Reply:
    headers = {"Content-Type": "application/yaml; charset=utf-8", **_etag(found)}
    return Reply(None, 200, headers, text=print_document(document))


def version_in(text: str) -> int:
    """Return the number of a version that a path names."""
    if not text.isascii() or not text.isdigit() or len(text) > MOST_DIGITS:
        raise VersionMissing("the programme has no such version")
    return int(text)


def _if_match(ask: Ask) -> str | None:
    """Return the digest in If-Match; None without one."""
    sent = ask.headers.get("If-Match", "").strip()
    return sent.removeprefix("W/").strip('"') or None


@table.route(
    "GET",
    "/programme",
    scope="programme:read",
    summary="The document in force",
    answer=LiveDocument,
    yaml=True,
    refusals=(404,),
)
def read_programme(ask: Ask) -> Reply:
    version, document = programmes.live(ask.env, ask.programme_id)
    found = digest(document)
    if ask.wants(*YAML):
        return _as_yaml(document, found)
    shape = LiveDocument(version=version, digest=found, document=canonical(document))
    return Reply(shape, 200, _etag(found))


@table.route(
    "GET",
    "/programme/draft",
    scope="programme:read",
    summary="The draft",
    answer=DraftDocument,
    yaml=True,
    refusals=(404,),
)
def read_draft(ask: Ask) -> Reply:
    draft = programmes.draft(ask.env, ask.programme_id)
    if ask.wants(*YAML):
        return _as_yaml(draft.document, draft.digest)
    return Reply(DraftDocument.of(draft), 200, _etag(draft.digest))


@table.route(
    "PUT",
    "/programme/draft",
    scope="programme:write",
    summary="Write the draft",
    answer=DraftDocument,
    raw_body={"$ref": "#/components/schemas/ProgrammeDocument"},
    refusals=(404, 409),
    if_match=True,
    yaml=True,
    example={
        "schema_version": 1,
        "identity": {
            "name": {"id": "Poin", "ms": "Mata", "en": "Points"},
            "timezone": "Asia/Jakarta",
        },
    },
)
def put_draft(ask: Ask) -> Reply:
    document = load_document(ask.body)
    expected = _if_match(ask)
    if expected is None or expected == "*":
        try:
            there = programmes.draft(ask.env, ask.programme_id).digest
        except DraftMissing:
            there = None
        if there is not None and expected is None:
            raise IfMatchRequired("a draft is there: send its ETag as If-Match")
        expected = there
    programmes.save_draft(
        ask.env,
        ask.programme_id,
        document,
        actor=ask.principal.actor,
        expected_digest=expected,
    )
    draft = programmes.draft(ask.env, ask.programme_id)
    return Reply(DraftDocument.of(draft), 200, _etag(draft.digest))


@table.route(
    "GET",
    "/programme/draft/comparison",
    scope="programme:read",
    summary="What publishing the draft would change",
    answer=ComparisonShape,
    query=LanguageQuery,
    refusals=(404,),
)
def compare_draft(ask: Ask) -> ComparisonShape:
    query: LanguageQuery = ask.query
    language = Language(query.lang) if query.lang else ask.language
    return ComparisonShape.of(
        programme_comparing.compare(ask.env, ask.programme_id, language=language)
    )


@table.route(
    "POST",
    "/programme/draft/publish",
    scope="programme:write",
    summary="Put the draft into force",
    answer=PublishedShape,
    body=Publish,
    body_may_lack=True,
    refusals=(404, 409, 422),
    idempotency=KeyUse.OPTIONAL,
    if_match=True,
    example={"note": "Double points for December"},
)
def publish_draft(ask: Ask) -> PublishedShape:
    body: Publish = ask.body
    expected = body.digest or _if_match(ask)
    if expected is None:
        raise IfMatchRequired("say which draft you saw: its ETag as If-Match")
    return PublishedShape.of(
        programmes.publish(
            ask.env,
            ask.programme_id,
            expected_digest=expected,
            compared_with=body.compared_with,
            actor=ask.principal.actor,
            note=body.note,
        )
    )


@table.route(
    "GET",
    "/programme/versions",
    scope="programme:read",
    summary="All versions, newest first",
    answer=Listed[VersionShape],
)
def list_versions(ask: Ask) -> Listed[VersionShape]:
    found = programmes.versions(ask.env, ask.programme_id)
    return Listed(data=[VersionShape.of(version) for version in found])


@table.route(
    "POST",
    "/programme/versions/{version}/restore",
    scope="programme:write",
    summary="Put an older document into force again",
    answer=PublishedShape,
    body=Restore,
    body_may_lack=True,
    refusals=(404, 422),
    idempotency=KeyUse.OPTIONAL,
    example={"note": "Back to the rules of last month"},
)
def restore_version(ask: Ask) -> PublishedShape:
    body: Restore = ask.body
    return PublishedShape.of(
        programmes.restore(
            ask.env,
            ask.programme_id,
            version_in(ask.path["version"]),
            actor=ask.principal.actor,
            note=body.note,
        )
    )


@table.route(
    "GET",
    "/programme/schema",
    scope="programme:read",
    summary="The JSON Schema of programme documents",
    answer=SchemaShape,
)
def read_schema(_ask: Ask) -> SchemaShape:
    return SchemaShape(**json_schema())
