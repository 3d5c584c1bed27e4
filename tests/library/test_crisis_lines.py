"""Crisis numbers: in every country they come before anything else is asked or explained."""

import re
import shutil
from pathlib import Path

import pytest

from bot.library.clinic import telephone_link
from bot.library.crisis_lines import CountryLines, CrisisResources
from bot.library.fixed_texts_check import HIGHEST_GRADE_IN_DANGER, MOST_WORDS_IN_DANGER
from bot.library.kinds import Kind
from bot.library.markup import faults, plain
from bot.library.readability import grade, words
from bot.library.texts import SAFETY_KINDS, ApprovedTexts, ContentError, TextId, read_texts
from bot.library.yaml_files import read_yaml
from bot.settings import PROJECT

CONTENT = PROJECT / "content"
RESOURCES = read_yaml(CONTENT / "crisis.yml", CrisisResources)
COUNTRIES = sorted(RESOURCES.countries)
ELSEWHERE = "SE"


def texts_of(country: str, folder: Path) -> ApprovedTexts:
    """All texts as a clinic in this country gets them."""
    for name in ("clinic.yml", "crisis.yml", "texts.yml"):
        shutil.copy(CONTENT / name, folder)
    clinic = (folder / "clinic.yml").read_text()
    (folder / "clinic.yml").write_text(re.sub(r"(?m)^country: .*$", f"country: {country}", clinic))
    return read_texts(folder)


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+", text)


def of_kind(texts: ApprovedTexts, *kinds: Kind) -> dict[TextId, str]:
    return {name: filled.text for name, filled in texts.all() if filled.kind in kinds}


@pytest.mark.parametrize("country", COUNTRIES)
def test_both_numbers_stand_in_the_first_two_sentences_of_every_crisis_text(country: str, tmp_path: Path) -> None:
    lines = RESOURCES.countries[country]
    for name, text in of_kind(texts_of(country, tmp_path), Kind.CRISIS).items():
        # The oldest of them spreads the two numbers over three.
        first = " ".join(sentences(text)[:2])
        assert f"(tel:{lines.crisis.call.replace(' ', '')})" in first, name
        assert lines.crisis.name in first, name
        assert f"(tel:{lines.emergency.call})" in first, name
        if lines.crisis.text:
            assert f"(sms:{lines.crisis.text.replace(' ', '')})" in first, name


@pytest.mark.parametrize("country", COUNTRIES)
def test_in_an_emergency_the_number_comes_first_and_nothing_is_asked(country: str, tmp_path: Path) -> None:
    for name, text in of_kind(texts_of(country, tmp_path), Kind.EMERGENCY).items():
        assert f"(tel:{RESOURCES.countries[country].emergency.call})" in sentences(text)[0], name
        assert "?" not in text, name


@pytest.mark.parametrize("country", [*COUNTRIES, ELSEWHERE])
def test_the_texts_of_need_carry_the_line_and_work_as_links(country: str, tmp_path: Path) -> None:
    texts = texts_of(country, tmp_path)
    shown = of_kind(texts, *SAFETY_KINDS)
    assert len(shown) >= 30
    # A medical emergency has one number only, so that nobody has to choose.
    without = {name for name, text in shown.items() if texts.crisis_line not in text}
    assert without == {TextId.EMERGENCY_MEDICAL}
    for name in (*shown, TextId.UNDER_AGE, TextId.PARTLY_DOWN, TextId.FAULT):
        assert faults(texts[name].text) == [], name
    for name in (TextId.UNDER_AGE, TextId.PARTLY_DOWN, TextId.FAULT):
        assert texts.crisis_line in texts[name].text, name


@pytest.mark.parametrize("country", [*COUNTRIES, ELSEWHERE])
def test_people_in_danger_read_few_and_easy_words(country: str, tmp_path: Path) -> None:
    texts = texts_of(country, tmp_path)
    danger = of_kind(texts, Kind.CRISIS, Kind.EMERGENCY)
    assert {name: grade(text) for name, text in danger.items() if grade(text) > HIGHEST_GRADE_IN_DANGER} == {}
    lengths = {name: len(words(plain(text))) for name, text in of_kind(texts, *SAFETY_KINDS).items()}
    assert {name: length for name, length in lengths.items() if length > MOST_WORDS_IN_DANGER} == {}


@pytest.mark.parametrize("country", [*COUNTRIES, ELSEWHERE])
def test_our_own_words_of_support_are_easy_too(country: str, tmp_path: Path) -> None:
    # In a line or two, names and numbers weigh more than the words around them, so they are left out.
    texts = texts_of(country, tmp_path)
    clinic = texts.clinic
    numbers = (texts.crisis_line, texts.emergency_line, clinic.contact, clinic.urgent_line, clinic.watch_hours)
    for name, text in of_kind(texts, Kind.SUPPORT).items():
        own = text
        for number in numbers:
            own = own.replace(number, "988")
        assert grade(own) <= HIGHEST_GRADE_IN_DANGER, name


def test_where_no_number_is_known_none_is_invented(tmp_path: Path) -> None:
    texts = texts_of(ELSEWHERE, tmp_path)
    for name, text in of_kind(texts, Kind.CRISIS, Kind.EMERGENCY).items():
        shown = plain(text)
        assert "findahelpline.com" in shown or name == TextId.EMERGENCY_MEDICAL
        assert "local emergency number" in shown
        assert not re.search(r"\d{3}", shown)


def test_a_service_that_takes_texts_elsewhere_is_named() -> None:
    lines = RESOURCES.countries["GB"]
    assert plain(lines.crisis_numbers) == "call 116 123 or text Shout on 85258"
    assert plain(lines.crisis_line) == "call 116 123 (Samaritans) or text Shout on 85258"


def test_every_number_says_where_and_when_it_was_looked_up() -> None:
    for country, lines in RESOURCES.countries.items():
        assert lines.source.startswith("https://"), country
        assert lines.checked, country
        if lines.crisis.text_name:
            assert (lines.crisis.text_source or "").startswith("https://"), country
    assert RESOURCES.elsewhere.checked
    assert RESOURCES.elsewhere.source.startswith("https://")


@pytest.mark.parametrize(
    ("number", "link"), [("116 123", "tel:116123"), ("+1 212-555-0142", "tel:+12125550142"), ("988", "tel:988")]
)
def test_a_written_number_becomes_a_link_that_dials_it(number: str, link: str) -> None:
    assert telephone_link(number) == link


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('call: "988", text: "988"', "call: nine-eight-eight"),
        ('call: "988", text: "988"', 'text: "988"'),
        ('emergency: {call: "911"}', "emergency: {}"),
        ("  US:", "  USA:"),
        ("checked: 2026-11-22", "checked: some day"),
        ("elsewhere:", "otherwise:"),
        ("      text_source: https://giveusashout.org/about-us/faq/\n", ""),
        ('      text: "85258"\n', ""),
    ],
)
def test_a_table_with_a_gap_or_a_slip_is_refused(old: str, new: str, tmp_path: Path) -> None:
    text = (CONTENT / "crisis.yml").read_text()
    assert old in text
    (tmp_path / "crisis.yml").write_text(text.replace(old, new, 1))
    with pytest.raises(ContentError, match=r"crisis\.yml"):
        read_yaml(tmp_path / "crisis.yml", CrisisResources)


def test_a_line_without_a_text_number_offers_none() -> None:
    lines = RESOURCES.countries["IE"]
    assert isinstance(lines, CountryLines)
    assert "sms:" not in lines.crisis_numbers
