"""The published schema is the one that the reader uses."""

import json
import re
from pathlib import Path

from app.domain.programme.fields import FIELDS
from app.domain.programme.schema import json_schema

PUBLISHED = Path(__file__).parents[3] / "docs" / "programme.schema.json"


def test_the_published_schema_is_up_to_date() -> None:
    """Run ``setia programme schema > docs/programme.schema.json`` after a change."""
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == json_schema()


def test_unknown_keys_are_refused_everywhere_in_the_schema() -> None:
    sections = [
        definition
        for definition in json_schema()["$defs"].values()
        if "properties" in definition
    ]

    assert len(sections) > 20
    assert all(one["additionalProperties"] is False for one in sections)


def test_every_field_of_a_condition_is_in_the_schema() -> None:
    kinds = json_schema()["$defs"]["Leaf"]["oneOf"]
    named = {name for kind in kinds for name in kind["properties"]["field"]["enum"]}

    assert named == set(FIELDS)


def test_the_patterns_of_the_schema_agree_with_the_reader() -> None:
    rates = json_schema()["$defs"]["RateAward"]["properties"]["rates"]
    pattern = rates["additionalProperties"]["pattern"]

    assert re.search(pattern, "1 per 1000")
    assert re.search(pattern, "12.5%")
    assert not re.search(pattern, "1 point per 1000")
