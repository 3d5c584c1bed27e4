"""The address of a mail server: what is meant is taken, and what makes no sense is refused without repeating it."""

import pytest
from pydantic import ValidationError

from bot.mail_server import MailSecurity, MailServer
from bot.settings import Settings

NONE, STARTTLS, TLS = MailSecurity.NONE, MailSecurity.STARTTLS, MailSecurity.TLS


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", MailServer("mail.example", 25, NONE, "", "")),
        ("smtp://mail.example:2525?starttls=yes", MailServer("mail.example", 2525, STARTTLS, "", "")),
        ("smtp://u:p@mail.example", MailServer("mail.example", 587, STARTTLS, "u", "p")),
        ("smtp://u:p@mail.example?starttls=no", MailServer("mail.example", 25, NONE, "u", "p")),
        ("smtps://u%40x:p%2F%3A@mail.example/", MailServer("mail.example", 465, TLS, "u@x", "p/:")),
        ("smtps://[::1]:4650", MailServer("::1", 4650, TLS, "", "")),
    ],
)
def test_an_address_says_where_and_how(url: str, server: MailServer) -> None:
    assert MailServer.from_url(url) == server


@pytest.mark.parametrize(
    "url",
    [
        "mail.example", "http://u:swordfish@mail.example", "smtp://", "smtp://u:swordfish@h:port", "smtp://h:99999",
        "smtp://h?starttls=perhaps", "smtp://h?starttls", "smtp://h?tls=yes", "smtps://h?starttls=yes",
        "smtp://h/folder", "smtp://h#x", "smtp://u:sword/fish@h", "smtp://[h", "smtp://h?starttls=yes&starttls=no",
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Settings(smtp_url=url, alert_mail_to="a@clinic.example", alert_mail_from="b@clinic.example")  # type: ignore[arg-type]
    [fault] = caught.value.errors(include_input=False)
    assert fault["loc"] == ("smtp_url",)
    assert "fish" not in str(caught.value)


@pytest.mark.parametrize(
    "given",
    [
        {"smtp_url": "smtp://h"},
        {"smtp_url": "smtp://h", "alert_mail_to": "a@b.example"},
        {"smtp_url": "smtp://h", "alert_mail_from": "a@b.example"},
        {"alert_mail_to": "a@b.example", "alert_mail_from": "a@b.example"},
        {"smtp_url": "smtp://h", "alert_mail_to": " ", "alert_mail_from": "a@b.example"},
    ],
)
def test_half_a_way_by_mail_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="notices by mail need KAP_SMTP_URL"):
        Settings(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize("to", ["nobody", "a@b,", "a@b c@d", "a@b\nBcc: x@y", "a@b;c@d", "Ann <a@b>"])
def test_what_is_no_address_is_refused(to: str) -> None:
    with pytest.raises(ValidationError, match="alert_mail_to"):
        Settings(smtp_url="smtp://h", alert_mail_to=to, alert_mail_from="a@b.example")  # type: ignore[arg-type]


@pytest.mark.parametrize("url", ["pager.example", "ftp://pager.example", "https://", "https://a b"])
def test_a_webhook_needs_a_web_address(url: str) -> None:
    with pytest.raises(ValidationError, match=r"https://pager\.example/hook"):
        Settings(alert_webhook_url=url)  # type: ignore[arg-type]
