"""Prices on clinics' pages: what each is for, and what is nobody's price. All pages are made up."""

import time

import pytest

from finder.sources import page
from tests.clinicpage import READ_ON, URL, brief, ketamine


def offers(html, url=URL):
    return [offer for offer in page.read(html, url, READ_ON).offers if offer.confidence >= 0.5]


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
        "<table><tr><th>Visit</th><th>From</th><th>To</th></tr><tr><td>IV infusion</td><td>$400</td><td>"
        "$600</td></tr>"
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


#: What stands on a page, said in the many ways of clinics -> item, route, low, high, sessions of each offer.
SAID = [
    (
        "<h2>What you pay</h2><p>You will be charged $425 on the day of each infusion. If you don't show up, "
        "the card on file is run for $200.</p>",
        {("session", "iv", 425, 425, 1)},
    ),
    (
        "<h2>Fees</h2><dl><dt>IV ketamine (45 min)</dt><dd>$475</dd><dt>IV ketamine (90 min, pain)</dt><dd>"
        "$795</dd><dt>New client interview</dt><dd>$150</dd><dt>Cancellation inside 48 hours</dt><dd>$150</dd></dl>",
        {("consultation", "", 150, 150, 1), ("pain_session", "iv", 795, 795, 1), ("session", "iv", 475, 475, 1)},
    ),
    ("<p>We charge four hundred fifty dollars per infusion.</p>", {("session", "iv", 450, 450, 1)}),
    (
        "<p>An infusion runs $460. Six run $2,520, which saves you $240.</p>",
        {("series", "iv", 2520, 2520, 6), ("session", "iv", 460, 460, 1)},
    ),
    (
        "<h3>IV infusions</h3><ul><li>One: $450</li><li>Three: $1,290</li><li>Six: $2,400</li></ul>",
        {("series", "iv", 1290, 1290, 3), ("series", "iv", 2400, 2400, 6), ("session", "iv", 450, 450, 1)},
    ),
    (
        "<p>Your investment for IV ketamine is $500 for the first visit, which includes the consultation, and "
        "$450 for every visit after.</p>",
        {("first_session", "iv", 500, 500, 1), ("session", "iv", 450, 450, 1)},
    ),
    (
        "<table><tr><th>Service</th><th>Non-member</th><th>Member</th></tr><tr><td>Ketamine infusion</td><td>"
        "$450</td><td>$399</td></tr><tr><td>NAD+ 500 mg</td><td>$600</td><td>$500</td></tr></table>",
        {("session", "iv", 450, 450, 1)},
    ),
    (
        "<h2>Spravato</h2><p>If you pay yourself, the drug is $850 for 56 mg and $1,250 for 84 mg. We charge "
        "$275 to watch you for two hours.</p>",
        {
            ("drug", "spravato", 1250, 1250, 1),
            ("drug", "spravato", 850, 850, 1),
            ("observation", "spravato", 275, 275, 1),
        },
    ),
    (
        "<p>A typical clinic in the city charges $700. We ask $480 for an infusion.</p>",
        {("session", "iv", 480, 480, 1)},
    ),
    ("<p>Deposit: $100 (goes toward your first infusion). Infusion: $450.</p>", {("session", "iv", 450, 450, 1)}),
    (
        "<h2>Package</h2><p>Six infusions for $2,400. Half ($1,200) is due at the first visit and the rest "
        "before the fourth.</p>",
        {("series", "iv", 2400, 2400, 6)},
    ),
    (
        "<h2>Ketamine lozenge program</h2><p>$250 a month, which covers two video visits. Medication costs "
        "about $60 and is paid to the pharmacy.</p>",
        {("membership", "sublingual", 250, 250, None)},
    ),
    (
        "<p>Infusions are $450. Bring a friend and you each save $25. We lend headphones; lost ones are $80.</p>",
        {("session", "iv", 450, 450, 1)},
    ),
    (
        "<h2>Extras</h2><p>IV Zofran $25, Toradol $30, extra bag of fluids $75.</p><h2>Ketamine</h2><p>"
        "40-minute infusion $450</p>",
        {("session", "iv", 450, 450, 1)},
    ),
    (
        "<p>First, a 30-minute call with our nurse, at no cost to you. Then an exam with the doctor for $175. "
        "After that each IV infusion is $450.</p>",
        {("consultation", "", 0, 0, 1), ("evaluation", "", 175, 175, 1), ("session", "iv", 450, 450, 1)},
    ),
    (
        "<h2>KAP</h2><p>Medicine days are $650. Prep and integration hours are $180 each. The psychiatric "
        "intake is $350.</p>",
        {("consultation", "", 350, 350, 1), ("kap_session", "", 650, 650, 1), ("therapy_session", "", 180, 180, 1)},
    ),
    (
        "<table><tr><th></th><th>Weekday</th><th>Weekend</th></tr><tr><td>IV ketamine infusion</td><td>$450</td>"
        "<td>$500</td></tr></table>",
        {("session", "iv", 450, 450, 1), ("session", "iv", 500, 500, 1)},
    ),
    (
        "<table><tr><th>Infusions</th><th>Price per infusion</th><th>Total</th></tr><tr><td>1</td><td>$450</td>"
        "<td>$450</td></tr><tr><td>3</td><td>$425</td><td>$1,275</td></tr><tr><td>6</td><td>$400</td><td>"
        "$2,400</td></tr></table>",
        {("series", "iv", 1275, 1275, 3), ("series", "iv", 2400, 2400, 6), ("session", "iv", 450, 450, 1)},
    ),
    ("<p>Ketamine infusion $450 (was $525 until March).</p>", {("session", "iv", 450, 450, 1)}),
    ("<p>In 2022 we charged $550 for an infusion. Since we moved it is $475.</p>", {("session", "iv", 475, 475, 1)}),
    ("<p>Infusions: $475 cash price, $495 with a card.</p>", {("session", "iv", 475, 495, 1)}),
    (
        "<p>The series of six IV infusions is $2,700, or $225 a month for twelve months through our lender.</p>",
        {("series", "iv", 2700, 2700, 6)},
    ),
    (
        "<h2>How much are the infusions?</h2><p>$450. Nothing is added for the nurse, the room or the medicine.</p>",
        {("session", "iv", 450, 450, 1)},
    ),
    (
        "<p>Our fee for an intramuscular session with a therapist present is $375; without one it is $250.</p>",
        {("kap_session", "im", 375, 375, 1), ("session", "im", 250, 250, 1)},
    ),
    (
        "<p>Everyone begins with a psychiatric evaluation ($300). Most insurers pay for it; your copay is "
        "likely $20 to $50.</p><p>IV ketamine infusions are $500 each and insurers do not pay for them.</p>",
        {("consultation", "", 300, 300, 1), ("session", "iv", 500, 500, 1)},
    ),
    (
        "<p>Maintenance infusions are billed at $400 once your first series is done.</p>",
        {("maintenance_session", "iv", 400, 400, 1)},
    ),
    (
        "<h2>TMS</h2><p>$250 a session</p><h2>Ketamine</h2><p>$450 a session, by IV</p><h2>Stellate block</h2>"
        "<p>$900 a session</p>",
        {("session", "iv", 450, 450, 1)},
    ),
    (
        "<p>The doctor's consult costs $200. Of this, $100 is credited to your first infusion.</p>",
        {("consultation", "", 200, 200, 1)},
    ),
    ("<p>Tip: parking in the garage costs $12. An IV infusion costs $440.</p>", {("session", "iv", 440, 440, 1)}),
    (
        "<p>Group sessions (4-6 people): $225 per person. Private KAP: $550.</p>",
        {("group_session", "", 225, 225, 1), ("kap_session", "", 550, 550, 1)},
    ),
    (
        "<p>You can get a home kit of six troches for $180 from a mail-order company. We do not do that. Here a "
        "supervised troche session is $220.</p>",
        {("session", "sublingual", 220, 220, 1)},
    ),
    ("<h2>Financing</h2><p>With CareCredit a $2,400 series could be $100 a month for 24 months.</p>", set()),
    (
        "<h2>Prices in 2026</h2><p>IV infusion, 50 minutes – $470</p><p>IM injection – $290</p><p>Follow-up by "
        "phone – $60</p><p>Records – $30</p><p>Letter – $45</p>",
        {("session", "im", 290, 290, 1), ("session", "iv", 470, 470, 1)},
    ),
    (
        "<h2>Prices from January 2027</h2><p>IV infusion $495</p><h2>Prices now</h2><p>IV infusion $470</p>",
        {("session", "iv", 470, 470, 1)},
    ),
    ("<p>We ask for $450 when you arrive for the infusion, and nothing before.</p>", {("session", "iv", 450, 450, 1)}),
    (
        "<p>A single IV infusion costs $450, but almost nobody stops at one. The usual six come to $2,700; paid "
        "together they are $2,400.</p>",
        {("series", "iv", 2400, 2400, 6), ("session", "iv", 450, 450, 1)},
    ),
    (
        "<div class='grid'><div><span>$475</span><span>/infusion</span><h4>Mood</h4><p>45 minutes by IV</p>"
        "</div><div><span>$825</span><span>/infusion</span><h4>Pain</h4><p>3 hours by IV</p></div></div>",
        {("pain_session", "iv", 825, 825, 1), ("session", "iv", 475, 475, 1)},
    ),
    (
        "<table><tr><td>Consultation (telehealth)</td><td>$125</td></tr><tr><td>Consultation (in person)</td>"
        "<td>$175</td></tr><tr><td>IV infusion, 40 min</td><td>$400</td></tr><tr><td>IV infusion, 60 min</td>"
        "<td>$500</td></tr><tr><td>Deposit</td><td>$100</td></tr></table>",
        {
            ("consultation", "", 125, 125, 1),
            ("consultation", "", 175, 175, 1),
            ("session", "iv", 400, 400, 1),
            ("session", "iv", 500, 500, 1),
        },
    ),
    (
        "<p>Our rates: intake $200; preparation $150; dosing session (IM) $500; integration $150. A full "
        "package of one intake, two preparations, three dosing sessions and three integrations is $2,300 "
        "instead of $2,450.</p>",
        {
            ("consultation", "", 200, 200, 1),
            ("kap_session", "im", 500, 500, 1),
            ("series", "im", 2300, 2300, 3),
            ("therapy_session", "", 150, 150, 1),
        },
    ),
    (
        "<h3>What does Spravato cost without insurance?</h3><p>About $1,050 per visit: the medicine, and two "
        "hours under observation.</p>",
        {("session", "spravato", 1050, 1050, 1)},
    ),
    (
        "<h2>Spravato (esketamine)</h2><table><tr><td>Medication 56 mg</td><td>$700</td></tr><tr><td>Medication "
        "84 mg</td><td>$1,000</td></tr><tr><td>Observation</td><td>$250</td></tr></table>",
        {
            ("drug", "spravato", 1000, 1000, 1),
            ("drug", "spravato", 700, 700, 1),
            ("observation", "spravato", 250, 250, 1),
        },
    ),
    (
        "<h2>IV ketamine</h2><p>Initial consultation: $150</p><p>Single treatment: $450</p><p>Induction (6 "
        "treatments): $2,400</p><p>Maintenance: $425</p><p>Nausea medicine: $10</p>",
        {
            ("consultation", "", 150, 150, 1),
            ("maintenance_session", "iv", 425, 425, 1),
            ("series", "iv", 2400, 2400, 6),
            ("session", "iv", 450, 450, 1),
        },
    ),
    (
        "<p>Prices: $450 for IV infusion, $300 for IM injection, $150 for initial consultation.</p>",
        {("consultation", "", 150, 150, 1), ("session", "im", 300, 300, 1), ("session", "iv", 450, 450, 1)},
    ),
    ("<p>How much? IV infusions are four hundred and fifty dollars ($450) each.</p>", {("session", "iv", 450, 450, 1)}),
    (
        "<ul><li><strong>IV infusion</strong> <em>$450</em> <small>Add 30 min for $100</small></li><li><strong>"
        "IM injection</strong> <em>$275</em></li></ul>",
        {("session", "im", 275, 275, 1), ("session", "iv", 450, 450, 1)},
    ),
    (
        "<h2>Membership</h2><p>$99 a month. Members pay $375 for an infusion. Everybody else pays $450.</p>",
        {("membership", "", 99, 99, None), ("session", "iv", 450, 450, 1)},
    ),
    (
        "<p>The price of a six-pack of IV infusions went from $2,700 to $2,550 in May.</p>",
        {("series", "iv", 2550, 2550, 6)},
    ),
    (
        "<p>Our at-home program is $1,158 for six sessions with rapid-dissolve tablets, which is $193 a session.</p>",
        {("series", "sublingual", 1158, 1158, 6)},
    ),
    (
        "<p>Six guided lozenge sessions: $1,200. That includes the video evaluation. Refills of six: $900.</p>",
        {("series", "sublingual", 1200, 1200, 6)},
    ),
    (
        "<table><caption>Ketamine</caption><tr><th>Route</th><th>Price</th></tr><tr><td>IV</td><td>$450</td>"
        "</tr><tr><td>IM</td><td>$300</td></tr><tr><td>Lozenge, in office</td><td>$200</td></tr></table>",
        {("session", "im", 300, 300, 1), ("session", "iv", 450, 450, 1), ("session", "sublingual", 200, 200, 1)},
    ),
    (
        "<h2>Ketamine infusions</h2><h3>$450</h3><p>per infusion, six recommended</p><h2>Consultation</h2><h3>"
        "$100</h3><p>waived if you go ahead</p>",
        {("consultation", "", 100, 100, 1), ("session", "iv", 450, 450, 1)},
    ),
    (
        "<p>With us a ketamine infusion costs $450. With Medicare you pay the same, since it does not cover "
        "ketamine.</p>",
        {("session", "iv", 450, 450, 1)},
    ),
    (
        "<p>Weekdays: $425 per infusion. Saturdays: $475 per infusion.</p>",
        {("session", "iv", 425, 425, 1), ("session", "iv", 475, 475, 1)},
    ),
    (
        "<h2>Depression, PTSD, anxiety</h2><p>$450 per infusion</p><h2>CRPS, fibromyalgia</h2><p>$900 per infusion</p>",
        {("pain_session", "iv", 900, 900, 1), ("session", "iv", 450, 450, 1)},
    ),
    (
        "<p>You pay $450 on the day of an infusion, or $2,430 for six in advance (10 percent off).</p>",
        {("series", "iv", 2430, 2430, 6), ("session", "iv", 450, 450, 1)},
    ),
    (
        "<p>New patients: psychiatric evaluation, 90 minutes, $400. Ketamine IV infusion, $550. Spravato visit, "
        "$350 (medication billed to your plan).</p>",
        {("consultation", "", 400, 400, 1), ("observation", "spravato", 350, 350, 1), ("session", "iv", 550, 550, 1)},
    ),
    (
        "<h3>Couples</h3><p>Two people, two chairs, one room: $800 for both.</p><h3>One person</h3><p>IV "
        "infusion: $450</p>",
        {("session", "iv", 450, 450, 1)},
    ),
    (
        "<h2>Price</h2><p>IV ketamine is $450 (about an hour).</p><h2>Compare that</h2><p>Weekly therapy for a "
        "year: $7,800. A week in hospital: $14,000.</p>",
        {("session", "iv", 450, 450, 1)},
    ),
    (
        "<p>An IM session with our nurse costs $250 and one with our therapist $425.</p>",
        {("kap_session", "im", 425, 425, 1), ("session", "im", 250, 250, 1)},
    ),
    (
        "<dl><dt>First infusion + evaluation</dt><dd>$650</dd><dt>Following infusions</dt><dd>$450</dd></dl>",
        {("first_session", "iv", 650, 650, 1), ("session", "iv", 450, 450, 1)},
    ),
    (
        "<p>Evaluation by a physician: no charge. Infusion: $450. Booster: $400. Ride home with our driver: $25.</p>",
        {("consultation", "", 0, 0, 1), ("maintenance_session", "iv", 400, 400, 1), ("session", "iv", 450, 450, 1)},
    ),
    (
        "<h2>Payment</h2><p>Payment in full, $450, is due on the day of the infusion.</p>",
        {("session", "iv", 450, 450, 1)},
    ),
    (
        "<p>Low-dose IV infusion 0.5 mg/kg - $400<br>High-dose IV infusion 1 mg/kg - $550</p>",
        {("session", "iv", 400, 400, 1), ("session", "iv", 550, 550, 1)},
    ),
    (
        "<h2>Ketamine therapy: $395 per IV session</h2><p>Nothing down. No fees. If you are on Medicaid, ask "
        "about our fund, which paid $200 of each session for 30 people.</p>",
        {("session", "iv", 395, 395, 1)},
    ),
    (
        "<p>We used to charge by the hour. Now every IV infusion is $480, short or long.</p>",
        {("session", "iv", 480, 480, 1)},
    ),
    (
        "<h2>Prices</h2><p>Ketamine infusion (IV) - 1 × $450 - 4 × $1,700 - 6 × $2,400</p>",
        {("series", "iv", 1700, 1700, 4), ("series", "iv", 2400, 2400, 6), ("session", "iv", 450, 450, 1)},
    ),
    (
        "<table><tr><th></th><th>1</th><th>3</th><th>6</th></tr><tr><td>IV infusions</td><td>$450</td><td>"
        "$1,290</td><td>$2,400</td></tr><tr><td>IM injections</td><td>$300</td><td>$840</td><td>$1,600</td></tr>"
        "</table>",
        {
            ("series", "im", 1600, 1600, 6),
            ("series", "im", 840, 840, 3),
            ("series", "iv", 1290, 1290, 3),
            ("series", "iv", 2400, 2400, 6),
            ("session", "im", 300, 300, 1),
            ("session", "iv", 450, 450, 1),
        },
    ),
    (
        "<table><tr><th>Treatment</th><th>Our price</th><th>Hospital</th></tr><tr><td>IV ketamine</td><td>"
        "$450</td><td>$1,500</td></tr></table>",
        {("session", "iv", 450, 450, 1)},
    ),
    (
        "<table><tr><th>Visit</th><th>You pay</th><th>Your insurer may pay back</th></tr><tr><td>IV "
        "infusion</td><td>$450</td><td>$0-$150</td></tr><tr><td>Consultation</td><td>$200</td><td>$80</td></tr>"
        "</table>",
        {("consultation", "", 200, 200, 1), ("session", "iv", 450, 450, 1)},
    ),
    ("<p>Psilocybin is not legal here. For ketamine we charge $500 an infusion.</p>", {("session", "iv", 500, 500, 1)}),
    (
        "<p>Ketamine infusion: $450<br>Ketamine infusion with NAD+: $750<br>NAD+ alone: $400</p>",
        {("session", "iv", 450, 450, 1)},
    ),
    (
        "<p>IV infusion: $450.00*</p><p>*Price does not include the $150 consultation.</p>",
        {("consultation", "", 150, 150, 1), ("session", "iv", 450, 450, 1)},
    ),
    ("<p>IV ketamine: $395/$595 (40/90 minutes)</p>", {("session", "iv", 395, 395, 1), ("session", "iv", 595, 595, 1)}),
    (
        "<p>IV infusion – $ 450</p><p>IM injection – USD300</p>",
        {("session", "im", 300, 300, 1), ("session", "iv", 450, 450, 1)},
    ),
    (
        "<table><tr><th rowspan=2>Ketamine infusion</th><td>40 min</td><td>$450</td></tr><tr><td>4 hours "
        "(pain)</td><td>$1,100</td></tr></table>",
        {("pain_session", "iv", 1100, 1100, 1), ("session", "iv", 450, 450, 1)},
    ),
    (
        "<table><tr><th colspan=2>Ketamine infusions</th></tr><tr><td>One</td><td>$450</td></tr><tr><td>Six</td>"
        "<td>$2,400</td></tr><tr><th colspan=2>Vitamin infusions</th></tr><tr><td>One</td><td>$150</td></tr><tr>"
        "<td>Six</td><td>$800</td></tr></table>",
        {("series", "iv", 2400, 2400, 6), ("session", "iv", 450, 450, 1)},
    ),
    (
        "<details><summary>How much does an infusion cost?</summary><p>$450 for the standard 45 minutes.</p>"
        "</details><details><summary>What about NAD+?</summary><p>$600 for the standard 3 hours.</p></details>",
        {("session", "iv", 450, 450, 1)},
    ),
    (
        "<h2>FAQ</h2><p><b>Q: What's the price of one infusion?</b><br>A: $450.</p><p><b>Q: And the first "
        "visit?</b><br>A: $175, and half of it comes off if you start.</p>",
        {("consultation", "", 175, 175, 1), ("session", "iv", 450, 450, 1)},
    ),
    (
        "<div><h3>Ketamine Infusion Therapy</h3><p>Our most popular service.</p><p>60 min</p><p>$450</p><button>"
        "Book now</button></div><div><h3>Ketamine Consultation</h3><p>Video</p><p>30 min</p><p>$75</p><button>"
        "Book now</button></div><div><h3>Hydration</h3><p>45 min</p><p>$150</p><button>Book now</button></div>",
        {("consultation", "", 75, 75, 1), ("session", "iv", 450, 450, 1)},
    ),
    (
        "<p>Ketamine infusion packages</p><ul><li>Bronze – 2 infusions, $880</li><li>Silver – 4 infusions, "
        "$1,720 ($430 each)</li><li>Gold – 6 infusions plus 1 booster, $2,900</li></ul>",
        {("series", "iv", 1720, 1720, 4), ("series", "iv", 2900, 2900, 6), ("series", "iv", 880, 880, 2)},
    ),
    (
        "<p>The total for our six-week KAP program (three lozenge sessions, four therapy hours, medical "
        "evaluation) is $3,200.</p>",
        {("series", "sublingual", 3200, 3200, 3)},
    ),
    (
        "<p>Ketamine for mood: from $425. Ketamine for pain: from $650.</p>",
        {("pain_session", "", 650, None, 1), ("session", "", 425, None, 1)},
    ),
    ("<p>Expect to pay between $400 and $500 here for an IV infusion.</p>", {("session", "iv", 400, 500, 1)}),
    (
        "<h2>Rates</h2><p>Initial psychiatric evaluation (90 min) ........ $400</p><p>Ketamine infusion (40 "
        "min) ........ $525</p><p>Medication management (30 min) ........ $175</p><p>Psychotherapy (50 min) "
        "........ $200</p>",
        {("consultation", "", 400, 400, 1), ("session", "iv", 525, 525, 1), ("therapy_session", "", 200, 200, 1)},
    ),
    (
        "<p>Single Infusion<br>$450<br>Three Infusions<br>$1,275<br>Six Infusions<br>$2,400</p>",
        {("series", "iv", 1275, 1275, 3), ("series", "iv", 2400, 2400, 6), ("session", "iv", 450, 450, 1)},
    ),
    (
        "<p>$450 Single infusion</p><p>$1,275 Three infusions</p><p>$2,400 Six infusions</p><p>$99 Consult</p>",
        {
            ("consultation", "", 99, 99, 1),
            ("series", "iv", 1275, 1275, 3),
            ("series", "iv", 2400, 2400, 6),
            ("session", "iv", 450, 450, 1),
        },
    ),
    (
        "<h2>North office</h2><p>Infusion (IV): $450</p><h2>South office</h2><p>Infusion (IV): $420</p>",
        {("session", "iv", 420, 420, 1), ("session", "iv", 450, 450, 1)},
    ),
    (
        "<p>Infusions cost $450; the booster, if you need one, $400; the intake, by phone, $50.</p>",
        {("consultation", "", 50, 50, 1), ("maintenance_session", "iv", 400, 400, 1), ("session", "iv", 450, 450, 1)},
    ),
    (
        "<p>A person who pays cash is charged $450 an infusion. By card it is $463.50.</p>",
        {("session", "iv", 450, 463.5, 1)},
    ),
    (
        "<p>Our charges: evaluation $250, IV infusion $475, and $50 for each half hour beyond the first.</p>",
        {("consultation", "", 250, 250, 1), ("session", "iv", 475, 475, 1)},
    ),
    (
        "<h2>Self-pay</h2><p>Esketamine: $300 a visit. You buy the spray through your plan.</p>",
        {("observation", "spravato", 300, 300, 1)},
    ),
    (
        "<p>Every new patient first sees Dr. Example, who charges $275. Then ketamine is given by infusion at "
        "$450 each time.</p>",
        {("consultation", "", 275, 275, 1), ("session", "iv", 450, 450, 1)},
    ),
    (
        "<h2>Prices</h2><table><tr><th>Minutes</th><th>IV</th><th>IM</th></tr><tr><td>45</td><td>$400</td><td>"
        "$275</td></tr><tr><td>90</td><td>$650</td><td>$375</td></tr></table>",
        {
            ("session", "im", 275, 275, 1),
            ("session", "im", 375, 375, 1),
            ("session", "iv", 400, 400, 1),
            ("session", "iv", 650, 650, 1),
        },
    ),
    (
        "<p>Ketamine infusions, $450, by appointment. Also: iron infusions, $350; hydration, $120.</p>",
        {("session", "iv", 450, 450, 1)},
    ),
    (
        "<h2>IV Ketamine</h2><p>Price: $450</p><p>Time: 45 minutes</p><h2>Spravato</h2><p>Price: depends on "
        "your plan; copays of $10 to $60 are common</p><h2>TMS</h2><p>Price: $300</p>",
        {("session", "iv", 450, 450, 1)},
    ),
    (
        "<p>The intake with our therapist is $180 and the medical one $220. KAP with a lozenge: $475.</p>",
        {
            ("consultation", "", 180, 180, 1),
            ("evaluation", "", 220, 220, 1),
            ("kap_session", "sublingual", 475, 475, 1),
        },
    ),
    (
        "<p>Infusion day: $450. Lost-time fee if you cancel that morning: $225. Overnight stay next door: $110.</p>",
        {("session", "iv", 450, 450, 1)},
    ),
    (
        "<h3>Is there a consultation fee?</h3><p>Yes, $125. If you decide to start, we take it off your first "
        "infusion.</p>",
        {("consultation", "", 125, 125, 1)},
    ),
    (
        "<h2>Cost of treatment</h2><p><b>IV</b> $475</p><p><b>IM</b> $325</p><p><b>Sublingual</b> $200</p><p><b>"
        "Consultation</b> $150</p>",
        {
            ("consultation", "", 150, 150, 1),
            ("session", "im", 325, 325, 1),
            ("session", "iv", 475, 475, 1),
            ("session", "sublingual", 200, 200, 1),
        },
    ),
    (
        "<p>We have one price. An infusion is $445, whatever your weight. A block of five is $2,000.</p>",
        {("series", "iv", 2000, 2000, 5), ("session", "iv", 445, 445, 1)},
    ),
    (
        "<p>A KAP journey (IM, with prep and integration the same week) costs $1,150. The ketamine visit alone, "
        "without therapist, is $450.</p>",
        {("kap_session", "im", 1150, 1150, 1), ("session", "im", 450, 450, 1)},
    ),
    (
        "<table><tr><th>Package</th><th>Includes</th><th>Price</th></tr><tr><td>Starter</td><td>2 infusions</td>"
        "<td>$850</td></tr><tr><td>Standard</td><td>6 infusions + consultation</td><td>$2,450</td></tr><tr><td>"
        "Plus</td><td>8 infusions + 2 integration visits</td><td>$3,500</td></tr></table>",
        {("series", "iv", 2450, 2450, 6), ("series", "iv", 3500, 3500, 8), ("series", "iv", 850, 850, 2)},
    ),
    (
        "<h2>Spravato</h2><p>Cash patients: $375 for the visit; bring your own Spravato from the pharmacy.</p>",
        {("observation", "spravato", 375, 375, 1)},
    ),
    (
        "<h2>Rates</h2><ul><li>Intake (60 min.) - $200</li><li>Ketamine lozenge session (2 hrs., therapist "
        "present) - $350</li><li>Integration (50 min.) - $140</li></ul>",
        {
            ("consultation", "", 200, 200, 1),
            ("kap_session", "sublingual", 350, 350, 1),
            ("therapy_session", "", 140, 140, 1),
        },
    ),
    (
        "<p>For depression we charge $450 an infusion; for pain, $800, since those take half a day.</p>",
        {("pain_session", "iv", 800, 800, 1), ("session", "iv", 450, 450, 1)},
    ),
    (
        "<h3>Initial visit</h3><p>$275 (psychiatrist, 75 minutes)</p><h3>Ketamine injection</h3><p>$325 (IM, 2 "
        "hours)</p><h3>Follow-up visit</h3><p>$125</p>",
        {("consultation", "", 275, 275, 1), ("session", "im", 325, 325, 1)},
    ),
    (
        "<p>How we charge: $150 to be evaluated; $440 for an infusion, six of which make a series; $400 for any "
        "booster.</p>",
        {("consultation", "", 150, 150, 1), ("maintenance_session", "iv", 400, 400, 1), ("session", "iv", 440, 440, 1)},
    ),
    (
        "<p>Ketamine (IV), 40 min. ......$430.00</p><p>Ketamine (IV), 80 min. ......$610.00</p><p>No-show "
        "......$100.00</p>",
        {("session", "iv", 430, 430, 1), ("session", "iv", 610, 610, 1)},
    ),
    (
        "<h1>$399 ketamine infusions</h1><p>IV, 45 minutes, a nurse beside you. Intake by video: $49.</p>",
        {("consultation", "", 49, 49, 1), ("session", "iv", 399, 399, 1)},
    ),
    (
        "<p>The first time costs $550, as it includes the medical evaluation. Every infusion after that is $425.</p>",
        {("first_session", "iv", 550, 550, 1), ("session", "iv", 425, 425, 1)},
    ),
    (
        "<p>Group ketamine (IM), up to six people: $195 each. Private: $400.</p>",
        {("group_session", "im", 195, 195, 1), ("session", "im", 400, 400, 1)},
    ),
    (
        "<div><h4>Maintenance</h4><div>$395</div><div>per infusion</div></div><div><h4>Acute series</h4><div>"
        "$2,550</div><div>six infusions in three weeks</div></div>",
        {("maintenance_session", "iv", 395, 395, 1), ("series", "iv", 2550, 2550, 6)},
    ),
    (
        "<p>One session by IV is $450 and three are $1,290.</p>",
        {("series", "iv", 1290, 1290, 3), ("session", "iv", 450, 450, 1)},
    ),
    (
        "<p>Self-pay rate for an IV ketamine infusion: $475 (insurance: not billed). Self-pay rate for a new "
        "patient visit: $225 (insurance: billed).</p>",
        {("consultation", "", 225, 225, 1), ("session", "iv", 475, 475, 1)},
    ),
    (
        "<table><tr><th>Item</th><th>Code</th><th>Fee</th></tr><tr><td>New patient evaluation</td><td>99204</td>"
        "<td>$300</td></tr><tr><td>Ketamine infusion, first hour</td><td>96365</td><td>$425</td></tr><tr><td>"
        "Ketamine infusion, each added hour</td><td>96366</td><td>$125</td></tr><tr><td>Spravato, 2 hours</td>"
        "<td>G2083</td><td>$1,100</td></tr><tr><td>No-show</td><td>-</td><td>$100</td></tr></table>",
        {("consultation", "", 300, 300, 1), ("session", "iv", 425, 425, 1), ("session", "spravato", 1100, 1100, 1)},
    ),
    (
        "<div class=plan><h3>Single</h3><s>$550</s> <b>$475</b><p>One IV infusion</p></div><div class=plan><h3>"
        "Series</h3><s>$3,300</s> <b>$2,550</b><p>Six IV infusions</p></div>",
        {("series", "iv", 2550, 2550, 6), ("session", "iv", 475, 475, 1)},
    ),
    (
        "<div class=plan><h3>Single</h3><p>Reg. $550 Now $475</p><p>One IV infusion</p></div>",
        {("session", "iv", 475, 475, 1)},
    ),
    (
        "<table><tr><td></td><td>IV</td><td>IM</td><td>Lozenge</td></tr><tr><td>Single session</td><td>$475</td>"
        "<td>$350</td><td>$225</td></tr><tr><td>Package of 4</td><td>$1,800</td><td>$1,300</td><td>$840</td>"
        "</tr><tr><td>Length</td><td>60 min</td><td>45 min</td><td>2 hours</td></tr></table>",
        {
            ("series", "im", 1300, 1300, 4),
            ("series", "iv", 1800, 1800, 4),
            ("series", "sublingual", 840, 840, 4),
            ("session", "im", 350, 350, 1),
            ("session", "iv", 475, 475, 1),
            ("session", "sublingual", 225, 225, 1),
        },
    ),
    (
        "<h2>Services</h2><h3>IV Ketamine Infusions</h3><p>A slow drip over 40 minutes.</p><p>Cost: $450</p><h3>"
        "Ketamine-Assisted Psychotherapy</h3><p>A lozenge and a therapist for three hours.</p><p>Cost: $525</p>"
        "<h3>Integration</h3><p>An hour by video.</p><p>Cost: $150</p><h3>Medication management</h3><p>Half an "
        "hour.</p><p>Cost: $175</p>",
        {
            ("kap_session", "sublingual", 525, 525, 1),
            ("session", "iv", 450, 450, 1),
            ("therapy_session", "", 150, 150, 1),
        },
    ),
    (
        "<p><b>Ketamine IV:</b> $450 &nbsp;|&nbsp; <b>Ketamine IM:</b> $300 &nbsp;|&nbsp; <b>Consult:</b> $100 "
        "&nbsp;|&nbsp; <b>NAD+:</b> $500</p>",
        {("consultation", "", 100, 100, 1), ("session", "im", 300, 300, 1), ("session", "iv", 450, 450, 1)},
    ),
    (
        "<table><tr><th>Clinic</th><th>Infusion</th><th>Series of 6</th><th>Consult</th></tr><tr><td>Austin</td>"
        "<td>$450</td><td>$2,400</td><td>$100</td></tr><tr><td>Dallas</td><td>$475</td><td>$2,550</td><td>"
        "$100</td></tr></table>",
        {
            ("consultation", "", 100, 100, 1),
            ("series", "iv", 2400, 2400, 6),
            ("series", "iv", 2550, 2550, 6),
            ("session", "iv", 450, 450, 1),
            ("session", "iv", 475, 475, 1),
        },
    ),
    (
        "<ol><li>Consultation with our doctor, 45 minutes, $150.</li><li>Six IV infusions in three weeks, $450 "
        "each.</li><li>A check-in call, free.</li><li>Boosters as needed, $425 each.</li></ol>",
        {("consultation", "", 150, 150, 1), ("maintenance_session", "iv", 425, 425, 1), ("session", "iv", 450, 450, 1)},
    ),
    (
        "<h2>Infusion menu</h2><h3>Ketamine</h3><ul><li>Mood $450</li><li>Chronic pain $750</li></ul><h3>"
        "Vitamins</h3><ul><li>Immunity $175</li><li>Energy $150</li></ul><h3>NAD+</h3><ul><li>250 mg $300</li>"
        "<li>500 mg $500</li></ul>",
        {("pain_session", "iv", 750, 750, 1), ("session", "iv", 450, 450, 1)},
    ),
    (
        "<p>Price per infusion by number bought:</p><table><tr><th>Number</th><th>Each</th></tr><tr><td>1</td>"
        "<td>$450</td></tr><tr><td>4</td><td>$425</td></tr><tr><td>6</td><td>$400</td></tr></table>",
        {("session", "iv", 450, 450, 1)},
    ),
    (
        "<div><p>Ketamine Infusion</p><p>1 hr</p><p>$450</p></div><div><p>Ketamine Infusion, extended</p><p>2 "
        "hr</p><p>$650</p></div><div><p>Ketamine booster</p><p>1 hr</p><p>$400</p></div><div><p>Phone "
        "consult</p><p>15 min</p><p>Free</p></div><div><p>Reschedule fee</p><p>$50</p></div>",
        {
            ("consultation", "", 0, 0, 1),
            ("maintenance_session", "iv", 400, 400, 1),
            ("session", "iv", 450, 450, 1),
            ("session", "iv", 650, 650, 1),
        },
    ),
    (
        "<h3>Induction</h3><p>Twice a week for 3 weeks</p><p>$2,550 ($425 per infusion)</p><h3>Maintenance</h3>"
        "<p>Monthly</p><p>$425</p>",
        {("maintenance_session", "iv", 425, 425, 1), ("series", "iv", 2550, 2550, 6)},
    ),
    ("<p>A four-hour infusion for pain is twelve hundred dollars.</p>", {("pain_session", "iv", 1200, 1200, 1)}),
    (
        "<p>An onboarding visit with our PA costs $175. Each IM dose is $280, and a round of six doses is $1,500.</p>",
        {("consultation", "", 175, 175, 1), ("series", "im", 1500, 1500, 6), ("session", "im", 280, 280, 1)},
    ),
    ("<p>Infusions: four-fifty each; that's $450, with no extras.</p>", {("session", "iv", 450, 450, 1)}),
    (
        "<h2>Ketamine infusion</h2><p>What it costs: $450</p><p>What insurance pays: usually nothing</p><p>What "
        "to bring: a driver</p>",
        {("session", "iv", 450, 450, 1)},
    ),
    (
        "<p>The infusion fee is $450. The facility fee is $0. The consultation fee is $150.</p>",
        {("consultation", "", 150, 150, 1), ("session", "iv", 450, 450, 1)},
    ),
    (
        "<p>Full course of 6 ketamine infusions — $2,400 (best value)</p><p>Half course of 3 ketamine infusions "
        "— $1,290</p><p>Top-up — $425</p>",
        {("maintenance_session", "iv", 425, 425, 1), ("series", "iv", 1290, 1290, 3), ("series", "iv", 2400, 2400, 6)},
    ),
    (
        "<p>Assessment by our psychiatrist: $350 (Zoom) or $400 (in person).</p><p>Infusions: $500.</p>",
        {("consultation", "", 350, 350, 1), ("consultation", "", 400, 400, 1), ("session", "iv", 500, 500, 1)},
    ),
    (
        "<p>We price by time. IV ketamine: 40 min $400, 60 min $475, 90 min $600.</p>",
        {("session", "iv", 400, 400, 1), ("session", "iv", 475, 475, 1), ("session", "iv", 600, 600, 1)},
    ),
    (
        "<p>Price: IV infusion 450 USD, IM injection 300 USD.</p>",
        {("session", "im", 300, 300, 1), ("session", "iv", 450, 450, 1)},
    ),
    (
        "<p>Treatment room, nurse, medicine, monitoring: all in the $475 that you pay per infusion.</p>",
        {("session", "iv", 475, 475, 1)},
    ),
    (
        "<p>Session prices (sublingual): $250 alone, $425 with a therapist.</p>",
        {("kap_session", "sublingual", 425, 425, 1), ("session", "sublingual", 250, 250, 1)},
    ),
    (
        "<p>If you come through your insurer, Spravato visits cost you only the copay. Without insurance a "
        "visit is $895 with the spray or $295 if the pharmacy sends it.</p>",
        {("observation", "spravato", 295, 295, 1), ("session", "spravato", 895, 895, 1)},
    ),
    (
        "<p>Ketamine IV for depression/PTSD - $450/session; Ketamine IV for pain - $700/session; intake - $125</p>",
        {("consultation", "", 125, 125, 1), ("pain_session", "iv", 700, 700, 1), ("session", "iv", 450, 450, 1)},
    ),
    (
        "<h2>Where the money goes</h2><p>Of the $450 for an infusion, $120 is the nurse, $60 the rent and $8 "
        "the ketamine.</p>",
        {("session", "iv", 450, 450, 1)},
    ),
    ("<p>2026 rates</p><p>IV Ketamine (mood) 450</p><p>IV Ketamine (pain) 800</p>", set()),
    (
        "<p>Six IV infusions cost $2,400, whereas a single one costs $450.</p>",
        {("series", "iv", 2400, 2400, 6), ("session", "iv", 450, 450, 1)},
    ),
    ("<p>Infusions for veterans are $350 and for everybody else $450.</p>", {("session", "iv", 450, 450, 1)}),
]


