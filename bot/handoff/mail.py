"""Notices by e-mail: what kind of thing waits for staff, since when, and where to look; never who, and no words."""

import contextlib
import hashlib
import logging
import secrets
import smtplib
import socket
import ssl
from collections.abc import Callable, Sequence
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
TEST_SUBJECT = "KAP Guide: this is a test, and nobody waits"
TIMEOUT_SECONDS = 10.0
TEST_TIMEOUT_SECONDS = 4.0

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

_TEST_BODY = """\
This is a test. Nobody waits, and there is nothing to do.

Somebody pressed "Send a test notice" on the staff pages of KAP Guide, to see whether mail arrives. It has arrived.
When somebody does wait for the clinic, a mail from this address tells you what kind of thing it is, since when, and
under which reference you find it in the queue.
"""


class MailTarget:
    """One message for all recipients. Safe to share between threads."""

    def __init__(
        self, server: MailServer, sender: str, recipients: Sequence[str], time_zone: Callable[[], str]
    ) -> None:
        self._server = server
        self._sender = sender
        self._recipients = tuple(recipients)
        self._time_zone = time_zone

    def send(self, notice: Notice) -> None:
        """Hands one e-mail to the server. Raises NotSent when not one recipient was accepted."""
        refused = self._handed_over(self._message(notice), TIMEOUT_SECONDS)
        if refused:
            logger.error("The mail server refused %d of %d recipients of a notice.", refused, len(self._recipients))

    def send_test(self) -> str:
        """Hands over one e-mail that says that it is a test. Raises NotSent when not one recipient was accepted."""
        message = self._envelope(TEST_SUBJECT, f"<test-{secrets.token_hex(12)}@{self._domain}>")
        message.set_content(_TEST_BODY)
        refused, count = self._handed_over(message, TEST_TIMEOUT_SECONDS), len(self._recipients)
        if refused:
            return f"The mail server took it for {count - refused} of {count} recipients and refused the others."
        whom = "the recipient" if count == 1 else f"all {count} recipients"
        return f"The mail server took it for {whom}. Please look whether it arrives."

    def _handed_over(self, message: EmailMessage, timeout: float) -> int:
        """Returns how many recipients were refused; the others have it. Raises NotSent."""
        try:
            return self._deliver(message, timeout)
        except smtplib.SMTPRecipientsRefused:
            raise NotSent("every recipient was refused", "The mail server refused every recipient.") from None
        except smtplib.SMTPResponseException as error:
            raise NotSent(f"{type(error).__name__} {error.smtp_code}", _why(error)) from None
        except (OSError, ValueError) as error:
            raise NotSent(type(error).__name__, _why(error)) from None

    def _deliver(self, message: EmailMessage, timeout: float) -> int:
        """Returns how many recipients were refused; the others have it. Raises OSError, ValueError."""
        client = self._connected(timeout)
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

    def _connected(self, timeout: float) -> smtplib.SMTP:
        host, port = self._server.host, self._server.port
        if self._server.security is MailSecurity.TLS:
            return smtplib.SMTP_SSL(host, port, timeout=timeout, context=ssl.create_default_context())
        return smtplib.SMTP(host, port, timeout=timeout)

    def _envelope(self, subject: str, message_id: str) -> EmailMessage:
        message = EmailMessage()
        message["Subject"] = subject
        message["From"] = self._sender
        message["To"] = ", ".join(self._recipients)
        message["Date"] = format_datetime(datetime.now(UTC))
        message["Message-ID"] = message_id
        message["Auto-Submitted"] = "auto-generated"
        return message

    def _message(self, notice: Notice) -> EmailMessage:
        subject, what = _TOLD[notice.kind]
        message = self._envelope(OVERDUE_SUBJECT if notice.overdue else subject, self._message_id(notice))
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
        return f"<{hashlib.sha256(named.encode()).hexdigest()[:32]}@{self._domain}>"

    @property
    def _domain(self) -> str:
        return self._sender.rpartition("@")[2]

    def _times(self, notice: Notice) -> str:
        """A line on how often it came; none where that is always once."""
        if not notice.kind.is_danger and notice.times == 1:
            return ""
        again = f", the last on {self._told(notice.last_at)}" if notice.times > 1 else ""
        return f"Messages:  {notice.times}{again}\n"

    def _told(self, moment: datetime) -> str:
        zone = ZoneInfo(self._time_zone())
        local = moment.astimezone(zone)
        return f"{local:%A} {local.day} {local:%B} {local.year}, {local:%H:%M} ({zone.key})"


def _why(error: Exception) -> str:
    """What went wrong, for somebody who can mend the settings, without anything that the server said."""
    match error:
        case smtplib.SMTPAuthenticationError():
            return "The mail server did not accept the user name and password of KAP_SMTP_URL."
        case smtplib.SMTPSenderRefused():
            return "The mail server does not take mail from the address in KAP_ALERT_MAIL_FROM."
        case smtplib.SMTPNotSupportedError():
            return "The mail server does not offer what KAP_SMTP_URL asks for: STARTTLS, or signing in."
        case smtplib.SMTPServerDisconnected():
            return "The mail server hung up. Port or encryption in KAP_SMTP_URL may be wrong."
        case smtplib.SMTPResponseException():
            return f"The mail server refused the mail (code {error.smtp_code})."
        case ssl.SSLCertVerificationError():
            return "The certificate of the mail server is not one that this computer trusts."
        case ssl.SSLError():
            return "No encrypted connection came about. Port or encryption in KAP_SMTP_URL may be wrong."
        case socket.gaierror():
            return "There is no mail server of that name."
        case TimeoutError():
            return "The mail server did not answer in time."
        case ConnectionRefusedError():
            return "No mail server listens at that address and port."
        case _:
            return "The mail server could not be reached."
