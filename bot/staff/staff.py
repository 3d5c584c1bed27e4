"""All that the staff site stands on, put together."""

from dataclasses import dataclass
from datetime import timedelta

from bot.settings import Settings
from bot.staff.accounts import Accounts
from bot.staff.guesses import Guesses
from bot.staff.passwords import Passwords
from bot.staff.sessions import Sessions
from bot.staff.sign_in import SignIn
from bot.storage.database import Database
from bot.storage.keys import Vault


@dataclass(frozen=True, slots=True)
class Staff:
    """The services; each is safe to share between threads."""

    accounts: Accounts
    sessions: Sessions
    sign_in: SignIn

    @classmethod
    def of(cls, settings: Settings, database: Database, vault: Vault) -> "Staff":
        """As the settings want them."""
        accounts = Accounts(Passwords())
        sessions = Sessions(vault, timedelta(minutes=settings.staff_idle_minutes))
        return cls(accounts, sessions, SignIn(database, accounts, sessions, Guesses()))
