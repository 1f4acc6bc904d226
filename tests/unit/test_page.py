"""The reader of clinic web pages: facts, identity, dates, links, and pages that are broken. All pages are made up."""

import json
import re
import time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from finder import schema
from finder.schema import LISTS
from finder.sources import page, pageamounts, pagetext

URL = "https://www.example.com/ketamine"


def read(html, url=URL, read_on="2026-11-27"):
    return page.read(html, url, read_on)


def facts(html):
    """(field, value) of what is at least probable."""
    return {(said.field, said.value) for said in read(html).statements if said.confidence >= 0.5}


def words(html, field):
    return {value for name, value in facts(html) if name == field}


CLINIC = """<html><head><title>Fees | Example Clinic A</title></head><body>
<header><nav><a href="/pricing">Fees</a><a href="/tms">TMS</a></nav></header>
<h1>Ketamine infusions</h1>
<p>We treat depression, PTSD and chronic pain. Our board-certified anesthesiologist is here on each day.</p>
<p>We check your blood pressure, your EKG and your oxygen level throughout.</p>
<h2>Fees</h2>
<ul><li>Initial consultation: $150</li><li>IV infusion (40 minutes): $450</li><li>Six IV infusions: $2,400</li></ul>
<h2>Questions</h2>
<h3>Do you take insurance?</h3><p>No. We do not bill insurance for ketamine. You get a superbill.</p>
<h3>Do I need a referral?</h3><p>No, you can refer yourself.</p>
<p>CareCredit and HSA cards are welcome. Patients must be 18 or older. Se habla español.</p>
<footer><p>100 Example Street, Suite 2, Springfield, IL 62701</p><p>(415) 555-0100</p><p>Mon–Fri 9am–5pm</p></footer>
</body></html>"""


def test_a_whole_page():
    assert facts(CLINIC) >= {
        ("name", "Example Clinic A"), ("phone", "+14155550100"), ("street", "100 Example Street, Suite 2"),
        ("city", "Springfield"), ("state", "IL"), ("zip", "62701"), ("hours", "Mon-Fri 9am-5pm"),
        ("conditions", "depression"), ("conditions", "ptsd"), ("conditions", "chronic_pain"), ("routes", "iv"),
        ("services", "tms"), ("clinicians", "anesthesiologist"), ("board_certified", "true"),
        ("monitoring", "vitals"), ("monitoring", "ecg"), ("monitoring", "pulse_oximetry"),
        ("insurance", "not_accepted"), ("insurance", "superbill"), ("financing", "carecredit"),
        ("financing", "hsa_fsa"), ("referral_required", "false"), ("min_age", "18"), ("languages", "es"),
        ("iv_minutes", "40"),
    }  # fmt: skip
    assert [(o.item, o.route, o.low_usd, o.sessions) for o in read(CLINIC).offers] == [
        ("consultation", "", 150, 1), ("session", "iv", 450, 1), ("series", "iv", 2400, 6),
    ]  # fmt: skip


def test_every_value_is_one_the_table_takes():
    for said in read(CLINIC).statements:
        assert said.field in schema.CLINICS.columns
        assert schema.value(said.field, said.value) is not None, said


