"""``setia scheduler``: runs what is due by the clock."""

import os
import sys
import threading

import click

from app.cli.common import open_world
from app.wiring.logs import set_up_logs
from app.worker import run, timer_lanes


@click.command()
def scheduler() -> None:
    """Run the timers of every programme. A second one is a spare, not a rival."""
    with open_world() as world:
        settings = world.settings
        set_up_logs(settings.log_level, with_words=not settings.in_production)
        stopping = threading.Event()
        if not run(timer_lanes(world, stopping), stopping):
            sys.stderr.flush()
            os._exit(0)


commands: list[click.Command] = [scheduler]
