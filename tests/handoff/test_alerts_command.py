"""Until there is a page for it: alerts are listed and acknowledged from the command line."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from bot.cli import app
from bot.handoff.alerts import Alerts
from bot.handoff.rounds import Rounds
from bot.handoff.sighting import Sighting
from bot.launch.announcement import warning
from bot.safety.dangers import Danger
from bot.settings import Settings
from bot.storage.database import open_database, upgrade
from bot.storage.keys import vault


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("KAP_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("KAP_DATABASE_URL", "")
    found = Settings()
    upgrade(found)
    return found


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["alerts", *words])
    return done.exit_code, done.output


def test_an_alert_is_listed_until_somebody_has_seen_to_it(settings: Settings) -> None:
    assert run("list") == (0, "No alert waits for anyone.\n")
    with closing(open_database(settings)) as database, database.transaction() as session:
        alerts = Alerts(vault(settings), Rounds.from_settings(settings, ()))
        alerts.raise_alert(session, Sighting("m1", datetime.now(UTC), "web", Danger.SUICIDE))
    status, listed = run("list")
    assert status == 0
    name, *rest = listed.split()
    assert rest[2:] == ["open", "suicide", "web", "1x", "no", "contact", "was", "given"]
    assert run("acknowledge", name, "--by", "Dr. Example") == (0, "Acknowledged.\n")
    assert run("list") == (0, "No alert waits for anyone.\n")
    assert run("acknowledge", name, "--by", "Dr. Example")[0] == 1


def test_the_start_says_so_where_nobody_is_told_of_danger(settings: Settings) -> None:
    assert "Nobody is told when a person is in danger" in (warning(settings) or "")
    told = settings.model_copy(update={"alert_webhook_url": SecretStr("https://pager.example/hook")})
    assert warning(told) is None
