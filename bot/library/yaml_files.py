"""Reads the clinic's YAML files into typed objects, with errors that an editor understands."""

from pathlib import Path

from pydantic import BaseModel, ValidationError

from bot.library.strict_yaml import YamlError, load


class ContentError(ValueError):
    """A file of `content/` that cannot be used; the text names the file and says what to mend."""


def read_yaml[Model: BaseModel](path: Path, model: type[Model]) -> Model:
    """The file as a `model`. Raises ContentError; OSError only where the file cannot be opened."""
    try:
        fields = load(path.read_text(encoding="utf-8-sig"))
        return model.model_validate(fields)
    except FileNotFoundError as error:
        raise ContentError(f"{path.name} is missing.") from error
    except (YamlError, UnicodeDecodeError) as error:
        raise ContentError(f"{path.name} cannot be read: {error}.") from error
    except ValidationError as error:
        faults = "; ".join(
            f"{' → '.join(map(str, fault['loc'])) or 'the file'}: {fault['msg']}" for fault in error.errors()
        )
        raise ContentError(f"{path.name} has a fault: {faults}.") from error
