"""Drafts: kept and never served, looked at by a second person, and nothing that was written is ever lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import delete

from bot.assembly import Parts
from bot.channels.staff.answer_parts import months_before
from bot.library.drafts import DraftState, Wording, saved_wordings
from bot.library.publishing import Publishing, SecondPersonNeeded, Stamp, published_entries
from bot.staff.roles import Role
from bot.storage.models import StaffSessionRow
from tests.staff.answering import (
    DRAFT,
    PAGE,
    PARKING,
    SLUG,
    edited,
    entry_of,
    fields,
    form_of,
    kept,
    log,
    opened,
    revision,
    send,
    stamp,
)
from tests.staff_browser import StaffBrowser, Words

type Browsers = Callable[[], StaffBrowser]

EDIT = f"{PAGE}/edit"
NEW = "/staff/answers/new"
SURE = {"sure": "yes"}


@pytest.fixture
def ed(answers_parts: Parts, browser: Browsers) -> StaffBrowser:
    return opened(browser(), "ed")


def number(parts: Parts, slug: str = SLUG) -> int:
    found = kept(parts, slug)
    assert found is not None
    return found.number


def test_a_draft_is_kept_and_never_served(ed: StaffBrowser, answers_parts: Parts) -> None:
    parts, before = answers_parts, revision(answers_parts)
    known = entry_of(parts)
    words = edited(parts, title="", question="half a thou", body="Nobody\x00 reads this 🚗 <b>yet</b>")
    sent = send(ed, EDIT, fields(words, stamp(parts), act="save"))
    assert (sent.status_code, sent.headers["location"]) == (303, DRAFT)
    shown = Words(ed.get(DRAFT).text).text
    for part in (
        "Saved. Patients get nothing of it",
        "thou",
        "reads this 🚗 <b>yet</b>",
        "To mend before it can be published",
    ):
        assert part in shown
    assert "half a thou" in ed.get(EDIT).text, "the form opens the draft"
    assert "There is a draft by ed" in Words(ed.get(PAGE).text).text
    assert "draft, ed" in Words(ed.get("/staff/answers?state=draft").text).text
    assert (entry_of(parts), revision(parts)) == (known, before), "patients get what they got"
    again = fields(replace(words, body="Nobody\ufffd reads this 🚗 <b>yet</b>"), stamp(parts), 1, act="save")
    assert send(ed, EDIT, again).status_code == 303
    assert number(parts) == 1, "the same words are not kept twice"
    for way in ("publish", "ask"):
        send(ed, f"{DRAFT}/{way}", [("draft", "1"), ("sure", "yes")])
        assert revision(parts) == before, "what has to be mended is published in no way"
    assert ed.sends(f"{DRAFT}/discard", {"draft": "1"}, page=PAGE).status_code == 422, "not without the tick"
    assert ed.sends(f"{DRAFT}/discard", {"draft": "9", **SURE}, page=PAGE).status_code == 409
    assert ed.sends(f"{DRAFT}/discard", {"draft": "1", **SURE}, page=PAGE).status_code == 303
    assert kept(parts) is None
    assert known.title in ed.get(EDIT).text
    assert "half a thou" in ed.get(f"{EDIT}?saved=1").text, "what was discarded can be opened again"
    assert ed.get(f"{EDIT}?saved=7").status_code == 404
    assert ed.get("/staff/answers/nothing/draft").status_code == 404
    assert ed.sends(f"{DRAFT}/publish", {"draft": "1", **SURE}, page=PAGE).status_code == 404
    assert [line[1:] for line in log(parts) if "draft" in line[1]] == [
        ("saved a draft of an answer", SLUG, "draft-1"),
        ("asked for somebody to look at a draft of an answer", SLUG, "draft-1"),
        ("discarded a draft of an answer", SLUG, "draft-1"),
    ]


def test_a_new_answer_lives_as_a_draft_until_it_is_published(
    ed: StaffBrowser, browser: Browsers, answers_parts: Parts
) -> None:
    parts, page = answers_parts, "/staff/answers/parking"
    for title in ("Parking", "Parking", ""):
        sent = send(ed, NEW, fields(replace(PARKING, title=title), Stamp(0, 0), act="save"))
        assert sent.status_code == 303
    assert sent.headers["location"] == "/staff/answers/answer/draft"
    assert kept(parts, "parking_2") is not None, "two new answers of one title are two drafts"
    assert ed.get(page).headers["location"] == f"{page}/draft"
    cleo = opened(browser(), "cleo", Role.CLINICIAN)
    assert "This answer is new." in Words(cleo.get(f"{page}/draft").text).text
    listed = Words(cleo.get("/staff/answers").text).text
    assert "No title yet" in listed
    assert "parking" not in parts.library.shelf().entries
    tried = {"try": "where can i leave the van"}
    outcome = Words(cleo.sends(f"{page}/draft/try", tried, page=PAGE).text).text
    assert "NowThe bot gives one answer. How long a session takes fits" in outcome
    assert "With this draftThe bot gives one answer. Parking fits" in outcome
    changed = replace(PARKING, title="Car park")
    assert send(ed, f"{page}/edit", fields(changed, Stamp(0, 0), 1, act="save")).status_code == 303
    assert ed.sends(f"{page}/draft/publish", {"draft": "1", **SURE}, page=PAGE).status_code == 409
    assert cleo.sends(f"{page}/draft/publish", {"draft": "2", **SURE}, page=PAGE).status_code == 403
    assert ed.sends(f"{page}/draft/publish", {"draft": "2", **SURE}, page=PAGE).headers["location"] == page
    assert parts.library.shelf().entries["parking"].title == "Car park"
    with parts.database.transaction() as session:
        states = [each.state for each in saved_wordings(session, "parking")]
    assert states == [DraftState.PUBLISHED, DraftState.REPLACED]


def test_two_who_write_at_once_lose_nothing(ed: StaffBrowser, browser: Browsers, answers_parts: Parts) -> None:
    parts, seen = answers_parts, stamp(answers_parts)
    bo = opened(browser(), "bo")
    mine, theirs = edited(parts, title="Mine in the meantime"), edited(parts, title="Theirs before that")
    assert send(bo, EDIT, fields(theirs, seen, act="save")).status_code == 303
    for act in ("save", "publish", "look", "ask"):
        shown = send(ed, EDIT, fields(mine, seen, act=act))
        assert shown.status_code == 409, act
        said = Words(shown.text).text
        assert "bo saved a draft of this answer while you were writing" in said
        assert "Theirs before that" in said
        assert 'value="Mine in the meantime"' in shown.text
    assert number(parts) == 1
    informed = [pair for pair in form_of(shown.text, EDIT) if pair[0] in ("newest", "published", "draft")]
    pairs = [pair for pair in fields(mine, seen) if pair[0] not in ("newest", "published", "draft")]
    assert send(ed, EDIT, [*pairs, *informed, ("act", "save")]).status_code == 303
    assert "Theirs before that" in ed.get(f"{EDIT}?saved=1").text, "theirs is still there"
    # Somebody publishes beside the draft: whoever opens it is shown both.
    other = edited(parts, question="How long will it take?")
    with parts.database.transaction() as session:
        parts.publishing.publish_over(session, other.entry(SLUG, None), "bo", seen)
    assert ed.sends(f"{DRAFT}/publish", {"draft": "2", **SURE}, page=PAGE).status_code == 409
    both = Words(ed.get(EDIT).text).text
    assert "bo changed this answer after this draft was begun" in both
    assert "How long will it take?" in both
    stale = send(ed, EDIT, fields(mine, stamp(parts), 1, act="publish"))
    assert stale.status_code == 409
    assert send(ed, EDIT, fields(mine, stamp(parts), 2, act="publish")).status_code == 303
    assert kept(parts) is None, "what is published is no draft any more"
    assert entry_of(parts).title == "Mine in the meantime"
    gone = send(ed, EDIT, fields(theirs, stamp(parts), 2, act="save"))
    assert gone.status_code == 409
    assert "was discarded meanwhile" in Words(gone.text).text


# --- A second person


def test_nobody_publishes_words_of_their_own(strict_browser: Browsers, answers_parts: Parts) -> None:
    parts, known = answers_parts, entry_of(answers_parts)
    ed, bo = opened(strict_browser(), "ed", Role.ADMINISTRATOR), opened(strict_browser(), "bo")
    cleo = opened(strict_browser(), "cleo", Role.CLINICIAN)
    before, words = revision(parts), edited(parts, title="Better words")
    assert 'value="publish"' not in ed.get(EDIT).text
    refused = send(ed, EDIT, fields(words, stamp(parts), act="publish"))
    assert refused.status_code == 422
    assert "Nobody publishes their own words here" in Words(refused.text).text
    assert 'value="Better words"' in refused.text, "nothing typed is lost"
    assert send(ed, NEW, fields(PARKING, Stamp(0, 0), act="publish")).status_code == 422
    assert send(ed, EDIT, fields(words, stamp(parts), act="save")).status_code == 303
    for browser, draft in ((ed, "1"), (bo, "1")):
        sent = browser.sends(f"{DRAFT}/publish", {"draft": draft, **SURE}, page=PAGE)
        assert sent.status_code == 409, "nobody asked for a second person yet"
    assert ed.sends(f"{DRAFT}/ask", {"draft": "1"}, page=PAGE).status_code == 303
    assert "somebody else has to publish them" in Words(ed.get(DRAFT).text).text
    assert ed.sends(f"{DRAFT}/publish", {"draft": "1", **SURE}, page=PAGE).status_code == 409
    assert revision(parts) == before
    for visitor in (bo, cleo):
        home = Words(visitor.get("/staff/").text).text
        assert "1 Drafts to look at" in home
        assert "1 draft waits for a review" in Words(visitor.get("/staff/answers").text).text
        assert "(added: Better words)" in Words(visitor.get(DRAFT).text).text
    # Back with a remark, and better the second time.
    assert cleo.sends(f"{DRAFT}/send-back", {"draft": "1"}, page=PAGE).status_code == 422
    long = cleo.sends(f"{DRAFT}/send-back", {"draft": "1", "remark": "x" * 501}, page=PAGE)
    assert "x" * 501 in long.text, "nothing typed is lost"
    assert cleo.sends(f"{DRAFT}/send-back", {"draft": "1", "remark": "Too <short> 🙂"}, page=PAGE).status_code == 303
    assert "Too <short> 🙂" in Words(ed.get(EDIT).text).text
    better = replace(words, title="Best words")
    assert send(ed, EDIT, fields(better, stamp(parts), 1, act="ask")).status_code == 303
    untouched = send(bo, EDIT, fields(better, stamp(parts), 2, act="save"))
    assert untouched.status_code == 303
    found = kept(parts)
    assert found is not None
    assert (found.author, found.number, found.waits) == ("ed", 2, True), (
        "saving the same words makes them nobody else's"
    )
    assert cleo.sends(f"{DRAFT}/publish", {"draft": "2", **SURE}, page=PAGE).status_code == 403
    assert bo.sends(f"{DRAFT}/publish", {"draft": "2", **SURE}, page=PAGE).headers["location"] == PAGE
    assert entry_of(parts).title == "Best words"
    with parts.database.transaction() as session:
        assert published_entries(session)[SLUG].title == "Best words"
    assert log(parts)[-1] == ("bo", "published an answer", SLUG, f"version-{stamp(parts).newest}")
    assert known.title != "Best words"


def test_no_other_way_to_patients_needs_one_person_alone(strict_browser: Browsers, answers_parts: Parts) -> None:
    parts, first = answers_parts, str(stamp(answers_parts).published)
    reviewed = replace(entry_of(parts), reviewed=date(2026, 1, 2), reviewer="Dr X", title="Read by a clinician")
    parts.publishing.import_entries([reviewed])
    parts.publishing.import_entries([replace(reviewed, title="Changed since", reviewed=None, reviewer=None)])
    ed, bo = opened(strict_browser(), "ed", Role.ADMINISTRATOR), opened(strict_browser(), "bo")
    before, now = revision(parts), stamp(parts)
    marks = {"newest": str(now.newest), "published": str(now.published), **SURE}
    restored = ed.sends(f"{PAGE}/restore", {**marks, "number": str(int(first) + 1)}, page=PAGE)
    assert restored.headers["location"] == DRAFT
    found = kept(parts)
    assert found is not None
    assert (found.waits, found.author, revision(parts)) == (True, "ed", before)
    ed.sends(f"{PAGE}/restore", {**marks, "number": first}, page=PAGE)
    assert kept(parts) == found, "a draft that is there is not overwritten"
    assert ed.sends(f"{DRAFT}/publish", {"draft": "1", **SURE}, page=PAGE).status_code == 409
    assert bo.sends(f"{DRAFT}/publish", {"draft": "1", **SURE}, page=PAGE).status_code == 303
    assert entry_of(parts).reviewed == date(2026, 1, 2), "the very words that a clinician stood for"
    # Taking away is the safe direction, and needs nobody else; bringing back does.
    assert ed.sends(f"{PAGE}/withdraw", SURE, page=PAGE).status_code == 303
    assert SLUG not in parts.library.shelf().entries
    after, now = revision(parts), stamp(parts)
    marks = {"newest": str(now.newest), "published": "0", **SURE}
    assert ed.sends(f"{PAGE}/publish", marks, page=PAGE).headers["location"] == DRAFT
    assert revision(parts) == after
    assert ed.sends(f"{DRAFT}/publish", {"draft": "2", **SURE}, page=PAGE).status_code == 409
    assert bo.sends(f"{DRAFT}/publish", {"draft": "2", **SURE}, page=PAGE).status_code == 303
    assert SLUG in parts.library.shelf().entries
    # A clinician's signature changes no word.
    now = stamp(parts)
    marks = {"newest": str(now.newest), "published": str(now.published), **SURE}
    assert ed.sends(f"{PAGE}/review", marks, page=PAGE).status_code == 303
    assert entry_of(parts).reviewer == "Ed Nwosu"


def test_the_service_itself_refuses_one_person(strict_browser: Browsers, answers_parts: Parts) -> None:
    """Whatever page comes to be written: what all of them publish with takes no one's own words."""
    publishing: Publishing = strict_browser().parts.publishing
    entry, seen = replace(entry_of(answers_parts), title="Mine"), stamp(answers_parts)
    for approved_by in (None, "ed"):
        with pytest.raises(SecondPersonNeeded), answers_parts.database.transaction() as session:
            publishing.publish_over(session, entry, "ed", seen, approved_by)
    with pytest.raises(SecondPersonNeeded):
        publishing.publish(SLUG, 1)
    with pytest.raises(SecondPersonNeeded):
        publishing.import_entries([entry])
    assert entry_of(answers_parts).title != "Mine"
    with answers_parts.database.transaction() as session:
        publishing.publish_over(session, entry, "ed", seen, "bo")
    assert entry_of(answers_parts).title == "Mine"


