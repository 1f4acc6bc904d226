"""The parts of the About page."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from finder import coverage, geocoding
from finder.catalog import Catalog
from finder.evidence import MAY_HAVE_CLOSED_MONTHS, OLD_MONTHS
from finder.settings import settings
from finder.text import _, count
from finder.ui import report, shell
from finder.vocabulary import STATES, label


def coverage_numbers(catalog: Catalog) -> None:
    """What the table knows, in numbers computed from it."""
    numbers = coverage.statistics(catalog)
    n, prices, ages = numbers["clinics"], numbers["prices"], numbers["ages"]
    st.header(_("What we know, and what we do not"), anchor="results")
    st.markdown(
        _(
            "We know **{clinics} in {states}** (DC counts as one) of perhaps {all:,} in the US."
            " **{priced:,}** of them publish a price. The newest page we read is recent for {recent:,} clinics, over"
            " {months} months old for {old:,}, and undated for {undated:,}."
        ).format(
            clinics=count(n, "clinic", "clinics"),
            states=count(numbers["states"], "state", "states"),
            all=coverage.CLINICS_IN_THE_US,
            priced=prices["clinics"],
            months=OLD_MONTHS,
            **ages,
        )
    )
    facts, states = st.columns(2, gap="large")
    with facts:
        st.subheader(_("How many state each fact"), anchor=False)
        stated = sorted(numbers["stated"].items(), key=lambda item: -item[1])
        table = pd.DataFrame(
            {
                _("Fact"): [label(name) for name, _n in stated],
                _("Clinics"): [f"{k:,}" for _name, k in stated],
                _("Share"): [f"{k / max(n, 1):.0%}" for _name, k in stated],
            }
        )
        st.table(table, hide_index=True, border="horizontal")
    with states:
        st.subheader(_("Clinics by state"), anchor=False)
        by_state = coverage.by_state(catalog)
        missing = [name for code, name in STATES.items() if code not in by_state]
        table = pd.DataFrame(
            {_("State"): [STATES[code] for code in by_state], _("Clinics"): [str(k) for k in by_state.values()]}
        )
        st.table(table, hide_index=True, border="horizontal")
        if missing:
            st.caption(_("None known in {states}.").format(states=", ".join(missing)))
    st.caption(_("Prices: {offers} published offers; {recent} recent, {old} old, {undated} undated.").format(**prices))


def how_it_works(catalog: Catalog) -> None:
    """How facts, order, ratings and privacy are handled, in plain words."""
    asks_google = bool(settings().google_key.get_secret_value())
    if asks_google or catalog.frame["rating"].notna().any():
        ratings = _("Each with the number of reviews, the site and the month. We never make them up.")
    else:
        ratings = _("We show none, because we found none that we can cite. We never make them up.")
    st.header(_("How it works"), anchor=False)
    st.markdown(
        _(
            "- **Not stated is not “no”.** A clinic that does not say something is shown apart, with what to ask.\n"
            "- **Every fact has a source.** We show where we read it and how old the page is. Pages without a date"
            " are called undated. A fact over {old} months old is called old. If the newest page about a clinic is over"
            " {closed} months old, it may have closed: call first.\n"
            "- **Order.** You choose it: nearest, lowest price, lowest cost of a course, or states the most. Nobody"
            " can pay to be higher.\n"
            "- **Distance.** Most clinics are placed at the middle of their city, because no exact address is known."
            " Those say “about”.\n"
            "- **Ratings.** {ratings}\n"
            "- **Private.** No account, no cookies for ads, no requests to other companies. What you search for stays"
            " in the address bar of your browser, and we keep no log of it. “Use my location” sends us a point within a"
            " mile of you; we turn it into a ZIP code and forget it. Your shortlist is kept in your browser only."
        ).format(old=OLD_MONTHS, closed=MAY_HAVE_CLOSED_MONTHS, ratings=ratings)
    )
    if asks_google:
        st.markdown(
            _(
                "- **Google’s ratings.** If you press “Show the Google rating”, our server asks Google about the"
                " clinic, and says nothing about you."
            )
        )
    if (geocoder := geocoding.for_visitors(settings())) is not None:
        st.markdown(
            _(
                "- **Your street address.** If you type one and press “Use my exact address”, our server sends it to"
                " {service}, and nothing else about you. We forget it when you leave."
            ).format(service=shell.plain(geocoder.name))
        )
    st.header(_("Where else to look"), anchor=False)
    shell.elsewhere()
    st.header(_("Thanks"), anchor=False)
    st.markdown(
        _(
            "Place names and positions: [GeoNames](https://www.geonames.org/) (CC BY 4.0). Map shapes: us-atlas, from"
            " the US Census Bureau. Typeface: Atkinson Hyperlegible Next, by the Braille Institute (OFL)."
        )
    )


def mistakes() -> None:
    """How to tell us of a mistake, on a clinic or in the guide."""
    st.header(_("Found a mistake?"), anchor=False)
    st.write(
        _(
            "Each clinic’s page has a report to send. It is filled in with the clinic and its facts, and with nothing"
            " about you."
        )
    )
    to = settings().report_email
    if to:
        link = report.mailto(to, _("A mistake in the finder or the guide"), [_("What is wrong, and what is right:")])
        st.html(f"<p><a href='{escape(link)}'>{escape(_('Write to {address}').format(address=to))}</a></p>")
    else:
        st.write(_("For the guide, tell whoever gave you this site, with the source that says otherwise."))


def set_aside(catalog: Catalog) -> None:
    """How many rows were left out of the table, and why."""
    st.header(_("Rows set aside"), anchor=False)
    if not catalog.rejected:
        st.write(_("None: every row of the table passed its checks."))
        return
    st.write(_("{n:,} rows broke a rule and are not shown:").format(n=len(catalog.rejected)))
    for rejection in catalog.rejected[:50]:
        st.text(str(rejection))
    if len(catalog.rejected) > 50:
        st.caption(shell.plain(_("… and {n:,} more").format(n=len(catalog.rejected) - 50)))