STATED = [
    ("<h2>Conditions we treat</h2><ul><li>OCD</li><li>Bipolar depression</li></ul>", "conditions", {"ocd", "bipolar"}),
    ("<p>We see people with postpartum depression.</p>", "conditions", {"postpartum"}),
    ("<p>We treat depression that has not responded to pills.</p>", "conditions", {"depression"}),
    ("<p>We give ketamine by IV infusion and by intramuscular injection.</p>", "routes", {"iv", "im"}),
    ("<p>We offer Spravato® nasal spray.</p>", "routes", {"spravato"}),
    ("<p>Our sublingual ketamine is taken in the office.</p>", "routes", {"sublingual"}),
    ("<p>We offer at-home ketamine with visits by video.</p>", "settings", {"at_home", "telehealth"}),
    ("<h2>Services</h2><ul><li>TMS</li><li>Medication management</li></ul>", "services",
     {"tms", "medication_management"}),
    ("<h2>Our team</h2><p>Pat Sample, CRNA</p><p>Alex Sample, PMHNP-BC</p>", "clinicians", {"crna", "psychiatric_np"}),
    ("<p>Dr. Sample is board-certified in emergency medicine.</p>", "clinicians", {"emergency_physician"}),
    ("<p>We are members of ASKP3.</p>", "memberships", {"askp3"}),
    ("<p>Our clinic is a certified Spravato REMS site.</p>", "memberships", {"spravato_rems"}),
    ("<p>Staff hold ACLS certificates and a crash cart is in the room.</p>", "monitoring",
     {"acls_staff", "emergency_equipment"}),
    ("<p>We accept Aetna, Cigna and Blue Cross Blue Shield.</p>", "insurance", {"aetna", "cigna", "bcbs"}),
    ("<p>We are in network with most insurance plans.</p>", "insurance", {"accepts_insurance"}),
    ("<p>Our clinic is private pay.</p>", "insurance", {"not_accepted"}),
    ("<p>We bill your insurance for Spravato.</p>", "insurance", {"spravato_covered"}),
    ("<p>We do not bill insurance for ketamine, but we are in network with Aetna for Spravato.</p>", "insurance",
     {"not_accepted", "aetna", "spravato_covered"}),
    ("<h3>Do you take Medicare?</h3><p>Yes, we do.</p>", "insurance", {"medicare"}),
    ("<p>Financing is available.</p>", "financing", {"financing_plans"}),
    ("<p>Financing through CareCredit.</p>", "financing", {"carecredit"}),
    ("<p>Financing through Cherry.</p>", "financing", {"financing_plans"}),
    ("<p>Veterans get a discount of 10%.</p>", "financing", {"veteran_discount"}),
    ("<p>Our sliding scale and our payment plan help.</p>", "financing", {"sliding_scale", "in_house_plan"}),
    ("<p>Free parking. The building is wheelchair accessible.</p>", "accessibility", {"parking", "wheelchair"}),
    ("<p>We speak English and Spanish.</p>", "languages", {"en", "es"}),
    ("<p>A referral is required.</p>", "referral_required", {"true"}),
    ("<p>Each infusion lasts about 45 minutes.</p>", "iv_minutes", {"45"}),
    ("<p>Most patients start with a series of six infusions.</p>", "series_sessions", {"6"}),
    ("<p>For ages 16 and up.</p>", "min_age", {"16"}),
]  # fmt: skip


@pytest.mark.parametrize(("html", "field", "expected"), STATED, ids=[html[:60] for html, *_rest in STATED])
def test_what_a_page_states(html, field, expected):
    assert words(f"<h1>Ketamine clinic</h1>{html}", field) == expected


NOT_STATED = [
    ("<p>We do not accept Medicare, Medicaid or Tricare.</p>", "insurance"),
    ("<h3>Do you take Medicare?</h3><p>No.</p>", "insurance"),
    ("<p>Medicare? Please ask your plan.</p>", "insurance"),
    ("<p>We do not treat depression or OCD.</p>", "conditions"),
    ("<p>You may not be a candidate if you have:</p><ul><li>Bipolar disorder</li></ul>", "conditions"),
    ("<h2>Who should not have ketamine</h2><ul><li>People with an eating disorder</li></ul>", "conditions"),
    ("<p>The FDA has not approved ketamine for PTSD.</p>", "conditions"),
    ("<p>Studies look at ketamine for migraine.</p>", "conditions"),
    ("<blockquote>My PTSD is gone</blockquote>", "conditions"),
    ("<p>No at-home ketamine here.</p>", "settings"),
    ("<p>We do not offer lozenges.</p>", "routes"),
    ("<p>Unlike other clinics with lozenges</p>", "routes"),
    ("<p>Please keep seeing your own psychiatrist or therapist.</p>", "clinicians"),
    ("<p>We are hiring a psychiatric nurse practitioner.</p>", "clinicians"),
    ("<p>We have applied to the REMS program.</p>", "memberships"),
    ("<p>She trained at a large university hospital.</p>", "memberships"),
    ("<p>Ketamine can raise your blood pressure.</p>", "monitoring"),
    ("<p>We do not take CareCredit.</p>", "financing"),
    ("<p>There is no parking.</p>", "accessibility"),
    ("<p>Ketamine is not covered by most insurance plans.</p>", "insurance"),
]  # fmt: skip


