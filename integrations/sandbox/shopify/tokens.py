"""Access and refresh tokens, and the session tokens that are exchanged for them."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import jwt

from integrations.sandbox.store.state import Store

ACCESS_LIFE = timedelta(hours=1)
REFRESH_LIFE = timedelta(days=90)
REUSE_LIFE = timedelta(days=30)
SHOPPER_LIFE_S = 300
SESSION_LIFE = timedelta(minutes=1)


class Denied(Exception):
    """An OAuth error with its code (``invalid_grant`` and so on)."""

    def __init__(self, code: str, text: str) -> None:
        self.code = code
        super().__init__(text)


@dataclass(slots=True)
class Access:
    token: str
    scopes: str
    expires_at: datetime | None
    revoked: bool = False


@dataclass(slots=True)
class Refresh:
    """A refresh token; it may be tried again until its replacement was used."""

    token: str
    scopes: str
    expires_at: datetime
    first_used_at: datetime | None = None
    replacement: str | None = None
    revoked: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    access: Access
    refresh: Refresh | None


class Tokens:
    """The tokens of the one app that is installed in this shop."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.access: dict[str, Access] = {}
        self.refresh: dict[str, Refresh] = {}
        self.codes: dict[str, str] = {}
        self.forever = ""
        self.exchanges = 0
        self.refreshes = 0
        self.reset()

    def reset(self) -> None:
        """Only the non-expiring token that a new sandbox opens with."""
        self.access.clear()
        self.refresh.clear()
        self.codes.clear()
        self.exchanges = self.refreshes = 0
        self.forever = self._new_access(expires=False).token

    def _new_access(self, *, expires: bool) -> Access:
        row = Access(
            token=f"shpat_{self.store.ids.token('access', 32)}",
            scopes=self.store.config.scopes,
            expires_at=self.store.now() + ACCESS_LIFE if expires else None,
        )
        self.access[row.token] = row
        return row

    def _new_refresh(self) -> Refresh:
        row = Refresh(
            token=f"shprt_{self.store.ids.token('refresh', 32)}",
            scopes=self.store.config.scopes,
            expires_at=self.store.now() + REFRESH_LIFE,
        )
        self.refresh[row.token] = row
        return row

    def is_good(self, token: str) -> bool:
        row = self.access.get(token)
        if row is None or row.revoked or not self.store.installed:
            return False
        return row.expires_at is None or self.store.now() < row.expires_at

    def session_token(self, staff_id: str = "99001") -> str:
        """What App Bridge gives the embedded page: one minute long.

        Stamped with real time, whatever the store's clock says: who checks it
        looks at a clock of their own.
        """
        now = datetime.fromtimestamp(time.time(), UTC)
        shop = f"https://{self.store.config.shop_domain}"
        claims = {
            "iss": f"{shop}/admin",
            "dest": shop,
            "aud": self.store.config.client_id,
            "sub": staff_id,
            "exp": int((now + SESSION_LIFE).timestamp()),
            "nbf": int(now.timestamp()),
            "iat": int(now.timestamp()),
            "jti": self.store.ids.uuid("jti"),
            "sid": self.store.ids.token("sid", 64),
        }
        return jwt.encode(claims, self.store.config.client_secret, algorithm="HS256")

    def shopper_token(self, customer_id: int | None) -> str:
        """What an extension of checkout or an account page carries: five minutes long.

        Stamped with the store's time, which moves together with the app's.
        """
        now = int(self.store.now().timestamp())
        claims: dict[str, object] = {
            "dest": self.store.config.shop_domain,
            "aud": self.store.config.client_id,
            "exp": now + SHOPPER_LIFE_S,
            "nbf": now,
            "iat": now,
            "jti": self.store.ids.uuid("jti"),
        }
        if customer_id is not None:
            claims["sub"] = f"gid://shopify/Customer/{customer_id}"
        return jwt.encode(claims, self.store.config.client_secret, algorithm="HS256")

    def exchange(self, subject: str, *, expiring: bool) -> Pair:
        """A session token (or an old access token) for an offline token.

        Raises:
            Denied: The subject token is stale or not ours.
        """
        if subject not in self.access:
            self._check_session(subject)
        self.store.installed = True
        self.exchanges += 1
        access = self._new_access(expires=expiring)
        return Pair(access, self._new_refresh() if expiring else None)

    def _check_session(self, subject: str) -> None:
        config = self.store.config
        try:
            claims = jwt.decode(
                subject,
                config.client_secret,
                algorithms=["HS256"],
                audience=config.client_id,
                options={"verify_exp": False, "verify_nbf": False, "verify_iat": False},
            )
        except jwt.InvalidTokenError as error:
            raise Denied("invalid_subject_token", str(error)) from error
        if int(claims.get("exp", 0)) + 10 < time.time():
            raise Denied("invalid_subject_token", "The session token has expired.")

    def code(self) -> str:
        """A one-time code for the authorization-code grant."""
        code = self.store.ids.token("code", 32)
        self.codes[code] = self.store.config.scopes
        return code

    def redeem_code(self, code: str, *, expiring: bool) -> Pair:
        if self.codes.pop(code, None) is None:
            raise Denied("invalid_request", "The code was not found or was used.")
        self.store.installed = True
        access = self._new_access(expires=expiring)
        return Pair(access, self._new_refresh() if expiring else None)

    def renew(self, token: str) -> Pair:
        """A new pair for a refresh token.

        Raises:
            Denied: It is dead: revoked, expired, or its replacement was used.
        """
        now = self.store.now()
        row = self.refresh.get(token)
        if row is None or row.revoked or now >= row.expires_at:
            raise Denied("invalid_grant", "The refresh token is not valid.")
        if row.replacement is not None and row.first_used_at is not None:
            successor = self.refresh[row.replacement]
            too_late = now - row.first_used_at > REUSE_LIFE
            if successor.first_used_at is not None or too_late:
                raise Denied("invalid_grant", "The refresh token was used already.")
        row.first_used_at = row.first_used_at or now
        self.refreshes += 1
        pair = Pair(self._new_access(expires=True), self._new_refresh())
        if pair.refresh is not None:
            row.replacement = pair.refresh.token
        return pair

    def revoke(self, *, refresh_too: bool = True) -> int:
        """Take every access token away (and the refresh tokens with them)."""
        count = 0
        for row in self.access.values():
            count += not row.revoked
            row.revoked = True
        for pair in self.refresh.values():
            pair.revoked = pair.revoked or refresh_too
        return count
