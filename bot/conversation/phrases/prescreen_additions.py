"""What a person adds to answers that they gave before, at a later question, at the review or when the clinic has them.

A yes or no that is taken back right after it was given is a correction, and no part of this.
"""

import re
from typing import Final

from bot.conversation.phrases.asking_words import asks_somehow, is_small_talk
from bot.conversation.phrases.contact import way_to_reach
from bot.conversation.phrases.medicine_changes import names_a_medicine
from bot.prescreen.machine import CONTACT, MESSAGES
from bot.safety.normalisation import plain_letters

ANYTHING_ELSE: Final = "anything_else"
_MEDICINES, _SUBSTANCES, _TREATMENTS = "medications", "substance_use", "previous_treatment"
_TOPICS: Final = {
    _TREATMENTS: r"therapy|therapist|emdr|cbt|hypnosis|counsell?ing|rehab|tms|ect",
    "psychosis_history": r"psychosis|psychotic|schizo\w*|hallucinat\w*|delusion\w*|voices|bipolar|manic|mania",
    "heart_blood_pressure": (
        r"heart|hearts|heartbeat|blood pressure|bp|hypertensi(?:on|ve)|stroke|a ?fib|arr?h?ythmia|palpitations|angina"
        r"|murmur|tachycardia|pacemaker|defibrillator|stents?|bypass|cardiac|cardiomyopathy"
    ),
    "liver_kidney": r"livers?|kidneys?|hepatitis|hep [abc]|cirrhosis|dialysis|renal|jaundice|ckd",
    "pregnancy": r"pregnan\w*|breast ?-?feed\w*|expecting|nursing|trying for a baby",
    _SUBSTANCES: (
        r"drink|drinks|drank|drinking|drunk|alcohol\w*|beers?|wine|vodka|whisk(?:e)?y|liquor|booze|weed|cannabis"
        r"|marijuana|pot|edibles|thc|cocaine|coke|heroin|meth|mdma|ecstasy|lsd|shrooms|drugs?|smoke|smoked|vape|vaping"
    ),
    _MEDICINES: (
        r"medicines?|medications?|meds?|pills?|tablets?|prescri\w+|\d+ ?mg|antidepressants?|inhalers?"
        r"|insulin|patch(?:es)?"
    ),
    "allergy_ketamine": r"allerg\w*|rash|hives|anaphyla\w*",
    CONTACT: r"phone|telephone|cell|mobile|number|e-?mail|mailbox|(?:my|first|last|wrong) name",
    MESSAGES: r"messages?|voice ?-?mail",
}
_PATTERNS: Final = {question: re.compile(rf"\b(?:{words})\b") for question, words in _TOPICS.items()}

