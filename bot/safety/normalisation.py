# ruff: noqa: RUF001, SIM905
"""A text in plain letters, and what its disguised or misspelt words are meant to say. Keeps nothing of it."""

import re
import unicodedata

from rapidfuzz.distance import OSA

_INVISIBLE = {"Cf", "Cc", "Mn", "Me"}
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘`´ʼ", "'"))
# Blanks that Unicode counts as letters or as symbols.
_BLANKS = str.maketrans({"\u115f": None, "\u1160": None, "\u3164": None, "\uffa0": None, "\u2800": " "})
_CYRILLIC_LIKE_LATIN = (
    "АA ВB ЕE ЗE ЅS ІI ЈJ КK МM НH ОO РP СC ТT УY ҮY ХX ҺH ӀI ԁd ԚQ ԜW аa бb вb еe зe іi јj кk мm нh оo рp сc тt уy "
    "үy хx ѕs һh ԛq ԝw ѵv пn гr иu шw ьb ӏl ѡw"
)
_GREEK_LIKE_LATIN = (
    "ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX ϹC αa βb γy δd εe ηn ιi κk λl μu νv οo πn ρp σo ςs τt υu χx ωw ϲc ϳj"
)
# Latin letters that Unicode's own tables leave as they are.
_ODD_LATIN = (
    "øo ØO łl ŁL đd ĐD ðd ħh ŧt ıi ɑa ɡg ɢg ɩi ɪi ɨi ʟl ɴn ʀr ʙb ʜh ʏy ᴀa ᴄc ᴅd ᴇe ᴊj ᴋk ᴍm ᴏo ᴘp ᴛt ᴜu ᴠv ᴡw ᴢz ꜱs ɛe "
    "ɔo ƙk"
)


def _table(pairs: str) -> dict[int, str]:
    return {ord(pair[0]): pair[1] for pair in pairs.split()}


_FOREIGN = _table(_CYRILLIC_LIKE_LATIN) | _table(_GREEK_LIKE_LATIN)
_ENCLOSED = {start + at: chr(ord("a") + at) for start in (0x1F150, 0x1F170, 0x1F1E6) for at in range(26)}
_ODD = _table(_ODD_LATIN) | _ENCLOSED
_FOREIGN_LETTER = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")
_LATIN_LETTER = re.compile(r"[A-Za-z]")
_WORD = re.compile(r"\w+")
_ANY_LETTER = re.compile(r"[^\W\d_]")


def plain_letters(text: str) -> str:
    """The text in the plainest letters: compatibility forms folded, invisible marks gone, in lower case.

    Letters that only look Latin become Latin in a word of mixed alphabets and in a text that is mainly Latin.
    """
    folded = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).translate(_BLANKS)
    # Spaces first: a tab is an invisible mark too, and without it two words would become one.
    spaced = re.sub(r"[^\S\n]+", " ", folded)
    visible = "".join(c for c in spaced if c == "\n" or unicodedata.category(c) not in _INVISIBLE)
    return re.sub(r" +", " ", _in_latin(visible.translate(_ODD))).strip().casefold()


def _in_latin(text: str) -> str:
    foreign_letters = len(_FOREIGN_LETTER.findall(text))
    if not foreign_letters:
        return text
    if len(_LATIN_LETTER.findall(text)) > foreign_letters:
        return text.translate(_FOREIGN)
    return _WORD.sub(lambda found: found[0].translate(_FOREIGN) if _LATIN_LETTER.search(found[0]) else found[0], text)


# A number of seven digits and more, however it is parted, and a mailbox; both begin where no other could have begun.
_CONTACT = re.compile(
    r"(?<![\d@])(?:\+ ?)?\(?\d(?:[ ()./-]{0,3}\d){6,}"
    r"|(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"
)
_EDGES = " ,;:.-/|+()"


def without_contacts(plain: str) -> str | None:
    """A plain text without the telephone numbers and mail addresses in it; None where it has none, or nothing else.

    `plain`: letters as `plain_letters` leaves them.
    """
    if not _CONTACT.search(plain):
        return None
    rest = re.sub(r" +", " ", _CONTACT.sub(" ", plain)).strip(_EDGES)
    return rest if _ANY_LETTER.search(rest) else None


_EMOJI_NAMES = {
    "🔫": "gun",
    "💊": "pills",
    "🔪": "knife",
    "🗡": "knife",
    "⚰": "coffin",
    "💀": "skull",
    "☠": "skull",
    "🪦": "grave",
    "🩸": "blood",
    "😭": "crying",
    "😢": "crying",
    "🆘": "sos",
}
_NAMED_EMOJI = str.maketrans({emoji: f" {name} " for emoji, name in _EMOJI_NAMES.items()})
_SPACED = re.compile(r"(?<![^\W_])[^\W_](?:(?:\s?[.·•|/+,~-]\s?|[\s_*])[a-z0-9@$!](?![^\W_])){2,}+")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]|[@$!]")
# "20mg" and "3pm" are no words in disguise.
_LEET_WORD = re.compile(r"(?<![\w@$!|])(?!\d+[a-z]{0,2}\b)(?=[\d@$]*[a-z])[a-z0-9@$]+(?:[!|]+[a-z0-9@$]+)*")
_LEET = str.maketrans("013457@$!|", "oieastasil")
_REPEATED = re.compile(r"([a-z])\1{2,}")

# Short forms that hide nothing.
_CONTRACTIONS = {
    "i am": "i'm im",
    "i have": "i've ive",
    "i will": "i'll ill",
    "i would": "i'd id",
    "he is": "hes",
    "she is": "shes",
    "they are": "they're theyre",
    "he will": "he'll",
    "she will": "she'll",
    "they will": "they'll",
    "it is": "its",
    "that is": "thats",
    "there is": "theres",
    "do not": "don't dont dnt",
    "does not": "doesn't doesnt",
    "did not": "didn't didnt",
    "can not": "can't cant",
    "could not": "couldn't couldnt",
    "will not": "won't wont",
    "would not": "wouldn't wouldnt",
    "should not": "shouldn't shouldnt",
    "is not": "isn't isnt",
    "are not": "aren't arent",
    "was not": "wasn't wasnt",
    "have not": "haven't havent",
    "has not": "hasn't hasnt",
    "what is": "whats",
}
# What haste and chats write for a word or two.
_SLIPS = {
    "i am": "iam",
    "do not": "dotn donot",
    "does not": "dosent dosnt",
    "can not": "cannot",
    "i am going to": "imma ima",
    "i do not know": "idk",
    "going to": "gonna gona gunna gunno",
    "want to": "wanna wana wannna",
    "got to": "gotta",
    "trying to": "tryna",
    "kind of": "kinda",
    "you": "u",
    "your": "ur",
    "are": "r",
    "be": "b",
    "before": "b4",
    "and": "n nd",
    "with": "wiht",
    "because": "bc cos cuz becuase",
    "please": "pls plz",
    "really": "rly relly realy",
    "want": "wnat watn wnt",
    "going": "goin gong goign",
    "wish": "wihs",
    "myself": "mself myslf meself",
    "kill": "kil kiil kll",
    "killing": "killin kiling",
    "die": "diee diie dei",
    "dying": "dieing diying dyin",
    "dead": "ded",
    "life": "lfie lief",
    "live": "liv",
    "living": "livin livng",
    "alive": "alife alvie",
    "anymore": "anymor anymroe",
    "tonight": "2nite 2night 2nght tonite tnite tn",
    "tomorrow": "tmrw tmr tomorow tommorow tommorrow",
    "suicide": "suicid sewerslide suiside suicde",
    "suicidal": "suicidle sucidal suisidal",
    "unalive": "unaliv unlive",
    "thoughts": "thougts thots thoughs",
    "praying": "prayin",
    "thinking": "thinkin thinkng",
    "planning": "plannin planing",
    "feeling": "feelin",
    "hurting": "hurtin",
    "cutting": "cuttin cuting",
    "breathe": "breath breth",
    "overdosed": "od'd od'ed oded",
    "pills": "pils pillz",
    "husband": "husbend",
    "again": "agian",
    "many": "meny mnay",
    "over": "ovr",
    "will": "wil",
    "about": "abt abuot",
    "lethal dose": "ld50",
}


def _by_short_form(short_forms: dict[str, str]) -> dict[str, str]:
    return {short: full for full, shorts in short_forms.items() for short in shorts.split()}


_CONTRACTED = _by_short_form(_CONTRACTIONS)
_SHORT_FORMS = _CONTRACTED | _by_short_form(_SLIPS)
_IS = (re.compile(r"(?<=\w)'s\b"), " is")
_PHRASES = tuple(
    (re.compile(pattern), full)
    for pattern, full in (
        (r"\b(wife|husband|mum|mom|dad|brother|sister|son|daughter|mate|partner)s\b", r"\1 is"),
        (r"\b(?:my|me)[ -](?:self|slef|sefl|slf)\b", "myself"),
        (r"\bsewer slide\b", "suicide"),
        (r"\bsui cide\b", "suicide"),
        (r"\bun-alive\b", "unalive"),
        (r"\bld[ -]50\b", "lethal dose"),
        (r"\b(want to|wanna|going to|gonna|want) dye\b(?! (?:my|his|her|our|their|it|some|the|hair)\b)", r"\1 die"),
        (r"(?<!\S)2 (?=[a-z])", "to "),
        (r"\b(?:any more|n e more)\b", "anymore"),
    )
)
# Long words that are known in spite of a letter or two.
_LONG_WORDS = (
    "suicide suicidal myself overdose overdosed swallowed breathing thoughts tablets unconscious killing tonight "
    "anymore"
).split()
_LONG_BY_LETTER = {word[0]: [other for other in _LONG_WORDS if other[0] == word[0]] for word in _LONG_WORDS}
_SHORTEST_LONG_WORD = 6
_TWO_FAULTS_FROM = 8
_OTHER_WORDS = frozenset(
    "overdone overdoes overdoses overcome overcame tablet tables thought though suicides swallow swallows wallowed "
    "kidding kissing killings breaking beating bathing breeding suicida suicidas suicido suicidio suicidios suicider "
    "suicidar suicidarme suicidaire".split()
)
_MENDABLE = re.compile(r"[a-z0-9]+(?:'[a-z]+)*")
_CENSORED = re.compile(r"(?<![\w*])[a-z]\*+[a-z]+(?![\w*])")
_CENSORED_WORDS = "kill killing die suicide suicidal myself dead shoot".split()
_GLUED_PARTS = sorted(
    "suicidal suicide myself anymore wanting thinking feeling going about wanna gonna killing ending hurting cutting "
    "alive dont want kill hurt hang life take dead wish just end die was not the its all off self im my me to be so it "
    "am i".split(),
    key=len,
    reverse=True,
)
# The longest word each time and never a look back: so no text makes it slow.
_GLUED = re.compile(rf"\b(?:{'|'.join(_GLUED_PARTS)}){{2,}}+\b")
_GLUED_PART = re.compile("|".join(_GLUED_PARTS))
_DANGER_IN_IT = re.compile(r"kill|die|dead|suicid|myself|mylife|alive|endit|^(?:i|im|dont)(?:want|going|wanna)")


def readings(plain: str) -> tuple[str, ...]:
    """The plain text itself, then, where it differs, what it is meant to say.

    `plain`: letters as `plain_letters` leaves them. Meant: emoji named, spaced letters joined, digits and signs read
    as letters, repeated letters collapsed, misspellings mended, and short forms in full ("I am", "do not", "want to").
    """
    joined = _SPACED.sub(_joined, plain.translate(_NAMED_EMOJI))
    lettered = _REPEATED.sub(r"\1", _LEET_WORD.sub(_unleet, joined))
    apart = _GLUED.sub(_apart, _CENSORED.sub(_uncensored, lettered))
    for pattern, full in (_IS, *_PHRASES):
        apart = pattern.sub(full, apart)
    meant = _MENDABLE.sub(_mended, apart)
    return tuple(dict.fromkeys((plain, re.sub(r" +", " ", meant).strip())))


def deciphered(plain: str) -> str | None:
    """What a plain text is meant to say, where that is more than its contractions ("I'm", "don't") in full."""
    meant = readings(plain)[-1]
    in_full = _MENDABLE.sub(lambda found: _CONTRACTED.get(found[0], found[0]), _IS[0].sub(_IS[1], plain))
    return meant if meant.split() != in_full.split() else None


def _joined(found: re.Match[str]) -> str:
    letters = "".join(_LETTER_OR_DIGIT.findall(found[0]))
    return letters if _LATIN_LETTER.search(letters) else found[0]


def _unleet(found: re.Match[str]) -> str:
    word = found[0]
    return word if word in _SHORT_FORMS else word.translate(_LEET)


def _apart(found: re.Match[str]) -> str:
    return " ".join(_GLUED_PART.findall(found[0])) if _DANGER_IN_IT.search(found[0]) else found[0]


def _uncensored(found: re.Match[str]) -> str:
    hidden = found[0]
    for word in _CENSORED_WORDS:
        if len(word) == len(hidden) and all(seen in ("*", letter) for seen, letter in zip(hidden, word, strict=True)):
            return word
    return hidden


def _mended(found: re.Match[str]) -> str:
    word = found[0]
    return _SHORT_FORMS.get(word) or _long_word(word) or word


def _long_word(word: str) -> str | None:
    if len(word) < _SHORTEST_LONG_WORD or word in _OTHER_WORDS or word in _LONG_WORDS:
        return None
    nearest, fewest = None, 3
    for meant in _LONG_BY_LETTER.get(word[0], ()):
        allowed = 2 if len(meant) >= _TWO_FAULTS_FROM else 1
        faults = OSA.distance(word, meant, score_cutoff=allowed)
        if faults <= allowed and faults < fewest:
            nearest, fewest = meant, faults
    return nearest
