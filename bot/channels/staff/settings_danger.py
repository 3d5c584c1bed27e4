"""The texts for people in danger, and which of them a clinician has read and stands by."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.status import HTTP_404_NOT_FOUND, HTTP_409_CONFLICT, HTTP_422_UNPROCESSABLE_CONTENT

from bot.channels.staff.answer_parts import today
from bot.channels.staff.declaration import CLINICIANS, Pages
from bot.channels.staff.patient_view import rich_text
from bot.channels.staff.settings_clinic import ELSEWHERE, countries, country_name
from bot.channels.staff.settings_form import line_field, unshowable
from bot.channels.staff.settings_sections import PRIVACY
from bot.channels.staff.settings_state import state_of
from bot.channels.staff.visit import Visit
from bot.library.clinic_settings import ChangedMeanwhile, save_change
from bot.library.fixed_texts_check import HIGHEST_GRADE_IN_DANGER, danger_text_warnings
from bot.library.kinds import Kind
from bot.library.merge_patch import difference
from bot.library.readability import grade
from bot.library.texts import SAFETY_KINDS, TEXTS_FILE, Approval, ApprovedTexts, TextId, fingerprint
from bot.staff.audit import Action

PAGE: Final = "/staff/settings/danger"
MOST_IN_A_NAME: Final = 200
_TRIES = 5
_KINDS: Final = {
    Kind.CRISIS: "Somebody may be in danger",
    Kind.EMERGENCY: "Danger to life at this moment",
    Kind.SUPPORT: "Words of support",
}
_USES: Final = {
    TextId.DISTRESS: "Despair, without a sign of danger",
    TextId.CRISIS_SUICIDE: "Suicide: the first reply, which ends with one direct question",
    TextId.CRISIS_SELF_HARM: "Self-harm: the first reply, which ends with one direct question",
    TextId.CRISIS_OTHER_PERSON: "Somebody else is at risk",
    TextId.CRISIS_THREAT: "Fear of hurting somebody",
    TextId.CRISIS_VIOLENCE: "Being hurt by somebody",
    TextId.CRISIS_AGAIN: "The second message that speaks of danger",
    TextId.CRISIS_THIRD: "The third, and in turn with the second from then on",
    TextId.CRISIS_YES: "After a yes to the direct question",
    TextId.CRISIS_NO: "After a no to the direct question",
    TextId.CRISIS_UNSURE: "After “not sure” to the direct question",
    TextId.CRISIS_SILENCE: "After anything else in place of a reply to it",
    TextId.CRISIS_MISREAD: "After “That's not what I meant”",
    TextId.CRISIS_SAFE: "After “I'm safe right now”",
    TextId.NO_METHODS: "A question about means or amounts in a crisis",
    TextId.EMERGENCY_OVERDOSE: "An overdose",
    TextId.EMERGENCY_MEDICAL: "A medical emergency",
    TextId.EMERGENCY_AGAIN: "An emergency, for the second time",
    TextId.SUPPORT_LINE: "Under an ordinary answer, while worry remains",
    TextId.NOT_EMERGENCY_CARE: "Under an answer about KAP, in or after a crisis",
    TextId.GENTLE_PAST: "Hard times, long ago",
    TextId.DENIAL_HEARD: "After “I'm not suicidal”",
    TextId.TENDER_TOPIC: "Under an answer to a question about suicide or death",
    TextId.AFTER_SESSION: "Feeling bad after a session",
    TextId.ALERT_KEPT: "A note for the staff is stored",
    TextId.ALERT_WAITING: "The note could not be stored yet",
    TextId.CONTACT_ASKED: "Whether the clinic may reach them",
    TextId.CONTACT_KEPT: "They left a way to be reached",
    TextId.CONTACT_UNCLEAR: "No way to reach them was found in what they wrote",
    TextId.CONTACT_DECLINED: "They would rather not be reached",
}

pages = Pages()


@dataclass(frozen=True, slots=True)
class DangerText:
    """One text as a person reads it. `words` is the fingerprint that an approval binds to."""

    id: TextId
    use: str
    shown: Markup
    words: str
    grade: float
    warnings: list[str]
    approval: Approval | None


class WordsChanged(Exception):
    """A text has other words by now than those that were read; nothing was saved."""


@pages.page("/staff/settings/danger", roles=CLINICIANS)
def show_texts(visit: Visit) -> Response:
    """Every text, by kind, and the form to mark those that were read."""
    visit.parts.voice.refresh()
    return _show(visit)


@pages.page("/staff/settings/danger", ["POST"], roles=CLINICIANS)
def approve(visit: Visit) -> Response:
    """Marks the ticked texts as reviewed by the clinician who is named."""
    ticked = [value for value in visit.form.getlist("text") if isinstance(value, str)]
    by = line_field(visit, "by")
    chosen = [name for name in _danger_ids(visit.parts.texts) if name in ticked]
    fault = name_fault = None
    if not chosen:
        fault = "Please tick the texts that were read."
    if not by or len(by) > MOST_IN_A_NAME or "<" in by or ">" in by or unshowable({"by": by}):
        name_fault = f"Please give the clinician's name: at most {MOST_IN_A_NAME} characters, without < and >."
    if fault or name_fault:
        return _show(visit, HTTP_422_UNPROCESSABLE_CONTENT, ticked=chosen, by=by, fault=fault, name_fault=name_fault)
    try:
        done = _approve(visit, {name: visit.field(f"words_{name}") for name in chosen}, by)
    except WordsChanged:
        words = "The words of a text that you ticked have changed since you opened the page. Nothing is marked yet."
        visit.parts.voice.refresh()
        return _show(visit, HTTP_409_CONFLICT, by=by, fault=f"{words} Please read them as they are now.")
    visit.parts.voice.refresh()
    already = len(chosen) - done
    with visit.parts.database.transaction() as session:
        marked = f"{done} text{' is' if done == 1 else 's are'} marked as reviewed by {by}."
        others = f" {already} had been marked by somebody meanwhile, and that stands." if already else ""
        visit.notice(session, marked + others)
    return visit.redirect(PAGE)


@pages.page("/staff/settings/danger/take-back", ["POST"], roles=CLINICIANS)
def take_back(visit: Visit) -> Response:
    """Takes an approval away, which was a mistake, say; what it was stays in the versions."""
    wanted = next((name for name in _danger_ids(visit.parts.texts) if name == visit.field("text")), None)
    if wanted is None:
        raise HTTPException(HTTP_404_NOT_FOUND)
    _save(visit, {wanted: None}, Action.TOOK_APPROVAL_BACK)
    visit.parts.voice.refresh()
    with visit.parts.database.transaction() as session:
        visit.notice(session, f"“{_USES.get(wanted, wanted)}” awaits approval again.")
    return visit.redirect(PAGE)


def _approve(visit: Visit, seen: Mapping[TextId, str], by: str) -> int:
    """Returns how many were marked; what somebody approved meanwhile stays theirs. Raises WordsChanged."""
    texts = state_of(visit, PRIVACY).document["texts"]
    if any(fingerprint(texts[name]["text"]) != words for name, words in seen.items()):
        raise WordsChanged
    visit.parts.voice.refresh()
    awaiting = set(visit.parts.texts.awaiting_approval())
    on = today(visit).isoformat()
    wanted = {name: {"by": by, "on": on, "words": words} for name, words in seen.items() if name in awaiting}
    if wanted:
        _save(visit, wanted, Action.APPROVED_TEXT)
    return len(wanted)


def _save(visit: Visit, approvals: Mapping[TextId, Mapping[str, str] | None], action: Action) -> None:
    """Puts approvals into the file beside whatever else was changed in it. Raises WordsChanged."""
    for _ in range(_TRIES):
        state = state_of(visit, PRIVACY)
        texts: dict[str, Any] = dict(state.document["texts"])
        for name, approval in approvals.items():
            before = texts[name]
            if approval is not None and fingerprint(before["text"]) != approval["words"]:
                raise WordsChanged
            texts[name] = {**before, "approved": {**(before.get("approved") or {}), **approval} if approval else None}
        patch = difference(state.raw, {**state.document, "texts": texts})
        try:
            with visit.parts.database.transaction() as session:
                save_change(session, TEXTS_FILE, patch, base=state.number, author=visit.person.login)
                for name in approvals:
                    visit.audit(session, action, name)
        except ChangedMeanwhile:
            continue
        return
    raise WordsChanged


def _danger_ids(texts: ApprovedTexts) -> list[TextId]:
    return [name for name in TextId if texts[name].kind in SAFETY_KINDS]


def _show(
    visit: Visit,
    status: int = 200,
    *,
    ticked: list[TextId] | None = None,
    by: str | None = None,
    fault: str | None = None,
    name_fault: str | None = None,
) -> Response:
    texts = visit.parts.texts
    warnings: dict[str, list[str]] = {}
    for each in danger_text_warnings(texts):
        warnings.setdefault(each.path.removeprefix(f"{TEXTS_FILE}: "), []).append(each.sentence)
    groups: dict[str, list[DangerText]] = {words: [] for words in _KINDS.values()}
    for name in _danger_ids(texts):
        text = texts[name]
        groups[_KINDS[text.kind]].append(
            DangerText(
                name,
                _USES.get(name, name.replace("_", " ").capitalize()),
                rich_text(text.text),
                fingerprint(text.unfilled),
                grade(text.text),
                warnings.get(name, []),
                text.approved,
            )
        )
    known = {each.code: each for each in countries(visit)}
    country = texts.clinic.country
    return visit.render(
        "settings_danger.html",
        status,
        groups=groups,
        awaiting=len(texts.awaiting_approval()),
        lines=known.get(country, known[ELSEWHERE]),
        is_known=country in known,
        country=country_name(country),
        highest=HIGHEST_GRADE_IN_DANGER,
        ticked=ticked or [],
        by=visit.person.name if by is None else by,
        most=MOST_IN_A_NAME,
        fault=fault,
        name_fault=name_fault,
    )