@pytest.mark.parametrize(("html", "field"), NOT_STATED, ids=[html[:60] for html, _field in NOT_STATED])
def test_what_a_page_denies_or_says_of_others_is_not_stated(html, field):
    assert words(f"<h1>Our clinic</h1>{html}", field) == set()


def test_an_article_states_nothing_of_a_clinic():
    data = json.dumps({"@context": "https://schema.org", "@type": "BlogPosting", "headline": "Ketamine"})
    html = (
        f'<script type="application/ld+json">{data}</script><h1>What ketamine costs</h1>'
        "<p>Infusions for depression cost $400 to $800 each. Some clinics take CareCredit and Aetna.</p>"
    )
    reading = read(html)
    assert reading.offers == ()
    assert not {said.field for said in reading.statements} & {"conditions", "financing", "insurance", "routes"}


# schema.org data


def ld(data):
    return f'<script type="application/ld+json">{data if isinstance(data, str) else json.dumps(data)}</script>'


DATA = {
    "@context": "https://schema.org", "@type": "MedicalClinic", "name": "Example Clinic A", "telephone": "415-555-0100",
    "address": {"@type": "PostalAddress", "streetAddress": "100 Example Street", "addressLocality": "Springfield",
                "addressRegion": "IL", "postalCode": "62701"},
}  # fmt: skip


def test_data_comes_first():
    html = ld(DATA) + "<p>Example Clinic B, 9 Sample Road, Springfield, IL 62702. Call (415) 555-0199.</p>"
    assert facts(html) >= {("name", "Example Clinic A"), ("phone", "+14155550100"), ("street", "100 Example Street")}


def test_broken_data_costs_only_itself():
    assert ("phone", "+14155550100") in facts(ld("{oops") + ld(DATA) + ld("[" * 50_000))


def test_several_doors_are_not_sure():
    other = {**DATA, "address": {**DATA["address"], "streetAddress": "9 Sample Road"}}
    sure = [said for said in read(ld([DATA, other])).statements if said.field == "street" and said.confidence >= 0.9]
    assert sure == []


def test_offers_in_data_are_read_with_what_they_are_for():
    sold = {"@type": "Service", "name": "Ketamine IV infusion", "offers": {"price": "450", "priceCurrency": "USD"}}
    gift = {"@type": "Product", "name": "Gift card", "offers": {"price": "250", "priceCurrency": "USD"}}
    offers = read(ld([sold, gift]) + "<p>Ketamine</p>").offers
    assert [(o.item, o.route, o.low_usd, o.words) for o in offers] == [
        ("session", "iv", 450, "Ketamine IV infusion … 450")
    ]


def test_microdata():
    html = (
        '<div itemscope itemtype="https://schema.org/MedicalClinic"><b itemprop="name">Example Clinic A</b>'
        '<span itemprop="telephone">(415) 555-0100</span></div>'
    )
    assert facts(html) >= {("name", "Example Clinic A"), ("phone", "+14155550100")}


# Dates and links


