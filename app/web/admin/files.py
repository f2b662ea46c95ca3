"""Style, scripts and icons of the back office: served under a name with their hash."""

import gzip
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from flask import Response, request

from app.domain.errors import Missing

FOLDER: Final = Path(__file__).resolve().parents[1] / "static" / "admin"
FILES_AT: Final = "/admin/files"
FOR_GOOD: Final = "public, max-age=31536000, immutable"
SHORT: Final = 12
KINDS: Final = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}


class NoSuchFile(Missing):
    """There is no file of this name and content."""

    code = "admin_file_missing"


@cache
def _known() -> dict[str, Path]:
    """Return every file by the name with its hash."""
    found = {}
    for path in FOLDER.rglob("*"):
        kind = path.suffix.removeprefix(".")
        if kind in KINDS:
            digest = sha256(path.read_bytes()).hexdigest()[:SHORT]
            found[f"{path.stem}.{digest}.{kind}"] = path
    return found


@cache
def served(name: str) -> str:
    """Return the address of a file of the folder, such as ``admin.css``.

    Raises:
        KeyError: There is no such file.
    """
    for hashed, path in _known().items():
        if path.name == name:
            return f"{FILES_AT}/{hashed}"
    raise KeyError(name)


def file_answer(hashed: str) -> Response:
    """Return a file, to be kept for good."""
    path = _known().get(hashed)
    if path is None:
        raise NoSuchFile("no file of this name and content")
    packed = request.accept_encodings.quality("gzip") > 0
    answer = Response(
        _packed(path) if packed else path.read_bytes(),
        content_type=KINDS[path.suffix.removeprefix(".")],
    )
    if packed:
        answer.headers["Content-Encoding"] = "gzip"
    answer.headers["Vary"] = "Accept-Encoding"
    answer.headers["Cache-Control"] = FOR_GOOD
    return answer


@cache
def _packed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), mtime=0)
