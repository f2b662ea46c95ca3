"""The least that a webhook door can do: check the HMAC, insert one row, commit.

Bare Flask and one prepared psycopg statement, served like the app. Reads the
database's address and the secret from its environment.
"""

import base64
import hashlib
import hmac
import os
import threading

import psycopg
from flask import Flask, request

SECRET = os.environ["BENCH_SECRET"].encode()
DATABASE_URL = os.environ["BENCH_DATABASE_URL"]

bare = Flask(__name__)
local = threading.local()


def connection() -> psycopg.Connection[tuple[object, ...]]:
    if not hasattr(local, "connection"):
        local.connection = psycopg.connect(DATABASE_URL, autocommit=True)
    found: psycopg.Connection[tuple[object, ...]] = local.connection
    return found


@bare.post("/hook")
def hook() -> tuple[str, int]:
    body = request.get_data()
    given = request.headers.get("X-Shopify-Hmac-Sha256", "")
    wanted = base64.b64encode(hmac.digest(SECRET, body, "sha256")).decode()
    if not hmac.compare_digest(wanted, given):
        return "", 401
    connection().execute(
        "INSERT INTO bench_inbox (webhook_id, topic, body) VALUES (%s, %s, %s)"
        " ON CONFLICT DO NOTHING",
        (
            request.headers["X-Shopify-Webhook-Id"],
            request.headers["X-Shopify-Topic"],
            body,
        ),
        prepare=True,
    )
    return "", 200


def digest_of(body: bytes) -> str:
    """Return the header that this ceiling, and the app, expect."""
    return base64.b64encode(hmac.new(SECRET, body, hashlib.sha256).digest()).decode()
