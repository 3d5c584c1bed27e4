"""The `kap` command."""

import json
import logging
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn
from zoneinfo import ZoneInfo

import typer
from pydantic import ValidationError

from bot.settings import Settings
from bot.staff.roles import Role

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.handoff.items import ItemView
    from bot.handoff.queue import Queue
    from bot.library.clinic_settings import Changes
    from bot.staff.accounts import Accounts

app = typer.Typer(help="KAP Guide: prepares people for ketamine-assisted psychotherapy.", no_args_is_help=True)
content = typer.Typer(help="The answers and the other texts that a clinic edits.", no_args_is_help=True)
database = typer.Typer(help="The database.", no_args_is_help=True)
queue = typer.Typer(help="Who waits for the clinic's staff, people in danger first.", no_args_is_help=True)
export = typer.Typer(help="What the clinic's other systems take over.", no_args_is_help=True)
user = typer.Typer(help="The colleagues who may sign in to the staff site.", no_args_is_help=True)
app.add_typer(content, name="content")
app.add_typer(database, name="db")
app.add_typer(queue, name="queue")
app.add_typer(export, name="export")
app.add_typer(user, name="user")

CLI_CHANNEL = "command line"

Item = Annotated[str, typer.Argument(help="The item's reference, as `kap queue list` shows it, or its id.")]
By = Annotated[str, typer.Option(help="Who did it.")]
Login = Annotated[str, typer.Argument(help="The colleague's sign-in name, such as ann@clinic.example.")]
Ask = Annotated[bool, typer.Option("--ask", help="Asks for the password; else one is made and printed this once.")]


def main() -> None:
    """Runs the command line; faults of the settings are one sentence, not a stack trace."""
    logging.basicConfig(level=logging.ERROR, format="%(message)s")
    # Imported late: `kap --help` needs none of what these bring along.
    from bot.launch.failure import LaunchFailure
    from bot.library.yaml_files import ContentError
    from bot.storage.keys import KeyFault
    from understanding.encoder_files import EncoderUnavailable

    try:
        app()
    except (LaunchFailure, ContentError, KeyFault, EncoderUnavailable) as failure:
        print(failure, file=sys.stderr)
        sys.exit(1)
    except ValidationError as error:
        for fault in error.errors():
            name = "_".join(str(part) for part in fault["loc"]).upper()
            print(f"The setting KAP_{name.removeprefix('KAP_')} makes no sense: {fault['msg']}.", file=sys.stderr)
        sys.exit(2)


@app.command()
def start() -> None:
    """Prepares what is missing and starts every process; Ctrl-C ends them all."""
    from bot.launch.start import start as launch

    launch(Settings())


@app.command()
def prepare() -> None:
    """Prepares the encoder, the models, the database and the content, and starts nothing."""
    from bot.launch.preparation import prepare as prepare_all

    prepare_all(Settings())


@app.command()
def ask() -> None:
    """Reads JSON lines {"text"} and prints {"messages"} for each, every one from a fresh conversation."""
    from bot.assembly import assemble
    from bot.conversation.service import Incoming

    parts = assemble(Settings())
    try:
        for number, line in enumerate(sys.stdin, start=1):
            if not line.strip():
                continue
            try:
                text = json.loads(line)["text"]
                if not isinstance(text, str):
                    raise TypeError
            except (ValueError, KeyError, TypeError):
                _fail(f'Line {number} is not a JSON object with a "text".')
            address = secrets.token_urlsafe(32)
            parts.conversation.begin(CLI_CHANNEL, address)
            try:
                messages = parts.conversation.reply(CLI_CHANNEL, address, Incoming(text=text))
            finally:
                parts.conversation.erase(CLI_CHANNEL, address)
            shown = {"messages": [message.model_dump(mode="json") for message in messages]}
            print(json.dumps(shown, ensure_ascii=False), flush=True)
    finally:
        parts.close()


