"""The page: the clinic's own, with the crisis line in plain HTML, and nothing that runs or styles inline."""

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from bot.assembly import Parts
from bot.channels.web.inline_html import as_html, as_words
from bot.channels.web.page import CONTENT_SECURITY_POLICY, STATIC, chat_page
from bot.library.texts import ApprovedTexts, read_texts
from bot.settings import PROJECT

HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cross-origin-opener-policy": "same-origin",
}


class _Reader(HTMLParser):
    """Collects what a page is made of."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._inside: list[str] = []
        self.inline: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        (self.inline if self._inside and self._inside[-1] in ("script", "style") else self.words).append(data)

    def links(self) -> list[str]:
        return [
            str(value) for _, attributes in self.tags for name, value in attributes.items() if name in ("href", "src")
        ]

    def text(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.words))


def texts_of(folder: Path, **details: str) -> ApprovedTexts:
    """The texts of a clinic with some other details."""
    for name in ("clinic.yml", "crisis.yml", "texts.yml"):
        shutil.copy(PROJECT / "content" / name, folder)
    clinic = (folder / "clinic.yml").read_text()
    for name, value in details.items():
        clinic = re.sub(rf"(?m)^{name}: .*$", f"{name}: {value}", clinic)
    (folder / "clinic.yml").write_text(clinic)
    return read_texts(folder)


def test_the_page_names_the_clinic_and_the_crisis_line(client: TestClient, shared_parts: Parts) -> None:
    answered = client.get("/")
    assert answered.status_code == 200
    assert answered.headers["content-type"] == "text/html; charset=utf-8"
    page, clinic = _Reader(answered.text), shared_parts.texts.clinic
    for words in (clinic.name, clinic.phone, "In despair or in danger: call 988 or text 988. Emergency: 911."):
        assert words in page.text()
    assert {"tel:988", "sms:988", "tel:911", clinic.phone_link} <= set(page.links())
    assert "{{" not in answered.text


def test_without_javascript_the_numbers_are_still_there(client: TestClient) -> None:
    noscript = re.search(r"<noscript>(.*?)</noscript>", client.get("/").text, re.DOTALL)
    assert noscript is not None
    assert "tel:988" in noscript[1]


def test_nothing_runs_or_styles_inline(client: TestClient) -> None:
    page = _Reader(client.get("/").text)
    assert "".join(page.inline).strip() == ""
    for tag, attributes in page.tags:
        assert tag != "style"
        assert tag != "script" or attributes.get("src"), "a script stands in the page itself"
        assert [name for name in attributes if name == "style" or name.startswith("on")] == []


def test_everything_comes_from_this_server(client: TestClient) -> None:
    for link in _Reader(client.get("/").text).links():
        assert urlsplit(link).scheme in ("", "tel", "sms"), f"{link} leads elsewhere"
        if link.startswith("/"):
            assert client.get(link).status_code == 200, f"{link} is not there"


def test_scripts_and_styles_ask_nobody_else() -> None:
    for file in STATIC.rglob("*"):
        if file.suffix in (".js", ".css", ".html", ".svg"):
            addresses = set(re.findall(r"https?://[^\s\"'`)<]+", file.read_text())) - {"http://www.w3.org/2000/svg"}
            assert addresses == set(), file.name


@pytest.mark.parametrize(
    "path", ["/", "/static/kap-chat.js", "/static/page.css", "/api/openapi.json", "/health/live", "/nowhere"]
)
def test_every_response_keeps_to_itself(client: TestClient, path: str) -> None:
    answered = client.get(path)
    assert {name: answered.headers.get(name) for name in HEADERS} == HEADERS


def test_the_policy_allows_no_inline_code_and_no_other_host() -> None:
    policy = dict(part.strip().partition(" ")[::2] for part in CONTENT_SECURITY_POLICY.split(";"))
    assert policy["default-src"] == "'none'"
    assert {sources for name, sources in policy.items() if name != "default-src"} <= {"'self'", "'none'"}
    assert {"base-uri", "form-action", "frame-ancestors"} <= policy.keys(), "default-src does not cover these"


def test_what_the_api_says_is_kept_by_no_cache(client: TestClient) -> None:
    for answered in (client.post("/api/sessions"), client.get("/api/messages"), client.get("/api/export")):
        assert answered.headers["cache-control"] == "no-store"
    assert client.get("/").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("name", ['A & B "Clinic"', "O'Neill's", "Praxis f\u00fcr K\u00f6rper"])
def test_any_name_of_a_clinic_is_shown_as_it_is_spelled(tmp_path: Path, name: str) -> None:
    quoted = "'" + name.replace("'", "''") + "'"
    page = _Reader(chat_page(texts_of(tmp_path, name=quoted)))
    [chat] = [attributes for tag, attributes in page.tags if tag == "kap-chat"]
    assert chat["clinic-name"] == name
    assert name in page.text()


def test_a_country_without_numbers_gets_words_and_a_link(tmp_path: Path) -> None:
    page = _Reader(chat_page(texts_of(tmp_path, country="SE")))
    assert "your country's crisis line, which you can find at findahelpline.com" in page.text()
    assert "https://findahelpline.com" in page.links()


def test_links_become_html_and_all_else_is_escaped() -> None:
    text = "call [988](tel:988) & <b>[x](javascript:alert(1))</b> or [write](mailto:a@b.example)"
    assert as_html(text) == (
        'call <a href="tel:988">988</a> &amp; &lt;b&gt;[x](javascript:alert(1))&lt;/b&gt; or '
        '<a href="mailto:a@b.example">write</a>'
    )


def test_links_become_words_where_nothing_can_be_tapped() -> None:
    assert as_words("call [988](tel:988) or see [here](https://x.example/a)") == "call 988 or see here"
