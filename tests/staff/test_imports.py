"""Import: files are looked at first, become drafts and nothing else, and can do no harm on the way."""

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

import pytest

from bot.assembly import Parts
from bot.library.entries import format_entry
from bot.library.importing import MOST_CHARACTERS, UploadFault, limit_texts, unpacked
from bot.library.publishing import Stamp, published_entries
from bot.staff.roles import Role
from tests.staff.answering import PARKING, SLUG, entry_of, fields, form_of, kept, log, opened, revision, send
from tests.staff_browser import OURS, Answered, StaffBrowser, Words

type Browsers = Callable[[], StaffBrowser]

IMPORT = "/staff/answers/import"
ONE = format_entry(PARKING.entry("parking", None))


def zipped(files: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def upload(browser: StaffBrowser, name: str, content: bytes) -> Answered:
    answered: Answered = browser.client.post(
        IMPORT, data={"form_token": browser.token_of(IMPORT)}, files={"file": (name, content)}, headers=OURS
    )
    return answered


def press(browser: StaffBrowser, looked: Answered, act: str) -> Answered:
    """The second press, with what the page carries."""
    carried = form_of(looked.text, IMPORT)
    return send(browser, IMPORT, [*carried[1:], ("act", act)], carried[0][1])


@pytest.fixture
def ed(answers_parts: Parts, browser: Browsers) -> StaffBrowser:
    return opened(browser(), "ed")


def test_what_was_exported_comes_back_as_drafts_of_what_differs(ed: StaffBrowser, answers_parts: Parts) -> None:
    parts, before = answers_parts, revision(answers_parts)
    exported = ed.client.get("/staff/answers/export").content
    same = upload(ed, "answers.zip", exported)
    assert "The same as what is published: 3 answers." in Words(same.text).text
    assert "There is nothing to take over." in Words(same.text).text
    with zipfile.ZipFile(io.BytesIO(exported)) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    files[f"entries/{SLUG}.md"] += "\nMostly “about” 4 hours & <more>.\n"
    files["entries/heart_bp.md"] = files["entries/heart_bp.md"].replace("title:", "title: Heart, newly told #", 1)
    files["entries/parking.md"] = ONE.replace("reviewed: null", "reviewed: 2026-01-01").replace(
        "reviewer: null", "reviewer: Dr Nobody"
    )
    files["entries/broken.md"] = "nothing"
    looked = upload(ed, "answers.zip", zipped(files))
    said = Words(looked.text).text
    for words in ("New: 1 answer", "Changed: 2 answers", "broken.md", "The first line must be ---"):
        assert words in said
    assert kept(parts) is None, "looking keeps nothing"
    assert press(ed, looked, "publish").status_code == 403, "that is for administrators"
    theirs = fields(PARKING, Stamp(0, 0), act="save")
    assert send(ed, "/staff/answers/new", theirs).status_code == 303
    again = upload(ed, "answers.zip", zipped(files))
    assert "There is a draft of these already" in Words(again.text).text
    pressed = press(ed, again, "drafts")
    assert pressed.headers["location"] == "/staff/answers?state=draft"
    assert "2 drafts made. Patients get nothing of them yet. 1 left out" in Words(ed.get("/staff/answers").text).text
    found = kept(parts)
    assert found is not None
    assert "“about” 4 hours & <more>" in found.wording.body
    assert (revision(parts), log(parts)[-1][1]) == (before, "read drafts of answers from files")
    one = upload(ed, "parking.md", ONE.encode())
    assert "New: 1 answer" in Words(one.text).text


def test_administrators_may_publish_all_of_them_at_once(browser: Browsers, answers_parts: Parts) -> None:
    parts, boss = answers_parts, opened(browser(), "boss", Role.ADMINISTRATOR)
    heart = entry_of(parts, "heart_bp")
    reviewed = replace(heart, title="Heart", reviewed=date(2026, 1, 1), reviewer="Dr Nobody")
    files = {"heart_bp.md": format_entry(reviewed), "parking.md": ONE}
    looked = upload(boss, "a.zip", zipped(files))
    parts.publishing.import_entries([replace(heart, title="Meanwhile")])
    stale = press(boss, looked, "publish")
    assert stale.status_code == 409
    assert entry_of(parts, "heart_bp").title == "Meanwhile"
    assert press(boss, stale, "publish").headers["location"] == "/staff/answers"
    with parts.database.transaction() as session:
        published = published_entries(session)
    assert published["parking"].title == "Parking"
    assert (published["heart_bp"].title, published["heart_bp"].reviewed) == ("Heart", None), "no file gives a review"
    short = replace(PARKING, title="Parking, short", phrasings=("one", "two")).entry("parking", None)
    faulty = upload(boss, "parking.md", format_entry(short).encode())
    assert "2 different phrasings; at least 8 are needed" in Words(faulty.text).text
    assert press(boss, faulty, "publish").status_code == 422
    assert parts.library.shelf().entries["parking"].title == "Parking"


def test_two_people_are_needed_for_files_as_well(strict_browser: Browsers, answers_parts: Parts) -> None:
    boss, before = opened(strict_browser(), "boss", Role.ADMINISTRATOR), revision(answers_parts)
    looked = upload(boss, "parking.md", ONE.encode())
    assert 'value="publish"' not in looked.text
    assert press(boss, looked, "publish").status_code == 403
    assert press(boss, looked, "drafts").status_code == 303
    assert revision(answers_parts) == before


def test_a_file_that_cannot_be_taken_is_told_beside_the_field(ed: StaffBrowser) -> None:
    for name, content in (("a.zip", b"no zip"), ("Bad Name.md", b"x"), ("a.md", b"\xff"), ("", b"")):
        answered = upload(ed, name, content)
        assert answered.status_code == 422, name
        assert 'aria-describedby="file-hint file-fault"' in answered.text
    assert upload(ed, "a.md", b"x" * 2_100_000).status_code == 413
    assert send(ed, IMPORT, [("slug", "../a"), ("text", "x"), ("act", "drafts")]).status_code == 409


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"../a.md": "x"}, "can't be the file of an answer"),
        ({"/etc/a.md": "x"}, "can't be the file of an answer"),
        ({"entries/../a.md": "x"}, "can't be the file of an answer"),
        ({"entries\\a.md": "x"}, "can't be the file of an answer"),
        ({"A.md": "x"}, "can't be the file of an answer"),
        ({"a.txt": "x"}, "can't be the file of an answer"),
        ({"x" * 200 + ".md": "x"}, "…”"),
        ({"a.md": "x", "entries/a.md": "x"}, "twice"),
        ({f"a{number}.md": "x" for number in range(201)}, "at most 200"),
        ({"a.md": b"\xff\xfe"}, "not UTF-8"),
        ({"a.md": "0" * 50_000_000}, "too much text"),
        ({f"a{number}.md": "0" * 20_000 for number in range(100)}, "too much text"),
        ({}, "empty"),
    ],
)
def test_a_zip_holds_answers_and_nothing_else(files: dict[str, str | bytes], words: str) -> None:
    with pytest.raises(UploadFault, match=words):
        unpacked("a.zip", zipped(files))


def test_a_zip_that_lies_is_refused() -> None:
    good = zipped({"a.md": "0" * 100_000})
    for place in range(len(good)):
        bad = good[:place] + bytes([good[place] ^ 0xFF]) + good[place + 1 :]
        try:
            assert all(len(text) <= MOST_CHARACTERS for text in unpacked("a.zip", bad).values())
        except UploadFault:
            continue
    with pytest.raises(UploadFault, match="can't be read here"):
        unpacked("a.zip", zipped({"a.md": "x"}, zipfile.ZIP_LZMA))
    assert unpacked("a.zip", zipped({"entries/": "", "entries/a.md": "x"})) == {"a": "x"}


def test_what_a_form_carries_has_a_limit() -> None:
    with pytest.raises(UploadFault, match="too much"):
        limit_texts({"a": "\n" * MOST_CHARACTERS})
    with pytest.raises(UploadFault, match="at most 200"):
        limit_texts({f"a{number}": "" for number in range(201)})
