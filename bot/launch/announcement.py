"""Tells the person at the terminal when the bot answers, and where; then ends."""

import http.client
import os
import time
from contextlib import closing
from pathlib import Path

from bot.settings import Settings

PATIENCE_SECONDS = 120.0
PAUSE_SECONDS = 1.0
ANSWER_SECONDS = 5.0
READY = "/health/ready?require=engine"


def announcement(settings: Settings, patience: float = PATIENCE_SECONDS) -> str:
    """Waits until the bot answers, or for as long as the patience lasts, and says in words what came of it."""
    begun = time.monotonic()
    while True:
        status = _status(settings)
        if status == http.client.OK:
            return (
                f"KAP Guide is ready: open {_address(settings)} in a browser. "
                f"Ctrl-C stops it; logs are in {_shown(settings.data_dir / 'logs')}."
            )
        if time.monotonic() - begun >= patience:
            return _delay(settings, status, round(patience))
        time.sleep(PAUSE_SECONDS)


def _delay(settings: Settings, status: int | None, seconds: int) -> str:
    logs = settings.data_dir / "logs"
    if status is None:
        return f"KAP Guide does not answer after {seconds} s: the reason should be in {_shown(logs / 'app.log')}."
    return (
        f"The website answers at {_address(settings)}, but its language engine is not ready after {seconds} s: "
        f"the reason should be in {_shown(logs / 'engine.log')}."
    )


def _status(settings: Settings) -> int | None:
    connection = http.client.HTTPConnection(_reachable(settings.host), settings.port, timeout=ANSWER_SECONDS)
    try:
        connection.request("GET", READY)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)


def _address(settings: Settings) -> str:
    host = _reachable(settings.host)
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"


def _shown(path: Path) -> str:
    path = path.resolve()
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)


def warning(settings: Settings) -> str | None:
    """What the clinic must know before people write to the guide, if anything."""
    if settings.smtp_url.get_secret_value() or settings.alert_webhook_url.get_secret_value():
        return None
    return (
        "Nobody is told when a person is in danger: set KAP_SMTP_URL or KAP_ALERT_WEBHOOK_URL (docs/settings.md), "
        "or look at `.venv/bin/kap queue list` often."
    )


def first_administrator(settings: Settings) -> str | None:
    """How to make one, where nobody can look after the staff site yet."""
    from sqlalchemy.exc import SQLAlchemyError

    from bot.staff.accounts import Accounts
    from bot.staff.passwords import Passwords
    from bot.storage.database import open_database

    try:
        with closing(open_database(settings)) as database, database.transaction() as session:
            if Accounts(Passwords()).has_administrator(session):
                return None
    except SQLAlchemyError:
        # What is wrong with the database is told elsewhere.
        return None
    return (
        f"Nobody can sign in to the staff site ({_address(settings)}/staff/) yet: make the first administrator with "
        '`.venv/bin/kap user add you@clinic.example --name "Your Name" --role administrator`.'
    )


def main() -> None:
    """What the process manager runs."""
    settings = Settings()
    print(announcement(settings), flush=True)
    for told in (warning(settings), first_administrator(settings)):
        if told:
            print(told, flush=True)


if __name__ == "__main__":
    main()
