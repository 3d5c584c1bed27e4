"""Decides what to do about a question: answer it, answer two at once, ask what was meant, or say that nobody wrote it
down."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.conversation.acts import Act, Answer, Clarify, NotCovered, Say
from bot.conversation.phrases.follow_ups import names_only_the_last
from bot.library.entries import Entry
from bot.library.live import LiveLibrary
from bot.library.matching import MOST_CHOICES, NEAR, EntryMatcher, Found, Match, Sureness, sureness
from bot.library.texts import TextId

# A part of a message must be surer than a whole one to be answered by itself: a story has many parts. The second best
# for a whole message must be surer still, since neighbours come close.
PART_SURE = 0.30
SECOND_SURE = 0.40
# Where there was more than was surely asked, the rest may still be offered.
SECOND_LIKELY = 0.05
# A question that is clearly one of those without an answer is not bent to the topic before it.
CONTEXT_FROM = -0.3
# And the topic before it must tell clearly more than the words alone.
CONTEXT_GAINS = 0.2
# "How long do they last" fits an answer on anything that lasts. So little said counts for itself only where it fits
# very well; with the topic before it, only where that leads to a neighbour of it.
BARE_SURE = 0.70
BARE_TOGETHER = 0.30


@dataclass(frozen=True, slots=True)
class Said:
    """What a person wrote, and the answer that they read last, if any: "and how long is that?" is about it.

    `advice`, `verdict`: how likely it asks for one of these, from 0 to 1. `prescreen`: where they are in the
    pre-screen, if they are in it: a question's id or the name of a `Place`. `intent`: what Rasa takes it for, and
    `sureness`, from 0 to 1, how surely.
    """

    text: str
    about: str | None = None
    advice: float = 0.0
    verdict: float = 0.0
    prescreen: str | None = None
    intent: str = ""
    sureness: float = 0.0


class Lookup:
    """Looks questions up in what is published at the moment. Safe to share between threads."""

    def __init__(self, library: LiveLibrary) -> None:
        self._library = library

    def acts(self, said: Said) -> list[Act]:
        """What to do: mostly one act; where more was asked, two answers or an answer, and a choice of the rest."""
        shelf = self._library.shelf()
        found = shelf.matcher.find(said.text)
        asked = [matches[0] for matches in found.parts]
        both = _two_sure(found)
        if both:
            return _answers(both, asked)
        matches = found.matches
        before = shelf.entries.get(said.about) if said.about else None
        if before and names_only_the_last(said.text) and not (matches and matches[0].fit >= BARE_SURE):
            return self._about_the_last(shelf.matcher, before, said.text)
        if before and sureness(matches) is not Sureness.SURE:
            matches = _in_context(shelf.matcher, before, said.text, matches)
        how = sureness(matches)
        if how is Sureness.SURE:
            answers = _answers([matches[0].slug], [*asked, *found.matches[1:MOST_CHOICES]] if len(asked) > 1 else [])
            unanswered = any(sureness(part) is Sureness.NONE for part in found.parts)
            return [*answers, Say(text=TextId.PART_NOT_COVERED)] if unanswered else answers
        near = tuple(match.slug for match in matches[:MOST_CHOICES] if match.fit >= NEAR)
        return [Clarify(entries=near) if how is Sureness.ASK else NotCovered(nearest=near)]

    def _about_the_last(self, matcher: EntryMatcher, before: Entry, text: str) -> list[Act]:
        """The answer to a question that names nothing itself, or the questions beside the topic before it."""
        beside = self.related(before.slug)
        near = [match.slug for match in _together(matcher, before, text) if match.fit >= BARE_TOGETHER]
        if len(near) == 1 and near[0] in beside:
            return [Answer(entry=near[0])]
        offered = [*near[:1], *(slug for slug in beside if slug not in near[:1])][:MOST_CHOICES]
        return [Clarify(entries=tuple(offered)) if offered else NotCovered()]

    def best(self, said: Said, least: float, lead: float = 0.0) -> str | None:
        """The likeliest answer where it fits at least so well, and better than the next by so much."""
        matches = self._library.shelf().matcher.find(said.text).matches
        if not matches or matches[0].fit < least:
            return None
        return matches[0].slug if len(matches) == 1 or matches[0].fit - matches[1].fit >= lead else None

    def related(self, slug: str) -> tuple[str, ...]:
        """The published answers that stand beside this one."""
        entries = self._library.shelf().entries
        return tuple(each for each in entries[slug].related if each in entries) if slug in entries else ()

    def following(self, slug: str) -> str | None:
        """The published answer that comes after this one in the process."""
        entries = self._library.shelf().entries
        following = entries[slug].next if slug in entries else None
        return following if following in entries else None


def _two_sure(found: Found) -> list[str]:
    """The two answers of a message that surely asks two things, the surer one first; empty otherwise."""
    sure = {matches[0].slug for matches in found.parts if matches[0].fit >= PART_SURE}
    if len(found.parts) > 1 and len(found.matches) > 1 and found.matches[1].fit >= SECOND_SURE:
        sure |= {match.slug for match in found.matches[:2]}
    return [match.slug for match in found.matches if match.slug in sure][:2] if len(sure) > 1 else []


def _answers(given: Sequence[str], perhaps: Iterable[Match]) -> list[Act]:
    """These answers, and under them what else the message may have asked."""
    slugs = dict.fromkeys(match.slug for match in perhaps if match.fit >= SECOND_LIKELY)
    rest = tuple(slug for slug in slugs if slug not in given)[:MOST_CHOICES]
    answers: list[Act] = [Answer(entry=slug) for slug in given]
    return [*answers, Clarify(entries=rest, text=TextId.ALSO_ASKED)] if rest else answers


def _in_context(matcher: EntryMatcher, before: Entry, text: str, alone: list[Match]) -> list[Match]:
    """The matches of a question together with the topic before it, where that tells more than the words alone."""
    if not alone or alone[0].fit < CONTEXT_FROM:
        return alone
    together = _together(matcher, before, text)
    return together if together and together[0].fit > alone[0].fit + CONTEXT_GAINS else alone


def _together(matcher: EntryMatcher, before: Entry, text: str) -> list[Match]:
    """What a question comes near with the topic before it, apart from that topic itself, which was read just now."""
    return [match for match in matcher.find(f"{before.title}. {text}").matches if match.slug != before.slug]
