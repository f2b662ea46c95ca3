"""An explanation as plain data, for JSON: codes and figures beside the words."""

from typing import Any

from app.domain.explain.lines import Explanation, Line, Standing
from app.domain.ledger.balances import Balance


def plain(explanation: Explanation) -> dict[str, Any]:
    """Return the explanation as texts, whole numbers, lists and None."""
    return {
        "member_id": str(explanation.member_id),
        "asset": explanation.asset,
        "language": str(explanation.language),
        "balance": _balance(explanation.balance),
        "adds_up": explanation.adds_up,
        "totals": [
            {"code": str(one.code), "amount": one.amount, "words": one.words}
            for one in explanation.totals
        ],
        "lines": [_line(line) for line in explanation.lines],
        "waiting": [_standing(one) for one in explanation.waiting],
        "lapsing": [_standing(one) for one in explanation.lapsing],
        "set_aside": [_standing(one) for one in explanation.set_aside],
        "owed": _standing(explanation.owed) if explanation.owed else None,
    }


def _balance(balance: Balance) -> dict[str, int]:
    return {
        "balance": balance.shown,
        "available": balance.available,
        "pending": balance.pending,
        "held": balance.held,
        "owed": balance.owed,
    }


def _line(line: Line) -> dict[str, Any]:
    entry = line.entry
    return {
        "transaction_id": str(entry.transaction_id) if entry.transaction_id else None,
        "seq": entry.seq,
        "kind": str(entry.kind),
        "reason": str(line.reason),
        "sentence": line.sentence,
        "occurred_at": entry.occurred_at.isoformat(),
        "posted_at": entry.posted_at.isoformat(),
        "subject": (
            {"kind": line.subject.kind, "text": line.subject.text}
            if line.subject
            else None
        ),
        "change": line.change,
        "pending_change": line.pending_change,
        "held_change": line.held_change,
        "after": _balance(line.after),
        "lots": [
            {
                "lot_id": str(touch.lot_id),
                "from": touch.source,
                "to": touch.target,
                "amount": touch.amount,
            }
            for touch in line.lots
        ],
        "rule": entry.rule_ref,
        "programme_version": entry.programme_version,
        "actor": entry.actor,
        "note": entry.note,
        "reverses": str(entry.reverses) if entry.reverses else None,
    }


def _standing(one: Standing) -> dict[str, Any]:
    return {
        "code": str(one.code),
        "amount": one.amount,
        "day": one.day.isoformat() if one.day else None,
        "sentence": one.sentence,
        "lot_ids": [str(lot_id) for lot_id in one.lot_ids],
        "voucher_id": str(one.voucher_id) if one.voucher_id else None,
    }
