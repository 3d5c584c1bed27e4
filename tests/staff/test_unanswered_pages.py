"""The page of unanswered questions, in front of a real bot: what stands there, what leaves it, and what it hides."""

import html
import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from sqlalchemy import select, update

from bot.assembly import Parts
from bot.channels.staff import unanswered as pages_module
from bot.channels.staff.answer_form import Draft
from bot.conversation.service import Incoming
from bot.library.publishing import published_entries
from bot.library.texts import ChoiceId, TextId
from bot.settings import Settings
from bot.staff.audit import entries as audit_lines
from bot.staff.roles import Role
from bot.storage.models import ConversationRow, PutAsideRow, UnansweredQuestionRow
from tests.staff_browser import StaffBrowser, Words

type Browsers = Callable[[], StaffBrowser]

LIST = "/staff/unanswered"
PARKING = ["is there parking", "where can i park my car", "can i park at the clinic"]
DOGS = ["can i bring my dog", "is my dog allowed to come"]
# What a library of three answers would take for its own otherwise.
GAPS = """topics:
  cost: [how much does it cost, what is the price, can i pay in instalments]
  parking: [do you have a car park, where do i leave the car, is parking free, can i park my car there]
  dogs: [are dogs allowed, can my dog come with me, may i bring a pet]
  shop: [do you sell gift cards, can i buy a voucher, is there a shop with bathrobes]
"""
DAY = datetime(2026, 3, 1, 9, 41, tzinfo=UTC)


@pytest.fixture
def small_settings(small_settings: Settings) -> Settings:
    (small_settings.content_dir / "not_covered.yml").write_text(GAPS)
    return small_settings


@pytest.fixture
def ed(browser: Browsers) -> StaffBrowser:
    new = browser()
    new.add("ed", Role.EDITOR)
    assert new.signs_in("ed").status_code == 303
    return new


def ask(parts: Parts, texts: Sequence[str], channel: str = "web", days: int = 1) -> str:
    """Questions that nothing answered, so many days apart, of one person; returns the id of their conversation."""
    name = secrets.token_hex(16)
    questions = parts.question_board.questions
    with parts.database.transaction() as session:
        row = ConversationRow(id=name, channel=channel, address=name, created_at=DAY, last_active_at=DAY)
        session.add(row)
        session.flush()
        for number, text in enumerate(texts):
            questions.keep(session, name, text, ())
            session.flush()
            last = session.scalars(select(UnansweredQuestionRow).order_by(UnansweredQuestionRow.id.desc())).first()
            assert last is not None
            last.at = DAY + timedelta(days=number * days)
    return name


def groups(page: str) -> list[str]:
    """The headings of the groups, in their order."""
    found = re.findall(r'<h2 class="own" id="g-\w+">([^<]*)</h2>', page)
    return [html.unescape(each) for each in found]


def group_of(page: str, words: str, list_: str = "g") -> str:
    """The name of the group that has these words in its heading."""
    pattern = rf'id="{list_}-(\w+)">(?:<span class="own">)?{re.escape(html.escape(words))}'
    found = re.search(pattern, page)
    assert found is not None, words
    return found[1]


def wording_of(page: str, words: str) -> str:
    """What stands for a wording in the forms."""
    found = re.search(rf'for="w-(\w+)">{re.escape(html.escape(words))}', page)
    assert found is not None, words
    return found[1]


