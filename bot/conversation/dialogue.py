"""What the bot does for each action that Rasa's rules name. No words are composed here: see `acts`."""

from collections.abc import Callable, Mapping

from bot.conversation.acts import (
    Act,
    Answer,
    Clarify,
    InDanger,
    NotCovered,
    PrescreenMove,
    RequestPerson,
    Say,
    ShowData,
    Simply,
)
from bot.conversation.lookup import Lookup, Said
from bot.conversation.phrases.asked_beside import asks_for_verdict, speaks_of_oneself
from bot.conversation.phrases.asking_words import asks_somehow
from bot.conversation.phrases.chat_questions import (
    asks_for_language,
    asks_what_is_kept,
    asks_what_it_is,
    asks_who_is_there,
)
from bot.conversation.phrases.chat_remarks import Remark, remark_in
from bot.conversation.phrases.clinic_questions import (
    asks_for_age,
    asks_for_contact,
    asks_for_cost,
    asks_for_person,
    changes_appointment,
    contact_asked_beside,
    may_ask_for_person,
)
from bot.conversation.phrases.erasing_words import (
    forgot_what_they_said,
    may_mean_anything,
    may_mean_oneself,
    orders_keeping,
    refuses_erasure,
    wants_trouble_gone,
    wishes_all_erased,
)
from bot.conversation.phrases.hidden_matters import hides_something
from bot.conversation.phrases.medicine_changes import names_a_medicine, speaks_of_changing_a_medicine
from bot.conversation.phrases.minors import beside_age, is_under_age, speaks_of_a_minor
from bot.conversation.phrases.other_languages import speaks_another_language, tells_how_they_are
from bot.conversation.phrases.own_answers import asks_for_own_answers
from bot.conversation.phrases.own_matters import asks_whether_listed
from bot.conversation.phrases.person_and_more import (
    asked_beside_person,
    asks_advice_beside,
    asks_how_it_goes,
    asks_leave_beside,
    asks_of_what_they_told,
)
from bot.conversation.phrases.person_wishes import asks_a_rule, surely_wants_person
from bot.conversation.phrases.prescreen_commands import bids_without_naming
from bot.conversation.phrases.refused_calls import refuses_calls
from bot.conversation.phrases.someone_else import asks_for_someone_else
from bot.conversation.phrases.staff_presence import asks_whether_anyone_is_in, may_ask_of_the_room
from bot.conversation.phrases.staff_wishes import wants_to_see, wishes_for_staff
from bot.conversation.phrases.waiting_list import is_on_waiting_list
from bot.library.texts import ChoiceId, TextId
from bot.prescreen.moves import Move, MoveKind

# After a declined verdict or advice, the named topic's answer follows. A bare "am I eligible" names none and must get
# none, which could be read as a hint: such requests come near many answers, and clearly near none.
TOPIC_NAMED = 0.35
TOPIC_CLEAR = 0.20

# What may well ask for advice or a verdict is never answered as fact, also where a plain question is likelier.
WARY_AT = 0.10

# A question may come dressed as small talk or as a sigh; only a very sure answer takes the place of the kind word.
IN_DISGUISE = 0.60

# How sure Rasa must be that a person is asked for, where the words alone do not tell. To be put on the list harms
# nobody who meant something else, and to be asked again tires whoever wants a person.
PERSON_MEANT = 0.60

# A question on the price as the matcher knows it, whether a clinic has an answer to it or not.
COST = "how much does it cost"
# The answer on the medicines that may be a problem.
MEDICINES = "medications"
# The answer on who is in the room in a session.
WHO_IS_PRESENT = "who_is_present"
# After an answer on a session, "is the doctor there" is about the room as well.
OF_A_SESSION = frozenset(
    {
        WHO_IS_PRESENT,
        "session_walkthrough",
        "session_duration",
        "setting",
        "what_it_feels_like",
        "difficult_experience",
        "onset_in_session",
        "monitoring_after",
        "preparation_before_dose",
        "route_of_administration",
        "role_of_therapy",
        "who_provides",
    }
)

# What these answers tell is how a treatment goes for anybody, and may be read by whoever asks it of themselves.
OF_THE_COURSE: tuple[Act, ...] = tuple(
    Answer(entry=entry)
    for entry in sorted(
        (OF_A_SESSION - {"monitoring_after", "preparation_before_dose"})
        | {"number_of_sessions", "how_fast", "evaluation_process", "effects_duration", "integration"}
    )
)

# What is done for someone in need gives way to nothing.
GRAVE = frozenset({"action_support_in_crisis", "action_help_in_emergency", "action_comfort"})

