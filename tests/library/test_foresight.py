"""Foresight: it tells what a draft would change, as the bot then does it, and leaves what is served as it was."""

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.assembly import Parts
from bot.conversation.acts import Answer, Clarify, NotCovered
from bot.conversation.lookup import Lookup, Said
from bot.library.entries import Entry, EntryError
from bot.library.foresight import Foresight, Origin, Question
from bot.library.gaps import read_gaps
from bot.library.live import LiveLibrary
from bot.library.matching import CLEAR_LEAD, LIKELY, SURE, Found, Match, Sureness, sureness
from bot.library.publishing import Publishing, UnknownEntry
from bot.storage.models import TextVectorRow
from tests.library.parking import PARKING
from understanding.encoder import SentenceEncoder

# The small library's known gap.
PRICE = replace(
    PARKING,
    slug="price",
    title="Price",
    question="How much does it cost?",
    phrasings=("what is the price", "what do you charge"),
    body="The clinic tells you the price before you start.",
)
ASKED = [
    "how long does one session take",
    "i have high blood pressure",
    "what is kap and how long does it take?",
    "where do i leave my car",
    "how much does it cost",
    "my heart",
    "zebras",
]


@pytest.fixture
def foresight(small_parts: Parts) -> Foresight:
    return foresight_of(small_parts)


def foresight_of(parts: Parts, unanswered: Callable[[], list[str]] = list) -> Foresight:
    return Foresight(parts.library, read_gaps(parts.settings.content_dir), unanswered)


def publish(parts: Parts, encoder: SentenceEncoder, *entries: Entry) -> None:
    Publishing(parts.database, encoder).import_entries(entries)


def answers(library: LiveLibrary, texts: list[str]) -> list[Found]:
    matcher = library.shelf().matcher
    return [matcher.find(text) for text in texts]


def vectors_stored(parts: Parts) -> int:
    with parts.database.transaction() as session:
        return session.scalar(select(func.count()).select_from(TextVectorRow)) or 0


def test_a_new_entry_catches_what_had_no_answer(small_parts: Parts) -> None:
    foresight = foresight_of(small_parts, lambda: ["what is the price of one", "WHAT is the price of one?", " "])
    outlook = foresight.of_entry(PRICE)
    [caught] = [change for change in outlook.caught if change.question.origin is Origin.UNANSWERED]
    assert caught.question.text == "WHAT is the price of one?", "the newest spelling of one wording, tried once"
    assert caught.before.slug is None
    assert caught.before.sureness is Sureness.NONE
    assert (caught.after.slug, caught.after.sureness) == ("price", Sureness.SURE)
    assert Question("what is the price", Origin.GAP, "cost") in {change.question for change in outlook.caught}
    assert outlook.stolen == {}
    assert outlook.lost == ()


def test_what_it_would_take_from_another_answer_is_told_by_that_answer(
    foresight: Foresight, small_parts: Parts
) -> None:
    robbed = small_parts.library.shelf().entries["session_duration"]
    greedy = replace(PARKING, question=robbed.question, title=robbed.title, phrasings=robbed.phrasings)
    outlook = foresight.of_entry(greedy, [Question(text) for text in robbed.phrasings])
    assert set(outlook.stolen) <= {"session_duration"}
    assert outlook.stolen or outlook.beside, "the same sayings twice cannot leave every question as sure as before"
    assert {copy.slug for copy in outlook.near_copies} >= {"session_duration"}
    copied = {copy.phrasing for copy in outlook.near_copies if copy.slug == "session_duration" and copy.cosine > 0.999}
    assert copied == {robbed.question, *robbed.phrasings}


def test_taking_over_anothers_phrasings_steals_them(
    small_parts: Parts, foresight: Foresight, encoder: SentenceEncoder
) -> None:
    publish(small_parts, encoder, PARKING, replace(PARKING, slug="garage", title="Garage", body="The house next door."))
    shelf = small_parts.library.shelf()
    winner = shelf.matcher.find("where can i park").matches[0].slug
    loser = "garage" if winner == "parking" else "parking"
    more = ("where do i park", "where can i park my car", "where could i park", "where to park")
    draft = replace(shelf.entries[loser], phrasings=(*PARKING.phrasings, *more))
    tried = [Question("where to park")]
    outlook = foresight.of_entry(draft, tried)
    assert [change.question for change in outlook.stolen[winner]] == tried


