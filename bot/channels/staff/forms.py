"""Reads what a form sends, and no more of it than a form of ours can have."""

from collections.abc import AsyncGenerator

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

MOST_BYTES = 2_000_000
MOST_FIELDS, MOST_FILES = 500, 100


async def read_form(request: Request) -> FormData:
    """The fields. Raises HTTPException with 400, 413 or 415."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        if kind == "application/x-www-form-urlencoded":
            return await FormParser(
                request.headers, _up_to_the_limit(request), max_fields=MOST_FIELDS, max_part_size=MOST_BYTES
            ).parse()
        if kind == "multipart/form-data":
            return await MultiPartParser(
                request.headers,
                _up_to_the_limit(request),
                max_files=MOST_FILES,
                max_fields=MOST_FIELDS,
                max_part_size=MOST_BYTES,
            ).parse()
    except (MultiPartException, ClientDisconnect, UnicodeDecodeError, KeyError) as error:
        raise HTTPException(400) from error
    raise HTTPException(415)


async def _up_to_the_limit(request: Request) -> AsyncGenerator[bytes]:
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > MOST_BYTES:
            raise HTTPException(413)
        yield chunk
