"""Only our own pages may change something.

A browser sends the cookie along with a form that another site has put before a colleague. Two things tell such a form
from ours, and both are asked for, because each has failed somewhere before:

- `Sec-Fetch-Site` says in the browser's own words where a request comes from; a page cannot write it. It is sent over
  https and on this computer. Where it is missing (plain http in the house, old browsers) `Origin` must name the host
  that was asked. Where both are missing, nothing is changed.
- Each form carries a token that is made from the browser's cookie under our key. Another site cannot read the page that
  holds it, and a token from one session is worth nothing in another. On the sign-in page, where there is no session, a
  cookie of its own takes its place: else another site could sign a colleague in under a stranger's name.

`SameSite=Lax` on the cookie is a third fence, not a reason to drop one: it lets a link from a mail open the page behind
it, which `Strict` does not, and forms of other sites bring no cookie either way.
"""

import hmac
from urllib.parse import urlsplit

from starlette.requests import Request

FIELD = "form_token"


def comes_from_ourselves(request: Request) -> bool:
    """Whether the browser says that the request was made by a page of this site, or by its user."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    if origin is None:
        return False
    # Only the host: the scheme that is seen here is a proxy's where nobody trusts the proxy.
    return urlsplit(origin).netloc.lower() == request.headers.get("host", "").lower() != ""


def is_ours(given: object, expected: str) -> bool:
    """Whether a form brought the token that was put into it."""
    return isinstance(given, str) and hmac.compare_digest(given.encode(errors="replace"), expected.encode())
