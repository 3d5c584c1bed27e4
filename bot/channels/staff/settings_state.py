"""What holds in the clinic's files and what held before, and the one way to change it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from starlette.exceptions import HTTPException
from starlette.status import HTTP_500_INTERNAL_SERVER_ERROR

from bot.channels.staff.settings_sections import Document, Section, Values
from bot.channels.staff.visit import Visit
from bot.library.check import Problem, text_warnings
from bot.library.clinic_settings import ChangedMeanwhile, SettingVersion, save_change, saved_changes, saved_versions
from bot.library.fixed_texts_check import danger_text_warnings, fixed_text_problems
from bot.library.merge_patch import difference, merged
from bot.library.strict_yaml import YamlError, load
from bot.library.texts import TEXTS_FILE, TextId
from bot.library.yaml_files import ContentError
from bot.prescreen.check import questionnaire_problems, wording_warnings
from bot.staff.audit import Action
from bot.voice import Voice

# How often somebody may save something else of the same file while we save.
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Stage:
    """What a section held from a version of its file on. Number 0 is the file itself, which nobody here wrote."""

    number: int
    values: Values
    author: str | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class State:
    """A section, the file as it was shipped, and each version of its changes, the newest first."""

    section: Section
    raw: Document
    versions: list[SettingVersion]

    @property
    def number(self) -> int:
        """Of the newest version; 0 before the first."""
        return self.versions[0].number if self.versions else 0

    @property
    def document(self) -> Document:
        """The file as it is now."""
        return self._document(self.versions[0]) if self.versions else self.raw

    @property
    def values(self) -> Values:
        """What holds now."""
        return self.section.values(self.document)

    def seen(self, number: int) -> Values | None:
        """What held in that version; None where there is none."""
        if number == 0:
            return self.section.values(self.raw)
        return next(
            (self.section.values(self._document(each)) for each in self.versions if each.number == number), None
        )

    @property
    def stages(self) -> list[Stage]:
        """The versions that changed this section, the newest first, and the file itself at the end."""
        found = [Stage(0, self.section.values(self.raw), None, None)]
        for each in reversed(self.versions):
            values = self.section.values(self._document(each))
            if values != found[-1].values:
                found.append(Stage(each.number, values, each.author, each.at))
        return found[::-1]

    def _document(self, version: SettingVersion) -> Document:
        document: Document = merged(self.raw, version.patch)
        return document


@dataclass(frozen=True, slots=True)
class Judged:
    """What the checks say of a change: by field, and of other texts that it would alter."""

    voice: Voice
    problems: Mapping[str, list[str]]
    warnings: Mapping[str, list[str]]
    elsewhere: list[str] = field(default_factory=list)
    """Problems, each with its place."""
    elsewhere_warnings: list[str] = field(default_factory=list)

    @property
    def is_fine(self) -> bool:
        """Whether it may be saved."""
        return not self.problems and not self.elsewhere


class Refused(Exception):
    """It makes no sense, or the checks found something to mend: by field, and in sentences for the rest."""

    def __init__(self, fields: Mapping[str, str], sentences: Iterable[str] = ()) -> None:
        super().__init__("refused")
        self.fields = dict(fields)
        self.sentences = list(sentences)


class Meanwhile(Exception):
    """Somebody else changed the same fields; nothing was saved. `theirs` is what holds now."""

    def __init__(self, theirs: Stage) -> None:
        super().__init__("changed meanwhile")
        self.theirs = theirs


def state_of(visit: Visit, section: Section) -> State:
    """How a section stands. Raises HTTPException with 500 where the file itself cannot be read."""
    [state] = states_of(visit, [section])
    return state


def states_of(visit: Visit, sections: Sequence[Section]) -> list[State]:
    """The same of several, with each file read once."""
    raw = {file: _raw(visit, file) for file in {section.file for section in sections}}
    with visit.parts.database.transaction() as session:
        versions = {file: saved_versions(session, file) for file in raw}
    return [State(section, raw[section.file], versions[section.file]) for section in sections]


def judge(visit: Visit, state: State, values: Values) -> Judged:
    """What would come of other values in a section; nothing is saved. Raises Refused where they make no sense."""
    section = state.section
    patch = difference(state.raw, section.put(state.document, values))
    with visit.parts.database.transaction() as session:
        changes = {**saved_changes(session), section.file: patch}
    try:
        voice = visit.parts.voice.tried(changes)
    except ContentError as error:
        names = {name for place in error.places if (name := section.field_at(place)) in values}
        raise Refused({name: "" for name in names if name}, [] if names else [str(error)]) from error
    known = visit.parts.voice.now
    problems, elsewhere = _sorted_out(section, _problems(voice), _problems(known))
    warnings, elsewhere_warnings = _sorted_out(section, _warnings(voice), _warnings(known))
    return Judged(voice, problems, warnings, elsewhere, elsewhere_warnings)


def keep(visit: Visit, section: Section, values: Values, seen: int, restored: int | None = None) -> Judged | None:
    """Makes `values` what holds, from this moment on; None where they did already.

    `seen`: the file's version that the form was made from. `restored`: the version that the form was filled with.
    Changes of other fields of the same file stay. Raises Refused, Meanwhile.
    """
    for _ in range(_TRIES):
        state = state_of(visit, section)
        if values == state.values:
            return None
        if state.seen(seen) != state.values:
            break
        judged = judge(visit, state, values)
        if not judged.is_fine:
            fields = {name: " ".join(sentences) for name, sentences in judged.problems.items()}
            raise Refused(fields, judged.elsewhere)
        is_older = restored is not None and values == state.seen(restored)
        patch = difference(state.raw, section.put(state.document, values))
        try:
            with visit.parts.database.transaction() as session:
                author = visit.person.login
                number = save_change(session, section.file, patch, base=state.number, author=author)
                action = Action.RESTORED_SETTINGS if is_older else Action.CHANGED_SETTINGS
                visit.audit(session, action, section.key, f"version-{number}")
        except ChangedMeanwhile:
            continue
        visit.parts.voice.refresh()
        return judged
    raise Meanwhile(state_of(visit, section).stages[0])


def _raw(visit: Visit, file: str) -> Document:
    try:
        raw = load((visit.parts.settings.content_dir / file).read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, YamlError) as error:
        raise HTTPException(HTTP_500_INTERNAL_SERVER_ERROR) from error
    if not isinstance(raw, Mapping):
        raise HTTPException(HTTP_500_INTERNAL_SERVER_ERROR)
    return raw


def _problems(voice: Voice) -> list[Problem]:
    return [*fixed_text_problems(voice.texts), *questionnaire_problems(voice.questionnaire)]


def _warnings(voice: Voice) -> list[Problem]:
    privacy = voice.texts[TextId.PRIVACY].text
    return [
        *text_warnings(f"{TEXTS_FILE}: {TextId.PRIVACY}", privacy),
        *danger_text_warnings(voice.texts),
        *wording_warnings(voice.questionnaire),
    ]


def _sorted_out(
    section: Section, found: list[Problem], before: list[Problem]
) -> tuple[dict[str, list[str]], list[str]]:
    """Of the section's own fields everything, and of other texts what is new."""
    own: dict[str, list[str]] = {}
    for each in found:
        if each.path in section.checked:
            own.setdefault(section.checked[each.path], []).append(each.sentence)
    known = set(before)
    others = [
        f"{each.path}: {each.sentence}" for each in found if each.path not in section.checked and each not in known
    ]
    return own, others
