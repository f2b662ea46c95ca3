"""``setia worker``: drains the inbox and the outbox and seals the journal."""

import os
import sys
import threading

import click

from app.cli.common import open_world
from app.wiring.logs import set_up_logs
from app.worker import run, work_lanes


@click.command()
def worker() -> None:
    """Handle deliveries, pay debts, seal the journal.

    Start as many as there is work for. A stop lets work in hand end.
    """
    with open_world() as world:
        settings = world.settings
        set_up_logs(settings.log_level, with_words=not settings.in_production)
        stopping = threading.Event()
        if not run(work_lanes(world, stopping), stopping):
            # A thread that hangs in a call must not hold the process.
            sys.stderr.flush()
            os._exit(0)


commands: list[click.Command] = [worker]
