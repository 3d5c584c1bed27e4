"""The page at `/`, with the clinic's details filled in."""

import html
from functools import lru_cache
from pathlib import Path

from bot.channels.web.inline_html import as_html
from bot.library.texts import ApprovedTexts

STATIC = Path(__file__).with_name("static")

# Everything comes from this server; nothing inline runs or styles, and no other site may frame the page.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)


@lru_cache(maxsize=1)
def chat_page(texts: ApprovedTexts) -> str:
    """The whole page as HTML; made once for each version of the texts."""
    filled = (STATIC / "index.html").read_text()
    for field, value in {
        "clinic_name": html.escape(texts.clinic.name),
        "clinic_phone": html.escape(texts.clinic.phone),
        "clinic_phone_href": html.escape(texts.clinic.phone_link),
        "crisis_line_html": as_html(crisis_words(texts)),
    }.items():
        filled = filled.replace(f"{{{{{field}}}}}", value)
    return filled


def crisis_words(texts: ApprovedTexts) -> str:
    """The line that stays in sight, with links in the chat's own form."""
    return f"In despair or in danger: {texts.crisis_numbers}. Emergency: {texts.emergency_line}."
