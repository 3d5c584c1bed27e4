"""What the bot does for each action that Rasa's rules name. No words are composed here: see `acts`."""

from collections.abc import Callable, Mapping

from bot.conversation.acts import Act, Answer, Clarify, NotCovered, Say
from bot.library.live import LiveLibrary
from bot.library.matching import CLEAR_LEAD, LIKELY, MOST_CHOICES, NEAR, SURE, Match
from bot.library.texts import ChoiceId, TextId
from understanding.encoder import SentenceEncoder

# After a declined verdict or advice, the named topic's answer follows, though another one may come close. A bare "am I
# eligible" names none and must get none, which could be read as a hint; such requests stay below 0.06.
TOPIC_NAMED = 0.12

# A question may come dressed as small talk or as a sigh; only a very sure answer takes the place of the kind word.
IN_DISGUISE = 0.50


class Dialogue:
    """Decides on acts from what a person said and what is published. Safe to share between threads."""

    def __init__(self, library: LiveLibrary, encoder: SentenceEncoder) -> None:
        self._library = library
        self._encoder = encoder
        self._decisions: Mapping[str, Callable[[str], list[Act]]] = {
            "action_answer_question": self._answer,
            "action_name_its_limits": self._answer_or(Say(text=TextId.LIMITS, choices=(ChoiceId.TALK_TO_PERSON,))),
            "action_decline_verdict": self._decline(TextId.VERDICT_DECLINED),
            "action_decline_advice": self._decline(TextId.ADVICE_DECLINED),
            "action_introduce_prescreen": self._say(Say(text=TextId.PRESCREEN_INTRO)),
            "action_stop": self._say(Say(text=TextId.STOPPED)),
            "action_offer_person": self._say(Say(text=TextId.HANDOFF)),
            "action_explain_privacy": self._say(Say(text=TextId.PRIVACY)),
            "action_offer_erasure": self._say(
                Say(text=TextId.ERASURE_OFFER, choices=(ChoiceId.ERASE_NOW, ChoiceId.KEEP_CHAT))
            ),
            "action_support_in_crisis": self._say(Say(text=TextId.CRISIS)),
            "action_help_in_emergency": self._say(Say(text=TextId.EMERGENCY)),
            "action_comfort": self._comfort,
            "action_greet": self._answer_or(Say(text=TextId.GREET, suggest=True)),
            "action_say_goodbye": self._answer_or(Say(text=TextId.GOODBYE)),
            "action_accept_thanks": self._answer_or(Say(text=TextId.THANKS)),
            "action_say_it_is_a_bot": self._answer_or(Say(text=TextId.BOT)),
            "action_explain_capabilities": self._answer_or(Say(text=TextId.CAPABILITIES, suggest=True)),
            "action_take_yes": self._answer_or(Say(text=TextId.HEARD_YES)),
            "action_take_no": self._answer_or(Say(text=TextId.HEARD_NO)),
            "action_take_unsure": self._answer_or(Say(text=TextId.HEARD_UNSURE, suggest=True)),
            "action_take_skip": self._answer_or(Say(text=TextId.HEARD_SKIP)),
            "action_stay_kind": self._answer_or(Say(text=TextId.INSULT, choices=(ChoiceId.TALK_TO_PERSON,))),
        }

    @property
    def actions(self) -> frozenset[str]:
        """The names of all actions, as in domain.yml."""
        return frozenset(self._decisions)

    def decide(self, action: str, text: str) -> list[Act]:
        """The acts for an action on what the person said; never empty. Raises KeyError for an unknown action."""
        return self._decisions[action](text)

    def _look_up(self, text: str) -> list[Match]:
        vector = self._encoder.encode([text])[0]
        return self._library.shelf().matcher.match(text, vector)

    def _answer(self, text: str) -> list[Act]:
        matches = self._look_up(text)
        if _is_sure(matches):
            return [Answer(entry=matches[0].slug)]
        near = tuple(match.slug for match in matches[:MOST_CHOICES] if match.fit >= NEAR)
        if near and matches[0].fit >= LIKELY:
            return [Clarify(entries=near)]
        return [NotCovered(nearest=near)]

    def _best_answer(self, text: str, least: float) -> list[Act]:
        matches = self._look_up(text)
        return [Answer(entry=matches[0].slug)] if matches and matches[0].fit >= least else []

    def _decline(self, declined: TextId) -> Callable[[str], list[Act]]:
        return lambda text: [Say(text=declined), *self._best_answer(text, TOPIC_NAMED)]

    def _comfort(self, text: str) -> list[Act]:
        return [Say(text=TextId.DISTRESS), *self._best_answer(text, IN_DISGUISE)]

    def _answer_or(self, otherwise: Say) -> Callable[[str], list[Act]]:
        return lambda text: self._best_answer(text, IN_DISGUISE) or [otherwise]

    def _say(self, act: Say) -> Callable[[str], list[Act]]:
        return lambda text: [act]


def _is_sure(matches: list[Match]) -> bool:
    if not matches or matches[0].fit < SURE:
        return False
    return len(matches) == 1 or matches[0].fit - matches[1].fit >= CLEAR_LEAD
