"""Notices by HTTP, for a pager or a chat of the clinic's."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime

import httpx

from bot.handoff.notices import Notice, NotSent

SIGNATURE = "X-KAP-Signature"
TIMEOUT_SECONDS = 10.0
TEST_TIMEOUT_SECONDS = 4.0
TEST_KIND = "test"
"""What a test has in the place of an item's kind."""


class WebhookTarget:
    """Posts a small JSON object. Safe to share between threads."""

    def __init__(self, url: str, secret: str) -> None:
        """`secret` signs what is sent; without one nothing is signed."""
        self._url = url
        self._secret = secret.encode()

    def send(self, notice: Notice) -> None:
        """Posts `{"id", "reference", "kind", "danger", "at", "channel", "round"}`; `danger` may be null.

        Raises NotSent unless the answer is 2xx.
        """
        self._post(
            {
                "id": notice.item,
                "reference": notice.reference,
                "kind": notice.kind,
                "danger": notice.danger,
                "at": notice.at.astimezone(UTC).isoformat(),
                "channel": notice.channel,
                "round": notice.round,
            },
            TIMEOUT_SECONDS,
        )

    def send_test(self) -> str:
        """Posts the same names with the kind `test`, round 0, and no reference or channel. Raises NotSent."""
        self._post(
            {
                "id": f"test-{secrets.token_hex(8)}",
                "reference": None,
                "kind": TEST_KIND,
                "danger": None,
                "at": datetime.now(UTC).isoformat(),
                "channel": None,
                "round": 0,
            },
            TEST_TIMEOUT_SECONDS,
        )
        return "The webhook took it. Please look whether it shows where it should."

    def _post(self, fields: Mapping[str, object], timeout: float) -> None:
        body = json.dumps(fields).encode()
        headers = {"Content-Type": "application/json", "Idempotency-Key": f"{fields['id']}-{fields['round']}"}
        if self._secret:
            headers[SIGNATURE] = f"sha256={hmac.new(self._secret, body, hashlib.sha256).hexdigest()}"
        try:
            # The answer's body is of no interest, and need not be waited for.
            with httpx.stream("POST", self._url, content=body, headers=headers, timeout=timeout) as response:
                status = response.status_code
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise NotSent(type(error).__name__, _why(error)) from None
        if not 200 <= status < 300:
            raise NotSent(
                f"it answered {status}", f"The webhook answered with code {status}; any from 200 to 299 is a yes."
            )


def _why(error: Exception) -> str:
    """What went wrong, without the address, which may hold a secret."""
    match error:
        case httpx.TimeoutException():
            return "The webhook did not answer in time."
        case httpx.ConnectError():
            return "Nothing could be reached at the webhook's address."
        case httpx.InvalidURL() | httpx.UnsupportedProtocol():
            return "The webhook's address in KAP_ALERT_WEBHOOK_URL makes no sense."
        case _:
            return "The webhook hung up without an answer."
