"""Every setting of the program, read from the environment and checked."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from pydantic import DirectoryPath, Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from finder.catalog import BUNDLED


class Settings(BaseSettings):
    """What an operator can set; each is an environment variable of the same name in capitals with FINDER_ before it."""

    model_config = SettingsConfigDict(env_prefix="FINDER_", frozen=True, hide_input_in_errors=True)

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

    # The key and the address come before the service, which is checked together with them.
    geocoder_key: SecretStr = Field(default=SecretStr(""), description="The key of the geocoder, where it needs one.")
    geocoder_url: str = Field(
        default="", max_length=200, description="Your own server of the geocoder, like https://nominatim.example.org."
    )
    geocoder: str = Field(
        default="",
        description="Who turns addresses into positions: census (US Census Bureau, free) or a service of geopy, such"
        " as nominatim, google or mapbox. Without one, only our own list of places does.",
    )
    geocoder_pause: float = Field(
        default=1.0, ge=0, le=60, description="Seconds between two questions to it; Nominatim and others ask for 1."
    )
    geocode_visitors: bool = Field(
        default=False,
        description="Let visitors have their street address sent to it, one by one, after a word on what goes where.",
    )

    google_key: SecretStr = Field(
        default=SecretStr(""),
        description="Your key for Google's Places API (New). A clinic's page then has a button that shows its rating on"
        " Google Maps; set a daily limit at Google.",
    )
    google_per_visit: int = Field(
        default=10, ge=1, description="Google ratings that one visitor may ask for in an hour."
    )
    google_per_day: int = Field(
        default=200,
        ge=1,
        description="Google ratings that all visitors together may ask for in 24 hours; each costs one or two calls.",
    )
    yelp_key: SecretStr = Field(
        default=SecretStr(""),
        description="Your key for the Yelp Places API. “python -m finder ratings”, once a day, then fetches ratings;"
        " Yelp lets us keep one for 24 hours.",
    )

    @field_validator("google_key", "yelp_key")
    @classmethod
    def _can_be_sent(cls, key: SecretStr) -> SecretStr:
        text = key.get_secret_value().strip()
        if not re.fullmatch(r"[!-~]{0,500}", text):
            raise ValueError("a key has no spaces and no letters with accents; copy it again")
        return SecretStr(text)

    @field_validator("tile_url")
    @classmethod
    def _has_its_places(cls, url: str) -> str:
        if url and not (re.match(r"https?://[\w.:-]+/", url) and all(f"{{{axis}}}" in url for axis in "xyz")):
            raise ValueError("write it like https://tiles.example.org/{z}/{x}/{y}.png")
        return url

    @field_validator("geocoder_url")
    @classmethod
    def _trimmed(cls, text: str) -> str:
        return text.strip()

    @field_validator("geocoder")
    @classmethod
    def _can_be_asked(cls, name: str, given: ValidationInfo) -> str:
        name = name.strip().lower()
        if name and {"geocoder_key", "geocoder_url"} <= set(given.data):
            from finder import geocoders

            geocoders.arguments(name, given.data["geocoder_key"].get_secret_value(), given.data["geocoder_url"])
        return name

    @property
    def geocodes_visitors(self) -> bool:
        """Whether a visitor may have an address sent to the geocoder."""
        return self.geocode_visitors and bool(self.geocoder)

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
