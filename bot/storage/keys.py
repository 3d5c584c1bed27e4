"""Keys and secrets, kept in files beside the database and never in it."""

import base64
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.settings import Settings


class KeyFault(Exception):
    """A key is missing, malformed or not the one that the data was sealed with; the text is one sentence."""


class Vault:
    """Seals what people write before it is stored. Safe to share between threads."""

    def __init__(self, keys: str) -> None:
        """`keys`: Fernet keys, comma or line separated. The first seals; all of them open, so keys can be rotated."""
        names = keys.replace(",", " ").split()
        try:
            self._fernet = MultiFernet([Fernet(name) for name in names])
        except ValueError as error:
            raise KeyFault("KAP_ENCRYPTION_KEY is not a Fernet key (32 bytes in URL-safe base64).") from error
        # The oldest key names addresses, so that adding a new one in front loses nobody's conversation.
        self._address_key = hashlib.sha256(b"address:" + base64.urlsafe_b64decode(names[-1])).digest()

    def seal(self, value: Any) -> bytes:
        """Encrypts any JSON value (Fernet: AES-128-CBC with HMAC-SHA256)."""
        return self._fernet.encrypt(json.dumps(value, ensure_ascii=False).encode())

    def unseal(self, sealed: bytes) -> Any:
        """The value again. Raises KeyFault when it was sealed with another key, or changed."""
        try:
            return json.loads(self._fernet.decrypt(sealed))
        except InvalidToken as error:
            raise KeyFault("A stored text cannot be read with the present keys.") from error

    def fingerprint(self, *parts: str) -> str:
        """A keyed, one-way name (64 hex digits) for an address, such as a session token or a chat's number."""
        return hmac.new(self._address_key, "\0".join(parts).encode(), hashlib.sha256).hexdigest()


def vault(settings: Settings) -> Vault:
    """The vault of this installation; makes its key on first use. Raises KeyFault, OSError."""
    return Vault(
        settings.encryption_key.get_secret_value()
        or _kept_secret(settings.data_dir / "encryption.key", lambda: Fernet.generate_key().decode())
    )


def engine_secret(settings: Settings) -> str:
    """What the app and Rasa prove themselves with to each other; made on first use. Raises OSError."""
    return settings.engine_secret.get_secret_value() or _kept_secret(
        settings.data_dir / "engine.secret", lambda: secrets.token_urlsafe(48)
    )


def _kept_secret(path: Path, make: Callable[[], str]) -> str:
    if path.exists():
        return path.read_text().strip()
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        # Linked into place only when whole: another process sees all of the key or none.
        draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "w") as file:
                file.write(make())
                file.flush()
                os.fsync(file.fileno())
            os.link(draft, path)
        finally:
            draft.unlink()
    except FileExistsError:
        pass
    return path.read_text().strip()
