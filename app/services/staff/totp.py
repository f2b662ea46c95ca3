"""The second factor: codes by time (RFC 6238), and codes for when it is lost.

SHA-1, six digits, thirty seconds: what every authenticator app understands. A
code is good for its own step and the two beside it, and once.
"""

import base64
import hmac
from datetime import datetime
from hashlib import sha256
from typing import Final
from urllib.parse import quote, urlencode

import segno

from app.domain.ids import ALPHABET
from app.ports import Ids

STEP_S: Final = 30
DIGITS: Final = 6
BESIDE: Final = 1
SECRET_BYTES: Final = 20
ISSUER: Final = "Setia"
CODES: Final = 10
CODE_SYMBOLS: Final = 16
"""Of five bits each: 80 random bits, so that a plain digest is enough."""
GROUP: Final = 4


def step_of(now: datetime) -> int:
    """Return the number of the step that an instant lies in."""
    return int(now.timestamp()) // STEP_S


def code_of(secret: bytes, step: int, *, digits: int = DIGITS) -> str:
    """Return the code of a step."""
    mac = hmac.digest(secret, step.to_bytes(8, "big"), "sha1")
    offset = mac[-1] & 0x0F
    number = int.from_bytes(mac[offset : offset + 4], "big") & 0x7FFFFFFF
    return str(number % 10**digits).zfill(digits)


def matching_step(
    secret: bytes, code: str, *, now: datetime, after: int | None = None
) -> int | None:
    """Return the step whose code *code* is, or None.

    Args:
        secret: The shared secret.
        code: As typed; blanks do not matter.
        now: The present.
        after: The last step that was used: it and earlier ones count no more.
    """
    typed = "".join(code.split())
    present = step_of(now)
    for step in range(present - BESIDE, present + BESIDE + 1):
        same = hmac.compare_digest(code_of(secret, step).encode(), typed.encode())
        if same and (after is None or step > after):
            return step
    return None


def secret_text(secret: bytes) -> str:
    """Return a secret as people type it into an app."""
    return base64.b32encode(secret).decode("ascii")


def provisioning_uri(secret: bytes, account: str) -> str:
    """Return what the square code holds."""
    label = quote(f"{ISSUER}:{account}", safe=":@")
    asked = {
        "secret": secret_text(secret),
        "issuer": ISSUER,
        "algorithm": "SHA1",
        "digits": DIGITS,
        "period": STEP_S,
    }
    return f"otpauth://totp/{label}?{urlencode(asked)}"


def square_code(uri: str) -> str:
    """Return the square code as a picture's address (``data:``)."""
    return segno.make(uri, micro=False, error="m").svg_data_uri(scale=5, border=4)


def recovery_codes(ids: Ids) -> list[str]:
    """Return fresh recovery codes as they are shown, once."""
    made = [ids.code(CODE_SYMBOLS) for _ in range(CODES)]
    return [
        "-".join(code[at : at + GROUP] for at in range(0, CODE_SYMBOLS, GROUP))
        for code in made
    ]


def recovery_digest(code: str) -> bytes:
    """Return what is kept of a recovery code, however it was typed."""
    bare = "".join(sign for sign in code.upper() if sign in ALPHABET)
    return sha256(b"setia-recovery/1" + bare.encode()).digest()


def looks_like_recovery(code: str) -> bool:
    """Tell whether a typed code is a recovery code and not one by time."""
    return sum(sign.isalnum() for sign in code) > DIGITS + 2
