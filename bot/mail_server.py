"""Where mail is handed over, as one URL says it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self
from urllib.parse import parse_qs, unquote, urlsplit

_FORM = "is not like smtp://user:password@host:587?starttls=yes or smtps://user:password@host"


class MailSecurity(StrEnum):
    """How the line to a mail server is encrypted."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True, slots=True)
class MailServer:
    """A server that takes mail. `user` is empty where it wants none."""

    host: str
    port: int
    security: MailSecurity
    user: str
    password: str

    @classmethod
    def from_url(cls, url: str) -> Self:
        """Reads `smtp://` (port 25, or 587 with STARTTLS) or `smtps://` (port 465). A password travels encrypted unless
        the URL says `starttls=no`. Raises ValueError, whose text does not repeat the URL."""
        try:
            parts = urlsplit(url)
            options = parse_qs(parts.query, keep_blank_values=True, strict_parsing=True) if parts.query else {}
            host, port = parts.hostname, parts.port
        except ValueError:
            raise ValueError(_FORM) from None
        starttls = options.pop("starttls", None)
        if parts.scheme not in ("smtp", "smtps") or not host or options or starttls not in (None, ["yes"], ["no"]):
            raise ValueError(_FORM)
        if parts.path.strip("/") or parts.fragment or (parts.scheme == "smtps" and starttls is not None):
            raise ValueError(_FORM)
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        if parts.scheme == "smtps":
            security, usual_port = MailSecurity.TLS, 465
        elif starttls == ["yes"] or (starttls is None and user):
            security, usual_port = MailSecurity.STARTTLS, 587
        else:
            security, usual_port = MailSecurity.NONE, 25
        return cls(host, port or usual_port, security, user, password)