@pytest.mark.parametrize(
    ("html", "month"),
    [
        ("<p>Last updated March 3, 2026</p>", "2026-03"),
        ("<p>Prices effective 1/15/2026</p>", "2026-01"),
        ("<p>Updated pricing as of 09/01/23</p>", "2023-09"),
        ("<p>Page last reviewed: 2025-12-01</p>", "2025-12"),
        ("<p>© 2026 Example Clinic A</p>", ""),
        ("<p>Open since March 2019</p>", ""),
        ("<p>Last updated March 2031</p>", ""),
        ('<meta property="article:modified_time" content="2026-02-01">', ""),
        (ld({"@type": "WebPage", "dateModified": "2026-02-01T10:00:00Z"}), "2026-02"),
    ],
)
def test_the_date_is_the_one_the_page_prints(html, month):
    assert page.as_of(pagetext.page(html), page.pagedata.things(pagetext.page(html)), "2026-11-27") == month


def test_links_are_the_sites_own_pages_best_first():
    addresses = (
        "/about", "/pricing#top", "https://other.example.org/pricing", "/price-list.pdf", "/blog/ketamine-cost",
        "/login",
        "mailto:a@example.com", "https://book.example.com/contact", "/faq/", "javascript:pricing()", "/ketamine",
        "/pricing", "http://[",
    )  # fmt: skip
    assert read("".join(f'<a href="{address}">Here</a>' for address in addresses)).links == (
        "https://www.example.com/pricing", "https://www.example.com/faq/", "https://book.example.com/contact",
        "https://www.example.com/about",
    )  # fmt: skip


def test_at_most_twelve_links():
    html = "".join(f'<a href="/services/{n}">Service</a>' for n in range(50))
    assert len(read(html).links) == 12


# What a reader sees


def test_folded_parts_are_read_and_hidden_ones_are_not():
    html = (
        '<button aria-controls="a">Cost</button><div id="a" hidden><p>IV ketamine infusion: $450</p></div>'
        "<div hidden><p>IV ketamine infusion: $99</p></div>"
    )
    assert [o.low_usd for o in read(html).offers] == [450]


def test_a_table_cell_that_spans_rows_names_each_of_them():
    rows = pagetext.page(
        "<table><tr><td rowspan=2>IV</td><td>One</td><td>$450</td></tr><tr><td>Six</td><td>$2,400</td></tr></table>"
    ).blocks
    assert [row.cells for row in rows] == [("IV", "One", "$450"), ("IV", "Six", "$2,400")]
    assert rows[1].text == "Six $2,400"


# Properties

#: Snippets that pages are put together from; each with a price or a fact, or a trap.
SNIPPETS = (
    "<p>IV ketamine infusion – $450.</p>", "<p>Save $300 on six infusions!</p>", "<h2>Fees</h2>",
    "<ul><li>IM injection: <b>$</b><b>300</b><sup>00</sup></li><li>NAD+ drip: $600</li></ul>",
    "<table><tr><th></th><th>IV</th></tr><tr><td>Six sessions</td><td>$2,400</td></tr></table>",
    "<p>We treat depression — and PTSD.</p>", "<p>We don’t accept Medicare.</p>", "<p>Do you take Aetna? Yes.</p>",
    "<p>CareCredit® is welcome.</p>", "<footer>100 Example St, Springfield, IL 62701 · (415) 555-0100</footer>",
    "<blockquote>I paid $900</blockquote>", "<p>IV infusion <s>$500</s> now $400</p>",
    "<div>Starting at<p>$390</p></div>",
    "<p>Mon – Fri: 9–5</p>", "<nav><a href=/a>TMS</a><a href=/b>Ketamine</a></nav>",
    "<p>The first consultation is free.</p>",
    "<p>Our CRNA watches your heart rate.</p>",
    "<div class=card><h3>Series of 6</h3><div>$2,100</div><p>per series</p></div>",
    ld(DATA), ld("{broken"), "<p>Lozenge session: two hundred fifty dollars</p>",
)  # fmt: skip
PAGES = st.lists(st.sampled_from(SNIPPETS), max_size=9).map("".join)
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def bare(text):
    return re.sub(r"[\s\u200b®]+", "", text.replace("’", "'")).lower()


