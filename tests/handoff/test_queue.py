"""The queue: everyone who waits for the clinic has one item, and each step of staff is noted once and in order."""

import threading
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select, text

from bot.handoff import item_store
from bot.handoff.alerts import Alerts
from bot.handoff.items import Contact, ItemState, ItemView
from bot.handoff.kinds import ItemKind
from bot.handoff.queue import Queue
from bot.safety.dangers import Danger
from bot.storage.database import Database
from bot.storage.models import ConversationRow, NotificationRow, QueueItemRow, QueueKeyRow
from tests.handoff.conftest import NOON, Clock, listed, notices, sighting

OTHERS = [kind for kind in ItemKind if not kind.is_danger]
SINGLE = [ItemKind.QUESTION, ItemKind.PRESCREEN]
ANN = Contact("Ann", "+1 212-555-0199")
STEPS = {"claim": ItemState.CLAIMED, "contacted": ItemState.CONTACTED, "close": ItemState.CLOSED}


def added(
    database: Database,
    queue: Queue,
    kind: ItemKind = ItemKind.CALLBACK,
    conversation: str = "c1",
    *,
    contact: Contact | None = None,
    key: str | None = None,
) -> ItemView:
    with database.transaction() as session:
        return queue.add(session, kind, conversation, "web", contact=contact, key=key)


def stepped(database: Database, queue: Queue, item: str, step: str, by: str = "Dr. Nwosu") -> bool:
    with database.transaction() as session:
        done: bool = getattr(queue, step)(session, item, by)
        return done


def found(database: Database, queue: Queue, name: str) -> ItemView | None:
    with database.transaction() as session:
        return queue.find(session, name)


@pytest.mark.parametrize("kind", OTHERS)
def test_an_item_is_there_at_once_with_one_notice_for_each_target(
    database: Database, queue: Queue, kind: ItemKind
) -> None:
    made = added(database, queue, kind, contact=ANN)
    assert listed(database, queue) == [made]
    assert (made.kind, made.channel, made.at, made.last_at, made.times) == (kind, "web", NOON, NOON, 1)
    assert (made.state, made.danger, made.contact) == (ItemState.NEW, None, ANN)
    assert (made.overdue, made.due_at) == (False, None)
    assert notices(database, made.id) == [(1, "mail"), (1, "webhook")]


@pytest.mark.parametrize("kind", [kind for kind in ItemKind if kind.is_danger])
def test_dangers_come_in_by_alerts_alone(database: Database, queue: Queue, kind: ItemKind) -> None:
    with pytest.raises(ValueError, match="Alerts"):
        added(database, queue, kind)


def test_the_item_and_its_notices_are_stored_together_or_not_at_all(database: Database, queue: Queue) -> None:
    def add_and_fail() -> None:
        with database.transaction() as session:
            queue.add(session, ItemKind.CALLBACK, "c1", "web", contact=ANN, key="m1")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        add_and_fail()
    with database.transaction() as session:
        for table in (QueueItemRow, QueueKeyRow, NotificationRow):
            assert session.scalar(select(func.count()).select_from(table)) == 0


def test_a_further_wish_for_a_call_counts_in_the_first(database: Database, queue: Queue, clock: Clock) -> None:
    first = added(database, queue, contact=ANN)
    clock.forward(minutes=3)
    again = added(database, queue)
    assert (again.id, again.reference, again.times) == (first.id, first.reference, 2)
    assert (again.at, again.last_at, again.contact) == (NOON, clock.now, ANN)
    newer = added(database, queue, contact=Contact(None, "ann@mail.example"))
    assert (newer.id, newer.times, newer.contact) == (first.id, 3, Contact(None, "ann@mail.example"))
    assert notices(database, first.id) == [(1, "mail"), (1, "webhook")]
    assert added(database, queue, conversation="c2").id != first.id


@pytest.mark.parametrize("step", STEPS)
def test_a_wish_for_a_call_after_somebody_took_the_first_is_new(database: Database, queue: Queue, step: str) -> None:
    first = added(database, queue)
    stepped(database, queue, first.id, step)
    second = added(database, queue)
    assert (second.id != first.id, second.state, second.times) == (True, ItemState.NEW, 1)


