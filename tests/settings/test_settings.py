"""Configuration is read once, in full, and refused with every problem at once."""

from pathlib import Path

import pytest

from app.domain.billing import PaidPlan
from app.domain.money import Money
from app.settings import (
    DEVELOPMENT_SECRET_KEY,
    DEVELOPMENT_SHOPIFY_SECRET,
    ConfigurationError,
    Environment,
    LogLevel,
    Settings,
)

KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
OLDER_KEY = "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA="
PRODUCTION = {
    "APP_ENV": "production",
    "DATABASE_URL": "postgresql://setia@db.example/setia",
    "REDIS_URL": "redis://queue.example/0",
    "SECRET_KEYS": f"{KEY},{OLDER_KEY}",
    "PUBLIC_URL": "https://points.example/",
    "SHOPIFY_API_KEY": "client",
    "SHOPIFY_API_SECRET": "newer,older",
}


def problems_of(environ: dict[str, str]) -> tuple[str, ...]:
    with pytest.raises(ConfigurationError) as refusal:
        Settings.from_environ(environ)
    return refusal.value.problems


def production_without(name: str) -> dict[str, str]:
    return {key: value for key, value in PRODUCTION.items() if key != name}


def test_development_needs_no_setting_at_all() -> None:
    settings = Settings.from_environ({})

    assert settings.environment is Environment.DEVELOPMENT
    assert settings.database_url is None
    assert settings.redis_url is None
    assert settings.secret_keys == (DEVELOPMENT_SECRET_KEY,)
    assert settings.public_url == "http://127.0.0.1:8000"
    assert settings.shopify_api_secrets == (DEVELOPMENT_SHOPIFY_SECRET,)
    assert settings.log_level is LogLevel.INFO
    assert settings.var == Path("var").absolute()
    assert not settings.in_production


def test_production_is_read_in_full() -> None:
    settings = Settings.from_environ(PRODUCTION)

    assert settings.in_production
    assert settings.secret_keys == (KEY, OLDER_KEY)
    assert settings.public_url == "https://points.example"
    assert settings.shopify_api_key == "client"
    assert settings.shopify_api_secrets == ("newer", "older")


@pytest.mark.parametrize(
    "name",
    [
        "DATABASE_URL",
        "REDIS_URL",
        "SECRET_KEYS",
        "PUBLIC_URL",
        "SHOPIFY_API_KEY",
        "SHOPIFY_API_SECRET",
    ],
)
def test_production_does_not_start_without(name: str) -> None:
    (problem,) = problems_of(production_without(name))

    assert problem.startswith(f"{name} is missing; ")


def test_an_empty_setting_counts_as_missing() -> None:
    (problem,) = problems_of({**PRODUCTION, "SECRET_KEYS": "  "})

    assert problem.startswith("SECRET_KEYS is missing; ")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEYS", f"{KEY},{DEVELOPMENT_SECRET_KEY}"),
        ("SHOPIFY_API_SECRET", DEVELOPMENT_SHOPIFY_SECRET),
    ],
)
def test_production_refuses_the_secrets_everybody_knows(name: str, value: str) -> None:
    (problem,) = problems_of({**PRODUCTION, name: value})

    assert name in problem
    assert "everybody knows" in problem


@pytest.mark.parametrize("name", ["DEBUG", "FLASK_DEBUG", "CRASH_POINT"])
def test_production_refuses_what_is_for_developers(name: str) -> None:
    (problem,) = problems_of({**PRODUCTION, name: "1"})

    assert problem.startswith(name)
    assert "production" in problem


def test_a_debug_switch_that_is_off_does_no_harm() -> None:
    assert Settings.from_environ({**PRODUCTION, "FLASK_DEBUG": "0"}).in_production


def test_a_crash_point_works_in_development() -> None:
    assert Settings.from_environ({"CRASH_POINT": "sent"}).crash_point == "sent"


