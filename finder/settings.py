"""Every setting of the program, read from the environment and checked."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from pydantic import DirectoryPath, Field, field_validator
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

    tile_url: str = Field(
        default="",
        description="Street pictures for the map, like https://tiles.example.org/{z}/{x}/{y}.png. People must switch"
        " them on.",
    )
    tile_credit: str = Field(default="", max_length=200, description="Whom to name for them, as their terms ask.")

    @field_validator("tile_url")
    @classmethod
    def _has_its_places(cls, url: str) -> str:
        if url and not (re.match(r"https?://[\w.:-]+/", url) and all(f"{{{axis}}}" in url for axis in "xyz")):
            raise ValueError("write it like https://tiles.example.org/{z}/{x}/{y}.png")
        return url

    @property
    def tile_origin(self) -> str:
        """Scheme, host and port of the street pictures; empty when there are none."""
        parts = urlsplit(self.tile_url)
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""

    @property
    def max_bytes(self) -> int:
        """The largest data file that is read, in bytes."""
        return self.max_mb * 1_000_000


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process; raises pydantic's ValidationError, which names what is wrong."""
    return Settings()
