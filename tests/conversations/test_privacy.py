"""What people write is nowhere to be read: not in the database, not in a log."""

from tests.live_bot import LiveBot, Visitor

PLANTED = "zanzibarquokka"


def test_words_are_in_no_file(live_bot: LiveBot, visitor: Visitor) -> None:
    visitor.says(f"my name is {PLANTED} and i wonder how long does one session take")
    visitor.says(f"how much is parking for a {PLANTED}")
    visitor.says(f"i want to die {PLANTED}")
    files = [path for path in live_bot.data_dir.rglob("*") if path.is_file()]
    assert any(path.suffix == ".sqlite3" for path in files)
    assert any(path.suffix == ".log" for path in files)
    assert [path.name for path in files if PLANTED.encode() in path.read_bytes()] == []
    assert PLANTED in str(visitor.transcript()), "the person can still see what they wrote"
