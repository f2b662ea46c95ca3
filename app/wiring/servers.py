"""Where this process finds its database and its Redis."""

from app.embedded import EmbeddedError, running_servers
from app.settings import Settings


def addresses(settings: Settings) -> tuple[str, str]:
    """Return the addresses of the database and of Redis.

    Those of the environment, or of the private servers that run under ``var/``.

    Raises:
        EmbeddedError: Nothing is given and nothing runs.
    """
    if settings.database_url is not None and settings.redis_url is not None:
        return settings.database_url, settings.redis_url
    servers = running_servers(
        settings.var,
        database_url=settings.database_url,
        redis_url=settings.redis_url,
    )
    if servers is None:
        raise EmbeddedError(
            f"No servers run under {settings.var}: set DATABASE_URL and REDIS_URL,"
            " or start `setia demo`."
        )
    return servers.database_url, servers.redis_url
