"""The command line. Each module beside this one lists its commands in ``commands``.

Modules are found, not listed; one that can't be imported is named when its
command is missed, so that a broken part does not take the others along.
"""

from importlib import import_module
from pkgutil import iter_modules

import click

from app.cli.common import OneLine

HELPERS = {"common"}


@click.group(cls=OneLine)
@click.version_option(package_name="setia")
def main() -> None:
    """Setia: loyalty for Shopify and WooCommerce stores."""


def _find_commands() -> None:
    for module in iter_modules(__path__):
        if module.name not in HELPERS:
            found = import_module(f"{__name__}.{module.name}")
            for command in found.commands:
                main.add_command(command)


_find_commands()
