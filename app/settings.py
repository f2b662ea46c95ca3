"""What the environment says, read once.

Nothing else in the project looks at the environment. Everything has a default
for development; in production a missing or well-known secret stops the start.
All problems are found before the first one is reported.
"""

from __future__ import annotations

import base64
import binascii
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Self, TypeVar
from urllib.parse import urlsplit

from app.domain.billing import PaidPlan
from app.domain.errors import Malformed
from app.domain.money import Money

# The same on every machine, hence worthless as secrets: production refuses them.
DEVELOPMENT_SECRET_KEY = base64.urlsafe_b64encode(
    b"setia-development-key-not-secret"
).decode("ascii")
DEVELOPMENT_SHOPIFY_KEY = "setia-development"
DEVELOPMENT_SHOPIFY_SECRET = f"{DEVELOPMENT_SHOPIFY_KEY}-shopify-secret"

# The word that says, in production, that no Shopify store will be served.
NO_SHOPIFY = "none"

SECRET_KEY_BYTES = 32
HIGHEST_PORT = 65_535
MOST_WORKERS = 64
MOST_PROXIES = 5
LONGEST_TRIAL_DAYS = 365

FROM_FILE = frozenset(
    {
        "DATABASE_URL",
        "MAIL_URL",
        "REDIS_URL",
        "SECRET_KEYS",
        "SHOPIFY_API_KEY",
        "SHOPIFY_API_SECRET",
    }
)
# A name that starts like one of ours and is none of ours is ours, misspelt.
OUR_PREFIXES = ("BILLING", "SECRET_KEY", "SHOPIFY_API_")
DEBUG_SWITCHES = ("DEBUG", "FLASK_DEBUG", "PYTHONDEVMODE", "WERKZEUG_DEBUG_PIN")


class Environment(StrEnum):
    DEVELOPMENT = "development"
    PRODUCTION = "production"


class Switch(StrEnum):
    OFF = "off"
    ON = "on"


class LogLevel(StrEnum):
    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


ChoiceT = TypeVar("ChoiceT", bound=StrEnum)


