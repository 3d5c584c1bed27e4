"""Notices: each gets out once, however often a server fails, and says nothing of the person."""

import hashlib
import hmac
import socket
import sqlite3
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_string, policy
from email.message import EmailMessage
from ipaddress import ip_address
from itertools import pairwise
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from bot.handoff import mail
from bot.handoff import webhook as webhook_module
from bot.handoff.alerts import Alerts
from bot.handoff.items import AlertView, Contact, ItemView
from bot.handoff.kinds import ItemKind
from bot.handoff.mail import OVERDUE_SUBJECT, SUBJECT, MailTarget
from bot.handoff.notices import Notice, NotSent, Target
from bot.handoff.notifier import LEASE, Notifier, notice_targets
from bot.handoff.queue import Queue
from bot.handoff.rounds import Rounds
from bot.handoff.webhook import SIGNATURE, WebhookTarget
from bot.mail_server import MailServer
from bot.safety.dangers import Danger
from bot.settings import Settings
from bot.storage import database as database_module
from bot.storage.database import Database
from bot.storage.keys import Vault
from bot.storage.models import NotificationRow
from tests.conftest import free_port
from tests.handoff.conftest import MOST_REMINDERS, NOON, Clock, MailSink, WebhookSink, mail_server, sighting

SENDER, RECIPIENTS = "guide@clinic.example", ("ada@clinic.example", "duty@clinic.example")
SECRET = "swordfish"


@pytest.fixture
def port() -> int:
    return free_port()


@contextmanager
def running(sink: MailSink, port: int, **options: object) -> Iterator[MailSink]:
    """The mail server, up for the block."""
    server: Controller = mail_server(sink, port, **options)
    server.start()
    try:
        yield sink
    finally:
        server.stop()


def mail_target(port: int, url: str = "smtp://127.0.0.1:{}") -> MailTarget:
    return MailTarget(MailServer.from_url(url.format(port)), SENDER, RECIPIENTS, lambda: "America/New_York")


def notice(**other: object) -> Notice:
    given: dict[str, object] = {
        "item": "a1", "reference": "K7FM-3QPD", "kind": ItemKind.CRISIS, "round": 1, "danger": Danger.SUICIDE,
        "channel": "web", "at": NOON, "last_at": NOON, "times": 1, "overdue": False, **other,
    }  # fmt: skip
    return Notice(**given)  # type: ignore[arg-type]


def raised(database: Database, alerts: Alerts, key: str = "m1", danger: Danger = Danger.SUICIDE) -> AlertView:
    with database.transaction() as session:
        return alerts.raise_alert(session, sighting(key, danger))


def attempts(database: Database) -> list[tuple[str, int, bool]]:
    """The target, the attempts, and whether it was sent."""
    query = select(NotificationRow).order_by(NotificationRow.id)
    with database.transaction() as session:
        return [(row.target, row.attempts, row.sent_at is not None) for row in session.scalars(query)]


def read(text: str) -> EmailMessage:
    return message_from_string(text, policy=policy.default)  # type: ignore[return-value]


class Failing:
    """A target that does not work as long as it is told so."""

    def __init__(self, *, works: bool = False) -> None:
        self.works = works
        self.sent: list[Notice] = []
        self.tried = 0

    def send(self, notice: Notice) -> None:
        self.tried += 1
        if not self.works:
            raise NotSent("it is away")
        self.sent.append(notice)


def test_an_alert_is_told_by_mail_and_webhook_once(
    database: Database, alerts: Alerts, rounds: Rounds, webhook: WebhookSink, port: int
) -> None:
    notifier = Notifier(database, rounds, {"mail": mail_target(port), "webhook": WebhookTarget(webhook.url, SECRET)})
    assert notifier.run_once(NOON) == 0
    alert = raised(database, alerts)
    with running(MailSink(), port) as sink:
        assert notifier.run_once(NOON) == 2
        assert notifier.run_once(NOON + timedelta(minutes=1)) == 0
    assert [envelope.rcpt_tos for envelope in sink.taken] == [list(RECIPIENTS)]
    assert webhook.posted == [
        {
            "id": alert.id,
            "reference": alert.reference,
            "kind": "crisis",
            "danger": "suicide",
            "at": "2026-03-01T12:00:00+00:00",
            "channel": "web",
            "round": 1,
        }
    ]
    assert attempts(database) == [("mail", 1, True), ("webhook", 1, True)]


