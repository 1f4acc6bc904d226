"""Clinics side by side on the screen: which ones, what they cost, what each says, and what to take along."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape
from urllib.parse import urlencode

import streamlit as st

from finder import compare, exports, financing, insurance, letters, links, places
from finder.answers import Answer
from finder.catalog import Catalog
from finder.compare import Comparison, Row
from finder.costs import Plan
from finder.evidence import cited
from finder.search import Query, search
from finder.text import _, count, join, money
from finder.travel import FAR_MILES, STARTS_LESS, STARTS_LESS_SOURCE
from finder.ui import browser, cards, charts, facts, picker, place, prices, shell, shortlist, tables
from finder.vocabulary import FINANCING

_CARDS_SOURCE = cited(
    "https://communitycatalyst.org/news/end-predatory-medical-and-dental-credit-cards/", as_of="2023-04"
)
#: The rows whose pages are shown right there: the figures. Every other fact has its pages on the clinic's own page.
_SOURCED = frozenset({"course", "price"})


def choose(catalog: Catalog, ids: list[str], query: Query) -> None:
    """The clinics compared, each with a button that takes it off; and how to add another."""
    with st.container(horizontal=True, key="compared", vertical_alignment="center", gap="xsmall"):
        for clinic_id in ids:
            name = str(catalog.cell(_row(catalog, clinic_id), "name"))
            st.button(
                shell.plain(name),
                key=f"take-off-{clinic_id}",
                icon=":material/close:",
                icon_position="right",
                on_click=_set,
                args=([other for other in ids if other != clinic_id],),
            )
        if len(ids) < compare.MOST:
            # Another key, so that what one has chosen closes it.
            with st.popover(_("Add a clinic"), icon=":material/add:", key=f"add-clinic-{len(ids)}"):
                _offers(catalog, ids, query)


def _row(catalog: Catalog, clinic_id: str) -> int:
    row = catalog.row(clinic_id)
    if row is None:
        raise KeyError(clinic_id)
    return row


def _offers(catalog: Catalog, ids: list[str], query: Query) -> None:
    """Clinics that may be added: of the shortlist, by name, and near the first."""
    add = partial(_add, ids)
    listed = [clinic_id for clinic_id in shortlist.known(catalog) if clinic_id not in ids]
    if listed:
        st.markdown(f"**{_('From your shortlist')}**")
        picker.buttons(catalog, listed[: picker.OFFERED], "add-listed", add)
    name = st.text_input(_("By name"), key="add-name", placeholder=_("Words of the clinic’s name"))
    if name.strip():
        named = picker.named(catalog, name, ids)
        # People name the town as well, or only that.
        town = next(iter(places.find(name)), None) if not named else None
        if named:
            picker.buttons(catalog, named, "add-named", add)
        elif town is not None:
            st.markdown(f"**{shell.plain(_('Near {place}').format(place=town.label))}**")
            picker.buttons(catalog, _nearest(catalog, town, ids), "add-town", add)
        else:
            st.caption(_("We know no clinic of this name, and no such place. Try fewer words."))
    near = query.near or _place_of(catalog, ids)
    if near is not None:
        st.markdown(f"**{shell.plain(_('Near {place}').format(place=near.label))}**")
        picker.buttons(catalog, _nearest(catalog, near, ids), "add-near", add)


def _nearest(catalog: Catalog, near: places.Place, ids: Sequence[str]) -> list[str]:
    """The clinics nearest to a place, besides these."""
    found = search(catalog, Query(near=near, within_miles=None, per_page=picker.OFFERED + len(ids)))
    return [hit.clinic_id for hit in found.hits if hit.clinic_id not in ids][: picker.OFFERED]


def _place_of(catalog: Catalog, ids: Sequence[str]) -> places.Place | None:
    """Where the first of these clinics is."""
    for clinic_id in ids[:1]:
        row = _row(catalog, clinic_id)
        lat, lon = catalog.cell(row, "lat"), catalog.cell(row, "lon")
        if lat is not None and lon is not None:
            return next(iter(places.nearest(lat, lon)), None)
    return None


def _add(ids: list[str], clinic_id: str) -> None:
    _set([*ids, clinic_id])


def _set(ids: list[str]) -> None:
    """Makes these the clinics compared."""
    st.query_params["ids"] = ",".join(ids)
    st.session_state["add-name"] = ""
    shell.move_focus("#results")


def verdict(found: Comparison) -> None:
    """What the sums allow to say, first; then the warnings."""
    lines = "".join(f"<li>{escape(sentence)}</li>" for sentence in found.verdict)
    lines += "".join(
        f"<li><strong>{escape(clinic.name)}:</strong> {escape(alert)}</li>"
        for clinic in found.clinics
        for alert in clinic.alerts
    )
    with st.container(border=True, key="verdict"):
        st.html(f"<h2 class='verdict'>{escape(_('In short'))}</h2><ul class='verdict'>{lines}</ul>")


def chart(found: Comparison) -> None:
    """The sums as bars; the table under it says the same in words."""
    picture = None if found.plan.insured else charts.courses(found)
    if picture is None:
        return
    st.altair_chart(picture, width="stretch", key="course-chart")
    shown = [clinic.estimate for clinic in found.clinics if clinic.estimate.adds_up]
    if any(estimate.at_least for estimate in shown):
        st.caption(_("A bar that ends in an arrow goes on: some part has no price, so the real sum is higher."))
    if any(estimate.low != estimate.high for estimate in shown if not estimate.at_least):
        st.caption(_("The pale end of a bar is from the lowest to the highest price."))


def table(found: Comparison, query: Query, *, first: bool) -> None:
    """The questions and each clinic's answers; on a phone, one clinic under the other in each question."""
    heads = []
    for clinic in found.clinics:
        link = f"<a href='{escape(links.clinic_address(clinic.id, query))}'>{escape(clinic.name)}</a>"
        heads.append((clinic.name, f"{link}<p class='sources'>{escape(clinic.place)}</p>"))
    rows = [(_question_html(row), _answers_html(found, row)) for row in found.rows if row.first is first]
    caption = _("What the clinics say, side by side") if first else _("More of what they say")
    st.html(tables.side_by_side(caption, _("Question"), heads, rows))


