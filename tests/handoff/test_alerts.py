"""Alerts: one item for one person's danger, however often it is told, until a clinician has seen to it."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select, text, update

from bot.handoff.alerts import Alerts
from bot.handoff.items import AlertView, Contact, ItemState, ItemView
from bot.handoff.kinds import ItemKind
from bot.handoff.queue import Queue
from bot.handoff.rounds import Rounds
from bot.handoff.sighting import gravity
from bot.safety.dangers import Danger
from bot.storage.database import Database
from bot.storage.keys import Vault
from bot.storage.models import ConversationRow, NotificationRow, QueueItemRow
from tests.handoff.conftest import BOTH, MOST_REMINDERS, NOON, OVERDUE, Clock, listed, notices, sighting


def raised(database: Database, alerts: Alerts, *args: object, **kwargs: object) -> AlertView:
    with database.transaction() as session:
        return alerts.raise_alert(session, sighting(*args, **kwargs))  # type: ignore[arg-type]


def waiting(database: Database, queue: Queue) -> list[ItemView]:
    """What nobody has claimed."""
    return [view for view in listed(database, queue) if view.state is ItemState.NEW]


def acknowledged(database: Database, alerts: Alerts, alert: str, by: str = "Dr. Nwosu") -> bool:
    with database.transaction() as session:
        return alerts.acknowledge(session, alert, by)


def with_contact(database: Database, alerts: Alerts, conversation: str = "c1") -> bool:
    with database.transaction() as session:
        return alerts.add_contact(session, conversation, "Ann", "+1 212-555-0199")


def link(database: Database, alert: str) -> str | None:
    with database.transaction() as session:
        return session.get_one(QueueItemRow, alert).conversation_id


def test_an_alert_is_there_at_once_with_a_notice_for_each_target(
    database: Database, alerts: Alerts, queue: Queue
) -> None:
    made = raised(database, alerts)
    [seen] = waiting(database, queue)
    assert seen == made
    assert (seen.at, seen.last_at, seen.times) == (NOON, NOON, 1)
    assert (seen.channel, seen.danger, seen.kind) == ("web", Danger.SUICIDE, ItemKind.CRISIS)
    assert (seen.state, seen.overdue, seen.contact, seen.due_at) == (ItemState.NEW, False, None, NOON + OVERDUE)
    assert notices(database, seen.id) == [(1, "mail"), (1, "webhook")]


def test_the_item_and_its_notices_are_stored_together_or_not_at_all(database: Database, alerts: Alerts) -> None:
    def raise_and_fail() -> None:
        with database.transaction() as session:
            alerts.raise_alert(session, sighting())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        raise_and_fail()
    with database.transaction() as session:
        for table in ("queue_item", "queue_key", "notification"):
            assert session.scalar(text(f"SELECT count(*) FROM {table}")) == 0  # noqa: S608
    assert raised(database, alerts).times == 1


def test_without_targets_alerts_are_stored_all_the_same(
    database: Database, vault: Vault, clock: Clock, queue: Queue
) -> None:
    silent = Alerts(vault, Rounds((), OVERDUE, MOST_REMINDERS), clock)
    made = raised(database, silent)
    assert [view.id for view in listed(database, queue)] == [made.id]
    assert notices(database, made.id) == []


def test_further_messages_of_a_conversation_count_in_its_item(database: Database, alerts: Alerts, queue: Queue) -> None:
    first = raised(database, alerts, "m1")
    later = raised(database, alerts, "m2", at=NOON + timedelta(minutes=2))
    # From the spool, so late.
    earlier = raised(database, alerts, "m0", at=NOON - timedelta(minutes=1))
    assert first.id == later.id == earlier.id
    [seen] = waiting(database, queue)
    assert (seen.times, seen.at, seen.last_at) == (3, NOON - timedelta(minutes=1), NOON + timedelta(minutes=2))
    assert notices(database, first.id) == [(1, "mail"), (1, "webhook")]


def test_a_message_that_comes_again_counts_once(database: Database, alerts: Alerts, queue: Queue) -> None:
    views = [raised(database, alerts, "m1") for _ in range(3)]
    assert {view.id for view in views} == {views[0].id}
    assert [view.times for view in waiting(database, queue)] == [1]


def test_a_message_that_comes_again_after_the_acknowledgement_raises_nothing(
    database: Database, alerts: Alerts, queue: Queue
) -> None:
    made = raised(database, alerts, "m1")
    acknowledged(database, alerts, made.id)
    again = raised(database, alerts, "m1")
    assert (again.id, again.state) == (made.id, ItemState.CLAIMED)
    assert waiting(database, queue) == []


def test_a_graver_danger_takes_over_and_is_told_at_once(database: Database, alerts: Alerts, queue: Queue) -> None:
    made = raised(database, alerts, "m1", Danger.SELF_HARM)
    raised(database, alerts, "m2", Danger.SUICIDE)
    raised(database, alerts, "m3", Danger.OTHER_PERSON)
    [seen] = waiting(database, queue)
    assert (seen.id, seen.danger, seen.times) == (made.id, Danger.SUICIDE, 3)
    assert notices(database, made.id) == [(2, "mail"), (2, "webhook")], "the unsent first round is out of date"


def test_an_emergency_is_an_item_of_its_own_and_stands_first(
    database: Database, alerts: Alerts, clock: Clock, queue: Queue
) -> None:
    crisis = raised(database, alerts, "m1", Danger.SUICIDE)
    emergency = raised(database, alerts, "m2", Danger.OVERDOSE)
    newer = raised(database, alerts, "m3", Danger.SUICIDE, "c2", at=clock.forward(minutes=1))
    assert [view.id for view in waiting(database, queue)] == [emergency.id, newer.id, crisis.id]


def test_every_danger_has_its_gravity_and_emergencies_are_gravest() -> None:
    in_order = sorted(Danger, key=gravity)
    assert [danger.is_emergency for danger in in_order] == sorted((d.is_emergency for d in Danger), reverse=True)


def test_unknown_people_share_one_item_a_channel(database: Database, alerts: Alerts) -> None:
    first = raised(database, alerts, "r1", conversation=None)
    second = raised(database, alerts, "r2", conversation=None)
    known = raised(database, alerts, "m1")
    assert (first.id, second.times) == (second.id, 2)
    assert known.id != first.id
    with database.transaction() as session:
        assert alerts.of(session, "c1") == [known]


def test_what_follows_an_acknowledgement_is_a_new_item(database: Database, alerts: Alerts, queue: Queue) -> None:
    first = raised(database, alerts, "m1")
    assert acknowledged(database, alerts, first.id)
    second = raised(database, alerts, "m2")
    assert second.id != first.id
    assert [view.id for view in waiting(database, queue)] == [second.id]


def test_the_first_acknowledgement_stands_and_ends_the_notices(
    database: Database, alerts: Alerts, clock: Clock, queue: Queue
) -> None:
    made = raised(database, alerts)
    assert acknowledged(database, alerts, made.id, "Dr. Nwosu")
    clock.forward(minutes=1)
    assert not acknowledged(database, alerts, made.id, "Dr. Late")
    assert not acknowledged(database, alerts, "nothing")
    assert waiting(database, queue) == []
    [seen] = listed(database, queue)
    assert (seen.state, seen.claimed_by, seen.claimed_at) == (ItemState.CLAIMED, "Dr. Nwosu", NOON)
    assert seen.due_at is None
    assert notices(database, made.id) == []


def test_a_conversation_is_acknowledged_when_all_of_its_items_are(database: Database, alerts: Alerts) -> None:
    def is_acknowledged() -> bool:
        with database.transaction() as session:
            return alerts.is_acknowledged(session, "c1")

    assert not is_acknowledged()
    crisis, emergency = raised(database, alerts, "m1"), raised(database, alerts, "m2", Danger.MEDICAL)
    acknowledged(database, alerts, crisis.id)
    assert not is_acknowledged()
    acknowledged(database, alerts, emergency.id)
    assert is_acknowledged()
    raised(database, alerts, "m3")
    assert not is_acknowledged()


def test_an_alert_stays_overdue_through_its_reminders(
    database: Database, alerts: Alerts, rounds: Rounds, clock: Clock, queue: Queue
) -> None:
    made = raised(database, alerts)
    clock.forward(minutes=14)
    assert not waiting(database, queue)[0].overdue
    for number in range(2, MOST_REMINDERS + 2):
        with database.transaction() as session:
            assert rounds.remind(session, clock.forward(minutes=15)) == 1
            assert rounds.remind(session, clock.now) == 0
        [seen] = waiting(database, queue)
        assert (seen.overdue, seen.due_at) == (True, clock.now + OVERDUE)
        assert notices(database, made.id) == [(number, "mail"), (number, "webhook")]
    with database.transaction() as session:
        assert rounds.remind(session, clock.forward(minutes=60)) == 0, "so many reminders and no more"


def test_who_writes_after_the_last_reminder_is_told_of_again(
    database: Database, alerts: Alerts, rounds: Rounds, clock: Clock
) -> None:
    made = raised(database, alerts, "m1", conversation=None)
    with database.transaction() as session:
        for _ in range(MOST_REMINDERS):
            rounds.remind(session, clock.forward(minutes=15))
    last = MOST_REMINDERS + 1
    raised(database, alerts, "m2", conversation=None)
    assert notices(database, made.id)[0][0] == last, "the last reminder has only just been made"
    clock.forward(minutes=15)
    raised(database, alerts, "m3", conversation=None)
    assert [number for number, _ in notices(database, made.id)] == [last + 1] * len(BOTH)
    with database.transaction() as session:
        assert rounds.remind(session, clock.forward(minutes=15)) == 1


def test_without_targets_no_reminders_are_used_up(database: Database, alerts: Alerts, clock: Clock) -> None:
    made = raised(database, alerts)
    silent = Rounds((), OVERDUE, MOST_REMINDERS)
    with database.transaction() as session:
        assert silent.remind(session, clock.forward(minutes=60)) == 0
        assert session.get_one(QueueItemRow, made.id).reminders == 0


def test_a_contact_is_sealed_and_shown(database: Database, alerts: Alerts) -> None:
    assert not with_contact(database, alerts)
    raised(database, alerts, "m1")
    raised(database, alerts, "m2", conversation="c2")
    assert with_contact(database, alerts)
    with database.transaction() as session:
        stored = [row for row in session.scalars(select(QueueItemRow.contact)) if row]
        assert len(stored) == 1
        assert b"Ann" not in stored[0]
        assert alerts.of(session, "c1")[0].contact == Contact("Ann", "+1 212-555-0199")
        assert alerts.of(session, "c2")[0].contact is None


def test_a_contact_stands_in_the_conversations_later_items_too(database: Database, alerts: Alerts) -> None:
    raised(database, alerts, "m1")
    with_contact(database, alerts)
    emergency = raised(database, alerts, "m2", Danger.OVERDOSE)
    assert emergency.contact == Contact("Ann", "+1 212-555-0199")


def test_a_contact_given_after_the_acknowledgement_does_not_lie_where_nobody_looks(
    database: Database, alerts: Alerts, queue: Queue
) -> None:
    first = raised(database, alerts, "m1", Danger.THREAT)
    acknowledged(database, alerts, first.id)
    assert with_contact(database, alerts)
    [seen] = waiting(database, queue)
    assert seen.id != first.id
    assert (seen.danger, seen.contact) == (Danger.THREAT, Contact("Ann", "+1 212-555-0199"))
    assert notices(database, seen.id) == [(1, "mail"), (1, "webhook")]


def test_a_contact_under_a_lost_key_hides_no_alert(
    database: Database, alerts: Alerts, rounds: Rounds, clock: Clock, caplog: pytest.LogCaptureFixture, queue: Queue
) -> None:
    raised(database, alerts)
    with_contact(database, alerts)
    with database.transaction() as session:
        session.execute(update(QueueItemRow).values(contact=b"sealed with another key"))
    [seen] = waiting(database, queue)
    assert seen.contact is None
    assert "cannot be read with the present keys" in caplog.text


def test_erasure_takes_contact_and_link_and_leaves_the_item(database: Database, alerts: Alerts, queue: Queue) -> None:
    made = raised(database, alerts, "m1")
    with_contact(database, alerts)
    with database.transaction() as session:
        alerts.forget_contact(session, "c1")
        session.execute(delete(ConversationRow).where(ConversationRow.id == "c1"))
    [seen] = waiting(database, queue)
    assert (seen.id, seen.contact, seen.times) == (made.id, None, 1)
    assert link(database, made.id) is None
    assert notices(database, made.id) == [(1, "mail"), (1, "webhook")], "the person may still be in danger"


def test_the_item_of_an_erased_conversation_takes_in_nobody_else(database: Database, alerts: Alerts) -> None:
    made = raised(database, alerts, "m1")
    with database.transaction() as session:
        alerts.forget_contact(session, "c1")
    assert raised(database, alerts, "r1", conversation=None).id != made.id


def test_a_conversation_that_was_just_deleted_leaves_an_item_without_link(
    database: Database, alerts: Alerts, queue: Queue
) -> None:
    made = raised(database, alerts, "m1")
    with_contact(database, alerts)
    with database.transaction() as session:
        session.execute(delete(ConversationRow).where(ConversationRow.id == "c1"))
    assert link(database, made.id) is None
    with database.transaction() as session:
        assert alerts.forget_orphaned_contacts(session) == 1
        assert alerts.forget_orphaned_contacts(session) == 0
    assert [view.contact for view in waiting(database, queue)] == [None]


def test_a_sighting_of_an_erased_conversation_is_an_item_of_its_own(database: Database, alerts: Alerts) -> None:
    unknown = raised(database, alerts, "r1", conversation=None)
    late = raised(database, alerts, "m1", conversation="erased")
    assert late.id != unknown.id
    assert link(database, late.id) is None


def test_nothing_that_a_client_chose_is_stored_in_the_clear(database: Database, alerts: Alerts) -> None:
    raised(database, alerts, "c1 I told nobody about this")
    with database.transaction() as session:
        for table in ("queue_item", "queue_key", "notification"):
            assert "nobody" not in str(session.execute(text(f"SELECT * FROM {table}")).all())  # noqa: S608


def test_many_messages_at_once_make_one_item_and_each_counts_once(
    database: Database, alerts: Alerts, queue: Queue
) -> None:
    messages = [f"m{number % 8}" for number in range(16)]
    start = threading.Barrier(len(messages))
    faults: list[BaseException] = []

    def tell(key: str) -> None:
        try:
            start.wait()
            raised(database, alerts, key)
        except BaseException as error:  # noqa: BLE001
            faults.append(error)

    threads = [threading.Thread(target=tell, args=(key,)) for key in messages]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    [seen] = waiting(database, queue)
    assert seen.times == 8
    with database.transaction() as session:
        assert session.scalar(select(func.count()).select_from(NotificationRow)) == len(BOTH)
