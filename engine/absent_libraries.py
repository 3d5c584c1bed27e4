"""Keeps Rasa from loading libraries that this project's pipeline has no use for.

Importing Rasa imports TensorFlow and a dozen chat services' clients: half of the start and two thirds of the memory.
Their places are taken by empty modules, unless config.yml names a component that may need the real ones.
"""

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

MACHINE_LEARNING = ("tensorflow", "tensorflow_addons", "keras")
CHAT_SERVICES = (
    "aiogram",
    "webexteamssdk",
    "slack_sdk",
    "twilio",
    "mattermostwrapper",
    "rocketchat_API",
    "fbmessenger",
)
# Rasa's own components that are plain Python. The project's are too: they bring what they need.
PLAIN_COMPONENTS = {"FallbackClassifier", "KeywordIntentClassifier", "MemoizationPolicy", "RulePolicy"}


def keep_out_unused_libraries(config: Path) -> None:
    """Call before Rasa is imported. Raises OSError, KeyError where `config` is no Rasa configuration."""
    settings = yaml.safe_load(config.read_text())
    names = {component["name"] for part in ("pipeline", "policies") for component in settings[part]}
    unused = set(CHAT_SERVICES)
    if all(name in PLAIN_COMPONENTS or name.startswith("engine.") for name in names):
        unused |= set(MACHINE_LEARNING)
    sys.meta_path.insert(0, _Placeholders(unused))


class _AbsentType(type):
    """Takes any use that a module makes of a library while it is imported: attributes, decorators, annotations."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return cls

    def __call__(cls, *arguments: Any, **named: Any) -> Any:
        return cls if cls is _Absent else super().__call__(*arguments, **named)

    def __getitem__(cls, key: Any) -> Any:
        return cls


class _Absent(metaclass=_AbsentType):
    """Stands for everything in an absent library."""


class _AbsentModule(ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Absent


class _Placeholders(MetaPathFinder, Loader):
    def __init__(self, libraries: "set[str]") -> None:
        self._libraries = libraries

    def find_spec(
        self, fullname: str, path: "Sequence[str] | None", target: "ModuleType | None" = None
    ) -> "ModuleSpec | None":
        return ModuleSpec(fullname, self, is_package=True) if fullname.split(".")[0] in self._libraries else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _AbsentModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        pass
