"""Templates compiled once for all the apps that the tests of a worker make."""

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from typing_extensions import override


class Kept(BytecodeCache):
    """What templates were compiled to, in memory.

    A template whose source is another by now is compiled anew: its bucket says so.
    """

    def __init__(self) -> None:
        self._codes: dict[str, bytes] = {}

    @override
    def load_bytecode(self, bucket: Bucket) -> None:
        code = self._codes.get(bucket.key)
        if code is not None:
            bucket.bytecode_from_string(code)

    @override
    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key] = bucket.bytecode_to_string()


KEPT = Kept()


def keep_templates(app: Flask) -> None:
    """Let *app* share its compiled templates with the apps of other tests."""
    app.jinja_env.bytecode_cache = KEPT