def test_a_changed_entry_may_lose_questions(small_parts: Parts, foresight: Foresight, encoder: SentenceEncoder) -> None:
    publish(small_parts, encoder, PARKING)
    moved = replace(
        PARKING, title="Pets", question="May I bring my dog?", phrasings=("are cats allowed",), body="Pets stay home."
    )
    outlook = foresight.of_entry(moved)
    lost = {change.question for change in outlook.lost}
    assert Question("where can i park", Origin.PUBLISHED, "parking") in lost
    assert all(change.before.slug == "parking" and change.after.slug != "parking" for change in outlook.lost)
    assert not outlook.caught
    assert outlook.try_question("may my dog come").after.slug == "parking"


def test_one_more_phrasing(foresight: Foresight) -> None:
    question = Question("does it take all afternoon")
    outlook = foresight.of_phrasing("session_duration", "does it take all afternoon", [question])
    trial = outlook.try_question(question.text)
    assert trial.after.slug == "session_duration"
    assert trial.after.best[0].fit > next(m.fit for m in trial.before.best if m.slug == "session_duration")
    with pytest.raises(UnknownEntry):
        foresight.of_phrasing("parking", "where can i park")
    with pytest.raises(EntryError):
        foresight.of_phrasing("session_duration", "  ")


def test_what_is_published_already_changes_nothing(foresight: Foresight, small_parts: Parts) -> None:
    for entry in small_parts.library.shelf().entries.values():
        outlook = foresight.of_entry(entry)
        assert outlook.changes == ()
        assert outlook.near_copies == ()


def test_every_change_is_in_one_group(foresight: Foresight, small_parts: Parts) -> None:
    shorter = replace(small_parts.library.shelf().entries["heart_bp"], phrasings=("afib",))
    for draft in (PARKING, PRICE, shorter):
        outlook = foresight.of_entry(draft)
        stolen = [change for changes in outlook.stolen.values() for change in changes]
        grouped = [*outlook.caught, *stolen, *outlook.lost, *outlook.beside]
        assert sorted(map(repr, grouped)) == sorted(map(repr, outlook.changes))


def test_the_bot_then_does_as_foretold(small_parts: Parts, foresight: Foresight, encoder: SentenceEncoder) -> None:
    outlook = foresight.of_entry(PARKING)
    lookup = Lookup(small_parts.library)

    def done(text: str) -> tuple[Sureness, str | None]:
        match lookup.acts(Said(text))[0]:
            case Answer(entry=slug):
                return Sureness.SURE, slug
            case Clarify(entries=slugs):
                return Sureness.ASK, slugs[0]
            case NotCovered():
                return Sureness.NONE, None
        raise AssertionError

    trials = [outlook.try_question(text) for text in ASKED]
    assert [done(text) for text in ASKED] == [(trial.before.sureness, trial.before.slug) for trial in trials]
    publish(small_parts, encoder, PARKING)
    assert [done(text) for text in ASKED] == [(trial.after.sureness, trial.after.slug) for trial in trials]
    assert all(len(trial.before.best) == len(trial.after.best) == 3 for trial in trials)


def test_a_first_entry_and_a_blank_question(small_parts: Parts, encoder: SentenceEncoder) -> None:
    for slug in small_parts.library.shelf().entries:
        Publishing(small_parts.database, encoder).withdraw(slug)
    outlook = foresight_of(small_parts).of_entry(PARKING, [Question("where can i park"), Question(" ")])
    assert [change.question.text for change in outlook.caught] == ["where can i park"]
    blank = outlook.try_question(" \n")
    assert blank.before == blank.after
    assert blank.after.slug is None


@given(
    st.lists(st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), min_size=1, max_size=60), max_size=4),
    st.sampled_from(["parking", "session_duration"]),
)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_foresight_leaves_what_is_served_as_it_was(small_parts: Parts, phrasings: list[str], slug: str) -> None:
    shelf, known = small_parts.library.shelf(), vectors_stored(small_parts)
    kept = dict(small_parts.library._vectors)
    learned = small_parts.library._matching._learned
    assert learned is not None
    solved = set(learned._solved)
    before = answers(small_parts.library, ASKED)
    outlook = foresight_of(small_parts, lambda: list(phrasings)).of_entry(
        replace(PARKING, slug=slug, phrasings=tuple(phrasings))
    )
    outlook.try_question("where can i park")
    assert small_parts.library.shelf() is shelf
    assert answers(small_parts.library, ASKED) == before
    assert vectors_stored(small_parts) == known
    assert small_parts.library._vectors.keys() == kept.keys()
    assert small_parts.library._matching._learned is learned
    assert set(learned._solved) == solved


