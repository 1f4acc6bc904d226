"""Prices and what only looks like one, in words and layouts collected widely; all of it is made up.

They are here so that a rule says what holds for a class of wordings, not for one page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.clinicpage import brief, ketamine

#: What a page says -> item, route, low, high, sessions of each price; what is not there must not be read as one.
STATED = [
    (
        (
            "<h3>Sample pricing for a 3 KAP protocol</h3><ul><li>1 intake</li><li>1 medical "
            "evaluation</li><li>3 KAP sessions</li><li>3 integration sessions</li></ul><p>Total</p><p>$2,310 "
            "oral / $2,460 IM</p>"
        ),
        {("series", "im", 2460, 2460, 3), ("series", "sublingual", 2310, 2310, 3)},
    ),
    (
        (
            "<h3>KAP dosing</h3><p>During dosing sessions you take the lozenge in my office and I stay with "
            "you the whole time. We usually do six.</p><ul><li>$420-580 each (2-3 "
            "hours)</li></ul><h3>Integration</h3><ul><li>$190 per 60-minute session</li></ul>"
        ),
        {("kap_session", "sublingual", 420, 580, 1), ("therapy_session", "", 190, 190, 1)},
    ),
    (
        (
            "<p>Medical evaluation with the prescriber: depends on the provider's fees "
            "($240-290+).</p><p>Intake with me: $185 (60 minutes)</p>"
        ),
        {("consultation", "", 185, 185, 1)},
    ),
    (
        (
            "<p>The medical intake is billed by our partner medical group at $260 and follow-ups at $160. Our"
            " dosing sessions are $450 for three hours and integration sessions are $175.</p>"
        ),
        {("kap_session", "", 450, 450, 1), ("therapy_session", "", 175, 175, 1)},
    ),
    (
        (
            "<h3>KAP group</h3><p>Six-week group with three lozenge medicine sessions and three integration "
            "circles: $1,150 per participant.</p>"
        ),
        {("group_series", "sublingual", 1150, 1150, 3)},
    ),
    (
        "<p>Individual KAP session: $500. Couples KAP session: $800.</p>",
        {("kap_session", "", 500, 500, 1), ("kap_session", "", 800, 800, 1)},
    ),
    (
        (
            "<table><tr><td>Preparation session (50 min)</td><td>$175</td></tr><tr><td>Dosing session (3 "
            "hr)</td><td>$525</td></tr><tr><td>Integration session (50 "
            "min)</td><td>$175</td></tr><tr><td>Late cancellation</td><td>$175</td></tr></table>"
        ),
        {("kap_session", "", 525, 525, 1), ("therapy_session", "", 175, 175, 1)},
    ),
    (
        "<p>We offer an introductory IV infusion with consultation for only $385.</p>",
        {("first_session", "iv", 385, 385, 1)},
    ),
    (
        (
            "<dl><dt>Initial consultation (60 min)</dt><dd>$250</dd><dt>IV ketamine infusion – "
            "mood</dt><dd>$475</dd><dt>IV ketamine infusion – pain (4 hours)</dt><dd>$1,100</dd></dl>"
        ),
        {("consultation", "", 250, 250, 1), ("pain_session", "iv", 1100, 1100, 1), ("session", "iv", 475, 475, 1)},
    ),
    (
        (
            "<table><tr><th>Treatment</th><th>Cost (USD)</th></tr><tr><td>Ketamine infusion 40 "
            "min</td><td>495</td></tr><tr><td>Booster infusion</td><td>450</td></tr></table>"
        ),
        {("maintenance_session", "iv", 450, 450, 1), ("session", "iv", 495, 495, 1)},
    ),
    (
        (
            "<h3>Packages</h3><ul><li>4 infusions – $1,700</li><li>6 infusions – $2,400</li><li>8 infusions –"
            " $3,000</li></ul>"
        ),
        {("series", "iv", 1700, 1700, 4), ("series", "iv", 2400, 2400, 6), ("series", "iv", 3000, 3000, 8)},
    ),
    ("<p>Package of 6 infusions $2,550 (save $150)</p>", {("series", "iv", 2550, 2550, 6)}),
    ("<p>6 infusion package: $2,400 (regularly $2,700)</p>", {("series", "iv", 2400, 2400, 6)}),
    ("<p>Pay for five infusions, get the sixth free: $2,250.</p>", {("series", "iv", 2250, 2250, 6)}),
    (
        "<p>The initial series is six infusions at $425 each, for a total of $2,550.</p>",
        {("series", "iv", 2550, 2550, 6)},
    ),
    ("<p>The initial series is six infusions at $425 each.</p>", {("session", "iv", 425, 425, 1)}),
    ("<p>$450 per infusion, or $400 per infusion when you prepay for six.</p>", {("session", "iv", 450, 450, 1)}),
    (
        "<h3>Pain infusions</h3><p>2-hour: $650</p><p>4-hour: $1,100</p>",
        {("pain_session", "iv", 1100, 1100, 1), ("pain_session", "iv", 650, 650, 1)},
    ),
    ("<p>Ketamine infusion therapy starting at $399 per session</p>", {("session", "iv", 399, None, 1)}),
    ("<section><h2>Affordable relief</h2><p>Infusions from just $350</p></section>", {("session", "iv", 350, None, 1)}),
    ("<p>The $175 consultation fee is waived if you go on to treatment.</p>", {("consultation", "", 175, 175, 1)}),
    (
        ("<p>There is a consultation fee of $150, which will be applied toward your first infusion ($450).</p>"),
        {("consultation", "", 150, 150, 1), ("session", "iv", 450, 450, 1)},
    ),
    (
        "<p>A $100 deposit is needed to schedule. It goes toward your $450 infusion.</p>",
        {("session", "iv", 450, 450, 1)},
    ),
    (
        "<p>Nationally, ketamine infusions cost between $400 and $2,000.</p><p>Ours are $425.</p>",
        {("session", "iv", 425, 425, 1)},
    ),
    ("<p>Hospitals bill $2,500 or more for the same infusion. We charge $475.</p>", {("session", "iv", 475, 475, 1)}),
    (
        ("<h3>NAD+ infusion</h3><p>250 mg: $350</p><p>500 mg: $600</p><h3>Ketamine infusion</h3><p>$450</p>"),
        {("session", "iv", 450, 450, 1)},
    ),
    ("<p>TMS sessions are $250 each; ketamine infusions are $450 each.</p>", {("session", "iv", 450, 450, 1)}),
    (
        (
            "<table><tr><td>Stellate ganglion block</td><td>$900</td></tr><tr><td>Ketamine "
            "infusion</td><td>$450</td></tr><tr><td>Ketamine + SGB package</td><td>$3,200</td></tr></table>"
        ),
        {("session", "iv", 450, 450, 1)},
    ),
    (
        (
            "<h3>Psychiatry</h3><ul><li>New patient visit: $350</li><li>Follow-up visit: "
            "$175</li></ul><h3>Ketamine</h3><ul><li>IM session: $375</li></ul>"
        ),
        {("consultation", "", 350, 350, 1), ("session", "im", 375, 375, 1)},
    ),
    ("<p>Infusions: $450. First responders and military: $400.</p>", {("session", "iv", 450, 450, 1)}),
    ("<p>Infusion $500. Veterans receive 10% off.</p>", {("session", "iv", 500, 500, 1)}),
    (
        "<p>IV infusion / IM injection: $450 / $325</p>",
        {("session", "im", 325, 325, 1), ("session", "iv", 450, 450, 1)},
    ),
    (
        (
            "<h3>At-home ketamine program</h3><p>$249 per month. Includes medication, monthly video visit and"
            " messaging.</p>"
        ),
        {("membership", "", 249, 249, None)},
    ),
    (
        "<h3>At-home lozenges</h3><p>Six sessions: $1,100. Twelve sessions: $1,900.</p>",
        {("series", "sublingual", 1100, 1100, 6), ("series", "sublingual", 1900, 1900, 12)},
    ),
    ("<h3>Six-session plan</h3><p>$1,194 total ($199 per session)</p>", {("series", "", 1194, 1194, 6)}),
    (
        (
            "<p>The lozenges cost about $75 at the pharmacy and are not part of our fee.</p><p>Lozenge "
            "session: $300.</p>"
        ),
        {("session", "sublingual", 300, 300, 1)},
    ),
    (
        "<p>Spravato self-pay: $1,050 per treatment (drug and two-hour monitoring).</p>",
        {("session", "spravato", 1050, 1050, 1)},
    ),
    (
        "<ul><li>Spravato 56 mg: $750</li><li>Spravato 84 mg: $1,050</li></ul>",
        {("session", "spravato", 1050, 1050, 1), ("session", "spravato", 750, 750, 1)},
    ),
    (
        (
            "<div class=card><h3>IM Ketamine</h3><p>90-minute "
            "appointment</p><span>$</span><span>300</span><a>Book now</a></div>"
        ),
        {("session", "im", 300, 300, 1)},
    ),
    (
        (
            "<table><tr><th>Service</th><th>Duration</th><th>Price</th></tr><tr><td>Consultation</td><td>45 "
            "min</td><td>$150</td></tr><tr><td>IV Ketamine</td><td>60 min</td><td>$450</td></tr><tr><td>IM "
            "Ketamine</td><td>90 min</td><td>$350</td></tr></table>"
        ),
        {("consultation", "", 150, 150, 1), ("session", "im", 350, 350, 1), ("session", "iv", 450, 450, 1)},
    ),
    (
        (
            "<table><tr><td>IM session, nurse only</td><td>$350</td></tr><tr><td>KAP "
            "session</td><td>$600</td></tr></table>"
        ),
        {("kap_session", "", 600, 600, 1), ("session", "im", 350, 350, 1)},
    ),
    (
        ("<ul><li>KAP (therapist present): $650</li><li>IM injection: $350</li><li>IV infusion: $450</li></ul>"),
        {("kap_session", "", 650, 650, 1), ("session", "im", 350, 350, 1), ("session", "iv", 450, 450, 1)},
    ),
    (
        "<p>Initial series (6 infusions): $2,700</p><p>Maintenance infusions: $425 each</p>",
        {("maintenance_session", "iv", 425, 425, 1), ("series", "iv", 2700, 2700, 6)},
    ),
    (
        "<p>First infusion: $350 (includes consult). Each infusion after that: $450.</p>",
        {("first_session", "iv", 350, 350, 1), ("session", "iv", 450, 450, 1)},
    ),
    (
        "<p>Infusion Monday to Friday $450, Saturday $500</p>",
        {("session", "iv", 450, 450, 1), ("session", "iv", 500, 500, 1)},
    ),
    ("<p>Infusion (1 hour): $450; each additional hour $150</p>", {("session", "iv", 450, 450, 1)}),
    (
        ("<p>Patients come twice a week for three weeks. Each visit is $400.</p><p>We give IM injections.</p>"),
        {("session", "im", 400, 400, 1)},
    ),
    ("<p>Prices as of January 2026: IV infusion $450.</p>", {("session", "iv", 450, 450, 1)}),
    ("<p>In 2019 an infusion here was $350. Today it is $425.</p>", {("session", "iv", 425, 425, 1)}),
    ("<p>Book a free 15-minute phone consultation.</p>", {("consultation", "", 0, 0, 1)}),
    (
        ("<p>Discovery call — complimentary</p><p>Psychiatric assessment — $325</p><p>Ketamine infusion — $495</p>"),
        {("consultation", "", 0, 0, 1), ("evaluation", "", 325, 325, 1), ("session", "iv", 495, 495, 1)},
    ),
    ("<p>KAP sessions: sliding scale $300 to $500</p>", {("kap_session", "", 300, 500, 1)}),
    (
        "<p>Integration sessions are offered on a sliding scale from $90–$160.</p>",
        {("therapy_session", "", 90, 160, 1)},
    ),
    ("<p>Filling in disability forms: $50</p><p>Ketamine infusion: $450</p>", {("session", "iv", 450, 450, 1)}),
    (
        "<p>A night in a psychiatric hospital costs $2,000; one infusion here is $450.</p>",
        {("session", "iv", 450, 450, 1)},
    ),
    ("<p>Infusion $450. Longer infusions add $100 for each half hour.</p>", {("session", "iv", 450, 450, 1)}),
    ("<p>Add-on integration hour: $150. Infusion: $450.</p>", {("session", "iv", 450, 450, 1)}),
    ("<p>Myers' cocktail $175, immune drip $195, ketamine infusion $450.</p>", {("session", "iv", 450, 450, 1)}),
    ("<p>Botox is $12 a unit. Ketamine infusions are $475.</p>", {("session", "iv", 475, 475, 1)}),
    (
        "<h3>Weight loss</h3><p>Semaglutide: $299 per month</p><h3>Ketamine</h3><p>IM session: $325</p>",
        {("session", "im", 325, 325, 1)},
    ),
    (
        (
            "<h3>Hormone therapy</h3><p>Consultation $200</p><p>Pellets $450</p><h3>Ketamine "
            "infusions</h3><p>Consultation $150</p><p>Infusion $450</p>"
        ),
        {("consultation", "", 150, 150, 1), ("session", "iv", 450, 450, 1)},
    ),
    ("<p>Medical marijuana card evaluation: $149</p><p>Ketamine infusion: $400</p>", {("session", "iv", 400, 400, 1)}),
    (
        "<p>ADHD testing: $900. Psychiatric evaluation: $350. IM ketamine: $300.</p>",
        {("consultation", "", 350, 350, 1), ("session", "im", 300, 300, 1)},
    ),
    (
        "<p>Couples therapy is $190 an hour. Ketamine-assisted psychotherapy is $600 per session.</p>",
        {("kap_session", "", 600, 600, 1)},
    ),
    ("<p>EMDR intensives: $1,200 a day.</p><p>KAP: $550 a session.</p>", {("kap_session", "", 550, 550, 1)}),
    ("<p>Companion room for your driver: $20. Infusion: $450.</p>", {("session", "iv", 450, 450, 1)}),
    (
        "<p>Two-day retreat lodging is $300 a night. The ketamine retreat is $1,800 per person.</p>",
        {("group_session", "", 1800, 1800, 1)},
    ),
    ("<p>Refill appointments are $95. Lozenge sessions are $275.</p>", {("session", "sublingual", 275, 275, 1)}),
    ("<p>Paying by card adds 3%, so $463.50 in all.</p><p>Infusion: $450.</p>", {("session", "iv", 450, 450, 1)}),
    ("<p>Price before June: $500 an infusion. Price now: $450.</p>", {("session", "iv", 450, 450, 1)}),
    ("<p>Members pay $375 an infusion. Everyone else pays $450.</p>", {("session", "iv", 450, 450, 1)}),
    ("<p>You must have $450 ready before your infusion begins.</p>", {("session", "iv", 450, 450, 1)}),
    (
        (
            "<h1>Fees</h1><table><thead><tr><th>Visit</th><th>Length</th><th>Self-pay</th><th>Notes</th></tr>"
            "</thead><tbody><tr><td>Psychiatric intake</td><td>60 min</td><td>$325</td><td>Insurance may "
            "cover this</td></tr><tr><td>Medication follow-up</td><td>25 "
            "min</td><td>$160</td><td></td></tr><tr><td>IM ketamine session</td><td>2 "
            "h</td><td>$390</td><td>Nurse in the room</td></tr><tr><td>Ketamine-assisted "
            "psychotherapy</td><td>3 h</td><td>$620</td><td>With a therapist</td></tr><tr><td>Integration "
            "hour</td><td>50 min</td><td>$170</td><td></td></tr><tr><td>No-show</td><td></td><td>$100</td><td"
            "></td></tr></tbody></table>"
        ),
        {
            ("consultation", "", 325, 325, 1),
            ("kap_session", "", 620, 620, 1),
            ("session", "im", 390, 390, 1),
            ("therapy_session", "", 170, 170, 1),
        },
    ),
    (
        (
            "<h1>What it costs</h1><div class=grid><div class=card><h3>IV Ketamine</h3><p "
            "class=price>$475</p><p>per treatment</p><ul><li>Private room</li><li>Vitals "
            "watched</li><li>Snack and ride plan</li></ul><a href=#>Book</a></div><div class=card><h3>IM "
            "Ketamine</h3><p class=price>$350</p><p>per treatment</p></div><div "
            "class=card><h3>Spravato&reg;</h3><p class=price>Insurance</p><p>Most plans; copays from "
            "$10</p></div><div class=card><h3>NAD+</h3><p class=price>$600</p><p>per "
            "treatment</p></div></div>"
        ),
        {("session", "im", 350, 350, 1), ("session", "iv", 475, 475, 1)},
    ),
    (
        (
            "<h1>Questions</h1><h3>How much does it cost?</h3><p>The first visit is $250, and each infusion "
            "after that is $475. If you would like to pay for the whole induction at once, six infusions are "
            "$2,600.</p><h3>Do you take insurance?</h3><p>Not for infusions. We can give you a form that some"
            " plans honor; people report getting back $80 to $150 a visit.</p><h3>What do other places "
            "charge?</h3><p>We have seen anything from $350 to $1,000.</p><h3>What if I have to "
            "cancel?</h3><p>With two days' notice, nothing. Otherwise half the price of the visit, "
            "$237.50.</p>"
        ),
        {("consultation", "", 250, 250, 1), ("series", "iv", 2600, 2600, 6), ("session", "iv", 475, 475, 1)},
    ),
    (
        (
            "<h1>Ketamine for pain</h1><p>Pain infusions last four hours and cost $900. A course is usually "
            "five days in a row, $4,250 for all five. For migraine we use a shorter, two-hour infusion at "
            "$550.</p>"
        ),
        {("pain_session", "iv", 550, 550, 1), ("pain_session", "iv", 900, 900, 1), ("series", "iv", 4250, 4250, 5)},
    ),
    (
        (
            "<h1>Rates</h1><dl><dt>Intake (90 minutes)</dt><dd>$280</dd><dt>Ketamine journey, IM (3 "
            "hours)</dt><dd>$690</dd><dt>Ketamine journey, lozenge (3 hours)</dt><dd>$620</dd><dt>Integration"
            " (60 minutes)</dt><dd>$190</dd><dt>Couples therapy</dt><dd>$240</dd><dt>Record "
            "requests</dt><dd>$30</dd></dl>"
        ),
        {
            ("consultation", "", 280, 280, 1),
            ("session", "im", 690, 690, 1),
            ("session", "sublingual", 620, 620, 1),
            ("therapy_session", "", 190, 190, 1),
        },
    ),
    (
        (
            "<h1>Ketamine infusions</h1><p><strong>Consultation:</strong> $100 (credited to your first "
            "infusion)<br><strong>Single infusion:</strong> $450<br><strong>Package of four:</strong> "
            "$1,680<br><strong>Package of six:</strong> $2,400<br><strong>Deposit to book:</strong> $50</p>"
        ),
        {
            ("consultation", "", 100, 100, 1),
            ("series", "iv", 1680, 1680, 4),
            ("series", "iv", 2400, 2400, 6),
            ("session", "iv", 450, 450, 1),
        },
    ),
    (
        (
            "<h1>Spravato</h1><p>With insurance you pay your specialist copay. Without insurance the "
            "treatment visit is $1,100, which includes the medicine and two hours with our nurse. If your "
            "plan pays for the medicine but not for our time, the observation visit is $275.</p>"
        ),
        {("observation", "spravato", 275, 275, 1), ("session", "spravato", 1100, 1100, 1)},
    ),
    (
        (
            "<h1>Group ketamine</h1><p>Our Saturday group is six people, two therapists and a nurse. Each "
            "person pays $225 for a session. The full program of four sessions is $820.</p><p>The integration"
            " circle on Tuesdays is open to alumni for $25.</p>"
        ),
        {("group_series", "", 820, 820, 4), ("group_session", "", 225, 225, 1)},
    ),
    (
        (
            "<h1>Pricing</h1><p>Low-dose session — $300 · High-dose session — $400 · Booster — $280</p><p>All"
            " sessions are injections into the muscle.</p>"
        ),
        {("maintenance_session", "im", 280, 280, 1), ("session", "im", 300, 300, 1), ("session", "im", 400, 400, 1)},
    ),
    (
        (
            "<h1>Costs</h1><p>Our infusions run $400 for depression, anxiety and PTSD, and $650 to $1,200 for"
            " pain.</p><p>We are not in network with any plan.</p><p>CareCredit lets you pay as little as $75"
            " a month.</p>"
        ),
        {("pain_session", "iv", 650, 1200, 1), ("session", "iv", 400, 400, 1)},
    ),
    (
        (
            "<h1>Services</h1><h2>IV therapy</h2><ul><li>Hydration $150</li><li>Immunity "
            "$185</li><li>Ketamine $425</li></ul><h2>Injections</h2><ul><li>B12 $30</li><li>Ketamine "
            "$300</li></ul>"
        ),
        {("session", "im", 300, 300, 1), ("session", "iv", 425, 425, 1)},
    ),
    (
        (
            "<h1>Fees</h1><p>Ketamine infusion (mood) ....... $500</p><p>Ketamine infusion (pain, 2 h) "
            "....... $800</p><p>Add Toradol ....... $30</p><p>Add therapy hour ....... $160</p>"
        ),
        {("pain_session", "iv", 800, 800, 1), ("session", "iv", 500, 500, 1)},
    ),
    (
        (
            "<h1>Sublingual ketamine in our office</h1><p>Session with nurse: $220</p><p>Session with "
            "therapist: $380</p><p>Six sessions with nurse: $1,200</p>"
        ),
        {
            ("kap_session", "sublingual", 380, 380, 1),
            ("series", "sublingual", 1200, 1200, 6),
            ("session", "sublingual", 220, 220, 1),
        },
    ),
    (
        (
            "<h1>Prices at our two offices</h1><table><tr><th></th><th>Sampleville</th><th>Exampleton</th></t"
            "r><tr><td>Consultation</td><td>$150</td><td>$175</td></tr><tr><td>IV "
            "infusion</td><td>$425</td><td>$475</td></tr></table>"
        ),
        {
            ("consultation", "", 150, 150, 1),
            ("consultation", "", 175, 175, 1),
            ("session", "iv", 425, 425, 1),
            ("session", "iv", 475, 475, 1),
        },
    ),
    (
        (
            "<h1>Pricing</h1><div><h3>The Starter</h3><p>Two IV infusions to see if ketamine is for "
            "you</p><p>$850</p></div><div><h3>The Standard</h3><p>Six IV infusions over three "
            "weeks</p><p>$2,400</p></div><div><h3>The Complete</h3><p>Six IV infusions, intake and four "
            "integration visits</p><p>$3,200</p></div>"
        ),
        {("series", "iv", 2400, 2400, 6), ("series", "iv", 3200, 3200, 6), ("series", "iv", 850, 850, 2)},
    ),
    (
        (
            "<h1>Insurance and payment</h1><p>We verify your benefits at no cost.</p><p>Spravato copays are "
            "usually $0 to $75. The yearly out-of-pocket maximum of many plans is $3,000.</p><p>For IV "
            "ketamine you pay $420 at each visit.</p>"
        ),
        {("session", "iv", 420, 420, 1)},
    ),
    (
        (
            "<h1>Ketamine infusion therapy</h1><p>Price: $399 per infusion*</p><p>*Price is for patients up "
            "to 200 lb. Above that the fee is $449.</p>"
        ),
        {("session", "iv", 399, 399, 1)},
    ),
    (
        (
            "<h1>Ketamine</h1><h2>New patients</h2><p>Evaluation by video, $175.</p><h2>Treatment "
            "days</h2><p>Infusion, $450. Injection, $300. Nasal ketamine, $250.</p><h2>Small "
            "print</h2><p>Missed visit $100. Chart copy $20. Returned check $35.</p>"
        ),
        {
            ("consultation", "", 175, 175, 1),
            ("session", "im", 300, 300, 1),
            ("session", "iv", 450, 450, 1),
            ("session", "nasal_compounded", 250, 250, 1),
        },
    ),
    (
        (
            "<h1>Our prices</h1><p>Your first infusion with us, including the doctor's visit, is $525. After "
            "that they are $450 apiece.</p>"
        ),
        {("first_session", "iv", 525, 525, 1), ("session", "iv", 450, 450, 1)},
    ),
    (
        (
            "<h1>Ketamine</h1><p>An initial evaluation runs $300 and takes about an hour. Infusions run $500."
            " Should you need a top-up later, it is $475.</p>"
        ),
        {("consultation", "", 300, 300, 1), ("maintenance_session", "iv", 475, 475, 1), ("session", "iv", 500, 500, 1)},
    ),
    (
        (
            "<h1>Ketamine</h1><h3>Investment</h3><p>Individual IV Ketamine Infusion – $495</p><p>Induction "
            "Package (6 IV infusions) – $2,700</p><p>Maintenance Package (3 IV infusions) – $1,350</p>"
        ),
        {("series", "iv", 1350, 1350, 3), ("series", "iv", 2700, 2700, 6), ("session", "iv", 495, 495, 1)},
    ),
    (
        (
            "<h1>Fees</h1><p>We are a cash practice. Ketamine nasal spray visits are $225; a psychiatric "
            "evaluation is $400 and a thirty-minute follow-up is $200.</p>"
        ),
        {("consultation", "", 400, 400, 1), ("session", "nasal_compounded", 225, 225, 1)},
    ),
    (
        (
            "<h1>IM Ketamine</h1><p>Sessions are two hours and cost $350. A block of four is $1,300 and a "
            "block of eight $2,500.</p>"
        ),
        {("series", "im", 1300, 1300, 4), ("series", "im", 2500, 2500, 8), ("session", "im", 350, 350, 1)},
    ),
    (
        (
            "<h1>Ketamine infusions</h1><ul><li>40-minute infusion $425</li><li>60-minute infusion "
            "$525</li><li>90-minute infusion $650</li></ul>"
        ),
        {("session", "iv", 425, 425, 1), ("session", "iv", 525, 525, 1), ("session", "iv", 650, 650, 1)},
    ),
    (
        (
            "<h1>Ketamine "
            "infusions</h1><table><tr><th>Condition</th><th>Length</th><th>Price</th></tr><tr><td>Depression "
            "/ PTSD</td><td>45 min</td><td>$450</td></tr><tr><td>Fibromyalgia</td><td>2 "
            "hr</td><td>$700</td></tr><tr><td>CRPS</td><td>4 hr</td><td>$1,200</td></tr></table>"
        ),
        {("pain_session", "iv", 1200, 1200, 1), ("pain_session", "iv", 700, 700, 1), ("session", "iv", 450, 450, 1)},
    ),
    (
        (
            "<h1>Ketamine infusions</h1><p>Cost: $2,100 for the initial 6 infusion protocol. Single "
            "maintenance infusions: $375.</p>"
        ),
        {("maintenance_session", "iv", 375, 375, 1), ("series", "iv", 2100, 2100, 6)},
    ),
    (
        (
            "<h1>KAP</h1><p>The package of one preparation visit, three dosing visits with lozenges, and "
            "three integration visits is $2,250. It may be paid in three parts of $750.</p>"
        ),
        {("series", "sublingual", 2250, 2250, 3)},
    ),
    (
        (
            "<h1>KAP</h1><p>Each dosing visit lasts three hours and is $480, paid to our practice. The "
            "medical visit ($250) and the medicine (about $60) are billed by the prescribing clinic.</p>"
        ),
        {("kap_session", "", 480, 480, 1)},
    ),
    (
        "<h1>Ketamine infusions</h1><p>Our price: $410.</p><p>Average price in the state: $575.</p>",
        {("session", "iv", 410, 410, 1)},
    ),
    (
        ("<h1>Ketamine infusions</h1><p>$410 per infusion. No sign-up fee, no deposit, no surprise bills.</p>"),
        {("session", "iv", 410, 410, 1)},
    ),
    (
        (
            "<h1>Ketamine infusions</h1><p>There is a $25 charge for each form we fill in, and $50 for "
            "letters.</p><p>An infusion is $410.</p>"
        ),
        {("session", "iv", 410, 410, 1)},
    ),
    (
        (
            "<h1>Ketamine infusions</h1><h2>Policies</h2><p>We hold your card on file. Visits changed inside "
            "24 hours: $75. Visits missed: $150.</p><h2>Prices</h2><p>Infusion: $410.</p>"
        ),
        {("session", "iv", 410, 410, 1)},
    ),
    (
        ("<h1>Ketamine infusions</h1><p>The infusion is $410. For each 15 minutes past the hour we add $40.</p>"),
        {("session", "iv", 410, 410, 1)},
    ),
    (
        "<h1>Ketamine infusions</h1><p>Infusions cost $410, or $385 if you pay in cash.</p>",
        {("session", "iv", 385, 410, 1)},
    ),
    (
        "<h1>Ketamine infusions</h1><p>Infusions are $410. Seniors and students $370.</p>",
        {("session", "iv", 410, 410, 1)},
    ),
    ("<h1>Ketamine infusions</h1><p>Infusions: $410 (local residents $380).</p>", {("session", "iv", 410, 410, 1)}),
    (
        (
            "<h1>Ketamine infusions</h1><p>Refer a friend and your next infusion is $50 "
            "cheaper.</p><p>Infusion $410.</p>"
        ),
        {("session", "iv", 410, 410, 1)},
    ),
    (
        (
            "<h1>Ketamine infusions</h1><p>Holiday special through January 5: first infusion $299. Normal "
            "price $410.</p>"
        ),
        {("first_session", "iv", 299, 299, 1), ("session", "iv", 410, 410, 1)},
    ),
    (
        (
            "<h1>Ketamine</h1><h2>IV ketamine</h2><p>$410 per visit</p><h2>Spravato</h2><p>$40 average "
            "copay</p><h2>Oral ketamine</h2><p>$250 for the visit; tablets at the pharmacy are near $70</p>"
        ),
        {("session", "iv", 410, 410, 1), ("session", "sublingual", 250, 250, 1)},
    ),
    (
        "<h1>Ketamine</h1><p>Ketamine infusion $410 · NAD+ $500 · Myers $160 · Toradol $30</p>",
        {("session", "iv", 410, 410, 1)},
    ),
    (
        "<h1>Ketamine</h1><p>What you pay: consult $0, infusion $410, booster $390, integration $120.</p>",
        {
            ("consultation", "", 0, 0, 1),
            ("maintenance_session", "iv", 390, 390, 1),
            ("session", "iv", 410, 410, 1),
            ("therapy_session", "", 120, 120, 1),
        },
    ),
    (
        (
            "<h1>Ketamine</h1><p>Most patients need six infusions, so plan on about $2,500 for the first "
            "month.</p><p>Infusion: $410.</p>"
        ),
        {("session", "iv", 410, 410, 1)},
    ),
    (
        (
            "<h1>Spravato</h1><table><tr><th></th><th>56 mg</th><th>84 mg</th></tr><tr><td>Medicine</td><td>$"
            "650</td><td>$950</td></tr><tr><td>Monitoring</td><td>$225</td><td>$225</td></tr></table>"
        ),
        {
            ("drug", "spravato", 650, 650, 1),
            ("drug", "spravato", 950, 950, 1),
            ("observation", "spravato", 225, 225, 1),
        },
    ),
    (
        (
            "<h1>Home ketamine</h1><p>$139 a month covers your prescriber, messages and refills. Tablets are "
            "billed by the pharmacy, $45 to $70.</p>"
        ),
        {("membership", "", 139, 139, None)},
    ),
    (
        (
            "<h1>Group</h1><p>Cost per person: $210 each session, $780 for all four.</p><p>Ketamine is given "
            "by injection to groups of five.</p>"
        ),
        {("group_series", "im", 780, 780, 4), ("group_session", "im", 210, 210, 1)},
    ),
    (
        (
            "<h1>Retreat</h1><p>Three-day ketamine retreat, two IM sessions: $2,400. Shared room $300, "
            "private room $500.</p>"
        ),
        {("group_series", "im", 2400, 2400, 2)},
    ),
    (
        (
            "<h1>Ketamine</h1><p>Dr. Sample Example charges $200 for the consultation. Nurse Jo Placeholder "
            "does the infusions, $395 each.</p>"
        ),
        {("consultation", "", 200, 200, 1), ("session", "iv", 395, 395, 1)},
    ),
    (
        (
            "<h1>Ketamine</h1><dl><dt>What does it cost?</dt><dd>$395.</dd><dt>Is there a fee to talk to "
            "you?</dt><dd>No. The first phone call is free.</dd><dt>Do you offer packages?</dt><dd>Yes: six "
            "for $2,200.</dd></dl><p>We give IV infusions only.</p>"
        ),
        {("consultation", "", 0, 0, 1), ("series", "iv", 2200, 2200, 6), ("session", "iv", 395, 395, 1)},
    ),
    (
        (
            "<h1>Ketamine</h1><p>Compare: a day in the ER, $3,000. A month of residential care, $30,000. An "
            "infusion with us, $395.</p>"
        ),
        {("session", "iv", 395, 395, 1)},
    ),
    (
        (
            "<h1>Ketamine</h1><p>Patients who flew in from other states told us they had been paying "
            "$900.</p><p>Our infusion: $395</p>"
        ),
        {("session", "iv", 395, 395, 1)},
    ),
    (
        "<h1>Ketamine</h1><p>In March we lowered the infusion price from $450 to $395.</p>",
        {("session", "iv", 395, 395, 1)},
    ),
    ("<h1>Ketamine</h1><p>IV infusion <del>$450</del> <ins>$395</ins></p>", {("session", "iv", 395, 395, 1)}),
    (
        "<h1>Ketamine</h1><p>Subcutaneous ketamine, three small shots over an hour: $260.</p>",
        {("session", "subcutaneous", 260, 260, 1)},
    ),
    (
        "<h1>Ketamine</h1><p>You may have up to three injections in a visit. The visit is $340.</p>",
        {("session", "im", 340, 340, 1)},
    ),
    (
        "<h1>Ketamine</h1><p>Our clinic opened with a $1.2 million grant. Infusions are $395.</p>",
        {("session", "iv", 395, 395, 1)},
    ),
    ("<h1>Ketamine</h1><p>Call 555-0100 to ask about our $395 infusions.</p>", {("session", "iv", 395, 395, 1)}),
    (
        ("<h1>Ketamine</h1><p>Infusion | $395 | Book</p><p>Booster | $375 | Book</p><p>Consult | $0 | Book</p>"),
        {("consultation", "", 0, 0, 1), ("maintenance_session", "iv", 375, 375, 1), ("session", "iv", 395, 395, 1)},
    ),
    (
        (
            "<h1>Ketamine</h1><p>Low-income spots: two infusions a week are held at $200. Ask "
            "us.</p><p>Infusions: $395.</p>"
        ),
        {("session", "iv", 395, 395, 1)},
    ),
    (
        "<h1>Ketamine</h1><p>Prices go up in 2027: infusions will be $430. Book now at $395.</p>",
        {("session", "iv", 395, 395, 1)},
    ),
    (
        (
            "<h1>Ketamine</h1><div><div>Consultation</div><div>30 "
            "min</div><div>$99</div></div><div><div>Infusion</div><div>60 "
            "min</div><div>$395</div></div><div><div>Gift card</div><div></div><div>$100</div></div>"
        ),
        {("consultation", "", 99, 99, 1), ("session", "iv", 395, 395, 1)},
    ),
    (
        (
            "<h1>Ketamine</h1><p>Wellness bundle: one ketamine infusion, one NAD infusion and a massage, "
            "$899.</p><p>Infusion alone: $395.</p>"
        ),
        {("session", "iv", 395, 395, 1)},
    ),
    (
        ("<h1>Ketamine</h1><p>A driver is a must. Rideshare to downtown is about $18.</p><p>Infusion: $395</p>"),
        {("session", "iv", 395, 395, 1)},
    ),
    ("<p>Our IV infusion price is four hundred and fifty dollars.</p>", {("session", "iv", 450, 450, 1)}),
    (
        (
            "<table><tr><th>Package</th><th>Per infusion</th><th>You pay</th></tr><tr><td>One</td><td>$450</t"
            "d><td>$450</td></tr><tr><td>Three</td><td>$425</td><td>$1,275</td></tr><tr><td>Six</td><td>$400<"
            "/td><td>$2,400</td></tr></table><p>All are IV infusions.</p>"
        ),
        {("series", "iv", 1275, 1275, 3), ("series", "iv", 2400, 2400, 6), ("session", "iv", 450, 450, 1)},
    ),
    (
        "<h3>Six IV infusions</h3><p>$2,400</p><p>That is $400 an infusion, a saving of $300.</p>",
        {("series", "iv", 2400, 2400, 6)},
    ),
    (
        "<p>IV infusions bought one at a time are $450. Buy six and each drops to $400.</p>",
        {("session", "iv", 450, 450, 1)},
    ),
    (
        (
            "<div class=row><p>KAP</p><p>$650</p></div><div class=row><p>IM ketamine</p><p>$350</p></div><div"
            " class=row><p>Integration</p><p>$150</p></div>"
        ),
        {("kap_session", "", 650, 650, 1), ("session", "im", 350, 350, 1), ("therapy_session", "", 150, 150, 1)},
    ),
    (
        (
            "<table><tr><td>IM ketamine</td><td>$350</td></tr><tr><td>Lozenge "
            "ketamine</td><td>$250</td></tr><tr><td>Ketamine-assisted "
            "psychotherapy</td><td>$600</td></tr><tr><td>Booster</td><td>$225</td></tr></table>"
        ),
        {
            ("kap_session", "", 600, 600, 1),
            ("maintenance_session", "", 225, 225, 1),
            ("session", "im", 350, 350, 1),
            ("session", "sublingual", 250, 250, 1),
        },
    ),
    (
        "<h2>IM</h2><p>$350</p><h2>IV</h2><p>$450</p><h2>Both in one week</h2><p>$750</p>",
        {("session", "im", 350, 350, 1), ("session", "iv", 450, 450, 1)},
    ),
    ("<p>Prices were last raised on March 1, 2024. An infusion is $440.</p>", {("session", "iv", 440, 440, 1)}),
    ("<p>Infusions: $440 (updated 10/2026). Call (555) 555-0142.</p>", {("session", "iv", 440, 440, 1)}),
    ("<p>Infusions are 0.5 mg/kg over 40 minutes, $440.</p>", {("session", "iv", 440, 440, 1)}),
    (
        "<p>Over 250 lb? Your infusion takes more medicine and is $25 more.</p><p>Infusion $440.</p>",
        {("session", "iv", 440, 440, 1)},
    ),
    ("<p>Suite 450. Infusions by appointment, $440.</p>", {("session", "iv", 440, 440, 1)}),
    ("<p>We have given 6,500 infusions since 2016. Each is $440.</p>", {("session", "iv", 440, 440, 1)}),
    (
        "<h3>Is there a membership?</h3><p>Yes, $79 a month, and members get infusions at $375.</p>",
        {("membership", "", 79, 79, None)},
    ),
    (
        (
            "<h3>What does the consultation cost?</h3><p>$150. If you start treatment within 30 days we take "
            "it off your bill.</p>"
        ),
        {("consultation", "", 150, 150, 1)},
    ),
    (
        (
            "<h3>How much is KAP?</h3><p>A medicine session is $575. We ask that you plan two preparation "
            "hours ($160 each) before it and two integration hours ($160 each) after.</p>"
        ),
        {("kap_session", "", 575, 575, 1), ("therapy_session", "", 160, 160, 1)},
    ),
    (
        ("<h3>How much is Spravato without insurance?</h3><p>$975 each time, medicine and observation together.</p>"),
        {("session", "spravato", 975, 975, 1)},
    ),
    ("<h3>What if I need more than six?</h3><p>Further infusions are $390.</p>", {("session", "iv", 390, 390, 1)}),
    ("<p>Ketamine infusion with ketorolac: $480. Without: $450.</p>", {("session", "iv", 450, 450, 1)}),
    ("<p>IV ketamine $450. IV NAD+ $700. IV vitamin C $180. IV iron $300.</p>", {("session", "iv", 450, 450, 1)}),
    (
        (
            "<h2>IV drips</h2><ul><li>The Hydrator $139</li><li>The Athlete "
            "$179</li></ul><h2>Ketamine</h2><ul><li>The Reset (40 min infusion) $449</li><li>The Deep Reset "
            "(60 min infusion) $549</li></ul>"
        ),
        {("session", "iv", 449, 449, 1), ("session", "iv", 549, 549, 1)},
    ),
    (
        "<p>Mood: $450 · Pain (2 h): $750 · Pain (4 h): $1,100</p><p>All by IV infusion.</p>",
        {("pain_session", "iv", 1100, 1100, 1), ("pain_session", "iv", 750, 750, 1), ("session", "iv", 450, 450, 1)},
    ),
    ("<p>We take Visa and cash. Your infusion is $450; bring a friend to drive.</p>", {("session", "iv", 450, 450, 1)}),
    ("<p>Paying $450 for an infusion is a lot. Talk to us if that is hard.</p>", {("session", "iv", 450, 450, 1)}),
    (
        "<p>Lozenge session at the office: $225 with a nurse, $375 with a therapist.</p>",
        {("kap_session", "sublingual", 375, 375, 1), ("session", "sublingual", 225, 225, 1)},
    ),
    (
        "<p>New patients: $99 first infusion! Regular infusions $450.</p>",
        {("first_session", "iv", 99, 99, 1), ("session", "iv", 450, 450, 1)},
    ),
    ("<p>Ketamine IV $425 (self-pay); $0-$60 with Tricare</p>", {("session", "iv", 425, 425, 1)}),
    (
        (
            "<ul><li>Ketamine infusion, $430, paid the same day</li><li>Consultation, $0, by "
            "phone</li><li>Cancellation, $75, inside a day</li></ul>"
        ),
        {("consultation", "", 0, 0, 1), ("session", "iv", 430, 430, 1)},
    ),
    ("<p>For $430 you get a private room, a nurse and one hour of IV ketamine.</p>", {("session", "iv", 430, 430, 1)}),
    (
        ("<p>The all-in price of one IV ketamine treatment is $430, doctor, nurse, medicine and room included.</p>"),
        {("session", "iv", 430, 430, 1)},
    ),
    ("<p>Your total for a six-infusion induction, evaluation included: $2,650.</p>", {("series", "iv", 2650, 2650, 6)}),
    ("<p>Six sessions of IM ketamine and six hours of therapy come to $3,300.</p>", {("series", "im", 3300, 3300, 6)}),
    (
        (
            "<p>Package A: 3 IM sessions, $960. Package B: 6 IM sessions, $1,800. Package C: 6 IM sessions "
            "and 6 integration hours, $2,600.</p>"
        ),
        {("series", "im", 1800, 1800, 6), ("series", "im", 2600, 2600, 6), ("series", "im", 960, 960, 3)},
    ),
    ("<p>Infusions are $430 Monday to Thursday.</p>", {("session", "iv", 430, 430, 1)}),
    ("<p>Please bring $430 for each infusion.</p>", {("session", "iv", 430, 430, 1)}),
    ("<p>Each infusion: $430. Billed to insurance: $1,150.</p>", {("session", "iv", 430, 430, 1)}),
    (
        "<p>Our fee for ketamine treatments is $430 and for phone calls over ten minutes it is $60.</p>",
        {("session", "", 430, 430, 1)},
    ),
    (
        "<p>Intake paperwork review $40; intake visit $210; IM session $340.</p>",
        {("consultation", "", 210, 210, 1), ("session", "im", 340, 340, 1)},
    ),
    ("<p>Peer support circle: $20. Ketamine group session: $230.</p>", {("group_session", "", 230, 230, 1)}),
    (
        ("<p>We know that cost matters. You will pay $465 on the day of each infusion and not a penny more.</p>"),
        {("session", "iv", 465, 465, 1)},
    ),
    (
        (
            "<p>Nobody likes surprises, so here is the whole list: $125 to meet the doctor, $465 per "
            "infusion, $440 for a booster.</p>"
        ),
        {("consultation", "", 125, 125, 1), ("maintenance_session", "iv", 440, 440, 1), ("session", "iv", 465, 465, 1)},
    ),
    (
        (
            "<p>Ketamine is given here as a shot in the upper arm. The appointment takes ninety minutes, and "
            "the price is $340.</p>"
        ),
        {("session", "im", 340, 340, 1)},
    ),
    (
        (
            "<p>Our rates: intake, $200; dosing session (IM), $550; integration, $175. Rates rise by $25 each"
            " January.</p>"
        ),
        {("consultation", "", 200, 200, 1), ("kap_session", "im", 550, 550, 1), ("therapy_session", "", 175, 175, 1)},
    ),
    (
        "<p>Three-session IM package: $1,000 (you save $125).</p><p>One IM session: $375.</p>",
        {("series", "im", 1000, 1000, 3), ("session", "im", 375, 375, 1)},
    ),
    (
        "<p>Cost per IM session is $375, payable by card, HSA or check when you arrive.</p>",
        {("session", "im", 375, 375, 1)},
    ),
    (
        (
            "<p>We do not bill insurance for ketamine. The self-pay rate for an infusion is $465, and we will"
            " print you an itemized receipt.</p>"
        ),
        {("session", "iv", 465, 465, 1)},
    ),
    (
        "<p>Insurance usually covers Spravato. When it does not, the cash rate is $1,025 a visit.</p>",
        {("session", "spravato", 1025, 1025, 1)},
    ),
    (
        "<p>Not ready for a series? Try one infusion for $465. Ready? Six are $2,550.</p>",
        {("series", "iv", 2550, 2550, 6), ("session", "iv", 465, 465, 1)},
    ),
    (
        (
            "<p>Our ketamine and therapy program runs eight weeks. It holds one intake, six lozenge sessions "
            "and eight therapy hours, and it costs $3,600.</p>"
        ),
        {("series", "sublingual", 3600, 3600, 6)},
    ),
    (
        "<p>Nurse-led IM: $320. Therapist-led IM: $540.</p>",
        {("kap_session", "im", 540, 540, 1), ("session", "im", 320, 320, 1)},
    ),
    (
        "<p>For pain, plan on $900 for a four-hour infusion or $3,900 for five days in a row.</p>",
        {("pain_session", "iv", 900, 900, 1), ("series", "iv", 3900, 3900, 5)},
    ),
    (
        (
            "<p>We charge $465 for mood infusions, which take 40 minutes. Pain infusions take longer and "
            "start at $700.</p>"
        ),
        {("pain_session", "iv", 700, None, 1), ("session", "iv", 465, 465, 1)},
    ),
    (
        "<p>A telehealth intake is $175. It goes toward your first IM session, which is $375.</p>",
        {("consultation", "", 175, 175, 1), ("session", "im", 375, 375, 1)},
    ),
    (
        "<p>Booster infusions, which most people want every four to eight weeks, are $430.</p>",
        {("maintenance_session", "iv", 430, 430, 1)},
    ),
    (
        "<p>We lowered our prices this year. Infusions were $525; they are now $465.</p>",
        {("session", "iv", 465, 465, 1)},
    ),
    (
        (
            "<p>Infusion: $465<br>Series of six: $2,550<br>Booster: $430<br>Cancellation inside 48 h: "
            "$100<br>Chart copies: $15</p>"
        ),
        {("maintenance_session", "iv", 430, 430, 1), ("series", "iv", 2550, 2550, 6), ("session", "iv", 465, 465, 1)},
    ),
    ("<p>IV ketamine: $465 per session, 10% off when you buy four.</p>", {("session", "iv", 465, 465, 1)}),
    (
        "<p>Four for $1,700 or one for $465 — every infusion is by IV.</p>",
        {("series", "iv", 1700, 1700, 4), ("session", "iv", 465, 465, 1)},
    ),
    (
        (
            "<p>One price for everyone: $465.</p><p>It pays for your IV infusion, a nurse who stays with you,"
            " and a call the next day.</p>"
        ),
        {("session", "iv", 465, 465, 1)},
    ),
    (
        "<p>Ketamine lozenges at home: evaluation $250, then $120 for each monthly check-in.</p>",
        {("consultation", "", 250, 250, 1)},
    ),
    (
        "<p>Evaluation and first IM session on the same day: $525. Later sessions: $350.</p>",
        {("first_session", "im", 525, 525, 1), ("session", "im", 350, 350, 1)},
    ),
    (
        (
            "<p>You can also come in as a pair: two people in one room pay $400 each instead of "
            "$465.</p><p>One IV infusion: $465.</p>"
        ),
        {("session", "iv", 465, 465, 1)},
    ),
    (
        "<p>Spravato, drug only: $890. Spravato, visit only: $240.</p>",
        {("drug", "spravato", 890, 890, 1), ("observation", "spravato", 240, 240, 1)},
    ),
    (
        "<p>IV infusion — $465. SPRAVATO® — covered by most plans, or $1,025.</p>",
        {("session", "iv", 465, 465, 1), ("session", "spravato", 1025, 1025, 1)},
    ),
    (
        ("<p>An infusion costs $465. To put it in perspective, a week of inpatient care can top $10,000.</p>"),
        {("session", "iv", 465, 465, 1)},
    ),
    (
        "<p>Prices for ketamine (IM): one, $350; three, $990; six, $1,860.</p>",
        {("series", "im", 1860, 1860, 6), ("series", "im", 990, 990, 3), ("session", "im", 350, 350, 1)},
    ),
    (
        "<p>We reserve 25% of slots for people on public assistance at $180.</p><p>Infusion: $430.</p>",
        {("session", "iv", 430, 430, 1)},
    ),
    (
        "<p>Ketamine infusions, forty minutes each, run $430; ninety-minute ones run $640.</p>",
        {("session", "iv", 430, 430, 1), ("session", "iv", 640, 640, 1)},
    ),
    ("<p>Interpreters are free. Infusions are $430.</p>", {("session", "iv", 430, 430, 1)}),
    (
        "<p>Infusion with a licensed counselor beside you: $590.</p><p>Infusion: $430.</p>",
        {("kap_session", "iv", 590, 590, 1), ("session", "iv", 430, 430, 1)},
    ),
    (
        ("<p>Pick six: $2,340 ($390 an infusion). Pick three: $1,230 ($410 an infusion). Just one: $430.</p>"),
        {("series", "iv", 1230, 1230, 3), ("series", "iv", 2340, 2340, 6), ("session", "iv", 430, 430, 1)},
    ),
    ("<p>IV ketamine at home with our traveling nurse starts at $750.</p>", {("session", "iv", 750, None, 1)}),
    (
        "<p>Infusions for migraine: $510. For depression: $430.</p>",
        {("pain_session", "iv", 510, 510, 1), ("session", "iv", 430, 430, 1)},
    ),
    ("<p>Self-referral surcharge: none. Infusion: $430. Paper statement: $5.</p>", {("session", "iv", 430, 430, 1)}),
    ("<p>A tune-up after your first six is $400.</p>", {("maintenance_session", "", 400, 400, 1)}),
    (
        "<p>We quote $430 over the phone and charge $430 in the office.</p><p>IV infusions.</p>",
        {("session", "iv", 430, 430, 1)},
    ),
    (
        (
            "<table><tr><td>Infusion, mood</td><td>$430</td></tr><tr><td>Infusion, "
            "pain</td><td>$700</td></tr><tr><td>Saturday opening fee</td><td>$50</td></tr><tr><td>Copy of "
            "chart</td><td>$15</td></tr></table>"
        ),
        {("pain_session", "iv", 700, 700, 1), ("session", "iv", 430, 430, 1)},
    ),
    ("<p>Six lozenge sessions, with a guide on video, are $890.</p>", {("series", "sublingual", 890, 890, 6)}),
    (
        "<h3>What does each infusion cost?</h3><p>Ketamine for depression typically costs $580 per infusion.</p>",
        {("session", "iv", 580, 580, 1)},
    ),
    (
        "<h3>KAP dosing session (2 hours)</h3><p>$420 oral dissolving tablets</p><p>$470 intramuscular injection</p>",
        {("kap_session", "sublingual", 420, 420, 1), ("kap_session", "im", 470, 470, 1)},
    ),
    (
        "<h3>Preparation</h3><ul><li>At least two talks before your first dose.</li>"
        "<li>$190 per 50-minute session (2 or more of them)</li></ul><h3>Lozenge sessions</h3><p>$410 each</p>",
        {("therapy_session", "", 190, 190, 1), ("session", "sublingual", 410, 410, 1)},
    ),
    (
        "<p>Counseling sessions are in general $280 for the intake session and $190 per session.</p>",
        {("consultation", "", 280, 280, 1), ("therapy_session", "", 190, 190, 1)},
    ),
    (
        "<ul><li>Psychiatric session, 50 minutes: $320</li><li>Medical evaluation for ketamine-assisted therapy: $260"
        "</li><li>Therapeutic evaluation for ketamine-assisted therapy: $180</li></ul>",
        {("evaluation", "", 260, 260, 1), ("consultation", "", 180, 180, 1)},
    ),
    (
        "<p>So that anybody curious can find out for themselves, our cheerful team gives one IV ketamine infusion, "
        "with a blanket, tea and somebody to chat with afterwards, for $385.</p>",
        {("session", "iv", 385, 385, 1)},
    ),
    (
        "<h3>Session rates</h3><p>45-minute session- $380</p><h4>Therapists and nurse</h4><p>Giving injections, with "
        "orders- $210</p><h3>Ketamine-assisted psychotherapy (KAP) rates</h3><p>3 hour KAP session- $1,100</p>",
        {("kap_session", "", 1100, 1100, 1)},
    ),
    ("<p>Book a no-charge telephone consultation of 15 minutes.</p>", {("consultation", "", 0, 0, 1)}),
    (
        (
            "<h3>What is the cost of treatment?</h3><p>The initial consultation fee is $250 and is "
            "non-refundable. Ketamine infusions for mood disorders are $500. Ketamine infusions for chronic pain "
            "start at $650 and depend on the length of the infusion.</p>"
        ),
        {("consultation", "", 250, 250, 1), ("pain_session", "iv", 650, None, 1), ("session", "iv", 500, 500, 1)},
    ),
    (
        (
            "<p>Fees: The KAP medical intake with Dr. Example is $350 (75 minutes). Each in-office KAP session is"
            " $600 (3 hours). Integration sessions with your own therapist are billed by them.</p>"
        ),
        {("consultation", "", 350, 350, 1), ("kap_session", "", 600, 600, 1)},
    ),
    (
        (
            "<h3>Investment</h3><p>Intake: $225</p><p>Preparation (2 sessions): $180 each</p><p>Medicine session "
            "(3 hrs): $550</p><p>Integration (2 sessions): $180 each</p><p>Total for one cycle: $1,495</p>"
        ),
        {("consultation", "", 225, 225, 1), ("kap_session", "", 550, 550, 1), ("therapy_session", "", 180, 180, 1)},
    ),
    (
        "<p>Most of our patients pay between $450 and $550 per infusion depending on dose and duration.</p>",
        {("session", "iv", 450, 550, 1)},
    ),
    (
        (
            "<p>How much are infusions? $350 for the first infusion, $400 for each additional infusion in the "
            "series, and $375 for maintenance.</p>"
        ),
        {
            ("first_session", "iv", 350, 350, 1),
            ("maintenance_session", "iv", 375, 375, 1),
            ("session", "iv", 400, 400, 1),
        },
    ),
    (
        "<p>Dr. Example offers a complimentary 15-minute phone call to see if ketamine is right for you.</p>",
        {("consultation", "", 0, 0, 1)},
    ),
    (
        (
            "<p>Our rates are all-inclusive: consult, infusion, anti-nausea medication, and follow up. "
            "Depression/anxiety/PTSD $495. Chronic pain (2 hr) $695. Chronic pain (4 hr) $995.</p>"
        ),
        {("pain_session", "iv", 695, 695, 1), ("pain_session", "iv", 995, 995, 1), ("session", "iv", 495, 495, 1)},
    ),
    (
        (
            "<p>A non-refundable $75 fee is charged for the screening appointment, and it goes toward your first "
            "infusion of $450 if you proceed.</p>"
        ),
        {("consultation", "", 75, 75, 1), ("session", "iv", 450, 450, 1)},
    ),
    (
        "<p>After a free talk, the first three infusions are $500 each. Infusions four to six are $400 each.</p>",
        {("session", "iv", 500, 500, 1), ("session", "iv", 400, 400, 1)},
    ),
    (
        "<p>Nurse-led IM ketamine: $199 intro special for first timers, then $275.</p>",
        {("first_session", "im", 199, 199, 1), ("session", "im", 275, 275, 1)},
    ),
    (
        "<p>Your plan may cover the office visit and we charge you only the ketamine part, $275 per infusion.</p>",
        {("session", "iv", 275, 275, 1)},
    ),
    (
        "<p>Spravato cash price: $350 per visit when the medication is supplied by your insurance.</p>",
        {("observation", "spravato", 350, 350, 1)},
    ),
    ("<p>5-day CRPS protocol: $5,500.</p><p>IV only.</p>", {("series", "iv", 5500, 5500, 5)}),
    (
        "<p>IV: $495. IM: $345. Before any of them you see our nurse practitioner once, for $175.</p>",
        {("session", "iv", 495, 495, 1), ("session", "im", 345, 345, 1), ("consultation", "", 175, 175, 1)},
    ),
    (
        "<dl><dt>Meet the doctor</dt><dd>Free, 20 minutes by video</dd><dt>Infusion</dt><dd>$460</dd></dl>",
        {("consultation", "", 0, 0, 1), ("session", "iv", 460, 460, 1)},
    ),
    (
        "<p>New patients pay a one-time evaluation fee of $200, which includes a look at your chart.</p>",
        {("consultation", "", 200, 200, 1)},
    ),
    (
        "<h4>Three infusions</h4><p>For maintenance through the year.</p><p>$1,350</p><h4>Six infusions</h4>"
        "<p>What the research uses.</p><p>$2,520</p>",
        {("series", "iv", 1350, 1350, 3), ("series", "iv", 2520, 2520, 6)},
    ),
    (
        "<p>Medicare pays for Spravato, and your share is usually small. It does not pay for IV ketamine ($450).</p>",
        {("session", "iv", 450, 450, 1)},
    ),
    (
        "<p>The first month comes to $2,775: the $225 evaluation plus six infusions at $425.</p>",
        {("consultation", "", 225, 225, 1), ("session", "iv", 425, 425, 1)},
    ),
    ("<p>Ketamine treatments: $385 ea. | 5+: $350 ea.</p><p>Given IM.</p>", {("session", "im", 385, 385, 1)}),
    ("<p>A standard 40-minute infusion is $400.</p>", {("session", "iv", 400, 400, 1)}),
    (
        "<p>Most choose the six-session package ($2,400) but you can pay session by session at $450. IV only.</p>",
        {("series", "iv", 2400, 2400, 6), ("session", "iv", 450, 450, 1)},
    ),
    (
        "<p>First time? Your intro lozenge session is $325. Returning: $265.</p>",
        {("first_session", "sublingual", 325, 325, 1), ("session", "sublingual", 265, 265, 1)},
    ),
    (
        "<table><tr><th></th><th>IV</th><th>IM</th></tr><tr><td>Initial</td><td>$500</td><td>$375</td></tr>"
        "<tr><td>Follow-up</td><td>$450</td><td>$325</td></tr></table>",
        {
            ("first_session", "iv", 500, 500, 1),
            ("first_session", "im", 375, 375, 1),
            ("session", "iv", 450, 450, 1),
            ("session", "im", 325, 325, 1),
        },
    ),
    (
        "<table><tr><td>Evaluation by our psychiatrist</td><td>$310</td><td>$290 cash</td></tr>"
        "<tr><td>Ketamine infusion</td><td>$370</td><td>$340 cash</td></tr></table>",
        {("consultation", "", 290, 310, 1), ("session", "iv", 340, 370, 1)},
    ),
    (
        "<p>Once your doctor has told us that you stay in care there, we book a first consultation of 20 minutes, "
        "which is complimentary.</p>",
        {("consultation", "", 0, 0, 1)},
    ),
    (
        "<p>Not sure? Book a $50 discovery visit. An infusion is $450.</p>",
        {("consultation", "", 50, 50, 1), ("session", "iv", 450, 450, 1)},
    ),
    (
        "<p>Spravato patients without coverage pay $425 for each visit. They buy the medicine themselves.</p>",
        {("observation", "spravato", 425, 425, 1)},
    ),
    (
        "<p>With us: one consultation at $195 and six infusions at $445, so $2,865.</p>",
        {("consultation", "", 195, 195, 1), ("session", "iv", 445, 445, 1)},
    ),
    (
        "<div><h3>Rates for ketamine-assisted psychotherapy</h3><p>KAP session, 3 hours- $1,200</p></div>"
        "<div><h3>Nursing</h3><p>Giving injections, with orders</p><p>Therapy, 50 minutes- $180</p></div>",
        {("kap_session", "", 1200, 1200, 1), ("therapy_session", "", 180, 180, 1)},
    ),
    (
        "<p>Your first visit is $300 and includes a complete medical and psychiatric history, vital signs "
        "and a treatment plan. Should we agree that ketamine makes sense, infusions are $425, and you may "
        "spread six of them over three weeks.</p>",
        {("consultation", "", 300, 300, 1), ("session", "iv", 425, 425, 1)},
    ),
    (
        "<h3>FEES</h3><p>Ketamine-Assisted Psychotherapy – 3 hour session: $495</p><p>Ketamine-Assisted "
        "Psychotherapy – 3 hour session with co-therapists: $795</p><p>Psychotherapy – 50 minutes: "
        "$175</p><p>No-show: full fee</p>",
        {("kap_session", "", 495, 495, 1), ("kap_session", "", 795, 795, 1), ("therapy_session", "", 175, 175, 1)},
    ),
    (
        "<table><tr><th>Treatment</th><th>Time</th><th>Cost</th></tr><tr><td>Ketamine for "
        "depression</td><td>1 hr</td><td>450</td></tr><tr><td>Ketamine for pain</td><td>2-4 "
        "hr</td><td>650-1,100</td></tr><tr><td>Consult</td><td>45 "
        "min</td><td>200</td></tr></table><p>Prices in US dollars</p>",
        {("consultation", "", 200, 200, 1), ("pain_session", "", 650, 1100, 1), ("session", "", 450, 450, 1)},
    ),
    (
        "<p>Intensive: two days, two KAP sessions, four hours of therapy. $2,200, lodging not included.</p>",
        {("series", "", 2200, 2200, 2)},
    ),
    (
        "<p>Spravato: If you are uninsured the total per visit is $1,195 (medication $895 + observation $300).</p>",
        {
            ("drug", "spravato", 895, 895, 1),
            ("observation", "spravato", 300, 300, 1),
            ("session", "spravato", 1195, 1195, 1),
        },
    ),
    (
        "<p>The first visit, with your evaluation and your first infusion, is $560. Every infusion after "
        "that is $460.</p>",
        {("first_session", "iv", 560, 560, 1), ("session", "iv", 460, 460, 1)},
    ),
    (
        "<p>Call Sam for a free 15-minute chat.</p>",
        {("consultation", "", 0, 0, 1)},
    ),
    (
        "<h3>Induction</h3><p>Six IV infusions in 18 days. Each lasts 45 minutes. $2,700 for all six, or "
        "$480 each.</p>",
        {("series", "iv", 2700, 2700, 6), ("session", "iv", 480, 480, 1)},
    ),
    (
        "<h3>Preparation</h3><p>One hour with a psychologist from our team to talk through fears.</p><p>$190.</p>",
        {("therapy_session", "", 190, 190, 1)},
    ),
    (
        "<h3>Mood protocol</h3><p>Six infusions over three weeks. $3,000 for the protocol. Single infusions"
        " after the protocol are $500.</p>",
        {("series", "iv", 3000, 3000, 6), ("session", "iv", 500, 500, 1)},
    ),
    (
        "<p>Pain infusions are charged by time: $650 for two hours, $850 for three.</p>",
        {("pain_session", "iv", 650, 650, 1), ("pain_session", "iv", 850, 850, 1)},
    ),
    (
        "<h3>Other prices</h3><table><tr><td>Office visit</td><td>$110</td></tr><tr><td>Sports "
        "physical</td><td>$35</td></tr></table><h3>Ketamine</h3><p>IM ketamine session $280</p>",
        {("session", "im", 280, 280, 1)},
    ),
    (
        "<h2>Policy</h2><p>Missed appointments. $100 for consultations, $250 for "
        "infusions.</p><p>Infusions. Mental health infusions are $490.</p>",
        {("session", "iv", 490, 490, 1)},
    ),
    (
        "<p>The program costs $250 for the psychiatric evaluation, then $95 a month for as long as you are "
        "with us. Medication is paid to the pharmacy (usually $50 to $85).</p><p>We treat at home with "
        "ketamine lozenges.</p>",
        {("consultation", "", 250, 250, 1), ("membership", "", 95, 95, None)},
    ),
    (
        "<p>We bill insurance for evaluation and medication management. If you don't have insurance: new "
        "patient psychiatric evaluation $325, follow-ups $150, IM ketamine $250.</p>",
        {("consultation", "", 325, 325, 1), ("session", "im", 250, 250, 1)},
    ),
    (
        "<p>Community KAP circle, Saturdays: $275 per person, lozenge included. Members of our training "
        "program pay $200.</p>",
        {("group_session", "sublingual", 275, 275, 1)},
    ),
    (
        "<div><h3>Foundations</h3><p>$1,074</p><p>$179 per session</p><p>6 guided lozenge sessions</p></div>",
        {("series", "sublingual", 1074, 1074, 6)},
    ),
    (
        "<h3>Prices</h3><table><tr><td>First ketamine visit (IM)</td><td>$229</td></tr><tr><td>Ketamine "
        "visit (IM)</td><td>$189</td></tr></table>",
        {("first_session", "im", 229, 229, 1), ("session", "im", 189, 189, 1)},
    ),
    (
        "<h3>How much?</h3><p>The drip is $400.</p><p>Ketamine drips only.</p>",
        {("session", "iv", 400, 400, 1)},
    ),
    (
        "<h3>IV ketamine</h3><p>Single infusion: $550</p><p>Not covered; we don't send claims for it</p>",
        {("session", "iv", 550, 550, 1)},
    ),
    (
        "<div><h3>Ketamine consult, new to the clinic</h3><p>60 min, records review, labs ordered if "
        "needed</p><p>$215</p></div><div><h3>IV ketamine</h3><p>40 min drip</p><p>$525</p></div>",
        {("consultation", "", 215, 215, 1), ("session", "iv", 525, 525, 1)},
    ),
    (
        "<h3>Therapy without KAP</h3><p>Individual $155, couples $175.</p><h3>KAP</h3><p>Medicine session $480</p>",
        {("kap_session", "", 480, 480, 1)},
    ),
]

#: Sums that are nobody's price for ketamine here: fees, others' prices, other things, what is paid back or got.
NO_PRICES = [
    "<p>Ketamine sessions are billed at my hourly rate of $200 per hour.</p>",
    "<p>To secure your spot we take $150 at booking; it comes off the price of the infusion.</p>",
    "<p>Missed infusions without 48 hours' notice are charged $200.</p>",
    "<p>If you do not show up for your ketamine session, you will be billed $250.</p>",
    (
        "<p>We reserve two hours for every infusion. Cancel less than two days ahead and $150 is charged "
        "to the card on file.</p>"
    ),
    "<p>Most patients with insurance pay $10 to $50 per Spravato visit.</p>",
    "<p>With the manufacturer's program you may pay as little as $10 per Spravato treatment.</p>",
    "<p>If you have not met your deductible, your Spravato visit may cost up to $900.</p>",
    "<p>Across the country a single infusion runs $400 to $800.</p>",
    "<p>Market prices vary from $550 to $1,200 per medicine session.</p>",
    "<p>Finance your six infusions for $120/month with a lender.</p>",
    "<p>With our pay later plan you pay a minimum of $375 per month.</p>",
    "<p>Add glutathione to your infusion for $40, or a B12 shot for $25.</p>",
    "<p>Anti-nausea medicine during the infusion: $25</p>",
    "<p>Gift cards are available from $50 to $450 and may be used for ketamine infusions.</p>",
    "<p>Our foundation gives grants up to $1,500 for veterans' infusions.</p>",
    "<blockquote>I paid $600 per infusion elsewhere; here it was $400.</blockquote>",
    "<p>Veterans take $50 off every infusion.</p>",
    "<p>A weekend surcharge of $75 applies to infusions on Saturday.</p>",
    "<p>Our ketamine provider training course is $1,995 per person.</p>",
    "<h2>Careers</h2><p>Infusion nurse, $45 to $55 an hour.</p>",
    "<p>We give you a superbill. Some plans reimburse $100 to $200 per infusion.</p>",
    "<p>You can put up to $4,300 a year in an HSA and use it for infusions.</p>",
    "<p>A study found that ketamine saved $1,200 per patient.</p>",
    "<p>Free parking and free Wi-Fi for every infusion.</p>",
    "<p>Copies of your infusion records: $25</p>",
    "<p>We can arrange a ride home after your infusion for $40.</p>",
    "<p>A urine drug screen ($35) is done before the first infusion.</p>",
    "<p>Labs before treatment run about $80 and an EKG is $60.</p>",
    "<p>A chaperone or sitter for your session is $50 an hour.</p>",
    "<p>The pharmacy charges $60 to $120 for a month of troches.</p>",
    "<p>Our intern sees a few clients at a reduced fee: KAP $200, integration $80.</p>",
    "<p>To hold your infusion chair we ask for $75, which is taken off the bill that day.</p>",
    "<p>Your card is charged $50 when you book an infusion; the rest is due at the visit.</p>",
    "<p>If you run more than 20 minutes behind, we may have to move your infusion and charge $60.</p>",
    "<p>Changing an infusion with less than two business days' warning costs $100.</p>",
    "<p>An infusion you skip without a call is billed at half price, $225.</p>",
    "<p>A letter for your employer about your ketamine treatment is $30.</p>",
    "<p>Your plan may send back $150 to $250 for each infusion.</p>",
    ("<p>Out of pocket you might owe $30 to $60 for each Spravato treatment if your plan covers it.</p>"),
    ("<p>Patients with commercial insurance often pay $10 per Spravato session through the maker's program.</p>"),
    "<p>Other clinics in the state ask $600 to $900 for one infusion.</p>",
    "<p>You will see infusions advertised for $250; those are usually shorter.</p>",
    "<p>The average price of a ketamine infusion in the US is $550.</p>",
    "<p>Bring a friend who books a series and you both get $100.</p>",
    "<p>New this fall: $75 off your first infusion.</p>",
    "<p>Buy six infusions and keep $300 in your pocket.</p>",
    "<p>That is a savings of $150 on six infusions.</p>",
    "<p>Our 6-infusion package comes to $50 less per infusion.</p>",
    "<p>Add a therapist to any infusion for $150.</p>",
    "<p>Toradol or magnesium during your infusion: $35</p>",
    "<p>Therapists may rent our ketamine room for $60 an hour.</p>",
    "<p>Wholesale, a vial of ketamine costs about $5.</p>",
    "<p>We raised $12,000 to give free infusions to veterans.</p>",
    "<p>Scholarships cover up to $1,000 of your ketamine series.</p>",
    "<p>Financing from $500 to $10,000 for your infusions, subject to credit approval.</p>",
    "<p>Split your series into three payments of $800.</p>",
    "<p>House call for a ketamine infusion: add a travel charge of $150.</p>",
    "<p>Prescription refill between visits: $40</p>",
    "<p>An MRI before a ketamine infusion would cost $800; you do not need one.</p>",
    "<p>Please do not wear jewelry worth more than $500 to your infusion.</p>",
    "<p>We are looking for people for a paid ketamine study. You get $75 per visit.</p>",
    "<p>Study participants receive $1,200 for completing six infusions.</p>",
    "<p>We stopped selling packages; the old six-pack was $2,200.</p>",
    "<p>Our sister clinic in Springfield charges $500 per infusion.</p>",
    "<p>Dr. Sample's colleague across town does infusions for $395.</p>",
    "<p>At-home companies charge $99 to $250 a month for lozenges.</p>",
    "<p>The lozenges themselves are $60 to $90 from the compounding pharmacy.</p>",
    "<p>Medication is not included; expect $80 for six troches.</p>",
    "<p>Medicaid patients: $0 for Spravato.</p>",
    "<p>Workers' comp pays $700 for this infusion.</p>",
    "<p>The CPT 96365 charge is $212 and J3490 is $18.</p>",
    "<p>Good faith estimate example: 6 infusions x $450 = $2,700 plus consultation $200 = $2,900.</p>",
    "<p>Would you pay $10,000 to feel well again?</p>",
    "<p>Depression costs the economy $210 billion a year.</p>",
    "<p>Late-night and holiday infusions carry a $125 premium.</p>",
    "<p>The equipment fee for at-home treatment is $45, paid once.</p>",
    "<p>A blood pressure cuff, if you do not own one, is $35.</p>",
    "<p>A one-time enrollment fee of $199 covers your kit.</p>",
    "<p>Eye masks are $15 and journals $20.</p>",
    "<p>Telehealth follow-up: $85.</p>",
    "<p>We will refund $400 of your package for each infusion you do not use.</p>",
    "<p>If you stop after three, we charge the single price of $450 each and refund the rest.</p>",
    (
        "<h1>Ketamine</h1><p>We bill your plan $900 for Spravato and $250 for the observation; you pay "
        "only your copay.</p>"
    ),
    (
        "<p>At home most people take three lozenges each week. A three-month plan of 36 lozenges with "
        "visits is $720.</p>"
    ),
    ("<h3>Package of 6</h3><p>$399 per infusion</p><p>IV infusions; paid in full ahead of the first.</p>"),
    (
        "<h3>Do you offer a discount?</h3><p>Yes. Veterans save $40 per infusion, and anyone who buys six"
        " saves $240.</p>"
    ),
    "<h3>Can I pay over time?</h3><p>Yes. For a $2,400 series, payments start near $110 a month.</p>",
    "<h3>Is the consultation refundable?</h3><p>If you are not a fit, we return $100 of the $150.</p>",
    "<h3>How much is Spravato with insurance?</h3><p>Often $0 to $40 each time.</p>",
    (
        "<h3>Are there other costs?</h3><p>A ride home, and $12 for parking. The blood test, if you need "
        "one, is $45.</p>"
    ),
    "<p>Ketamine plus TMS on the same day: $600.</p>",
    "<p>You could spend $450 on one dinner in New York, or on an infusion.</p>",
    "<p>The ketamine itself costs us about $2; the $430 pays for people and time.</p>",
    ("<p>If you have Medicare, your share of a Spravato visit is about $90 until your deductible is met.</p>"),
    "<p>Therapists who refer to us: supervision is $120 an hour and our weekend course is $650.</p>",
    "<p>The cost of IV ketamine for pain is $225 an hour, with a minimum of two hours.</p>",
    ("<p>If money is tight, ask about our fund: it has paid for 80 infusions, about $37,000 in all.</p>"),
    "<p>It costs $35 to park downtown all day; our lot is free for infusion patients.</p>",
    "<p>Every infusion includes $40 of anti-nausea medicine at no charge.</p>",
    "<p>Win a free ketamine series worth $2,550!</p>",
    "<p>The study paid for eight infusions and gave people $50 a visit for their time.</p>",
    "<p>We ask $60 if a form has to be filled in the same day.</p>",
    "<p>A broken appointment costs you $90.</p>",
    "<p>Your employer's plan might knock $200 off each Spravato visit.</p>",
    "<p>Bring $20 for the vending machines and a blanket.</p>",
    "<p>Vets First grant: $1,000 toward your infusions.</p>",
    "<p>Magnesium or Zofran can be put in your IV for $25.</p>",
    "<p>At $300 per session on the low end and $900 on the high end, ketamine is not cheap.</p>",
    "<p>Medical evaluation with a prescriber: depends on provider's fees ($250-300).</p>",
    "<p>Infusions we do not give. Some local clinics do, usually at $450 apiece.</p>",
    "<p>What your plan is billed for:</p><ul><li>Ketamine infusion (96365): $135</li><li>Visit (99215): $390</li></ul>",
    "<p>Most people do six infusions, so plan on roughly $2,700.</p>",
    "<p>Gift a friend an infusion: $100, $250 and $500 cards at the desk.</p>",
    "<table><tr><td>Phone calls over 10 minutes</td><td>$60</td></tr></table>",
    "<p>Ketamine here. Nitrous oxide treatment: $365</p>",
    "<p>Membership fee: $250 per session, to be paid when treated.</p>",
    "<p>A fee of $295 applies if an infusion is stopped early.</p>",
    "<p>Prices went up in 2025; the old $399 price of an infusion is out of date.</p>",
    "<h3>Is at-home ketamine for $129 a month safe?</h3><p>We think not.</p>",
    "<p>The dosing session is out of pocket: $450 to your therapist and $125 to our medical team.</p>",
    "<p>The Spravato visit is $275, and the medicine is $650 to $950 from the pharmacy.</p>",
    "<p>Why not an infusion clinic? In our area infusions run $450 to $600 apiece.</p>",
    "<p>If troches are not enough, we send you to a center in town where an infusion is $425.</p>",
    "<p>Follow up with the doctor (30 minutes) ..... $135</p>",
    "<p>A missed medicine session costs $200.</p>",
    "<p>Supervision groups on ketamine meet monthly at $60.</p>",
    "<p>A round is one intake, one preparation and three medicine sessions, which adds up to $2,530.</p>",
    "<p>Nutrition consult with a ketamine patient: $165</p>",
    "<p>A colleague sees people in financial need for $275 a medicine session.</p>",
]


@pytest.mark.parametrize(("body", "expected"), STATED)
def test_a_price_is_read_and_nothing_beside_it(body, expected):
    assert brief(ketamine(body)) == expected


@pytest.mark.parametrize("body", NO_PRICES)
def test_a_sum_that_is_no_price_is_not_proposed(body):
    assert brief(ketamine(body)) == set()


#: Ways to set a label and a sum beside each other.
LAYOUTS = {
    "a line": "<p>{label}: {sum}</p>",
    "a dash": "<p>{label} – {sum}</p>",
    "dots": "<p>{label} ........ {sum}</p>",
    "brackets": "<p>{label} ({sum})</p>",
    "the sum first": "<p>{sum} – {label}</p>",
    "a list": "<ul><li><strong>{label}</strong> <span>{sum}</span></li></ul>",
    "a table": "<table><tr><th>Service</th><th>Price</th></tr><tr><td>{label}</td><td>{sum}</td></tr></table>",
    "terms": "<dl><dt>{label}</dt><dd>{sum}</dd></dl>",
    "a card": "<div class=card><h3>{label}</h3><p class=price>{sum}</p><a href=#>Book</a></div>",
    "a grid": "<div class=row><div>{label}</div><div>{sum}</div></div>",
    "a break": "<p><b>{label}</b><br>{sum}</p>",
}
NO_PRICE_LABELS = [
    "Late cancellation", "No-show fee", "Missed appointment", "Deposit to book", "Gift card", "Record copies",
    "Letter for work", "Hydration drip", "NAD+ infusion", "B12 shot", "TMS session", "Anti-nausea medicine",
    "Urine drug screen", "Rescheduling", "Returned check", "Massage", "Stellate ganglion block", "Add 30 minutes",
    "Add-on therapist", "Extra hour", "Travel charge", "Holiday surcharge", "Parking", "Provider training",
    "Room rental", "Pharmacy charge for lozenges", "Spravato copay", "Refill visit", "Medication management visit",
    "Neuropsychological testing", "Emotional support letter", "Oxygen bar", "Peer group for alumni", "Yoga class",
    "Journal and eye mask",
]  # fmt: skip
PRICE_LABELS = {
    "IM ketamine injection": ("session", "im"),
    "Pain infusion, 4 hours": ("pain_session", "iv"),
    "Booster infusion": ("maintenance_session", "iv"),
    "Initial consultation": ("consultation", ""),
    "Integration session": ("therapy_session", ""),
    "KAP session, 3 hours": ("kap_session", ""),
    "Lozenge session in office": ("session", "sublingual"),
    "Group ketamine session, per person": ("group_session", ""),
    "Spravato visit, medicine included": ("session", "spravato"),
    "Nasal ketamine treatment": ("session", "nasal_compounded"),
    "New patient intake": ("consultation", ""),
}


def in_layout(layout, label, usd):
    lines = (("IV ketamine session", "$455"), (label, f"${usd}"), ("IM ketamine session", "$385"))
    return "".join(LAYOUTS[layout].format(label=name, sum=shown) for name, shown in lines)


@given(st.sampled_from(sorted(LAYOUTS)), st.sampled_from(NO_PRICE_LABELS), st.integers(100, 350))
def test_no_layout_makes_a_price_of_what_is_none(layout, label, usd):
    assert usd not in {low for _item, _route, low, _high, _sessions in brief(ketamine(in_layout(layout, label, usd)))}


@given(st.sampled_from(sorted(LAYOUTS)), st.sampled_from(sorted(PRICE_LABELS)), st.integers(200, 350))
def test_a_price_keeps_its_item_and_route_in_each_layout(layout, label, usd):
    assert (*PRICE_LABELS[label], usd, usd, 1) in brief(ketamine(in_layout(layout, label, usd)))


UNKNOWN = st.sampled_from(["zorbing", "quillwort", "flumadiddle", "gadroon"])


@given(st.lists(UNKNOWN, min_size=2, max_size=4, unique=True))
def test_a_sum_among_unknown_words_is_not_proposed(words):
    assert brief(ketamine(f"<p>Each {' '.join(words)} infusion is $450.</p>")) == set()
    assert brief(ketamine("<p>Each infusion is $450.</p>")) == {("session", "iv", 450, 450, 1)}