@app.command()
def interpret() -> None:
    """Reads JSON lines {"question", "text"} and prints {"value"} for each: how an answer to the pre-screen is read."""
    from bot.prescreen.interpretation.interpreter import read_interpreter
    from bot.prescreen.values import QUESTIONS
    from understanding.encoder import SentenceEncoder
    from understanding.encoder_files import ensure_encoder

    models = Settings().models_dir
    encoder = SentenceEncoder(ensure_encoder(models, fetch=False))
    try:
        interpreter = read_interpreter(models, encoder)
    except (OSError, ValueError) as error:
        _fail(f"The reader of answers is not ready ({error}). Run `kap prepare` first.")
    for number, line in enumerate(sys.stdin, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            question, text = row["question"], row["text"]
            if not isinstance(question, str) or not isinstance(text, str):
                raise TypeError
        except (ValueError, KeyError, TypeError, RecursionError):
            _fail(f'Line {number} is not a JSON object with a "question" and a "text".')
        if question not in QUESTIONS:
            _fail(f"Line {number} asks for an unknown question. There are: {', '.join(QUESTIONS)}.")
        print(json.dumps({"value": interpreter.read(question, text)}), flush=True)


@content.command("check")
def content_check(
    documents: Annotated[
        Path | None, typer.Option(help="Folder of the source documents; else KAP_DOCUMENTS_DIR.")
    ] = None,
) -> None:
    """Checks the form, the links, the reading grade and the wording of everything in content/."""
    from bot.library.check import check_content
    from bot.library.fixed_texts_check import check_fixed_texts, fixed_text_warnings
    from bot.prescreen.check import check_questionnaire, questionnaire_warnings

    settings = Settings()
    report = check_content(
        settings.content_dir,
        documents or settings.documents_dir,
        [check_fixed_texts, check_questionnaire],
        [fixed_text_warnings, questionnaire_warnings],
    )
    for note in report.notes:
        print(note)
    for warning in report.warnings:
        print(f"Look again: {warning.path}: {warning.sentence}")
    for problem in report.problems:
        print(f"To mend: {problem.path}: {problem.sentence}")
    if report.problems:
        _fail(f"{len(report.problems)} things to mend before this content can go live.")
    print("The content is fine.")


@content.command("import")
def content_import() -> None:
    """Publishes the answers of content/entries/ that differ from what is live; the next message gets them."""
    from bot.library.entries import EntriesError, read_entries
    from bot.library.publishing import Publishing
    from bot.storage.database import open_database, upgrade
    from understanding.encoder import SentenceEncoder
    from understanding.encoder_files import ensure_encoder

    settings = Settings()
    try:
        entries = read_entries(settings.content_dir / "entries")
    except EntriesError as error:
        _fail(str(error))
    upgrade(settings)
    live = open_database(settings)
    try:
        encoder = SentenceEncoder(ensure_encoder(settings.models_dir, fetch=False))
        result = Publishing(live, encoder).import_entries(entries.values())
    finally:
        live.close()
    for slug in result.published:
        print(f"Published: {slug}")
    print(f"{len(result.published)} published, {result.unchanged} unchanged.")
    if result.absent:
        print(f"Still live, though not in the folder: {', '.join(result.absent)}.")


@content.command("export")
def content_export(folder: Annotated[Path, typer.Argument(help="Where the Markdown files go.")]) -> None:
    """Writes every published answer as a Markdown file."""
    from bot.library.entries import format_entry
    from bot.library.publishing import published_entries
    from bot.storage.database import open_database

    live = open_database(Settings())
    try:
        with live.transaction() as session:
            entries = published_entries(session)
    finally:
        live.close()
    folder.mkdir(parents=True, exist_ok=True)
    for slug, entry in entries.items():
        (folder / f"{slug}.md").write_text(format_entry(entry), encoding="utf-8")
    print(f"{len(entries)} answers written.")


@database.command("upgrade")
def database_upgrade() -> None:
    """Brings the database's tables to the newest form."""
    from bot.storage.database import upgrade

    upgrade(Settings())


@queue.command("list")
def queue_list(every: Annotated[bool, typer.Option("--all", help="Also what is closed.")] = False) -> None:
    """Lists what waits for the clinic, emergencies first, with the contact where one was given."""
    with _queue() as (service, session, zone):
        found = service.open_items(session, datetime.min.replace(tzinfo=UTC) if every else None)
    for item in found:
        print(_line(item, zone))
    if not found:
        print("The queue is empty." if every else "Nobody waits.")


@queue.command("claim")
def queue_claim(item: Item, by: By) -> None:
    """Notes that somebody sees to an item, which ends its reminders."""
    with _found(item) as (service, session, name):
        if not service.claim(session, name, by):
            _fail("Somebody has claimed it already.")
    print("Claimed.")


@queue.command("contacted")
def queue_contacted(item: Item, by: By) -> None:
    """Notes that somebody has reached the person; it counts as claimed as well."""
    with _found(item) as (service, session, name):
        if not service.contacted(session, name, by):
            _fail("It is closed, or somebody has reached the person already.")
    print("Contacted.")


@queue.command("close")
def queue_close(item: Item, by: By) -> None:
    """Notes that an item is done, however far it was."""
    with _found(item) as (service, session, name):
        if not service.close(session, name, by):
            _fail("It is closed already.")
    print("Closed.")


@export.command("fhir")
def export_fhir(
    item: Annotated[str | None, typer.Argument(help="The pre-screen's reference or id in the queue.")] = None,
    questionnaire: Annotated[bool, typer.Option("--questionnaire", help="What is asked, in place of an item.")] = False,
    out: Annotated[Path | None, typer.Option(help="Where it goes, readable by you alone; else it is printed.")] = None,
) -> None:
    """Prints a pre-screen that was sent as a FHIR QuestionnaireResponse (R4), or the Questionnaire that it answers."""
    from bot.library.texts import read_texts
    from bot.prescreen.export import NothingToExport, PrescreenExport, questionnaire_export
    from bot.prescreen.questionnaire import read_questionnaire
    from bot.prescreen.store import PrescreenStore
    from bot.storage.keys import vault

    if (item is None) is not questionnaire:
        _fail("Name an item, or ask for the --questionnaire; one of the two.")
    settings = Settings()
    changes = _changes(settings)
    asked = read_questionnaire(settings.content_dir, read_texts(settings.content_dir, changes), changes)
    if item is None:
        found = questionnaire_export(asked)
    else:
        with _queue() as (service, session, _):
            try:
                found = PrescreenExport(service, PrescreenStore(vault(settings)), asked).fhir_export(session, item)
            except NothingToExport as reason:
                _fail(str(reason))
    text = json.dumps(found, ensure_ascii=False, indent=2)
    if out is None:
        print(text)
        return
    try:
        with os.fdopen(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(f"{text}\n")
    except OSError as error:
        _fail(f"{out} cannot be written: {error.strerror}.")


@user.command("add")
def user_add(
    login: Login,
    name: Annotated[str, typer.Option(help="The colleague's name, as others see it.")],
    role: Annotated[Role, typer.Option(help="What they do.")],
    ask: Ask = False,
) -> None:
    """Adds a colleague to the staff site, the first administrator among them."""
    password, is_own = _password(ask)
    with _accounts() as (accounts, session):
        from bot.staff.audit import Action, record

        added = accounts.add(session, login, name, role, password, must_change=not is_own)
        record(session, None, Action.ADDED_COLLEAGUE, added.login, added.role)
    print(f"{added.name} can sign in as {added.login}.")
    _tell_password(password, is_own)


@user.command("password")
def user_password(login: Login, ask: Ask = False) -> None:
    """Gives a colleague another password, the last administrator among them, and signs them out everywhere."""
    password, is_own = _password(ask)
    with _accounts() as (accounts, session):
        from bot.staff.audit import Action, record

        found = accounts.of_login(session, login)
        if found is None:
            _fail("There is no colleague with that sign-in name.")
        person, _ = found
        accounts.set_password(session, person.id, password, must_change=not is_own)
        record(session, None, Action.GAVE_NEW_PASSWORD, person.login)
    print(f"{person.name} has another password.")
    _tell_password(password, is_own)


def _password(ask: bool) -> tuple[str, bool]:
    """A password, and whether somebody chose it."""
    from bot.staff.passwords import one_time

    if ask:
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True)), True
    return one_time(), False