def seen(html):
    """The text of a page, and what its data says, found in another way than the reader's."""
    data = " ".join(re.findall(r"<script[^>]*>(.*?)</script>", html, re.DOTALL))
    text = re.sub(r"<script.*?</script>|<s>.*?</s>", "", html, flags=re.DOTALL)
    return bare(re.sub(r"<[^>]+>", "", text)), bare(data)


@quick
@given(PAGES)
def test_every_statement_rests_on_words_of_the_page(html):
    text, data = seen(html)
    reading = read(html)
    for said in (*reading.statements, *reading.offers):
        assert said.words.strip()
        assert len(said.words) <= 220
        for part in said.words.split("…"):
            assert bare(part) in text or bare(part) in data, said


@quick
@given(PAGES)
def test_the_sums_of_an_offer_stand_in_its_words(html):
    for offer in read(html).offers:
        if (offer.low_usd, offer.high_usd) != (0, 0):  # "free" is no sum
            sums = pageamounts.amounts(re.sub(r"(\$\d+) 00\b", r"\1.00", offer.words))
            assert {offer.low_usd, offer.high_usd} - {None} <= set(sums), offer


@quick
@given(PAGES)
def test_reading_is_the_same_each_time(html):
    assert read(html) == read(html)


MENU_THEN_SUM = "<nav><a href=/a>TMS</a><a href=/b>Ketamine</a></nav><div>Starting at<p>$390</p></div>"


@quick
@given(PAGES, st.sampled_from(["<p>We close on holidays.</p>", "<h2>Music</h2><p>Bring a song you like.</p>"]))
@example(MENU_THEN_SUM, "<h2>Music</h2><p>Bring a song you like.</p>")
def test_an_unrelated_paragraph_takes_no_fact_away(html, more):
    assert facts(html) <= facts(html + more)
    before, after = ({(o.item, o.low_usd, o.high_usd) for o in read(text).offers} for text in (html, html + more))
    assert before <= after


@quick
@given(PAGES)
def test_a_word_of_a_list_stands_once(html):
    keys = [(s.field, s.value if s.field in LISTS else "") for s in read(html).statements]
    assert len(keys) == len(set(keys))


TAGS = st.sampled_from([
    "<table>", "<tr>", "<td rowspan=9>", "</td>", "<div hidden>", "</div>", "<p", "<b>", "</s>", "<s>", "<!--", "-->",
    "<ul>", "<li>", "<select>", "<option>$5", "<svg>", "<a href='http://['>", "<script>", "</script>", "&#0;", "<br>",
    "&#x110000;", "$", "$450", "<script type='application/ld+json'>[{]", "<div itemscope itemtype=x>", "\x00", "?",
    "ketamine infusion", "\ud800",
])  # fmt: skip


@quick
@given(st.lists(TAGS | st.text(max_size=8), max_size=40).map("".join), st.text(max_size=20))
def test_whatever_a_page_is_there_is_a_reading(html, url):
    assert isinstance(read(html, url), page.Reading)


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000, "<table><tr><td>" * 3_000, "<b>" * 50_000 + "x", "<p><b>" * 20_000, "<ul><li>x" * 20_000,
        "ketamine infusion $450 " * 20_000, "$" * 100_000, "$1" * 50_000, "<a href=x>" * 20_000, "<" * 200_000,
        "(" * 100_000, "six infusions of " * 20_000, "<p>ketamine " + "1 a " * 50_000, "<td>$5" * 20_000,
        "<div itemscope>" * 2_000, "x, IL 62701 " * 10_000, "Mon 9-5 " * 20_000, "not " * 50_000, "-" * 200_000,
        bytes(range(256)).decode("latin-1") * 2_000,
        "<table>" + "<tr>" + "<td>infusion $450</td>" * 50 + "</tr>" * 400,
        "<p>We treat depression, PTSD and OCD. Our infusions are $450 each, by a nurse.</p>" * 5_000,
    ],
    ids=range(22),
)  # fmt: skip
def test_a_page_made_to_be_slow_is_read_in_a_moment(html):
    start = time.process_time()
    read(html)
    assert time.process_time() - start < 4
