"""Finds in a message how a person can be reached, and perhaps a name; nothing else that they wrote is taken from it."""

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from bot.conversation.phrases.plain_words import plain_words
from bot.library.likeness import small_letters

_ALIKE = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-") | {"\u2019": "'"})
# Marks that stand between digits and show nothing, or only draw a key around them.
_UNSEEN = str.maketrans(dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u2060\ufe0f\u20e3"))
# From the first letter of a box only: a long word without a mailbox is read once, and not once from each letter.
_MAILBOX = re.compile(
    r"(?<![\w.+%'-])[\w.+%'-]+@[^\W_]"
    r"(?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)*\.[^\W\d_]{2,}"
)
_PHONE = re.compile(r"(?<!\d)(?:\+[^\S\n]?)?\(?\d(?:[^\S\n]?[()./-]?[^\S\n]?[()./-]?\d){6,14}(?!\d)")
# Days, years, and what a cuff shows: none of them is to be called.
_NO_PHONE = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}"
    r"|\d{2,3}/\d{2,3}(?:\s\d{2,3}/\d{2,3})*|(?:19|20)\d\d\s?-\s?(?:19|20)\d\d"
)
_ASKS_FOR_OURS = re.compile(r"\byour (?:own )?(?:phone|number|e-?mail|mail|address)\b.*\?", re.DOTALL)
_END_OF_NAME = r"(?!(?:and|my|at|on|call|phone|here|the|or|is|from|reach|text|please|thanks|a|not)\b)"
_NAMED = re.compile(
    r"\b(?:my name(?: is|'s)?|name:?|i'?m|i am|this is|it'?s|ask for)\s+"
    rf"({_END_OF_NAME}[^\W\d_][\w'-]*(?:[^\S\n]+{_END_OF_NAME}[^\W\d_][\w'-]*){{0,2}})",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(
    r"\b(?:my|the|is|it'?s|name|phone|telephone|tel|mobile|cell|number|no|nr|num|e-?mail|mail|mailbox|address|at|on"
    r"|or|and|call|text|reach|contact|ring|write|me|to|you|can|could|please|pls|thanks|thank|yes|ok|okay|sure|here"
    r"|after|before|anytime|any|time|i'?m|am|pm|this|i|whatsapp|ext|x|try|use|hurry|asap|soon|now|today|tonight|tomorrow"
    r"|morning|afternoon|evening|hi|hello|sorry|typo|wrong|mistake|oops|whoops|actually|correct(?:ion|ed)?|i mea?nt?"
    r"|meant|instead|rather|new|old|changed|not|be|should|its|that|that'?s|was|use|one|first|last|also|another|ignore|did"
    r"|get|got|his|her|hers|he|she|their|him|them|only|just|best|better|leave|voicemail|do|don'?t"
    r"|mornings|afternoons|evenings|weekdays|weekends|work)\b",
    re.IGNORECASE,
)
_BY = r"(?:call(?:ed|s)?|phoned?|ring|text(?:ed|s)?|sms|e-?mail(?:ed|s)?|mail|write|message|whatsapp|zoom|voicemail)"
_WHEN = (
    r"(?:(?:early |late )?(?:mornings?|afternoons?|evenings?|nights?|noon|midday|lunch(?:time)?)|week ?(?:days?|ends?)"
    r"|(?:mon|tues?|wednes|thurs?|fri|satur|sun)days?|any ?time|any day|whenever|after (?:work|school|\d{1,2})"
    r"|before (?:work|school|\d{1,2})|(?:at|from|between|around|about) \d{1,2}(?::\d\d)?|\d{1,2} ?(?:am|pm))"
)
_HOW_TO_CALL: Final = re.compile(
    rf"\b(?:can|could|may|is it (?:ok|okay|fine|possible)|would it be (?:ok|okay|fine))\b[\w' ]{{0,40}}?\b{_BY}\b"
    rf"|^(?:(?:is|would) )?(?:just |only |by |an? |my )*{_BY}(?: (?:is|be|only|ok|okay|fine|best|better|please|works|me"
    rf"|instead|address|them|address))*[ .?!]*$"
    rf"|^(?:[\w']+[ ,]+){{0,8}}?(?<!good ){_WHEN}\b"
)
# What the clinic will do is a question of its own, and who wants a person now is heard.
_ASKS_OF_THEM: Final = re.compile(
    r"\b(?:(?:when|how soon|how long|what time|why|who|what|where|which|how) "
    r"|will (?:they|you|it|someone|somebody|she|he)\b"
    r"|do (?:they|you)\b|does (?:it|someone|the)\b|did (?:they|you)\b|(?:can|could|may) i (?:call|phone|ring|text"
    r"|message|write|e-?mail|reach|talk|speak|come|visit|start)\b"
    r"|right now|person|human|someone real|your|appointments?|sessions?)"
)
# "tom at yahoo dot com", "tom@yahoo dot com", "tom (at) yahoo.com".
_DOT_SAID = r"(?:\.|[^\S\n]\.[^\S\n]|[^\S\n]?[\[(]dot[\])][^\S\n]?|[^\S\n]dot[^\S\n])"
_AT_SAID = r"(?:[^\S\n]?@[^\S\n]?|[^\S\n]?[\[(]at[\])][^\S\n]?|[^\S\n]at[^\S\n](?:the[^\S\n])?)"
_MAILER = (
    r"(?:g ?mail|googlemail|yahoo|hot ?mail|outlook|i ?cloud|proton(?: ?mail)?|aol|gmx|live|msn|mac|fastmail|zoho"
    r"|ymail|comcast|verizon|btinternet|web|hey|tutanota)"
)
_MAILBOX_SAID: Final = re.compile(
    rf"\b(?P<box>[\w+-]{{1,40}}(?:(?:{_DOT_SAID}|[^\S\n](?:underscore|dash)[^\S\n])[\w+-]{{1,40}}){{0,3}}?)"
    rf"(?P<at>{_AT_SAID})"
    rf"(?P<host>(?:{_MAILER}|[\w-]{{1,40}})(?:{_DOT_SAID}[\w-]{{1,40}}){{0,2}}{_DOT_SAID}"
    r"(?:com|net|org|edu|gov|io|info|me|co|us|uk|ca|de|fr|es|it|ie|nz|au|eu|biz|app|example)\b)",
    re.IGNORECASE,
)
_SPEAKS_OF_MAIL: Final = re.compile(r"\b(?:e-?mails?|mails?|mailbox|address|reach|write|contact)\b", re.IGNORECASE)
# "Look at webmd dot com" names a page.
_NO_BOX: Final = re.compile(
    r"(?:look\w*|read\w*|saw|see|seen|found|find|this|that|them|us|here|there|is|are|was|am|and|or|book\w*|post\w*"
    r"|listed|info|stuff|clinic|site|website|page|me|it|up|work\w*|staring|back|online|more)",
    re.IGNORECASE,
)
_PUTS_CONTACT_RIGHT: Final = re.compile(
    r"\b(?:typos?|mistyped|wrong|mistakes?|mistakenly|correct(?:ion|ed)?|incorrect|i mea?nt|should(?:'?ve| have)?"
    r" be(?:en)?|actually|rather|instead|oops|whoops|sorry|my bad|changed|new|not|isn'?t|ignore|forget|scratch|fix"
    r"|update|replace|old|now)\b",
    re.IGNORECASE,
)
_SPEAKS_OF_CONTACT: Final = re.compile(
    r"\b(?:number|phone|telephone|cell|mobile|e-?mails?|mail|reach me|call me|text me|write (?:to )?me|ring me|contact"
    r"|whatsapp)\b",
    re.IGNORECASE,
)
_OTHER_NUMBER: Final = re.compile(
    r"\b(?:insurance|member(?:ship)?|policy|order|case|patient|reference|ref|account|card|social security|ssn|passport"
    r"|licen[cs]e|medicare|medicaid|nhs|room|fax|zip|their|his|her|doctor'?s|therapist'?s|emergency)\b"
    r"[\w ]{0,20}\b(?:number|no|id|phone|contact)\b",
    re.IGNORECASE,
)
_CALLED: Final = re.compile(
    r"(?:(?:hi|hello|hey|oh|ok|okay|and|sorry|yes|sure)[ ,.!]+){0,3}"
    r"(?P<lead>my (?:first |full |last )?name(?: is|'s)?|name(?: is|:)?|the name is|(?:please )?ask for|i'?m|i am"
    r"|this is|it'?s|it is|they can call me)"
    r"[ :]+(?P<name>[^\W\d_][^\W\d_'-]*(?:['-][^\W\d_]+){0,2}(?: [^\W\d_]+(?:['-][^\W\d_]+){0,2}){0,2})"
    r"(?:[ ,]+(?:here|please|thanks|thank you|btw|by the way)){0,2}[ .!]*",
    re.IGNORECASE,
)
_BARE_NAME: Final = re.compile(
    r"(?P<name>[^\W\d_]+(?:['-][^\W\d_]+){0,2}(?: [^\W\d_]+(?:['-][^\W\d_]+){0,2}){0,2})[ .!]*"
)
# What somebody is, feels or does, or when they can be called, and no name, whatever the library knows of it.
_OTHER_THAN_A_NAME: Final = re.compile(
    r"\b(?:fine|good|ok|okay|great|cool|sure|yes|yeah|yep|no|nope|nah|thanks?|thx|bye|hello|hi|hey|later|soon|never|none"
    r"|nothing|anything|everything|me|you|him|her|them|us|it|that|this|urgent|important|private|personal|complicated"
    r"|sad|scared|afraid|lost|here|there|ready|back|home|work|busy|free|not|just|so|very|too|about|for|my|your|a|an|the"
    r"|mon|tues?|wednes|thurs?|fri|satur|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day|weekdays?|weekends?|mornings?"
    r"|evenings?|afternoons?|nights?|anytime|whenever|asap|now|today|tomorrow|tonight|please|pls|help|stop|why|what|how"
    r"|who|when|where|which|lol|lmao|haha|wtf|omg|idk|ugh|hmm+|um+|wait|whatever|perfect|awesome|wow|nice|sorry|email"
    r"|phone|text|call|voicemail|whatsapp|telegram|signal|facetime|zoom|skype|english|spanish|i'?m|i|am|is|are|was|do"
    r"|does|did|can|could|will|would|should|have|has|had|an?swer|from|of|with|and|or|but|if|in|on|at|to|by"
    r"|(?:do|does|did|is|was|are|ca|wo|could|would|should|have|has|had)n'?t|cannot|i'?ll|i'?d|i'?ve|im|ive|idea|bad|big"
    r"|stupid|silly|dumb|terrible|awful|horrible|mistake|accident|wrong|button|cancel|forget|mind|changed?|thoughts?"
    r"|second|scratch|skip|drop|leave|alone|abort|undo|remove|delete|kidding|joking|screw|fuck\w*|shit\w*|damn\w*|crap"
    r"|hell|gross|dude|bro|anyways?|anyhow|maybe|perhaps|probably|rather|instead|actually|honestly|really"
    r"|seriously|gosh|god|jeez|yikes|oops|whoops|ouch|hm|mm+|er+|eh|meh|yup|yas|tysm|np|k|kk|ikr|smh|tbh|nvm"
    r"|ttyl|brb|gtg|lmk|fyi|people|person|someone|somebody|nobody|everyone|human|robot|waiting|already"
    r"|many|more|less|another|other|same|different|hurry|quickly|slowly|weird|strange"
    r"|creepy|rude|pointless|useless|worthless|hopeless|helpless|exhausted|tired|numb|empty|angry|mad|upset|crying|dying"
    r"|dead|death|die|kill|suicid\w*|painful|hurting|hurts)\b",
    re.IGNORECASE,
)
# "Ty" thanks and "aye" agrees; Ty Cobb and Aye Thein are people.
_NAME_OR_REPLY: Final = re.compile(r"\b(?:ya|aye|ty|still)\b", re.IGNORECASE)
# A name that is told among other words, and where it ends.
_NAMED_BESIDE: Final = re.compile(
    r"\b(?P<lead>my (?:first |full )?name(?: is|'s)?|name(?: is|:)|(?:please )?ask for|i'?m|i am|this is|it'?s)"
    r"[^\S\n]+(?P<name>[^\W\d_][\w'-]{0,30}(?:[^\S\n]+[^\W\d_][\w'-]{0,30}){0,2}?)"
    r"(?=[^\S\n]*(?:$|[,.;:!?\n()|-]|\b(?:and|please|pls|can|could|would|call|text|ring|phone|e-?mail|write|reach|my"
    r"|you|u|i|i'd|i'm|id|im|at|on|from|here|the|a|want|need)\b))",
    re.IGNORECASE,
)
_ONE_NAME = r"([^\W\d_][\w'-]{0,30}(?:[^\S\n][^\W\d_][\w'-]{0,30})?)"
_NAME_AT_A_WAY: Final = re.compile(
    rf"(?:^|[,.;:!?\n(-])[^\S\n]?{_ONE_NAME}[^\S\n]?[,.;:(-]?[^\S\n]{{0,2}}\|"
    rf"|\|[^\S\n]{{0,2}}[,;(-]?[^\S\n]?{_ONE_NAME}[^\S\n]?(?=$|[,.;!?\n)])"
)
# What people say of themselves mostly ends so, and few names do.
_LIKE_A_STATE: Final = re.compile(r"\w+(?:ed|ing|ate|ous|ful|less|ly|ive|able|ent|ant|ic|al|ish)", re.IGNORECASE)
_SAME: Final = re.compile(
    r"(?:(?:yes|yeah|yep|yup|sure|ok|okay|please|just|correct|right|exactly|that is (?:right|correct|it|the one)|fine"
    r"|no|it is|i|you|they|do|can|could|would|like|have|got|use|using|take|keep|with|on|at|by|it|that|this|those|them"
    r"|the|same|one|ones|as|like|before|already|above|earlier|again|still|give|gave|given|told|sent|left|wrote|typed|said"
    r"|number|numbers|phone|e ?mail|contact|details|address|thing|my|what|which|to|for|callback|call ?back|call|fine"
    r"|works?|good|thanks|thank|so|is|was|know|confirm(?:ed)?|go ahead|go)(?: |$)){1,14}"
)
_MEANS_SAME: Final = re.compile(
    r"\b(?:same|already|before|above|earlier|(?:you|they) (?:have|got|know)|(?:gave|given|told|left|sent|wrote|typed)"
    r"|use|take|keep|yes|yeah|yep|yup|sure|ok|okay|correct|right|exactly|fine|confirm(?:ed)?|go ahead|that one)\b"
)
# As in: 212 555 0142 (only after 5pm).
_WITH_WISHES: Final = re.compile(r"(?P<ways>.*\S) \((?P<wishes>[^()]*[^\W\d_][^()]*)\)", re.DOTALL)
# "my wife: 212 555 0142", as it is kept.
_WHOSE: Final = re.compile(r"(?:(?<=^)|(?<=, ))(?:my [a-z ]{2,30}|him|her): ")
_MOST_WORDS_OF_THE_SAME = 12
_MOST_NAME_WORDS = 3
_MOST_CHARACTERS = 200


def way_to_reach(speech: str) -> tuple[str | None, str] | None:
    """The name, if any, and the telephone numbers and mail addresses in a message; None where there are none."""
    text = _MAILBOX_SAID.sub(_as_mailbox, _plain(speech))
    if _ASKS_FOR_OURS.search(text.casefold()):
        return None
    without_mail = _MAILBOX.sub(" ; ", text)
    ways = [found[0].strip(".'-") for found in _MAILBOX.finditer(text)]
    ways += [found[0].strip() for found in _PHONE.finditer(without_mail) if not _NO_PHONE.fullmatch(found[0].strip())]
    if not ways:
        return None
    return _name_in(_PHONE.sub(" ; ", without_mail)), ", ".join(dict.fromkeys(ways))[:_MOST_CHARACTERS]


def name_alone(speech: str, is_ordinary: Callable[[str], bool]) -> str | None:
    """The name that a message tells and nothing else: "it's Maria", "Maria Lopez"; None where it may be none.

    `is_ordinary`: whether a word, in small letters, is one that people use here for other things than names.
    """
    text = " ".join(_plain(speech).split())
    called = _CALLED.fullmatch(text)
    found = called or _BARE_NAME.fullmatch(text)
    if found is None or _OTHER_THAN_A_NAME.search(found["name"]):
        return None
    name = found["name"]
    words = name.split()
    if called is not None and "name" in called["lead"].casefold():
        return name
    is_written_as_one = all(word[0].isupper() for word in words)
    if _NAME_OR_REPLY.search(name):
        return name if is_written_as_one and (called is not None or len(words) > 1) else None
    are_ordinary = [is_ordinary(word.casefold()) for word in words]
    if not any(are_ordinary):
        return name
    # A capital within a sentence makes a name of "john", of whom people write here otherwise too.
    return name if is_written_as_one and (called is not None or not all(are_ordinary)) else None


def name_beside(speech: str, is_ordinary: Callable[[str], bool]) -> str | None:
    """The name that is clearly told in a message with a way to reach someone: "a human please, Tina, 212 555 0142".

    `is_ordinary`: as for `name_alone`. None where what stands there may be no name.
    """
    text = without_ways(speech)
    for found in _NAMED_BESIDE.finditer(text):
        name = name_alone(f"{found['lead']} {found['name']}", is_ordinary)
        is_told = re.search("name|ask", found["lead"], re.IGNORECASE) is not None
        if name is not None and (is_told or _is_like_a_name(name)):
            return name
    for found in _NAME_AT_A_WAY.finditer(text):
        words = found[1] or found[2]
        name = name_alone(words, is_ordinary) if not _NOT_A_NAME.search(words) else None
        if name is not None and _is_like_a_name(name):
            return name
    return None


def without_ways(speech: str) -> str:
    """The message with a bar in place of each way to reach someone."""
    text = _MAILBOX_SAID.sub(_as_mailbox, _plain(speech)).replace("|", " ")
    return _PHONE.sub(" | ", _MAILBOX.sub(" | ", text))


def may_be_name(words: str, *, is_told: bool = False) -> bool:
    """Whether words are letters only, and none of them is one that no name has: "not important", "evenings".

    `is_told`: whether the person calls them a name, so that also "Ty" is one."""
    if _BARE_NAME.fullmatch(words) is None or _OTHER_THAN_A_NAME.search(words) is not None:
        return False
    return is_told or _NAME_OR_REPLY.fullmatch(words) is None


def puts_contact_right(speech: str) -> bool:
    """Whether a message with a way to reach someone says that the one before was wrong or is no longer right."""
    return _PUTS_CONTACT_RIGHT.search(_plain(speech)) is not None


def speaks_of_contact(speech: str) -> bool:
    """Whether a message says in words that it is about how to reach the person."""
    words = _plain(speech)
    return _SPEAKS_OF_CONTACT.search(words) is not None and not names_other_number(speech)


def names_other_number(speech: str) -> bool:
    """Whether a message names a number of another kind, or of somebody else: "my insurance number"."""
    return _OTHER_NUMBER.search(_plain(speech)) is not None


def means_the_same(speech: str) -> bool:
    """Whether a message says of a way to reach someone that they gave before: that one ("same", "you have it")."""
    words = plain_words(speech)
    if "?" in speech or not 0 < len(words.split()) <= _MOST_WORDS_OF_THE_SAME:
        return False
    return _SAME.fullmatch(words) is not None and _MEANS_SAME.search(words) is not None


def ways_together(before: str, told: str, *, is_correction: bool) -> str:
    """How to reach a person after they told a further way. A correction takes the place of the same kind of way:
    numbers give way to numbers, mailboxes to mailboxes. Whatever is unclear stays beside it."""
    before, wishes = parted(before)
    known, new = before.split(", ") if before else [], told.split(", ")
    # "Not 212 555 0142, it's 212 555 0188" names the wrong one too.
    kept = [way for way in new if way not in known] if is_correction else new
    new = kept or new
    kinds = {"@" in way for way in new}
    stays = [way for way in known if way not in new and not (is_correction and ("@" in way) in kinds)]
    # What stands in other words than the ways themselves cannot be parted.
    ways = ", ".join([*new, *(known if _is_told_otherwise(before) else stays)])[:_MOST_CHARACTERS]
    return f"{ways} ({wishes})" if wishes else ways


def parted(reach: str) -> tuple[str, str]:
    """The ways to reach a person, and what they wish of a call, as `with_wish` put it beside them."""
    found = _WITH_WISHES.fullmatch(reach)
    return (found["ways"], found["wishes"]) if found is not None else (reach, "")


def with_wish(reach: str, wish: str) -> str:
    """Ways to reach a person with a wish for the call beside them; the oldest wishes go where there are too many."""
    ways, wishes = parted(reach)
    kept = [*(one for one in wishes.split("; ") if one and one != wish), wish]
    while len("; ".join(kept)) > _MOST_CHARACTERS:
        kept = kept[1:]
    return f"{ways} ({'; '.join(kept)})"


def _is_told_otherwise(before: str) -> bool:
    plain = _WHOSE.sub("", before)
    found = way_to_reach(plain) if plain else None
    return bool(plain) and (found is None or set(found[1].split(", ")) != set(plain.split(", ")))


def _as_mailbox(found: re.Match[str]) -> str:
    """A mailbox as it is written, from how it is said; the words as they were where they are likely none."""
    is_written = found["at"].strip() == "@"
    is_known = re.match(_MAILER, found["host"], re.IGNORECASE) is not None
    is_first = not found.string[: found.start()].strip()
    if not is_written and (
        _NO_BOX.fullmatch(found["box"]) or not (is_known or is_first or _SPEAKS_OF_MAIL.search(found.string))
    ):
        return found[0]
    box, host = (re.sub(rf"{_DOT_SAID}", ".", found[part], flags=re.IGNORECASE) for part in ("box", "host"))
    box = re.sub(r"\s(?:underscore|dash)\s", lambda sign: "_" if "under" in sign[0] else "-", box, flags=re.IGNORECASE)
    return f"{box}@{host.replace(' ', '')}"


def tells_how_to_call(speech: str) -> bool:
    """Whether a message without a number says when or by what way somebody may be reached: "can they call after 5"."""
    words = small_letters(speech)
    return _ASKS_OF_THEM.search(words) is None and _HOW_TO_CALL.search(words) is not None


def _is_like_a_name(name: str) -> bool:
    return name[0].isupper() or not any(map(_LIKE_A_STATE.fullmatch, name.split()))


def _name_in(text: str) -> str | None:
    named = _NAMED.search(text)
    if named is not None:
        return named[1][:_MOST_CHARACTERS]
    left = re.split(r"[\s,;:.!?()<>/|+]+", _NOT_A_NAME.sub(" ", text))
    words = [word for word in left if any(map(str.isalpha, word)) and not any(map(str.isdigit, word))]
    # More than a name would be a piece of what the person tells.
    return " ".join(words)[:_MOST_CHARACTERS] if 0 < len(words) <= _MOST_NAME_WORDS else None


def _plain(text: str) -> str:
    """Digits of every script as 0 to 9, dashes as one kind, no unseen marks; letters stay as they are."""
    folded = unicodedata.normalize("NFKC", text.translate(_UNSEEN)).translate(_ALIKE)
    return "".join(str(unicodedata.digit(c)) if unicodedata.category(c) == "Nd" else c for c in folded)
