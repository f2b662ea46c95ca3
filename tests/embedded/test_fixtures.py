"""What the fixtures of the whole suite promise."""

import psycopg
import redis


def test_the_shared_database_is_reached_as_an_ordinary_role(database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        row = connection.execute(
            "select usesuper from pg_user where usename = current_user"
        ).fetchone()

    assert row == (False,)


def test_a_fresh_database_is_another_one(
    database_url: str, fresh_database_url: str
) -> None:
    with psycopg.connect(fresh_database_url) as connection:
        connection.execute("create table left_behind ()")
    with psycopg.connect(database_url) as connection:
        row = connection.execute("select to_regclass('left_behind')").fetchone()

    assert fresh_database_url != database_url
    assert row == (None,)


def test_the_private_valkey_is_empty(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        keys = client.dbsize()
        client.set("left", "behind")

    assert keys == 0


def test_the_private_valkey_is_emptied_for_each_test(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        keys = client.dbsize()
        client.set("left", "behind")

    assert keys == 0
