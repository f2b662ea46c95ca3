"""What goes with what: worked out from stored orders, and read for one member."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.storage.unit_of_work import UnitOfWork

BEST = 20
"""Others that are kept of each product and kind."""
COMMON = 500
"""A feature of more products than this tells nothing."""
LINES = """
FROM order_settlement o CROSS JOIN LATERAL jsonb_array_elements(o.snapshot->'lines') l
WHERE o.programme_id = %(programme_id)s AND o.state IN ('paid', 'fulfilled')
  AND o.placed_at > %(since)s AND l->>'product_ref' IS NOT NULL
  AND NOT coalesce((o.snapshot->>'test')::boolean, false)
  AND NOT coalesce((l->>'gift_card')::boolean, false)
"""
SEEN = f"""
INSERT INTO product_seen (programme_id, store_id, product_ref, title, features, orders,
  seen_at)
SELECT %(programme_id)s, s.store_id, s.ref,
  (array_agg(s.title ORDER BY s.placed_at DESC))[1], coalesce((SELECT
      array_agg(DISTINCT f ORDER BY f) FROM jsonb_array_elements_text(
        jsonb_path_query_array(jsonb_agg(s.features), '$[*][*]')) f), '{{}}'),
  count(DISTINCT s.order_ref), max(s.placed_at)
FROM (SELECT o.store_id, o.order_ref, o.placed_at, l->>'product_ref' AS ref,
    coalesce(l->>'title', '') AS title,
    to_jsonb(array(SELECT 'tag:' || lower(t)
        FROM jsonb_array_elements_text(l->'tags') t)
      || array(SELECT 'collection:' || c
        FROM jsonb_array_elements_text(l->'collection_refs') c)
      || CASE WHEN l->>'vendor' IS NULL THEN '{{}}'::text[]
         ELSE array['vendor:' || lower(l->>'vendor')] END) AS features
  {LINES}) s
GROUP BY s.store_id, s.ref
"""
TOGETHER = f"""
INSERT INTO product_pair (programme_id, store_id, product_ref, kind, place, other_ref,
  count)
SELECT %(programme_id)s, store_id, ref, 'together', place, other, times FROM (
  SELECT a.store_id, a.ref, b.ref AS other, count(*) AS times, row_number() OVER (
      PARTITION BY a.store_id, a.ref ORDER BY count(*) DESC, b.ref) AS place
  FROM (SELECT DISTINCT o.store_id, o.order_ref, l->>'product_ref' AS ref {LINES}) a
  JOIN (SELECT DISTINCT o.store_id, o.order_ref, l->>'product_ref' AS ref {LINES}) b
    ON b.store_id = a.store_id AND b.order_ref = a.order_ref AND b.ref <> a.ref
  GROUP BY a.store_id, a.ref, b.ref) p WHERE place <= {BEST}
"""
ALIKE = f"""
INSERT INTO product_pair (programme_id, store_id, product_ref, kind, place, other_ref,
  count)
WITH f AS MATERIALIZED (SELECT p.store_id, p.product_ref, x.feature, count(*) OVER (
      PARTITION BY p.store_id, x.feature) AS common
  FROM product_seen p CROSS JOIN LATERAL unnest(p.features) AS x(feature)
  WHERE p.programme_id = %(programme_id)s)
SELECT %(programme_id)s, store_id, product_ref, 'alike', place, other, times FROM (
  SELECT a.store_id, a.product_ref, b.product_ref AS other, count(*) AS times,
    row_number() OVER (PARTITION BY a.store_id, a.product_ref
      ORDER BY count(*) DESC, b.product_ref) AS place
  FROM f a JOIN f b ON b.store_id = a.store_id AND b.feature = a.feature
    AND b.product_ref <> a.product_ref
  WHERE a.common <= {COMMON} GROUP BY a.store_id, a.product_ref, b.product_ref) p
WHERE place <= {BEST}
"""
FOR_MEMBER = """
WITH bought AS MATERIALIZED (
  SELECT DISTINCT o.store_id, l->>'product_ref' AS ref
  FROM order_settlement o CROSS JOIN LATERAL
    jsonb_array_elements(o.snapshot->'lines') l
  WHERE o.programme_id = %(programme_id)s AND o.member_id = %(member)s
    AND o.state IN ('paid', 'fulfilled') AND l->>'product_ref' IS NOT NULL
), hits AS (
  SELECT p.store_id, p.other_ref AS ref, p.kind AS reason, p.product_ref AS because,
    (21 - p.place) * CASE p.kind WHEN 'together' THEN 2 ELSE 1 END AS points
  FROM product_pair p JOIN bought b ON b.store_id = p.store_id
    AND b.ref = p.product_ref
  WHERE p.programme_id = %(programme_id)s
  UNION ALL
  SELECT s.store_id, s.product_ref, 'preference', k.name, 15
  FROM member_mark k JOIN product_seen s ON s.programme_id = k.programme_id
    AND s.features @> array['tag:' || k.name]
  WHERE k.programme_id = %(programme_id)s AND k.member_id = %(member)s
    AND k.kind = 'tag' AND k.until IS NULL
)
SELECT h.store_id, h.ref, s.title,
  (array_agg(h.reason ORDER BY h.points DESC, h.reason, h.because))[1],
  (array_agg(h.because ORDER BY h.points DESC, h.reason, h.because))[1]
FROM hits h JOIN product_seen s ON s.programme_id = %(programme_id)s
  AND s.store_id = h.store_id AND s.product_ref = h.ref
WHERE NOT EXISTS (SELECT FROM bought b WHERE b.store_id = h.store_id AND b.ref = h.ref)
GROUP BY h.store_id, h.ref, s.title, s.orders
ORDER BY sum(h.points) DESC, s.orders DESC, h.store_id, h.ref LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Recommended:
    """One product for one member, and why."""

    store_id: UUID
    product_ref: str
    title: str
    reason: str
    """``together`` or ``alike`` (with what was bought), or ``preference``."""
    because: str
    """The product that was bought, or the mark."""


class ProductRepository:
    """Reads and writes ``product_seen`` and ``product_pair``."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._connection = uow.connection
        self._programme_id = uow.programme_id

    def work_out(self, *, since: datetime) -> int:
        """Work everything out anew from orders since then; return the products."""
        self._run(
            "SELECT set_config('work_mem', '256MB', true),"
            " set_config('statement_timeout', '300s', true)"
        )
        for table in ("product_pair", "product_seen"):
            self._run(f"DELETE FROM {table} WHERE programme_id = %(programme_id)s")
        products: int = self._run(SEEN, since=since).rowcount
        self._run(TOGETHER, since=since)
        self._run(ALIKE)
        return products

    def for_member(self, member_id: UUID, *, most: int) -> Sequence[Recommended]:
        """Return what goes with what a member bought or likes, the best first."""
        rows = self._run(FOR_MEMBER, member=member_id, most=most)
        return [Recommended(*row) for row in rows]

    def _run(self, statement: str, **values: object) -> Any:  # noqa: ANN401 - a cursor
        return self._connection.exec_driver_sql(
            statement, {"programme_id": self._programme_id, **values}
        )
