"""Prices on clinics' pages: what each is for, and what is nobody's price. All pages are made up."""

import pytest

from finder.sources import page

URL = "https://example.com/pricing"


def offers(html, url=URL):
    return [offer for offer in page.read(html, url, "2026-11-27").offers if offer.confidence >= 0.5]


def brief(html):
    return {(o.item, o.route, o.low_usd, o.high_usd, o.sessions) for o in offers(html)}


def ketamine(body):
    return f"<html><body><h1>Ketamine treatment</h1>{body}</body></html>"


#: What stands on a page -> item, route, low, high, sessions of each offer.
STATED = {
    "a sentence": ("<p>Each IV infusion is $450.</p>", {("session", "iv", 450, 450, 1)}),
    "a low end": ("<p>IM injections start at $200.</p>", {("session", "im", 200, None, 1)}),
    "from": ("<p>IV infusions from $390</p>", {("session", "iv", 390, None, 1)}),
    "and up": ("<p>IV infusion $390 and up</p>", {("session", "iv", 390, None, 1)}),
    "plus sign": ("<p>IV infusion: $390+</p>", {("session", "iv", 390, None, 1)}),
    "a high end": ("<p>Up to $600 per infusion.</p>", {("session", "iv", None, 600, 1)}),
    "a range": ("<p>Our infusions are $400–$600.</p>", {("session", "iv", 400, 600, 1)}),
    "a range in words": ("<p>Our infusions cost between $400 and $600.</p>", {("session", "iv", 400, 600, 1)}),
    "about": ("<p>Our IV infusions are about $450.</p>", {("session", "iv", 450, 450, 1)}),
    "dollars in words": ("<p>An IV infusion is 450 dollars.</p>", {("session", "iv", 450, 450, 1)}),
    "the currency after": ("<p>IV infusion: 450 USD</p>", {("session", "iv", 450, 450, 1)}),
    "split over elements": (
        "<h3>IV infusion</h3><p><span>$</span><b>1,4</b><span>50</span><sup>00</sup></p>",
        {("session", "iv", 1450, 1450, 1)},
    ),
    "two in a sentence": (
        "<p>The cost is $450 per infusion or $2,400 for a series of six infusions.</p>",
        {("session", "iv", 450, 450, 1), ("series", "iv", 2400, 2400, 6)},
    ),
    "share of a package": (
        "<p>Package of 6 infusions: $2,400 ($400 each)</p>", {("series", "iv", 2400, 2400, 6)},
    ),
    "share before": (
        "<p>IV series: 6 infusions at $400 per infusion = $2,400</p>", {("series", "iv", 2400, 2400, 6)},
    ),
    "price first": (
        "<p>$450 – IV infusion</p><p>$300 – IM injection</p>",
        {("session", "iv", 450, 450, 1), ("session", "im", 300, 300, 1)},
    ),
    "price first in a line": (
        "<p>$400 lozenge session / $450 IM session</p>",
        {("session", "sublingual", 400, 400, 1), ("session", "im", 450, 450, 1)},
    ),
    "bars": (
        "<h2>IV infusions</h2><p>Single: $450 | 3-pack: $1,275 | 6-pack: $2,400</p>",
        {("session", "iv", 450, 450, 1), ("series", "iv", 1275, 1275, 3), ("series", "iv", 2400, 2400, 6)},
    ),
    "dots": (
        "<pre>IV infusion ........ $450\nConsultation ....... $100</pre>",
        {("session", "iv", 450, 450, 1), ("consultation", "", 100, 100, 1)},
    ),
    "a table": (
        "<table><tr><th>Service</th><th>Price</th></tr><tr><td>Ketamine infusion</td><td>$450</td></tr>"
        "<tr><td>NAD+ infusion</td><td>$600</td></tr><tr><td>Booster infusion</td><td>$400</td></tr></table>",
        {("session", "iv", 450, 450, 1), ("maintenance_session", "iv", 400, 400, 1)},
    ),
    "routes over columns": (
        "<table><tr><th></th><th>IV</th><th>IM</th></tr><tr><td>Single session</td><td>$450</td><td>$350</td></tr>"
        "<tr><td>Series of 6</td><td>$2,400</td><td>$1,900</td></tr></table>",
        {
            ("session", "iv", 450, 450, 1), ("session", "im", 350, 350, 1), ("series", "iv", 2400, 2400, 6),
            ("series", "im", 1900, 1900, 6),
        },
    ),
    "number, each and total": (
        "<h2>IV infusion packages</h2><table><tr><th>Infusions</th><th>Price each</th><th>Total</th></tr>"
        "<tr><td>1</td><td>$450</td><td>$450</td></tr><tr><td>6</td><td>$400</td><td>$2,400</td></tr></table>",
        {("session", "iv", 450, 450, 1), ("series", "iv", 2400, 2400, 6)},
    ),
    "plans over columns": (
        "<h2>IV infusions</h2><table><tr><th></th><th>Single</th><th>Starter</th><th>Full</th></tr>"
        "<tr><td>Infusions</td><td>1</td><td>3</td><td>6</td></tr>"
        "<tr><td>Price</td><td>$450</td><td>$1,275</td><td>$2,400</td></tr></table>",
        {("session", "iv", 450, 450, 1), ("series", "iv", 1275, 1275, 3), ("series", "iv", 2400, 2400, 6)},
    ),
    "a grid of divs": (
        "<div class=row><div>Initial consultation</div><div>$150</div></div>"
        "<div class=row><div>IV infusion (40 minutes)</div><div>$450</div></div>",
        {("consultation", "", 150, 150, 1), ("session", "iv", 450, 450, 1)},
    ),
    "a flat list, label first": (
        "<div><p>IV infusion</p><p>$450</p><p>Six IV infusions</p><p>$2,400</p></div>",
        {("session", "iv", 450, 450, 1), ("series", "iv", 2400, 2400, 6)},
    ),
    "a flat list, price first": (
        "<div><p>$450</p><p>IV infusion</p><p>$2,400</p><p>Six IV infusions</p></div>",
        {("session", "iv", 450, 450, 1), ("series", "iv", 2400, 2400, 6)},
    ),
    "cards": (
        "<div><div class=card><h3>Single infusion</h3><div>$450</div><p>per infusion</p></div>"
        "<div class=card><h3>Series of six</h3><div>$2,400</div><ul><li>6 IV infusions</li></ul></div></div>",
        {("session", "iv", 450, 450, 1), ("series", "iv", 2400, 2400, 6)},
    ),
    "cards without headings": (
        "<div class=cards><div><span class=t>KAP session, IM</span><br><b>$550</b><br>3 hours</div>"
        "<div><span class=t>Integration session</span><br><b>$160</b><br>50 minutes</div></div>",
        {("kap_session", "im", 550, 550, 1), ("therapy_session", "", 160, 160, 1)},
    ),
    "a nested list": (
        "<ul><li>IM injections<ul><li>Single session: $300</li><li>Four sessions: $1,100</li></ul></li>"
        "<li>IV infusions<ul><li>Single session: $450</li></ul></li></ul>",
        {("session", "im", 300, 300, 1), ("series", "im", 1100, 1100, 4), ("session", "iv", 450, 450, 1)},
    ),
    "a title that is no heading": (
        "<div class=menu-section><div class=section-title>Intramuscular ketamine</div>"
        "<div>Session <b>$300</b></div><div>Booster <b>$250</b></div></div>",
        {("session", "im", 300, 300, 1), ("maintenance_session", "im", 250, 250, 1)},
    ),
    "questions and answers": (
        "<h3>How much is an infusion?</h3><p>It is $450.</p><h3>How much is the first visit?</h3><p>$100.</p>",
        {("session", "iv", 450, 450, 1), ("consultation", "", 100, 100, 1)},
    ),
    "mood and pain": (
        "<p>Infusions cost $450 for mood and $750 for pain.</p>",
        {("session", "iv", 450, 450, 1), ("pain_session", "iv", 750, 750, 1)},
    ),
    "first and later": (
        "<p>The first infusion is $350. Infusions two to six are $425 each.</p>",
        {("first_session", "iv", 350, 350, 1), ("session", "iv", 425, 425, 1)},
    ),
    "two steps": (
        "<ul><li>Intake: $200</li><li>Medical evaluation: $250</li></ul>",
        {("consultation", "", 200, 200, 1), ("evaluation", "", 250, 250, 1)},
    ),
    "one step": ("<p>Psychiatric evaluation: $300</p>", {("consultation", "", 300, 300, 1)}),
    "taken off": (
        "<p>The consultation is $150, applied to your first infusion.</p>", {("consultation", "", 150, 150, 1)},
    ),
    "free": ("<p>The first consultation is free.</p>", {("consultation", "", 0, 0, 1)}),
    "free in a table": (
        "<table><tr><td>Phone consultation</td><td>Free</td></tr><tr><td>IV infusion</td><td>$450</td></tr></table>",
        {("consultation", "", 0, 0, 1), ("session", "iv", 450, 450, 1)},
    ),
    "at no charge": ("<p>There is no charge for the consultation.</p>", {("consultation", "", 0, 0, 1)}),
    "cash and card": (
        "<p>IV infusion: $450 cash, $465 by card</p>", {("session", "iv", 450, 465, 1)},
    ),
    "veterans pay less": (
        "<p>IV infusion: $450 ($400 for veterans)</p>", {("session", "iv", 450, 450, 1)},
    ),
    "Spravato in two parts": (
        "<ul><li>Spravato drug, 84 mg: $900</li><li>Spravato observation visit: $250</li></ul>",
        {("drug", "spravato", 900, 900, 1), ("observation", "spravato", 250, 250, 1)},
    ),
    "a membership": ("<p>Membership: $99 per month</p>", {("membership", "", 99, 99, None)}),
    "groups": (
        "<ul><li>Group ketamine session: $200 per person</li><li>Group series, 4 sessions: $720</li></ul>",
        {("group_session", "", 200, 200, 1), ("group_series", "", 720, 720, 4)},
    ),
    "a program": (
        "<p>KAP program with 1 intake, 3 medicine sessions (IM) and 4 integration sessions: $2,800</p>",
        {("series", "im", 2800, 2800, 3)},
    ),
    "the one way there is": (
        "<p>We give ketamine by lozenge only.</p><p>Session: $250</p>", {("session", "sublingual", 250, 250, 1)},
    ),
    "the clinic's own range": (
        "<p>Ketamine infusions here range from $400 to $600 by dose.</p>", {("session", "iv", 400, 600, 1)},
    ),
    "now and before": (
        "<p>IV infusion <s>$550</s> $450</p><p>Booster infusion was $450, now $400</p>",
        {("session", "iv", 450, 450, 1), ("maintenance_session", "iv", 400, 400, 1)},
    ),
    "a number alone": (
        "<p>One IV infusion is $430; if you prepay four, it is $1,600. Six of them: $2,300.</p>",
        {("session", "iv", 430, 430, 1), ("series", "iv", 1600, 1600, 4), ("series", "iv", 2300, 2300, 6)},
    ),
    "a start and an end": (
        "<p>IV infusions start at $400 and can reach $900.</p>", {("session", "iv", 400, 900, 1)},
    ),
    "words beside the sum": (
        "<div><h3>IV infusion</h3><small>Starting at</small><div>$390</div></div>", {("session", "iv", 390, None, 1)},
    ),
    "the sign in a block of its own": (
        "<h3>IV infusion</h3><div><div>$</div><div>390</div></div>", {("session", "iv", 390, 390, 1)},
    ),
    "length in brackets": (
        "<p>IM session (3 h): $480</p><p>Lozenge session (2.5 hours): $380</p>",
        {("session", "im", 480, 480, 1), ("session", "sublingual", 380, 380, 1)},
    ),
    "a share in its own block": (
        "<div><h3>IV infusions, six-pack</h3><p>$375 / infusion</p><p>$2,250 total</p></div>",
        {("series", "iv", 2250, 2250, 6)},
    ),
    "a program with its parts below": (
        "<h3>Foundations</h3><p>$2,600</p><ul><li>Evaluation</li><li>6 IV infusions</li></ul>",
        {("series", "iv", 2600, 2600, 6)},
    ),
    "tabs": (
        "<a href='#a'>IV</a><a href='#b'>IM</a><div id=a><p>Single session: $450</p></div>"
        "<div id=b style='display:none'><p>Single session: $300</p></div>",
        {("session", "iv", 450, 450, 1), ("session", "im", 300, 300, 1)},
    ),
    "dollars in the head": (
        "<table><tr><th>IV ketamine</th><th>Price (USD)</th></tr><tr><td>One infusion</td><td>450</td></tr></table>",
        {("session", "iv", 450, 450, 1)},
    ),
    "a table whose head names the treatment": (
        "<table><tr><th>Ketamine infusions</th><th>Price</th></tr><tr><td>40 minutes</td><td>$450</td></tr>"
        "<tr><th>NAD+ infusions</th><th>Price</th></tr><tr><td>Single infusion</td><td>$600</td></tr></table>",
        {("session", "iv", 450, 450, 1)},
    ),
    "numbers in words": (
        "<p>An IV infusion costs four hundred and fifty dollars.</p>", {("session", "iv", 450, 450, 1)},
    ),
    "a talk and a medical visit": (
        "<ul><li>First talk by phone - no charge</li><li>Medical check with our doctor - $220</li></ul>",
        {("consultation", "", 0, 0, 1), ("evaluation", "", 220, 220, 1)},
    ),
    "book is a verb": (
        "<p>We ask $400 for each infusion, and $2,200 if you book all six.</p>",
        {("session", "iv", 400, 400, 1), ("series", "iv", 2200, 2200, 6)},
    ),
    "routes in order": (
        "<p>Session with lozenge / IM: $350 / $425</p>",
        {("session", "sublingual", 350, 350, 1), ("session", "im", 425, 425, 1)},
    ),
    "a column of labels beside one of sums": (
        "<div><p>IV infusion</p><p>Consultation</p></div><div><p>$450</p><p>$100</p></div>",
        {("session", "iv", 450, 450, 1), ("consultation", "", 100, 100, 1)},
    ),
    "from and to in two columns": (
        "<table><tr><th>Visit</th><th>From</th><th>To</th></tr><tr><td>IV infusion</td><td>$400</td><td>$600</td></tr>"
        "</table>",
        {("session", "iv", 400, 600, 1)},
    ),
    "a booster at the price of a share": (
        "<p>Infusion $450; package of six $2,400; booster $400.</p>",
        {("session", "iv", 450, 450, 1), ("series", "iv", 2400, 2400, 6), ("maintenance_session", "iv", 400, 400, 1)},
    ),
    "label, length, sum": (
        "<h3>First visit</h3><p>60 min</p><p>$250</p><h3>IV infusion</h3><p>2 hours</p><p>$450</p>"
        "<h3>Follow-up by phone</h3><p>15 min</p><p>$60</p>",
        {("consultation", "", 250, 250, 1), ("session", "iv", 450, 450, 1)},
    ),
    "by length": (
        "<h3>IV infusion</h3><ul><li>40 minutes: $400</li><li>60 minutes: $500</li></ul>",
        {("session", "iv", 400, 400, 1), ("session", "iv", 500, 500, 1)},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", STATED)
def test_a_stated_price_is_read_with_what_it_is_for(case):
    html, expected = STATED[case]
    assert brief(ketamine(html)) == expected


NOBODYS = {
    "a discount": "<p>Get up to $500 off your infusions.</p>",
    "savings": "<p>Save $300 on a series of six infusions.</p>",
    "a deposit": "<p>A $100 deposit holds your infusion.</p>",
    "a late fee": "<p>Missed infusions are charged $150. Late cancellation: $75.</p>",
    "a monthly rate": "<p>Infusions from $99/month with financing.</p>",
    "a gift card": "<p>Infusion gift cards: $100, $250.</p>",
    "a copay": "<p>Spravato for a copay as little as $10 per treatment.</p>",
    "the nation": "<p>Nationwide, ketamine infusions cost $400 to $800.</p>",
    "others": "<p>Other clinics charge $700 per infusion.</p>",
    "others after a colon": "<p>How do we compare? Hospitals bill $1,500 for an infusion.</p>",
    "typically": "<p>Ketamine infusions typically cost $400 to $1,000.</p>",
    "a testimonial": "<blockquote>I paid $900 for my infusion</blockquote>",
    "a testimonial by its class": "<div class='testimonial-card'><p>My infusion was $900 elsewhere</p></div>",
    "a testimonial by its heading": "<h2>What our patients say</h2><p>An infusion for $900 was worth it</p>",
    "crossed out": "<p>IV infusion <del>$600</del></p>",
    "crossed out by style": "<p>IV infusion <span style='text-decoration: line-through'>$600</span></p>",
    "hidden": "<p hidden>IV infusion $600</p>",
    "a comment": "<!-- <p>IV infusion $600</p> -->",
    "a template": "<template><p>IV infusion $600</p></template>",
    "a script": "<script>var p = 'IV infusion $600'</script>",
    "botox": "<p>Botox: $12 per unit</p><p>TMS: $300 per session</p>",
    "nad": "<h2>NAD+ therapy</h2><p>Single infusion: $600</p>",
    "vitamins": "<table><tr><td>Myers cocktail infusion</td><td>$169</td></tr></table><p>Vitamin C drip: $180</p>",
    "weight loss": "<p>Semaglutide injections: $299</p>",
    "stem cells": "<p>Stem cell injection: $4,000</p>",
    "an add-on": "<p>Infusion add-on Zofran: $25. Extra hour: $100.</p>",
    "an extra": "<p>Each additional hour of infusion is $200.</p>",
    "a loan": "<p>Finance your infusions: loans from $500 to $17,500.</p>",
    "purchases": "<p>No interest on infusion purchases of $200 or more.</p>",
    "a donation": "<h2>Donate</h2><p>$400 pays for one infusion.</p>",
    "a job": "<p>We are hiring an infusion nurse. Pay is $45 to $60 an hour.</p>",
    "income": "<p>Reduced infusions for incomes under $50,000.</p>",
    "a friend": "<p>Refer a friend and get $50 toward an infusion.</p>",
    "value": "<p>Infusion with aromatherapy, a $75 value.</p>",
    "an old price": "<p>In 2019 an infusion used to cost $350.</p>",
    "list price": "<p>The list price of Spravato is $640 to $960 per treatment.</p>",
    "a hotel": "<p>Patients who come for an infusion stay for $89 a night.</p>",
    "a lender": "<h2>Ways to pay</h2><ul><li>Cherry: $200 to $10,000</li></ul>",
    "what an insurer pays back": "<p>Some plans pay $150 of each infusion.</p>",
    "a supply": "<p>Lozenges: $120 for a 30-day supply.</p>",
    "a joining fee": "<p>Joining fee of the infusion club: $99</p>",
    "before": "<table><tr><th></th><th>Was</th></tr><tr><td>IV infusion</td><td>$500</td></tr></table>",
    "somebody's words": '<p>"I drove far for my infusion and the $700 were worth it." - K.</p>',
    "a comparison": "<table><tr><th></th><th>Hospital</th></tr><tr><td>IV infusion</td><td>$1,500</td></tr></table>",
}  # fmt: skip


@pytest.mark.parametrize("case", NOBODYS)
def test_what_is_no_price_of_ketamine_is_left_out(case):
    assert brief(ketamine(NOBODYS[case])) == set()