# What says that something is to be added or put right.
_PUTS_RIGHT: Final = re.compile(
    r"\b(?:forgot|forgotten|left (?:\w+ )?out|didn'?t (?:mention|say|tell|put|add)"
    r"|should have (?:said|mentioned|put|told)|shoulda said|to add|one more thing|another thing|actually|correction"
    r"|i meant|meant to|in fact|turns out|i lied"
    r"|(?:is|are|was|were|'s|got) (?:now )?(?:wrong|incorrect|changed|different|old|outdated|not right|not true)"
    r"|(?:has|have|just) changed|changed(?: (?:it'?s|its|to))|new (?:phone|number|e-?mail|address)"
    r"|not (?:right|true|correct)|isn'?t (?:right|true|correct)|wrong (?:phone|number|e-?mail|answer|name)"
    r"|(?:made|there'?s|is) a mistake)\b"
)
_ALSO: Final = re.compile(
    r"\bi (?:do |did )?(?:also|too)\b|\bi (?:do|did) (?:take|have|drink|use|smoke|had)\b|^(?:also|and|oh)\b"
)
_TO_CHANGE: Final = re.compile(
    r"\b(?:change|correct|fix|edit|update|amend|redo|add to|alter|remove|delete|take (?:off|out|back))\b.{0,20}"
    r"\b(?:sent|answers?|answered|form|questions?|pre-?screen|phone|telephone|number|e-?mail|name|contact|details?)\b"
)
_OF_THE_CONTACT: Final = re.compile(r"\b(?:phone|telephone|cell|mobile|number|e-?mail|name|contact)\b")
_NOT_TO_SEND: Final = re.compile(
    r"^(?:(?:no|wait|please|pls|actually|ok|hold on|sorry|hmm)[ ,.]+){0,3}"
    r"(?:do not|don'?t|dont|never|i (?:don'?t|do not|dont) want (?:to|you to)|i'?d rather not|not going to)"
    r" (?:send|submit)(?: (?:it|this|that|them|anything|my answers|yet|now|please|off|to (?:them|the clinic)))*[ .!]*$"
)
# At a question: what begins as an afterthought. A yes or no before it answers what is asked.
_AFTERTHOUGHT: Final = re.compile(
    r"(?:(?:oh|ah|wait|sorry|ps|btw|by the way|actually|hang on|ok|hm+|u[mh]+|and|so)[ ,.:!-]+){0,4}"
    r"(?:also\b|and\b|(?:(?:i|i'?ve) )?(?:also )?forgot(?:ten)?\b|one more thing\b|another thing\b|i also\b"
    r"|i should have (?:said|mentioned)\b|i (?:did ?n'?t|never) (?:mention|say|tell|put|add)\b)"
)
# "And therapy for it" belongs to what is asked.
_OF_THIS: Final = re.compile(r"\b(?:for|from|with|because of|due to|about|against) (?:it|that|this|them|these)\b")
_TAKES: Final = re.compile(r"\bi(?:'?m| am|'?ve been)? (?:also |still |just )*(?:take|taking|took|on|prescribed)\b")
_MOST_WORDS_OF_AN_AFTERTHOUGHT = 14
_THEY = r"(?:they|you|u|ya|someone|somebody|anyone|anybody|it|i|we|the (?:clinic|clinician|doctor|nurse|team|person))"
_GETS_BACK = (
    r"(?:call(?:s|ed|ing)?|ring|phone|contact(?:ed)?|reach out|get back|got back|hear(?:ing)? (?:back|from|something"
    r"|anything)|repl(?:y|ies)|respond|be in touch|get in touch|an answer|look at (?:it|them|this|my answers)"
    r"|read (?:it|them|this|my answers))"
)
_ASKS_WHEN: Final = re.compile(
    r"\b(?:when|how (?:long|soon|fast|quick|quickly)|what (?:time|day))\b.{0,24}?"
    rf"\b{_THEY}\b.{{0,24}}?\b{_GETS_BACK}\b"
    r"|^(?:(?:ok|okay|thanks|thank you|thx|great|cool|good|so|and|alright|all right|sent)[ ,.!]+){0,4}"
    r"(?:what(?:'?s| is| happens| comes| do i do)? (?:next|now)|now what|and now|next steps?)[ ?.!]*$"
)
_ASKS_WHETHER_SENT: Final = re.compile(
    r"^(?:(?:ok|so|and|but|wait|hi|sorry)[ ,.]+){0,3}"
    r"(?:(?:did|do|have) (?:they|you|u|the clinic) (?:really |actually )?"
    r"(?:get|got|have|receive|received) (?:it|them|that|this|my (?:answers|form|stuff))"
    r"|(?:how (?:do|can|will|would) i (?:know|tell|be (?:sure|certain))|how (?:can i )?be sure|are you (?:really )?sure"
    r"|can you confirm|(?:is there )?(?:any )?proof|please confirm|i'?m not sure)(?: (?:that|if|whether))?"
    r" (?:(?:you|u|it|that|this|they|my (?:answers|form)) (?:really |actually |have |has |was |is |did |got |even )*"
    r"(?:sen[dt](?: (?:it|them|that|this|my answers))?|submitted(?: it)?|received|gone through|go through|went through"
    r"|arrived|through)(?: (?:to (?:them|the clinic)))?|(?:they|the clinic) (?:really |actually |have )?"
    r"(?:got|get|have|received) (?:it|them|that|my answers))"
    r"|(?:did|has|was|were|is|are|have) (?:it|that|this|they|my (?:answers|form)) (?:really |actually |been )?"
    r"(?:sent|go through|gone through|submitted|received|send|arrive|arrived|work))(?: (?:now|yet|already|ok))?[ ?.!]*$"
)
_MEANS_NOTHING: Final = re.compile(
    r"(?:no|yes|ok|okay|hm+|um+|maybe|not sure|idk|i don'?t know|lol|sorry|wait|fine|good|cool|nothing"
    r"|anything|later)[ .!]*"
)
_FEWEST_WORDS = 3
# What asks for something to be written down. "Can i add alcohol to my tea" asks something else.
_ORDERS_ADDING: Final = re.compile(
    r"^(?:(?:oh|ah|ok|okay|wait|sorry|hi|hey|no|yes|and|also|but|so|actually|please|pls|btw)[ ,.!-]+){0,4}"
    r"(?:(?:can|could|would|will) (?:you|u|we) (?:please |pls )?|(?:can|could|may) i (?:please )?(?=add (?:that|i)\b)"
    r"|i(?:'?d like| would like| want| need|'?ll have) to |let me |i wanna )?(?:also |just )?"
    r"(?:add|include|mention|write down|put down|put in|note(?: down)?)[ ,:]+(?!up\b|on\b|to\b)"
    r"(?!.{0,60}\bto (?:an?|it|them|my (?!answers?|form|list)|the (?!answers?|form|list|notes?))\b)"
)
_ADDS_CLEARLY: Final = re.compile(
    r"\b(?:forgot|forgotten|left (?:\w+ )?out|didn'?t (?:mention|say|tell|put|add)"
    r"|should have (?:said|mentioned|put|told)|shoulda said|to (?:add|mention)|one more thing|another thing"
    r"|i (?:also|(?:do|did) (?:also )?have|did have)|also)\b"
)
# What says only that there is something: "i forgot something", "one more thing to add".
_EMPTY_WORDS: Final = (
    "i i've ive i'm im a an the to of in it that this there is was and but oh ah ok okay wait sorry no yes please"
    " pls hi hey just also one more another thing things something smth stuff forgot forgotten forget left out"
    " didn't didnt say said tell told mention mentioned add put write note include down want need wanna would like"
    " i'd can could you u may we let me have should had did do actually else one's bit detail my answer answers"
    " all it's its some so for"
)
_SAYS_NOTHING_YET: Final = frozenset(_EMPTY_WORDS.split())
# "The medicines are wrong" says that, and not yet what is right.
_IS_AMISS: Final = re.compile(
    r"\b(?:wrong|incorrect|mistakes?|not (?:right|true|correct)|isn'?t (?:right|true|correct)|outdated|old"
    r"|(?:has|have) changed|changed?|edit|fix|redo|amend|update|remove|delete|take (?:off|out|back))\b"
)
_FEWEST_WORDS_OF_A_STATEMENT = 3
_CLAUSE_END: Final = re.compile(r"[.,;:!\n]+|\b(?:because|cause|cos|since|and|but)\b| - ")
_TELLS_OF_SELF: Final = re.compile(
    r"(?:(?:actually|so|in fact|sorry|well|really|that|once) ){0,3}(?:i(?:'?ve| have| had| did| do| was| am|'?m| take"
    r"| took| use| used| got| get| drink| smoke| still| never| once| already| also| just| stopped| started| only"
    r"| don'?t)"
    r"|im|ive|my (?!answers?|bad|mistake|number|name|phone|e-?mail)\w+)\b(?! (?:want|need|would|think|answered|meant"
    r"|made|put|said|wrote|typed|pressed|tapped|to change|changed?|sorry|sure|like)\b)"
)
# "The heart one" and "number 8 please" only point to an answer.
_POINTING_WORDS: Final = (
    "the a my one ones answer answers question questions part bit number no yes yeah yep ok okay please pls that this"
    " it its it's is of about for on and to thing section i mean meant think want wanna change edit fix redo"
    " pressure blood"
)
_POINTING: Final = frozenset(_POINTING_WORDS.split())