def _question_html(row: Row) -> str:
    """A question, and how the answers differ."""
    return escape(row.question) + (f"<p class='sources'>{escape(row.note)}</p>" if row.note else "")


def _answers_html(found: Comparison, row: Row) -> list[str]:
    """Each clinic's answer; the figures have their pages right there."""
    named = [f"{row.question}, {clinic.name}" if row.key in _SOURCED else "" for clinic in found.clinics]
    return [_answer_html(answer, name) for answer, name in zip(row.answers, named, strict=True)]


def _answer_html(answer: Answer, question: str) -> str:
    """A figure or *not stated*, as large as each other; then in a lower voice what is missing, and what to ask.

    `question`: what the pages behind it are shown as the source of; empty to leave that to the clinic's own page.
    """
    said = cards.lines_html(answer) or escape(_("not stated"))
    below = [answer.note] if answer.note else []
    if not answer.stated and answer.ask:
        below.append(_("Ask: {question}").format(question=answer.ask))
    sources = ""
    if question and answer.sources:
        kinds = join(list(dict.fromkeys(facts.kind(source) for source in answer.sources)))
        sources = facts.folded(question, kinds, facts.pages(list(answer.sources)))
    return f"<div>{said}</div>" + "".join(f"<p class='sources'>{escape(text)}</p>" for text in below) + sources


def others_charge(catalog: Catalog, found: Comparison) -> None:
    """What clinics that publish a price charge, apart from the figures of those compared."""
    if any(clinic.gives and not clinic.estimate.adds_up for clinic in found.clinics) and not found.plan.insured:
        st.header(_("If a clinic publishes no price"), anchor=False)
        prices.usual(catalog, found.plan)


def payer(plan: Plan) -> None:
    """What this kind of insurance means for the bill, with its sources."""
    text, sources = insurance.rule(plan.payer, spravato=plan.route == "spravato")
    where = facts.folded(_("Insurance"), _("where this is from"), facts.pages(list(sources)))
    st.html(f"<div class='payer'><p>{escape(text)}</p>{where}</div>")


def ways_to_pay(catalog: Catalog, found: Comparison) -> None:
    """What the ways to pay that these clinics name mean."""
    named = {word for clinic in found.clinics for word in catalog.cell(clinic.row, "financing")}
    lines = [f"- **{word.label}**: {word.help}" for word in FINANCING if word.key in named and word.help]
    if lines:
        st.markdown("\n".join(lines))
    warning = _(
        "“No interest if paid in full” on a medical card means: if anything is left at the end, the interest of all the"
        " months is charged, also on what you had paid back."
    )
    where = facts.folded(_("Medical cards"), _("a patients’ group"), facts.pages([_CARDS_SOURCE]))
    st.html(f"<p>{escape(warning)}</p>{where}")


