"""How the clinic is told of what waits, and a test of it."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.responses import Response
from starlette.status import HTTP_409_CONFLICT

from bot.channels.staff.declaration import ADMINISTRATORS, Pages
from bot.channels.staff.visit import Visit
from bot.handoff.notifier import Tested
from bot.mail_server import MailSecurity, MailServer
from bot.settings import Settings
from bot.staff.audit import Action

_ENCRYPTION = {
    MailSecurity.NONE: "not encrypted",
    MailSecurity.STARTTLS: "encrypted (STARTTLS)",
    MailSecurity.TLS: "encrypted (TLS)",
}

pages = Pages()


@dataclass(frozen=True, slots=True)
class Told:
    """Where notices go, without a password or the part of an address that may hold one. None: not set."""

    recipients: tuple[str, ...]
    sender: str
    server: str | None
    webhook: str | None
    is_signed: bool
    overdue_minutes: int
    reminders: int

    @classmethod
    def of_settings(cls, settings: Settings) -> "Told":
        """As the settings want it."""
        url, hook = settings.smtp_url.get_secret_value(), settings.alert_webhook_url.get_secret_value()
        server = MailServer.from_url(url) if url and settings.alert_recipients else None
        return cls(
            settings.alert_recipients,
            settings.alert_mail_from,
            f"{server.host}, port {server.port}, {_ENCRYPTION[server.security]}" if server is not None else None,
            urlsplit(hook).hostname if hook else None,
            bool(settings.alert_webhook_secret.get_secret_value()),
            settings.alert_overdue_minutes,
            settings.alert_most_reminders,
        )

    @property
    def sentence(self) -> str:
        """In a line."""
        count = len(self.recipients)
        mail = f"mail to {count} address{'' if count == 1 else 'es'}" if self.server else ""
        ways = [way for way in (mail, f"webhook at {self.webhook}" if self.webhook else "") if way]
        if not ways:
            return "Nobody is told by itself: neither mail nor a webhook is set."
        said = " and ".join(ways)
        return f"{said[0].upper()}{said[1:]}."


@pages.page("/staff/settings/notices", roles=ADMINISTRATORS)
def show_notices(visit: Visit) -> Response:
    """What is set, and where."""
    return _show(visit)


@pages.page("/staff/settings/notices", ["POST"], roles=ADMINISTRATORS)
def send_test(visit: Visit) -> Response:
    """Sends a test by every way now, and tells how it went; a reload of the page sends another one."""
    tested = visit.parts.notifier.send_tests()
    if tested is None:
        return _show(visit, HTTP_409_CONFLICT, fault="Somebody else is sending a test just now. Please try again soon.")
    with visit.parts.database.transaction() as session:
        for each in tested:
            visit.audit(session, Action.SENT_TEST_NOTICE, each.target, "taken" if each.is_taken else "not-taken")
    return _show(visit, tested=tested)


def _show(visit: Visit, status: int = 200, *, tested: list[Tested] | None = None, fault: str | None = None) -> Response:
    told = Told.of_settings(visit.parts.settings)
    return visit.render("settings_notices.html", status, told=told, tested=tested, fault=fault)
