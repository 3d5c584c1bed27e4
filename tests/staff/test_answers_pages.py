"""The pages of the answers, in front of a real bot: what is published here is what the next patient gets."""

import io
import re
import secrets
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest

from bot.assembly import Parts
from bot.channels.staff.answer_form import Draft, free_slug
from bot.channels.staff.comparing import Field, differences
from bot.channels.staff.patient_view import rich_text
from bot.conversation.service import Incoming
from bot.library.entries import Entry, Source, parse_entry
from bot.library.publishing import ChangedMeanwhile, Stamp, published_entries, versions_of
from bot.settings import PROJECT, Settings
from bot.staff.roles import Role
from tests.staff.answering import PAGE, PARKING, SLUG, edited, entry_of, fields, log, opened, send, stamp
from tests.staff_browser import StaffBrowser, Words

type Browsers = Callable[[], StaffBrowser]

EDIT = f"{PAGE}/edit"

# The small library's known gap.
PRICE = replace(
    PARKING,
    title="Price",
    question="How much does it cost?",
    body="The clinic tells you the price before you start.",
    phrasings=("what is the price", "what do you charge", *(f"is it {each} money" for each in "abcdef")),
)


@pytest.fixture
def small_settings(small_settings: Settings) -> Settings:
    """With the list of documents, which the check wants, and answers that name only one another."""
    shutil.copy(PROJECT / "content" / "sources.yml", small_settings.content_dir)
    return small_settings


@pytest.fixture
def staff_parts(staff_parts: Parts) -> Parts:
    with staff_parts.database.transaction() as session:
        present = published_entries(session)
    slugs = sorted(present)
    staff_parts.publishing.import_entries(
        replace(entry, related=tuple(each for each in slugs if each != slug), next=None)
        for slug, entry in present.items()
    )
    return staff_parts


@pytest.fixture
def ed(browser: Browsers) -> StaffBrowser:
    return opened(browser(), "ed", Role.EDITOR)


@pytest.fixture
def cleo(browser: Browsers) -> StaffBrowser:
    return opened(browser(), "cleo", Role.CLINICIAN)


def asked(parts: Parts, text: str) -> str:
    """What a patient gets, in a chat of their own."""
    address = secrets.token_urlsafe(16)
    parts.conversation.begin("cli", address)
    return "\n".join(message.text for message in parts.conversation.reply("cli", address, Incoming(text=text)))


# --- Publishing


def test_what_is_published_is_what_the_next_message_gets(ed: StaffBrowser, staff_parts: Parts) -> None:
    before = asked(staff_parts, "how long does one session take")
    assert "several hours" in before
    body = entry_of(staff_parts).body.replace("several hours", "about four hours")
    looked = send(ed, EDIT, fields(edited(staff_parts, body=body), stamp(staff_parts), act="look"))
    assert looked.status_code == 200
    assert "about four hours" in looked.text
    assert asked(staff_parts, "how long does one session take") == before, "looking publishes nothing"
    sent = send(ed, EDIT, fields(edited(staff_parts, body=body), stamp(staff_parts), act="publish"))
    assert (sent.status_code, sent.headers["location"]) == (303, PAGE)
    assert "about four hours" in asked(staff_parts, "how long does one session take")
    assert log(staff_parts) == [("ed", "published an answer", SLUG, f"version-{stamp(staff_parts).newest}")]
    assert "Published." in ed.get(PAGE).text
    with staff_parts.database.transaction() as session:
        assert versions_of(session, SLUG)[0].author == "ed"


def test_a_new_answer_is_given_from_then_on(ed: StaffBrowser, staff_parts: Parts) -> None:
    assert "behind the house" not in asked(staff_parts, "is there a car park")
    sent = send(ed, "/staff/answers/new", fields(PARKING, Stamp(0, 0), act="publish"))
    assert (sent.status_code, sent.headers["location"]) == (303, "/staff/answers/parking")
    assert "behind the house" in asked(staff_parts, "is there a car park")
    assert entry_of(staff_parts, "parking").phrasings == PARKING.phrasings
    twin = replace(PARKING, question="Where do cars go?")
    again = send(ed, "/staff/answers/new", fields(twin, Stamp(0, 0), act="publish"))
    assert again.status_code == 422
    assert "is also a phrasing of parking" in Words(again.text).text