def schedules(found: Comparison) -> None:
    """Every payment of each clinic's loan, on request."""
    owed = [clinic for clinic in found.clinics if clinic.estimate.adds_up and clinic.estimate.low]
    if not owed:
        return
    plan, folds = found.plan, []
    for clinic in owed:
        sum_ = clinic.estimate.low or 0.0
        head = "".join(
            f"<th scope='col'>{escape(title)}</th>"
            for title in (_("Month"), _("Payment"), _("Interest"), _("Still owed"))
        )
        lines = "".join(
            f"<tr><td>{pay.month}</td><td>{money(round(pay.payment, 2))}</td><td>{money(round(pay.interest, 2))}</td>"
            f"<td>{money(round(pay.balance, 2))}</td></tr>"
            for pay in financing.schedule(sum_, plan.apr, plan.months)
        )
        title = _("{name}: every payment for {sum} borrowed").format(name=clinic.name, sum=money(sum_))
        table = f"<table class='schedule'><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"
        folds.append(facts.fold(title, table))
    st.html("".join(folds))


def far(found: Comparison) -> None:
    """What distance does to people, where it matters."""
    away = [clinic for clinic in found.clinics if (clinic.travel.one_way or 0.0) > FAR_MILES]
    if not away:
        return
    text = _(
        "{names}: over {miles:.0f} miles away. People who live far start less often. In a study of some 40,000 adults"
        " whose depression other medicines had not helped, those 20 to 29 miles from a Spravato clinic started Spravato"
        " {less:.0f}% less often than those within 9 miles, and those 50 miles away or more {least:.0f}% less often."
    ).format(
        names=_("All of them") if len(away) == len(found.clinics) > 1 else join([clinic.name for clinic in away]),
        miles=FAR_MILES,
        less=STARTS_LESS[20],
        least=STARTS_LESS[50],
    )
    st.html(
        f"<p>{escape(text)}</p>{facts.folded(_('Distance'), _('The study'), facts.pages([STARTS_LESS_SOURCE], None))}"
    )


def empty(catalog: Catalog) -> None:
    """What the page is for, and how to put clinics on it."""
    st.markdown(
        _(
            "Put two to four clinics side by side: what the whole course costs, what each part costs, who treats you,"
            " how they check on you, and what none of them says. Add them here, or put clinics on your shortlist and"
            " compare them from there."
        )
    )
    listed = shortlist.known(catalog)
    if len(listed) > 1:
        st.button(
            _("Compare your shortlist ({clinics})").format(
                clinics=count(min(len(listed), compare.MOST), "clinic", "clinics")
            ),
            type="primary",
            key="compare-shortlist",
            on_click=_set,
            args=(listed[: compare.MOST],),
        )


def origin(query: Query) -> None:
    """Where one travels from."""
    if query.near is None:
        st.write(_("Say where you would start from, to see the miles and hours."))
    place.box(query, _("Where would you start from?"))


def take_along(catalog: Catalog, found: Comparison, plan_params: dict[str, str]) -> None:
    """Files to save, a link to share, and words to use when asking."""
    st.header(_("Take it along"), anchor=False)
    params = links.compare_params([clinic.id for clinic in found.clinics], Query(), plan_params)
    address = f"{(st.context.url or '').split('?')[0]}?{urlencode(params)}"
    with st.container(horizontal=True, key="take-along", vertical_alignment="center"):
        for label, file, mime, make in (
            (_("Save as PDF"), "compare-clinics.pdf", "application/pdf", exports.to_pdf),
            (_("Save as a table (CSV)"), "compare-clinics.csv", "text/csv", exports.to_csv),
        ):
            # Made when it is asked for: drawing a PDF takes longer than all the rest of the page.
            st.download_button(
                label,
                data=partial(make, found, address),
                file_name=file,
                mime=mime,
                key=file,
                icon=":material/download:",
                on_click="ignore",
            )
        browser.copy_link(params, "compare", key="share")
    st.caption(
        _(
            "The link holds the clinics and the course (and whether it is for pain), not your condition, insurance or"
            " where you are. The address in your browser may hold more: copy the link here to send it."
        )
    )
    st.subheader(_("What to ask"), anchor=False)
    st.write(_("Words to read out on the phone, or to copy into an e-mail. Nothing is sent from here."))
    for clinic in found.clinics:
        with st.expander(shell.plain(clinic.name), key=f"letters-{clinic.id}"):
            st.html(f'<p class="reach">{cards.reach_html(catalog, clinic.row)}</p>')
            for title, text in (
                (_("What to ask first"), letters.script(found, clinic)),
                (_("A good-faith estimate, asked for in writing"), letters.good_faith_request(found.plan, clinic.name)),
            ):
                st.markdown(f"**{title}**")
                st.code(text, language=None, wrap_lines=True)
