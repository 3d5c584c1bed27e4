"""The approved texts: complete, filled in, and not one of them judges who reads it."""

import re
import shutil
from pathlib import Path

import pytest

from bot.library.kinds import Kind
from bot.library.markup import faults
from bot.library.texts import ApprovedTexts, ChoiceId, ContentError, TextId, read_texts
from bot.library.wording import judgements, style_faults
from bot.settings import PROJECT

CONTENT = PROJECT / "content"
TEXTS = read_texts(CONTENT, 30)
SAFETY = {TextId.CRISIS: Kind.CRISIS, TextId.EMERGENCY: Kind.EMERGENCY, TextId.DISTRESS: Kind.SUPPORT}


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
    assert not re.search(r"[{}]", text)


@pytest.mark.parametrize("name", ChoiceId)
def test_every_button_says_something_short_and_judges_nobody(name: ChoiceId) -> None:
    label = TEXTS.label(name)
    assert 1 <= len(label) <= 40
    assert judgements(label) == []


def test_all_gives_every_text_once() -> None:
    assert [name for name, _ in TEXTS.all()] != []
    assert {name for name, _ in TEXTS.all()} == set(TextId)


def test_the_texts_of_need_have_their_kinds() -> None:
    assert {name: TEXTS[name].kind for name in SAFETY} == SAFETY
    assert [name for name, filled in TEXTS.all() if filled.kind in SAFETY.values() and name not in SAFETY] == []


def test_whoever_cannot_be_helped_here_learns_whom_to_call() -> None:
    for name in (
        TextId.NOT_COVERED, TextId.NOT_COVERED_BUT_NEAR, TextId.LIMITS, TextId.VERDICT_DECLINED, TextId.HANDOFF,
        TextId.PRESCREEN_INTRO, TextId.BOT, TextId.PARTLY_DOWN, TextId.FAULT,
    ):  # fmt: skip
        assert TEXTS.clinic.contact in TEXTS[name].text, name
    assert TEXTS.emergency_line in TEXTS[TextId.ADVICE_DECLINED].text


def test_the_fields_are_filled_from_the_clinic_and_the_settings(content: Path) -> None:
    change(content, "name: Example KAP Clinic", "name: Praxis am See", "clinic.yml")
    texts = read_texts(content, 7)
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
    ],
)
def test_a_slip_in_the_file_is_refused_and_named(content: Path, old: str, new: str, said: str) -> None:
    change(content, old, new)
    with pytest.raises(ContentError, match=said) as caught:
        read_texts(content, 30)
    assert str(caught.value).startswith("texts.yml")


@pytest.mark.parametrize("name", ["texts.yml", "clinic.yml", "crisis.yml"])
def test_a_missing_or_unreadable_file_is_named(content: Path, name: str) -> None:
    (content / name).write_text("{")
    with pytest.raises(ContentError, match=name):
        read_texts(content, 30)
    (content / name).unlink()
    with pytest.raises((ContentError, OSError), match=name):
        read_texts(content, 30)


def test_a_detail_of_the_clinic_cannot_smuggle_in_a_field(content: Path) -> None:
    change(content, "name: Example KAP Clinic", 'name: "{crisis_line}"', "clinic.yml")
    assert "{crisis_line}" in read_texts(content, 30)[TextId.GREETING].text


def test_texts_are_shared_without_being_changed() -> None:
    assert isinstance(TEXTS, ApprovedTexts)
    with pytest.raises(AttributeError):
        TEXTS[TextId.GREETING].text = "You qualify."  # type: ignore[misc]
