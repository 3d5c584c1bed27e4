"""Why somebody is away for a moment: "brb phone", "hold on my kid is crying", "got to feed the baby back soon"."""

import re
from typing import Final

from bot.library.likeness import small_letters

_MOST_WORDS: Final = 18
_MARKS: Final = " .!,;\u2026-"
_GAP = r"[ ,.!;\u2026-]+"
_LEAD = (
    r"(?:(?:ok|okay|oh|ah|sorry|so sorry|ugh|omg|god|crap|shit|damn|wait|hey|um+|er+|please|pls|and|but|so|actually"
    rf"|lol|ha(?:ha)+|well|just){_GAP}){{0,4}}"
)
_TIME = r"(?:sec(?:ond)?s?|secs|min(?:ute)?s?|moment|mo|bit|while|tick|jiffy|few)"
_SHORT = r"(?:sec(?:ond)?|min(?:ute)?|moment|mo)"
_HOLD = (
    rf"(?:brb|be right back|bbs|bbl|hold on|hang on|hold up|hold please|wait|(?:just )?(?:a|one|1) (?:quick )?{_SHORT}"
    rf"|(?:just )?(?:give me|gimme|gimmie|need) (?:a|one|1|two|2|five|5|some|a few|a couple) ?(?:of )?{_TIME}"
    r"|(?:i'?ll |i will )?be right back|afk|pause|pausing)"
    rf"(?: (?:a|one|1|for a|for one|just a|in a) {_TIME})?(?: (?:please|pls|sorry))?"
)
_BACK = (
    rf"(?:(?:i'?ll |i will |ill |will |gonna )?(?:be )?(?:right )?back (?:soon|shortly|(?:in|within) (?:a|one|two"
    rf"|five|ten|\d{{1,2}}|a few"
    rf"|a couple of)(?: {_TIME})?)|wait for me|don'?t go away|one {_TIME}|brb)"
)
_WHOSE = r"(?:(?:the|my|our|a|an|his|her) )?"
_SMALL_ONES = (
    r"(?:kids?|kiddos?|child(?:ren)?|baby|bub|babies|toddlers?|son|daughter|girls?|boys?|little one|twins|dogs?"
    r"|puppy|cats?"
    r"|kitten|pets?|husband|wife|partner|mom|mum|dad|sister|brother|roommate|flatmate|neighbou?r|boss|co-?worker"
    r"|colleague|cleaner|plumber|postman|mailman|delivery(?: (?:guy|man|person|driver))?|courier|guests?|visitors?|food"
    r"|pizza|dinner|lunch|tea|coffee|kettle|oven|microwave|laundry|washing machine|dryer|alarm|timer|bus|train|stop"
    r"|uber|taxi|ride|meeting|call|phone|cell|landline|doorbell|bell|door|package|parcel|someone|somebody)"
)
_DOES = (
    r"(?:crying|cries|screaming|yelling|fussing|whining|barking|calling|calls|called|here|home|ready|done|awake|up"
    r"|woke up|waking up|ringing|rang|rings|going off|at (?:the|my) door|on the (?:phone|line|other line)|starting"
    r"|burning|boiling|hungry|knocking|needs (?:me|something|help|out|a (?:snack|drink|bottle))|wants (?:me|something"
    r"|out|a (?:snack|drink))|just (?:woke up|got (?:here|home)|arrived|came in|rang|called)|arrived|came|coming"
    r"|came in"
    r"|is up|beeping|buzzing|leaving|about to (?:leave|start))"
)
_TASK = (
    r"(?:(?:(?:i(?:'?ve)? )?(?:have|got|need|gotta|gotto)(?: to)?|i'?m going to|gonna|going to|let me|i must|must|just"
    r" (?:need|have|got) to) )(?:(?:just|quickly|go|go and|run and) ){0,2}"
    rf"(?:(?:(?:feed|get|answer|let|find|check on|check|walk|pick up|take|grab|help|see to|calm|settle|put|open"
    rf"|drop off|turn off|move|use|catch|make|finish)"
    rf" {_WHOSE}(?:{_SMALL_ONES}|bathroom|toilet|loo|restroom|stove|water|glass of water|cup of (?:tea|coffee)|charger"
    r"|car|glasses)"
    # To take or use a medicine is an answer, and to change something is an order.
    r"|(?:get|find|check|grab) (?:(?:my|the|our) )?(?:meds|medicines?|medications?|prescriptions?|list)"
    rf"|change {_WHOSE}(?:nappy|diaper|baby|bub|toddler|twins)"
    r"|(?:take|answer|get|finish) (?:this|that)(?: (?:call|one))?|(?:get|answer|grab|find|check|finish) it)"
    r"(?: (?:out|in|off|up|down|first|to (?:bed|sleep|school)|from school|quickly|a"
    r" (?:snack|bottle))){0,2}|pee|go pee|wee|to the (?:bathroom|toilet|loo|door)|bathroom|toilet|loo|take this)"
)
_REASON = (
    rf"(?:{_TASK}|(?:someone|somebody|there'?s (?:someone|somebody))(?:'s| is)? (?:at|by) (?:the|my) door"
    rf"|{_WHOSE}{_SMALL_ONES}(?:'s|s)?(?: (?:is|are|was|just|keeps|started|has))?(?: {_DOES})?"
    r"|(?:at the |the )?(?:bathroom|toilet|loo|door|bathroom break|toilet break|coffee|kids|work|dinner)"
    r"|(?:getting|making|grabbing|need) (?:a |some |my )?(?:coffee|tea|water|drink of water|food|charger|glasses)"
    r"|(?:phone|door|bell|incoming) ?(?:call|bell|ringing)?|on (?:the|a|another) (?:phone|call)"
    r"|low battery|charging(?: my phone)?|phone (?:is )?dying)"
)
# "The baby is coming" is a birth, and "the baby is crying" none.
_BIRTH: Final = re.compile(
    r"\b(?:bab(?:y|ies)|bub|twins|little one|child)(?:'s|s)?(?: (?:is|are|was|has|just|now)){0,2}"
    r" (?:coming|comes|came|here|arrived|arriving|on (?:the|its|their|her|his) way)\b"
)
_LINK = r"(?:(?:for|cos|because|cuz|bc|since|as|while|and|but|to|i|so|sorry|then|it'?s)[ ,]+){0,2}"
_AWAY: Final = re.compile(
    rf"{_LEAD}(?:(?:{_HOLD}{_GAP}){{1,2}}{_LINK}{_REASON}(?:{_GAP}{_LINK}(?:{_BACK}|{_HOLD}))?"
    rf"|{_REASON}{_GAP}{_LINK}(?:{_BACK}|{_HOLD})|(?:{_HOLD}{_GAP}){{0,2}}{_BACK}|{_HOLD})"
    r"(?:[ ,.]+(?:sorry|please|pls|thanks|thank you|ok|lol|ty)){0,3}"
)


def is_away(speech: str) -> bool:
    """Whether a short message says only that somebody is away for a moment, with or without the reason. A reason alone
    is none: "my kid is crying" may tell of more."""
    words = small_letters(speech).strip(_MARKS)
    if len(words.split()) > _MOST_WORDS or _BIRTH.search(words):
        return False
    return _AWAY.fullmatch(words) is not None
