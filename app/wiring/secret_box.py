"""Encryption at rest: Fernet under derived keys, with the context inside.

Each purpose has a key of its own, derived from the configured ones. The newest
seals, all of them open. What was sealed for one place can't be opened at another.
"""

import base64
import hmac
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.domain.errors import Untrusted

KEY_BYTES = 32
_LENGTH_BYTES = 2


class SealBroken(Untrusted):
    """A sealed text was damaged, moved, or sealed under a key we don't have."""

    code = "seal_broken"


def derive_key(secret_key: str, purpose: str) -> bytes:
    """Return the key of *purpose* that belongs to a configured secret key."""
    return HKDF(
        algorithm=SHA256(),
        length=KEY_BYTES,
        salt=None,
        info=f"setia/{purpose}".encode(),
    ).derive(base64.urlsafe_b64decode(secret_key))


class FernetBox:
    """The ``SecretBox`` of this installation."""

    def __init__(self, secret_keys: Sequence[str]) -> None:
        """Take the configured keys, newest first; none is an error."""
        keys = [
            Fernet(base64.urlsafe_b64encode(derive_key(key, "secret-box/1")))
            for key in secret_keys
        ]
        self._fernet = MultiFernet(keys)
        self._newest = keys[0]

    def seal(self, plain: bytes, *, context: str) -> str:
        named = context.encode()
        envelope = len(named).to_bytes(_LENGTH_BYTES, "big") + named + plain
        return self._fernet.encrypt(envelope).decode("ascii")

    def open(self, sealed: str, *, context: str) -> bytes:
        try:
            envelope = self._fernet.decrypt(sealed.encode())
        except InvalidToken as error:
            raise SealBroken("sealed under another key, or damaged") from error
        length = int.from_bytes(envelope[:_LENGTH_BYTES], "big")
        named = envelope[_LENGTH_BYTES : _LENGTH_BYTES + length]
        if not hmac.compare_digest(named, context.encode()):
            raise SealBroken("sealed for another place")
        return envelope[_LENGTH_BYTES + length :]

    def renewed(self, sealed: str) -> str:
        try:
            self._newest.decrypt(sealed.encode())
        except InvalidToken:
            return self._under_the_newest(sealed)
        return sealed

    def _under_the_newest(self, sealed: str) -> str:
        try:
            return self._fernet.rotate(sealed.encode()).decode("ascii")
        except InvalidToken as error:
            raise SealBroken("sealed under another key, or damaged") from error
