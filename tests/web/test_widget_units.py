"""The widget's pure parts, tested by Node where there is one."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NODE = shutil.which("node")


@pytest.mark.skipif(NODE is None, reason="no node found: install nodejs")
def test_the_pure_parts_of_the_widget_do_what_they_say() -> None:
    assert NODE is not None
    tests = sorted(str(path) for path in (ROOT / "tests/widget").glob("*.test.mjs"))

    done = subprocess.run(
        [NODE, "--test", "--test-reporter=tap", *tests],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert done.returncode == 0, done.stdout + done.stderr
