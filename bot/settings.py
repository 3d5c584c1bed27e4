"""What can be set from outside, each by one environment variable `KAP_…`."""

from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT = Path(__file__).resolve().parent.parent

Port = Annotated[int, Field(ge=1, le=65535)]


class Settings(BaseSettings):
    """One immutable reading of the environment; build it once per process and hand it on.

    Raises pydantic.ValidationError, naming the variable, when a value makes no sense.
    """

    model_config = SettingsConfigDict(env_prefix="KAP_", frozen=True, extra="ignore", populate_by_name=True)

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
    session_days: int = Field(30, ge=1, description="Days without a message after which a conversation is erased.")
    telegram_bot_token: SecretStr = Field(
        SecretStr(""),
        validation_alias=AliasChoices("TELEGRAM_BOT_TOKEN", "KAP_TELEGRAM_BOT_TOKEN"),
        description="Token of the Telegram bot; empty means no Telegram.",
    )
    telegram_api_url: str = Field("https://api.telegram.org", description="Address of the Telegram Bot API.")

    @cached_property
    def effective_database_url(self) -> str:
        """The SQLAlchemy URL in use, with the default filled in."""
        return self.database_url or f"sqlite:///{self.data_dir / 'kap.sqlite3'}"

    @property
    def engine_url(self) -> str:
        """Where the Rasa process listens."""
        return f"http://127.0.0.1:{self.engine_port}"
