"""Errors of the chat API: one shape (RFC 9457), and always with the crisis line."""

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.status import HTTP_422_UNPROCESSABLE_CONTENT, HTTP_500_INTERNAL_SERVER_ERROR

MEDIA_TYPE = "application/problem+json"

_SENTENCES = {
    400: "That request can't be read.",
    401: "This chat has ended or was deleted. You can start a new one.",
    404: "There's nothing at this address.",
    405: "That isn't possible at this address.",
    413: "That message is too long. Please send a shorter one.",
    422: "That message isn't in a form that can be read.",
    429: "That was a lot of messages in a short time. Please wait a moment and try again.",
    500: "Something went wrong on our side. Please try again in a moment.",
    503: "Part of this guide isn't working just now. Please try again in a few minutes.",
}
_TITLES = {
    400: "Bad request",
    401: "Unknown session",
    404: "Not found",
    405: "Method not allowed",
    413: "Too large",
    422: "Not valid",
    429: "Too many requests",
    500: "Internal error",
    503: "Not available",
}


class ProblemBody(BaseModel):
    """RFC 9457: `title` names the kind of fault, `detail` is a sentence for the person and carries the crisis line."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str


# For OpenAPI. Not given as a `model`, which FastAPI would list as application/json too.
PROBLEM_CONTENT: dict[str, Any] = {MEDIA_TYPE: {"schema": ProblemBody.model_json_schema()}}


class Problem(Exception):
    """An answer that is an error."""

    def __init__(self, status: int, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status)
        self.status = status
        self.headers = dict(headers or {})


def install_problems(app: FastAPI, crisis_sentence: Callable[[], str], fault_headers: Mapping[str, str]) -> None:
    """Gives every error of the app the one shape. `crisis_sentence` gives plain text; `fault_headers` go with a 500."""

    def respond(status: int, headers: Mapping[str, str] | None = None) -> JSONResponse:
        known = status if status in _SENTENCES else (400 if status < HTTP_500_INTERNAL_SERVER_ERROR else 500)
        body = ProblemBody(title=_TITLES[known], status=status, detail=f"{_SENTENCES[known]} {crisis_sentence()}")
        return JSONResponse(body.model_dump(), status, headers=dict(headers or {}), media_type=MEDIA_TYPE)

    async def on_error(request: Request, error: Exception) -> JSONResponse:
        match error:
            case Problem():
                return respond(error.status, error.headers)
            case HTTPException():
                return respond(error.status_code, error.headers)
            case RequestValidationError():
                return respond(HTTP_422_UNPROCESSABLE_CONTENT)
            case _:
                return respond(HTTP_500_INTERNAL_SERVER_ERROR, fault_headers)

    for kind in (Problem, HTTPException, RequestValidationError, Exception):
        app.add_exception_handler(kind, on_error)
