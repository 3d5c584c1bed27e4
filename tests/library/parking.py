"""An answer that the shipped library does not have, to publish and to try."""

from bot.library.entries import Entry, Source

PARKING = Entry(
    slug="parking",
    title="Parking",
    question="Is there parking?",
    phrasings=("where can i park", "do you have a car park"),
    sources=(Source("House guide", "Visitors"),),
    related=(),
    reviewed=None,
    reviewer=None,
    body="Yes, behind the house.",
)
