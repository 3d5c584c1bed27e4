"""What is said to a person in danger: with which buttons, what it asks, and what comes in its place the next time."""

from bot.conversation.phrases.care_replies import Question
from bot.library.texts import ChoiceId, TextId
from bot.safety.dangers import Danger

FIRST = {
    Danger.SUICIDE: TextId.CRISIS_SUICIDE,
    Danger.SELF_HARM: TextId.CRISIS_SELF_HARM,
    Danger.OTHER_PERSON: TextId.CRISIS_OTHER_PERSON,
    Danger.THREAT: TextId.CRISIS_THREAT,
    Danger.VIOLENCE: TextId.CRISIS_VIOLENCE,
    Danger.OVERDOSE: TextId.EMERGENCY_OVERDOSE,
    Danger.MEDICAL: TextId.EMERGENCY_MEDICAL,
}
ABOUT_ONESELF = (Danger.SUICIDE, Danger.SELF_HARM)
_QUESTION = (ChoiceId.SAFETY_YES, ChoiceId.SAFETY_NO, ChoiceId.SAFETY_UNSURE)
TAPPED = {
    ChoiceId.SAFETY_YES: TextId.CRISIS_YES,
    ChoiceId.SAFETY_NO: TextId.CRISIS_NO,
    ChoiceId.SAFETY_UNSURE: TextId.CRISIS_UNSURE,
    ChoiceId.NOT_MEANT: TextId.CRISIS_MISREAD,
    ChoiceId.I_AM_SAFE: TextId.CRISIS_SAFE,
    ChoiceId.TELL_CLINIC: TextId.CONTACT_ASKED,
    ChoiceId.NO_CONTACT: TextId.CONTACT_DECLINED,
}
CARE_CHOICES = frozenset(TAPPED)
# Who reads one of these is in danger as far as anyone here can tell.
ALARMING = frozenset(
    {
        *FIRST.values(), TextId.CRISIS_AGAIN, TextId.CRISIS_THIRD, TextId.CRISIS_OTHER_AGAIN, TextId.CRISIS_YES,
        TextId.EMERGENCY_AGAIN,
    }
)  # fmt: skip
# What is said in its place where a person has just read it: nothing comes word for word twice in a row.
OTHERWISE = {
    TextId.CRISIS_YES: TextId.CRISIS_AGAIN,
    TextId.CRISIS_NO: TextId.CRISIS_SAFE,
    TextId.CRISIS_SAFE: TextId.DENIAL_HEARD,
    TextId.CRISIS_UNSURE: TextId.CRISIS_SILENCE,
    TextId.CRISIS_MISREAD: TextId.DENIAL_HEARD,
    TextId.NO_METHODS: TextId.CRISIS_AGAIN,
    TextId.CRISIS_HELP_REACHED: TextId.CRISIS_HELP_STAYS,
    TextId.CRISIS_OTHER_WELL: TextId.DENIAL_HEARD,
    TextId.CRISIS_VIOLENCE_QUIET: TextId.CRISIS_VIOLENCE_NEAR,
    TextId.CRISIS_VIOLENCE_NEAR: TextId.CRISIS_VIOLENCE,
}
# For a danger of a kind that was met before, by turns.
REPEATS = (TextId.CRISIS_AGAIN, TextId.CRISIS_THIRD)
BUTTONS = {
    TextId.CRISIS_SUICIDE: (*_QUESTION, ChoiceId.NOT_MEANT),
    TextId.CRISIS_SELF_HARM: (*_QUESTION, ChoiceId.NOT_MEANT),
    TextId.CRISIS_AGAIN: (ChoiceId.I_AM_SAFE, ChoiceId.NOT_MEANT),
    TextId.CRISIS_THIRD: (ChoiceId.I_AM_SAFE, ChoiceId.NOT_MEANT),
    TextId.CRISIS_YES: (ChoiceId.TELL_CLINIC,),
    TextId.CRISIS_UNSURE: (ChoiceId.TELL_CLINIC,),
    TextId.CRISIS_SILENCE: _QUESTION,
    TextId.CRISIS_MISREAD: (ChoiceId.I_AM_SAFE, ChoiceId.SAFETY_UNSURE),
    TextId.DENIAL_HEARD: (ChoiceId.I_AM_SAFE,),
    TextId.CRISIS_HELP_REACHED: (ChoiceId.I_AM_SAFE,),
    TextId.CRISIS_HELP_STAYS: (ChoiceId.I_AM_SAFE,),
    TextId.CRISIS_NEAR: (ChoiceId.TELL_CLINIC,),
    TextId.CRISIS_VIOLENCE_QUIET: (ChoiceId.I_AM_SAFE,),
    TextId.CRISIS_VIOLENCE_NEAR: (ChoiceId.I_AM_SAFE,),
    TextId.CONTACT_ASKED: (ChoiceId.NO_CONTACT,),
    TextId.CONTACT_CHECKED: (ChoiceId.NO_CONTACT,),
    TextId.CONTACT_UNCLEAR: (ChoiceId.NO_CONTACT,),
}
ASKING = {
    TextId.CRISIS_SUICIDE: Question.ENDING_LIFE,
    TextId.CRISIS_SELF_HARM: Question.ENDING_LIFE,
    TextId.CRISIS_SILENCE: Question.ENDING_LIFE,
    TextId.CRISIS_MISREAD: Question.SAFE,
    TextId.CONTACT_ASKED: Question.CONTACT,
    TextId.CONTACT_CHECKED: Question.CONTACT,
    TextId.CONTACT_UNCLEAR: Question.CONTACT,
}
SAFE = (ChoiceId.SAFETY_NO, ChoiceId.I_AM_SAFE)
# Help that was called may fail here, and then minutes count: to report it is no word on safety.
HELP_MAY_FAIL = (Danger.OVERDOSE, Danger.MEDICAL, Danger.VIOLENCE)
UNSAFE = (ChoiceId.SAFETY_YES, ChoiceId.SAFETY_UNSURE)
# After these a bare word is met with care once more.
GRAVE = ALARMING | {
    TextId.CRISIS_UNSURE, TextId.CRISIS_SILENCE, TextId.NO_METHODS, TextId.CRISIS_NEAR, TextId.CRISIS_VIOLENCE_QUIET,
    TextId.CRISIS_VIOLENCE_NEAR,
}  # fmt: skip
HEARD = {TextId.HEARD_YES, TextId.HEARD_NO, TextId.HEARD_UNSURE, TextId.HEARD_SKIP}
# What is neither calm nor danger: an act with one of these counts as no message.
NEITHER = (TextId.STALE_CHOICE, TextId.FAULT, TextId.DENIAL_HEARD)