# What these do has nothing to do with treatment, so a person under 18 has as much claim to it as anybody.
OWED_TO_ANYONE = frozenset(
    {
        "action_support_in_crisis",
        "action_help_in_emergency",
        "action_comfort",
        "action_offer_person",
        "action_explain_privacy",
        "action_offer_erasure",
        "action_show_data",
        "action_say_it_is_a_bot",
        "action_stop",
    }
)

# Whoever reads one of these reads there not to stop or change a medicine on their own; a test holds that.
SAY_NOT_TO_STOP: tuple[Act, ...] = (
    Answer(entry="medications"),
    Say(text=TextId.ADVICE_DECLINED),
    Say(text=TextId.ADVICE_AGAIN),
)

VERDICT_DECLINED = Say(text=TextId.VERDICT_DECLINED, choices=(ChoiceId.START_PRESCREEN,))
ERASURE_OFFER = Say(text=TextId.ERASURE_OFFER, choices=(ChoiceId.ERASE_NOW, ChoiceId.KEEP_CHAT))

CLINIC_REACH = Say(text=TextId.CLINIC_REACH, choices=(ChoiceId.TALK_TO_PERSON,))
ENGLISH_ONLY = Say(text=TextId.LANGUAGE_ENGLISH_ONLY, choices=(ChoiceId.TALK_TO_PERSON,))
APPOINTMENT = Say(text=TextId.APPOINTMENT, choices=(ChoiceId.TALK_TO_PERSON,))

_REMARKED = {
    Remark.WAIT: Say(text=TextId.TAKE_TIME),
    Remark.WEARY: Say(text=TextId.TAKE_TIME),
    Remark.DROP: Say(text=TextId.HEARD_SKIP),
    Remark.UNDO: Say(text=TextId.SLIP),
    Remark.LEAVE: Say(text=TextId.STOPPED),
}
GREETING = Say(text=TextId.GREET, suggest=True)
WHAT_ABOUT = Say(text=TextId.WHAT_ABOUT, suggest=True)


