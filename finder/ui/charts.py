"""Pictures of figures; each stands beside the same figures in words."""

from __future__ import annotations

import altair as alt
import pandas as pd

from finder import answers
from finder.compare import Comparison
from finder.tables import shorten
from finder.text import _, join

#: Words and bars. The browser picks, so that a picture follows a change of theme as the rest of the page does.
INK, BAR = "light-dark(#1b2b2d, #e8efee)", "light-dark(#0b6265, #6ccfc7)"
#: Pixels.
_LINE = 62


def courses(comparison: Comparison) -> alt.LayerChart | None:
    """What the whole plan costs at each clinic, low to high, as bars from nothing; None where nothing is known.

    A bar that ends in a triangle goes on: some part has no price, or no highest one.
    """
    known = [clinic for clinic in comparison.clinics if clinic.estimate.adds_up]
    if not known:
        return None
    top = max(clinic.estimate.high or clinic.estimate.low or 0.0 for clinic in known)
    rows = []
    for place, clinic in enumerate(comparison.clinics):
        found, sure = clinic.estimate, clinic in known
        total = answers.total(found) if sure else _("not stated")
        low = (found.low or 0.0) if sure else 0.0
        high = low if found.at_least or found.high is None or not sure else found.high
        rows.append(
            {
                "place": place,
                "said": f"{total}: {shorten(clinic.name, 80)}",  # where it is cut short, the sum stays
                "low": low,
                "high": high,
                "open": low if sure and found.at_least else None,
                "zero": 0,
            }
        )
    pale, open_ = "light-dark(#8cc3c0, #3c7a77)", "light-dark(#b04a14, #f0965a)"
    data = pd.DataFrame(rows)
    base = alt.Chart(data).encode(y=alt.Y("place:O", axis=None))
    dollars = alt.Axis(format="$,.0f", tickCount=4, title=None, labelColor=INK, labelFontSize=14, grid=True)
    scale = alt.Scale(domain=[0, max(top * 1.06, 1.0)], nice=False)
    sure = base.mark_bar(size=16, color=BAR, yOffset=12, aria=False).encode(
        x=alt.X("zero:Q", axis=dollars, scale=scale), x2="low:Q"
    )
    range_ = base.mark_bar(size=16, color=pale, yOffset=12, aria=False).encode(
        x=alt.X("low:Q", scale=scale), x2="high:Q"
    )
    more = (
        base.transform_filter("datum.open != null")
        .mark_point(
            shape="triangle-right", size=260, filled=True, color=open_, opacity=1, yOffset=12, xOffset=8, aria=False
        )
        .encode(x=alt.X("open:Q", scale=scale))
    )
    names = base.mark_text(
        align="left", fontSize=15, color=INK, yOffset=-12, limit=alt.ExprRef("width"), aria=False
    ).encode(x=alt.value(0), text="said:N")
    picture: alt.LayerChart = (
        alt.layer(sure, range_, more, names)
        .properties(height=_LINE * len(rows) + 20, description=description(comparison))
        .configure_view(strokeWidth=0)
    )
    return picture


def description(comparison: Comparison) -> str:
    """The picture in words."""
    said = []
    for clinic in comparison.clinics:
        total = answers.total(clinic.estimate) if clinic.estimate.adds_up else _("not stated")
        said.append(f"{clinic.name}: {total}")
    return _("Bars of the cost of the course. {said}.").format(said=join(said))
