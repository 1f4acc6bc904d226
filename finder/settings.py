"""Every setting of the program, read from the environment and checked."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import DirectoryPath, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from finder.catalog import BUNDLED


class Settings(BaseSettings):
    """What an operator can set; each is an environment variable of the same name in capitals with FINDER_ before it."""

    model_config = SettingsConfigDict(env_prefix="FINDER_", frozen=True)

    data: DirectoryPath = Field(
        default=BUNDLED, description="Folder with clinics.csv and, if there, prices.csv and evidence.csv."
    )
    max_mb: int = Field(default=100, ge=1, description="The largest data file that is read, in megabytes.")
    report_email: str = Field(
        default="",
        max_length=254,
        pattern=r"^([A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+)?$",
        description="Where people may write about mistakes. Without it they are offered a file to save and send.",
    )

    @property
    def max_bytes(self) -> int:
        """The largest data file that is read, in bytes."""
        return self.max_mb * 1_000_000


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process; raises pydantic's ValidationError, which names what is wrong."""
    return Settings()


def folder() -> Path:
    """The folder the clinic table is read from."""
    return settings().data
