"""The public part of the app: the page, the chat API, its health, and the staff site."""

from fastapi import FastAPI
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import MutableHeaders
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.assembly import Parts
from bot.channels.staff.application import Site
from bot.channels.web.api import chat_routes
from bot.channels.web.health import health_routes
from bot.channels.web.inline_html import as_words
from bot.channels.web.limits import RateLimits
from bot.channels.web.page import CONTENT_SECURITY_POLICY, STATIC, chat_page, crisis_words
from bot.channels.web.problems import PROBLEM_CONTENT, install_problems

_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def create_application(parts: Parts) -> FastAPI:
    """The ASGI app. It takes `parts` as they are and closes nothing."""
    app = FastAPI(
        title="KAP Guide",
        version="1",
        description="The chat API of KAP Guide.",
        openapi_url="/api/openapi.json",
        # FastAPI's pages of documentation load scripts from elsewhere, which the content security policy forbids.
        docs_url=None,
        redoc_url=None,
        # It takes the place of FastAPI's own form of error, which nothing here sends.
        responses={"default": {"description": "Any other error", "content": PROBLEM_CONTENT}},
    )
    # Starlette answers unexpected faults outside every middleware, so this answer brings its headers along.
    fault_headers = {**_HEADERS, "Cache-Control": "no-store"}
    install_problems(app, lambda: as_words(crisis_words(parts.texts)), fault_headers)
    app.include_router(chat_routes(parts.voice, RateLimits(parts.settings.rate_limits == "on")))
    app.include_router(health_routes(parts))

    @app.api_route("/", methods=["GET", "HEAD"], include_in_schema=False)
    async def show_page() -> HTMLResponse:
        return HTMLResponse(chat_page(parts.texts), headers={"Cache-Control": "no-cache"})

    @app.api_route("/staff", methods=["GET", "HEAD"], include_in_schema=False)
    async def show_staff_site() -> RedirectResponse:
        return RedirectResponse("/staff/")

    app.mount("/staff", Site(parts).application())
    app.mount("/static", StaticFiles(directory=STATIC))
    app.add_middleware(SecurityHeaders)
    return app


class SecurityHeaders:
    """Adds the headers that keep a page to itself; what the API says is kept by no cache."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    # The staff site brings stricter ones of its own.
                    headers.setdefault(name, value)
                if scope["path"].startswith("/api/"):
                    headers["Cache-Control"] = "no-store"
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)
