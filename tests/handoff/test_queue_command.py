"""Until there is a page for it: the queue is listed and worked through from the command line."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from bot.cli import app
from bot.handoff.alerts import Alerts
from bot.handoff.items import AlertView, Contact, ItemView
from bot.handoff.kinds import ItemKind
from bot.handoff.queue import Queue
from bot.handoff.rounds import Rounds
from bot.handoff.sighting import Sighting
from bot.launch.announcement import warning
from bot.safety.dangers import Danger
from bot.settings import Settings
from bot.storage.database import open_database, upgrade
from bot.storage.keys import vault
from bot.storage.models import ConversationRow


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("KAP_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("KAP_DATABASE_URL", "")
    found = Settings()
    upgrade(found)
    return found


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["queue", *words])
    return done.exit_code, done.output


def danger(settings: Settings) -> AlertView:
    with closing(open_database(settings)) as database, database.transaction() as session:
        alerts = Alerts(vault(settings), Rounds.from_settings(settings, ()))
        return alerts.raise_alert(session, Sighting("m1", datetime.now(UTC), "web", Danger.SUICIDE))


def callback(settings: Settings) -> ItemView:
    with closing(open_database(settings)) as database, database.transaction() as session:
        now = datetime.now(UTC)
        session.add(ConversationRow(id="c1", channel="web", address="c1", created_at=now, last_active_at=now))
        session.flush()
        queue = Queue(vault(settings), Rounds.from_settings(settings, ()))
        return queue.add(session, ItemKind.CALLBACK, "c1", "web", contact=Contact("Ann", "212 555 0199"))


def fields() -> list[list[str]]:
    """Each line of the list, without the time."""
    status, output = run("list")
    assert status == 0
    lines = [line.split("  ") for line in output.splitlines()]
    return [[reference, *rest] for reference, _, *rest in lines]


def test_who_waits_is_listed_until_the_item_is_closed(settings: Settings) -> None:
    assert run("list") == (0, "Nobody waits.\n")
    called, crisis = callback(settings), danger(settings)
    assert fields() == [
        [crisis.reference, "new", "crisis (suicide)", "web", "1x", "no contact was given"],
        [called.reference, "new", "callback", "web", "1x", "Ann, 212 555 0199"],
    ]
    assert run("claim", crisis.reference, "--by", "Dr. Example") == (0, "Claimed.\n")
    assert fields()[0][1] == "claimed by Dr. Example"
    assert run("contacted", crisis.id, "--by", "Nurse Example") == (0, "Contacted.\n")
    assert fields()[0][1] == "contacted by Nurse Example"
    assert run("close", crisis.reference, "--by", "Dr. Example") == (0, "Closed.\n")
    assert [line[0] for line in fields()] == [called.reference]
    status, everything = run("list", "--all")
    assert status == 0
    assert [line.split("  ")[0] for line in everything.splitlines()] == [called.reference, crisis.reference]
    assert "closed by Dr. Example" in everything


def test_an_item_goes_by_its_reference_however_it_is_typed(settings: Settings) -> None:
    item = callback(settings)
    assert run("claim", item.reference.lower().replace("-", " "), "--by", "Dr. Example") == (0, "Claimed.\n")


@pytest.mark.parametrize("step", ["claim", "contacted", "close"])
def test_a_step_that_was_done_or_an_item_that_is_not_there_is_a_fault(settings: Settings, step: str) -> None:
    item = callback(settings)
    assert run(step, item.id, "--by", "Dr. Example")[0] == 0
    status, output = run(step, item.id, "--by", "Dr. Late")
    assert (status, "already" in output) == (1, True)
    assert run(step, "K7FM-3QPD", "--by", "Dr. Example") == (1, "There is no such item.\n")


def test_an_empty_queue_says_so(settings: Settings) -> None:
    assert run("list", "--all") == (0, "The queue is empty.\n")


def test_the_start_says_so_where_nobody_is_told_of_danger(settings: Settings) -> None:
    told = warning(settings) or ""
    assert "Nobody is told when a person is in danger" in told
    assert "kap queue list" in told
    assert warning(settings.model_copy(update={"alert_webhook_url": SecretStr("https://pager.example/hook")})) is None
