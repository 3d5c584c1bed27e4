"""Check: every rule of the guide for editors can fail, and says so in words."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.library.check import Problem, Report, check_content, text_problems, text_warnings
from bot.settings import PROJECT

SOURCES = """\
documents:
  - title: House guide
    file: guide.txt
    sections: [Introduction, Visitors, Pets]
"""

GUIDE = """\
House guide
A short note for everybody who comes to stay in our tall house by the river.
Visitors
A friend of yours may wait in the green room
until the bell has rung two times.
Pets: No parrots.
"""

VISITORS = (
    "can my sister come",
    "i dont want to sit there alone",
    "who may wait for me",
    "bring my husband along",
    "is company allowed",
    "my mate wants to tag along",
    "friend in the waiting room",
    "do u let others in",
)
PETS = (
    "can the dog come",
    "my cat calms me",
    "animals in the room",
    "what about a parrot",
    "assistance dogs",
    "is my hamster welcome",
    "leave the puppy outside",
    "furry company",
)
BATHS = (
    "is there a tub",
    "can i wash there",
    "hot water",
    "shower or tub",
    "soak my feet",
    "bubbles",
    "towels",
    "wet hair",
)

BODY = """\
Yes. Someone close to you may come with you, and they can wait next door until you are done.

There is a soft chair for them, and they can have tea. If you would rather be on your own, that is fine as well. \
You can tell the team at the door what you would like. They will ask you again on the next day, since plans change.
"""


def entry(phrasings: tuple[str, ...], title: str, related: str, body: str = BODY) -> str:
    """A file's text that keeps all the rules, unless it is told to break one."""
    listed = "".join(f"  - {phrasing}\n" for phrasing in phrasings)
    return (
        f"---\ntitle: {title}\nquestion: What about {title.lower()}?\nphrasings:\n{listed}"
        f"sources:\n  - document: House guide\n    section: Visitors\n"
        f"related: [{related}]\nreviewed: null\nreviewer: null\n---\n{body}"
    )