def test_the_mail_says_when_and_where_and_nothing_about_the_person(
    database: Database, alerts: Alerts, rounds: Rounds, port: int
) -> None:
    alert = raised(database, alerts)
    with database.transaction() as session:
        alerts.add_contact(session, "c1", "Ann Person", "+1 212-555-0199")
    with running(MailSink(), port) as sink:
        Notifier(database, rounds, {"mail": mail_target(port)}).run_once(NOON)
    [text] = sink.texts
    message = read(text)
    body = message.get_content()
    assert message["Subject"] == SUBJECT
    assert (message["From"], message["To"]) == (SENDER, ", ".join(RECIPIENTS))
    assert message["Auto-Submitted"] == "auto-generated"
    assert "Sunday 1 March 2026, 07:00 (America/New_York)" in body
    assert "web" in body
    assert alert.reference in body
    assert "none of the person's words" in body
    assert "staff pages" in body
    for secret in ("Ann", "555", "c1", "suicide"):
        assert secret not in text.replace(message["Message-ID"], "")


OTHER_KINDS = [kind for kind in ItemKind if not kind.is_danger]


def added(database: Database, queue: Queue, kind: ItemKind = ItemKind.CALLBACK) -> ItemView:
    with database.transaction() as session:
        return queue.add(session, kind, "c1", "web", contact=Contact("Ann Person", "+1 212-555-0199"))


@pytest.mark.parametrize("kind", OTHER_KINDS)
def test_what_is_no_danger_is_told_once_without_alarm_and_without_the_person(
    database: Database,
    queue: Queue,
    rounds: Rounds,
    clock: Clock,
    webhook: WebhookSink,
    port: int,
    kind: ItemKind,
) -> None:
    item = added(database, queue, kind)
    notifier = Notifier(database, rounds, {"mail": mail_target(port), "webhook": WebhookTarget(webhook.url, SECRET)})
    with running(MailSink(), port) as sink:
        assert notifier.run_once(clock.now) == 2
        for _ in range(MOST_REMINDERS + 1):
            assert notifier.run_once(clock.forward(minutes=60)) == 0, "nobody is reminded of it"
    [text] = sink.texts
    message = read(text)
    body = message.get_content()
    assert message["Subject"] not in (SUBJECT, OVERDUE_SUBJECT)
    assert message["X-Priority"] is None
    assert "danger" not in f"{message['Subject']} {body}"
    for told in (item.reference, "Sunday 1 March 2026, 07:00 (America/New_York)", "web", "staff pages", "in the queue"):
        assert told in body
    for secret in ("Ann", "555", "c1"):
        assert secret not in text.replace(message["Message-ID"], "")
    assert [(posted["kind"], posted["danger"], posted["reference"]) for posted in webhook.posted] == [
        (kind, None, item.reference)
    ]


def test_each_kind_has_a_subject_that_tells_it_from_the_others() -> None:
    subjects = {kind: mail._TOLD[kind][0] for kind in ItemKind}
    assert len({subjects[kind] for kind in OTHER_KINDS} | {SUBJECT}) == len(OTHER_KINDS) + 1


def test_a_second_wish_for_a_call_is_told_no_second_time(
    database: Database, queue: Queue, rounds: Rounds, clock: Clock
) -> None:
    target = Failing(works=True)
    notifier = Notifier(database, rounds, {"mail": target})
    added(database, queue)
    notifier.run_once(clock.now)
    added(database, queue)
    assert notifier.run_once(clock.forward(minutes=60)) == 0