def test_what_the_check_finds_keeps_it_from_patients(ed: StaffBrowser, staff_parts: Parts) -> None:
    known = entry_of(staff_parts)
    faults: dict[str, dict[str, object]] = {
        "It judges the reader": {"body": known.body + "\n\nYou are a good candidate for KAP."},
        "different phrasings; at least 8": {"phrasings": ("one", "two")},
        "The answer names no source": {"sources": ()},
        "does not list": {"sources": (Source("Nowhere", "Nothing"),)},
        "The question must end with a question mark": {"question": "How long"},
        "related answer": {"related": ("heart_bp",)},
        "The text uses HTML": {"body": known.body + "\n\n<b>bold</b>"},
    }
    for words, change in faults.items():
        sent = send(ed, EDIT, fields(edited(staff_parts, **change), stamp(staff_parts), act="publish"))
        assert sent.status_code == 422, words
        said = Words(sent.text).text
        assert words in said
        assert "Not published yet" in said
    assert entry_of(staff_parts) == known
    assert log(staff_parts) == []


def test_looking_tells_grade_warnings_and_what_it_would_take(ed: StaffBrowser, staff_parts: Parts) -> None:
    heart = entry_of(staff_parts, "heart_bp")
    greedy = edited(
        staff_parts,
        body="It will cure you. That is short.",
        question=heart.question.replace("?", " at all?"),
        phrasings=tuple(f"{each} then" for each in heart.phrasings[:40]),
    )
    looked = Words(send(ed, EDIT, fields(greedy, stamp(staff_parts), act="look")).text).text
    assert "School grade" in looked
    assert "It promises something" in looked
    assert "50 to 130 serve readers best" in looked
    assert "It would lose to" in looked
    assert heart.title in looked
    same = Words(send(ed, EDIT, fields(edited(staff_parts), stamp(staff_parts), act="look")).text).text
    assert "Every question that was tried gets what it gets now" in same
    assert "Not yet reviewed by your clinic" in same


def test_words_of_patients_are_counted_and_not_shown(
    ed: StaffBrowser, staff_parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staff_parts.foresight, "_unanswered", lambda: ["what is the price of one"])
    looked = send(ed, "/staff/answers/new", fields(PRICE, Stamp(0, 0), act="look"))
    assert "1 question that patients asked and nothing answered" in Words(looked.text).text
    assert "price of one" not in looked.text


def test_nothing_changed_makes_no_version(ed: StaffBrowser, staff_parts: Parts) -> None:
    before = stamp(staff_parts)
    sent = send(ed, EDIT, fields(edited(staff_parts), before, act="publish"))
    assert sent.headers["location"] == PAGE
    assert stamp(staff_parts) == before


def test_the_form_brings_back_what_it_showed(ed: StaffBrowser, staff_parts: Parts) -> None:
    """Every field of every answer, as a browser reads it from the page."""
    page = ed.get(EDIT).text
    entry = entry_of(staff_parts)
    assert len(re.findall(r' name="source" value="[^"]*" checked', page)) == len(set(entry.sources))
    assert f">\n{entry.body.splitlines()[0]}" in page.replace("&#39;", "'")
    assert page.count(" selected>") == len(entry.related)


# --- Two people at once


def test_nothing_is_lost_when_two_edit_at_once(ed: StaffBrowser, browser: Browsers, staff_parts: Parts) -> None:
    bo = opened(browser(), "bo", Role.EDITOR)
    seen = stamp(staff_parts)
    mine = edited(staff_parts, title="Mine in the meantime")
    theirs = edited(staff_parts, title="Theirs before that")
    assert send(bo, EDIT, fields(theirs, seen, act="publish")).status_code == 303
    for act in ("look", "publish"):
        shown = send(ed, EDIT, fields(mine, seen, act=act))
        assert shown.status_code == 409
        said = Words(shown.text).text
        assert "bo changed this answer while you were writing" in said
        assert "Theirs before that" in said
        assert 'value="Mine in the meantime"' in shown.text
    assert entry_of(staff_parts).title == "Theirs before that"
    now = stamp(staff_parts)
    assert f'name="newest" value="{now.newest}"' in shown.text
    assert send(ed, EDIT, fields(mine, now, act="publish")).status_code == 303
    assert entry_of(staff_parts).title == "Mine in the meantime"


