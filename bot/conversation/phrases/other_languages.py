"""What somebody says in Spanish, French or German: after an alarm that help was called or comes, or that "it was a
joke", and at any time how they are.

The rest of the bot speaks English. Each must be all that a message says, so that no "nadie viene" passes for help.
"""

import re
import unicodedata
from typing import Final

from bot.conversation.phrases.plain_words import few_words

_MOST_WORDS: Final = 12

# Every pattern below is for words as `plain_words` leaves them.
# Not the Spanish "no": before a verb it denies.
_LEAD = (
    r"(?:(?:ok|okay|si|ya|bueno|perdon|lo siento|oui|non|bon|pardon|desole|ja|nein|gut|sorry|tut mir leid"
    r"|entschuldigung|ach|oh|haha|jaja|lol) ){0,4}"
)
_TAIL = (
    r"(?: (?:gracias|merci|danke|ok|okay|ya|ahora|maintenant|deja|jetzt|schon|gerade|sorry|perdon|pardon|desole|haha"
    r"|jaja|lol|de verdad|vraiment|wirklich|nada mas|tranquil[oa])){0,3}"
)
_NUMBER = r"(?:911|112|988|110|15|17|18|061|091|024|3114|999)"
_HELP_ES = r"(?:ambulancia|policia|ayuda|emergencias|paramedicos|bomberos|medico|doctor|linea)"
_HELP_FR = r"(?:ambulance|samu|secours|pompiers|police|urgences|medecin|gendarmes)"
_HELP_DE = (
    r"(?:krankenwagen|notarzt|rettungswagen|rettungsdienst|sanitater|sanitaeter|polizei|notruf|notdienst|arzt|hilfe"
    r"|telefonseelsorge)"
)
# "Llame", "hable" without the accent, and "rufe", "ruf", are as likely a plea to whoever reads: not without the word
# that makes it the writer's own doing.
_KIN_ES = (
    r"(?:ella|mis padres|mi (?:herman[oa]|madre|padre|mama|papa|hij[oa]|espos[oa]|marido|mujer|novi[oa]|prim[oa]|pareja"
    r"|amig[oa]|vecin[oa]|companer[oa]|ti[oa]|abuel[oa]))"
)
_KIN_FR = (
    r"(?:on|il|elle|(?:mon|ma) (?:ami|amie|copain|copine|frere|soeur|mere|pere|fils|fille|mari|femme|cousine?|voisine?"
    r"|compagne|conjoint|coloc))"
)
_KIN_DE = (
    r"(?:er|sie|(?:mein|meine) (?:freund(?:in)?|bruder|schwester|mutter|vater|sohn|tochter|mann|frau|partner(?:in)?"
    r"|nachbar(?:in)?|mitbewohner(?:in)?|oma|opa))"
)
_THE_FR = r"(?:(?:le|la|les|l|une|un|au) )?"
_THE_DE = r"(?:(?:schon|gerade|jetzt|bereits|bei|den|die|der|einen|das) ){0,3}"
_CALLED_DE = r"(?:angerufen|gerufen|gewahlt|gewaehlt|verstandigt|verstaendigt|geholt|bestellt|alarmiert)"
_MINE = r"(?:(?:ya|yo|los) ){1,3}"
_HELP_CALLED: Final = re.compile(
    rf"{_LEAD}(?:"
    rf"(?:(?:ya )?(?:yo )?(?:los |la |lo )?(?:he llamado|estoy llamando|llamamos)|{_MINE}(?:llame|hable))"
    rf"(?: (?:ya|ahora))? (?:al?|con|la|el|a la|a una|a un|a los|por) ?(?:la |una |el |los )?(?:{_NUMBER}|{_HELP_ES})"
    # Beside one of the family the form is no plea, with its accent or without.
    rf"|{_KIN_ES} (?:ya )?(?:llamo|llamaron|ha llamado|han llamado|esta llamando|estan llamando) (?:al?|a la|a una"
    rf"|a los|a un) ?(?:{_NUMBER}|{_HELP_ES})|(?:yo )?acabo de (?:llamar|hablar) (?:al?|a la|a una|a los|con el|con la)"
    rf" ?(?:{_NUMBER}|{_HELP_ES})|(?:ya )?(?:estoy|estamos) hablando con (?:el |la )?(?:{_NUMBER}|{_HELP_ES})"
    # "I asked for help" may be what nobody heeded.
    r"|ya pedi (?:una |la )?ambulancia|(?:ya )?(?:estoy|estamos) en (?:el hospital|urgencias|la ambulancia)"
    rf"|(?:la |el |los |una )?{_HELP_ES} (?:ya )?(?:viene(?:n)? en camino|viene|vienen|llego|llegaron|esta aqui"
    r"|estan aqui|esta en camino"
    r"|estan en camino|esta llegando)"
    rf"|j ai (?:deja |bien )?(?:appele|contacte|prevenu) (?:(?:le|la|les|l|une|un) )?(?:{_NUMBER}|{_HELP_FR})"
    rf"|(?:nous avons|{_KIN_FR} a|je viens d|on vient d) (?:deja |bien )?(?:appele|appeler|contacte|prevenu) {_THE_FR}"
    rf"(?:{_NUMBER}|{_HELP_FR})|je suis (?:deja )?(?:a l hopital|aux urgences|dans l ambulance)"
    rf"|je suis (?:en ligne|au telephone) avec {_THE_FR}(?:{_NUMBER}|{_HELP_FR})"
    rf"|j appelle (?:(?:le|la|les|l|une|un) )?(?:{_NUMBER}|{_HELP_FR})"
    rf"|(?:(?:le|la|les|l|une) )?{_HELP_FR} (?:arrive|arrivent|est (?:la|ici|en route)|sont (?:la|ici|en route)"
    r"|va arriver|vont arriver)"
    rf"|(?:ich )?(?:habe?|hab) (?:(?:schon|gerade|jetzt|bereits|bei|den|die|der|einen|das) ){{0,3}}"
    rf"(?:{_NUMBER}|{_HELP_DE}) (?:schon )?(?:angerufen|gerufen|gewahlt|gewaehlt|verstandigt|verstaendigt|geholt)"
    rf"|(?:wir haben|{_KIN_DE} hat) {_THE_DE}(?:{_NUMBER}|{_HELP_DE}) (?:schon )?{_CALLED_DE}"
    rf"|(?:(?:der|die|ein) )?(?:{_NUMBER}|{_HELP_DE}) (?:ist|wurde) (?:schon |bereits )?{_CALLED_DE}"
    rf"|(?:der |die |ein )?{_HELP_DE} (?:kommt|kommen) (?:gleich|bald|sofort|schon)"
    r"|(?:ich bin|wir sind) (?:schon |jetzt )?(?:(?:im|i am) (?:krankenhaus|krankenwagen|rettungswagen)"
    r"|in der notaufnahme)"
    rf"|ich rufe (?:(?:jetzt|gerade|den|die|einen) ){{0,2}}(?:{_NUMBER}|{_HELP_DE}) ?(?:an)?"
    rf"|(?:(?:der|die|ein) )?{_HELP_DE} (?:kommt|kommen|ist (?:da|hier|unterwegs|auf dem weg)"
    r"|sind (?:da|hier|unterwegs|auf dem weg))"
    rf"){_TAIL}"
)
# The accent, which plain words lose, tells "I called" from "call".
_ACCENTED: Final = re.compile(r"\b(?:llam|habl)é\b")
_JOKED: Final = re.compile(
    rf"{_LEAD}(?:"
    r"(?:(?:era|es|fue|eso era|todo era) )?(?:solo |nada mas )?(?:una? )?(?:broma|bromita|chiste)|en broma"
    r"|(?:solo |nada mas )?(?:estaba |estoy )?(?:bromeaba|bromeando|jugando|de broma)"
    r"|(?:(?:c etait|c est) )?(?:juste |seulement )?(?:une? )?(?:blague|plaisanterie|pour rire|pour rigoler)"
    r"|je (?:rigolais|rigole|plaisantais|plaisante|blaguais|blague|deconnais|deconne)"
    r"|(?:(?:das|es) )?(?:war|ist) (?:doch )?(?:nur |bloss |bloß )?(?:ein |n )?(?:spass|spaß|scherz|witz)"
    r"|(?:nur|bloss) (?:ein |n )?(?:spass|spaß|scherz|witz)"
    r"|(?:ich )?(?:habe?|hab|mach|mache) (?:doch )?(?:nur|bloss) (?:spass|spaß|scherze?)(?: gemacht)?"
    rf"){_TAIL}"
)