def test_the_open_wish_for_a_call_is_found_until_somebody_claims_it(database: Database, queue: Queue) -> None:
    def open_callback(conversation: str = "c1") -> ItemView | None:
        with database.transaction() as session:
            return queue.open_callback(session, conversation)

    assert open_callback() is None
    added(database, queue, ItemKind.QUESTION)
    assert open_callback() is None
    made = added(database, queue)
    assert open_callback() == made
    assert open_callback("c2") is None
    stepped(database, queue, made.id, "claim")
    assert open_callback() is None


@pytest.mark.parametrize("kind", SINGLE)
def test_each_question_and_each_prescreen_is_an_item(database: Database, queue: Queue, kind: ItemKind) -> None:
    assert len({added(database, queue, kind).id for _ in range(3)}) == 3


@pytest.mark.parametrize("kind", OTHERS)
@pytest.mark.parametrize("step", [None, *STEPS])
def test_a_repeat_gets_the_same_item_and_changes_nothing(
    database: Database, queue: Queue, kind: ItemKind, step: str | None
) -> None:
    made = added(database, queue, kind, key="c1 m1")
    if step is not None:
        stepped(database, queue, made.id, step)
    before = listed(database, queue, NOON)
    again = added(database, queue, kind, key="c1 m1", contact=ANN)
    assert (again.id, again.times, again.contact) == (made.id, 1, None)
    assert listed(database, queue, NOON) == before
    assert added(database, queue, kind, "c2", key="c2 m1").id != made.id


def test_one_message_may_make_items_of_several_kinds(database: Database, queue: Queue, alerts: Alerts) -> None:
    with database.transaction() as session:
        alerts.raise_alert(session, sighting("m1"))
    for kind in OTHERS:
        added(database, queue, kind, key="m1")
    assert [item.kind for item in listed(database, queue)] == [ItemKind.CRISIS, *OTHERS]


