"""What people ask of the chat itself: who reads it and how long it is kept, and which languages it knows."""

import re
from typing import Final

from bot.conversation.phrases.plain_words import few_words

_MOST_WORDS: Final = 14

# Every pattern below is for words as `plain_words` leaves them.
_LEAD = (
    r"(?:(?:ok|okay|so|and|but|hi|hello|hey|thanks|thank you|thx|sorry|wait|well|also|just|please|pls|no|yes|can"
    r" you tell"
    r" me|could you tell me|tell me|do you know|i want to know|i would like to know|wondering|before i (?:start|begin"
    r"|answer|type|write)|first|oh|um+|then|hang on|hold on|like|actually) ){0,4}"
)
_TAIL = (
    r"(?: (?:please|pls|then|now|here|though|anyway|exactly|for|after|afterwards|at all|ok|thanks|thank you|or not"
    r"|on your (?:end|side|system|server|servers)|at the clinic|of (?:mine|me)|too|actually|once i (?:am done"
    r"|finish|leave"
    r"|close it)|after (?:this|that)|later|forever|somewhere|anywhere|about me|all|on file|in this chat|in here"
    r"|with you"
    r"|to you|right now|if i (?:stop|leave|quit|delete it))){0,4}"
)
_WRITTEN = (
    r"(?:(?:all |any |everything |anything )?(?:of )?(?:this|it|that|these|those|them|this stuff|what (?:i|we"
    r"|people) (?:\w+"
    r" )?(?:type|write|say|said|wrote|typed|tell you|told you|put|put in|enter|answer|send|share|am typing|am writing"
    r"|am saying|have written|have said)(?: (?:here|in here|to you|in|down))?"
    r"|(?:my|our|these|the|those|people s) (?:\w+ )?(?:chats?|answers?|messages?|data|info|information|words"
    r"|replies|texts?"
    r"|conversations?|history|details|responses|transcripts?|records?|questions?|stuff|things)"
    r"|(?:this|the|our) (?:\w+ )?(?:chat|conversation|transcript|log|thread)"
    r"|everything|anything|everything i (?:type|write|say)|anything i (?:type|write|say)))"
)
_THEY = (
    r"(?:you|u|they|it|the clinic|your clinic|this|this (?:bot|thing|chat|app|site|program|guide)|the (?:bot|app"
    r"|site|chat"
    r"|program|computer|system|people there)|someone|somebody|anyone|anybody|any ?one|people|staff|the staff|other"
    r" people"
    r"|doctors?|nurses?|the (?:doctors?|nurses?|government|police)|my (?:\w+ )?(?:boss|employer|insurance|insurer"
    r"|family"
    r"|husband|wife|partner|parents|mom|mum|dad|doctor|gp|therapist)|a (?:person|human)|humans?|strangers?)"
)
_KEEP = (
    r"(?:keep|keeps|keeping|store|stores|storing|save|saves|saving|record|records|recording|log|logs|remember"
    r"|remembers"
    r"|retain|hold on to|hang on to|hold|track|kept|stored|saved|recorded|logged|remembered|held|retained)"
)
_READ = (
    r"(?:access to|has access to|read|reads|reading|see|sees|seeing|look at|looks at|looking at|access|accesses|get"
    r"|gets|have access to|view"
    r"|views|reviews?|monitors?|monitoring|check|checks|hear|hears|know|knows|find out|learns?|look through)"
)
_ON_KEEPING: Final = re.compile(
    rf"{_LEAD}(?:"
    rf"how long (?:do|does|will|would|can|is|are|before|till|until) (?:{_THEY} )?(?:going to |gonna |be |been )?"
    rf"(?:{_WRITTEN} )?(?:be |get |stay |stays |remain |staying )?(?:{_KEEP}|around|there|on (?:file|record))"
    rf"(?: {_WRITTEN})?"
    rf"|(?:do|does|will|would|can|are|is|did) {_THEY} (?:going to |gonna |all |just |really |actually |being )?{_KEEP}"
    rf" {_WRITTEN}"
    rf"|(?:is|are|will|does|do|was) {_WRITTEN} (?:going to |gonna |being |be |get |all |really |just ){{0,3}}"
    r"(?:recorded|saved|stored|kept|logged|monitored|private|confidential|anonymous|encrypted|secure|read"
    r"|shared|tracked|remembered|deleted|sold|seen)(?: (?:by|with) (?:\w+ ){0,2}?\w+)?"
    rf"|(?:who|which people) (?:(?:all|else|exactly|actually) )?(?:(?:can|will|is|are|gets? to|does|do|would|could"
    rf"|has|have"
    rf"|going to|gonna|be|ever|actually|all|else) ){{0,3}}{_READ} {_WRITTEN}"
    rf"|who (?:does|do|is|are|will) {_WRITTEN} (?:go|going|get sent|sent|shared|get shown|get passed on)(?: to| with)?"
    rf"|(?:can|will|does|do|is|are|could|would) {_THEY} (?:(?:else|there|going to|gonna|be|ever|really|actually"
    rf"|also) ){{0,3}}"
    rf"{_READ} {_WRITTEN}"
    rf"|where (?:does|do|is|are|will) {_WRITTEN} (?:go|going|stored|kept|saved|end up|be stored|be kept)"
    rf"|what (?:do|does|will) {_THEY} do with {_WRITTEN}|what happens (?:to|with) {_WRITTEN}"
    rf"){_TAIL}"
)
# "How long do they keep it" alone may be about a thing of the talk before; words of the chat may not.
_LANGUAGE = (
    r"(?:english|spanish|espanol|castellano|french|francais|german|deutsch|italian|italiano|portuguese|portugues"
    r"|russian"
    r"|polish|polski|chinese|mandarin|cantonese|arabic|hindi|urdu|punjabi|bengali|vietnamese|tagalog|filipino|korean"
    r"|japanese|turkish|dutch|greek|hebrew|ukrainian|romanian|farsi|persian|somali|swahili|tamil|creole|hungarian"
    r"|czech"
    r"|swedish|norwegian|danish|finnish|thai|welsh|irish|gaelic|catalan)"
)
_FOREIGN = _LANGUAGE.replace("english|", "")
_OTHER_LANGUAGE = (
    rf"(?:{_LANGUAGE}|(?:an|any|some|which|what|other|another|different|more|my|foreign) (?:other |foreign |own )?"
    r"languages?|languages?|something other than english|anything (?:but|other than|besides|except) english)"
)
_ON_LANGUAGE: Final = re.compile(
    rf"{_LEAD}(?:"
    rf"(?:do|does|can|could|would|will) (?:you|u|ya|they|it|this|the bot|the clinic|anyone|someone|anybody|somebody"
    rf"|the"
    rf" (?:staff|people|team|therapists?|doctors?|nurses?)|your (?:staff|people|team|therapists?|doctors?|nurses?))"
    rf"(?: (?:there|here|also|only|maybe|please|just|at the clinic)){{0,2}}"
    rf" (?:speak|talk|understand|know|write|do|answer|reply|have|work|chat|respond|switch|read|offer|translate)"
    rf"(?: (?:this|it|me|to me|in|to|into|a|any|the|also|only|more))* {_OTHER_LANGUAGE}(?: (?:or|and) {_LANGUAGE})?"
    r"(?: (?:version|speaker|speakers|speaking \w+|translation))?"
    rf"|(?:is|are) (?:this|it|that|you|there|everything|the (?:chat|bot|site|sessions?))(?: (?:only|just|all|available"
    rf"|also|a|any|anything|anyone|someone|who speaks))* (?:in )?{_OTHER_LANGUAGE}"
    r"(?: (?:only|version|too|as well|speaking \w+|speakers?|translation|there))*"
    rf"|(?:in )?{_FOREIGN}(?: only| please)?|(?:only|just|all) (?:in )?{_LANGUAGE}|(?:in )?(?:only )?{_LANGUAGE} only"
    rf"|my english is(?: \w+){{0,2}} (?:good|bad|poor|perfect|great|terrible|weak|limited|rusty|best)"
    rf"|(?:in|what|which|what other|any other|other|any) languages?(?: (?:do|does|can|are|is|other than|you|u|it"
    rf"|they|speak"
    r"|know|available|understand|there|have|english|offered|supported))*"
    rf"|(?:can|could|may) (?:i|we|you|u) (?:(?:please|also|just) )?(?:write|type|talk|speak|chat|ask|answer|do this"
    rf"|do it"
    rf"|reply|switch|change|say (?:it|this|that)|have (?:it|this))(?: (?:to you|it|this|you|here|questions?"
    rf"|something))?"
    rf" (?:in|to|into) {_OTHER_LANGUAGE}"
    rf"|(?:i |we |she |he |my (?:\w+ )?\w+ )?(?:(?:only|do not|does not|can not|not) )(?:really )?(?:speak"
    rf"|understand|know"
    rf"|read|write|talk)s?(?: (?:much|good|very good|any|a lot of))? {_LANGUAGE}(?: (?:well|very well|much|good|so"
    rf" good))*"
    rf"|(?:i |she |he )?(?:need|want|prefer|would like)(?: (?:it|this|to (?:talk|speak|write)|someone|a|an))*"
    rf" (?:in )?{_LANGUAGE}(?: (?:version|speaker|interpreter|translator|translation))?"
    r"|(?:hablas?|hablar|habla usted|hablan|se habla|puedes hablar|puede hablar|tienes|hay alguien que hable)"
    r"(?: (?:en|tu|usted|alguien|aqui|algo de))* (?:espanol|castellano|otro idioma)|(?:yo )?no (?:hablo"
    r"|entiendo)(?: mucho)?"
    r" (?:el )?ingles|(?:en )?espanol(?: por favor)?|(?:solo|solamente) (?:en )?ingles"
    r"|(?:vous )?parl(?:ez|es|er)(?: (?:vous|tu))? (?:le |en )?francais|en francais|tu parles francais"
    r"|sprech(?:en|t|st)(?: (?:sie|ihr|du))? deutsch|auf deutsch|parl[ai](?:te)? italiano|fal[ae](?:m)? portugues"
    r"|(?:você |voce )?fala portugues|mowi\w* po polsku"
    rf"){_TAIL}"
)