class ConfigurationError(Exception):
    """The environment cannot be used; every problem is named at once."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        noun = "problem" if len(problems) == 1 else "problems"
        lines = "".join(f"\n  - {problem}" for problem in problems)
        super().__init__(f"{len(problems)} {noun} in the configuration:{lines}")


def child_environ(values: Mapping[str, str]) -> dict[str, str]:
    """Return this process's environment with *values* over it, for a child."""
    return {**os.environ, **values}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One reading of the environment.

    Lists of secrets are newest first: the first one signs and encrypts, all of
    them verify and decrypt. Without `database_url` or `redis_url` the embedded
    servers under `var` stand in, in development only. Without
    `shopify_api_key` this installation serves no Shopify store.
    """

    environment: Environment
    database_url: str | None = field(repr=False)
    redis_url: str | None = field(repr=False)
    secret_keys: tuple[str, ...] = field(repr=False)
    public_url: str
    shopify_api_key: str | None
    shopify_api_secrets: tuple[str, ...] = field(repr=False)
    shopify_api_base: str | None
    billing: PaidPlan | None
    """What merchants pay, where a platform collects for us; None: it is free."""
    mail_url: str | None = field(repr=False)
    port: int
    web_workers: int
    trusted_proxies: int
    """How many proxies of our own stand in front; a shopper's address is what the
    outermost of them saw, whatever else the headers say."""
    log_level: LogLevel
    crash_point: str | None
    var: Path
    pg_bin: Path | None
    redis_bin: Path | None

    @property
    def in_production(self) -> bool:
        return self.environment is Environment.PRODUCTION

    @classmethod
    def from_environ(cls, environ: Mapping[str, str] | None = None) -> Self:
        """Read *environ*, the process's own by default.

        Raises:
            ConfigurationError: Something is missing, unknown or not understood.
                It lists every problem and never shows a secret.
        """
        reader = _Reader(os.environ if environ is None else environ)
        port = reader.number("PORT", default=8000, most=HIGHEST_PORT)
        settings = cls(
            environment=reader.environment,
            database_url=reader.database_url(),
            redis_url=reader.redis_url(),
            secret_keys=reader.secret_keys(),
            public_url=reader.public_url(port),
            shopify_api_key=reader.shopify_api_key(),
            shopify_api_secrets=reader.shopify_api_secrets(),
            shopify_api_base=reader.web_address("SHOPIFY_API_BASE"),
            billing=reader.billing(),
            mail_url=reader.address("MAIL_URL", "smtp", "smtps", "file"),
            port=port,
            web_workers=reader.number("WEB_WORKERS", default=1, most=MOST_WORKERS),
            trusted_proxies=reader.number(
                "TRUSTED_PROXIES", default=0, most=MOST_PROXIES, least=0
            ),
            log_level=reader.choice("LOG_LEVEL", LogLevel, LogLevel.INFO),
            crash_point=reader.crash_point(),
            var=Path(reader.text("VAR_DIR") or "var").absolute(),
            pg_bin=reader.binaries("PG_BIN", "initdb"),
            redis_bin=reader.program("REDIS_BIN"),
        )
        reader.refuse_strangers()
        reader.refuse_debugging()
        if reader.problems:
            raise ConfigurationError(tuple(reader.problems))
        return settings


class _Reader:
    """Reads one value at a time and remembers what was wrong with it."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._asked: set[str] = set()
        self.problems: list[str] = []
        self.environment = self.choice("APP_ENV", Environment, Environment.DEVELOPMENT)

    @property
    def _in_production(self) -> bool:
        return self.environment is Environment.PRODUCTION

    def text(self, name: str) -> str | None:
        """The stripped value; an empty one counts as absent."""
        self._asked.add(name)
        value = self._environ.get(name, "").strip()
        path = self._environ.get(f"{name}_FILE", "").strip()
        if not path or name not in FROM_FILE:
            return value or None
        if value:
            self._refuse(f"{name} and {name}_FILE are both set; keep one of them")
            return value
        try:
            content = Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            self._refuse(f"{name}_FILE: {path} cannot be read ({error.strerror})")
            return None
        except UnicodeDecodeError:
            self._refuse(f"{name}_FILE: {path} is not text")
            return None
        if not content:
            self._refuse(f"{name}_FILE: {path} is empty")
        return content or None

    def choice(self, name: str, kind: type[ChoiceT], default: ChoiceT) -> ChoiceT:
        value = self.text(name)
        if value is None:
            return default
        try:
            return kind(value.lower())
        except ValueError:
            self._refuse(f"{name} is {value!r}; it can be {' or '.join(kind)}")
            return default

    def number(self, name: str, *, default: int, most: int, least: int = 1) -> int:
        value = self.text(name)
        if value is None:
            return default
        if value.isascii() and value.isdigit() and least <= int(value) <= most:
            return int(value)
        self._refuse(
            f"{name} is {value!r}; it must be a whole number from {least} to {most}"
        )
        return default

    def address(self, name: str, *schemes: str) -> str | None:
        """An address of one of *schemes*, never shown: it may hold a password."""
        value = self.text(name)
        if value is None:
            return None
        scheme, separator, rest = value.partition("://")
        if scheme in schemes and separator and rest:
            return value
        starts = " or ".join(f"{scheme}://" for scheme in schemes)
        self._refuse(f"{name} must start with {starts}")
        return None

    def database_url(self) -> str | None:
        self._need("DATABASE_URL", "the embedded servers are for development")
        value = self.address(
            "DATABASE_URL", "postgresql", "postgres", "postgresql+psycopg"
        )
        # One spelling that SQLAlchemy and libpq both read.
        return value and f"postgresql://{value.partition('://')[2]}"

    def redis_url(self) -> str | None:
        self._need("REDIS_URL", "the embedded servers are for development")
        return self.address("REDIS_URL", "redis", "rediss", "unix")

    def secret_keys(self) -> tuple[str, ...]:
        self._need("SECRET_KEYS", f"make one with: {KEY_RECIPE}")
        keys = self._several("SECRET_KEYS") or (DEVELOPMENT_SECRET_KEY,)
        for position, key in enumerate(keys, start=1):
            if not _is_key(key):
                self._refuse(
                    f"SECRET_KEYS: key {position} is not 32 bytes in URL-safe base64; "
                    f"make one with: {KEY_RECIPE}"
                )
        if self._in_production and DEVELOPMENT_SECRET_KEY in self._several(
            "SECRET_KEYS"
        ):
            self._refuse("SECRET_KEYS holds the development key that everybody knows")
        return keys

    def public_url(self, port: int) -> str:
        self._need("PUBLIC_URL", "stores and mails link to it")
        return self.web_address("PUBLIC_URL") or f"http://127.0.0.1:{port}"

    def web_address(self, name: str) -> str | None:
        value = self.address(name, "https", "http")
        if value is None:
            return None
        if not _is_bare(value):
            self._refuse(f"{name} must be a bare address like https://points.example")
        elif self._in_production and not value.startswith("https://"):
            self._refuse(f"{name} must start with https:// in production")
        return value.rstrip("/")

    def shopify_api_key(self) -> str | None:
        self._need("SHOPIFY_API_KEY", NO_SHOPIFY_RECIPE)
        key = self.text("SHOPIFY_API_KEY") or DEVELOPMENT_SHOPIFY_KEY
        return None if key == NO_SHOPIFY else key

    def shopify_api_secrets(self) -> tuple[str, ...]:
        given = self._several("SHOPIFY_API_SECRET")
        if self.text("SHOPIFY_API_KEY") == NO_SHOPIFY:
            return ()
        self._need("SHOPIFY_API_SECRET", NO_SHOPIFY_RECIPE)
        if self._in_production and DEVELOPMENT_SHOPIFY_SECRET in given:
            self._refuse(
                "SHOPIFY_API_SECRET is the development secret that everybody knows"
            )
        if self.text("SHOPIFY_API_KEY") and not given and not self._in_production:
            self._refuse("SHOPIFY_API_SECRET is missing; SHOPIFY_API_KEY is set")
        return given or (DEVELOPMENT_SHOPIFY_SECRET,)

    def billing(self) -> PaidPlan | None:
        """The plan that merchants pay for; None where the app is free."""
        wanted = self.choice("BILLING", Switch, Switch.OFF)
        tests = Switch.OFF if self._in_production else Switch.ON
        name, price = self.text("BILLING_PLAN"), self.text("BILLING_PRICE")
        currency = self.text("BILLING_CURRENCY") or "USD"
        days = self.number(
            "BILLING_TRIAL_DAYS", default=14, most=LONGEST_TRIAL_DAYS, least=0
        )
        test_charges = self.choice("BILLING_TEST", Switch, tests) is Switch.ON
        if wanted is Switch.OFF:
            return None
        if price is None:
            self._refuse("BILLING_PRICE is missing; BILLING is on")
            return None
        try:
            money = Money.parse(price, currency)
        except Malformed as error:
            self._refuse(f"BILLING_PRICE and BILLING_CURRENCY: {error}")
            return None
        if money.amount_minor <= 0:
            self._refuse(f"BILLING_PRICE is {price!r}; it must be more than nothing")
        return PaidPlan(name or "Setia", money, days, test_charges=test_charges)

    def crash_point(self) -> str | None:
        point = self.text("CRASH_POINT")
        if point and self._in_production:
            self._refuse("CRASH_POINT is for tests and must not be set in production")
        return point

    def binaries(self, name: str, program: str) -> Path | None:
        value = self.text(name)
        if value is None:
            return None
        if not (Path(value) / program).is_file():
            self._refuse(f"{name}: there is no {program} in {value}")
        return Path(value)

    def program(self, name: str) -> Path | None:
        value = self.text(name)
        if value is None:
            return None
        found = shutil.which(value)
        if found is None:
            self._refuse(f"{name}: {value} is not a program that can be run")
        return Path(found or value)

    def refuse_strangers(self) -> None:
        """Name what looks like a setting of ours and is none."""
        ours = self._asked | {f"{name}_FILE" for name in FROM_FILE}
        for name in sorted(self._environ.keys() - ours):
            if name.startswith(OUR_PREFIXES):
                self._refuse(f"{name} is not a setting; known are {_near(name, ours)}")

    def refuse_debugging(self) -> None:
        if not self._in_production:
            return
        for name in DEBUG_SWITCHES:
            if self._environ.get(name, "").lower() not in {"", "0", "false", "no"}:
                self._refuse(f"{name} must not be set in production")

    def _several(self, name: str) -> tuple[str, ...]:
        parts = (part.strip() for part in (self.text(name) or "").split(","))
        return tuple(part for part in parts if part)

    def _need(self, name: str, hint: str) -> None:
        given = self._environ.get(name, "") + self._environ.get(f"{name}_FILE", "")
        if self._in_production and not given.strip():
            self._refuse(f"{name} is missing; {hint}")

    def _refuse(self, problem: str) -> None:
        # Some values are read for two answers; one problem is said once.
        if problem not in self.problems:
            self.problems.append(problem)


KEY_RECIPE = "openssl rand -base64 32 | tr '+/' '-_'"
NO_SHOPIFY_RECIPE = f"set SHOPIFY_API_KEY={NO_SHOPIFY} to serve no Shopify store"


def _is_key(text: str) -> bool:
    try:
        decoded = base64.b64decode(text, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return False
    return len(decoded) == SECRET_KEY_BYTES


def _is_bare(address: str) -> bool:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    surplus = parts.username or parts.query or parts.fragment
    return bool(parts.hostname) and port != 0 and not surplus


def _near(name: str, ours: set[str]) -> str:
    prefix = next(prefix for prefix in OUR_PREFIXES if name.startswith(prefix))
    return ", ".join(sorted(known for known in ours if known.startswith(prefix)))
