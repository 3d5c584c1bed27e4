"""The approved texts: complete, filled in, and not one of them judges who reads it."""

import re
import shutil
from pathlib import Path

import pytest

from bot.library.check import check_content
from bot.library.fixed_texts_check import fixed_text_warnings
from bot.library.kinds import Kind
from bot.library.markup import faults, plain
from bot.library.readability import words
from bot.library.texts import REFERENCE, SAFETY_KINDS, ApprovedTexts, ChoiceId, ContentError, TextId, read_texts
from bot.library.wording import judgements, style_faults
from bot.settings import PROJECT

CONTENT = PROJECT / "content"
TEXTS = read_texts(CONTENT)
SAFETY = {
    Kind.CRISIS: {
        TextId.CRISIS_SUICIDE, TextId.CRISIS_SELF_HARM, TextId.CRISIS_OTHER_PERSON, TextId.CRISIS_THREAT,
        TextId.CRISIS_VIOLENCE, TextId.CRISIS_AGAIN, TextId.CRISIS_THIRD, TextId.CRISIS_YES, TextId.CRISIS_NO,
        TextId.CRISIS_OTHER_AGAIN,
        TextId.CRISIS_UNSURE, TextId.CRISIS_SILENCE, TextId.CRISIS_MISREAD, TextId.CRISIS_SAFE,
        TextId.CRISIS_HELP_REACHED, TextId.CRISIS_HELP_STAYS, TextId.NO_METHODS, TextId.CRISIS_NEAR,
        TextId.CRISIS_OTHER_WELL, TextId.CRISIS_VIOLENCE_QUIET, TextId.CRISIS_VIOLENCE_NEAR,
    },
    Kind.EMERGENCY: {
        TextId.EMERGENCY_OVERDOSE, TextId.EMERGENCY_MEDICAL, TextId.EMERGENCY_AGAIN,
    },
    Kind.SUPPORT: {
        TextId.DISTRESS, TextId.SUPPORT_LINE, TextId.NOT_EMERGENCY_CARE, TextId.GENTLE_PAST, TextId.DENIAL_HEARD,
        TextId.TENDER_TOPIC, TextId.AFTER_SESSION, TextId.ALERT_KEPT, TextId.ALERT_WAITING, TextId.CONTACT_ASKED,
        TextId.CONTACT_CHECKED, TextId.CONTACT_KEPT, TextId.CONTACT_UNCLEAR, TextId.CONTACT_DECLINED,
    },
}  # fmt: skip
IN_DANGER = sorted(SAFETY[Kind.CRISIS] | SAFETY[Kind.EMERGENCY] | SAFETY[Kind.SUPPORT])
DIRECT_QUESTION = "Are you thinking about ending your life right now?"
QUESTION = re.compile(r"[^.!?\n]*\?")
MEANS = re.compile(
    r"\b(?:pills?|tablets?|rope|blades?|razors?|knife|knives|guns?|poison|bridge|cut|cuts|cutting|hang\w*|jump\w*)\b",
    re.IGNORECASE,
)
UNWATCHED = re.compile(r"nobody (?:at the clinic )?(?:watches|is reading)", re.IGNORECASE)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the files that texts are made of."""
    for name in ("clinic.yml", "crisis.yml", "texts.yml"):
        shutil.copy(CONTENT / name, tmp_path)
    return tmp_path


def change(content: Path, old: str, new: str, name: str = "texts.yml") -> None:
    text = (content / name).read_text()
    assert old in text, f"{name} no longer says {old!r}"
    (content / name).write_text(text.replace(old, new, 1))


@pytest.mark.parametrize("name", TextId)
def test_no_text_judges_promises_or_breaks(name: TextId) -> None:
    text = TEXTS[name].text
    assert judgements(text) == []
    assert style_faults(text) == []
    assert faults(text) == []


@pytest.mark.parametrize("name", TextId)
def test_every_text_is_filled_in(name: TextId) -> None:
    text = TEXTS[name].text
    assert text == text.strip() != ""
    # An item's number is filled in when the text is sent.
    assert not re.search(r"[{}]", text.replace(REFERENCE, "", 1))


def test_only_what_is_said_about_an_item_names_its_number() -> None:
    naming = {name for name in TextId if REFERENCE in TEXTS[name].text}
    assert naming == {
        TextId.PRESCREEN_SENT, TextId.PRESCREEN_SENT_CLOSED, TextId.PRESCREEN_NO_CONTACT, TextId.PRESCREEN_ALREADY_SENT,
        TextId.CALLBACK, TextId.CALLBACK_CLOSED, TextId.CALLBACK_REACHABLE, TextId.CALLBACK_CONTACT_KEPT,
        TextId.CALLBACK_NAME_KEPT, TextId.CALLBACK_NUMBER_AGAIN, TextId.CALLBACK_WISH_KEPT,
        TextId.CALLBACK_MAILBOX_ASKED, TextId.CALLBACK_WISH_UNREACHABLE, TextId.CALLBACK_STANDS,
        TextId.CALLBACK_STANDS_UNREACHABLE,
        TextId.QUESTION_PASSED_ON,
    }  # fmt: skip


def test_a_promise_says_when_the_clinic_replies_and_only_what_it_wrote(content: Path) -> None:
    change(content, "reply_open: within one working day", "reply_open: by the next evening", "clinic.yml")
    change(content, "reply_closed: on the next day that it's open", "reply_closed: on Mondays", "clinic.yml")
    texts = read_texts(content)
    for name in (TextId.CALLBACK, TextId.CALLBACK_REACHABLE, TextId.PRESCREEN_SENT):
        assert "by the next evening" in texts[name].text
    for name in (TextId.CALLBACK_CLOSED, TextId.CALLBACK_REACHABLE, TextId.PRESCREEN_SENT_CLOSED):
        assert "on Mondays" in texts[name].text


@pytest.mark.parametrize("name", ChoiceId)
def test_every_button_says_something_short_and_judges_nobody(name: ChoiceId) -> None:
    label = TEXTS.label(name)
    assert 1 <= len(label) <= 40
    assert judgements(label) == []


def test_all_gives_every_text_once() -> None:
    assert [name for name, _ in TEXTS.all()] != []
    assert {name for name, _ in TEXTS.all()} == set(TextId)


def test_the_texts_of_need_have_their_kinds() -> None:
    assert {kind: {name for name, filled in TEXTS.all() if filled.kind == kind} for kind in SAFETY} == SAFETY
    assert SAFETY.keys() == SAFETY_KINDS


@pytest.mark.parametrize("name", [TextId.CRISIS_SUICIDE, TextId.CRISIS_SELF_HARM])
def test_one_direct_question_stands_at_the_end(name: TextId) -> None:
    assert TEXTS[name].text.endswith(DIRECT_QUESTION)
    assert TEXTS[name].text.count("?") == 1


def test_the_only_other_question_in_a_crisis_is_whether_the_person_is_safe() -> None:
    asked = {name: QUESTION.findall(TEXTS[name].text) for name in IN_DANGER if "?" in TEXTS[name].text}
    assert asked.pop(TextId.CRISIS_MISREAD) == ["Are you safe right now?"]
    assert {question.strip() for questions in asked.values() for question in questions} == {DIRECT_QUESTION}


@pytest.mark.parametrize(
    "name",
    [
        TextId.CRISIS_SUICIDE, TextId.CRISIS_SELF_HARM, TextId.CRISIS_OTHER_PERSON, TextId.CRISIS_THREAT,
        TextId.CRISIS_VIOLENCE, TextId.CRISIS_AGAIN, TextId.CRISIS_YES, TextId.CRISIS_NO, TextId.CRISIS_UNSURE,
        TextId.CRISIS_SILENCE, TextId.CRISIS_HELP_REACHED, TextId.CRISIS_HELP_STAYS, TextId.NO_METHODS,
        TextId.CRISIS_NEAR, TextId.CRISIS_OTHER_WELL, TextId.CRISIS_VIOLENCE_QUIET, TextId.CRISIS_VIOLENCE_NEAR,
        TextId.EMERGENCY_OVERDOSE, TextId.EMERGENCY_MEDICAL, TextId.EMERGENCY_AGAIN, TextId.AFTER_SESSION,
    ],
)  # fmt: skip
def test_nobody_is_left_to_think_that_someone_reads_along(name: TextId) -> None:
    assert UNWATCHED.search(TEXTS[name].text)


def test_a_person_who_says_it_again_reads_other_words() -> None:
    for one in IN_DANGER:
        for other in IN_DANGER:
            if one < other:
                assert TEXTS[one].text.split("\n")[0] != TEXTS[other].text.split("\n")[0], f"{one} and {other}"


def test_the_short_lines_under_an_answer_are_two_sentences_at_most() -> None:
    for name in (TextId.SUPPORT_LINE, TextId.TENDER_TOPIC):
        assert len(re.findall(r"[.?](?:\s|$)", TEXTS[name].text)) <= 2, name


def test_after_a_session_the_clinic_is_called_first() -> None:
    text = TEXTS[TextId.AFTER_SESSION].text
    order = [text.index(line) for line in (TEXTS.clinic.urgent_line, TEXTS.emergency_line, TEXTS.crisis_line)]
    assert order == sorted(order)


def test_an_alert_says_when_it_is_looked_at_and_what_it_holds() -> None:
    for name in (TextId.ALERT_KEPT, TextId.CONTACT_KEPT):
        assert TEXTS.clinic.watch_hours in TEXTS[name].text, name
    assert "none of your words and no name" in TEXTS[TextId.ALERT_KEPT].text
    assert "nobody there has been told so far" in TEXTS[TextId.ALERT_WAITING].text


def test_no_text_for_people_in_danger_names_a_means() -> None:
    found = {name: MEANS.findall(plain(TEXTS[name].text)) for name in IN_DANGER}
    assert {name: names for name, names in found.items() if names} == {}


def test_support_is_short() -> None:
    lengths = {name: len(words(plain(TEXTS[name].text))) for name in IN_DANGER}
    assert {name: length for name, length in lengths.items() if length > 90} == {}


def test_as_shipped_every_text_for_people_in_danger_awaits_a_clinician() -> None:
    assert TEXTS.awaiting_approval() == [name for name in TextId if name in IN_DANGER]
    raw = (CONTENT / "texts.yml").read_text()
    for name in IN_DANGER:
        assert re.search(rf"(?m)^  {name}:\n    kind: \w+\n    approved: null$", raw), name


def test_an_approved_text_awaits_nobody_and_says_who_approved_it(content: Path) -> None:
    change(
        content, "kind: crisis\n    approved: null", "kind: crisis\n    approved: {by: Dr. A. Example, on: 2027-01-31}"
    )
    texts = read_texts(content)
    assert TextId.CRISIS_SUICIDE not in texts.awaiting_approval()
    assert len(texts.awaiting_approval()) == len(IN_DANGER) - 1
    approval = texts[TextId.CRISIS_SUICIDE].approved
    assert approval is not None
    assert (approval.by, approval.on.isoformat()) == ("Dr. A. Example", "2027-01-31")


def test_the_content_check_tells_how_many_texts_await_approval_and_lets_them_pass(content: Path) -> None:
    (warning,) = fixed_text_warnings(content)
    assert (warning.path, warning.sentence) == (
        "texts.yml",
        f"{len(IN_DANGER)} safety texts await your clinician's approval.",
    )
    report = check_content(CONTENT, None, further_warnings=[fixed_text_warnings])
    assert report.problems == []
    assert report.warnings == [warning]


def test_the_last_text_that_awaits_approval_is_told_of_as_one(content: Path) -> None:
    file = content / "texts.yml"
    approved = file.read_text().replace("approved: null", "approved: {by: Dr. A. Example, on: 2027-01-31}")
    file.write_text(approved)
    assert list(fixed_text_warnings(content)) == []
    file.write_text(approved.replace("\n    approved: {by: Dr. A. Example, on: 2027-01-31}", "", 1))
    (warning,) = fixed_text_warnings(content)
    assert warning.sentence == "1 safety text awaits your clinician's approval."


def test_a_crisis_text_that_grew_hard_or_long_is_warned_of(content: Path) -> None:
    change(content, "  crisis_safe:\n    kind: crisis", "  crisis_safe:\n    kind: emergency")
    change(
        content, "I'm glad that you're safe right now.", "Notwithstanding considerable uncertainty, " + "we see. " * 90
    )
    said = [warning.sentence for warning in fixed_text_warnings(content) if warning.path == "texts.yml: crisis_safe"]
    assert [re.sub(r"\d+(\.\d+)?", "N", sentence) for sentence in said] == ["It has N words; at most N are soon read."]
    change(content, "It doesn't have to get bad again", "Hesitation notwithstanding, deterioration " * 30 + "again")
    said = [warning.sentence for warning in fixed_text_warnings(content) if warning.path == "texts.yml: crisis_safe"]
    assert said[0].startswith("It reads at school grade")


def test_the_check_of_broken_texts_is_left_to_the_problems(content: Path) -> None:
    (content / "texts.yml").write_text("{")
    assert list(fixed_text_warnings(content)) == []


def test_whoever_cannot_be_helped_here_learns_whom_to_call() -> None:
    for name in (
        TextId.NOT_COVERED, TextId.NOT_COVERED_BUT_NEAR, TextId.LIMITS, TextId.VERDICT_DECLINED, TextId.CALLBACK,
        TextId.CALLBACK_CLOSED, TextId.CALLBACK_REACHABLE, TextId.QUESTION_PASSED_ON, TextId.PRESCREEN_NOT_NOW,
        TextId.PRESCREEN_FOR_OTHER, TextId.PRESCREEN_SENT, TextId.PRESCREEN_SENT_CLOSED, TextId.PRESCREEN_NO_CONTACT,
        TextId.ERASED_BUT_ITEM, TextId.BOT, TextId.PARTLY_DOWN, TextId.FAULT,
    ):  # fmt: skip
        assert TEXTS.clinic.contact in TEXTS[name].text, name
    assert TEXTS.emergency_line in TEXTS[TextId.ADVICE_DECLINED].text


def test_the_fields_are_filled_from_the_clinics_details(content: Path) -> None:
    change(content, "name: Example KAP Clinic", "name: Praxis am See", "clinic.yml")
    change(content, "chats: 30", "chats: 7", "clinic.yml")
    texts = read_texts(content)
    assert "Praxis am See" in texts[TextId.GREETING].text
    assert "erased 7 days after" in texts[TextId.PRIVACY].text


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  greeting:\n    kind: greeting", "  grating:\n    kind: greeting", "grating"),
        ("  stopped:\n", "  # stopped:\n  thanks_too:\n", "thanks_too"),
        ("  keep_chat: No, keep it\n", "", "keep_chat"),
        ("from {clinic_name}", "from {clinic_nmae}", "clinic_nmae"),
        ("kind: greeting", "kind: verdict", "kind"),
        ("    text: Hello. I'm", "    words: Hello. I'm", "words"),
        ("    approved: null", "    approved: {by: Dr. A. Example}", "on"),
        ("    approved: null", "    approved: true", "approved"),
        (
            "call {emergency_line} if you might act on it.",
            "call for help.",
            "crisis_suicide must name {emergency_line}",
        ),
        ("You can talk to someone: {crisis_line}.", "You can talk to someone.", "must name {crisis_line}"),
        ("Please call {emergency_line} before", "Please call 911 before", "emergency_again must name {emergency_line}"),
    ],
)
def test_a_slip_in_the_file_is_refused_and_named(content: Path, old: str, new: str, said: str) -> None:
    change(content, old, new)
    with pytest.raises(ContentError, match=re.escape(said)) as caught:
        read_texts(content)
    assert str(caught.value).startswith("texts.yml")


@pytest.mark.parametrize("name", ["texts.yml", "clinic.yml", "crisis.yml"])
def test_a_missing_or_unreadable_file_is_named(content: Path, name: str) -> None:
    (content / name).write_text("{")
    with pytest.raises(ContentError, match=name):
        read_texts(content)
    (content / name).unlink()
    with pytest.raises((ContentError, OSError), match=name):
        read_texts(content)


def test_a_detail_of_the_clinic_cannot_smuggle_in_a_field(content: Path) -> None:
    change(content, "name: Example KAP Clinic", 'name: "{crisis_line}"', "clinic.yml")
    assert "{crisis_line}" in read_texts(content)[TextId.GREETING].text


def test_texts_are_shared_without_being_changed() -> None:
    assert isinstance(TEXTS, ApprovedTexts)
    with pytest.raises(AttributeError):
        TEXTS[TextId.GREETING].text = "You qualify."  # type: ignore[misc]
