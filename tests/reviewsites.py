"""Answers of review sites in the formats that they document, for made-up businesses."""

from __future__ import annotations

import json
from typing import Any

from finder.sources.registry import Lookup
from tests.outside import Answer, page

#: Made up, and never to be seen in any text of ours.
KEY = "made-up-key-1234567890"

CLINIC = Lookup(
    "example-clinic-a",
    "Example Ketamine Clinic",
    "100 Main Street, Suite 200",
    "Los Angeles",
    "CA",
    "90012",
    "+12135550100",
)


def yelp(place_id: str = "yelp-id-a", **changes: Any) -> dict[str, Any]:
    """A business as GET /v3/businesses/{id} gives it."""
    address = {
        "address1": "100 Main St",
        "address2": "Ste 200",
        "address3": "",
        "city": "Los Angeles",
        "zip_code": "90012",
        "country": "US",
        "state": "CA",
        "display_address": ["100 Main St", "Ste 200", "Los Angeles, CA 90012"],
    }
    return {
        "id": place_id,
        "alias": "example-ketamine-clinic-los-angeles",
        "name": "Example Ketamine Clinic",
        "image_url": "https://s3-media1.fl.yelpcdn.com/bphoto/example/o.jpg",
        "is_claimed": True,
        "is_closed": False,
        "url": f"https://www.yelp.com/biz/example-ketamine-clinic-los-angeles?adjust_creative={place_id}&utm_medium=api_v3",
        "phone": "+12135550100",
        "display_phone": "(213) 555-0100",
        "review_count": 38,
        "categories": [{"alias": "psychiatrists", "title": "Psychiatrists"}],
        "rating": 4.5,
        "location": address | changes.pop("location", {}),
        "coordinates": {"latitude": 34.05, "longitude": -118.24},
        "transactions": [],
        **changes,
    }


def match(business: dict[str, Any]) -> dict[str, Any]:
    """The same as GET /v3/businesses/matches gives it: who it is, and no rating."""
    return {name: business[name] for name in ("id", "alias", "name", "coordinates", "location", "phone")}


def google(place_id: str = "google-id-a", **changes: Any) -> dict[str, Any]:
    """A place as GET /v1/places/{id} gives it. A part that is None is left out, as Google does."""
    parts = {
        "street_number": "100",
        "route": "Main St",
        "subpremise": "200",
        "locality": "Los Angeles",
        "administrative_area_level_1": "CA",
        "country": "US",
        "postal_code": "90012",
        **changes.pop("parts", {}),
    }
    long = {"CA": "California", "US": "United States"}
    place = {
        "id": place_id,
        "nationalPhoneNumber": "(213) 555-0100",
        "addressComponents": [
            {"longText": long.get(text, text), "shortText": text, "types": [kind, "political"], "languageCode": "en"}
            for kind, text in parts.items()
            if text
        ],
        "rating": 4.7,
        "googleMapsUri": "https://maps.google.com/?cid=1234567890123456789",
        "businessStatus": "OPERATIONAL",
        "userRatingCount": 123,
        "displayName": {"text": "Example Ketamine Clinic", "languageCode": "en"},
        **changes,
    }
    return {name: value for name, value in place.items() if value is not None}


def as_json(value: Any, status: int = 200) -> Answer:
    """An answer with this value."""
    return page(json.dumps(value), "application/json", status)
