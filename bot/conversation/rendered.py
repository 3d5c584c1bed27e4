"""A message made ready, and what its buttons stand for."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.conversation.messages import Choice, Message

Button = tuple[Choice, str]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message, and by their ids what its buttons stand for: `entry:SLUG`, `choice:NAME` or `prescreen:MOVE`."""

    message: Message
    payloads: dict[str, str] = field(default_factory=dict)


def rendered(message: Message, buttons: Iterable[Button]) -> Rendered:
    """The message with its buttons."""
    made = list(buttons)
    return Rendered(
        message.model_copy(update={"choices": [choice for choice, _ in made]}), {choice.id: to for choice, to in made}
    )


def new_id() -> str:
    """For a message or a button: nobody can guess another."""
    return secrets.token_urlsafe(12)