# --- What was typed when the session had ended


def test_what_is_typed_outlives_the_session(ed: StaffBrowser, answers_parts: Parts) -> None:
    parts, token = answers_parts, ed.token_of(PAGE)
    words = edited(parts, title="Typed for an hour", body="First <script>.\n\nThen “more” & more.")
    pairs = fields(words, stamp(parts), act="save")
    with parts.database.transaction() as session:
        session.execute(delete(StaffSessionRow))
    away = send(ed, EDIT, pairs, token)
    assert away.status_code == 403
    assert "You were signed out before this came" in Words(away.text).text
    assert "First &lt;script&gt;." in away.text
    assert ed.get(EDIT).status_code == 303, "the page itself opens for nobody"
    assert ed.signs_in("ed").status_code == 303
    back = send(ed, EDIT, form_of(away.text, EDIT), "")
    assert back.status_code == 403
    assert "You have signed in again" in Words(back.text).text
    given = form_of(back.text, EDIT)
    assert kept(parts) is None
    assert send(ed, EDIT, given, dict(given)["form_token"]).headers["location"] == DRAFT
    found = kept(parts)
    assert found is not None
    assert found.wording == Wording.of_json(words.as_json())
    foreign = ed.posts(EDIT, dict(pairs), headers={"sec-fetch-site": "cross-site"})
    assert "Typed for an hour" not in foreign.text, "another site's form is not shown as ours"


# --- Reviews that are due


def test_reviews_that_are_due_are_listed_and_counted(ed: StaffBrowser, answers_parts: Parts) -> None:
    parts, today = answers_parts, datetime.now(UTC).date()
    days = {"heart_bp": months_before(today, 13), "what_is_kap": months_before(today, 11)}
    parts.publishing.import_entries(
        replace(entry_of(parts, slug), reviewed=day, reviewer="Dr X") for slug, day in days.items()
    )
    assert "1 Reviews that are due" in Words(ed.get("/staff/").text).text
    listed = ed.get("/staff/answers?review=old").text
    assert "/staff/answers/heart_bp" in listed
    assert "/staff/answers/what_is_kap" not in listed
    assert "1 of 3 answers" in Words(listed).text
    parts.publishing.withdraw("heart_bp")
    assert "0 Reviews that are due" in Words(ed.get("/staff/").text).text, "nobody gets it"


def test_months_are_counted_back() -> None:
    assert months_before(date(2028, 2, 29), 12) == date(2027, 2, 28)
    assert months_before(date(2026, 3, 31), 1) == date(2026, 2, 28)
    assert months_before(date(2026, 1, 15), 13) == date(2024, 12, 15)
