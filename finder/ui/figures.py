"""The guide's figures: cited numbers as bars, the same as a table, and which use of which route is how well known."""

from __future__ import annotations

from html import escape

import altair as alt
import pandas as pd
import streamlit as st

from finder.guide import Figure, Guide
from finder.status import status
from finder.text import _
from finder.ui import cards, facts, tables
from finder.ui.charts import BAR, INK
from finder.vocabulary import CONDITIONS, ROUTES

#: What the map of evidence shows: the uses people ask for most, and the ways that differ.
_CONDITIONS = ("depression", "bipolar", "suicidal_ideation", "anxiety", "ptsd", "ocd", "chronic_pain", "crps")
_ROUTES = ("iv", "im", "spravato", "sublingual")
#: Pixels a bar.
_LINE = 44


def show(guide: Guide, figure: Figure) -> None:
    """Draws a figure with its note, and the numbers with their sources behind a tap."""
    st.subheader(figure.title, anchor=False)
    st.altair_chart(_bars(figure), width="stretch")
    st.caption(figure.note)
    lines = []
    for bar in figure.bars:
        source = guide.references[bar.source]
        link = cards.outside_link(str(source.url), f"{source.authors}, {source.year}")
        lines.append(
            f"<tr><th scope='row'>{escape(bar.group)}: {escape(bar.label)}</th>"
            f"<td>{bar.percent:g}%<p class='sources'>{link}</p></td></tr>"
        )
    table = f"<table class='prices'><tbody>{''.join(lines)}</tbody></table>"
    st.html(facts.fold(_("The same as a table, with sources"), table))


def _bars(figure: Figure) -> alt.LayerChart:
    """Bars from nothing to 100 percent, the words above each, so that they fit a phone."""
    data = pd.DataFrame(
        {
            "place": range(len(figure.bars)),
            "zero": 0,
            "percent": [bar.percent for bar in figure.bars],
            "said": [f"{bar.percent:g}%  {bar.group}: {bar.label}" for bar in figure.bars],
        }
    )
    base = alt.Chart(data).encode(y=alt.Y("place:O", axis=None))
    axis = alt.Axis(tickCount=4, title=None, labelColor=INK, labelFontSize=14, labelExpr="datum.value + '%'")
    x = alt.X("zero:Q", axis=axis, scale=alt.Scale(domain=[0, 100]))
    drawn = base.mark_bar(size=12, yOffset=9, color=BAR).encode(x=x, x2="percent:Q")
    words = base.mark_text(align="left", fontSize=15, color=INK, yOffset=-8, limit=alt.ExprRef("width")).encode(
        x=alt.value(0), text="said:N"
    )
    said = "; ".join(f"{bar.group}, {bar.label}: {bar.percent:g}%" for bar in figure.bars)
    picture: alt.LayerChart = (
        alt.layer(drawn, words)
        .properties(height=_LINE * len(figure.bars) + 24, description=f"{figure.title}. {said}.")
        .configure_view(strokeWidth=0)
    )
    return picture


def evidence_map() -> None:
    """For each condition and way it is given: approved or not, and how strong the evidence is, in the words of
    guide/status.yaml."""
    st.subheader(_("Approval and evidence at a glance"), anchor=False)
    rows = []
    for condition in _CONDITIONS:
        known = [status(route, condition) for route in _ROUTES]
        cells = [
            f"<div>{escape(one.evidence_label)}</div><p class='sources'>{escape(one.legal_label)}</p>" for one in known
        ]
        rows.append((escape(CONDITIONS[condition].label), cells))
    heads = [(ROUTES[route].label, escape(ROUTES[route].label)) for route in _ROUTES]
    st.html(tables.side_by_side(_("Approval and evidence"), _("Condition"), heads, rows))
    st.caption(
        _(
            "First how strong the evidence is, by our reading of the studies; below it what the law says."
            " “FDA-approved” is for the two kinds of depression in adults that the label names."
        )
    )
