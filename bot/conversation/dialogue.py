"""What the bot does for each action that Rasa's rules name. No words are composed here: see `acts`."""

from collections.abc import Callable, Mapping

from bot.conversation.acts import Act, Answer, Clarify, Say, Simply
from bot.conversation.lookup import Lookup, Said
from bot.library.texts import ChoiceId, TextId

# After a declined verdict or advice, the named topic's answer follows. A bare "am I eligible" names none and must get
# none, which could be read as a hint: such requests come near many answers, and clearly near none.
TOPIC_NAMED = 0.45
TOPIC_CLEAR = 0.20

# A question may come dressed as small talk or as a sigh; only a very sure answer takes the place of the kind word.
IN_DISGUISE = 0.60

_WHAT_ABOUT = Say(text=TextId.WHAT_ABOUT, suggest=True)


class Dialogue:
    """Decides on acts from what a person said and what is published. Safe to share between threads."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._decisions: Mapping[str, Callable[[Said], list[Act]]] = {
            "action_answer_question": self._lookup.acts,
            "action_tell_more": self._tell_more,
            "action_say_it_simply": self._say_it_simply,
            "action_tell_what_comes_next": self._tell_what_comes_next,
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

    def decide(self, action: str, said: Said) -> list[Act]:
        """The acts for an action on what the person said; never empty. Raises KeyError for an unknown action."""
        return self._decisions[action](said)

    def _decline(self, declined: TextId) -> Callable[[Said], list[Act]]:
        return lambda said: [Say(text=declined), *self._best_answer(said, TOPIC_NAMED, TOPIC_CLEAR)]

    def _comfort(self, said: Said) -> list[Act]:
        return [Say(text=TextId.DISTRESS), *self._best_answer(said, IN_DISGUISE)]

    def _answer_or(self, otherwise: Say) -> Callable[[Said], list[Act]]:
        return lambda said: self._best_answer(said, IN_DISGUISE) or [otherwise]

    def _best_answer(self, said: Said, least: float, lead: float = 0.0) -> list[Act]:
        slug = self._lookup.best(said, least, lead)
        return [Answer(entry=slug)] if slug else []

    def _tell_more(self, said: Said) -> list[Act]:
        if said.about is None:
            return [_WHAT_ABOUT]
        beside = self._lookup.related(said.about)
        return [Clarify(entries=beside, text=TextId.MORE) if beside else Say(text=TextId.NOTHING_MORE)]

    def _say_it_simply(self, said: Said) -> list[Act]:
        return [Simply(entry=said.about) if said.about else _WHAT_ABOUT]

    def _tell_what_comes_next(self, said: Said) -> list[Act]:
        following = self._lookup.following(said.about) if said.about else None
        return [Answer(entry=following)] if following else self._tell_more(said)

    def _say(self, act: Say) -> Callable[[Said], list[Act]]:
        return lambda said: [act]
