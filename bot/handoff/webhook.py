"""Notices by HTTP, for a pager or a chat of the clinic's."""

import hashlib
import hmac
import json
from datetime import UTC

import httpx

from bot.handoff.notices import Notice, NotSent

SIGNATURE = "X-KAP-Signature"
TIMEOUT_SECONDS = 10.0


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
        body = json.dumps(
            {
                "id": notice.item,
                "reference": notice.reference,
                "kind": notice.kind,
                "danger": notice.danger,
                "at": notice.at.astimezone(UTC).isoformat(),
                "channel": notice.channel,
                "round": notice.round,
            }
        ).encode()
        headers = {"Content-Type": "application/json", "Idempotency-Key": f"{notice.item}-{notice.round}"}
        if self._secret:
            headers[SIGNATURE] = f"sha256={hmac.new(self._secret, body, hashlib.sha256).hexdigest()}"
        try:
            # The answer's body is of no interest, and need not be waited for.
            with httpx.stream("POST", self._url, content=body, headers=headers, timeout=TIMEOUT_SECONDS) as response:
                status = response.status_code
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise NotSent(type(error).__name__) from None
        if not 200 <= status < 300:
            raise NotSent(f"it answered {status}")
