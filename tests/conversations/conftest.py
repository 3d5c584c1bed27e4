"""A visitor to the one live bot."""

from collections.abc import Iterator

import pytest

from tests.live_bot import LiveBot, Visitor


@pytest.fixture
def visitor(live_bot: LiveBot) -> Iterator[Visitor]:
    """Someone who has just opened the page."""
    someone = Visitor(live_bot.url)
    yield someone
    someone.leaves()