@pytest.mark.parametrize(("html", "expected"), SAID)
def test_a_price_is_read_in_the_ways_that_clinics_say_it(html, expected):
    assert brief(ketamine(html)) == expected


#: What a page says beside its price, and what is no price of the clinic for ketamine today.
BESIDE = [
    "If you arrive more than 15 minutes late for an infusion we charge $75.",
    "Infusions cancelled inside two days cost $150.",
    "No-shows pay half the infusion, $225.",
    "A $200 hold is placed on your card when you book your infusion and released afterwards.",
    "To keep your place we take $100; it is subtracted from the infusion's price.",
    "We collect $250 up front for your first infusion and the balance on the day.",
    "Your card is charged $50 if you move an infusion at short notice.",
    "Please bring $20 in cash for the driver after your infusion.",
    "A babysitter for an infusion afternoon costs our patients about $60.",
    "Most insurers would pay $600 for an infusion if it were covered.",
    "Ketamine infusions at the university hospital cost $1,100.",
    "Elsewhere in the state an infusion is $500 to $900.",
    "Our neighbours ask $550 per infusion.",
    "Before we opened, people drove to Denver and paid $650 per infusion.",
    "A course of ECT costs $12,000; ketamine is cheaper.",
    "The study pays participants $75 per infusion.",
    "Your gift of $450 pays for one infusion for a veteran.",
    "The fund gave out $12,000 for infusions last year.",
    "If you earn less than $40,000 we lower the price of your infusion.",
    "Patients who pay for six infusions at once save $300.",
    "You get $50 off your next infusion for a review.",
    "Refer someone and your next infusion is $100 less.",
    "An extra 20 minutes on the infusion adds $80.",
    "A second bag of saline with the infusion is $40.",
    "Ondansetron before the infusion is $15.",
    "A companion may stay overnight in the guest room for $95.",
    "The lab asks about $85 for the blood tests before your first infusion.",
    "The pharmacy will bill you $70 for the lozenges.",
    "Ketamine itself costs the clinic only $10 a vial.",
    "The list price of Spravato is $784 per treatment.",
    "With the savings card you may pay as little as $10 per Spravato treatment.",
    "Spravato copays usually run $20 to $80 a visit.",
    "Your deductible, say $2,000, must be met before Spravato visits are paid.",
    "A six-infusion course can be financed for as little as $99 a month.",
    "For example, $2,400 at 9.9% over 24 months is $110.63 a month.",
    "CareCredit purchases over $200 have no interest for six months.",
    "HSA limits for 2026 are $4,400 for one person.",
    "Medicare paid $900 per Spravato treatment in 2024.",
    "Our first infusion, in 2015, was $700.",
    "The price was $525 until last summer.",
    "Starting next year infusions will be $495.",
    "A wellness drip with glutathione is $199.",
    "B12 injection, $35.",
    "Trigger point injections are $175 a session.",
    "Botox for migraine: $1,200 a session.",
    "TMS costs $9,000 for 36 treatments.",
    "Neurofeedback sessions are $150.",
    "Acupuncture during your infusion is $60.",
    "Massage after the session: $90.",
    "Gift cards from $50.",
    "T-shirts are $20, and all of it goes to the fund.",
    "Returned checks cost $35.",
    "Copies of your records are $25; a letter to your employer is $40.",
    "We pay nurses $52 an hour.",
    "Parking is $8 for the length of an infusion.",
    "A hotel next door has rooms at $109 for people who come for infusions.",
    '"I paid $3,000 elsewhere for six infusions," says one patient.',
    "Some at-home companies charge $129 a month for lozenges.",
    "If you stop early, the unused infusions are refunded less a $100 fee.",
    "Interest of 1.5% is added to balances over $500 after 60 days.",
    "Sales tax adds about $18 to an infusion.",
    "A weekend infusion carries a $75 surcharge.",
    "Sedation with propofol, if needed, is $300.",
    "The good faith estimate may differ by up to $400 from the bill.",
    "A month's stay at the residential program costs $28,000.",
    "Veterans pay $350 per infusion.",
    "Students pay $300 an infusion on Mondays.",
    "Teachers get their first infusion for $250.",
    "If money is short, ask: some people pay $200 an infusion through our fund.",
    "Nurses and police receive infusions at $380.",
    "An ambulance costs $1,000, so bring a driver to your infusion.",
    "Your insurer may send you back $100 to $200 per infusion.",
    "We match any written quote over $400 per infusion.",
    "The consultation fee of another clinic, up to $200, is taken off your first infusion.",
    "People fly here and spend $300 on the ticket.",
    "We keep your $75 if you change the day of your infusion more than once.",
    "The balance of $225 is payable on arrival for each infusion.",
    "Should you need to be picked up after the infusion, the shuttle is $18.",
    "A reader of our newsletter wrote that she had been quoted $875 per infusion in Boston.",
    "In Europe an infusion is about $300.",
    "The state pays $120 an infusion for people on its plan; we cannot accept that.",
    "An independent pharmacy charges $45 for a month of troches.",
    "Blue Cross allowed $512 per Spravato visit last year.",
    "You will owe $35 at each Spravato visit if you have Aetna.",
    "A bag of saline costs us $9.",
    "Two extra hours of nursing after an infusion come to $160.",
    "With sedation the infusion is $150 more.",
    "Infusions at night carry a premium of $100.",
    "You may add glutathione to any infusion for $45.",
    "Emotional support letters are $150.",
    "We won't charge the $50 room fee that others add to an infusion.",
    "Our landlord wants $4,000 a month, and that is why an infusion is not cheaper.",
    "A monitor like ours costs $7,500.",
    "The raffle's first prize is an infusion worth $455.",
    "If you find an infusion for less than $400 in town, tell us.",
    "Your flexible account can hold $3,400, enough for seven infusions.",
    "Ask for the form if your household lives on less than $30,000.",
    "Anyone who refers a colleague gets a $75 credit toward an infusion.",
    "Our crowdfunding page has collected $23,500 for infusions.",
    "For $20 you can rent a weighted blanket during the infusion.",
    "Infusions are cheaper than the $9,000 that our state's residents spend on antidepressants in ten years.",
    "Lodging for two nights near the clinic is about $240 for those who come for infusions from afar.",
    "The fine for a dog in the infusion room is $50.",
    "Medication management visits are $175.",
    "A TMS consultation is $200.",
    "PRP injection: $650.",
    "IV iron: $395 per infusion.",
    "EMDR intensives are $900 a day.",
    "A psychological report for court is $1,500.",
    "You save $30 per infusion if you pay by check.",
    "Until June an infusion was $15 less: $440.",
    "An online survey puts the median infusion at $480.",
    "Lenders such as Prosper offer from $2,000 to $35,000 for infusions.",
    "Four payments of $113.75 cover one infusion.",
]


