"""The queue's live count, as the script of the staff site asks for it."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, update

from bot.assembly import Parts
from bot.handoff.items import Contact, ItemView
from bot.handoff.kinds import ItemKind
from bot.handoff.sighting import Sighting
from bot.handoff.tally import Tally
from bot.safety.dangers import Danger
from bot.staff.roles import Role
from bot.storage.models import ConversationRow, QueueItemRow, StaffSessionRow
from tests.staff_browser import StaffBrowser

COUNT = "/staff/queue/count"
PLANTED = "zebrafinch"
type Browsers = Callable[[], StaffBrowser]


def signed_in(browser: Browsers, login: str, role: Role) -> StaffBrowser:
    opened = browser()
    opened.add(login, role)
    assert opened.signs_in(login).status_code == 303
    return opened


def waits(parts: Parts, kind: ItemKind, words: str | None = None) -> ItemView:
    with parts.database.transaction() as session:
        if session.get(ConversationRow, "c1") is None:
            now = datetime.now(UTC)
            session.add(ConversationRow(id="c1", channel="web", address="c1", created_at=now, last_active_at=now))
            session.flush()
        reach = Contact(f"{PLANTED} Ann", f"{PLANTED}@example.org")
        return parts.queue.add(session, kind, "c1", "web", contact=reach, words=words)


def in_danger(parts: Parts) -> ItemView:
    sighting = Sighting("s1", datetime.now(UTC), "telegram", Danger.SUICIDE, None)
    with parts.database.transaction() as session:
        return parts.alarms._alerts.raise_alert(session, sighting)


def counted(browser: StaffBrowser) -> dict[str, object]:
    answered = browser.get(COUNT)
    assert answered.status_code == 200
    assert answered.headers["content-type"] == "application/json"
    assert answered.headers["cache-control"] == "no-store"
    found: dict[str, object] = json.loads(answered.text)
    return found


def none_but(**some: int) -> dict[str, int]:
    return {kind.value: some.get(kind.value, 0) for kind in ItemKind}


def test_it_counts_what_waits_and_has_another_revision_whenever_the_list_has_changed(
    browser: Browsers, staff_parts: Parts
) -> None:
    cleo = signed_in(browser, "cleo", Role.CLINICIAN)
    queue, database = staff_parts.queue, staff_parts.database
    empty = counted(cleo)
    assert (empty["open"], empty["unclaimed"], empty["overdue"]) == (none_but(), none_but(), 0)
    assert empty["marks"] == {"dangers": [], "others": []}
    revisions = [empty["revision"]]

    def changed() -> dict[str, object]:
        now = counted(cleo)
        assert now["revision"] != revisions[-1]
        assert counted(cleo) == now, "nothing happened in between"
        revisions.append(now["revision"])
        return now

    question = waits(staff_parts, ItemKind.QUESTION, f"May I bring my {PLANTED}?")
    assert changed()["unclaimed"] == none_but(question=1)
    waits(staff_parts, ItemKind.CALLBACK)
    waits(staff_parts, ItemKind.CALLBACK)
    assert changed()["unclaimed"] == none_but(question=1, callback=1), "it came twice, and is one"
    danger = in_danger(staff_parts)
    now = changed()
    assert (now["open"], now["overdue"]) == (none_but(question=1, callback=1, crisis=1), 0)
    assert [len(marks) for marks in now["marks"].values()] == [1, 2]  # type: ignore[attr-defined]

    long_ago = datetime.now(UTC) - timedelta(days=1)
    with database.transaction() as session:
        session.execute(update(QueueItemRow).where(QueueItemRow.id == danger.id).values(at=long_ago))
    assert changed()["overdue"] == 1
    with database.transaction() as session:
        assert queue.claim(session, danger.id, "cleo")
    now = changed()
    assert (now["open"], now["unclaimed"], now["overdue"]) == (
        none_but(question=1, callback=1, crisis=1),
        none_but(question=1, callback=1),
        0,
    )
    assert now["marks"]["dangers"] == []  # type: ignore[index]
    with database.transaction() as session:
        assert queue.reassign(session, danger.id, "dee", "cleo")
    changed()
    for step in (queue.contacted, queue.close):
        with database.transaction() as session:
            assert step(session, danger.id, "cleo")
        now = changed()
    assert now["open"] == none_but(question=1, callback=1)
    with database.transaction() as session:
        queue.erase(session, question.id)
    assert changed()["open"] == none_but(callback=1)

    shown = re.search(r'data-revision="(\w+)"', cleo.get("/staff/queue").text)
    assert shown is not None
    assert shown[1] == revisions[-1], "the page bears the revision of what it shows"


def test_it_holds_nothing_of_anybody_and_opens_nothing_that_is_sealed(
    browser: Browsers, staff_parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann = signed_in(browser, "ann", Role.ADMINISTRATOR)
    items = [waits(staff_parts, ItemKind.QUESTION, PLANTED), waits(staff_parts, ItemKind.CALLBACK)]
    with staff_parts.database.transaction() as session:
        staff_parts.queue.claim(session, items[0].id, "ann")

    def opened(*_: object) -> None:
        raise AssertionError("something sealed was opened")

    monkeypatch.setattr(staff_parts.queue._store._vault, "unseal", opened)
    text = ann.get(COUNT).text
    for hidden in (PLANTED, "ann", *(item.reference for item in items), *(item.id for item in items)):
        assert hidden not in text.lower()
    assert "telegram" not in text
    with staff_parts.database.transaction() as session:
        asked: list[str] = []
        connection = session.connection()
        event.listen(connection, "before_cursor_execute", lambda *told: asked.append(told[2]))
        tally = staff_parts.queue.tally(session)
    assert isinstance(tally, Tally)
    assert len(asked) == 1, "it is asked for every few seconds by everybody"


def test_asking_keeps_nobody_signed_in_and_whoever_is_signed_out_is_sent_away(
    browser: Browsers, staff_parts: Parts
) -> None:
    cleo = signed_in(browser, "cleo", Role.CLINICIAN)
    token = cleo.client.cookies["kap_staff"]

    def seen(minutes_ago: int) -> None:
        with staff_parts.database.transaction() as session:
            at = datetime.now(UTC) - timedelta(minutes=minutes_ago)
            session.execute(update(StaffSessionRow).values(seen_at=at))

    seen(29)
    assert cleo.get(COUNT).status_code == 200
    with staff_parts.database.transaction() as session:
        found = session.query(StaffSessionRow).one()
        assert found.seen_at < datetime.now(UTC) - timedelta(minutes=28), "asking is no click"
    assert cleo.client.cookies["kap_staff"] == token
    seen(31)
    sent = cleo.get(COUNT)
    assert (sent.status_code, sent.headers["location"].split("?")[0]) == (303, "/staff/sign-in")


def test_only_who_may_see_the_queue_gets_the_count_and_its_script(browser: Browsers) -> None:
    for login, role, may in (
        ("cleo", Role.CLINICIAN, True),
        ("ann", Role.ADMINISTRATOR, True),
        ("ed", Role.EDITOR, False),
    ):
        opened = signed_in(browser, login, role)
        assert opened.get(COUNT).status_code == (200 if may else 403)
        home = opened.get("/staff/").text
        assert ("queue.js" in home) is may
        assert not may or re.search(r'<script src="/staff/static/queue\.js" defer data-every="15"></script>', home)
    stranger = browser()
    assert stranger.get(COUNT).status_code == 303
    assert "<script" not in stranger.get("/staff/sign-in").text
    script = stranger.get("/staff/static/queue.js")
    assert (script.status_code, script.headers["content-type"].split(";")[0]) == (200, "text/javascript")