def test_what_was_claimed_before_it_could_be_told_is_not_told(
    database: Database, queue: Queue, rounds: Rounds, clock: Clock
) -> None:
    target = Failing()
    notifier = Notifier(database, rounds, {"mail": target})
    item = added(database, queue)
    notifier.run_once(clock.now)
    with database.transaction() as session:
        queue.close(session, item.id, "Dr. Nwosu")
    target.works = True
    assert notifier.run_once(clock.forward(minutes=60)) == 0


def test_emergencies_are_told_first_then_crises_then_the_rest_as_it_came(
    database: Database, alerts: Alerts, queue: Queue, rounds: Rounds, clock: Clock
) -> None:
    told_in_order = [ItemKind.PRESCREEN, ItemKind.CALLBACK, ItemKind.QUESTION]
    for kind in told_in_order:
        added(database, queue, kind)
        clock.forward(seconds=1)
    raised(database, alerts, "m1", Danger.SUICIDE)
    clock.forward(seconds=1)
    raised(database, alerts, "m2", Danger.OVERDOSE)
    target = Failing(works=True)
    Notifier(database, rounds, {"mail": target}).run_once(clock.now)
    assert [notice.kind for notice in target.sent] == [ItemKind.EMERGENCY, ItemKind.CRISIS, *told_in_order]


def test_a_reminder_says_that_it_is_overdue(
    database: Database, alerts: Alerts, rounds: Rounds, clock: Clock, port: int
) -> None:
    notifier = Notifier(database, rounds, {"mail": mail_target(port)})
    raised(database, alerts)
    with running(MailSink(), port) as sink:
        for minutes in (0, 14, 1, 0, 15, 15, 60):
            notifier.run_once(clock.forward(minutes=minutes))
    messages = [read(text) for text in sink.texts]
    assert [message["Subject"] for message in messages] == [SUBJECT, *[OVERDUE_SUBJECT] * MOST_REMINDERS]
    assert len({message["Message-ID"] for message in messages}) == len(messages)
    assert "Nobody at the clinic has claimed it yet." in messages[1].get_content()


def test_a_reminder_tells_of_further_messages(
    database: Database, alerts: Alerts, rounds: Rounds, clock: Clock, port: int
) -> None:
    raised(database, alerts, "m1")
    with database.transaction() as session:
        alerts.raise_alert(session, sighting("m2", at=NOON + timedelta(minutes=5)))
    with running(MailSink(), port) as sink:
        Notifier(database, rounds, {"mail": mail_target(port)}).run_once(NOON + timedelta(minutes=5))
    assert "2, the last on Sunday 1 March 2026, 07:05 (America/New_York)" in read(sink.texts[0]).get_content()


def test_an_acknowledged_alert_is_told_no_more(
    database: Database, alerts: Alerts, rounds: Rounds, clock: Clock
) -> None:
    target = Failing()
    notifier = Notifier(database, rounds, {"mail": target})
    alert = raised(database, alerts)
    notifier.run_once(clock.now)
    with database.transaction() as session:
        alerts.acknowledge(session, alert.id, "Dr. Nwosu")
    target.works = True
    for _ in range(3):
        assert notifier.run_once(clock.forward(minutes=20)) == 0
    assert target.tried == 1


def test_a_mail_server_that_comes_back_gets_the_mail(
    database: Database, alerts: Alerts, rounds: Rounds, clock: Clock, port: int, caplog: pytest.LogCaptureFixture
) -> None:
    notifier = Notifier(database, rounds, {"mail": mail_target(port)})
    raised(database, alerts)
    assert notifier.run_once(clock.now) == 0
    assert "ConnectionRefusedError" in caplog.text
    with running(MailSink(), port) as sink:
        assert notifier.run_once(clock.forward(seconds=20)) == 0, "not before its time"
        assert notifier.run_once(clock.forward(seconds=20)) == 1
    assert len(sink.taken) == 1
    assert attempts(database)[0] == ("mail", 2, True)


