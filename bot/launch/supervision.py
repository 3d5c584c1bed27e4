"""Hands this process over to the process manager, with its configuration."""

import configparser
import io
import os
import shlex
import sys
from pathlib import Path
from typing import NoReturn

from pydantic import AliasChoices, SecretStr

from bot.launch.fingerprint import OUTPUTS
from bot.launch.training import ENGINE_PYTHON
from bot.settings import PROJECT, Settings

CONFIGURATION = "supervisord.conf"
LOG_BYTES = "5MB"
LOG_BACKUPS = "3"


def supervise(settings: Settings) -> NoReturn:
    """Becomes the process manager. Raises OSError."""
    # Logs are the clinic's alone.
    os.umask(0o077)
    environment = child_environment(settings)
    (settings.data_dir / "logs").mkdir(parents=True, exist_ok=True)
    path = settings.data_dir.resolve() / CONFIGURATION
    path.write_text(configuration(settings))
    sys.stdout.flush()
    sys.stderr.flush()
    os.execve(sys.executable, [sys.executable, "-m", "bot.launch.manager", str(path)], environment)


def child_environment(settings: Settings) -> dict[str, str]:
    """This process's environment with the settings as they were read, the engine's secret among them."""
    from bot.storage.keys import engine_secret

    return {
        # Else the C library keeps a heap for each thread, and forty people at once take 300 MB that never come back.
        "MALLOC_ARENA_MAX": "2",
        **os.environ,
        "KAP_HOST": settings.host,
        "KAP_PORT": str(settings.port),
        "KAP_ACTIONS_PORT": str(settings.actions_port),
        "KAP_ENGINE_PORT": str(settings.engine_port),
        "KAP_DATA_DIR": str(settings.data_dir.resolve()),
        "KAP_MODELS_DIR": str(settings.models_dir.resolve()),
        "KAP_CONTENT_DIR": str(settings.content_dir.resolve()),
        "KAP_ENGINE_SECRET": engine_secret(settings),
        "PYTHONUNBUFFERED": "1",
    }


def configuration(settings: Settings) -> str:
    """The text of supervisord.conf; secrets travel in the environment and are not in it."""
    logs = settings.data_dir.resolve() / "logs"
    sections = {"supervisord": _manager(settings, logs)}
    python = sys.executable
    model = settings.models_dir.resolve() / OUTPUTS[0]
    sections["program:engine"] = {
        **_service(
            [PROJECT / ENGINE_PYTHON, "-m", "engine.serve", "--port", settings.engine_port, "--model", model],
            logs / "engine.log",
        ),
        "directory": _verbatim(PROJECT),
        # Importing what Rasa needs takes most of half a minute; an end before that is a failed start.
        "startsecs": "30",
        "environment": ",".join(f'{name}=""' for name in _withheld_from_the_engine()),
    }
    sections["program:app"] = _service([python, "-m", "bot.channels.web.server"], logs / "app.log")
    if settings.telegram_bot_token.get_secret_value():
        sections["program:telegram"] = _service([python, "-m", "bot.channels.telegram.worker"], logs / "telegram.log")
    sections["program:announcement"] = {
        "command": _command([python, "-m", "bot.launch.announcement"]),
        "autorestart": "false",
        "startsecs": "0",
        "startretries": "0",
        "stopasgroup": "true",
        "killasgroup": "true",
        "redirect_stderr": "true",
        # The manager prints it; a file of supervisor's own would empty what standard output is redirected to.
        "stdout_events_enabled": "true",
        "stdout_logfile": "NONE",
    }
    # One group, so that all of them are stopped at the same time.
    names = [section.removeprefix("program:") for section in sections if section.startswith("program:")]
    sections["group:kap"] = {"programs": ",".join(names)}
    return _written(sections)


def _manager(settings: Settings, logs: Path) -> dict[str, str]:
    values = {
        "nodaemon": "true",
        "silent": "true",
        "nocleanup": "true",
        "pidfile": _verbatim(settings.data_dir.resolve() / "supervisord.pid"),
        "childlogdir": _verbatim(logs),
        "logfile": _verbatim(logs / "supervisord.log"),
        "logfile_maxbytes": LOG_BYTES,
        "logfile_backups": LOG_BACKUPS,
    }
    if os.geteuid() == 0:
        values["user"] = "root"
    return values


def _service(command: list[Path | str | int], log: Path) -> dict[str, str]:
    return {
        "command": _command(command),
        "autorestart": "true",
        "startsecs": "10",
        "startretries": "3",
        "stopwaitsecs": "5",
        "stopasgroup": "true",
        "killasgroup": "true",
        "redirect_stderr": "true",
        # Supervisor expands this value twice.
        "stdout_logfile": _verbatim(_verbatim(log)),
        "stdout_logfile_maxbytes": LOG_BYTES,
        "stdout_logfile_backups": LOG_BACKUPS,
    }


def _withheld_from_the_engine() -> list[str]:
    """Rasa needs one secret, its own; the variables of all others are blanked for it."""
    names: list[str] = ["KAP_DATABASE_URL"]
    for name, field in Settings.model_fields.items():
        if field.annotation is SecretStr and name != "engine_secret":
            names.append(f"KAP_{name.upper()}")
            if isinstance(field.validation_alias, AliasChoices):
                names += [str(choice) for choice in field.validation_alias.choices]
    return sorted(set(names))


def _command(words: list[Path | str | int]) -> str:
    return _verbatim(shlex.join(str(word) for word in words))


def _verbatim(value: Path | str) -> str:
    return str(value).replace("%", "%%")


def _written(sections: dict[str, dict[str, str]]) -> str:
    parser = configparser.RawConfigParser()
    parser.read_dict(sections)
    text = io.StringIO()
    parser.write(text)
    return text.getvalue()
