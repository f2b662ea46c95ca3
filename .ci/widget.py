"""Build the storefront widget: small files from readable ones, with a manifest.

Contributors need none of this: the sources run as they are. Where the npm
registry cannot be reached, the committed files in ``dist`` stay what they are.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WIDGET = ROOT / "app/web/static/widget"
TOOLS = ROOT / ".ci/widget"
CACHE = ROOT / "var/widget"
LIT = WIDGET / "vendor/lit-3.3.3.js"
LIT_BANNER = "/*! Lit 3.3.3, BSD-3-Clause, (c) Google LLC; see LICENSE-lit.txt */"
PANEL_BANNER = "/*! Setia panel, MIT; contains Lit, BSD-3-Clause, (c) Google LLC */"
LAZY = ("about", "causes", "challenges", "forms", "help", "play", "toast")
COPIES = (
    ROOT / "integrations/shopify/extension/assets",
    ROOT / "integrations/woocommerce/plugin/setia-loyalty/assets",
)
COMPILE_AT_ONCE = "//# allFunctionsCalledOnLoad"
"""A hint that Chromium reads in a file's first line: nearly every function of the
loader runs, and to find each one by itself costs a slow phone more than all at once."""
LIT_ENTRY = 'export { LitElement, css, html, nothing } from "lit";\n'


def main() -> int:
    if not tools_ready():
        print(
            "widget: esbuild cannot be had here; dist stays as it is", file=sys.stderr
        )
        return 1
    if "--vendor" in sys.argv:
        vendor_lit()
    build()
    return 0


def tools_ready() -> bool:
    """Whether esbuild of the lock is in the cache, fetched now if need be."""
    CACHE.mkdir(parents=True, exist_ok=True)
    lock = (TOOLS / "package-lock.json").read_bytes()
    stamp = CACHE / "stamp"
    if stamp.exists() and stamp.read_bytes() == lock:
        return True
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(TOOLS / name, CACHE / name)
    npm = shutil.which("npm")
    if npm is None:
        return False
    words = [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"]
    if subprocess.run(words, cwd=CACHE, check=False).returncode:
        return False
    stamp.write_bytes(lock)
    return True


def esbuild(source: Path, *words: str) -> bytes:
    program = CACHE / "node_modules/.bin/esbuild"
    common = ["--bundle", "--minify", "--target=es2021", "--charset=utf8"]
    done = subprocess.run(
        [program, source, *common, "--legal-comments=none", *words],
        check=True,
        cwd=CACHE,
        capture_output=True,
    )
    return done.stdout


def vendor_lit() -> None:
    entry = CACHE / "lit.js"
    entry.write_text(LIT_ENTRY, encoding="utf-8")
    LIT.write_bytes(esbuild(entry, "--format=esm", f"--banner:js={LIT_BANNER}"))
    shutil.copyfile(CACHE / "node_modules/lit/LICENSE", LIT.parent / "LICENSE-lit.txt")


def squeezed(match: re.Match[str]) -> str:
    """A style sheet without the spaces that only readers need."""
    text = re.sub(r"/\*.*?\*/", "", match[1], flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    return "`" + re.sub(r" ?([{};,>]) ?", r"\1", text).replace(";}", "}").strip() + "`"


def staged() -> Path:
    """A copy of the sources without spaces in style sheets and before markup."""
    stage = CACHE / "stage"
    shutil.rmtree(stage, ignore_errors=True)
    shutil.copytree(WIDGET / "src", stage / "src")
    shutil.copytree(WIDGET / "vendor", stage / "vendor")
    for path in (stage / "src").rglob("*.js"):
        text = path.read_text(encoding="utf-8")
        if path.name.endswith(".css.js"):
            text = re.sub(r"/\* css \*/ `([^`]*)`", squeezed, text)
        text = re.sub(r"\n\s+(?=<)", "\n", text)
        text = re.sub(r">\n(?=<)", ">", text)
        path.write_text(text, encoding="utf-8")
    return stage / "src"


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def source_hashes() -> dict[str, str]:
    """Every source by name, with the hash that says whether dist is stale."""
    paths = [*(WIDGET / "src").rglob("*.js"), *(WIDGET / "vendor").rglob("*.js")]
    return {
        path.relative_to(WIDGET).as_posix(): digest(path.read_bytes())
        for path in sorted(paths)
    }


def build() -> None:
    stage = staged()
    files: dict[str, bytes] = {}
    hashes: dict[str, str] = {}

    def make(name: str, form: str, knows: Sequence[str], *words: str) -> None:
        define = "--define:HASHES=" + json.dumps({one: hashes[one] for one in knows})
        source = stage / f"{name}.js"
        files[name] = esbuild(source, f"--format={form}", define, *words)
        hashes[name] = digest(files[name])[:12]

    for name in LAZY:
        make(name, "esm", ())
    make("page", "esm", LAZY)
    make("panel", "esm", (), f"--banner:js={PANEL_BANNER}")
    make("loader", "iife", ("panel", "page"), f"--banner:js={COMPILE_AT_ONCE}")
    write(files)


def write(files: dict[str, bytes]) -> None:
    dist = WIDGET / "dist"
    dist.mkdir(exist_ok=True)
    manifest: dict[str, object] = {"files": {}, "sources": source_hashes()}
    described: dict[str, object] = {}
    for name, content in sorted(files.items()):
        (dist / f"{name}.js").write_bytes(content)
        size = len(gzip.compress(content, 9))
        described[f"{name}.js"] = {
            "served_as": f"{name}.{digest(content)[:12]}.js",
            "sha256": digest(content),
            "gzip_bytes": size,
        }
        print(f"  {name + '.js':16} {len(content):>7,} B  {size:>6,} B gzip")
    manifest["files"] = described
    text = json.dumps(manifest, indent=2, sort_keys=True) + "\n"
    (dist / "manifest.json").write_text(text, encoding="utf-8")
    for folder in COPIES:
        if folder.parent.is_dir():
            folder.mkdir(exist_ok=True)
            for name, content in files.items():
                (folder / f"{name}.js").write_bytes(content)


if __name__ == "__main__":
    sys.exit(main())