def test_an_answer_withdrawn_meanwhile_does_not_come_back_unseen(ed: StaffBrowser, staff_parts: Parts) -> None:
    seen, draft = stamp(staff_parts), edited(staff_parts, title="Another title")
    staff_parts.publishing.withdraw(SLUG)
    shown = send(ed, EDIT, fields(draft, seen, act="publish"))
    assert shown.status_code == 409
    assert "it is withdrawn now" in Words(shown.text).text
    assert stamp(staff_parts).published == 0


def test_of_two_publishers_in_the_same_moment_one_is_told(staff_parts: Parts) -> None:
    seen, entry = stamp(staff_parts), entry_of(staff_parts)
    with staff_parts.database.transaction() as session:
        staff_parts.publishing.publish_over(session, replace(entry, title="One"), "bo", seen)
    with pytest.raises(ChangedMeanwhile), staff_parts.database.transaction() as session:
        staff_parts.publishing.publish_over(session, replace(entry, title="Two"), "ed", seen)
    new = replace(entry, slug="brand_new")
    with staff_parts.database.transaction() as session:
        staff_parts.publishing.publish_over(session, new, "bo", Stamp(0, 0))
    with pytest.raises(ChangedMeanwhile), staff_parts.database.transaction() as session:
        staff_parts.publishing.publish_over(session, new, "ed", Stamp(0, 0))
    assert entry_of(staff_parts).title == "One"


@pytest.mark.parametrize("stale", [{"newest": "", "published": ""}, {"newest": "x", "published": "1"}])
def test_a_form_without_its_version_is_not_taken(ed: StaffBrowser, staff_parts: Parts, stale: dict[str, str]) -> None:
    pairs = [pair for pair in fields(edited(staff_parts, title="New"), stamp(staff_parts)) if pair[0] not in stale]
    assert send(ed, EDIT, [*pairs, *stale.items(), ("act", "publish")]).status_code == 409


# --- Withdraw, publish again, versions, review


def test_withdrawing_and_publishing_again(ed: StaffBrowser, staff_parts: Parts) -> None:
    unsure = ed.sends(f"{PAGE}/withdraw", page=PAGE)
    assert unsure.status_code == 422
    assert "tick the box" in unsure.text
    assert ed.sends(f"{PAGE}/withdraw", {"sure": "yes"}, page=PAGE).status_code == 303
    assert "several hours" not in asked(staff_parts, "how long does one session take")
    assert "This answer is withdrawn" in ed.get(PAGE).text
    assert SLUG in ed.get("/staff/answers?state=withdrawn").text
    now = stamp(staff_parts)
    sure = {"sure": "yes", "newest": str(now.newest), "published": "0"}
    assert ed.sends(f"{PAGE}/publish", sure, page=PAGE).status_code == 303
    assert "several hours" in asked(staff_parts, "how long does one session take")
    assert [line[1] for line in log(staff_parts)] == ["withdrew an answer", "published a withdrawn answer again"]


def test_what_has_problems_is_not_published_again(ed: StaffBrowser, staff_parts: Parts) -> None:
    staff_parts.publishing.withdraw(SLUG)
    staff_parts.publishing.withdraw("heart_bp")
    now = stamp(staff_parts)
    sent = ed.sends(f"{PAGE}/publish", {"sure": "yes", "newest": str(now.newest), "published": "0"}, page=PAGE)
    assert sent.status_code == 422
    assert "There is no answer" in Words(sent.text).text
    assert stamp(staff_parts) == now


def test_versions_are_compared_and_restored(ed: StaffBrowser, staff_parts: Parts) -> None:
    old = entry_of(staff_parts)
    first = stamp(staff_parts)
    changed = edited(staff_parts, title="Quite another title", phrasings=old.phrasings[1:])
    assert send(ed, EDIT, fields(changed, first, act="publish")).status_code == 303
    now = stamp(staff_parts)
    page = ed.get(f"{PAGE}/versions?old={first.newest}&new={now.newest}").text
    assert "<del>" in page
    assert "<ins>" in page
    assert old.phrasings[0] in Words(page).text
    wanted = {"number": str(first.newest), "newest": str(now.newest), "published": str(now.published)}
    assert ed.sends(f"{PAGE}/restore", wanted, page=PAGE).status_code == 422
    stale = {**wanted, "newest": str(first.newest), "sure": "yes"}
    assert ed.sends(f"{PAGE}/restore", stale, page=PAGE).status_code == 409
    assert ed.sends(f"{PAGE}/restore", {**wanted, "sure": "yes"}, page=PAGE).status_code == 303
    assert entry_of(staff_parts) == old
    assert stamp(staff_parts).newest == now.newest + 1
    assert log(staff_parts)[-1] == ("ed", "restored an older version of an answer", SLUG, f"version-{now.newest + 1}")
    assert ed.sends(f"{PAGE}/restore", {**wanted, "number": "99", "sure": "yes"}, page=PAGE).status_code == 404


