"""Whether the app can serve, part by part."""

import os
import subprocess
from functools import cache
from typing import Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel
from sqlalchemy.exc import SQLAlchemyError
from starlette.status import HTTP_200_OK, HTTP_503_SERVICE_UNAVAILABLE

from bot.assembly import Parts
from bot.settings import PROJECT

State = Literal["ok", "down"]


class Readiness(BaseModel):
    """`degraded` still answers people; `down` does not. `commit` is what runs, or null where git does not say."""

    status: Literal["ok", "degraded", "down"]
    parts: dict[str, State]
    commit: str | None


def health_routes(parts: Parts) -> APIRouter:
    """`/health/live` and `/health/ready`."""
    routes = APIRouter(prefix="/health", tags=["health"])

    @routes.get("/live")
    def live() -> dict[str, str]:
        """200 while the process runs."""
        return {"status": "ok"}

    @routes.get("/ready", responses={HTTP_503_SERVICE_UNAVAILABLE: {"model": Readiness}})
    def ready(response: Response, require: Literal["engine"] | None = None) -> Readiness:
        """200 when the screen and the content can serve, also without Rasa; `require=engine` insists on Rasa."""
        states: dict[str, State] = {
            # The screen is loaded with the process: where this code runs, it works.
            "screen": "ok",
            "content": _content(parts),
            "database": _database(parts),
            "engine": "ok" if parts.engine.is_ready() else "down",
            # Down while one waits on disk to be stored: people in danger are told that nobody at the clinic knows.
            "alerts": "down" if parts.alarms.waiting() else "ok",
        }
        serves = states["content"] == "ok" and (require is None or states["engine"] == "ok")
        response.status_code = HTTP_200_OK if serves else HTTP_503_SERVICE_UNAVAILABLE
        everything = all(state == "ok" for state in states.values())
        status: Literal["ok", "degraded", "down"] = "ok" if everything else ("degraded" if serves else "down")
        return Readiness(status=status, parts=states, commit=running_commit())

    return routes


@cache
def running_commit() -> str | None:
    """The commit of the checkout, from KAP_COMMIT or git; read once."""
    if commit := os.environ.get("KAP_COMMIT"):
        return commit
    try:
        done = subprocess.run(["git", "rev-parse", "HEAD"], cwd=PROJECT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()


def _content(parts: Parts) -> State:
    try:
        return "ok" if parts.library.shelf().entries else "down"
    except SQLAlchemyError:
        return "down"


def _database(parts: Parts) -> State:
    try:
        parts.database.check()
    except SQLAlchemyError:
        return "down"
    return "ok"
