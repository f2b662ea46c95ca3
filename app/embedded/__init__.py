"""A private PostgreSQL and a private Valkey, without root, Docker or packages.

The servers listen on Unix sockets only, in a directory that nobody else may
enter. One `var/` belongs to one running app; what a killed app left running is
stopped before new servers start on its data.
"""

from app.embedded.processes import EmbeddedError
from app.embedded.servers import Servers, running_servers, start_servers, stop_servers

__all__ = [
    "EmbeddedError",
    "Servers",
    "running_servers",
    "start_servers",
    "stop_servers",
]
