"""One fact of a clinic as HTML: what is stated, what it proves, and the pages behind it at a tap (`<details>`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from urllib.parse import urlsplit

from finder import answers, evidence
from finder.catalog import Catalog
from finder.evidence import Fact, Source
from finder.tables import shorten
from finder.text import _, month
from finder.ui import cards
from finder.vocabulary import FIELDS, KINDS, label

#: List fields whose every word is shown with what it means, what it proves and what it does not.
EXPLAINED = ("clinicians", "memberships", "monitoring", "financing", "insurance")
#: What a yes in these fields means.
MEANINGS = {
    "board_certified": (
        "A doctor passed the exams of a specialty, such as psychiatry or anesthesiology. That does not show training in"
        " ketamine. Ask who, and in which specialty."
    ),
}


def line(catalog: Catalog, clinic_id: str, field: str, today: date | None = None) -> str:
    """A stated fact on one line with its evidence folded; empty when it is not stated."""
    fact = evidence.fact(catalog, clinic_id, field, today)
    if not fact.stated:
        return ""
    title = label(field)
    return (
        f'<div class="fact"><strong>{escape(title)}:</strong><div>{_value(field, fact)}</div>'
        f"{evidence_html(title, fact, today)}</div>"
    )


def in_a_sentence(title: str) -> str:
    """A label as it stands in the middle of a sentence: "Who treats you" loses its capital, "NPI number" does not."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


def _value(field: str, fact: Fact) -> str:
    if field == "website":
        return cards.outside_link(str(fact.value), str(fact.value))
    if field == "phone":
        return f'<a href="tel:{escape(str(fact.value))}">{escape(fact.text)}</a>'
    if field in EXPLAINED:
        words = [FIELDS[field][key] for key in fact.value]
        if not any(word.help for word in words):
            return escape(fact.text)
        return f"<ul>{''.join(_explained(word.label, word.help) for word in words)}</ul>"
    if field in MEANINGS and fact.value is True:
        return f"<ul>{_explained(fact.text, _(MEANINGS[field]))}</ul>"
    return escape(fact.text)


def _explained(text: str, meaning: str) -> str:
    return f"<li>{escape(text)}{f'<small>{escape(meaning)}</small>' if meaning else ''}</li>"


def evidence_html(title: str, fact: Fact, today: date | None = None) -> str:
    """Where a fact is stated, folded: the line to tap says what kind of page and how old it is."""
    if not fact.sources:
        return f'<p class="sources">{_("Source: not recorded")}</p>'
    first = fact.sources[0]
    together = sum(source.whole_row for source in fact.sources)
    where = _("one of {n} pages").format(n=together) if first.whole_row and together > 1 else kind(first)
    # The kind and the date of one and the same page; pages noted together share theirs.
    where += f", {answers.age_text(evidence.age(first.as_of, today), first.as_of)}"
    body = pages(fact.sources, today, exact=True, parts=fact.parts)
    if fact.others:
        where += _("; another source says otherwise")
        body += "".join(
            f"<p>{escape(_('Another source says {text}:').format(text=text))}</p>{pages([source], today)}"
            for source, text in fact.others
        )
    return folded(title, where, body)


def folded(title: str, where: str, body: str) -> str:
    """The evidence of `title` behind a line to tap: "Source: the clinic's own page, undated"."""
    # What the source is of is said to those who do not see the line that it stands on.
    of = f'<span class="unseen"> {escape(_("of “{fact}”").format(fact=title))}</span>'
    return f'<details class="sources"><summary>{_("Source")}{of}: {escape(where)}</summary>{body}</details>'


def fold(title: str, body: str, kind: str = "") -> str:
    """Something behind a line to tap; `kind` is one more class of its style."""
    return f"<details class='{f'fold {kind}'.strip()}'><summary>{escape(title)}</summary>{body}</details>"


def pages(
    sources: Sequence[Source], today: date | None = None, *, exact: bool = False, parts: Sequence[str] = ()
) -> str:
    """Each page with its kind, its date or that it has none, and when it was read; what all share is said once.

    `exact` adds whether the very words of the fact were noted; `parts` is what each page states, if it is not all.
    """
    lead = []
    together = sum(source.whole_row for source in sources)
    if together > 1 and exact:
        if together == len(sources):
            lead.append(_("We noted these pages together, so any one of them may be the page that says it."))
        else:
            text = _("We noted {n} of these pages together, so any one of those {n} may be the page that says it.")
            lead.append(text.format(n=together))
    said = [_says(source, today, exact=exact) for source in sources]
    if any(parts):
        said = [f"{part}. {says}" if part else says for part, says in zip(parts, said, strict=True)]
    shared = len(set(said)) == 1
    if shared:
        lead.append(said[0])
    lines = "".join(
        f"<li>{_page(source)}{'' if shared else f': {escape(says)}'}</li>"
        for source, says in zip(sources, said, strict=True)
    )
    return f"<ul>{lines}</ul>" + (f"<p>{escape(' '.join(lead))}</p>" if lead else "")


def _says(source: Source, today: date | None, *, exact: bool) -> str:
    """How old a page is, when it was read and, if asked, that the fact's exact words were noted."""
    if not source.as_of:
        says = [_("Undated: no date is printed, so it may be old.")]
    else:
        when = month(source.as_of)
        old = evidence.age(source.as_of, today) == "old"
        years = evidence.OLD_MONTHS // 12
        says = [
            _("As of {month}, so over {years} years old.").format(month=when, years=years)
            if old
            else _("As of {month}.").format(month=when)
        ]
    if exact and source.exact:
        says.append(_("The exact words were noted."))
    if source.read_on and source.url:
        says.append(_("Read in {month}.").format(month=month(source.read_on)))
    return " ".join(says)


def _page(source: Source) -> str:
    """The page and what kind of page it is; of what somebody said just that."""
    if not source.url:
        return escape(kind(source).capitalize())
    return f"{_address(source)} ({escape(kind(source))})"


def _address(source: Source) -> str:
    """A link to the page that reads as its site and path, as one site often has several."""
    return cards.outside_link(source.url, shorten(source.site + urlsplit(source.url).path.rstrip("/"), 48))


def kind(source: Source) -> str:
    """What kind of page it is, in words."""
    return KINDS[source.kind].label if source.kind in KINDS else source.kind
