"""What patterns for words are made of."""


def any_of(words: str) -> str:
    """A pattern for any one of these patterns, which have spaces between them."""
    return "(?:" + "|".join(words.split()) + ")"
