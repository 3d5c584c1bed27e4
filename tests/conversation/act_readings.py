"""What a test looks for in acts."""

from collections.abc import Sequence

from bot.conversation.acts import Answer, Part, PrescreenMove, Say
from bot.library.texts import ChoiceId, TextId
from bot.prescreen.moves import Move, MoveKind
from bot.prescreen.shown import Told


def texts_of(acts: Sequence[Part]) -> list[TextId]:
    """The approved texts that are said."""
    return [act.text for act in acts if isinstance(act, Say | Told)]


def buttons_of(acts: Sequence[Part]) -> list[ChoiceId]:
    """What is on offer below these texts."""
    return [choice for act in acts if isinstance(act, Say) for choice in act.choices]


def entries_of(acts: Sequence[Part]) -> list[str]:
    """The answers that are given, by their slugs."""
    return [act.entry for act in acts if isinstance(act, Answer)]


def moves_of(acts: Sequence[Part]) -> list[Move]:
    """What is done in the pre-screen."""
    return [act.move for act in acts if isinstance(act, PrescreenMove)]


def kinds_of(acts: Sequence[Part]) -> list[MoveKind]:
    """The kinds of these moves."""
    return [move.kind for move in moves_of(acts)]