def test_foresights_beside_publishing_and_asking_disturb_neither(small_parts: Parts, encoder: SentenceEncoder) -> None:
    foresight, wrong, stop = foresight_of(small_parts), list[object](), threading.Event()

    def foresee() -> None:
        while not stop.is_set():
            caught = foresight.of_entry(PRICE, [Question("what is the price")]).caught
            if [change.after.slug for change in caught] != ["price"]:
                wrong.append(caught)

    def ask() -> None:
        while not stop.is_set():
            match = small_parts.library.shelf().matcher.find("how long does one session take").matches[0]
            if match.slug != "session_duration":
                wrong.append(match)

    threads = [threading.Thread(target=each) for each in (foresee, foresee, ask)]
    for thread in threads:
        thread.start()
    for number in range(5):
        changed = replace(small_parts.library.shelf().entries["what_is_kap"], title=f"What KAP is, {number}")
        publish(small_parts, encoder, changed)
        assert small_parts.library.shelf().entries["what_is_kap"] == changed
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_what_was_learned_from_is_not_compared_again_and_scores_the_same(small_parts: Parts) -> None:
    """For a matcher as it was learned, and one whose answers changed since: what is known, and what is not."""
    aside = small_parts.library.aside()
    published = aside.shelf.entries
    shorter = replace(published["heart_bp"], phrasings=published["heart_bp"].phrasings[:9])
    changed = aside.matcher({"heart_bp": shorter, "session_duration": published["session_duration"], "price": PRICE})
    texts = [text for entry in (*published.values(), PRICE) for text in (entry.question, *entry.phrasings)]
    texts += [*ASKED, "", "how much does it cost"]
    for matcher in (aside.shelf.matcher, changed):
        compared = matcher.find_all(texts, in_parts=False)
        for text, quick, found in zip(texts, matcher.nearest(matcher.explained(texts), 3), compared, strict=True):
            assert [match.slug for match in quick] == [match.slug for match in found.matches], text
            assert [match.fit for match in quick] == pytest.approx([each.fit for each in found.matches], abs=1e-3)
    assert aside.matcher({}).nearest(["a"], 3) == [[]]


def test_nothing_that_changes_is_left_out_for_speed(small_parts: Parts, foresight: Foresight) -> None:
    """Every question in full, before and after, as the bot would match it: no quicker way may tell less."""
    aside = small_parts.library.aside()
    published = aside.shelf.entries
    heart = published["heart_bp"]
    for draft in (PRICE, PARKING, replace(heart, phrasings=heart.phrasings[::3])):
        questions = foresight.usual_questions() + [
            Question(f"{text} and {other}?") for text in ASKED for other in ASKED
        ]
        texts = [question.text for question in questions]
        after = aside.matcher({**published, draft.slug: draft})
        true = {}
        pairs = zip(aside.shelf.matcher.find_all(texts), after.find_all(texts), strict=True)
        for question, (old, new) in zip(questions, pairs, strict=True):
            was, is_then = sureness(old.matches), sureness(new.matches)
            slugs = [
                None if sure is Sureness.NONE else found.matches[0].slug for sure, found in ((was, old), (is_then, new))
            ]
            if was is not is_then or slugs[0] != slugs[1]:
                true[question] = (was, is_then, *slugs)
        told = {
            change.question: (change.before.sureness, change.after.sureness, change.before.slug, change.after.slug)
            for change in foresight.of_entry(draft, questions).changes
        }
        assert true
        assert told == true


def test_many_questions_at_once_are_matched_as_one_by_one(small_parts: Parts) -> None:
    matcher = small_parts.library.shelf().matcher
    texts = [*ASKED, "", *(f"how many hours is session {number}? and is it safe for my heart?" for number in range(40))]
    for one, found in zip((matcher.find(text) for text in texts), matcher.find_all(texts), strict=True):
        assert len(one.parts) == len(found.parts)
        for alone, among in zip([one.matches, *one.parts], [found.matches, *found.parts], strict=True):
            fits = {match.slug: match.fit for match in among}
            # The encoder rounds a little otherwise in other company.
            assert {match.slug: pytest.approx(match.fit, abs=0.02) for match in alone} == fits
    assert matcher.find_all([]) == []


@pytest.mark.parametrize(
    ("fits", "expected"),
    [
        ([], Sureness.NONE),
        ([SURE], Sureness.SURE),
        ([SURE - 0.001], Sureness.ASK),
        ([SURE, SURE - CLEAR_LEAD / 2], Sureness.ASK),
        ([SURE + 2 * CLEAR_LEAD, SURE], Sureness.SURE),
        ([LIKELY], Sureness.ASK),
        ([LIKELY - 0.001], Sureness.NONE),
    ],
)
def test_sureness_follows_the_thresholds(fits: list[float], expected: Sureness) -> None:
    assert sureness([Match(str(number), fit) for number, fit in enumerate(fits)]) is expected