@pytest.mark.parametrize("sentence", BESIDE)
@pytest.mark.parametrize(
    "around",
    [
        "<h2>Cost</h2><p>IV ketamine infusions are $455 each.</p><p>{}</p>",
        "<h2>IV ketamine infusions</h2><ul><li>Infusion: $455</li><li>{}</li></ul>",
    ],
)
def test_a_sum_beside_the_price_is_none(around, sentence):
    assert {offer.low_usd for offer in offers(ketamine(around.format(sentence)))} == {455}


def test_a_slip_of_the_pen_is_read_and_shown_as_it_stands():
    (offer,) = offers("<h1>Ketmine</h1><p>One infusoin (iv) is $435.</p>")
    assert (offer.item, offer.route, offer.low_usd) == ("session", "iv", 435)
    assert "infusoin" in offer.words


@pytest.mark.parametrize(
    "row",
    [
        "<td>Six IV infusions</td><td><s>$2,400</s> $2,100</td>",
        "<td>Six IV infusions</td><td><span style='text-decoration: line-through'>$2,400</span> $2,100</td>",
        "<td>Six IV infusions <del>were $2,400</del></td><td>$2,100</td>",
    ],
)
def test_the_words_of_a_price_show_where_a_sum_was_crossed_out(row):
    (offer,) = offers(ketamine(f"<table><tr>{row}</tr></table>"))
    assert (offer.item, offer.low_usd) == ("series", 2100)
    assert "Six IV infusions … $2,100" in offer.words


