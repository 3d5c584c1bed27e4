"""A database with nothing in it, alerts on a clock that tests turn, and places that notices can really be sent to."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope
from aiosmtpd.smtp import Session as SmtpSession
from cryptography.fernet import Fernet
from sqlalchemy import select

from bot.handoff.alerts import Alerts
from bot.handoff.items import ItemView
from bot.handoff.queue import Queue
from bot.handoff.rounds import Rounds
from bot.handoff.sighting import Sighting
from bot.safety.dangers import Danger
from bot.settings import Settings
from bot.storage.database import Database, open_database, upgrade
from bot.storage.keys import Vault
from bot.storage.models import ConversationRow, NotificationRow

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
OVERDUE = timedelta(minutes=15)
MOST_REMINDERS = 2
BOTH = ("mail", "webhook")


@dataclass
class Clock:
    """Stands still until a test moves it."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> datetime:
        """Moves on by so many `minutes`, `seconds`, …, and returns the new time."""
        self.now += timedelta(**span)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def vault() -> Vault:
    return Vault(Fernet.generate_key().decode())


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of a database with the newest tables and nothing in them."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("empty"), database_url="")
    upgrade(settings)
    return (settings.data_dir / "kap.sqlite3").read_bytes()


@pytest.fixture
def database(empty_database: bytes, tmp_path: Path) -> Iterator[Database]:
    """With the conversations `c1` and `c2` in it."""
    (tmp_path / "kap.sqlite3").write_bytes(empty_database)
    opened = open_database(Settings(data_dir=tmp_path, database_url=""))
    with opened.transaction() as session:
        for name in ("c1", "c2"):
            session.add(ConversationRow(id=name, channel="web", address=name, created_at=NOON, last_active_at=NOON))
    yield opened
    opened.close()


@pytest.fixture
def rounds() -> Rounds:
    return Rounds(BOTH, OVERDUE, MOST_REMINDERS)


@pytest.fixture
def alerts(vault: Vault, rounds: Rounds, clock: Clock) -> Alerts:
    return Alerts(vault, rounds, clock)


@pytest.fixture
def queue(vault: Vault, rounds: Rounds, clock: Clock) -> Queue:
    """Over the same table as `alerts`."""
    return Queue(vault, rounds, clock)


def sighting(
    key: str = "m1", danger: Danger = Danger.SUICIDE, conversation: str | None = "c1", at: datetime = NOON
) -> Sighting:
    """A message of the web channel that speaks of danger."""
    return Sighting(key, at, "web", danger, conversation)


def listed(database: Database, queue: Queue, since: datetime | None = None) -> list[ItemView]:
    """What is not closed, or was closed from `since` on."""
    with database.transaction() as session:
        return queue.open_items(session, since)


def notices(database: Database, item: str) -> list[tuple[int, str]]:
    """The round and the target of those that are still to be sent."""
    query = (
        select(NotificationRow.round, NotificationRow.target)
        .where(NotificationRow.item_id == item, NotificationRow.next_attempt_at.is_not(None))
        .order_by(NotificationRow.round, NotificationRow.target)
    )
    with database.transaction() as session:
        return [(number, target) for number, target in session.execute(query)]


@dataclass
class MailSink:
    """A real mail server that says what a test wants it to say, and keeps what it took."""

    taken: list[Envelope] = field(default_factory=list)
    refuse: Callable[[str], str | None] = lambda _address: None
    data_answer: str = "250 taken"
    hang: threading.Event | None = None
    encrypted: bool = False
    user: bytes | None = None

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: SmtpSession, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        refusal = self.refuse(address)
        if refusal:
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server: SMTP, session: SmtpSession, envelope: Envelope) -> str:  # noqa: N802
        if self.data_answer.startswith("2"):
            self.encrypted = session.ssl is not None
            self.taken.append(envelope)
        return self.data_answer

    @property
    def texts(self) -> list[str]:
        """What was taken, as it came."""
        return [(envelope.content or b"").decode() for envelope in self.taken]


def mail_server(sink: MailSink, port: int, **options: object) -> Controller:
    """A server for the sink; `start()` and `stop()` it."""
    return Controller(sink, hostname="127.0.0.1", port=port, **options)


@dataclass
class WebhookSink:
    """A real HTTP server. `status` is what it answers; None closes the line without a word."""

    status: int | None = 204
    wait: threading.Event | None = None
    on_request: Callable[[], None] = lambda: None
    asked: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        """Where it listens, with something in it that is nobody's business."""
        return f"http://127.0.0.1:{self.port}/hook/swordfish"

    @property
    def posted(self) -> list[dict[str, object]]:
        """The bodies."""
        return [json.loads(body) for _, body in self.asked]


@pytest.fixture
def webhook(monkeypatch: pytest.MonkeyPatch) -> Iterator[WebhookSink]:
    sink = WebhookSink()
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            sink.asked.append(({name.lower(): value for name, value in self.headers.items()}, body))
            sink.on_request()
            if sink.wait is not None:
                sink.wait.wait(30)
            if sink.status is None:
                return
            self.send_response(sink.status)
            self.send_header("location", "/elsewhere")
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *args: object) -> None:
            """A client that gave up waiting is no news."""

    with Server(("127.0.0.1", 0), Handler) as server:
        sink.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield sink
        if sink.wait is not None:
            sink.wait.set()
        server.shutdown()
        thread.join()
