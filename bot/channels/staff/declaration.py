"""The one place where a page says who may open it. What is not declared here has no route."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from starlette.responses import Response

from bot.channels.staff.cookies import PREFIX
from bot.channels.staff.visit import Visit
from bot.staff.roles import Role

SAFE = frozenset({"GET", "HEAD"})
_METHODS = frozenset({"GET", "POST"})

type Handler = Callable[[Visit], Response]


class Audience(Enum):
    """Instead of roles, for the few pages that are not for colleagues alone."""

    ANYONE = "anyone"


ANYONE = Audience.ANYONE
EVERY_ROLE = frozenset(Role)
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
EDITORS = frozenset({Role.EDITOR, Role.ADMINISTRATOR})
CLINICIANS = frozenset({Role.CLINICIAN, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Declared:
    """One page. `roles` is empty where anyone may open it, who is signed in or not."""

    path: str
    methods: frozenset[str]
    roles: frozenset[Role]
    for_anyone: bool
    handler: Handler
    menu: str | None
    wakes: bool
    while_password_is_due: bool
    gives_back: Mapping[str, str]

    def is_for(self, role: Role | None) -> bool:
        """Whether somebody of that role may open it; None is somebody who has not signed in."""
        return self.for_anyone or role in self.roles


class Pages:
    """Pages of one module, in the order in which they are tried and stand in the menu."""

    def __init__(self) -> None:
        self._declared: list[Declared] = []

    def page(
        self,
        path: str,
        methods: Collection[str] = ("GET",),
        *,
        roles: Collection[Role] | Audience,
        menu: str | None = None,
        wakes: bool = True,
        while_password_is_due: bool = False,
        gives_back: Mapping[str, str] | None = None,
    ) -> Callable[[Handler], Handler]:
        """Declares the function below it as the page at `path` (with `{name}` for what varies).

        `roles`: who may open it. `menu`: its word in the menu, for those who may. `wakes=False`: for what a page asks
        by itself, which must not keep anybody signed in. `while_password_is_due`: also for those who have to change
        their password first. `gives_back`: fields of a long form, and the words above each, which are shown again
        where nobody is signed in any more when it comes. Raises ValueError for a declaration that leaves something
        open.
        """
        is_ours = path.startswith(f"{PREFIX}/")
        wanted = frozenset(methods)
        if not is_ours or not wanted or not wanted <= _METHODS:
            raise ValueError(f"{path}: pages stand under {PREFIX}/ and answer GET, POST or both.")
        for_anyone = isinstance(roles, Audience)
        allowed = frozenset() if isinstance(roles, Audience) else frozenset(Role(role) for role in roles)
        if not for_anyone and not allowed:
            raise ValueError(f"{path}: nobody may open this page.")
        if any(known.path == path and known.methods & wanted for known in self._declared):
            raise ValueError(f"{path} is declared twice.")

        def declare(handler: Handler) -> Handler:
            self._declared.append(
                Declared(
                    path, wanted, allowed, for_anyone, handler, menu, wakes, while_password_is_due, gives_back or {}
                )
            )
            return handler

        return declare

    def __iter__(self) -> Iterator[Declared]:
        return iter(self._declared)
