"""Groups the questions that nothing answered by what they mean, so that staff see what is missing most."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from bot.handoff.unanswered import UnansweredQuestion
from bot.library.likeness import same_saying
from bot.library.matching import MOST_CHOICES, NEAR, Encode, EntryMatcher

# Mean cosine within a group. Tried on the topics of content/not_covered.yml: at 0.5 nearly everything about one word
# ("therapist", "clinic") falls into one group, from 0.6 on groups are small and of one matter.
SAME_MATTER = 0.60
# Linking takes memory with the square of the number: 2,000 wordings take 32 MB. More are linked in turns.
MOST_LINKED = 2000


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """Questions of one meaning. Nothing here leads to a conversation or a person.

    `representative` is the wording nearest the middle. `wordings` are all of them, each once, nearest the middle
    first. `count` counts every time it was asked; the days are in UTC. `nearest` are the published answers that come
    closest, by slug, at most three.
    """

    representative: str
    wordings: tuple[str, ...]
    count: int
    first: date
    last: date
    nearest: tuple[str, ...]


@dataclass(slots=True)
class _Wording:
    """What was asked in the same words: the latest spelling, and every time it was asked."""

    text: str
    asked: list[UnansweredQuestion]


def question_groups(
    questions: Sequence[UnansweredQuestion], encode: Encode, matcher: EntryMatcher
) -> list[QuestionGroup]:
    """The groups, the largest first and of equals the newest; each question is in exactly one. Blank ones share one.

    `encode` gives a sentence vector (of length 1) a text. It should store nothing: a vector tells what was asked, and
    would outlive the conversation. Some milliseconds a question, so 5,000 take up to half a minute.
    """
    by_words: dict[str, _Wording] = {}
    for question in sorted(questions, key=lambda one: (one.at, one.text)):
        wording = by_words.setdefault(same_saying(question.text), _Wording(question.text, []))
        wording.text = question.text.strip()
        wording.asked.append(question)
    blank = by_words.pop("", None)
    wordings = list(by_words.values())
    vectors = encode([each.text for each in wordings]) if wordings else np.zeros((0, 0), dtype=np.float32)
    groups = [_by_middle([wordings[one] for one in each], vectors[each]) for each in _grouped(vectors)]
    if blank:
        groups.append([blank])
    # Of what is said in parts, the whole is near enough to point staff somewhere.
    found = matcher.find_all([members[0].text for members in groups], in_parts=False)
    nearest = [tuple(match.slug for match in each.matches[:MOST_CHOICES] if match.fit >= NEAR) for each in found]
    made = [
        (max(one.at for each in members for one in each.asked), _group(members, near if members[0].text else ()))
        for members, near in zip(groups, nearest, strict=True)
    ]
    made.sort(key=lambda each: (-each[1].count, -each[0].timestamp(), each[1].representative))
    return [group for _, group in made]


def _group(members: Sequence[_Wording], nearest: tuple[str, ...]) -> QuestionGroup:
    days = [one.at.date() for each in members for one in each.asked]
    return QuestionGroup(
        representative=members[0].text,
        wordings=tuple(each.text for each in members),
        count=len(days),
        first=min(days),
        last=max(days),
        nearest=nearest,
    )


def _by_middle(members: Sequence[_Wording], vectors: np.ndarray) -> list[_Wording]:
    """Nearest the middle first; what was asked often weighs as often."""
    middle = np.array([len(each.asked) for each in members], dtype=np.float32) @ vectors
    # Rounded, so that equals stay in the order of their first day on every machine.
    order = np.argsort(-np.round(vectors @ middle, 4), kind="stable")
    return [members[index] for index in order]


def _grouped(vectors: np.ndarray) -> list[list[int]]:
    """Rows by group, each row in one. Later turns join the groups of earlier ones where they are near enough."""
    groups: list[list[int]] = []
    middles = np.zeros((0, vectors.shape[1]), dtype=np.float32)
    for start in range(0, len(vectors), MOST_LINKED):
        rows = np.arange(start, min(start + MOST_LINKED, len(vectors)))
        if groups:
            # With vectors of length 1, the cosine with the mean of a group is the mean cosine with its members.
            near = vectors[rows] @ middles.T
            best, joins = near.argmax(axis=1), near.max(axis=1) >= SAME_MATTER
            for row, group in zip(rows[joins], best[joins], strict=True):
                groups[group].append(int(row))
            rows = rows[~joins]
        groups += [[int(rows[one]) for one in each] for each in _linked(vectors[rows])]
        middles = np.vstack([vectors[each].mean(axis=0) for each in groups])
    return groups


def _linked(vectors: np.ndarray) -> list[list[int]]:
    """Groups by average linkage, in the order of their first rows."""
    if len(vectors) < 2:
        return [[index] for index in range(len(vectors))]
    apart = np.clip(1 - vectors @ vectors.T, 0, None)
    labels = fcluster(linkage(squareform(apart, checks=False), "average"), 1 - SAME_MATTER, "distance")
    groups: dict[int, list[int]] = {}
    for index, label in enumerate(labels):
        groups.setdefault(int(label), []).append(index)
    return list(groups.values())