def test_attempts_become_rarer_and_never_end(database: Database, vault: Vault, clock: Clock) -> None:
    patient = Rounds(["mail"], timedelta(days=9), 0)
    target = Failing()
    notifier = Notifier(database, patient, {"mail": target})
    with database.transaction() as session:
        Alerts(vault, patient, clock).raise_alert(session, sighting())
    tried_at: list[datetime] = []
    for _ in range(2 * 60 * 4):
        before = target.tried
        notifier.run_once(clock.forward(seconds=15))
        if target.tried > before:
            tried_at.append(clock.now)
    pauses = [int((later - earlier).total_seconds()) for earlier, later in pairwise(tried_at)]
    # The clock moves by 15 seconds, and a real moment passes within each run.
    assert all(abs(pause - due) <= 15 for pause, due in zip(pauses, [30, 60, 120, 240, 480, 900, 900], strict=False))
    assert len(pauses) >= 8
    target.works = True
    assert notifier.run_once(clock.forward(minutes=15)) == 1


def test_after_a_long_failure_the_clinic_gets_the_latest_notice_alone(
    database: Database, alerts: Alerts, rounds: Rounds, clock: Clock
) -> None:
    target = Failing()
    notifier = Notifier(database, rounds, {"mail": target})
    raised(database, alerts)
    for _ in range(10):
        notifier.run_once(clock.forward(minutes=4))
    target.works = True
    notifier.run_once(clock.forward(minutes=60))
    [told] = target.sent
    assert (told.round, told.overdue) == (MOST_REMINDERS + 1, True)


MAIL_FAULTS: dict[str, Callable[[MailSink], None]] = {
    "refused": lambda sink: setattr(sink, "refuse", lambda address: f"550 no {address} here"),
    "rejected": lambda sink: setattr(sink, "data_answer", "554 spam from ada@clinic.example"),
    "busy": lambda sink: setattr(sink, "data_answer", "451 ada@clinic.example: later"),
    "hung up": lambda sink: setattr(sink, "data_answer", "421 goodbye ada@clinic.example"),
}


@pytest.mark.parametrize("fault", MAIL_FAULTS)
def test_a_server_that_rejects_is_asked_again_and_not_quoted(
    database: Database,
    alerts: Alerts,
    rounds: Rounds,
    clock: Clock,
    port: int,
    caplog: pytest.LogCaptureFixture,
    fault: str,
) -> None:
    notifier = Notifier(database, rounds, {"mail": mail_target(port)})
    raised(database, alerts)
    sink = MailSink()
    MAIL_FAULTS[fault](sink)
    with running(sink, port):
        assert notifier.run_once(clock.now) == 0
    assert "could not be told" in caplog.text
    assert "clinic.example" not in caplog.text
    with running(MailSink(), port) as sink:
        assert notifier.run_once(clock.forward(minutes=1)) == 1
    assert len(sink.taken) == 1


def test_one_refused_recipient_keeps_the_mail_from_nobody_else(port: int, caplog: pytest.LogCaptureFixture) -> None:
    sink = MailSink(refuse=lambda address: "550 no such user" if address.startswith("ada") else None)
    with running(sink, port):
        mail_target(port).send(notice())
    assert [envelope.rcpt_tos for envelope in sink.taken] == [["duty@clinic.example"]]
    assert "refused 1 of 2 recipients" in caplog.text
    assert "clinic.example" not in caplog.text


def test_trouble_after_the_mail_was_taken_does_not_send_it_again(port: int) -> None:
    class Curt(MailSink):
        async def handle_QUIT(self, server: SMTP, *_: object) -> str:  # noqa: N802
            return "500 what?"

    with running(Curt(), port) as sink:
        mail_target(port).send(notice())
    assert len(sink.taken) == 1


