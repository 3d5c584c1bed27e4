"""Reads the clinic's YAML files into typed objects, with errors that an editor understands."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from bot.library.merge_patch import merged
from bot.library.strict_yaml import YamlError, load

type Place = tuple[int | str, ...]


class ContentError(ValueError):
    """A file of `content/` that cannot be used; the text names the file and says what to mend.

    `places`: where in the file the faults are, as names and numbers from the outside in, where that is known.
    """

    def __init__(self, sentence: str, places: Sequence[Place] = ()) -> None:
        super().__init__(sentence)
        self.places = tuple(places)


def read_yaml[Model: BaseModel](path: Path, model: type[Model], patch: Mapping[str, Any] | None = None) -> Model:
    """The file as a `model`, with a merge patch over it. Raises ContentError; OSError only where the file cannot be
    opened."""
    try:
        fields = load(path.read_text(encoding="utf-8-sig"))
        return model.model_validate(merged(fields, patch) if patch else fields)
    except FileNotFoundError as error:
        raise ContentError(f"{path.name} is missing.") from error
    except (YamlError, UnicodeDecodeError) as error:
        raise ContentError(f"{path.name} cannot be read: {error}.") from error
    except ValidationError as error:
        faults = "; ".join(
            f"{' → '.join(map(str, fault['loc'])) or 'the file'}: {fault['msg']}" for fault in error.errors()
        )
        places = [fault["loc"] for fault in error.errors()]
        raise ContentError(f"{path.name} has a fault: {faults}.", places) from error
