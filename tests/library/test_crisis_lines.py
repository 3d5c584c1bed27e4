"""Crisis numbers: in every country they come before anything else is asked or explained."""

import re
import shutil
from pathlib import Path

import pytest

from bot.library.clinic import telephone_link
from bot.library.crisis_lines import CountryLines, CrisisResources
from bot.library.markup import faults, plain
from bot.library.texts import ApprovedTexts, ContentError, TextId, read_texts
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
    return read_texts(folder, 30)


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+", text)


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_crisis_numbers_stand_in_the_first_two_sentences(country: str, tmp_path: Path) -> None:
    lines = RESOURCES.countries[country]
    first = " ".join(sentences(texts_of(country, tmp_path)[TextId.CRISIS].text)[:2])
    assert f"(tel:{lines.crisis.call.replace(' ', '')})" in first
    assert lines.crisis.name in first
    if lines.crisis.text:
        assert f"(sms:{lines.crisis.text.replace(' ', '')})" in first


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_emergency_number_stands_in_the_first_paragraph_of_the_crisis_text(country: str, tmp_path: Path) -> None:
    paragraph = texts_of(country, tmp_path)[TextId.CRISIS].text.split("\n\n")[0]
    assert f"(tel:{RESOURCES.countries[country].emergency.call})" in paragraph


@pytest.mark.parametrize("country", COUNTRIES)
def test_in_an_emergency_the_number_comes_first_and_nothing_is_asked(country: str, tmp_path: Path) -> None:
    text = texts_of(country, tmp_path)[TextId.EMERGENCY].text
    assert f"(tel:{RESOURCES.countries[country].emergency.call})" in sentences(text)[0]
    assert "?" not in text


@pytest.mark.parametrize("country", [*COUNTRIES, ELSEWHERE])
@pytest.mark.parametrize("name", [TextId.CRISIS, TextId.EMERGENCY, TextId.DISTRESS, TextId.PARTLY_DOWN, TextId.FAULT])
def test_the_texts_of_need_carry_the_line_and_work_as_links(country: str, name: TextId, tmp_path: Path) -> None:
    texts = texts_of(country, tmp_path)
    assert texts.crisis_line in texts[name].text
    assert faults(texts[name].text) == []


def test_where_no_number_is_known_none_is_invented(tmp_path: Path) -> None:
    texts = texts_of(ELSEWHERE, tmp_path)
    for name in (TextId.CRISIS, TextId.EMERGENCY):
        shown = plain(texts[name].text)
        assert "findahelpline.com" in shown
        assert "local emergency number" in shown
        assert not re.search(r"\d{3}", shown)


def test_a_service_that_takes_texts_elsewhere_is_named() -> None:
    assert "text Shout on 85258" in plain(RESOURCES.countries["GB"].crisis_numbers)


def test_every_number_says_where_and_when_it_was_looked_up() -> None:
    for country, lines in RESOURCES.countries.items():
        assert lines.source.startswith("https://"), country
        assert lines.checked, country


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
