"""The two cookies of the staff site.

Both are for `/staff` alone, so that the chat's own scripts never travel with them; that is why neither may be called
`__Host-…`, which wants the path `/`. Over https they are called `__Secure-…` and are never sent without it.
"""

import secrets
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

# Where the pages stand, and all that the cookies are for.
PREFIX: Final = "/staff"
SESSION = "kap_staff"
BEFORE_SIGN_IN = "kap_staff_form"


def read(request: Request, name: str) -> str:
    """Its value, or nothing."""
    value = request.cookies.get(_name(request, name), "")
    return value if len(value) <= 200 else ""


def keep(request: Request, response: Response, name: str, value: str) -> None:
    """Sets one until the browser is closed."""
    response.set_cookie(
        _name(request, name), value, path=PREFIX, secure=_is_secure(request), httponly=True, samesite="lax"
    )


def drop(request: Request, response: Response, name: str) -> None:
    """Takes one away."""
    response.delete_cookie(_name(request, name), path=PREFIX, secure=_is_secure(request), httponly=True, samesite="lax")


def new_secret() -> str:
    """A value for the one before sign-in."""
    return secrets.token_urlsafe(32)


def _name(request: Request, name: str) -> str:
    return f"__Secure-{name}" if _is_secure(request) else name


def _is_secure(request: Request) -> bool:
    # Uvicorn has put X-Forwarded-Proto of a trusted proxy in here.
    return request.url.scheme == "https"