def _tell_password(password: str, is_own: bool) -> None:
    if not is_own:
        print(f"One-time password, shown this once: {password}")


@contextmanager
def _accounts() -> "Iterator[tuple[Accounts, Session]]":
    from sqlalchemy.exc import SQLAlchemyError

    from bot.staff.accounts import AccountFault, Accounts
    from bot.staff.passwords import Passwords
    from bot.storage.database import open_database, upgrade

    settings = Settings()
    try:
        upgrade(settings)
        with closing(open_database(settings)) as opened, opened.transaction() as session:
            yield Accounts(Passwords()), session
    except AccountFault as fault:
        _fail(str(fault))
    except SQLAlchemyError as error:
        _fail(f"The database cannot be read: {type(error).__name__}.")


def _line(item: "ItemView", zone: ZoneInfo) -> str:
    when = f"{item.at.astimezone(zone):%Y-%m-%d %H:%M}"
    what = item.kind if item.danger is None else f"{item.kind} ({item.danger})"
    state = "overdue" if item.overdue else item.state
    by = item.closed_by or item.contacted_by or item.claimed_by
    contact = "no contact was given"
    if item.contact is not None:
        contact = f"{item.contact.name or 'no name'}, {item.contact.reach or 'no way to reach them'}"
    told = (item.reference, when, f"{state} by {by}" if by else state, what, item.channel, f"{item.times}x", contact)
    return "  ".join(told)


