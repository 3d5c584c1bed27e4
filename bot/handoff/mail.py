"""Notices by e-mail: what kind of thing waits for staff, since when, and where to look; never who, and no words."""

import contextlib
import hashlib
import logging
import smtplib
import ssl
from collections.abc import Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from zoneinfo import ZoneInfo

from bot.handoff.kinds import ItemKind
from bot.handoff.notices import Notice, NotSent
from bot.mail_server import MailSecurity, MailServer

logger = logging.getLogger(__name__)

SUBJECT = "KAP Guide: someone may be in danger"
OVERDUE_SUBJECT = "KAP Guide: overdue: someone may be in danger"
TIMEOUT_SECONDS = 10.0

_DANGER = "KAP Guide read a message that speaks of danger, and showed the person at once whom to call."
# The subject and the first sentence.
_TOLD = {
    ItemKind.EMERGENCY: (SUBJECT, _DANGER),
    ItemKind.CRISIS: (SUBJECT, _DANGER),
    ItemKind.CALLBACK: (
        "KAP Guide: someone would like to hear from you",
        "Somebody who writes with KAP Guide would like to hear from a person at the clinic.",
    ),
    ItemKind.QUESTION: (
        "KAP Guide: a question was passed on to you",
        "Somebody asked KAP Guide what it cannot answer, and the question was passed on to the clinic.",
    ),
    ItemKind.PRESCREEN: (
        "KAP Guide: a pre-screen is ready for you",
        "Somebody has finished the pre-screen, and a clinician is to look at it.",
    ),
}

_BODY = """\
{what}
{waiting}

When:      {when}
Channel:   {channel}
{times}Reference: {reference}

This e-mail holds none of the person's words, and no name.
Sign in to the staff pages of KAP Guide and look for the reference in the queue: there you see how to reach
the person, if they told it, and there you claim the item, so that everyone knows that you have it.
"""


class MailTarget:
    """One message for all recipients. Safe to share between threads."""

    def __init__(self, server: MailServer, sender: str, recipients: Sequence[str], time_zone: str) -> None:
        self._server = server
        self._sender = sender
        self._recipients = tuple(recipients)
        self._time_zone = ZoneInfo(time_zone)

    def send(self, notice: Notice) -> None:
        """Hands one e-mail to the server. Raises NotSent when not one recipient was accepted."""
        message = self._message(notice)
        try:
            refused = self._deliver(message)
        except smtplib.SMTPRecipientsRefused:
            raise NotSent("every recipient was refused") from None
        except smtplib.SMTPResponseException as error:
            raise NotSent(f"{type(error).__name__} {error.smtp_code}") from None
        except (OSError, ValueError) as error:
            raise NotSent(type(error).__name__) from None
        if refused:
            logger.error("The mail server refused %d of %d recipients of a notice.", refused, len(self._recipients))

    def _deliver(self, message: EmailMessage) -> int:
        """Returns how many recipients were refused; the others have it. Raises OSError, ValueError."""
        client = self._connected()
        try:
            if self._server.security is MailSecurity.STARTTLS:
                client.starttls(context=ssl.create_default_context())
            if self._server.user:
                client.login(self._server.user, self._server.password)
            refused = client.send_message(message, self._sender, self._recipients)
            # It has been taken: whatever goes wrong while leaving is no reason to send it again.
            with contextlib.suppress(OSError):
                client.quit()
            return len(refused)
        finally:
            client.close()

    def _connected(self) -> smtplib.SMTP:
        host, port = self._server.host, self._server.port
        if self._server.security is MailSecurity.TLS:
            return smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context())
        return smtplib.SMTP(host, port, timeout=TIMEOUT_SECONDS)

    def _message(self, notice: Notice) -> EmailMessage:
        message = EmailMessage()
        subject, what = _TOLD[notice.kind]
        message["Subject"] = OVERDUE_SUBJECT if notice.overdue else subject
        message["From"] = self._sender
        message["To"] = ", ".join(self._recipients)
        message["Date"] = format_datetime(datetime.now(UTC))
        message["Message-ID"] = self._message_id(notice)
        message["Auto-Submitted"] = "auto-generated"
        if notice.kind.is_danger:
            message["Importance"] = "high"
            message["X-Priority"] = "1"
        message.set_content(
            _BODY.format(
                what=what,
                waiting="Nobody at the clinic has claimed it yet." if notice.overdue else "It is waiting for you.",
                when=self._told(notice.at),
                channel=notice.channel,
                times=self._times(notice),
                reference=notice.reference,
            )
        )
        return message

    def _message_id(self, notice: Notice) -> str:
        """The same for the same notice, so that a repeat after a crash can be known as one."""
        named = "\0".join([notice.item, str(notice.round), *sorted(self._recipients)])
        return f"<{hashlib.sha256(named.encode()).hexdigest()[:32]}@{self._sender.rpartition('@')[2]}>"

    def _times(self, notice: Notice) -> str:
        """A line on how often it came; none where that is always once."""
        if not notice.kind.is_danger and notice.times == 1:
            return ""
        again = f", the last on {self._told(notice.last_at)}" if notice.times > 1 else ""
        return f"Messages:  {notice.times}{again}\n"

    def _told(self, moment: datetime) -> str:
        local = moment.astimezone(self._time_zone)
        return f"{local:%A} {local.day} {local:%B} {local.year}, {local:%H:%M} ({self._time_zone.key})"
