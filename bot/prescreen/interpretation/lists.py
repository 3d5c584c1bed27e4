"""The lists in `data/prescreen/`: medicines, what the questions ask for, and words that turn an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from bot.library.yaml_files import read_yaml
from bot.prescreen.interpretation.words import BREAK, phrases, plain_text, plain_words
from bot.prescreen.values import Value

type Phrase = tuple[str, ...]

STREET = "street drug"


class _Class(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    asked_by: list[str]
    names: str


class _Medicines(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    classes: dict[str, _Class]


class _Matters(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    conditions: str
    signs: str = ""
    topics: str = ""
    denials: str = ""
    others: str = ""
    parts: list[str] = []


class _Conditions(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    questions: dict[str, _Matters]


class _Cues(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    cues: dict[str, str]
    whole: dict[Value, str]
    short_forms: dict[str, str]


@dataclass(frozen=True)
class Lists:
    """The lists, as plain words.

    `matters`: by question, what each phrase is to it ("medicine", "condition", "sign", "topic", "denial", "other");
    `parts`: by question that asks two things at once, the words of each;
    `named`: phrases that mean something to any question; `cues`: by phrase, the names of its cues;
    `whole`: by `whole_key`, the value of an answer that is nothing else; `short_forms`: what they stand for.
    """

    matters: Mapping[str, Mapping[Phrase, str]]
    parts: Mapping[str, Sequence[frozenset[Phrase]]]
    named: Mapping[Phrase, str]
    cues: Mapping[Phrase, frozenset[str]]
    whole: Mapping[str, Value]
    short_forms: Mapping[str, str]


def read_lists(folder: Path) -> Lists:
    """Raises ContentError, OSError for files that are amiss."""
    medicines = read_yaml(folder / "medicines.yml", _Medicines).classes
    conditions = read_yaml(folder / "conditions.yml", _Conditions).questions
    cues_file = read_yaml(folder / "cues.yml", _Cues)
    short_forms = {short.strip(): full for full, shorts in cues_file.short_forms.items() for short in shorts.split(",")}

    def each(listed: str, kind: str) -> dict[Phrase, str]:
        return dict.fromkeys(phrases(listed, short_forms), kind)

    named: dict[Phrase, str] = {}
    for matter in conditions.values():
        named |= each(matter.conditions, "matter")
    for name, group in medicines.items():
        named |= each(group.names, "street" if name == STREET else "drug")
    matters: dict[str, dict[Phrase, str]] = {}
    for question, matter in conditions.items():
        matters[question] = {
            **each(matter.topics, "topic"),
            **each(matter.signs, "sign"),
            **each(matter.others, "other"),
            **each(matter.conditions, "condition"),
            **each(matter.denials, "denial"),
        }
        for name, group in medicines.items():
            if question in group.asked_by or (question == "medications" and name != STREET):
                matters[question] |= each(group.names, "medicine")
    cues: dict[Phrase, set[str]] = {}
    for name, listed in cues_file.cues.items():
        for phrase in phrases(listed, short_forms):
            cues.setdefault(phrase, set()).add(name)
    return Lists(
        matters=matters,
        parts={q: [frozenset(phrases(part, short_forms)) for part in matter.parts] for q, matter in conditions.items()},
        named=named,
        cues={phrase: frozenset(names) for phrase, names in cues.items()},
        whole={whole_key(form, short_forms): v for v, forms in cues_file.whole.items() for form in forms.split(",")},
        short_forms=short_forms,
    )


def whole_key(text: str, short_forms: Mapping[str, str]) -> str:
    """Words alone where there are any, so that stops and smileys around them make no difference; else the text."""
    plain = plain_text(text)
    words = " ".join(word for word in plain_words(plain, short_forms) if word != BREAK)
    return words or "".join(plain.split())