@contextmanager
def _found(name: str) -> "Iterator[tuple[Queue, Session, str]]":
    """The queue, and the id of the item of that id or reference."""
    with _queue() as (service, session, _):
        found = service.find(session, name)
        if found is None:
            _fail("There is no such item.")
        yield service, session, found.id


def _changes(settings: Settings) -> "Changes":
    """What staff changed on the site over the files; nothing where there is no database yet."""
    from sqlalchemy.exc import SQLAlchemyError

    from bot.library.clinic_settings import NO_CHANGES, saved_changes
    from bot.storage.database import open_database

    try:
        with closing(open_database(settings)) as opened, opened.transaction() as session:
            return saved_changes(session)
    except SQLAlchemyError as error:
        print(f"Only the files are read, the database cannot be: {type(error).__name__}.", file=sys.stderr)
        return NO_CHANGES


@contextmanager
def _queue() -> "Iterator[tuple[Queue, Session, ZoneInfo]]":
    from sqlalchemy.exc import SQLAlchemyError

    from bot.handoff.notifier import notice_targets
    from bot.handoff.queue import Queue
    from bot.handoff.rounds import Rounds
    from bot.library.clinic import read_clinic
    from bot.storage.database import open_database
    from bot.storage.keys import vault

    settings = Settings()
    clinic = read_clinic(settings.content_dir, _changes(settings))
    rounds = Rounds.from_settings(settings, notice_targets(settings, lambda: clinic.time_zone))
    try:
        with closing(open_database(settings)) as opened, opened.transaction() as session:
            yield Queue(vault(settings), rounds), session, ZoneInfo(clinic.time_zone)
    except SQLAlchemyError as error:
        _fail(f"The database cannot be read: {type(error).__name__}.")


def _fail(sentence: str) -> NoReturn:
    print(sentence, file=sys.stderr)
    raise typer.Exit(1)


if __name__ == "__main__":
    main()