def test_production_may_do_without_shopify_if_it_says_so() -> None:
    environ = {
        **production_without("SHOPIFY_API_SECRET"),
        "SHOPIFY_API_KEY": "none",
    }

    settings = Settings.from_environ(environ)

    assert settings.shopify_api_key is None
    assert settings.shopify_api_secrets == ()


def test_a_shopify_key_needs_its_secret_in_development_too() -> None:
    (problem,) = problems_of({"SHOPIFY_API_KEY": "client"})

    assert problem == "SHOPIFY_API_SECRET is missing; SHOPIFY_API_KEY is set"


def test_all_problems_are_named_together() -> None:
    problems = problems_of({"APP_ENV": "staging", "PORT": "0", "LOG_LEVEL": "loud"})

    assert [problem.split()[0] for problem in problems] == [
        "APP_ENV",
        "PORT",
        "LOG_LEVEL",
    ]


@pytest.mark.parametrize("value", ["0", "-1", "65536", "8e3", "٨٠٠٠", "http"])
def test_a_port_is_a_whole_number_in_its_range(value: str) -> None:
    (problem,) = problems_of({"PORT": value})

    assert problem.endswith("it must be a whole number from 1 to 65535")


@pytest.mark.parametrize(("value", "port"), [("1", 1), ("65535", 65_535)])
def test_both_ends_of_the_range_are_ports(value: str, port: int) -> None:
    assert Settings.from_environ({"PORT": value}).port == port


@pytest.mark.parametrize(
    "given",
    ["postgres://u@h/d", "postgresql://u@h/d", "postgresql+psycopg://u@h/d"],
)
def test_every_spelling_of_a_database_is_read_as_one(given: str) -> None:
    settings = Settings.from_environ({"DATABASE_URL": given})

    assert settings.database_url == "postgresql://u@h/d"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://root:hunter2@h/d"),
        ("REDIS_URL", "amqp://u:hunter2@h"),
        ("MAIL_URL", "hunter2"),
        ("PUBLIC_URL", "ftp://hunter2"),
        ("SHOPIFY_API_BASE", "http://u:hunter2@127.0.0.1"),
        ("SECRET_KEYS", "hunter2"),
    ],
)
def test_a_refusal_never_shows_what_may_be_secret(name: str, value: str) -> None:
    (problem,) = problems_of({name: value})

    assert problem.startswith(name)
    assert "hunter2" not in problem


def test_settings_do_not_show_their_secrets() -> None:
    shown = repr(Settings.from_environ(PRODUCTION))

    assert KEY not in shown
    assert "newer" not in shown
    assert "db.example" not in shown


@pytest.mark.parametrize("key", [KEY[:-1], KEY.replace("=", "!"), "A" * 44, "é"])
def test_a_key_is_32_bytes_in_url_safe_base64(key: str) -> None:
    problems = problems_of({"SECRET_KEYS": f"{KEY},{key}"})

    assert problems[0].startswith("SECRET_KEYS: key 2 is not 32 bytes")


@pytest.mark.parametrize(
    "value",
    [
        "https://",
        "https://[1",
        "https://points.example:99999",
        "https://me@points.example",
        "https://points.example/?a=1",
    ],
)
def test_a_public_address_is_bare(value: str) -> None:
    (problem,) = problems_of({"PUBLIC_URL": value})

    assert problem.startswith("PUBLIC_URL must ")


def test_production_is_served_over_https() -> None:
    (problem,) = problems_of({**PRODUCTION, "PUBLIC_URL": "http://points.example"})

    assert problem == "PUBLIC_URL must start with https:// in production"


@pytest.mark.parametrize("name", ["SECRET_KEY", "SHOPIFY_API_SECRETS"])
def test_a_misspelt_setting_is_not_overlooked(name: str) -> None:
    (problem,) = problems_of({name: "value"})

    assert problem.startswith(f"{name} is not a setting; known are ")


def test_a_secret_can_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    file.write_text(f"{KEY}\n")

    settings = Settings.from_environ({"SECRET_KEYS_FILE": str(file)})

    assert settings.secret_keys == (KEY,)


