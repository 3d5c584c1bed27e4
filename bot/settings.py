"""What can be set from outside, each by one environment variable `KAP_…`."""

import re
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AliasChoices, Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.mail_server import MailServer

PROJECT = Path(__file__).resolve().parent.parent

Port = Annotated[int, Field(ge=1, le=65535)]
_ADDRESS = r'[^@\s<>,;:"]+@[^@\s<>,;:"]+'
Mailbox = Annotated[str, Field(pattern=rf"^({_ADDRESS})?$")]
Mailboxes = Annotated[str, Field(pattern=rf"^ *({_ADDRESS}( *, *{_ADDRESS})*)? *$")]


class Settings(BaseSettings):
    """One immutable reading of the environment; build it once per process and hand it on.

    Raises pydantic.ValidationError, naming the variable, when a value makes no sense.
    """

    model_config = SettingsConfigDict(
        env_prefix="KAP_",
        frozen=True,
        extra="ignore",
        populate_by_name=True,
        # A mistyped address may hold a password.
        hide_input_in_errors=True,
    )

    host: str = Field("127.0.0.1", description="Address that the website part listens on.")
    port: Port = Field(8000, description="Port of the website and the chat API.")
    actions_port: Port = Field(5055, description="Loopback port on which Rasa calls the app back.")
    engine_port: Port = Field(5005, description="Loopback port of the Rasa process.")
    engine_timeout: float = Field(5.0, gt=0, description="Seconds to wait for Rasa before answering without it.")
    database_url: str = Field(
        "", description="SQLAlchemy URL of the database; empty means SQLite in the data directory."
    )
    data_dir: Path = Field(PROJECT / "var", description="Folder for the database, the keys and the logs.")
    models_dir: Path = Field(PROJECT / "models", description="Folder for the encoder and the trained models.")
    content_dir: Path = Field(PROJECT / "content", description="Folder of the answers and the clinic's details.")
    documents_dir: Path | None = Field(
        None,
        description="Folder of the source documents, for `kap content check`; none means those checks are skipped.",
    )
    encryption_key: SecretStr = Field(
        SecretStr(""),
        description="Key for stored texts (Fernet, base64); empty means a key file in the data directory.",
    )
    engine_secret: SecretStr = Field(
        SecretStr(""),
        description="Shared secret between the app and Rasa; empty means a key file in the data directory.",
    )
    rate_limits: Literal["on", "off"] = Field("on", description="`off` for load tests on loopback.")
    trusted_proxies: str = Field(
        "", description="Addresses of reverse proxies, comma separated, whose X-Forwarded-For is believed."
    )
    staff_idle_minutes: int = Field(
        30, ge=1, le=720, description="Minutes without a click after which a colleague is signed out of the staff site."
    )
    second_review: bool = Field(
        False, description="`true`: what patients get is published by another person than the one who worded it."
    )
    review_months: int = Field(
        12,
        ge=1,
        le=120,
        description="Months after which the review of an answer is due again, in the staff site's lists.",
    )
    telegram_bot_token: SecretStr = Field(
        SecretStr(""),
        validation_alias=AliasChoices("TELEGRAM_BOT_TOKEN", "KAP_TELEGRAM_BOT_TOKEN"),
        description="Token of the Telegram bot; empty means no Telegram.",
    )
    telegram_api_url: str = Field("https://api.telegram.org", description="Address of the Telegram Bot API.")

    smtp_url: SecretStr = Field(
        SecretStr(""),
        description="Mail server for notices, such as smtp://user:password@host:587?starttls=yes; empty means no mail.",
    )
    alert_mail_to: Mailboxes = Field("", description="Who is told of every item by mail: addresses, comma separated.")
    alert_mail_from: Mailbox = Field("", validate_default=True, description="Address that these mails come from.")
    alert_webhook_url: SecretStr = Field(
        SecretStr(""),
        description="Address (http or https) that every item is posted to; empty means no webhook.",
    )
    alert_webhook_secret: SecretStr = Field(
        SecretStr(""), description="Key that signs what is posted to the webhook; empty means no signature."
    )
    alert_overdue_minutes: int = Field(
        15, ge=1, description="Minutes after which a danger that nobody claimed is overdue, and told again."
    )
    alert_most_reminders: int = Field(8, ge=0, description="How often an overdue danger is told again, at most.")

    @field_validator("smtp_url")
    @classmethod
    def _is_a_mail_server(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value():
            MailServer.from_url(value.get_secret_value())
        return value

    @field_validator("alert_mail_from")
    @classmethod
    def _goes_with_a_server_and_recipients(cls, value: str, info: ValidationInfo) -> str:
        server, recipients = info.data.get("smtp_url"), info.data.get("alert_mail_to")
        # What is None made no sense itself, and is told already.
        if server is None or recipients is None:
            return value
        if len({bool(server.get_secret_value()), bool(recipients.strip()), bool(value)}) > 1:
            raise ValueError(
                "notices by mail need KAP_SMTP_URL, KAP_ALERT_MAIL_TO and KAP_ALERT_MAIL_FROM, or none of them"
            )
        return value

    @field_validator("alert_webhook_url")
    @classmethod
    def _is_a_web_address(cls, value: SecretStr) -> SecretStr:
        url = value.get_secret_value()
        if url and not re.fullmatch(r"https?://[^\s/?#]+([/?#]\S*)?", url):
            raise ValueError("is not an address such as https://pager.example/hook")
        return value

    @cached_property
    def alert_recipients(self) -> tuple[str, ...]:
        """The addresses of `alert_mail_to`."""
        return tuple(address.strip() for address in self.alert_mail_to.split(",") if address.strip())

    @cached_property
    def effective_database_url(self) -> str:
        """The SQLAlchemy URL in use, with the default filled in."""
        return self.database_url or f"sqlite:///{self.data_dir / 'kap.sqlite3'}"

    @property
    def engine_url(self) -> str:
        """Where the Rasa process listens."""
        return f"http://127.0.0.1:{self.engine_port}"