def test_a_clinician_stands_for_an_answer(cleo: StaffBrowser, ed: StaffBrowser, staff_parts: Parts) -> None:
    now = stamp(staff_parts)
    sure = {"sure": "yes", "newest": str(now.newest), "published": str(now.published)}
    assert ed.sends(f"{PAGE}/review", sure, page=PAGE).status_code == 403
    assert cleo.sends(f"{PAGE}/review", {**sure, "sure": ""}, page=PAGE).status_code == 422
    assert cleo.sends(f"{PAGE}/review", sure, page=PAGE).status_code == 303
    entry = entry_of(staff_parts)
    assert entry.reviewer == "Cleo Nwosu"
    assert entry.reviewed is not None
    assert abs(entry.reviewed - datetime.now(UTC).date()) <= timedelta(days=1)
    assert log(staff_parts) == [("cleo", "marked an answer as reviewed", SLUG, f"version-{now.newest + 1}")]
    assert cleo.sends(f"{PAGE}/review", sure, page=PAGE).status_code == 409, "what was read is not what stands now"
    more = edited(staff_parts, phrasings=(*entry.phrasings, "another way to say it here"))
    assert send(ed, EDIT, fields(more, stamp(staff_parts), act="publish")).status_code == 303
    assert entry_of(staff_parts).reviewed == entry.reviewed, "nobody reads phrasings"
    words = edited(staff_parts, title="Other words")
    assert send(ed, EDIT, fields(words, stamp(staff_parts), act="publish")).status_code == 303
    assert entry_of(staff_parts).reviewed is None, "nobody has reviewed these words"


# --- List, trying, export


def test_the_list_is_searched_and_filtered(ed: StaffBrowser, staff_parts: Parts) -> None:
    long_ago = replace(entry_of(staff_parts, "heart_bp"), reviewed=date(2020, 2, 29), reviewer="Dr X")
    staff_parts.publishing.import_entries([long_ago])
    for query, slugs in {
        "": {"heart_bp", SLUG, "what_is_kap"},
        "q=BABYSITTER": {SLUG},
        "q=several+hours": {SLUG},
        "q=zebra": set(),
        "review=old": {"heart_bp"},
        "review=none": {SLUG, "what_is_kap"},
        "state=withdrawn": set(),
        "state=published&q=heart": {"heart_bp"},
        "state=nonsense": {"heart_bp", SLUG, "what_is_kap"},
    }.items():
        found = set(re.findall(r'<a href="/staff/answers/(\w+)">', ed.get(f"/staff/answers?{query}").text))
        assert found - {"new", "export"} == slugs, query


def test_a_question_is_tried_on_what_is_published_and_on_a_draft(ed: StaffBrowser, staff_parts: Parts) -> None:
    tried = Words(ed.sends(f"{PAGE}/try", {"try": "how long does one session take"}, page=PAGE).text).text
    assert "The bot gives one answer." in tried
    assert "fits: this is given" in tried
    for question in ("", "zebras on the moon"):
        assert ed.sends(f"{PAGE}/try", {"try": question}, page=PAGE).status_code == 200
    draft = fields(PRICE, Stamp(0, 0), act="try", **{"try": "what is the price of one"})
    on_draft = Words(send(ed, "/staff/answers/new", draft).text).text
    assert "NowThe bot has no answer to this." in on_draft
    assert "With this draftThe bot gives one answer. Price fits" in on_draft
    assert "price" not in staff_parts.library.shelf().entries


