"""A picture of the scores of one questionnaire over time; the same figures stand in the table under it."""

from __future__ import annotations

from datetime import timedelta

import altair as alt
import pandas as pd

from finder.instruments import INSTRUMENTS, number
from finder.progress import Record, day, said
from finder.text import _, join

#: Beyond so many points their numbers would cover each other.
_NUMBERED = 12


def scores(record: Record, key: str, *, dark: bool) -> alt.LayerChart | None:
    """The scores as dots on a line, over the published bands, each session a dashed line; None without a score."""
    of = INSTRUMENTS[key]
    full = record.scored(key)
    if not full:
        return None
    days = [entry.on for entry in full] + [session.on for session in record.sessions]
    span = max(10, (max(days) - min(days)).days)
    # Room on the left, where the bands have their names.
    left, right = timedelta(days=1 + (span // 2 if of.bands else span // 15)), timedelta(days=1 + span // 15)
    ink, line, dash = ("#e8efee", "#6ccfc7", "#f0965a") if dark else ("#1b2b2d", "#0b6265", "#b04a14")
    x = alt.X(
        "on:T",
        scale=alt.Scale(domain=[f"{min(days) - left}T00:00", f"{max(days) + right}T00:00"]),
        axis=alt.Axis(
            format="%b %-d", title=None, labelColor=ink, labelFontSize=14, grid=False, tickCount=5, labelOverlap=True
        ),
    )
    height = alt.Scale(domain=[0, of.top], nice=False)
    ticks = [*(band.low for band in of.bands), of.top] if of.bands else [0, 2, 4, 6, 8, 10]
    axis = alt.Axis(title=None, labelColor=ink, labelFontSize=14, grid=not of.bands, values=ticks)
    y = alt.Y("score:Q", scale=height, axis=axis)
    layers: list[alt.Chart] = []
    if of.bands:
        lows = [band.low for band in of.bands]
        bands = pd.DataFrame(
            {
                "score": lows,
                "to": [*lows[1:], of.top],
                "dim": [0.03 + 0.06 * i for i in range(len(lows))],
                "said": [band.label for band in of.bands],
                "middle": [(low + to) / 2 for low, to in zip(lows, [*lows[1:], of.top], strict=True)],
            }
        )
        layers += [
            alt.Chart(bands).mark_rect(color=line).encode(y=y, y2="to:Q", opacity=alt.Opacity("dim:Q", scale=None)),
            alt.Chart(bands)
            .mark_text(align="left", baseline="middle", color=ink, fontSize=13, dx=6)
            .encode(x=alt.value(0), y=alt.Y("middle:Q", scale=height), text="said:N"),
        ]
    if record.sessions:
        sessions = pd.DataFrame({"on": pd.to_datetime([session.on for session in record.sessions])})
        layers.append(alt.Chart(sessions).mark_rule(color=dash, strokeDash=[5, 4], strokeWidth=2).encode(x=x))
    data = pd.DataFrame(
        {
            "on": pd.to_datetime([entry.on for entry in full]),
            "score": [entry.result.total for entry in full],
            "said": [number(entry.result.total or 0) for entry in full],
        }
    )
    base = alt.Chart(data).encode(x=x, y=y)
    layers += [base.mark_line(color=line, strokeWidth=2), base.mark_point(color=line, filled=True, size=110, opacity=1)]
    if len(full) <= _NUMBERED:
        high = of.top * 0.9  # above a dot at the very top there is no room
        for where, shift in ((f"datum.score <= {high}", -15), (f"datum.score > {high}", 17)):
            words = base.transform_filter(where).mark_text(dy=shift, color=ink, fontSize=15, fontWeight="bold")
            layers.append(words.encode(text="said:N"))
    # Its words go to Streamlit apart: where a chart has a description of its own too, Streamlit writes both to the log.
    picture: alt.LayerChart = alt.layer(*layers).properties(height=340).configure_view(strokeWidth=0)
    return picture


def description(record: Record, key: str) -> str:
    """The picture in words."""
    points = [f"{day(entry.on)}: {said(entry)}" for entry in record.scored(key)]
    words = _("{name} scores over time. {points}.").format(name=INSTRUMENTS[key].name, points="; ".join(points))
    if record.sessions:
        days = join([day(session.on) for session in record.sessions[:20]])
        words += " " + _("Sessions on {days}.").format(days=days)
    return words
