"""A data folder whose cells try to be more than text, and some rows that break the rules. All of it is made up."""

from __future__ import annotations

from pathlib import Path

from tests import support

SCRIPT = '<script>window.hacked = 1; alert("hacked")</script>'
IMAGE = '<img src=x onerror="window.hacked = 1; alert(1)">'

#: id -> a name that must be shown letter by letter.
NAMES = {
    "html": f"<b>Example Clinic A</b> {SCRIPT}{IMAGE}",
    "markdown": "**Example** _Clinic_ [B](javascript:alert(1)) :material/home: :red[x] $x^2$ ~~no~~ `c` # 1. - ![i](x)",
    "formula": '=HYPERLINK("http://example.com/","Example Clinic C")',
    "rtl": "Example \u202ecinilC\u202c D \u200fנ",
    "long": "Example Clinic E " + "x" * 10_000,
    "quotes": """Example "Clinic" F's <a href='//example.com'> & Sons &lt;b&gt;""",
}

#: Cells of rows that break a rule; each must be set aside, with the reason.
BROKEN = {
    "sea": {"lat": 34.0, "lon": -131.0},
    "word": {"routes": f"iv;{SCRIPT}"},
    "site": {"website": "javascript:alert(1)"},
    "nameless": {"name": ""},
}


def write(folder: Path) -> Path:
    """The folder, written."""
    clinics = [
        support.clinic(
            key,
            name=name,
            street=f"1 Example St {IMAGE}",
            hours=f"**Monday** {SCRIPT}",
            note=f"{SCRIPT} **note** [link](http://example.com)",
            routes="iv",
            review_source=IMAGE,
        )
        for key, name in NAMES.items()
    ]
    clinics += [support.clinic(key, **cells) for key, cells in BROKEN.items()]
    prices = [support.price(key, 400, 500, note=f"{SCRIPT} **cash** {IMAGE}") for key in NAMES]
    evidence = [
        support.evidence(key, quoted=SCRIPT, source_url="https://example.com/?a=%3Cb%3E&b='x'") for key in NAMES
    ]
    return support.write_data(folder, clinics, prices, evidence)
