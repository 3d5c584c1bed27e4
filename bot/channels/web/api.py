"""The chat API: public and stable. See docs/api.md."""

import json
import secrets
from collections.abc import Callable
from typing import Annotated, Any, Self

from fastapi import APIRouter, Header, Request, Response
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from bot.channels.web.limits import RateLimits
from bot.channels.web.problems import PROBLEM_CONTENT, Problem
from bot.conversation.export import Export
from bot.conversation.messages import Message, TranscriptMessage
from bot.conversation.service import (
    Incoming,
    StorageUnavailable,
    UnknownConversation,
)
from bot.voice import LiveVoice

CHANNEL = "web"
MOST_TEXT_BYTES = 100_000
# JSON may spell one character in six bytes, and the other fields want room.
MOST_BODY_BYTES = 6 * MOST_TEXT_BYTES + 2_000
TOKEN_BYTES = 32

Authorization = Annotated[str, Header(description="`Bearer TOKEN`, as `POST /api/sessions` gave it.")]


class Session(BaseModel):
    """A new conversation: the token is its only key."""

    session: str
    messages: list[Message]


class Reply(BaseModel):
    """What the bot says."""

    messages: list[Message]


class Transcript(BaseModel):
    """What both sides said, oldest first."""

    messages: list[TranscriptMessage]


class Post(BaseModel):
    """Exactly one of `text` and `choice`; a repeated `message_id` gets the first reply again."""

    model_config = ConfigDict(extra="forbid", strict=True)

    text: str | None = None
    choice: Annotated[str, Field(min_length=1, max_length=128)] | None = None
    message_id: Annotated[str, Field(min_length=1, max_length=128, pattern=r"^[^\x00]*$")] | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.text is None) == (self.choice is None):
            raise ValueError("exactly one of text and choice")
        return self


def _problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    return {status: {"content": PROBLEM_CONTENT} for status in statuses}


def chat_routes(voice: LiveVoice, limits: RateLimits) -> APIRouter:
    """The routes under `/api`."""
    routes = APIRouter(prefix="/api", tags=["chat"])

    @routes.post("/sessions", status_code=201, responses=_problems(429, 503))
    async def open_session(request: Request) -> Session:
        """Opens a conversation and greets."""
        _limit(limits.wait_for_session(_address(request)))
        token = secrets.token_urlsafe(TOKEN_BYTES)
        return Session(session=token, messages=await _run(voice.now.conversation.begin, CHANNEL, token))

    @routes.delete("/sessions", status_code=204, responses=_problems(401, 503))
    async def erase_session(authorization: Authorization = "") -> Response:
        """Erases the conversation and everything kept from it, at once."""
        await _run(voice.now.conversation.erase, CHANNEL, _token(authorization))
        return Response(status_code=204)

    @routes.post(
        "/messages",
        responses=_problems(401, 413, 422, 429, 503),
        openapi_extra={
            "requestBody": {
                "required": True,
                "content": {"application/json": {"schema": Post.model_json_schema()}},
            }
        },
    )
    async def post_message(request: Request, authorization: Authorization = "") -> Reply:
        """Says something to the bot, or taps a button. A person in danger gets help whatever else is wrong."""
        body = await _body(request)
        post, spoken = _read(body)

        async def refuse(problem: Problem) -> Reply:
            # The screen comes before everything that could turn a person in danger away.
            address = _token(authorization) or None
            help_now = (
                await run_in_threadpool(voice.now.conversation.first_aid, CHANNEL, spoken, address) if spoken else None
            )
            if help_now is None:
                raise problem
            return Reply(messages=help_now)

        if post is None:
            return await refuse(Problem(422))
        if post.text is not None and len(post.text.encode(errors="replace")) > MOST_TEXT_BYTES:
            return await refuse(Problem(413))
        token = _token(authorization)
        if not token:
            return await refuse(Problem(401))
        wait = limits.wait_for_message(token, _address(request))
        if wait is not None:
            return await refuse(_too_many(wait))
        incoming = Incoming(text=post.text, choice=post.choice, message_id=post.message_id)
        return Reply(messages=await _run(voice.now.conversation.reply, CHANNEL, token, incoming))

    @routes.get("/messages", responses=_problems(401, 503))
    async def read_messages(authorization: Authorization = "") -> Transcript:
        """Everything said so far."""
        return Transcript(messages=await _run(voice.now.conversation.transcript, CHANNEL, _token(authorization)))

    @routes.get("/export", responses=_problems(401, 503))
    async def export(authorization: Authorization = "") -> Export:
        """All data held about this conversation."""
        return await _run(voice.now.conversation.export, CHANNEL, _token(authorization))

    return routes


async def _run[**P, T](call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    try:
        return await run_in_threadpool(call, *args, **kwargs)
    except UnknownConversation as error:
        raise Problem(401, {"WWW-Authenticate": "Bearer"}) from error
    except StorageUnavailable as error:
        raise Problem(503, {"Retry-After": "30"}) from error


async def _body(request: Request) -> bytes:
    """The whole body, or as much of it as any allowed message can have: the rest is not worth memory."""
    chunks, size = [], 0
    try:
        async for chunk in request.stream():
            chunks.append(chunk)
            size += len(chunk)
            if size > MOST_BODY_BYTES:
                raise Problem(413)
    except ClientDisconnect as error:
        raise Problem(400) from error
    return b"".join(chunks)


def _read(body: bytes) -> tuple[Post | None, str]:
    """The message, if it is one, and in any case the words that the crisis screen should read."""
    raw = body.decode(errors="replace")
    try:
        fields = json.loads(raw)
    except (ValueError, RecursionError):
        return None, raw
    spoken = fields.get("text") if isinstance(fields, dict) else None
    try:
        post = Post.model_validate(fields)
    except ValidationError:
        post = None
    if not isinstance(spoken, str):
        return post, raw
    # What is not a message may hold words in any of its fields.
    return post, spoken if post is not None else f"{spoken}\n{raw}"


def _token(authorization: str) -> str:
    scheme, _, token = authorization.partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _address(request: Request) -> str:
    return request.client.host if request.client else "unknown"


def _limit(wait: int | None) -> None:
    if wait is not None:
        raise _too_many(wait)


def _too_many(wait: int) -> Problem:
    return Problem(429, {"Retry-After": str(wait)})
