"""The geocoding services that can be set by name, what each is given, and what its failures mean in plain words."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from finder.text import _, join
from finder.vocabulary import nearest

#: Who asks. Honest, and required by services like Nominatim.
AGENT = "ketamine-clinic-finder"
CENSUS = "census"

#: Services of geopy that know no street addresses in the US.
_ELSEWHERE = frozenset(
    {"baidu", "baiduv3", "banfrance", "databc", "geonames", "ignfrance", "what3words", "what3wordsv3"}
)
#: How services call their key. One that takes two is given them as "first:second".
_KEYS = (("api_key",), ("apikey",), ("subscription_key",), ("auth_id", "auth_token"))
#: Without a key these are asked at an address of one's own.
_KEY_MAY_LACK = frozenset({"pelias"})

#: After a longer wait than this it is better to come back than to wait, in seconds.
LONGEST_WAIT = 60.0


class GeocodingError(Exception):
    """The service gave no answer that can be used; the text says why. `wait`: it asked for so many seconds' pause."""

    def __init__(self, text: str, *, again: bool = False, wait: float = 0.0) -> None:
        super().__init__(text)
        self.again, self.wait = again, wait
        """Whether another try may help."""


class Denied(GeocodingError):
    """The service does not let us in: no question will be answered before the settings are changed."""


def services() -> dict[str, Any]:
    """Name -> class of geopy, for every service that can be set."""
    from geopy.geocoders import SERVICE_TO_GEOCODER  # a fifth of a second, which only those pay who use it

    from finder.census import Census

    known = {name: kind for name, kind in SERVICE_TO_GEOCODER.items() if name not in _ELSEWHERE}
    return {CENSUS: Census, **known}


def arguments(name: str, key: str, url: str) -> dict[str, str]:
    """What the class of a service is made with. Raises ValueError, which says what of it is wrong, without the key."""
    known = services()
    if name not in known:
        close = nearest(name, known)
        hint = _("Did you mean “{close}”?").format(close=close) if close else ""
        said = _("“{name}” is not a geocoder we know.").format(name=name)
        raise ValueError(f"{said} {hint or _('It is one of {names}.').format(names=join(sorted(known), _('or')))}")
    takes = inspect.signature(known[name]).parameters
    given: dict[str, str] = {}
    names = next((names for names in _KEYS if set(names) <= set(takes)), ())
    if key and not names:
        raise ValueError(_("{name} takes no key: leave FINDER_GEOCODER_KEY empty").format(name=name))
    if names and not key and name not in _KEY_MAY_LACK:
        raise ValueError(_("{name} needs a key in FINDER_GEOCODER_KEY").format(name=name))
    if key:
        parts = key.split(":", 1) if len(names) > 1 else [key]
        if len(parts) < len(names):
            raise ValueError(_("{name} needs two keys: write FINDER_GEOCODER_KEY as first:second").format(name=name))
        given |= dict(zip(names, parts, strict=True))
    if url:
        where = urlsplit(url)
        if where.scheme not in ("http", "https") or not where.hostname or where.query or where.username:
            raise ValueError(_("write FINDER_GEOCODER_URL like https://geocoder.example.org"))
        if "domain" not in takes:
            raise ValueError(_("{name} has only one address: leave FINDER_GEOCODER_URL empty").format(name=name))
        given |= {"domain": f"{where.netloc}{where.path}".rstrip("/"), "scheme": where.scheme}
    elif "domain" in takes and takes["domain"].default is inspect.Parameter.empty:
        raise ValueError(_("{name} needs the address of a server in FINDER_GEOCODER_URL").format(name=name))
    return given


def build(name: str, key: str, url: str, timeout: float) -> Any:
    """The service, ready to be asked. Raises ValueError as `arguments` does."""
    from finder.census import AskOnce

    given = arguments(name, key, url)
    return services()[name](**given, timeout=timeout, user_agent=AGENT, adapter_factory=AskOnce)


def title(name: str, url: str) -> str:
    """What people call a service, with its host where geopy tells it: "Nominatim (nominatim.openstreetmap.org)"."""
    kind = services()[name]
    called = _("the US Census Bureau") if name == CENSUS else kind.__name__.partition("V")[0]
    domain = inspect.signature(kind).parameters.get("domain")
    host = urlsplit(url).hostname or (domain.default if domain else None)
    return f"{called} ({host})" if host and isinstance(host, str) else called


def explain(error: Exception, host: str) -> GeocodingError:
    """What went wrong with a service, in plain words; what geopy says may hold the key, so none of it is repeated."""
    from geopy import exc

    match error:
        case GeocodingError():
            return error
        case exc.GeocoderRateLimited():
            wait = float(error.retry_after or 0.0)
            text = _("{host} asks us to come later (it got too many questions)").format(host=host)
            return GeocodingError(text, again=wait <= LONGEST_WAIT, wait=wait)
        case exc.GeocoderQuotaExceeded():
            return Denied(_("{host} answers no more questions for this key: its quota is used up").format(host=host))
        case exc.GeocoderAuthenticationFailure() | exc.GeocoderInsufficientPrivileges() | exc.ConfigurationError():
            return Denied(
                _("{host} does not let us in: is FINDER_GEOCODER_KEY right, does it block programs?").format(host=host)
            )
        case exc.GeocoderTimedOut():
            return GeocodingError(_("{host} did not answer in time; try again later").format(host=host), again=True)
        case exc.GeocoderUnavailable():
            text = _("{host} cannot be reached, or the connection was cut; try again later").format(host=host)
            return GeocodingError(text, again=True)
        case exc.GeocoderQueryError():
            return GeocodingError(
                _("{host} refuses the question: is the address written right, and is the key?").format(host=host)
            )
        case exc.GeocoderParseError() | KeyError() | IndexError() | TypeError() | ValueError() | AttributeError():
            return GeocodingError(_("{host} answered in a format that we do not know").format(host=host))
        case exc.GeocoderServiceError():
            return GeocodingError(_("{host} is broken right now; try again later").format(host=host), again=True)
    return GeocodingError(_("{host} could not be asked ({error})").format(host=host, error=type(error).__name__))


def coarse(raw: Any) -> bool:
    """Whether a service says, in its own words, that it found no more than a street or a town."""
    if not isinstance(raw, Mapping):
        return False
    geometry = raw.get("geometry")
    kind = geometry.get("location_type") if isinstance(geometry, Mapping) else None
    if kind in ("APPROXIMATE", "GEOMETRIC_CENTER"):  # Google
        return True
    rank = raw.get("place_rank")  # Nominatim: 26 and 27 are streets, 28 and more are houses and what is in them
    return isinstance(rank, int) and rank < 28