def test_sums_without_a_sign_are_read_where_the_page_says_dollars():
    html = "<pre>Ketamine infusion, IV   45   540.00\nConsultation   60   260.00</pre><p>Sums in US dollars.</p>"
    assert brief(ketamine(html)) == {("session", "iv", 540, 540, 1), ("consultation", "", 260, 260, 1)}
    assert all("$" not in offer.words for offer in offers(ketamine(html)))
    assert brief(ketamine(html.replace("Sums in US dollars.", ""))) == set()


@pytest.mark.parametrize(
    "html",
    [
        "<p>IV infusion $450</p><p>Series of infusions: $2,400</p>",  # of how many?
        "<p>IV infusions are $450 each.</p><p>An infusion to try: $60</p>",  # far too small
        "<h2>TMS</h2><p>$250 a session</p><h2>IV ketamine</h2><p>$450 a session</p><h2>Spin block</h2><p>$900 a "
        "session</p>",
        "<p>IV ketamine infusion: $450<br>Ketamine infusion with NAD+: $750</p>",
    ],
)
def test_what_cannot_be_known_is_only_proposed(html):
    assert {offer.low_usd for offer in offers(ketamine(html))} == {450}


def test_a_price_to_come_is_not_todays():
    html = "<h2>Prices from January 2027</h2><p>IV infusion $495</p><h2>Prices now</h2><p>IV infusion $470</p>"
    assert brief(ketamine(html)) == {("session", "iv", 470, 470, 1)}


def test_a_table_of_this_clinic_and_others_is_read_in_its_own_column():
    html = (
        "<h2>How we compare</h2><table><tr><th></th><th>Our clinic</th><th>Big City Center</th></tr>"
        "<tr><td>IV infusion</td><td>$450</td><td>$700</td></tr></table>"
    )
    assert brief(ketamine(html)) == {("session", "iv", 450, 450, 1)}


def test_the_sums_of_a_page_are_looked_at_in_linear_time():
    text = "Each IV infusion is $450. " * 3_000
    start = time.process_time()
    assert brief(ketamine(f"<p>{text}</p>" * 3)) == {("session", "iv", 450, 450, 1)}
    assert time.process_time() - start < 3