class Dialogue:
    """Decides on acts from what a person said and what is published. Safe to share between threads."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._decisions: Mapping[str, Callable[[Said], list[Act]]] = {
            "action_answer_question": self._answer,
            "action_tell_more": self._tell_more,
            "action_say_it_simply": self._say_it_simply,
            "action_tell_what_comes_next": self._tell_what_comes_next,
            "action_name_its_limits": self._answer_or(Say(text=TextId.LIMITS, choices=(ChoiceId.TALK_TO_PERSON,))),
            "action_decline_verdict": self._decline_verdict,
            "action_decline_advice": self._decline(TextId.ADVICE_DECLINED),
            "prescreen_form": self._start_prescreen,
            "action_stop": self._say(Say(text=TextId.STOPPED)),
            "action_offer_person": self._offer_person,
            "action_explain_privacy": self._say(Say(text=TextId.PRIVACY)),
            "action_offer_erasure": self._offer_erasure,
            "action_show_data": self._say(ShowData()),
            "action_support_in_crisis": self._say(InDanger()),
            "action_help_in_emergency": self._say(InDanger(is_emergency=True)),
            "action_comfort": self._comfort,
            "action_greet": self._answer_or(GREETING),
            "action_say_goodbye": self._answer_or(Say(text=TextId.GOODBYE)),
            "action_accept_thanks": self._answer_or(Say(text=TextId.THANKS)),
            "action_say_it_is_a_bot": self._answer_or(Say(text=TextId.BOT)),
            "action_explain_capabilities": self._answer_or(
                Say(text=TextId.CAPABILITIES, choices=(ChoiceId.START_PRESCREEN,), suggest=True)
            ),
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
        decision = self._decisions[action]
        if is_under_age(said.text):
            decision = decision if action in OWED_TO_ANYONE else self._sure_answer_beside_age
            return _with_medicine_care([Say(text=TextId.UNDER_AGE), *decision(said)], said)
        return _with_medicine_care(self._of_the_chat(action, said) or decision(said), said)

    def _of_the_chat(self, action: str, said: Said) -> list[Act]:
        """What is said to a message on the clinic or the chat itself, which Rasa takes for many things; else none."""
        if action in GRAVE:
            return []
        if asks_for_language(said.text) or tells_how_they_are(said.text):
            return [ENGLISH_ONLY]
        if wishes_all_erased(said.text):
            return [ERASURE_OFFER]
        if wishes_for_staff(said.text):
            # No document tells who works there, and the clinic can be asked.
            return [RequestPerson()] if action == "action_offer_person" and wants_to_see(said.text) else [NotCovered()]
        if action == "action_offer_person" and asks_for_person(said.text):
            return []
        if changes_appointment(said.text):
            return [APPOINTMENT]
        if asks_for_contact(said.text):
            return [CLINIC_REACH]
        if contact_asked_beside(said.text):
            return self._reach_and_more(said)
        if asks_what_is_kept(said.text):
            return [Say(text=TextId.PRIVACY)]
        if asks_what_it_is(said.text):
            return [Say(text=TextId.BOT)]
        if asks_for_own_answers(said.text):
            return [ShowData()]
        if surely_wants_person(said.text) or asked_beside_person(said.text):
            # Rasa takes "can someone explain this over the phone" for a question.
            return self._person_and_more(said)
        if hides_something(said.text):
            return [Say(text=TextId.WHOLE_PICTURE)]
        if said.prescreen is None and refuses_calls(said.text) and not asks_for_person(said.text):
            return [Say(text=TextId.CALLS_REFUSED)]
        if asks_for_age(said.text):
            return [Say(text=TextId.ADULTS_ONLY)]
        if asks_for_cost(said.text):
            # "How much is it" would be looked up with the topic before it, which has no price.
            return self._lookup.acts(Said(COST))
        if said.about == MEDICINES and asks_whether_listed(said.text):
            # "Is zoloft one" by itself comes near any answer that speaks of medicines.
            return [Answer(entry=MEDICINES)]
        if said.about == WHO_IS_PRESENT and asks_who_is_there(said.text):
            # Of the room, and not of the chat.
            return [Answer(entry=WHO_IS_PRESENT)]
        if said.about in OF_A_SESSION and may_ask_of_the_room(said.text):
            return [Answer(entry=WHO_IS_PRESENT)]
        if said.about != WHO_IS_PRESENT and asks_whether_anyone_is_in(said.text):
            return [RequestPerson()]
        if said.prescreen is None and bids_without_naming(said.text):
            # Nothing was offered: "shoot" and "fire away" are said to whoever may speak next. Who names the questions
            # orders them.
            return [GREETING]
        # In the pre-screen it is the pre-screen's own to wait or go back.
        remark = remark_in(said.text) if said.prescreen is None else None
        return [_REMARKED[remark]] if remark is not None else []

    def _reach_and_more(self, said: Said) -> list[Act]:
        """How to reach the clinic, and what belongs to the rest: "whats your number and can i take my klonopin"."""
        if names_a_medicine(said.text) or said.advice >= WARY_AT:
            return [Say(text=TextId.ADVICE_DECLINED), CLINIC_REACH]
        if said.verdict >= WARY_AT:
            return [Say(text=TextId.VERDICT_DECLINED), CLINIC_REACH]
        return [CLINIC_REACH, *self._sure_answer(said)]

    def _person_and_more(self, said: Said) -> list[Act]:
        """The hand-off, and what belongs to a question beside it: "can someone call me and how long does it take"."""
        asked = asked_beside_person(said.text)
        if not asked:
            return [RequestPerson()]
        of_chat = self._of_the_chat("action_answer_question", Said(asked, prescreen=said.prescreen))
        if of_chat:
            return [RequestPerson(), *(act for act in of_chat if not isinstance(act, RequestPerson))]
        beside = Said(asked, said.about)
        if asks_advice_beside(asked):
            return [RequestPerson(), Say(text=TextId.ADVICE_DECLINED)]
        if asks_for_verdict(asked):
            return [RequestPerson(), Say(text=TextId.VERDICT_DECLINED)]
        if asks_leave_beside(asked) or said.advice + said.verdict >= WARY_AT:
            return [RequestPerson(), Say(text=TextId.VERDICT_DECLINED), *self.answer_beside(beside)]
        if asks_of_what_they_told(asked):
            return [RequestPerson()]
        if speaks_of_oneself(asked):
            # Nobody knows here how likely it asks for advice, and "am i going to die" is for whoever will call.
            answer = self.answer_beside(beside)
            is_plain = asks_how_it_goes(asked) and all(act in OF_THE_COURSE for act in answer)
            declined = [] if is_plain or not answer else [Say(text=TextId.VERDICT_DECLINED)]
            return [RequestPerson(), *declined, *answer]
        # Whoever calls can be asked what was not clear, and no list of topics is needed for it.
        answered = self.answer_asked(beside)
        return [RequestPerson(), *(act for act in answered if not isinstance(act, RequestPerson | Clarify))]

    def _offer_person(self, said: Said) -> list[Act]:
        # Rasa is as sure of "will someone call my work" as of "call me".
        is_meant = said.sureness >= PERSON_MEANT and may_ask_for_person(said.text)
        if is_meant or asks_for_person(said.text):
            return self._person_and_more(said)
        if asks_a_rule(said.text):
            return self._answer(said)
        unclear = Say(text=TextId.PERSON_UNCLEAR, choices=(ChoiceId.TALK_TO_PERSON,))
        return self._sure_answer(said) or [unclear]

    def _answer(self, said: Said) -> list[Act]:
        if said.advice + said.verdict < WARY_AT:
            return self._lookup.acts(said)
        declined = "action_decline_advice" if said.advice >= said.verdict else "action_decline_verdict"
        return self._decisions[declined](said)

    def answer_beside(self, said: Said) -> list[Act]:
        """The answer to what was asked beside something graver, where there surely is one; else nothing."""
        answer = self._sure_answer(said)
        return _with_medicine_care(answer, said) if answer else []

    def answer_asked(self, said: Said) -> list[Act]:
        """The same for what is clearly asked, and is not left without a word where nothing is written about it."""
        return self.answer_beside(said) or self.decide("action_answer_question", said)

    def _decline_verdict(self, said: Said) -> list[Act]:
        if not asks_for_someone_else(said.text):
            return self._decline(TextId.VERDICT_DECLINED)(said)
        if speaks_of_a_minor(said.text):
            # What is published is about adults; beside a child's name it would read like a verdict.
            return [Say(text=TextId.FOR_SOMEONE_ELSE)]
        return self._decline(TextId.FOR_SOMEONE_ELSE)(said)

    def _decline(self, declined: TextId) -> Callable[[Said], list[Act]]:
        offered = (ChoiceId.START_PRESCREEN,) if declined is TextId.VERDICT_DECLINED else ()
        return lambda said: [Say(text=declined, choices=offered), *self._best_answer(said, TOPIC_NAMED, TOPIC_CLEAR)]

    def _comfort(self, said: Said) -> list[Act]:
        # Whoever is upset and would rather talk to someone gets both.
        wished: list[Act] = [RequestPerson()] if surely_wants_person(said.text) else []
        return [Say(text=TextId.DISTRESS), *(wished or self._sure_answer(said))]

    def _answer_or(self, otherwise: Say) -> Callable[[Said], list[Act]]:
        return lambda said: self._sure_answer(said) or [otherwise]

    def _sure_answer(self, said: Said) -> list[Act]:
        return self._best_answer(said, IN_DISGUISE)

    def _sure_answer_beside_age(self, said: Said) -> list[Act]:
        # "I'm 16." is no part of the question after it, and makes it less sure.
        asked = beside_age(said.text)
        return self._sure_answer(said) or (self._sure_answer(Said(asked, said.about)) if asked else [])

    def _best_answer(self, said: Said, least: float, lead: float = 0.0) -> list[Act]:
        slug = self._lookup.best(said, least, lead)
        return [Answer(entry=slug)] if slug else []

    def _tell_more(self, said: Said) -> list[Act]:
        if said.about is None:
            return [WHAT_ABOUT]
        beside = self._lookup.related(said.about)
        return [Clarify(entries=beside, text=TextId.MORE) if beside else Say(text=TextId.NOTHING_MORE)]

    def _say_it_simply(self, said: Said) -> list[Act]:
        return [Simply(entry=said.about) if said.about else WHAT_ABOUT]

    def _tell_what_comes_next(self, said: Said) -> list[Act]:
        following = self._lookup.following(said.about) if said.about else None
        return [Answer(entry=following)] if following else self._tell_more(said)

    def _start_prescreen(self, said: Said) -> list[Act]:
        if is_on_waiting_list(said.text):
            # Rasa hears a list, and the clinic alone knows who stands where on it.
            return [CLINIC_REACH]
        if speaks_another_language(said.text):
            # Rasa hears "ich bin dran" in whatever somebody says of themselves.
            return [ENGLISH_ONLY]
        kind = MoveKind.SOMEONE_ELSE if asks_for_someone_else(said.text) else MoveKind.START
        return [PrescreenMove(move=Move(kind=kind))]

    def _offer_erasure(self, said: Said) -> list[Act]:
        if may_mean_oneself(said.text):
            # "Get rid of me" may be said of more than a chat.
            return [Say(text=TextId.DISTRESS)]
        if may_mean_anything(said.text):
            return [WHAT_ABOUT]
        if forgot_what_they_said(said.text):
            return [ShowData()]
        if wants_trouble_gone(said.text):
            return self._answer(said) if asks_somehow(said.text) else self._comfort(said)
        # Rasa hears of keeping and of erasing in much the same words.
        return [Say(text=TextId.KEPT)] if orders_keeping(said.text) or refuses_erasure(said.text) else [ERASURE_OFFER]

    def _say(self, act: Say | InDanger | RequestPerson | ShowData) -> Callable[[Said], list[Act]]:
        return lambda said: [act]


def _with_medicine_care(acts: list[Act], said: Said) -> list[Act]:
    """Where the message speaks of changing a medicine, ends with the word not to do so alone, unless it is said."""
    if not speaks_of_changing_a_medicine(said.text) or any(act in SAY_NOT_TO_STOP for act in acts):
        return acts
    return [*acts, Say(text=TextId.MEDICINE_CARE)]
