"""The least that a drain can do: claim a batch, parse it, post minimally, mark it."""

import json
from typing import Any
from uuid import uuid4

import psycopg

TABLES = """
CREATE TABLE bench_queue (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  body bytea NOT NULL, done boolean NOT NULL DEFAULT false);
CREATE INDEX ON bench_queue (id) WHERE NOT done;
CREATE TABLE bench_drained (id uuid PRIMARY KEY, order_id bigint UNIQUE NOT NULL,
  points bigint NOT NULL);
CREATE TABLE bench_points (member bigint PRIMARY KEY, available bigint NOT NULL);
"""


def drain(connection: psycopg.Connection[tuple[Any, ...]], batch: int) -> int:
    """Take in one batch; return how many rows it held."""
    with connection.transaction():
        rows = connection.execute(
            "SELECT id, body FROM bench_queue WHERE NOT done ORDER BY id"
            " LIMIT %s FOR UPDATE SKIP LOCKED",
            (batch,),
            prepare=True,
        ).fetchall()
        orders = [json.loads(bytes(row[1])) for row in rows]
        points = [int(str(order["total_price"]).split(".")[0]) for order in orders]
        connection.execute(
            "INSERT INTO bench_drained SELECT * FROM"
            " unnest(%s::uuid[], %s::bigint[], %s::bigint[]) ON CONFLICT DO NOTHING",
            ([uuid4() for _ in rows], [order["id"] for order in orders], points),
            prepare=True,
        )
        connection.execute(
            "INSERT INTO bench_points SELECT m, sum(p) FROM"
            " unnest(%s::bigint[], %s::bigint[]) AS t(m, p) GROUP BY m"
            " ON CONFLICT (member) DO UPDATE"
            " SET available = bench_points.available + excluded.available",
            ([order["customer"]["id"] for order in orders], points),
            prepare=True,
        )
        connection.execute(
            "UPDATE bench_queue SET done = true WHERE id = ANY(%s)",
            ([row[0] for row in rows],),
            prepare=True,
        )
    return len(rows)
