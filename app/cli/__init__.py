"""The command line. Each module beside this one holds the command of its name.

A module lists its commands in ``commands``. It is imported when its command is
called: the web process must not carry what the demonstration needs.
"""

from importlib import import_module
from pkgutil import iter_modules

import click
from typing_extensions import override

from app.cli.common import OneLine

HELPERS = {"common", "documents", "simulating"}


class Found(OneLine):
    """A group whose commands are found by the names of modules."""

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(
            module.name
            for module in iter_modules(__path__)
            if module.name not in HELPERS
        )

    @override
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        found: list[click.Command] = import_module(f"{__name__}.{cmd_name}").commands
        return next((each for each in found if each.name == cmd_name), None)


@click.group(cls=Found)
@click.version_option(package_name="setia")
def main() -> None:
    """Setia: loyalty for Shopify and WooCommerce stores."""