def test_a_secret_file_serves_production(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    file.write_text(KEY)
    environ = {**production_without("SECRET_KEYS"), "SECRET_KEYS_FILE": str(file)}

    assert Settings.from_environ(environ).secret_keys == (KEY,)


def test_a_secret_given_twice_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    file.write_text(KEY)

    (problem,) = problems_of({"SECRET_KEYS": KEY, "SECRET_KEYS_FILE": str(file)})

    assert problem == "SECRET_KEYS and SECRET_KEYS_FILE are both set; keep one of them"


@pytest.mark.parametrize(
    ("content", "reason"), [(b"", "is empty"), (b"\xff\xfe", "is not text")]
)
def test_a_secret_file_that_holds_no_secret_is_refused(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    file = tmp_path / "url"
    file.write_bytes(content)

    (problem,) = problems_of({"REDIS_URL_FILE": str(file)})

    assert problem == f"REDIS_URL_FILE: {file} {reason}"


def test_a_secret_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "nowhere"

    (problem,) = problems_of({"MAIL_URL_FILE": str(file)})

    expected = f"MAIL_URL_FILE: {file} cannot be read (No such file or directory)"
    assert problem == expected


def test_the_programs_of_the_private_servers_must_exist(tmp_path: Path) -> None:
    problems = problems_of({"PG_BIN": str(tmp_path), "REDIS_BIN": "/nowhere/valkey"})

    assert problems == (
        f"PG_BIN: there is no initdb in {tmp_path}",
        "REDIS_BIN: /nowhere/valkey is not a program that can be run",
    )


def test_given_programs_are_kept(tmp_path: Path) -> None:
    (tmp_path / "initdb").touch()

    settings = Settings.from_environ({"PG_BIN": str(tmp_path), "REDIS_BIN": "sh"})

    assert settings.pg_bin == tmp_path
    assert settings.redis_bin is not None
    assert settings.redis_bin.name == "sh"


def test_merchants_pay_nothing_unless_billing_is_on() -> None:
    assert Settings.from_environ({}).billing is None
    assert (
        Settings.from_environ({"BILLING": "off", "BILLING_PRICE": "x"}).billing is None
    )


def test_a_plan_has_a_price_a_name_and_free_days() -> None:
    asked = {
        "BILLING": "on",
        "BILLING_PRICE": "299000",
        "BILLING_CURRENCY": "IDR",
        "BILLING_PLAN": "Setia Pro",
        "BILLING_TRIAL_DAYS": "0",
    }

    plan = Settings.from_environ(asked).billing
    real = Settings.from_environ({**asked, "BILLING_TEST": "off"}).billing

    assert plan == PaidPlan("Setia Pro", Money(299_000, "IDR"), 0, test_charges=True)
    assert real is not None
    assert not real.test_charges


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({}, "BILLING_PRICE is missing; BILLING is on"),
        ({"BILLING_PRICE": "0"}, "BILLING_PRICE is '0'; it must be more than nothing"),
        (
            {"BILLING_PRICE": "much"},
            "BILLING_PRICE and BILLING_CURRENCY: 'much' is not a decimal amount",
        ),
        (
            {"BILLING_PRICE": "5", "BILLING_CURRENCY": "rp"},
            (
                "BILLING_PRICE and BILLING_CURRENCY: 'rp' is not a currency code"
                " such as 'IDR'"
            ),
        ),
    ],
)
def test_a_plan_without_a_price_stops_the_start(
    given: dict[str, str], problem: str
) -> None:
    assert problems_of({"BILLING": "on", **given}) == (problem,)


def test_a_setting_of_billing_that_is_misspelt_is_refused() -> None:
    (problem,) = problems_of({"BILLING_PRISE": "19"})

    assert problem.startswith("BILLING_PRISE is not a setting")


def test_the_message_lists_one_problem_per_line() -> None:
    refusal = ConfigurationError(("first", "second"))

    assert str(refusal) == ("2 problems in the configuration:\n  - first\n  - second")


def test_the_process_environment_is_read_by_default(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PORT", "8123")

    assert Settings.from_environ().port == 8123