def test_the_export_is_what_the_command_line_writes(ed: StaffBrowser, staff_parts: Parts) -> None:
    answered = ed.client.get("/staff/answers/export")
    assert "attachment" in answered.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(answered.content)) as archive:
        read = {Path(name).stem: archive.read(name).decode() for name in archive.namelist()}
    with staff_parts.database.transaction() as session:
        assert {slug: parse_entry(slug, text) for slug, text in read.items()} == published_entries(session)


def test_clinicians_read_and_editors_write(cleo: StaffBrowser, staff_parts: Parts) -> None:
    assert cleo.get(PAGE).status_code == 200
    assert f'href="{EDIT}"' not in cleo.get(PAGE).text
    assert cleo.get(EDIT).status_code == 403
    assert cleo.get("/staff/answers/nothing").status_code == 404


# --- What is typed stays text


def test_nothing_that_is_typed_becomes_markup(ed: StaffBrowser, staff_parts: Parts) -> None:
    bad = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*7}}"
    entry = Entry(
        slug="nasty",
        title=f"{bad[:30]}",
        question=f"{bad[:80]}?",
        phrasings=(bad,),
        sources=(Source(bad, bad),),
        related=("heart_bp",),
        reviewed=date(2026, 1, 1),
        reviewer=bad,
        body=f"{bad}\n\n- {bad}\n\n**{bad}** [x](javascript:alert(1)) [{bad}](https://a.example/{'x'})",
        simply=bad,
        next="heart_bp",
    )
    staff_parts.publishing.import_entries([entry, replace(entry, title="Second", body=f"{bad} again")], author=bad)
    number = staff_parts.publishing.save(replace(entry, title="Third", body=f"{bad} more"), bad)
    staff_parts.publishing.publish("nasty", number)
    page = "/staff/answers/nasty"
    draft = fields(Draft.of_entry(entry), stamp(staff_parts, "nasty"), **{"try": bad})
    stale = fields(Draft.of_entry(entry), Stamp(1, 1), act="publish")
    shown = [
        ed.get("/staff/answers?" + urlencode({"q": bad})),
        ed.get(page),
        ed.get(f"{page}/edit"),
        ed.get(f"{page}/versions?old=1&new={number}"),
        ed.sends(f"{page}/try", {"try": bad}, page=page),
        ed.get("/staff/answers/new?" + urlencode({"question": bad})),
        *(send(ed, f"{page}/edit", [*draft, ("act", act)]) for act in ("look", "publish", "try")),
        send(ed, f"{page}/edit", stale),
    ]
    for answered in shown:
        assert answered.status_code in (200, 409, 422)
        for sign in ("<script", "<img", "onerror=alert(1)>{", 'href="javascript', "49</"):
            assert sign not in answered.text.replace("&gt;", " "), sign


def test_an_approved_text_is_drawn_as_for_patients() -> None:
    drawn = rich_text("One\ntwo **three**\n- a\n- b [c](tel:988).\n\nhttps://x.example/y). [d](ftp://e) [f](https:///)")
    assert drawn == (
        "<p>One<br>two <strong>three</strong></p><ul><li>a</li>"
        '<li>b <a href="tel:988">c</a>.</li></ul>'
        '<p><a href="https://x.example/y" target="_blank" rel="noopener noreferrer">https://x.example/y'
        '<span class="unseen"> (opens in a new tab)</span></a>). [d](ftp://e) [f](https:///)</p>'
    )


def test_differences_tell_what_went_and_what_came() -> None:
    words, lines, same = differences(
        [Field("a", "one two"), Field("b", "x\ny", is_list=True), Field("c", "")],
        [Field("a", "one 3 <b>"), Field("b", "y\nz", is_list=True), Field("c", "")],
    )
    assert "(removed: </span>two<" in words.marked
    assert "&lt;" in words.marked
    assert "(removed: </span>x\n<" in lines.marked
    assert "(added: </span>z\n<" in lines.marked
    assert (lines.only_old, lines.only_new) == ("x", "z")
    assert not same.is_one


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Café & Bar", "cafe_bar"),
        ("7 days", "answer_7_days"),
        ("東京", "answer"),
        ("New", "new_2"),
        ("x" * 99, "x" * 56),
    ],
)
def test_a_name_is_made_of_the_title(title: str, slug: str) -> None:
    assert free_slug(title, ()) == slug
    assert free_slug(title, {slug}) not in {slug, "new", "export"}
