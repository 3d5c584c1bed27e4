"""Questions that people ask and the documents do not answer, from `content/not_covered.yml`.

They teach the matcher where its knowledge ends. An example stops counting by itself once a published answer
says nearly the same.
"""

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from bot.library.yaml_files import read_yaml


class _GapsFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    topics: dict[str, list[str]]


def read_gaps(content_dir: Path) -> dict[str, list[str]]:
    """The examples by topic; none where the clinic has removed the file. Raises ContentError."""
    path = content_dir / "not_covered.yml"
    if not path.exists():
        return {}
    return read_yaml(path, _GapsFile).topics