def question_meant(text: str) -> str | None:
    """The question that a text tells something for, by what it names; None where that is none, or more than one."""
    if way_to_reach(text) is not None:
        return CONTACT
    found = questions_named(text)
    return found[0] if len(found) == 1 else None


def questions_named(text: str) -> list[str]:
    """Every question of which a text names something; a medicine by its name counts only where nothing else does."""
    plain = plain_letters(text)
    found = [question for question, pattern in _PATTERNS.items() if pattern.search(plain)]
    return [_MEDICINES] if not found and names_a_medicine(text) else found


def without_what_is_named(plain: str) -> str:
    """A text in plain letters without the words that name a matter of any question."""
    for pattern in _PATTERNS.values():
        plain = pattern.sub(" ", plain)
    return plain


def refuses_to_send(text: str) -> bool:
    """Whether a text at the review says that nothing is to be sent, and nothing else."""
    return _NOT_TO_SEND.match(plain_letters(text)) is not None


def asks_when_they_get_back(text: str) -> bool:
    """Whether a text, after sending, asks what comes next or when the clinic gets back to people."""
    return _ASKS_WHEN.search(plain_letters(text)) is not None


def asks_whether_sent(text: str) -> bool:
    """Whether a text asks if the clinic has the answers, and nothing else."""
    return _ASKS_WHETHER_SENT.match(plain_letters(text)) is not None