def textarea(page: str, name: str) -> str:
    found = re.search(rf'<textarea id="{name}"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    assert found is not None
    return html.unescape(found[1])


def test_an_empty_list_says_so(ed: StaffBrowser) -> None:
    page = ed.get(LIST)
    assert page.status_code == 200
    assert "Nothing waits" in Words(page.text).text
    home = ed.get("/staff/").text
    assert "0 Unanswered" in Words(home).text
    assert f'href="{LIST}"' in home


def test_groups_stand_with_counts_and_days_and_without_anybody(ed: StaffBrowser, staff_parts: Parts) -> None:
    asked = ask(staff_parts, [*PARKING, "Is there PARKING?"])
    other = ask(staff_parts, [*DOGS, "what is the price, my name is Anna Lindqvist, 212-555-0142 <b>& \U0001f600</b>"])
    page = ed.get(LIST).text
    assert groups(page)[0] in [*PARKING, "Is there PARKING?"]
    assert groups(page)[1] in DOGS
    said = Words(page).text
    assert "Asked 4 times: first on 2026-03-01, last on 2026-03-04." in said
    assert "Asked twice: first on 2026-03-01, last on 2026-03-02." in said
    assert "7 questions in 3 groups" in said
    assert "7 Unanswered" in Words(ed.get("/staff/").text).text
    for secret in (asked, other, "09:41", "10:41", "Anna", "Lindqvist", "0142", "<b>&", "web", "telegram"):
        assert secret not in page, secret


def test_words_are_looked_for_in_every_wording_and_the_rest_stands_on_further_pages(
    ed: StaffBrowser, staff_parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages_module, "A_PAGE", 2)
    ask(staff_parts, [*PARKING, *DOGS, "what is the price of a bathrobe", "do you sell gift vouchers"])
    first, second = ed.get(LIST).text, ed.get(f"{LIST}?page=2").text
    assert [len(groups(first)), len(groups(second))] == [2, 2]
    assert not set(groups(first)) & set(groups(second))
    assert "Page 2 of 2" in Words(second).text
    found = ed.get(f"{LIST}?{urlencode({'q': 'MY car'})}").text
    assert len(groups(found)) == 1
    assert "1 of 4 groups" in Words(found).text
    assert "Nothing that waits has these words" in Words(ed.get(f"{LIST}?q=zebra").text).text
    for strange in ("0", "-1", "99999", "\u0663", "x" * 300):
        assert ed.get(f"{LIST}?{urlencode({'page': strange})}").status_code == 200


def test_a_wording_goes_into_the_form_of_an_answer_and_nowhere_else_by_itself(
    ed: StaffBrowser, staff_parts: Parts
) -> None:
    ask(staff_parts, [*PARKING, *DOGS])
    page = ed.get(LIST).text
    chosen = [wording_of(page, words) for words in (PARKING[1], PARKING[0])]
    fields = [("wording", name) for name in (*chosen, "0" * 16)]

    sent = ed.get(f"{LIST}/take?{urlencode([*fields, ('answer', ''), ('other', 'session_duration')])}")
    form = sent.headers["location"]
    assert form.startswith("/staff/answers/session_duration/edit?")
    assert "park" not in form, "no address has the words of a patient"
    edit = ed.get(form).text
    with staff_parts.database.transaction() as session:
        entry = published_entries(session)["session_duration"]
    assert textarea(edit, "phrasings").split("\n") == [*entry.phrasings, PARKING[1], PARKING[0]]
    assert "Patients typed words" in Words(edit).text
    assert "Patients typed words" not in Words(ed.get("/staff/answers/session_duration/edit").text).text

    new = ed.get(ed.get(f"{LIST}/take?{urlencode([*fields, ('answer', 'new')])}").headers["location"]).text
    assert f'name="question" value="{PARKING[1]}"' in new
    assert textarea(new, "phrasings") == PARKING[0]

    nothing = ed.get(f"{LIST}/take?answer=session_duration")
    assert (nothing.status_code, "tick at least one" in nothing.text) == (200, True)
    nowhere = ed.get(f"{LIST}/take?{urlencode([fields[0], ('answer', 'no_such_answer')])}")
    assert (nowhere.status_code, "choose an answer" in nowhere.text) == (200, True)
    with staff_parts.database.transaction() as session:
        assert published_entries(session)["session_duration"] == entry, "nothing is published by that"


def test_the_form_takes_no_phrasing_twice() -> None:
    draft = Draft(phrasings=("Is there parking?",)).with_wordings(["is there PARKING", "a van", "A van!"])
    assert draft.phrasings == ("Is there parking?", "A van!")


def test_what_the_library_answers_now_leaves_the_list_by_itself(ed: StaffBrowser, staff_parts: Parts) -> None:
    ask(staff_parts, [*PARKING, *DOGS])
    assert len(groups(ed.get(LIST).text)) == 2
    with staff_parts.database.transaction() as session:
        entry = published_entries(session)["session_duration"]
    parking = replace(
        entry, slug="parking", title="Parking", question="Where can I park?", phrasings=tuple(PARKING), next=None
    )
    staff_parts.publishing.import_entries([parking])
    page = ed.get(LIST).text
    [left] = groups(page)
    assert left in DOGS
    said = Words(page).text
    assert "3 are answered now" in said
    assert f"{PARKING[0]}: Parking" in said
    assert "2 Unanswered" in Words(ed.get("/staff/").text).text
    staff_parts.publishing.withdraw("parking")
    assert len(groups(ed.get(LIST).text)) == 2


def test_what_is_not_for_us_stays_away_until_it_is_brought_back(
    ed: StaffBrowser, browser: Browsers, staff_parts: Parts
) -> None:
    asked = ask(staff_parts, [*PARKING, *DOGS])
    page = ed.get(LIST).text
    dogs = next(words for words in groups(page) if words in DOGS)
    name = group_of(page, dogs)
    bo = browser()
    bo.add("bo", Role.ADMINISTRATOR)
    bo.signs_in("bo")

    assert ed.sends(f"{LIST}/put-aside", {"group": name, "q": "dog & co", "page": "2"}, page=LIST).headers[
        "location"
    ] == (f"{LIST}?q=dog+%26+co&page=2")
    late = bo.sends(f"{LIST}/put-aside", {"group": name}, page=LIST)
    assert (late.status_code, "changed since you opened" in late.text) == (409, True)
    page = ed.get(LIST).text
    assert len(groups(page)) == 1
    assert "Put aside: 2" in Words(page).text
    with staff_parts.database.transaction() as session:
        rows = session.scalars(select(PutAsideRow)).all()
        assert {(len(row.key), row.by) for row in rows} == {(64, "ed")}
        lines = [(line.action, line.subject, line.detail) for line in audit_lines(session, login="ed")][:1]
    assert lines == [("put unanswered questions aside", name, "2-wordings")]

    # The very same words again, by somebody else and in another spelling; and then others of the same meaning.
    ask(staff_parts, [f"{DOGS[0].upper()} ??"])
    page = ed.get(LIST).text
    assert len(groups(page)) == 1
    assert "Put aside: 3" in Words(page).text
    ask(staff_parts, ["could i bring my dogs"])
    assert "could i bring my dogs" in groups(ed.get(LIST).text)

    with staff_parts.database.transaction() as session:
        session.delete(session.get_one(ConversationRow, asked))
    said = Words(ed.get(LIST).text).text
    assert "Put aside: 1" in said
    assert "The questions of 1 more wording have been erased since" in said
    assert DOGS[1] not in said

    page = bo.get(LIST).text
    back = group_of(page, f"{DOGS[0].upper()} ??", "p")
    assert bo.sends(f"{LIST}/bring-back", {"group": back}, page=LIST).status_code == 303
    assert bo.sends(f"{LIST}/bring-back", {"group": back}, page=LIST).status_code == 409
    assert f"{DOGS[0].upper()} ??" in Words(bo.get(LIST).text).text
    assert len(groups(bo.get(LIST).text)) == 1, "back in its group"


def test_a_group_that_has_grown_since_is_not_put_aside_unseen(ed: StaffBrowser, staff_parts: Parts) -> None:
    ask(staff_parts, PARKING)
    [words] = groups(ed.get(LIST).text)
    name = group_of(ed.get(LIST).text, words)
    ask(staff_parts, ["can we park the car there"])
    for strange in (name, "", "x\0y", "\U0001f600" * 500):
        assert ed.sends(f"{LIST}/put-aside", {"group": strange}, page=LIST).status_code == 409
    assert len(groups(ed.get(LIST).text)) == 1


def test_on_telegram_a_question_is_listed_after_a_yes_and_not_before(ed: StaffBrowser, staff_parts: Parts) -> None:
    talk, texts = staff_parts.conversation, staff_parts.texts
    talk.begin("telegram", "1")
    reply, *_ = talk.reply("telegram", "1", Incoming(text="how much does it cost"))
    assert texts[TextId.NOT_COVERED].text != reply.text, "nobody is told that it is noted"
    yes = next(choice.id for choice in reply.choices if choice.label == texts.label(ChoiceId.MAY_READ))
    assert groups(ed.get(LIST).text) == []
    assert staff_parts.foresight._unanswered() == []
    [thanks] = talk.reply("telegram", "1", Incoming(choice=yes))
    assert thanks.text == texts[TextId.QUESTION_SHARED].text
    assert groups(ed.get(LIST).text) == ["how much does it cost"]
    talk.reply("telegram", "1", Incoming(text="what is the price of that"))
    assert groups(ed.get(LIST).text) == ["how much does it cost"], "each question is asked for by itself"
    [stale] = talk.reply("telegram", "1", Incoming(choice=yes))
    assert stale.text == texts[TextId.STALE_CHOICE].text
    assert groups(ed.get(LIST).text) == ["how much does it cost"]
    talk.erase("telegram", "1")
    assert "Nothing waits" in Words(ed.get(LIST).text).text

    talk.begin("web", "1")
    reply, *_ = talk.reply("web", "1", Incoming(text="how much does it cost"))
    assert texts.label(ChoiceId.MAY_READ) not in [choice.label for choice in reply.choices]
    assert groups(ed.get(LIST).text) == ["how much does it cost"]


def test_while_they_are_being_sorted_the_page_says_so(
    ed: StaffBrowser, staff_parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(staff_parts, PARKING)
    monkeypatch.setattr(type(staff_parts.question_board), "at_hand", lambda *_: None)
    page = ed.get(LIST)
    assert (page.status_code, "being sorted" in page.text) == (200, True)
    assert "being sorted" in ed.get("/staff/").text
    assert ed.sends(f"{LIST}/put-aside", {"group": "x"}, page=LIST).status_code == 409


def test_a_row_that_is_erased_while_the_page_is_made_is_left_out(ed: StaffBrowser, staff_parts: Parts) -> None:
    ask(staff_parts, [*PARKING, *DOGS])
    board = staff_parts.question_board.at_hand(60)
    with staff_parts.database.transaction() as session:
        session.execute(update(UnansweredQuestionRow).values(shared=False))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(staff_parts.question_board), "at_hand", lambda *_: board)
        page = ed.get(LIST)
    assert page.status_code == 200
    assert "park" not in page.text