def test_a_reference_that_another_item_has_is_drawn_again(
    database: Database, queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter(["K7FM-3QPD", "K7FM-3QPD", "C4RT-9WXY", "K7FM-3QPD", "C4RT-9WXY", "HHHH-7777"])
    monkeypatch.setattr(item_store, "new_reference", lambda: next(drawn))
    made = [added(database, queue, kind).reference for kind in OTHERS]
    assert made == ["K7FM-3QPD", "C4RT-9WXY", "HHHH-7777"]


def test_the_most_pressing_kind_stands_first_and_of_one_kind_the_newest(
    database: Database, queue: Queue, alerts: Alerts, clock: Clock
) -> None:
    expected: dict[ItemKind, list[str]] = {kind: [] for kind in ItemKind}
    for conversation in ("c1", "c2"):
        for kind in reversed(OTHERS):
            expected[kind].insert(0, added(database, queue, kind, conversation).id)
        with database.transaction() as session:
            for danger in (Danger.SUICIDE, Danger.OVERDOSE):
                told = sighting(f"{conversation} {danger}", danger, conversation, clock.now)
                alert = alerts.raise_alert(session, told)
                expected[alert.kind].insert(0, alert.id)
        clock.forward(minutes=1)
    in_order = [item for kind in ItemKind for item in expected[kind]]
    assert [item.id for item in listed(database, queue)] == in_order
    stepped(database, queue, in_order[0], "claim")
    assert [item.id for item in listed(database, queue)] == in_order, "who is being seen to keeps the place"
    stepped(database, queue, in_order[0], "close")
    assert [item.id for item in listed(database, queue)] == in_order[1:]
    assert [item.id for item in listed(database, queue, clock.now)] == [*in_order[1:], in_order[0]]
    assert [item.id for item in listed(database, queue, clock.now + timedelta(seconds=1))] == in_order[1:]


def test_each_step_says_who_and_when(database: Database, queue: Queue, clock: Clock) -> None:
    item = added(database, queue).id
    times = []
    for step, by in (("claim", "Ada"), ("contacted", "Ben"), ("close", "Cem")):
        times.append(clock.forward(minutes=1))
        assert stepped(database, queue, item, step, by)
    seen = found(database, queue, item)
    assert seen is not None
    assert [seen.claimed_at, seen.contacted_at, seen.closed_at] == times
    assert [seen.claimed_by, seen.contacted_by, seen.closed_by] == ["Ada", "Ben", "Cem"]


@pytest.mark.parametrize("step", STEPS)
def test_the_first_step_ends_the_notices(database: Database, queue: Queue, step: str) -> None:
    item = added(database, queue).id
    assert stepped(database, queue, item, step)
    assert notices(database, item) == []


@pytest.mark.parametrize("step", STEPS)
def test_an_item_that_is_not_there_takes_no_step(database: Database, queue: Queue, step: str) -> None:
    assert not stepped(database, queue, "nothing", step)


@given(steps=st.lists(st.sampled_from(list(STEPS)), min_size=1, max_size=6), is_danger=st.booleans())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
def test_whatever_staff_try_an_item_only_moves_on_and_nothing_noted_is_overwritten(
    database: Database, queue: Queue, alerts: Alerts, clock: Clock, steps: list[str], is_danger: bool
) -> None:
    order = list(ItemState)
    with database.transaction() as session:
        # Alone in the database, as if for the first time.
        session.execute(delete(QueueItemRow))
        item = (
            alerts.raise_alert(session, sighting())
            if is_danger
            else queue.add(session, ItemKind.PRESCREEN, "c1", "web")
        )
    noted: dict[str, tuple[object, object]] = {}
    state = ItemState.NEW
    for number, step in enumerate(steps):
        goal, by = STEPS[step], f"Clinician {number}"
        is_ahead = order.index(goal) > order.index(state)
        assert stepped(database, queue, item.id, step, by) == is_ahead
        if is_ahead:
            state = goal
            now = (clock.now, by)
            noted.setdefault("claimed", now)
            if goal is not ItemState.CLAIMED:
                noted[goal.value] = now
        seen = found(database, queue, item.id)
        assert seen is not None
        assert seen.state is state
        for name in ("claimed", "contacted", "closed"):
            told = (getattr(seen, f"{name}_at"), getattr(seen, f"{name}_by"))
            assert told == noted.get(name, (None, None))
        assert seen.due_at is None
        assert (seen in listed(database, queue)) is (state is not ItemState.CLOSED)
        clock.forward(minutes=1)


@pytest.mark.parametrize("step", STEPS)
def test_of_several_clinicians_at_once_one_is_first(database: Database, queue: Queue, step: str) -> None:
    item = added(database, queue).id
    start = threading.Barrier(4)
    firsts: list[str] = []
    faults: list[BaseException] = []

    def attempt(by: str) -> None:
        try:
            start.wait()
            if stepped(database, queue, item, step, by):
                firsts.append(by)
        except BaseException as error:  # noqa: BLE001
            faults.append(error)

    threads = [threading.Thread(target=attempt, args=(f"Clinician {number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    seen = found(database, queue, item)
    assert seen is not None
    assert firsts == [seen.claimed_by]


def test_wishes_for_a_call_at_once_make_one_item_and_each_counts_once(database: Database, queue: Queue) -> None:
    keys = [f"m{number % 6}" for number in range(12)]
    start = threading.Barrier(len(keys))
    faults: list[BaseException] = []

    def ask(key: str) -> None:
        try:
            start.wait()
            added(database, queue, key=key)
        except BaseException as error:  # noqa: BLE001
            faults.append(error)

    threads = [threading.Thread(target=ask, args=(key,)) for key in keys]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert [item.times for item in listed(database, queue)] == [6]


def test_a_contact_that_comes_later_goes_into_its_item_alone(database: Database, queue: Queue) -> None:
    one, other = (added(database, queue, kind) for kind in SINGLE)

    def add_contact(item: str) -> bool:
        with database.transaction() as session:
            return queue.add_contact(session, item, "Ann", "+1 212-555-0199")

    assert add_contact(one.id)
    assert {item.id: item.contact for item in listed(database, queue)} == {one.id: ANN, other.id: None}
    stepped(database, queue, one.id, "claim")
    assert add_contact(one.id), "whoever claimed it is about to look"
    stepped(database, queue, other.id, "close")
    assert not add_contact(other.id), "nobody would look there again"
    assert not add_contact("nothing")


def test_a_contact_is_sealed_and_nothing_that_a_person_chose_is_in_the_clear(database: Database, queue: Queue) -> None:
    added(database, queue, contact=ANN, key="c1 I told nobody about this")
    with database.transaction() as session:
        for table in ("queue_item", "queue_key", "notification"):
            stored = str(session.execute(text(f"SELECT * FROM {table}")).all())  # noqa: S608
            assert not [told for told in ("nobody", "Ann", "555") if told in stored]


def test_a_wish_for_a_call_is_no_consent_to_more_when_there_is_danger(
    database: Database, queue: Queue, alerts: Alerts
) -> None:
    added(database, queue, contact=ANN)
    with database.transaction() as session:
        assert alerts.raise_alert(session, sighting()).contact is None


def test_what_is_no_danger_does_not_speak_for_one(database: Database, queue: Queue, alerts: Alerts) -> None:
    called = added(database, queue)
    with database.transaction() as session:
        assert not alerts.add_contact(session, "c1", "Ann", "+1 212-555-0199"), "there never was an alert"
        queue.claim(session, called.id, "Dr. Nwosu")
        assert not alerts.is_acknowledged(session, "c1")
        assert alerts.of(session, "c1") == []
        alert = alerts.raise_alert(session, sighting())
        alerts.acknowledge(session, alert.id, "Dr. Nwosu")
        queue.add(session, ItemKind.QUESTION, "c1", "web")
        assert alerts.is_acknowledged(session, "c1"), "a question that waits is no danger"


@pytest.mark.parametrize("step", STEPS)
def test_every_step_of_staff_acknowledges_a_danger(database: Database, queue: Queue, alerts: Alerts, step: str) -> None:
    with database.transaction() as session:
        alert = alerts.raise_alert(session, sighting())
    assert stepped(database, queue, alert.id, step)
    with database.transaction() as session:
        assert alerts.is_acknowledged(session, "c1")
        assert not alerts.acknowledge(session, alert.id, "Dr. Late")


def test_a_conversation_has_all_its_items_and_no_others(database: Database, queue: Queue, alerts: Alerts) -> None:
    mine = [added(database, queue, kind) for kind in OTHERS]
    added(database, queue, conversation="c2")
    with database.transaction() as session:
        alert = alerts.raise_alert(session, sighting())
        assert queue.of(session, "c1") == [alert, *mine]
        assert alerts.of(session, "c1") == [alert]


def test_an_item_is_found_by_id_and_reference(database: Database, queue: Queue) -> None:
    made = added(database, queue)
    for name in (made.id, made.reference, made.reference.lower(), made.reference.replace("-", " ")):
        assert found(database, queue, name) == made
    for name in ("", "-", made.reference[:4], "c1"):
        assert found(database, queue, name) is None


def test_an_erased_item_leaves_nothing(database: Database, queue: Queue) -> None:
    made, other = added(database, queue, key="m1"), added(database, queue, ItemKind.QUESTION, key="m1")
    with database.transaction() as session:
        assert queue.erase(session, made.id)
        assert not queue.erase(session, made.id)
    assert listed(database, queue) == [other]
    assert notices(database, made.id) == []
    with database.transaction() as session:
        assert session.scalar(select(func.count()).select_from(QueueKeyRow)) == 1
        assert session.scalar(select(func.count()).select_from(NotificationRow)) == 2


@pytest.mark.parametrize("kind", OTHERS)
def test_erasure_takes_contact_and_link_and_leaves_the_item(database: Database, queue: Queue, kind: ItemKind) -> None:
    made = added(database, queue, kind, contact=ANN)
    with database.transaction() as session:
        queue.forget_contact(session, "c1")
        session.execute(delete(ConversationRow).where(ConversationRow.id == "c1"))
        assert not queue.add_contact(session, made.id, "Ann", "+1 212-555-0199"), "she has left"
        assert queue.of(session, "c1") == []
    [seen] = listed(database, queue)
    assert (seen.id, seen.contact) == (made.id, None)


def test_who_forgets_a_danger_leaves_what_was_asked_of_the_clinic_as_it_is(
    database: Database, queue: Queue, alerts: Alerts
) -> None:
    called = added(database, queue, contact=ANN)
    with database.transaction() as session:
        alerts.raise_alert(session, sighting())
        alerts.add_contact(session, "c1", "Ann", "+1 212-555-0199")
        alerts.forget_contact(session, "c1")
        assert queue.of(session, "c1") == [called]
        session.execute(delete(ConversationRow).where(ConversationRow.id == "c1"))
    with database.transaction() as session:
        assert alerts.forget_orphaned_contacts(session) == 0
    assert {item.kind: item.contact for item in listed(database, queue)} == {
        ItemKind.CRISIS: None,
        ItemKind.CALLBACK: ANN,
    }


def test_a_conversation_that_was_just_deleted_leaves_no_contact(database: Database, queue: Queue) -> None:
    added(database, queue, contact=ANN)
    with database.transaction() as session:
        session.execute(delete(ConversationRow).where(ConversationRow.id == "c1"))
    with database.transaction() as session:
        assert queue.forget_orphaned_contacts(session) == 1
        assert queue.forget_orphaned_contacts(session) == 0
    assert [item.contact for item in listed(database, queue)] == [None]


@pytest.mark.parametrize("kind", OTHERS)
def test_what_an_erased_conversation_asked_for_is_an_item_without_a_trace_of_it(
    database: Database, queue: Queue, kind: ItemKind
) -> None:
    one = added(database, queue, kind, "erased", contact=ANN)
    other = added(database, queue, kind, "erased too")
    assert (one.contact, one.id != other.id) == (None, True)
    with database.transaction() as session:
        assert session.scalars(select(QueueItemRow.conversation_id)).all() == [None, None]


def handed_over(database: Database, queue: Queue, item: str, to: str, before: str | None) -> bool:
    with database.transaction() as session:
        return queue.reassign(session, item, to, before)


def test_an_item_that_nobody_had_is_handed_over_and_nobody_is_reminded(
    database: Database, queue: Queue, alerts: Alerts, clock: Clock
) -> None:
    with database.transaction() as session:
        alert = alerts.raise_alert(session, sighting("m1"))
    later = clock.forward(minutes=1)
    assert handed_over(database, queue, alert.id, "bo", None)
    now = found(database, queue, alert.id)
    assert now is not None
    assert (now.state, now.claimed_by, now.claimed_at, now.due_at) == (ItemState.CLAIMED, "bo", later, None)
    with database.transaction() as session:
        waiting = select(func.count()).where(NotificationRow.next_attempt_at.is_not(None))
        assert session.scalar(waiting) == 0


def test_an_item_is_handed_on_only_from_whoever_has_it(database: Database, queue: Queue) -> None:
    item = added(database, queue).id
    assert stepped(database, queue, item, "claim", "ann")
    assert not handed_over(database, queue, item, "bo", None)
    assert not handed_over(database, queue, item, "bo", "cleo")
    assert handed_over(database, queue, item, "bo", "ann")
    assert not handed_over(database, queue, item, "cleo", "ann")
    assert stepped(database, queue, item, "contacted", "bo")
    assert handed_over(database, queue, item, "ann", "bo")
    now = found(database, queue, item)
    assert now is not None
    assert (now.state, now.claimed_by, now.contacted_by) == (ItemState.CONTACTED, "ann", "bo")
    assert stepped(database, queue, item, "close", "ann")
    assert not handed_over(database, queue, item, "bo", "ann")
    assert not handed_over(database, queue, "unknown", "bo", None)