def adds(text: str) -> bool:
    """Whether a text at the review tells something, in place of asking or chatting."""
    plain = plain_letters(text)
    if way_to_reach(text) is not None:
        return True
    if asks_somehow(text) or is_small_talk(text) or _MEANS_NOTHING.fullmatch(plain):
        return False
    return _puts_right(plain) or question_meant(text) is not None


def amends(text: str) -> bool:
    """Whether a text, after sending, clearly puts right what was sent."""
    plain = plain_letters(text)
    if way_to_reach(text) is not None or changes_an_answer(text) or orders_adding(text):
        return True
    if asks_somehow(text) or len(plain.split()) < _FEWEST_WORDS:
        return False
    return _puts_right(plain) and (
        question_meant(text) is not None or re.search(r"\b(?:forgot|to add|correction|mistake)\b", plain) is not None
    )


def changes_an_answer(text: str) -> bool:
    """Whether a text asks to change or take out something of the answers, and not all that is held."""
    plain = plain_letters(text)
    if _TO_CHANGE.search(plain) is None or re.search(r"\b(?:all|everything|whole|entire|chat)\b", plain):
        return False
    # "Delete my answers" is more than a correction.
    takes_out = re.search(r"\b(?:remove|delete|take)\b", plain) is not None
    return not takes_out or _OF_THE_CONTACT.search(plain) is not None


def orders_adding(text: str) -> bool:
    """Whether a text asks for something to be added, and says what: "can you add that i have asthma"."""
    plain = plain_letters(text)
    return _ORDERS_ADDING.search(plain) is not None and _says_something(plain)


def question_added_to(text: str) -> str | None:
    """The question whose answer gets the words of a text that adds to what was answered; "anything else" for what
    belongs to none. None where a text only points to an answer, asks, or chats, and where an answer must be opened."""
    if way_to_reach(text) is not None:
        return CONTACT
    plain = plain_letters(text)
    is_order = orders_adding(text)
    if not is_order and (not adds(text) or changes_an_answer(text) or not _says_something(plain)):
        return None
    if _only_points(plain):
        return None
    meant = question_meant(text)
    is_only_amiss = _IS_AMISS.search(plain) is not None and not _tells_what_is_right(plain)
    if meant in (CONTACT, MESSAGES) or (not is_order and is_only_amiss):
        return None
    if meant is None:
        return ANYTHING_ELSE if is_order or _ADDS_CLEARLY.search(plain) else None
    # "My kidneys" points to a question, and "trazodone 50" answers one.
    is_told = is_order or names_a_medicine(text) or len(plain.split()) >= _FEWEST_WORDS_OF_A_STATEMENT
    return meant if is_told else None


def belongs_elsewhere(text: str, question: str) -> str | None:
    """The question before or after this one that an afterthought names: "oh and also i take xanax". None for any other
    text, and where it may well answer the question that is asked."""
    plain = plain_letters(text)
    if len(plain.split()) > _MOST_WORDS_OF_AN_AFTERTHOUGHT or not _AFTERTHOUGHT.match(plain):
        return None
    if asks_somehow(text) or _OF_THIS.search(plain):
        return None
    meant = question_meant(text)
    if meant is None or meant in (question, CONTACT, MESSAGES):
        return None
    if question == _SUBSTANCES and meant in (_MEDICINES, _TREATMENTS):
        # Medicines are taken as drugs too, and rehab is a treatment.
        return None
    return None if meant == _MEDICINES and not _TAKES.search(plain) else meant


def _tells_what_is_right(plain: str) -> bool:
    """Whether a clause beside the one that something is wrong tells of the person: "wrong, i had a stent"."""
    told = [clause for clause in _CLAUSE_END.split(plain) if not _IS_AMISS.search(clause)]
    return any(_TELLS_OF_SELF.match(clause.strip()) and _says_something(clause) for clause in told)


def _only_points(plain: str) -> bool:
    left = re.findall(r"[^\W_]+(?:'[^\W_]+)*", plain)
    return all(word in _POINTING or any(topic.fullmatch(word) for topic in _PATTERNS.values()) for word in left)


def _says_something(plain: str) -> bool:
    return not _SAYS_NOTHING_YET.issuperset(re.findall(r"[^\W_]+(?:'[^\W_]+)*", plain))


def _puts_right(plain: str) -> bool:
    return _PUTS_RIGHT.search(plain) is not None or _ALSO.search(plain) is not None