class Content:
    """A small content folder of three answers without a fault, and its document."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "content"
        self.documents = folder / "documents"
        (self.folder / "entries").mkdir(parents=True)
        self.documents.mkdir()
        self.write("sources.yml", SOURCES)
        self.write("entries/visitors.md", entry(VISITORS, "Visitors", "pets, baths"))
        self.write("entries/pets.md", entry(PETS, "Pets", "visitors, baths"))
        self.write("entries/baths.md", entry(BATHS, "Baths", "visitors, pets"))
        (self.documents / "guide.txt").write_text(GUIDE)

    def write(self, path: str, text: str) -> None:
        (self.folder / path).write_text(text)

    def change(self, path: str, old: str, new: str) -> None:
        text = (self.folder / path).read_text()
        assert text.count(old) == 1
        self.write(path, text.replace(old, new))

    def report(self) -> Report:
        return check_content(self.folder, self.documents)

    def only_problem(self) -> Problem:
        report = self.report()
        assert len(report.problems) == 1, report.problems
        return report.problems[0]


@pytest.fixture
def content(tmp_path: Path) -> Content:
    return Content(tmp_path)


def test_content_that_keeps_the_rules_has_no_problem(content: Content) -> None:
    report = content.report()
    assert report.problems == report.warnings == []
    assert report.notes == [
        "Reading grades of 3 answers: lowest 1.5 (baths), median 1.5, highest 1.5 (visitors).",
        "3 of 3 answers are not yet reviewed by a clinician.",
    ]


def test_without_documents_a_note_says_what_was_left_out(content: Content) -> None:
    content.change("entries/pets.md", "Yes. Someone", "A friend of yours may wait in the green room. Someone")
    report = check_content(content.folder, None)
    assert report.problems == []
    assert "The documents are not at hand: copied runs and cited sections were not checked." in report.notes


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        ("entries/pets.md", "title: Pets\n", "", "The field title is missing."),
        ("entries/pets.md", "[visitors, baths]", "[visitors, bats]",
         "There is no answer 'bats', which it names as related."),
        ("entries/pets.md", "[visitors, baths]", "[visitors, pets]", "It names itself as a related answer."),
        ("entries/pets.md", "[visitors, baths]", "[visitors]", "It names 1 related answer; 2 to 4 are needed."),
        ("entries/pets.md", "[visitors, baths]", "[baths, baths]", "It names a related answer twice."),
        ("entries/pets.md", "reviewed:", "next: bats\nreviewed:",
         "There is no answer 'bats', which it names as the next one."),
        ("entries/pets.md", "reviewed:", "next: pets\nreviewed:", "It names itself as the next answer."),
        ("entries/pets.md", "reviewed:", "simply: So you can have KAP.\nreviewed:",
         'It judges the reader: "So you can have KAP".'),
        ("entries/pets.md", "reviewed:", 'simply: "`Pets`"\nreviewed:', "The text uses code"),
        ("entries/pets.md", "reviewed:", "simply: A friend of yours may wait in the green room.\nreviewed:",
         'copied from "House guide": "a friend of yours may wait in the green room".'),
        ("entries/pets.md", "reviewed:", "simply: Considerable deliberation necessitates participation.\nreviewed:",
         "The field simply reads at school grade"),
        ("entries/pets.md", "  - assistance dogs\n", "", "It has 7 different phrasings; at least 8 are needed."),
        ("entries/pets.md", "section: Visitors", "section: Parking", "cites the section 'Parking' of 'House guide'"),
        ("entries/pets.md", "document: House guide", "document: The guide", "which sources.yml does not list"),
        ("entries/pets.md", "- assistance dogs", "- Can my SISTER come?!",
         'The phrasing "Can my SISTER come?!" is also a phrasing of visitors.'),
        ("entries/pets.md", "- assistance dogs", "- visitors", 'The phrasing "visitors" is also a title of visitors.'),
        ("entries/visitors.md", "about visitors?", "about PETS ?", "is also a question of"),
        ("entries/pets.md", "they can have tea", "they can have [tea](ftp://example.org)", "must start with http:"),
        ("entries/pets.md", "they can have tea", "they can have `tea`", "The text uses code"),
        ("entries/pets.md", "they can have tea", "you qualify", 'It judges the reader: "and you qualify".'),
        ("entries/pets.md", "question: What about pets?", "question: So you are eligible with pets?",
         "It judges the reader"),
        ("entries/pets.md", "Yes. Someone", "A friend of yours may WAIT,\nin the green room. Someone",
         'copied from "House guide": "a friend of yours may wait in the green room".'),
        ("entries/pets.md", "- assistance dogs", "- the “green room” until the bell has rung", "are copied from"),
        ("entries/pets.md", "What about pets?", "green room until the bell has rung two times?", "are copied from"),
        ("sources.yml", "Pets]", "Pets, Parking]", "The section 'Parking' does not stand in 'guide.txt'."),
        ("sources.yml", "guide.txt", "lost.txt", "The document 'lost.txt' is not among the documents."),
        ("sources.yml", "documents:", "papers:", "The file must hold one list, named documents"),
    ],
)  # fmt: skip
def test_each_broken_rule_is_one_problem(content: Content, path: str, old: str, new: str, said: str) -> None:
    content.change(path, old, new)
    problem = content.only_problem()
    assert problem.path == path.replace("visitors.md", "pets.md")
    assert said in problem.sentence


def test_a_simpler_answer_and_a_next_one_that_keep_the_rules_are_fine(content: Content) -> None:
    content.change("entries/pets.md", "reviewed:", "simply: A friend can come.\nnext: baths\nreviewed:")
    report = content.report()
    assert report.problems == report.warnings == []


def test_a_hard_answer_is_a_problem(content: Content) -> None:
    hard = "Participation necessitates considerable deliberation regarding individual physiological characteristics. "
    content.write("entries/pets.md", entry(PETS, "Pets", "visitors, baths", hard * 7))
    assert "reads at school grade" in content.only_problem().sentence


def test_a_phrasing_that_stands_twice_in_one_answer_is_a_problem(content: Content) -> None:
    content.change("entries/pets.md", "- furry company", "- furry company\n  - Furry company!")
    assert content.only_problem() == Problem("entries/pets.md", 'The phrasing "furry company" stands there twice.')


def test_phrasings_may_repeat_the_question_of_their_own_answer(content: Content) -> None:
    content.change("entries/pets.md", "- furry company", "- furry company\n  - what about pets")
    assert content.report().problems == []


def test_all_problems_are_told_at_once_and_sorted(content: Content) -> None:
    content.write("entries/visitors.md", "")
    content.write("entries/Bad Name.md", entry(("a",), "Bad", ""))
    content.change("entries/pets.md", "section: Visitors", "section: Parking")
    (content.folder / "sources.yml").rename(content.folder / "gone.yml")
    assert [problem.path for problem in content.report().problems] == [
        "entries/Bad Name.md",
        "entries/visitors.md",
        "sources.yml",
    ]


def test_an_answer_that_cannot_be_read_is_still_a_known_relative(content: Content) -> None:
    content.change("entries/pets.md", "reviewed:", "next: visitors\nreviewed:")
    content.write("entries/visitors.md", "")
    assert content.only_problem() == Problem("entries/visitors.md", "The file is empty.")


def test_warnings_are_for_the_editor_to_weigh(content: Content) -> None:
    content.write("entries/pets.md", entry(PETS, "Pets", "visitors, baths", "It will cure you! Take 5 mg."))
    content.change("entries/pets.md", "reviewed:", "simply: It costs 5 dollars.\nreviewed:")
    report = content.report()
    assert report.problems == []
    assert [warning.sentence for warning in report.warnings] == [
        'It has an exclamation mark: "It will cure you!".',
        'It names a dose: "Take 5 mg".',
        'It names a price: "It costs 5 dollars".',
        'It promises something: "It will cure".',
        "The answer has 7 words; 50 to 130 serve readers best.",
    ]


def test_an_empty_folder_is_a_problem(content: Content) -> None:
    shutil.rmtree(content.folder / "entries")
    with pytest.raises(FileNotFoundError):
        content.report()
    (content.folder / "entries").mkdir()
    report = content.report()
    assert report.problems == [Problem("entries", "There is no answer yet.")]
    assert report.notes == []


def test_further_checks_are_given_the_folder(content: Content) -> None:
    def clinic(folder: Path) -> Iterator[Problem]:
        assert folder == content.folder
        yield Problem("clinic.yml", "The telephone number is missing.")

    checks: list[Callable[[Path], Iterator[Problem]]] = [clinic]
    report = check_content(content.folder, content.documents, checks)
    assert report.problems == [Problem("clinic.yml", "The telephone number is missing.")]


def test_any_approved_text_can_be_checked() -> None:
    assert text_problems("texts.yml", "Whether you qualify is for a clinician to say.") == []
    assert text_problems("texts.yml", "# You qualify") == [
        Problem("texts.yml", "The text uses a heading (#)."),
        Problem("texts.yml", 'It judges the reader: "# You qualify".'),
    ]
    assert text_warnings("texts.yml", "Hello!") == [Problem("texts.yml", 'It has an exclamation mark: "Hello!".')]


def test_the_content_that_ships_has_no_problem_and_no_warning() -> None:
    report = check_content(PROJECT / "content", None)
    assert report.problems == report.warnings == []
