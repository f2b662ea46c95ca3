"""The least that one posting can do: four prepared statements and a commit."""

from uuid import uuid4

import psycopg

TABLES = """
CREATE TABLE bench_balance (member uuid PRIMARY KEY, available bigint NOT NULL);
CREATE TABLE bench_transaction (id uuid PRIMARY KEY, key_digest bytea UNIQUE NOT NULL,
  kind text NOT NULL, posted_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE bench_posting (transaction uuid NOT NULL, line int NOT NULL,
  source text NOT NULL, target text NOT NULL, amount bigint NOT NULL,
  PRIMARY KEY (transaction, line));
"""


def post_one(
    connection: psycopg.Connection[tuple[object, ...]], member: str, amount: int
) -> None:
    """Lock the balance, write the transaction and its posting, move the balance."""
    identity = uuid4()
    with connection.transaction():
        connection.execute(
            "SELECT available FROM bench_balance WHERE member = %s FOR UPDATE",
            (member,),
            prepare=True,
        )
        connection.execute(
            "INSERT INTO bench_transaction (id, key_digest, kind) VALUES (%s, %s, %s)",
            (identity, identity.bytes, "accrual"),
            prepare=True,
        )
        connection.execute(
            "INSERT INTO bench_posting VALUES (%s, 1, %s, %s, %s)",
            (identity, "programme:issued", f"member:{member}:available", amount),
            prepare=True,
        )
        connection.execute(
            "UPDATE bench_balance SET available = available + %s WHERE member = %s",
            (amount, member),
            prepare=True,
        )
