"""Pre-screens in the database: whatever was kept comes back, nobody's change is lost, and nobody reads the words."""

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.handoff.kinds import ItemKind
from bot.handoff.queue import Queue
from bot.handoff.rounds import Rounds
from bot.prescreen.state import ConsentGiven, Given, Prescreen, Stage
from bot.prescreen.store import Held, Overtaken, PrescreenStore
from bot.prescreen.values import Value
from bot.settings import Settings
from bot.storage.database import Database, open_database, upgrade
from bot.storage.keys import KeyFault, Vault
from bot.storage.models import ConversationRow, PrescreenRow
from tests.prescreen.walking import NOON, Walk

PLANTED = "zebrafinch"

moments = st.datetimes(
    min_value=datetime(2000, 1, 1),  # noqa: DTZ001
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
ids = st.from_regex(r"[a-z][a-z_]{2,40}", fullmatch=True)
answers = st.dictionaries(
    ids,
    st.builds(
        Given,
        asked=st.text(max_size=200),
        words=st.text(max_size=400),
        value=st.sampled_from(Value),
        at=moments,
        choice=st.none() | ids,
        is_tapped=st.booleans(),
    ),
    max_size=6,
)
prescreens = st.builds(
    Prescreen,
    questionnaire=st.integers(1, 10_000),
    stage=st.sampled_from(Stage),
    question=st.none() | ids,
    answers=answers,
    consent=st.none() | st.builds(ConsentGiven, st.integers(1, 99), st.text(max_size=400), moments),
    is_editing=st.booleans(),
    followed_up=st.booleans(),
    is_paused=st.booleans(),
    is_leaving=st.booleans(),
    is_choosing=st.booleans(),
    sent=st.none() | answers,
    sent_at=st.none() | moments,
    times_sent=st.integers(0, 50),
)


class Desk:
    """A store on a database of its own, in a conversation."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self.database = database
        self.vault = vault
        self.now = NOON
        self.store = PrescreenStore(vault, lambda: self.now)
        self.queue = Queue(vault, Rounds((), timedelta(minutes=15), 2), lambda: self.now)
        self.conversation = self.new_conversation()

    def new_conversation(self) -> str:
        name = secrets.token_hex(16)
        with self.database.transaction() as session:
            session.add(ConversationRow(id=name, channel="web", address=name, created_at=NOON, last_active_at=NOON))
        return name

    def held(self, conversation: str | None = None) -> Held | None:
        with self.database.transaction() as session:
            return self.store.of(session, conversation or self.conversation)

    def keep(self, before: Held | None, now: Prescreen, item: str | None = None) -> Held:
        with self.database.transaction() as session:
            self.store.keep(session, self.conversation, before, now, item)
        held = self.held()
        assert held is not None
        return held

    def new_item(self) -> str:
        with self.database.transaction() as session:
            return self.queue.add(session, ItemKind.PRESCREEN, self.conversation, "web").id

    def rows(self) -> int:
        with self.database.transaction() as session:
            return session.scalar(select(func.count()).select_from(PrescreenRow)) or 0


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    settings = Settings(data_dir=tmp_path_factory.mktemp("prescreens"), database_url="")
    upgrade(settings)
    opened = open_database(settings)
    yield opened
    opened.close()


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database, Vault(Fernet.generate_key().decode()))


@pytest.fixture
def under_way() -> Prescreen:
    prescreen = Walk().begins().writes(f"my {PLANTED} died").answers_until("pregnancy").prescreen
    assert prescreen is not None
    return prescreen


# Round trip


@given(state=prescreens)
@tried(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_kept_comes_back(desk: Desk, state: Prescreen) -> None:
    held = desk.keep(desk.held(), state)
    assert held.prescreen == state
    assert list(held.prescreen.answers) == list(state.answers), "in the order in which they were given"


def test_a_walk_through_all_of_it_comes_back_at_every_step(desk: Desk) -> None:
    walk, held = Walk().begins(), None
    while walk.here.question is not None:
        held = desk.keep(held, walk.here)
        assert held.prescreen == walk.here
        walk.prescreen = held.prescreen
        walk.answers_one()
    assert held is not None
    assert held.version == len(walk.here.answers)


def test_a_conversation_without_one_has_none(desk: Desk) -> None:
    assert desk.held() is None


def test_each_conversation_has_its_own(desk: Desk, under_way: Prescreen) -> None:
    desk.keep(None, under_way)
    other = desk.new_conversation()
    assert desk.held(other) is None
    with desk.database.transaction() as session:
        desk.store.keep(session, other, None, Prescreen(1))
    [mine, theirs] = [desk.held(), desk.held(other)]
    assert mine is not None
    assert theirs is not None
    assert mine.prescreen == under_way
    assert theirs.prescreen == Prescreen(1)


def test_it_remembers_when_it_began_and_when_it_changed(desk: Desk, under_way: Prescreen) -> None:
    first = desk.keep(None, Prescreen(1))
    desk.now += timedelta(hours=3)
    later = desk.keep(first, under_way)
    assert (later.started_at, later.changed_at) == (NOON, NOON + timedelta(hours=3))


def test_the_clinics_item_leads_to_it_and_stays_with_it(desk: Desk, under_way: Prescreen) -> None:
    item = desk.new_item()
    held = desk.keep(desk.keep(None, Prescreen(1)), under_way, item)
    assert held.item == item
    held = desk.keep(held, Prescreen(2))
    assert held.item == item, "a change that names no item keeps the one that is there"
    with desk.database.transaction() as session:
        assert desk.store.of_item(session, item) == held
        assert desk.store.of_item(session, "another") is None


# Rivals


def test_a_change_made_from_an_old_look_is_refused_and_changes_nothing(desk: Desk, under_way: Prescreen) -> None:
    first = desk.keep(None, Prescreen(1))
    held = desk.keep(first, under_way)
    with pytest.raises(Overtaken):
        desk.keep(first, Prescreen(9))
    assert desk.held() == held


def test_two_that_begin_at_once_make_one(desk: Desk) -> None:
    held = desk.keep(None, Prescreen(1))
    with pytest.raises(Overtaken):
        desk.keep(None, Prescreen(2))
    assert desk.held() == held


def test_what_was_erased_meanwhile_does_not_come_back(desk: Desk, under_way: Prescreen) -> None:
    held = desk.keep(None, Prescreen(1))
    with desk.database.transaction() as session:
        desk.store.erase(session, held)
    with pytest.raises(Overtaken):
        desk.keep(held, under_way)
    assert desk.held() is None


def test_what_changed_meanwhile_is_not_erased(desk: Desk, under_way: Prescreen) -> None:
    held = desk.keep(None, Prescreen(1))
    desk.keep(held, under_way)
    with pytest.raises(Overtaken), desk.database.transaction() as session:
        desk.store.erase(session, held)
    assert desk.held() is not None


def test_nobody_changes_anothers_by_its_id(desk: Desk, under_way: Prescreen) -> None:
    held = desk.keep(None, Prescreen(1))
    other = desk.new_conversation()
    with pytest.raises(Overtaken), desk.database.transaction() as session:
        desk.store.keep(session, other, held, under_way)
    assert desk.held() == held


def test_a_rival_undoes_all_that_its_turn_had_done(desk: Desk, under_way: Prescreen) -> None:
    first = desk.keep(None, Prescreen(1))
    desk.keep(first, under_way)
    with pytest.raises(Overtaken), desk.database.transaction() as session:  # noqa: PT012
        item = desk.queue.add(session, ItemKind.PRESCREEN, desk.conversation, "web")
        desk.store.keep(session, desk.conversation, first, Prescreen(2), item.id)
    with desk.database.transaction() as session:
        assert desk.queue.of(session, desk.conversation) == [], "an item without its answers would be no use"


# Sealed


def test_no_word_of_it_can_be_read_in_any_file(desk: Desk, under_way: Prescreen) -> None:
    desk.keep(None, under_way)
    folder = Path(str(desk.database.engine.url.database)).parent
    with desk.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    hidden = [PLANTED, "pregnan", "psychosis", "reason_for_interest", "What brings you here"]
    for path in files:
        content = path.read_bytes().decode("latin-1").casefold()
        assert [word for word in hidden if word.casefold() in content] == [], path.name


def test_another_key_opens_nothing(desk: Desk, under_way: Prescreen) -> None:
    desk.keep(None, under_way)
    stranger = PrescreenStore(Vault(Fernet.generate_key().decode()))
    with desk.database.transaction() as session, pytest.raises(KeyFault):
        stranger.of(session, desk.conversation)


def test_a_new_key_in_front_of_the_old_reads_what_was_kept(database: Database, under_way: Prescreen) -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    desk = Desk(database, Vault(old))
    desk.keep(None, under_way)
    rotated = PrescreenStore(Vault(f"{new},{old}"))
    with database.transaction() as session:
        held = rotated.of(session, desk.conversation)
    assert held is not None
    assert held.prescreen == under_way


# Erasing


def test_erased_is_gone(desk: Desk, under_way: Prescreen) -> None:
    held = desk.keep(None, under_way)
    with desk.database.transaction() as session:
        desk.store.erase(session, held)
    assert desk.held() is None
    assert desk.keep(None, Prescreen(1)).version == 1, "a new one can begin"


def forget_conversation(desk: Desk) -> None:
    with desk.database.transaction() as session:
        row = session.get(ConversationRow, desk.conversation)
        assert row is not None
        session.delete(row)


def test_whoever_leaves_before_sending_leaves_nothing(desk: Desk, under_way: Prescreen) -> None:
    desk.keep(None, under_way)
    before = desk.rows()
    forget_conversation(desk)
    with desk.database.transaction() as session:
        desk.store.erase_unsent(session)
    assert desk.rows() == before - 1


def test_what_was_sent_outlives_the_conversation_and_goes_with_the_item(desk: Desk, under_way: Prescreen) -> None:
    item = desk.new_item()
    desk.keep(None, under_way, item)
    forget_conversation(desk)
    with desk.database.transaction() as session:
        desk.store.erase_unsent(session)
        held = desk.store.of_item(session, item)
        assert held is not None
        assert held.prescreen == under_way
        desk.queue.erase(session, item)
        assert desk.store.of_item(session, item) is None


def test_what_others_are_still_at_is_not_swept_away(desk: Desk, under_way: Prescreen) -> None:
    held = desk.keep(None, under_way)
    with desk.database.transaction() as session:
        desk.store.erase_unsent(session)
    assert desk.held() == held
