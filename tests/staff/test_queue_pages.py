"""The queue as clinicians work it: who waits, what they wrote, and what colleagues did about it."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from bot.assembly import Parts
from bot.channels.staff.application import Site
from bot.channels.staff.queue import CHANNEL, DANGER, KIND
from bot.handoff.items import Contact, ItemView
from bot.handoff.kinds import ItemKind
from bot.handoff.sighting import Sighting
from bot.prescreen.state import MOST_CHARACTERS, ConsentGiven, Given, Prescreen, Stage
from bot.prescreen.values import Value
from bot.safety.dangers import Danger
from bot.settings import Settings
from bot.staff.audit import entries
from bot.staff.roles import Role
from bot.storage.models import ConversationRow, PrescreenRow, QueueItemRow
from tests.staff_browser import StaffBrowser, Words

NOON = datetime(2026, 3, 2, 17, tzinfo=UTC)
PLANTED = "zebrafinch"
SCRIPT = "<script>alert(1)</script> & <b>bold</b>"
RTL = "תודה רבה, أنا متعب جدا 😔👩‍👩‍👧"
ANSWERS = {
    "reason_for_interest": Given("What brings you here?", f"It's been a long year.\n\n{RTL}", Value.YES, NOON),
    "psychosis_history": Given("Have you ever had psychosis?", "my aunt did, I think", Value.NEEDS_FOLLOWUP, NOON),
    "heart_blood_pressure": Given("Your heart?", "Yes", Value.YES, NOON, is_tapped=True),
    "pregnancy": Given("Are you pregnant?", "", Value.DECLINED, NOON),
    "no_longer_asked": Given("Do you like birds?", SCRIPT, Value.UNSURE, NOON),
}
CONSENT = ConsentGiven(4, "Is that all right with you, really?", NOON)
type Browsers = Callable[[], StaffBrowser]


@dataclass
class Clinic:
    """A bot with people who wait."""

    parts: Parts

    def conversation(self, name: str) -> str:
        with self.parts.database.transaction() as session:
            if session.get(ConversationRow, name) is None:
                row = ConversationRow(id=name, channel="web", address=name, created_at=NOON, last_active_at=NOON)
                session.add(row)
        return name

    def waits(self, kind: ItemKind, of: str = "c1", words: str | None = None, reach: str | None = None) -> ItemView:
        conversation = self.conversation(of)
        contact = Contact("Ann <b>Other</b>", reach) if reach is not None else None
        with self.parts.database.transaction() as session:
            return self.parts.queue.add(session, kind, conversation, "web", contact=contact, words=words)

    def in_danger(self, danger: Danger = Danger.SUICIDE, at: datetime | None = None, of: str = "c9") -> ItemView:
        sighting = Sighting(f"s-{danger}-{of}", at or datetime.now(UTC), "telegram", danger, self.conversation(of))
        # The parts hold the service within the alarm, which has a spool and a thread of its own besides.
        alerts = self.parts.alarms._alerts
        with self.parts.database.transaction() as session:
            return alerts.raise_alert(session, sighting)

    def sent(self, answers: Mapping[str, Given] = ANSWERS, of: str = "c5", **changed: object) -> ItemView:
        item = self.waits(ItemKind.PRESCREEN, of, reach="+1 212-555-0199")
        state = Prescreen(
            1, Stage.SENT, answers=answers, consent=CONSENT, sent=answers, sent_at=NOON, times_sent=1
        )  # fmt: skip
        with self.parts.database.transaction() as session:
            self.parts.prescreens.keep(session, of, None, replace(state, **changed), item.id)  # type: ignore[arg-type]
        return item

    def now(self, item: ItemView) -> ItemView:
        with self.parts.database.transaction() as session:
            found = self.parts.queue.find(session, item.id)
        assert found is not None
        return found

    def done(self) -> list[tuple[str, str, str | None, str | None]]:
        """The audit log, oldest first, but for coming and going."""
        with self.parts.database.transaction() as session:
            lines = [(line.login, line.action, line.subject, line.detail) for line in reversed(entries(session))]
        return [line for line in lines if line[1] != "signed in"]


@pytest.fixture
def clinic(staff_parts: Parts) -> Clinic:
    return Clinic(staff_parts)


@pytest.fixture
def cleo(browser: Browsers) -> StaffBrowser:
    """A clinician who is signed in."""
    return colleague(browser, "cleo")


def colleague(browser: Browsers, login: str, role: Role = Role.CLINICIAN) -> StaffBrowser:
    opened = browser()
    opened.add(login, role)
    assert opened.signs_in(login).status_code == 303
    return opened


def page_of(item: ItemView) -> str:
    return f"/staff/queue/{item.reference}"


def does(visitor: StaffBrowser, item: ItemView, what: str, **fields: str) -> str:
    """Presses a button of the item, and reads the page after it."""
    answered = visitor.sends(f"{page_of(item)}/{what}", fields, page=page_of(item))
    assert (answered.status_code, answered.headers["location"]) == (303, page_of(item))
    return Words(visitor.get(page_of(item)).text).text


def test_every_kind_danger_and_channel_has_words(staff_parts: Parts) -> None:
    assert set(KIND) == set(ItemKind)
    assert set(DANGER) == set(Danger)
    assert {"web", "telegram"} == set(CHANNEL)


# --- The list


def test_those_in_danger_stand_on_top_and_of_a_kind_the_newest(cleo: StaffBrowser, clinic: Clinic) -> None:
    prescreen, question = clinic.sent(), clinic.waits(ItemKind.QUESTION, words="May I smoke?")
    calls = [clinic.waits(ItemKind.CALLBACK, of) for of in ("c1", "c2")]
    crisis = clinic.in_danger(Danger.SUICIDE)
    emergency = clinic.in_danger(Danger.OVERDOSE)
    page = cleo.get("/staff/queue").text
    order = re.findall(r'href="/staff/queue/([\w-]+)"', page)
    expected = [emergency, crisis, *reversed(calls), question, prescreen]
    assert order == [item.reference for item in expected]
    seen = Words(page)
    assert [re.sub(r"\W*\d+$", "", heading) for heading in seen.headings] == [
        "Queue", "Emergencies", "Crises", "Requests for a call", "Questions passed on", "Pre-screens",
    ]  # fmt: skip
    assert "Somebody may have taken too much of something" in seen.text
    assert "Where Telegram" in seen.text.replace("WhereTelegram", "Where Telegram")


def test_the_list_says_no_name_no_words_and_no_number(cleo: StaffBrowser, clinic: Clinic) -> None:
    clinic.sent()
    clinic.waits(ItemKind.QUESTION, words="May I smoke?", reach="ann@example.org")
    clinic.waits(ItemKind.CALLBACK, "c3")
    page = cleo.get("/staff/queue").text
    for secret in ("smoke", "555", "ann@example.org", "Other", "long year"):
        assert secret not in page
    assert page.count(">Given<") == 2
    assert page.count(">Not given<") == 1
    assert clinic.done() == [], "the list holds nothing that is worth a line"


def test_what_is_overdue_is_told_by_a_word_and_a_sign(cleo: StaffBrowser, clinic: Clinic) -> None:
    late = clinic.in_danger(at=datetime.now(UTC) - timedelta(hours=3))
    fresh = clinic.in_danger(of="c8")
    words = Words(cleo.get("/staff/queue").text).text
    assert f"⚠ Overdue: 1 person may be in danger, and nobody has claimed it in time: {late.reference}" in words
    assert words.count("⚠ Overdue") == 2
    assert "⚠ Overdue" in Words(cleo.get(page_of(late)).text).text
    assert "⚠ Overdue" not in Words(cleo.get(page_of(fresh)).text).text
    does(cleo, late, "claim")
    assert "Overdue" not in cleo.get("/staff/queue").text


def test_a_request_that_came_again_says_how_often(cleo: StaffBrowser, clinic: Clinic) -> None:
    for _ in range(3):
        item = clinic.waits(ItemKind.CALLBACK)
    assert "3 times, first" in cleo.get("/staff/queue").text
    assert "3 times in all" in cleo.get(page_of(item)).text


def test_mine_and_closed_lately_show_just_that(cleo: StaffBrowser, browser: Browsers, clinic: Clinic) -> None:
    dee = colleague(browser, "dee", Role.ADMINISTRATOR)
    mine, hers, closed, long_closed, open_ = (clinic.waits(ItemKind.QUESTION, words="x") for _ in range(5))
    does(cleo, mine, "claim")
    does(dee, hers, "claim")
    for item in (closed, long_closed):
        does(cleo, item, "close")
    with clinic.parts.database.transaction() as session:
        long_ago = datetime.now(UTC) - timedelta(days=15)
        session.execute(update(QueueItemRow).where(QueueItemRow.id == long_closed.id).values(closed_at=long_ago))

    def shown(view: str) -> set[str]:
        return set(re.findall(r'href="/staff/queue/([\w-]+)"', cleo.get(f"/staff/queue?show={view}").text))

    assert shown("mine") == {mine.reference}
    assert shown("closed") == {closed.reference}
    assert shown("open") == shown("nonsense") == {mine.reference, hers.reference, open_.reference}
    words = Words(cleo.get("/staff/queue").text).text
    assert "Claimed by you" in words
    assert "Claimed by Dee Nwosu" in words


@pytest.mark.parametrize(
    ("view", "words"),
    [("open", "Nobody waits."), ("mine", "Nothing open is with you."), ("closed", "Nothing was closed in the last 14")],
)
def test_an_empty_list_says_so(cleo: StaffBrowser, view: str, words: str) -> None:
    assert words in Words(cleo.get(f"/staff/queue?show={view}").text).text


def test_a_reference_as_it_was_said_on_the_telephone_leads_to_the_item(cleo: StaffBrowser, clinic: Clinic) -> None:
    item = clinic.waits(ItemKind.CALLBACK)
    said = item.reference.lower().replace("-", " ")
    assert cleo.get(f"/staff/queue?reference={said}").headers["location"] == page_of(item)
    missing = cleo.get("/staff/queue?reference=%3Cb%3E")
    assert missing.status_code == 404
    assert "There is no item with this reference." in missing.text
    assert 'value="&lt;b&gt;"' in missing.text


# --- One item


def test_an_item_shows_how_to_reach_the_person_and_is_noted(cleo: StaffBrowser, clinic: Clinic) -> None:
    item = clinic.waits(ItemKind.QUESTION, words=f"May I smoke?\n{SCRIPT}", reach="+1 212-555-0199")
    page = cleo.get(page_of(item)).text
    assert SCRIPT not in page
    assert "<b>" not in page
    words = Words(page).text
    assert f"May I smoke? {SCRIPT}" in words
    assert "Ann <b>Other</b>" in words
    assert "+1 212-555-0199" in words
    assert clinic.done() == [("cleo", "read an item of the queue", item.reference, None)]


def test_a_danger_says_what_it_is_about(cleo: StaffBrowser, clinic: Clinic) -> None:
    words = Words(cleo.get(page_of(clinic.in_danger(Danger.THREAT))).text).text
    assert "Somebody may be a danger to somebody else" in words
    assert "They left no way to reach them" in words


def test_a_prescreen_stands_in_the_persons_words_beside_how_they_were_read(cleo: StaffBrowser, clinic: Clinic) -> None:
    item = clinic.sent(times_sent=3)
    page = cleo.get(page_of(item)).text
    words = Words(page).text
    for asked in (given.asked for given in ANSWERS.values()):
        assert asked in words
    assert f"It's been a long year.\n\n{RTL}" in page.replace("&#39;", "'"), "as it was typed, lines and all"
    assert "my aunt did, I think Program’s reading: something to talk over" in words
    assert "Yes Tapped, not typed" in words
    assert "Are you pregnant? Left out" in words
    assert "Program’s reading: answered" in words
    assert "changed and sent again 2 times" in words
    assert "version 4 of the consent" in words
    assert "Is that all right with you, really?" in words
    assert "2026-03-02 12:00" in words, "by the clinic's clock"
    assert SCRIPT not in page
    assert SCRIPT in words
    assert page.count('dir="auto"') >= len(ANSWERS)
    assert words.index("What brings you here?") < words.index("Do you like birds?")
    assert not re.search(r"\b(score|risk|suitab|eligib|recommend)", words, re.IGNORECASE)


def test_changes_that_were_not_sent_are_not_shown(cleo: StaffBrowser, clinic: Clinic) -> None:
    draft = {**ANSWERS, "reason_for_interest": Given("What brings you here?", "I think better not", Value.YES, NOON)}
    page = cleo.get(page_of(clinic.sent(answers=draft, sent=ANSWERS, stage=Stage.REVIEW))).text
    assert "I think better not" not in page
    assert "long year" in page


def test_a_very_long_answer_is_shown_whole(cleo: StaffBrowser, clinic: Clinic) -> None:
    long = "woe😔" * (MOST_CHARACTERS // 4)
    item = clinic.sent({"reason_for_interest": Given("What brings you here?", long, Value.YES, NOON)})
    assert long in cleo.get(page_of(item)).text


def test_answers_that_are_gone_or_locked_are_told(cleo: StaffBrowser, clinic: Clinic, small_settings: Settings) -> None:
    assert "The answers are no longer there." in cleo.get(page_of(clinic.waits(ItemKind.PRESCREEN))).text
    item = clinic.sent()
    with clinic.parts.database.transaction() as session:
        session.execute(update(PrescreenRow).values(state=b"sealed with another key"))
    shown = cleo.get(page_of(item))
    assert (shown.status_code, "cannot be read with the present keys" in shown.text) == (200, True)
    assert cleo.get(f"{page_of(item)}/fhir").status_code == 404


def test_paper_gets_the_answers_without_buttons_and_notes(cleo: StaffBrowser, clinic: Clinic) -> None:
    page = cleo.get(page_of(clinic.sent())).text
    css = cleo.get("/staff/static/staff.css").text
    printed = css[css.rindex("@media print") :]
    assert re.search(r"\.top, .*form.*\.no-print \{ display: none; \}", printed)
    assert ".print-only { display: block; }" in printed
    aside = re.search(r'<aside class="no-print".*?</aside>', page, re.DOTALL)
    assert aside is not None
    assert "<form" not in page.replace(aside[0], "").split("<main", 1)[1]
    assert "What brings you here?" not in aside[0]


@pytest.mark.parametrize("path", ["", "/fhir", "/erase"])
def test_an_unknown_reference_is_not_found(cleo: StaffBrowser, path: str) -> None:
    assert cleo.get(f"/staff/queue/K7FM-3RPD{path}").status_code == 404


@pytest.mark.parametrize("what", ["claim", "contacted", "close", "hand-over", "note", "erase"])
def test_nothing_is_done_to_an_item_that_is_gone(cleo: StaffBrowser, what: str) -> None:
    fields = {"words": "a note", "to": "cleo"}
    assert cleo.sends(f"/staff/queue/K7FM-3RPD/{what}", fields, page="/staff/").status_code == 404


def test_an_editor_sees_nothing_of_it(browser: Browsers, clinic: Clinic) -> None:
    editor, item = colleague(browser, "ed", Role.EDITOR), clinic.sent()
    for path in ("/staff/queue", page_of(item), f"{page_of(item)}/fhir", f"{page_of(item)}/erase"):
        assert editor.get(path).status_code == 403
    for what in ("claim", "contacted", "close", "hand-over", "note", "erase"):
        assert editor.sends(f"{page_of(item)}/{what}", page="/staff/").status_code == 403
    assert "/staff/queue" not in editor.get("/staff/").text
    assert clinic.done() == []


# --- What is done about it


def test_from_claimed_over_reached_to_closed(cleo: StaffBrowser, clinic: Clinic) -> None:
    item = clinic.in_danger()
    assert "It is yours now" in does(cleo, item, "claim")
    assert "Noted: the person was reached." in does(cleo, item, "contacted")
    assert f"{item.reference} is closed." in does(cleo, item, "close")
    now = clinic.now(item)
    assert (now.claimed_by, now.contacted_by, now.closed_by) == ("cleo", "cleo", "cleo")
    words = Words(cleo.get(page_of(item)).text).text
    assert "Closed by you" in words
    assert not re.search(r"Claim it|I reached them|Close it|Hand over", words)
    steps = [line[1:] for line in clinic.done() if line[1] != "read an item of the queue"]
    assert steps == [
        ("claimed an item", item.reference, None),
        ("noted that a person was reached", item.reference, None),
        ("closed an item", item.reference, None),
    ]


def test_whoever_comes_second_is_told_who_was_first(cleo: StaffBrowser, browser: Browsers, clinic: Clinic) -> None:
    dee, item = colleague(browser, "dee"), clinic.waits(ItemKind.CALLBACK)
    does(dee, item, "claim")
    assert "Dee Nwosu took it already, just now. Nothing was changed." in does(cleo, item, "claim")
    assert clinic.now(item).claimed_by == "dee"
    does(cleo, item, "contacted")
    assert "You reached the person already" in does(cleo, item, "contacted")
    does(cleo, item, "close")
    assert "Cleo Nwosu closed it already" in does(dee, item, "close")
    assert "Cleo Nwosu closed it already" in does(dee, item, "claim")
    assert "Cleo Nwosu closed it already" in does(dee, item, "contacted")
    assert [line[0] for line in clinic.done() if "claimed" in line[1] or "closed" in line[1]] == ["dee", "cleo"]


def test_who_noted_something_on_the_command_line_is_named_as_they_named_themselves(
    cleo: StaffBrowser, clinic: Clinic
) -> None:
    item = clinic.waits(ItemKind.CALLBACK)
    with clinic.parts.database.transaction() as session:
        clinic.parts.queue.claim(session, item.id, "Dr. <i>Ada</i>")
    assert "Dr. <i>Ada</i> took it already" in does(cleo, item, "claim")


def test_an_item_is_handed_over_to_somebody_who_can_see_to_it(
    cleo: StaffBrowser, browser: Browsers, clinic: Clinic
) -> None:
    dee = colleague(browser, "dee", Role.ADMINISTRATOR)
    for login, role in (("ed", Role.EDITOR), ("gone", Role.CLINICIAN)):
        cleo.add(login, role)
    with clinic.parts.database.transaction() as session:
        accounts = clinic.parts.staff.accounts
        gone = accounts.of_login(session, "gone")
        assert gone is not None
        accounts.disable(session, gone[0].id)
    item = clinic.waits(ItemKind.CALLBACK)
    page = cleo.get(page_of(item)).text
    assert re.findall(r'<option value="(\w+)">', page) == ["cleo", "dee"]
    for login in ("ed", "gone", "nobody", ""):
        fields = {"to": login, "before": ""}
        refused = cleo.sends(f"{page_of(item)}/hand-over", fields, page=page_of(item))
        assert (refused.status_code, "Please choose a colleague." in refused.text) == (422, True)
    assert "Dee Nwosu has it now." in does(cleo, item, "hand-over", to="dee", before="")
    assert clinic.now(item).claimed_by == "dee"
    assert ("cleo", "handed over an item", item.reference, "dee") in clinic.done()
    assert "Claimed by you" in Words(dee.get("/staff/queue?show=mine").text).text
    assert re.findall(r'<option value="(\w+)">', dee.get(page_of(item)).text) == ["cleo"]


def test_what_somebody_took_meanwhile_is_not_handed_over(cleo: StaffBrowser, browser: Browsers, clinic: Clinic) -> None:
    dee, item = colleague(browser, "dee"), clinic.waits(ItemKind.CALLBACK)
    does(dee, item, "claim")
    assert "Dee Nwosu took it already" in does(cleo, item, "hand-over", to="cleo", before="")
    does(dee, item, "close")
    assert "Dee Nwosu closed it already" in does(cleo, item, "hand-over", to="cleo", before="dee")


# --- Notes


def test_notes_are_kept_in_order_with_author_and_as_they_were_written(
    cleo: StaffBrowser, browser: Browsers, clinic: Clinic
) -> None:
    dee, item = colleague(browser, "dee"), clinic.waits(ItemKind.CALLBACK)
    does(cleo, item, "note", words=f"Rang twice.\r\n{SCRIPT}\r\n{RTL}")
    does(dee, item, "close")
    does(dee, item, "note", words="It is done.")
    page = cleo.get(page_of(item)).text
    assert SCRIPT not in page
    assert f"{RTL}</div>" in page
    words = Words(page).text
    assert words.index("Cleo Nwosu, 20") < words.index(f"Rang twice. {SCRIPT}") < words.index("It is done.")
    assert ("dee", "added a note to an item", item.reference, None) in clinic.done()


@pytest.mark.parametrize(
    ("words", "fault"),
    [("  ", "Please write something first."), ("x" * 4001, "at most 4,000 characters; this one has 4,001")],
)
def test_a_note_that_is_empty_or_too_long_comes_back(
    cleo: StaffBrowser, clinic: Clinic, words: str, fault: str
) -> None:
    item = clinic.waits(ItemKind.CALLBACK)
    refused = cleo.sends(f"{page_of(item)}/note", {"words": words}, page=page_of(item))
    assert refused.status_code == 422
    assert fault in refused.text
    assert f">{words.strip()}</textarea>" in refused.text


def test_a_note_that_was_sent_twice_is_kept_once(cleo: StaffBrowser, clinic: Clinic) -> None:
    item = clinic.waits(ItemKind.CALLBACK)
    does(cleo, item, "note", words="Rang twice.")
    assert "The same note of yours is there already." in does(cleo, item, "note", words="Rang twice.")
    assert cleo.get(page_of(item)).text.count("Rang twice.") == 1


def test_nothing_of_a_note_or_an_answer_can_be_read_in_the_file(
    cleo: StaffBrowser, clinic: Clinic, small_settings: Settings
) -> None:
    item = clinic.sent({"reason_for_interest": Given("Why?", f"{PLANTED} one", Value.YES, NOON)})
    does(cleo, item, "note", words=f"{PLANTED} two")
    files = [path for path in small_settings.data_dir.iterdir() if path.name.startswith("kap.sqlite3")]
    assert files
    assert all(PLANTED.encode() not in path.read_bytes() for path in files)
    assert PLANTED not in str(clinic.done())


# --- Taking it elsewhere, and erasing it


def test_a_prescreen_is_downloaded_under_its_reference(cleo: StaffBrowser, clinic: Clinic) -> None:
    item = clinic.sent()
    answered = cleo.get(f"{page_of(item)}/fhir")
    assert answered.headers["content-type"] == "application/fhir+json"
    assert answered.headers["content-disposition"] == f'attachment; filename="{item.reference}.json"'
    assert answered.headers["cache-control"] == "no-store"
    resource = json.loads(answered.text)
    assert resource["resourceType"] == "QuestionnaireResponse"
    assert resource["identifier"]["value"] == item.reference
    assert "long year" in answered.text
    assert clinic.done()[-1] == ("cleo", "downloaded a pre-screen", item.reference, None)
    assert cleo.get(f"{page_of(clinic.waits(ItemKind.CALLBACK))}/fhir").status_code == 404


def test_an_item_is_erased_with_answers_and_notes_and_the_log_stays(
    cleo: StaffBrowser, clinic: Clinic, small_settings: Settings
) -> None:
    item = clinic.sent()
    does(cleo, item, "note", words=f"{PLANTED} two")
    asked = Words(cleo.get(f"{page_of(item)}/erase").text).text
    assert "with all its answers" in asked
    assert "1 note of staff" in asked
    assert clinic.now(item), "asking erases nothing"
    erased = cleo.sends(f"{page_of(item)}/erase")
    assert (erased.status_code, erased.headers["location"]) == (303, "/staff/queue")
    assert f"{item.reference} is erased." in cleo.get("/staff/queue").text
    assert cleo.get(page_of(item)).status_code == 404
    assert clinic.done()[-1] == ("cleo", "erased an item on request", item.reference, "prescreen")
    with clinic.parts.database.transaction() as session:
        assert clinic.parts.prescreens.of_item(session, item.id) is None
        assert clinic.parts.notes.of(session, item.id) == []


def test_a_danger_that_nobody_claimed_is_not_erased(cleo: StaffBrowser, clinic: Clinic) -> None:
    item = clinic.in_danger()
    assert '<button class="grave"' not in cleo.get(f"{page_of(item)}/erase").text
    refused = cleo.sends(f"{page_of(item)}/erase", page=page_of(item))
    assert refused.headers["location"] == page_of(item)
    assert "Please claim it first." in cleo.get(page_of(item)).text
    does(cleo, item, "claim")
    assert cleo.sends(f"{page_of(item)}/erase").headers["location"] == "/staff/queue"


def test_every_page_of_an_item_is_for_those_who_see_to_people(staff_parts: Parts) -> None:
    declared = [page for page in Site(staff_parts).declared if page.path.startswith("/staff/queue")]
    assert len(declared) == 11
    assert all(page.roles == {Role.CLINICIAN, Role.ADMINISTRATOR} for page in declared)
