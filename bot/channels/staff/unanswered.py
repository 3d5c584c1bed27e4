"""What could not be answered: grouped by meaning, with nothing that points to a person.

Forms and addresses name wordings by a keyed hash. What patients typed stands on the page and in no address.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

from starlette.responses import Response
from starlette.status import HTTP_409_CONFLICT

from bot.channels.staff.declaration import EDITORS, Pages
from bot.channels.staff.visit import Visit
from bot.handoff.question_board import Board, Group, Wording
from bot.handoff.unanswered import wording_name
from bot.library.publishing import published_entries
from bot.staff.audit import Action

LIST: Final = "/staff/unanswered"
# So long a page waits for new groups; a few hundred questions take about a second.
PATIENCE: Final = 4.0
A_PAGE: Final = 25
WORDINGS: Final = 40
OPEN_WORDINGS: Final = 4
FOLDED: Final = 50
# The name of the form for a new answer, where a slug would stand.
NEW: Final = "new"
_NOTHING_TICKED = "Please tick at least one wording, so that there is something to take over."
_NO_ANSWER = "Please choose an answer from the list."
_MEANWHILE = "These questions have changed since you opened the page. Nothing was done; here they are as they are now."

pages = Pages()


@dataclass(frozen=True, slots=True)
class ShownWording:
    """One wording in words."""

    name: str
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """One group as the page has it. `more`: how many of its wordings are not shown. `nearest`: slugs and titles."""

    name: str
    wordings: list[ShownWording]
    more: int
    count: int
    first: date
    last: date
    nearest: list[tuple[str, str]]


@pages.page("/staff/unanswered", roles=EDITORS, menu="Unanswered")
def show_unanswered(visit: Visit) -> Response:
    """The groups, the most asked first."""
    return _list(visit)


@pages.page("/staff/unanswered/take", roles=EDITORS)
def take(visit: Visit) -> Response:
    """Opens the form of the chosen answer, or of a new one, with the wordings in it. Nothing is changed by that."""
    names = visit.request.query_params.getlist("wording")
    if not names:
        return _list(visit, fault=_NOTHING_TICKED)
    slug = visit.query("answer") or visit.query("other")
    if slug != NEW and slug not in visit.parts.library.shelf().entries:
        return _list(visit, fault=_NO_ANSWER)
    form = f"/staff/answers/{NEW}" if slug == NEW else f"/staff/answers/{slug}/edit"
    return visit.redirect(f"{form}?{urlencode([('wording', name) for name in names])}")


@pages.page("/staff/unanswered/put-aside", ["POST"], roles=EDITORS)
def put_aside(visit: Visit) -> Response:
    """A group is nothing for the clinic: its wordings leave the list, and stay away when they come again."""
    board = visit.parts.question_board.at_hand(PATIENCE)
    with visit.parts.database.transaction() as session:
        questions = visit.parts.question_board.questions
        aside = questions.keys_put_aside(session)
        group = _named(visit.field("group"), board.waiting(aside)) if board is not None else None
        if group is not None:
            questions.put_aside(session, [each.key for each in group.wordings], visit.person.login)
            visit.audit(session, Action.PUT_QUESTIONS_ASIDE, visit.field("group"), _counted(group))
            visit.notice(session, "Put aside. Below the list, under “Put aside”, you can bring it back.")
    return _back(visit) if group is not None else _list(visit, HTTP_409_CONFLICT, fault=_MEANWHILE)


@pages.page("/staff/unanswered/bring-back", ["POST"], roles=EDITORS)
def bring_back(visit: Visit) -> Response:
    """A group that was put aside is listed again."""
    board = visit.parts.question_board.at_hand(PATIENCE)
    with visit.parts.database.transaction() as session:
        questions = visit.parts.question_board.questions
        aside = questions.keys_put_aside(session)
        group = _named(visit.field("group"), board.put_aside(aside)) if board is not None else None
        if group is not None:
            questions.bring_back(session, [each.key for each in group.wordings])
            visit.audit(session, Action.BROUGHT_QUESTIONS_BACK, visit.field("group"), _counted(group))
            visit.notice(session, "Brought back.")
    return _back(visit) if group is not None else _list(visit, HTTP_409_CONFLICT, fault=_MEANWHILE)


def _list(visit: Visit, status: int = 200, fault: str | None = None) -> Response:
    wanted = visit.query("q") or visit.field("q")
    board = visit.parts.question_board.at_hand(PATIENCE)
    if board is None:
        return visit.render("unanswered_wait.html", status, fault=fault)
    with visit.parts.database.transaction() as session:
        aside = visit.parts.question_board.questions.keys_put_aside(session)
        titles = {slug: entry.title for slug, entry in published_entries(session).items()}
    waiting = board.waiting(aside)
    found = _with_words(visit, waiting, wanted)
    number, last = _page(visit, len(found))
    shown = found[(number - 1) * A_PAGE : number * A_PAGE]
    answered, put_away = board.answered(aside), board.put_aside(aside)
    texts = _texts(visit, [*(w for group in (*shown, *put_away[:FOLDED]) for w in group.wordings), *answered[:FOLDED]])
    return visit.render(
        "unanswered.html",
        status,
        fault=fault,
        is_current=board.is_current,
        wanted=wanted,
        groups=_shown(shown, texts, titles),
        found=len(found),
        total=len(waiting),
        questions=sum(group.count for group in waiting),
        page=number,
        pages=last,
        open_wordings=OPEN_WORDINGS,
        choices=sorted(titles.items(), key=lambda pair: pair[1].casefold()),
        answered=[
            (texts[each.number], each.answer, titles.get(each.answer or "", ""))
            for each in answered[:FOLDED]
            if each.number in texts
        ],
        answered_more=max(0, len(answered) - FOLDED),
        answered_count=sum(each.count for each in answered),
        put_away=_shown(put_away[:FOLDED], texts, titles),
        put_away_more=max(0, len(put_away) - FOLDED),
        put_away_count=sum(group.count for group in put_away),
        put_away_gone=_gone(board, aside),
        new=NEW,
    )


def _shown(groups: Iterable[Group], texts: dict[int, str], titles: dict[str, str]) -> list[ShownGroup]:
    found = []
    for group in groups:
        # What was erased a moment ago is missing.
        stored = [each for each in group.wordings if each.number in texts]
        wordings = [ShownWording(each.name, texts[each.number], each.count) for each in stored[:WORDINGS]]
        if wordings:
            nearest = [(slug, titles[slug]) for slug in group.nearest if slug in titles]
            more = len(stored) - len(wordings)
            found.append(
                ShownGroup(_name(group), wordings, more, group.count, group.first, group.last, nearest),
            )
    return found


def _with_words(visit: Visit, groups: list[Group], wanted: str) -> list[Group]:
    """Those in which every word that is looked for stands somewhere."""
    if not wanted:
        return groups
    texts, words = _texts(visit, [each for group in groups for each in group.wordings]), wanted.casefold().split()

    def has_them(group: Group) -> bool:
        said = "\n".join(texts.get(each.number, "") for each in group.wordings).casefold()
        return all(word in said for word in words)

    return [group for group in groups if has_them(group)]


def _texts(visit: Visit, wordings: Sequence[Wording]) -> dict[int, str]:
    with visit.parts.database.transaction() as session:
        return visit.parts.question_board.questions.texts(session, {each.number for each in wordings})


def _page(visit: Visit, count: int) -> tuple[int, int]:
    """Which page is wanted, and the last that there is, both from 1 on."""
    wanted, last = visit.query("page") or visit.field("page"), max(1, -(-count // A_PAGE))
    number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 6 else 1
    return min(max(1, number), last), last


def _name(group: Group) -> str:
    """A name for exactly these wordings, so that nothing is done to one that nobody saw."""
    return wording_name(hashlib.sha256("\n".join(sorted(each.key for each in group.wordings)).encode()).hexdigest())


def _named(name: str, groups: Iterable[Group]) -> Group | None:
    return next((group for group in groups if _name(group) == name), None)


def _counted(group: Group) -> str:
    return f"{len(group.wordings)}-wording{'' if len(group.wordings) == 1 else 's'}"


def _gone(board: Board, aside: Iterable[str]) -> int:
    """How many wordings are put aside whose questions have all been erased."""
    stored = {each.key for group in board.groups for each in group.wordings}
    return sum(key not in stored for key in aside)


def _back(visit: Visit) -> Response:
    kept = {name: visit.field(name) for name in ("q", "page") if visit.field(name)}
    return visit.redirect(f"{LIST}?{urlencode(kept)}" if kept else LIST)
