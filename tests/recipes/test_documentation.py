"""The samples of ``docs/programme.md`` are documents that load."""

import re
from pathlib import Path
from typing import Any

import pytest

from app.domain.programme.fields import CATALOGUE
from app.domain.programme.loading import load_document
from app.recipes import read_source
from tests.domain.programme.documents import RATE

TEXT = (Path(__file__).parents[2] / "docs" / "programme.md").read_text(encoding="utf-8")
SAMPLES = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)


def whole(sample: dict[str, Any]) -> dict[str, Any]:
    """Return a sample as a document; a part is put where it belongs."""
    if "identity" in sample:
        return sample
    rule = {"id": "sample", "trigger": "order", "award": RATE, **sample}
    return {"identity": {"name": "Sample"}, "earning": [rule]}


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_loads(sample: str) -> None:
    assert load_document(whole(read_source(sample).data)).identity.name.en


def test_there_are_samples_and_every_field_is_described() -> None:
    assert len(SAMPLES) == 2
    assert [field.name for field in CATALOGUE if f"`{field.name}`" not in TEXT] == []