_MOST_WORDS_OF_A_STATE: Final = 8
_OPENS: Final = (
    r"(?:(?:(?:ok|okay|ja|ach|oh|also|nein|na|si|ya|pues|bueno|no|oui|bon|ben|bah|non|alors|hola|hallo|salut|bonjour) )"
    r"{0,3}(?:ich (?:bin|fuhle mich|fuehle mich|habe|hab)|mir (?:ist|geht es|gehts|geht s)"
    r"|(?:yo )?(?:estoy|me siento|tengo|me encuentro)|je (?:suis|me sens|vais)|j ai|moi je suis))"
)
# Whoever is ready, or agrees, may well mean the questions.
_AGREES: Final = (
    r"(?:bereit|einverstanden|dabei|listo|lista|de acuerdo|conforme|pret|prete|d accord|partante?|ready|ok|okay)"
)
_IN_ANOTHER: Final = re.compile(rf"{_OPENS}(?! (?:\w+ )?{_AGREES}\b)(?: \w+){{1,6}}")
_HOW: Final = (
    r"(?:(?:so|sehr|ganz|total|echt|nur|zu|noch|immer|auch|wieder|heute|gerade|etwas|ein bisschen|bisschen|voll"
    r"|ziemlich|nicht|mir|muy|un poco|algo|tan|bastante|hoy|ahora|todavia|aqui|super|demasiado|tres|trop|un peu|assez"
    r"|vraiment|tellement|si|bien|encore|plutot|mucha|mucho|un|pas) ){0,3}"
)
_STATE: Final = (
    r"(?:mude|muede|erschopft|erschoepft|kaputt|nervos|nervoes|aufgeregt|traurig|gestresst|krank|hungrig|durstig|fertig"
    r"|verwirrt|allein|allein(?:e)?|unsicher|zufrieden|froh|glucklich|gluecklich|hier|da|zuruck|schlecht|gut|kalt|warm"
    r"|langweilig|hunger|durst|angst|kopfschmerzen|schmerzen|besser|schlechter"
    r"|cansad[oa]|agotad[oa]|nervios[oa]|triste|enferm[oa]|ansios[oa]|aburrid[oa]|confundid[oa]|sol[oa]|content[oa]|feliz"
    r"|bien|mal|aqui|preocupad[oa]|estresad[oa]|asustad[oa]|mejor|peor|miedo|hambre|sed|sueno|frio|calor|dolor|ansiedad"
    r"|fatigue|fatiguee|epuisee?|creve|crevee|nerveuse|nerveux|stressee?|malade|angoissee?|perdue?|seule?|contente?"
    r"|heureuse|heureux|la|ici|inquiete?|mieux|faim|soif|peur|froid|chaud|sommeil|mal)"
)
_HOW_THEY_ARE: Final = re.compile(
    rf"(?:{_OPENS}|bin|hab) {_HOW}{_STATE}(?: (?:und|y|et|e) (?:{_OPENS} )?{_HOW}{_STATE})?"
    r"(?: (?:heute|gerade|jetzt|hoy|ahora|gracias|merci|danke|aujourd hui|maintenant|schon|ya|hier|aqui|ici)){0,2}"
)


def tells_of_help(speech: str) -> bool:
    """Whether a message says in one of these languages that help was called or comes, and no more."""
    if "?" in speech:
        return False
    told = _ACCENTED.sub(_in_past, unicodedata.normalize("NFC", speech).casefold())
    return _HELP_CALLED.fullmatch(few_words(told, _MOST_WORDS)) is not None


def was_joking(speech: str) -> bool:
    """Whether a message says in one of these languages that it was a joke, and no more."""
    return _JOKED.fullmatch(few_words(speech, _MOST_WORDS)) is not None


def speaks_another_language(speech: str) -> bool:
    """Whether a short message opens in one of these languages as a word on oneself does, and agrees to nothing."""
    return _IN_ANOTHER.fullmatch(few_words(speech, _MOST_WORDS_OF_A_STATE)) is not None


def tells_how_they_are(speech: str) -> bool:
    """Whether a message says in one of these languages how somebody feels, and no more: "estoy cansado"."""
    return _HOW_THEY_ARE.fullmatch(few_words(speech, _MOST_WORDS_OF_A_STATE)) is not None


def _in_past(found: re.Match[str]) -> str:
    """A form that stays a past one in plain words."""
    return f"yo {found[0]}"
