"""Locks balances and reads what belongs to them, in one message to the server.

Every statement of a volatile function has a snapshot of its own, so what is read
after the lock is what the last holder of the lock left. It runs with the rights
and the row security of its caller.
"""

from app.storage.tables.base import TRIGGERS

OPEN_LEDGER = """
CREATE OR REPLACE FUNCTION setia_open_ledger(
  whose uuid, members uuid[], assets text[], keys bytea[]
)
RETURNS TABLE (
  member_id uuid, asset text, pending bigint, available bigint, held bigint,
  shortfall bigint, last_posted_at timestamptz, version bigint,
  extent text, reason text, key_pepper bytea, state text, frozen_reason text,
  clock timestamptz, found uuid[]
)
LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  wanted integer := cardinality(members);
  locked integer;
BEGIN
  -- Left to itself the server would plan the statements that follow anew each
  -- time, because it takes a list of unknown length for ten; planning costs more
  -- than running. Flushing gives it its freedom back.
  PERFORM set_config('plan_cache_mode', 'force_generic_plan', true);
  -- One row is the common case, and much less to say.
  IF wanted = 1 THEN
    FOR attempt IN 1..3 LOOP
      PERFORM FROM member_balance b
      WHERE b.programme_id = whose AND b.member_id = members[1]
        AND b.asset = assets[1]
      FOR NO KEY UPDATE;
      EXIT WHEN FOUND;
      INSERT INTO member_balance (programme_id, member_id, asset)
      VALUES (whose, members[1], assets[1])
      ON CONFLICT DO NOTHING;
    END LOOP;
    RETURN QUERY
    SELECT b.member_id, b.asset, b.pending, b.available, b.held, b.shortfall,
      b.last_posted_at, b.version, f.extent, f.reason, g.key_pepper, g.state,
      g.frozen_reason, clock_timestamp(), (
        SELECT array_agg(t.transaction_id) FROM ledger_transaction t
        WHERE t.programme_id = whose AND t.key_digest = ANY(keys))
    FROM programme g
    JOIN member_balance b ON b.programme_id = whose
      AND b.member_id = members[1] AND b.asset = assets[1]
    LEFT JOIN ledger_freeze f ON f.programme_id = whose
      AND f.member_id = members[1]
    WHERE g.programme_id = whose;
    RETURN;
  END IF;
  FOR attempt IN 1..3 LOOP
    -- All in their order, or none when one is missing. ANY says nothing new; it
    -- keeps the planner on the index however small the table was.
    PERFORM FROM unnest(members, assets) AS w (member_id, asset)
    JOIN member_balance b ON b.programme_id = whose
      AND b.member_id = ANY(members)
      AND b.member_id = w.member_id AND b.asset = w.asset
    WHERE NOT EXISTS (
      SELECT FROM unnest(members, assets) AS n (member_id, asset)
      WHERE NOT EXISTS (
        SELECT FROM member_balance m WHERE m.programme_id = whose
          AND m.member_id = ANY(members)
          AND m.member_id = n.member_id AND m.asset = n.asset))
    ORDER BY b.member_id, b.asset
    FOR NO KEY UPDATE OF b;
    GET DIAGNOSTICS locked = ROW_COUNT;
    EXIT WHEN locked = wanted;
    INSERT INTO member_balance (programme_id, member_id, asset)
    SELECT whose, n.member_id, n.asset
    FROM unnest(members, assets) AS n (member_id, asset)
    ORDER BY n.member_id, n.asset
    ON CONFLICT DO NOTHING;
  END LOOP;
  RETURN QUERY
  SELECT b.member_id, b.asset, b.pending, b.available, b.held, b.shortfall,
    b.last_posted_at, b.version, f.extent, f.reason, g.key_pepper, g.state,
    g.frozen_reason, clock_timestamp(), (
      SELECT array_agg(t.transaction_id) FROM ledger_transaction t
      WHERE t.programme_id = whose AND t.key_digest = ANY(keys))
  FROM programme g
  LEFT JOIN (
    unnest(members, assets) AS w (member_id, asset)
    JOIN member_balance b ON b.programme_id = whose AND b.member_id = ANY(members)
      AND b.member_id = w.member_id AND b.asset = w.asset
    LEFT JOIN ledger_freeze f ON f.programme_id = whose
      AND f.member_id = b.member_id
  ) ON true
  WHERE g.programme_id = whose;
END $$
"""

TRIGGERS.append(OPEN_LEDGER)
