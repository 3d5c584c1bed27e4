"""What tests of the answers' pages share: a wording to write, and the form as a browser sends it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from urllib.parse import urlencode

from bot.assembly import Parts
from bot.channels.staff.answer_form import Draft, source_value
from bot.library.drafts import Kept, draft_of
from bot.library.entries import Entry, Source
from bot.library.publishing import Stamp, held_answers, library_revision
from bot.staff.audit import entries as audit_lines
from bot.staff.roles import Role
from tests.staff_browser import OURS, Answered, StaffBrowser

SLUG = "session_duration"
PAGE = f"/staff/answers/{SLUG}"
DRAFT = f"{PAGE}/draft"
PARKING = Draft(
    title="Parking",
    question="Where can I park?",
    body=(
        "You can leave your car behind the house. It costs nothing while you are with us.\n\n"
        "The gate has a bell. Ring it, and somebody lets you in. There is room for six cars.\n\n"
        "After a session you do not drive home, so please ask someone to fetch you. They can wait in the car."
    ),
    phrasings=(
        "is there a car park",
        "somewhere to leave the car",
        "parking for visitors",
        "can my husband wait in the car",
        "do you have parking",
        "how is it with parking there",
        "a place for my van",
        "is the street outside free",
    ),
    sources=(Source("Ketamine-assisted psychotherapy (KAP)", "Getting support"),),
    related=("heart_bp", "what_is_kap"),
)


def opened(browser: StaffBrowser, login: str, role: Role = Role.EDITOR) -> StaffBrowser:
    """Somebody new, signed in."""
    browser.add(login, role)
    assert browser.signs_in(login).status_code == 303
    return browser


def fields(draft: Draft, stamp: Stamp, number: int | str = 0, **more: str) -> list[tuple[str, str]]:
    """What the form sends; `number` is the draft's that it was made from."""
    return [
        ("title", draft.title),
        ("question", draft.question),
        ("body", draft.body.replace("\n", "\r\n")),
        ("simply", draft.simply),
        ("phrasings", "\r\n".join(draft.phrasings)),
        *(("source", source_value(source)) for source in draft.sources),
        *(("related", slug) for slug in (*draft.related, "", "")),
        ("next", draft.next),
        ("newest", str(stamp.newest)),
        ("published", str(stamp.published)),
        ("draft", str(number)),
        *more.items(),
    ]


def send(browser: StaffBrowser, path: str, pairs: Sequence[tuple[str, str]], token: str | None = None) -> Answered:
    """Sends pairs, which may name a field more than once, with a good token unless another is given."""
    pairs = [("form_token", browser.token_of("/staff/answers") if token is None else token), *pairs]
    headers = {"content-type": "application/x-www-form-urlencoded", **OURS}
    answered: Answered = browser.client.post(path, content=urlencode(pairs), headers=headers)
    return answered


def entry_of(parts: Parts, slug: str = SLUG) -> Entry:
    with parts.database.transaction() as session:
        return held_answers(session)[slug].version.entry


def stamp(parts: Parts, slug: str = SLUG) -> Stamp:
    with parts.database.transaction() as session:
        return held_answers(session)[slug].stamp


def kept(parts: Parts, slug: str = SLUG) -> Kept | None:
    with parts.database.transaction() as session:
        return draft_of(session, slug)


def revision(parts: Parts) -> int:
    """It grows with each change of what patients get."""
    with parts.database.transaction() as session:
        return library_revision(session)


def edited(parts: Parts, **changes: object) -> Draft:
    return replace(Draft.of_entry(entry_of(parts)), **changes)  # type: ignore[arg-type]


def log(parts: Parts) -> list[tuple[str, str, str | None, str | None]]:
    """The lines about answers, the oldest first."""
    with parts.database.transaction() as session:
        lines = [(line.login, line.action, line.subject, line.detail) for line in reversed(audit_lines(session))]
    return [line for line in lines if "answer" in line[1]]


def form_of(page: str, action: str) -> list[tuple[str, str]]:
    """The fields of a page's form, as a browser without JavaScript would send them."""
    [form] = re.findall(rf'<form[^>]* action="{re.escape(action)}".*?</form>', page, re.DOTALL)
    found = [
        (hidden or area, unescape(value or text))
        for hidden, value, area, text in re.findall(
            r'<input type="hidden" name="(\w+)" value="([^"]*)">|<textarea[^>]* name="(\w+)"[^>]*>\n?(.*?)</textarea>',
            form,
            re.DOTALL,
        )
    ]
    return [(name, value) for name, value in found if name]
