"""A WordPress of its own for the plugin: Debian's files, a private MariaDB.

Everything lies in one folder that goes away afterwards; nothing of the system's
own services is used or touched.
"""

import getpass
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import requests

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parents[2]
PLUGIN: Final = ROOT / "integrations/woocommerce/plugin/setia-loyalty"
CORE: Final = Path("/usr/share/wordpress")
PATIENCE_S: Final = 60
AROUND: Final = {"PATH": "/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
KEY: Final = "ck_" + "0123456789" * 4
SECRET: Final = "cs_" + "0123456789" * 4
MAKE_DATABASE: Final = (
    "$m = mysqli_init();"
    "$m->real_connect('localhost', 'root', '', '', 0, $argv[1]) || exit(1);"
    "$m->query('CREATE DATABASE site') || exit(1);"
)


def what_is_missing() -> str:
    """Return what keeps the site from being made, empty when nothing does."""
    programs = ("php", "mariadbd", "mariadb-install-db")
    missing = [name for name in programs if shutil.which(name) is None]
    if not (CORE / "wp-settings.php").is_file():
        missing.append("wordpress")
    if not missing and "mysqli" not in _run("php", "-m"):
        missing.append("php-mysql")
    return ", ".join(missing)


def _program(name: str) -> str:
    found = shutil.which(name)
    assert found, name
    return found


def _run(*command: str, **options: str) -> str:
    done = subprocess.run(
        [_program(command[0]), *command[1:]],
        check=False,
        capture_output=True,
        text=True,
        env=AROUND | options,
    )
    if done.returncode:
        said = f"{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
        raise AssertionError(f"{command[0]} failed: {said}")
    return done.stdout


@dataclass(frozen=True, slots=True)
class Site:
    """A running WordPress."""

    url: str
    folder: Path
    environ: dict[str, str]

    def php(self, code: str) -> str:
        """Run PHP inside WordPress; return what it prints."""
        code = f"require '{self.folder}/wp-load.php'; {code}"
        return _run("php", "-r", code, **self.environ)

    def network(self, code: str) -> str:
        """Run PHP in the same site as the first one of a network."""
        host = self.url.removeprefix("http://")
        asked = f"$_SERVER['HTTP_HOST'] = '{host}'; $_SERVER['REQUEST_URI'] = '/';"
        code = f"{asked} require '{self.folder}/wp-load.php'; {code}"
        return _run("php", "-r", code, **self.environ, SITE_NETWORK=host)

    def session(self, name: str = "") -> requests.Session:
        """Return a browser, signed in under a name or a guest."""
        browser = requests.Session()
        if name:
            browser.post(
                f"{self.url}/wp-login.php",
                data={"log": name, "pwd": f"{name}-password", "testcookie": "1"},
                cookies={"wordpress_test_cookie": "WP%20Cookie%20check"},
                allow_redirects=False,
                timeout=PATIENCE_S,
            )
        return browser

    def tell(
        self, method: str, connection: dict[str, str] | None = None
    ) -> requests.Response:
        """Call the plugin's REST route with the shop's key."""
        return requests.request(
            method,
            f"{self.url}/wp-json/wc-setia/v1/connection",
            json=connection,
            auth=(KEY, SECRET),
            timeout=PATIENCE_S,
        )

    def forget(self) -> None:
        """Leave nothing of one test to the next."""
        self.php(
            "global $wpdb; delete_option('setia_connection');"
            "delete_option('setia_programme');"
            "delete_option('setia_closed_goods');"
            '$wpdb->query("DELETE FROM $wpdb->options WHERE option_name LIKE'
            " '%transient%setia%' OR option_name LIKE 'stub\\_%'\");"
            "wp_unschedule_hook('setia_refresh');"
        )

    def complaints(self) -> str:
        """Return what PHP and WordPress complained about in our files."""
        log = self.folder / "debug.log"
        if not log.exists():
            return ""
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(line for line in lines if "setia" in line.lower())


@contextmanager
def database(folder: Path) -> Iterator[Path]:
    """Run a MariaDB for one site; yield its socket."""
    data, where = folder / "data", folder / "db.sock"
    user = f"--user={getpass.getuser()}"
    _run(
        "mariadb-install-db",
        "--no-defaults",
        user,
        f"--datadir={data}",
        "--auth-root-authentication-method=normal",
        "--skip-test-db",
    )
    with (folder / "db.log").open("wb") as log:
        server = subprocess.Popen(
            [
                _program("mariadbd"),
                "--no-defaults",
                user,
                f"--datadir={data}",
                f"--socket={where}",
                f"--pid-file={folder}/db.pid",
                "--skip-networking",
                "--skip-grant-tables",
                "--innodb-buffer-pool-size=24M",
                "--innodb-flush-log-at-trx-commit=0",
                "--performance-schema=OFF",
            ],
            stdout=log,
            stderr=log,
        )
    try:
        _until(where.exists, server)
        yield where
    finally:
        server.terminate()
        server.wait(PATIENCE_S)


def _until(true_now: object, process: subprocess.Popen[bytes]) -> None:
    asked = time.monotonic() + PATIENCE_S
    while not true_now():  # type: ignore[operator]  # a plain question
        if process.poll() is not None or time.monotonic() > asked:
            raise AssertionError("a server of the site did not come up")
        time.sleep(0.05)


@contextmanager
def site(folder: Path) -> Iterator[Site]:
    """Install and run a site with the plugin active."""
    web = folder / "web"
    shutil.copytree(
        CORE, web, symlinks=True, ignore=shutil.ignore_patterns("wp-content", "*.txt")
    )
    (web / "wp-config.php").unlink(missing_ok=True)
    for each in (HERE / "site").glob("*.php"):
        shutil.copy(each, web)
    plugins = web / "wp-content/plugins"
    shutil.copytree(HERE / "site/woocommerce", plugins / "woocommerce")
    shutil.copytree(PLUGIN, plugins / "setia-loyalty")
    shutil.copytree(HERE / "site/theme", web / "wp-content/themes/plain")
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    with database(folder) as where:
        environ = {
            "SITE_DB_NAME": "site",
            "SITE_DB_USER": "root",
            "SITE_DB_PASSWORD": "",
            "SITE_DB_HOST": f"localhost:{where}",
            "SITE_WP_HOME": url,
            "SITE_WP_SITEURL": url,
            # More than one at a time: Setia asks back while the site waits for it.
            "PHP_CLI_SERVER_WORKERS": "3",
        }
        _run("php", "-r", MAKE_DATABASE, str(where))
        _run("php", str(web / "install.php"), **environ)
        _run("php", str(web / "activate.php"), **environ)
        with _served(web, port, environ):
            yield Site(url, web, environ)


@contextmanager
def _served(web: Path, port: int, environ: dict[str, str]) -> Iterator[None]:
    with (web / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [_program("php"), "-S", f"127.0.0.1:{port}", "-t", web, web / "router.php"],
            stdout=log,
            stderr=log,
            env=AROUND | environ,
            start_new_session=True,
        )

    def listens() -> bool:
        with socket.socket() as line:
            return line.connect_ex(("127.0.0.1", port)) == 0

    try:
        _until(listens, server)
        yield
    finally:
        # Its workers are children of their own, so the whole group goes.
        os.killpg(server.pid, 15)
        server.wait(PATIENCE_S)


def _free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        port: int = line.getsockname()[1]
    return port