_AI = (
    r"(?:ai|a model|a i|an ai|a machine|machines|chat ?bots?|llms?|models?|language models?|(?:an? |your |the |some "
    r"|their )?(?:ai"
    r"|language|other|ai language) (?:models?|systems?|bots?|programs?|companies|company|tools?))"
)
_COMPANY = (
    r"(?:chat ?gpt|chat g p t|gpt ?\d?|gpts?|open ?ai|claude|anthropic|gemini|google|copilot|bard|siri|alexa|llama|meta"
    r"|deep ?seek|grok|facebook|microsoft|amazon|big tech|tech companies|advertisers|third parties|other companies)"
)
_USE = r"(?:use|uses|using|used|take|takes|feed|feeds|sell|sells|share|shares|send|sends|give|gives|pass|passes)"
_ON_AI: Final = re.compile(
    rf"{_LEAD}(?:"
    rf"(?:do|does|will|are|is|did|can|would) {_THEY} (?:going to |gonna |just |also )?{_USE}"
    # "Do you take it" may be about an insurance or a spray.
    rf" (?!(?:this|it|that|these|those|them)(?: (?:here|in here))?$){_WRITTEN}"
    rf"(?: (?:here|in here))?(?: (?:to|for|with|into|on) (?:train(?:ing)?(?: (?:of )?(?:{_AI}|{_COMPANY}|yourself|it))?"
    rf"|teach(?:ing)? (?:{_AI}|{_COMPANY})|{_AI}|{_COMPANY}|ads|advertising|research|other (?:people|things)))?"
    rf"|(?:is|are|will|does|do|was|can) {_WRITTEN} (?:go |going |get |be |being |getting |end up |ever ){{0,3}}"
    rf"(?:(?:used|sent|fed|shared|sold|passed on|given|processed|read|seen|stored|uploaded) )?"
    rf"(?:to|for|by|with|in|into) (?:train(?:ing)?(?: (?:of )?(?:{_AI}|{_COMPANY}))?|{_AI}|{_COMPANY})"
    rf"|(?:does|can|will|do) (?:{_COMPANY}|{_AI}) (?:read|see|get|store|keep|have|own|use|learn from|train on)"
    rf" {_WRITTEN}"
    rf"|(?:do|are|will) (?:you|they) (?:train|training|learn|learning) (?:{_AI} )?(?:on|from|with) {_WRITTEN}"
    rf"){_TAIL}"
)
_PROGRAM = rf"(?:{_COMPANY}|(?:an? )?(?:ai|a i|llm|chat ?bot|(?:large )?language model|ai model|ai bot))"
_WHAT_IT_IS: Final = re.compile(
    rf"{_LEAD}(?:(?:are|is) (?:you|u|this|it|the (?:bot|chat|guide)) (?:(?:just|really|based on|running on|using"
    rf"|powered by|made by|built on|actually|another|some kind of|kind of) ){{0,3}}{_PROGRAM}"
    rf"(?: (?:bot|thing|or (?:what|not|something|(?:a )?(?:person|human))))?"
    rf"|(?:do|does) (?:you|u|this|the clinic|this bot|the bot) (?:use|run on) {_PROGRAM}"
    rf"|(?:what|which) (?:ai|model|llm|language model|bot) (?:are you|is this|do you use|runs this|is it)"
    rf"){_TAIL}"
)
_WHO_IS_THERE: Final = re.compile(
    rf"{_LEAD}(?:whos|who(?: (?:else|all|exactly|actually)){{0,2}} (?:is|are|will be|would be))"
    r" (?:(?:else|all|also|actually) )?"
    r"(?:there|present|around|in there|in the room|with me)(?: (?:too|then|exactly|with me|in the room|again|please"
    r"|the whole time|all the time)){0,3}"
)


def asks_what_is_kept(text: str) -> bool:
    """Whether a short message asks who reads what is written here, or how long and where it is kept."""
    words = few_words(text, _MOST_WORDS)
    return _ON_KEEPING.fullmatch(words) is not None or _ON_AI.fullmatch(words) is not None


def asks_what_it_is(text: str) -> bool:
    """Whether a short message asks which program this is: "are you chatgpt"."""
    return _WHAT_IT_IS.fullmatch(few_words(text, _MOST_WORDS)) is not None


def asks_who_is_there(text: str) -> bool:
    """Whether a short message asks who is there, which may be in the chat or in the room."""
    return _WHO_IS_THERE.fullmatch(few_words(text, _MOST_WORDS)) is not None


def asks_for_language(text: str) -> bool:
    """Whether a short message asks for another language than English, or says that English is hard."""
    words = few_words(text, _MOST_WORDS)
    return _ON_LANGUAGE.fullmatch(words) is not None