def test_a_mail_server_that_says_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "TIMEOUT_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as mute, pytest.raises(NotSent):
        mail_target(mute.getsockname()[1]).send(notice())


def test_a_repeated_mail_can_be_known_as_one(port: int) -> None:
    with running(MailSink(), port) as sink:
        target = mail_target(port)
        target.send(notice())
        target.send(notice())
        target.send(notice(round=2))
        MailTarget(MailServer.from_url(f"smtp://127.0.0.1:{port}"), SENDER, RECIPIENTS[:1], lambda: "UTC").send(
            notice()
        )
    ids = [read(text)["Message-ID"] for text in sink.texts]
    assert ids[0] == ids[1]
    assert len(set(ids)) == 3


class Certificate:
    """A server's certificate for 127.0.0.1 that nobody but `trust` knows."""

    def __init__(self, folder: Path) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
        now = datetime.now(UTC)
        made = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(key, hashes.SHA256())
        )
        self.path = folder / "certificate.pem"
        self.path.write_bytes(made.public_bytes(serialization.Encoding.PEM))
        key_path = folder / "key.pem"
        key_path.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(self.path, key_path)

    def trust(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Makes this process believe it."""
        monkeypatch.setenv("SSL_CERT_FILE", str(self.path))


@pytest.fixture
def certificate(tmp_path: Path) -> Certificate:
    return Certificate(tmp_path)


def log_in(server: SMTP, session: object, envelope: object, mechanism: str, data: LoginPassword) -> AuthResult:
    return AuthResult(success=(data.login, data.password) == (b"guide", b"p@ss/word"), handled=False)


@pytest.mark.parametrize("password", ["p%40ss%2Fword", "wrong"])
def test_it_logs_in_over_starttls(
    port: int, certificate: Certificate, monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    certificate.trust(monkeypatch)
    target = mail_target(port, f"smtp://guide:{password}@127.0.0.1:{{}}")
    options = {"tls_context": certificate.context, "authenticator": log_in, "auth_required": True}
    with running(MailSink(), port, require_starttls=True, **options) as sink:
        if password == "wrong":
            with pytest.raises(NotSent, match="SMTPAuthenticationError 535"):
                target.send(notice())
        else:
            target.send(notice())
    assert sink.encrypted == bool(sink.taken) == (password != "wrong")


def test_it_speaks_tls_from_the_start(port: int, certificate: Certificate, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate.trust(monkeypatch)
    with running(MailSink(), port, ssl_context=certificate.context) as sink:
        mail_target(port, "smtps://127.0.0.1:{}").send(notice())
    assert len(sink.taken) == 1


def test_a_server_that_cannot_prove_itself_gets_no_password_and_no_mail(port: int, certificate: Certificate) -> None:
    asked: list[object] = []

    def note(*args: object) -> AuthResult:
        asked.append(args)
        return AuthResult(success=True)

    target = mail_target(port, "smtp://guide:secret@127.0.0.1:{}")
    with (
        running(MailSink(), port, tls_context=certificate.context, authenticator=note) as sink,
        pytest.raises(NotSent, match="SSLCertVerificationError"),
    ):
        target.send(notice())
    assert (asked, sink.taken) == ([], [])


def test_a_server_without_encryption_gets_no_password(port: int) -> None:
    with running(MailSink(), port) as sink, pytest.raises(NotSent, match="SMTPNotSupportedError"):
        mail_target(port, "smtp://guide:secret@127.0.0.1:{}").send(notice())
    assert sink.taken == []


def test_what_is_posted_is_signed(webhook: WebhookSink) -> None:
    target = WebhookTarget(webhook.url, SECRET)
    target.send(notice())
    target.send(notice())
    WebhookTarget(webhook.url, "").send(notice(round=2))
    (headers, body), (again, _), (unsigned, _) = webhook.asked
    assert headers[SIGNATURE.lower()] == "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    assert headers["content-type"] == "application/json"
    assert headers["idempotency-key"] == again["idempotency-key"] != unsigned["idempotency-key"]
    assert SIGNATURE.lower() not in unsigned


@pytest.mark.parametrize("status", [500, 404, 302, None])
def test_a_webhook_that_fails_is_asked_again(
    database: Database,
    alerts: Alerts,
    rounds: Rounds,
    clock: Clock,
    webhook: WebhookSink,
    caplog: pytest.LogCaptureFixture,
    status: int | None,
) -> None:
    notifier = Notifier(database, rounds, {"webhook": WebhookTarget(webhook.url, SECRET)})
    raised(database, alerts)
    webhook.status = status
    assert notifier.run_once(clock.now) == 0
    assert len(webhook.asked) == 1, "a redirect is not followed"
    webhook.status = 200
    assert notifier.run_once(clock.forward(minutes=1)) == 1
    assert SECRET not in "".join(record.getMessage() for record in caplog.records if record.levelname != "INFO")


def test_a_webhook_that_hangs_is_not_waited_for(webhook: WebhookSink, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook_module, "TIMEOUT_SECONDS", 0.2)
    webhook.wait = threading.Event()
    with pytest.raises(NotSent, match="ReadTimeout"):
        WebhookTarget(webhook.url, SECRET).send(notice())


def test_one_target_that_fails_keeps_nothing_from_the_other(
    database: Database, alerts: Alerts, rounds: Rounds, clock: Clock
) -> None:
    away, there = Failing(), Failing(works=True)
    notifier = Notifier(database, rounds, {"mail": away, "webhook": there})
    for key in ("m1", "m2"):
        raised(database, alerts, key, Danger.SUICIDE if key == "m1" else Danger.OVERDOSE)
    assert notifier.run_once(clock.now) == 2
    assert [told.danger for told in there.sent] == [Danger.OVERDOSE, Danger.SUICIDE], "emergencies come first"
    assert away.tried == 1, "a server that is away costs one time-out a run"
    away.works = True
    assert notifier.run_once(clock.forward(seconds=1)) == 1, "the one that was not tried has its turn at once"


def test_two_notifiers_at_once_send_each_notice_once(
    database: Database, alerts: Alerts, rounds: Rounds, clock: Clock
) -> None:
    target = Failing(works=True)
    for key, danger in (("m1", Danger.SUICIDE), ("m2", Danger.OVERDOSE)):
        raised(database, alerts, key, danger)
    for expected_round in (1, 2):
        start, faults = threading.Barrier(4), list[BaseException]()

        def run(start: threading.Barrier = start, faults: list[BaseException] = faults) -> None:
            try:
                start.wait()
                Notifier(database, rounds, {"mail": target, "webhook": target}).run_once(clock.now)
            except BaseException as error:  # noqa: BLE001
                faults.append(error)

        threads = [threading.Thread(target=run) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert faults == []
        assert [told.round for told in target.sent].count(expected_round) == 4, "two alerts, two targets"
        clock.forward(minutes=20)
    assert len(target.sent) == 8


class Died(BaseException):
    """The end of a process, between two lines."""


def test_what_a_dead_process_held_is_sent_when_its_lease_is_over(
    database: Database, alerts: Alerts, rounds: Rounds, clock: Clock
) -> None:
    class Deadly:
        def send(self, notice: Notice) -> None:
            raise Died

    raised(database, alerts)
    with pytest.raises(Died):
        Notifier(database, rounds, {"mail": Deadly()}).run_once(clock.now)
    target = Failing(works=True)
    other = Notifier(database, rounds, {"mail": target})
    assert other.run_once(clock.forward(minutes=1)) == 0, "it may still be sending"
    assert other.run_once(clock.forward(seconds=LEASE.total_seconds())) == 1


def test_what_was_sent_but_not_noted_comes_again_under_the_same_name(
    database: Database, alerts: Alerts, rounds: Rounds, clock: Clock, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    raised(database, alerts)
    notifier = Notifier(database, rounds, {"mail": mail_target(port)})

    def die(*_args: object) -> None:
        raise Died

    with running(MailSink(), port) as sink:
        with monkeypatch.context() as patched:
            patched.setattr(notifier, "_note_success", die)
            with pytest.raises(Died):
                notifier.run_once(clock.now)
        notifier.run_once(clock.forward(minutes=5))
    first, second = (read(text)["Message-ID"] for text in sink.texts)
    assert first == second


def test_a_late_failure_does_not_undo_what_another_sent(
    database: Database, alerts: Alerts, rounds: Rounds, clock: Clock
) -> None:
    there = Failing(works=True)

    class Slow:
        def send(self, notice: Notice) -> None:
            # So slow that its lease ended, and another took over.
            Notifier(database, rounds, {"mail": there}).run_once(clock.forward(minutes=5))
            raise NotSent("too late")

    raised(database, alerts)
    Notifier(database, rounds, {"mail": Slow()}).run_once(clock.now)
    assert len(there.sent) == 1
    assert Notifier(database, rounds, {"mail": there}).run_once(clock.forward(minutes=5)) == 0


def test_nothing_is_sent_within_a_transaction(database: Database, alerts: Alerts, rounds: Rounds, clock: Clock) -> None:
    out: list[object] = []
    event.listen(database.engine, "checkout", lambda connection, *_: out.append(connection))
    event.listen(database.engine, "checkin", lambda *_: out.pop())

    class Watching:
        def send(self, notice: Notice) -> None:
            assert out == []

    raised(database, alerts)
    assert Notifier(database, rounds, {"mail": Watching()}).run_once(clock.now) == 1


def test_a_locked_database_sends_nothing_and_loses_nothing(
    database: Database, alerts: Alerts, rounds: Rounds, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "LOCK_WAIT_SECONDS", 0)
    target = Failing(works=True)
    raised(database, alerts)
    with closing(Database(str(database.engine.url))) as hasty, closing(sqlite3.connect(tmp_path / "kap.sqlite3")) as s:
        notifier = Notifier(hasty, rounds, {"mail": target})
        s.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError):
            notifier.run_once(clock.now)
        assert target.sent == []
        s.rollback()
        assert notifier.run_once(clock.now) == 1


def settings(folder: Path, **values: object) -> Settings:
    return Settings(data_dir=folder, **values)  # type: ignore[arg-type]


def test_the_settings_say_where_notices_go(tmp_path: Path, port: int, webhook: WebhookSink) -> None:
    assert notice_targets(settings(tmp_path), lambda: "UTC") == {}
    given = settings(
        tmp_path,
        smtp_url=f"smtp://127.0.0.1:{port}",
        alert_mail_to=" ada@clinic.example, duty@clinic.example",
        alert_mail_from=SENDER,
        alert_webhook_url=webhook.url,
        alert_webhook_secret=SECRET,
    )
    targets: dict[str, Target] = notice_targets(given, lambda: "America/New_York")
    assert sorted(targets) == ["mail", "webhook"]
    with ExitStack() as stack:
        sink = stack.enter_context(running(MailSink(), port))
        for target in targets.values():
            target.send(notice())
    assert [envelope.rcpt_tos for envelope in sink.taken] == [list(RECIPIENTS)]
    assert "07:00 (America/New_York)" in sink.texts[0]
    assert SIGNATURE.lower() in webhook.asked[0][0]


def test_without_targets_there_is_nothing_to_send(
    database: Database, alerts: Alerts, rounds: Rounds, clock: Clock
) -> None:
    raised(database, alerts)
    assert Notifier(database, rounds, {}).run_once(clock.forward(minutes=60)) == 0
    late = Failing(works=True)
    assert Notifier(database, rounds, {"mail": late}).run_once(clock.now) == 1, "a target that comes later is told"
    assert late.sent[0].overdue
