"""Ways that clinics' sites say their prices, and say what is none. All made up, after the manner of real sites."""

import pytest

from tests.clinicpage import brief

#: What stands on a page -> item, route, low, high, sessions of each offer that is read.
SAID = [
    (
        "<p>It starts with a short phone call, which costs you nothing. Next is a psychiatric evaluation "
        "with Dr. Placeholder. That appointment lasts an hour and costs $225.</p><p>IV infusions are "
        "$480.</p>",
        [("consultation", "", 0, 0, 1), ("evaluation", "", 225, 225, 1), ("session", "iv", 480, 480, 1)],
    ),
    (
        "<p>You meet our nurse practitioner for a full intake. This visit is $180.</p><p>Each infusion is $420.</p>",
        [("consultation", "", 180, 180, 1), ("session", "iv", 420, 420, 1)],
    ),
    (
        "<h2>1. A welcome call</h2><p>Ten minutes with our coordinator. No charge.</p><h2>2. Medical "
        "intake</h2><p>An hour with Dr. Sample. $250</p><h2>3. Infusions</h2><p>$495 each.</p>",
        [("consultation", "", 0, 0, 1), ("evaluation", "", 250, 250, 1), ("session", "iv", 495, 495, 1)],
    ),
    (
        "<p>Around the country clinics ask between $400 and $900. Ours is $475 an infusion.</p>",
        [("session", "iv", 475, 475, 1)],
    ),
    (
        "<p>We begin with six infusions over two weeks. Together they cost $2,700. Later boosters are $460.</p>",
        [("maintenance_session", "iv", 460, 460, 1), ("series", "iv", 2700, 2700, 6)],
    ),
    (
        "<h3>What do infusions cost?</h3><p>The first six are given in three weeks. All six come to "
        "$2,880 and can be paid in two parts.</p>",
        [("series", "iv", 2880, 2880, 6)],
    ),
    (
        "<div class=card><h4>Depression package</h4><p>$2,400</p><p>Four infusions in two weeks. Save "
        "$200 when paid in full.</p></div>",
        [("series", "iv", 2400, 2400, 4)],
    ),
    (
        "<div class=card><h4>Starter</h4><p>$1,950</p><ul><li>5 IV infusions</li><li>Includes nurse "
        "monitoring</li><li>You save $150</li></ul></div>",
        [("series", "iv", 1950, 1950, 5)],
    ),
    (
        "<p>KAP session: $400</p><p>Your prescriber works on her own and will bill you directly, "
        "typically $250 for the first appointment.</p>",
        [("kap_session", "", 400, 400, 1)],
    ),
    (
        "<p>IV infusion $450.</p><p>You will need labs from LabCorp, which cost about $60.</p>",
        [("session", "iv", 450, 450, 1)],
    ),
    (
        "<p>IV infusion $450.</p><p>Troches come from a compounding pharmacy; expect to pay them around $90.</p>",
        [("session", "iv", 450, 450, 1)],
    ),
    (
        "<p>IV infusion $450.</p><p>A hospital anesthesia department will easily charge $1,500 for the same thing.</p>",
        [("session", "iv", 450, 450, 1)],
    ),
    (
        "<p>KAP session $400.</p><h3>Spring weekend</h3><p>Two days of quiet in the hills. There is no "
        "ketamine at this one. $650 with meals.</p>",
        [("kap_session", "", 400, 400, 1)],
    ),
    (
        "<h3>Spravato</h3><p>If you have no coverage, a Spravato visit is $850 with the medicine, or $350"
        " if your pharmacy benefit pays for the medicine.</p>",
        [("observation", "spravato", 350, 350, 1), ("session", "spravato", 850, 850, 1)],
    ),
    (
        "<table><tr><th>Service</th><th>Price</th></tr><tr><td>Initial "
        "consultation</td><td>$199</td></tr><tr><td>Ketamine infusion (40 "
        "min)</td><td>$450</td></tr><tr><td>Package of "
        "6</td><td>$2,400</td></tr><tr><td>Booster</td><td>$425</td></tr><tr><td>Anti-nausea "
        "add-on</td><td>$25</td></tr></table>",
        [
            ("consultation", "", 199, 199, 1),
            ("maintenance_session", "iv", 425, 425, 1),
            ("series", "iv", 2400, 2400, 6),
            ("session", "iv", 450, 450, 1),
        ],
    ),
    (
        "<table><tr><th></th><th>Single</th><th>Series of 6</th></tr><tr><td>IV "
        "ketamine</td><td>$475</td><td>$2,550</td></tr><tr><td>IM "
        "ketamine</td><td>$350</td><td>$1,900</td></tr></table>",
        [
            ("series", "im", 1900, 1900, 6),
            ("series", "iv", 2550, 2550, 6),
            ("session", "im", 350, 350, 1),
            ("session", "iv", 475, 475, 1),
        ],
    ),
    (
        "<ul><li>New patient evaluation (60 min) – $300</li><li>IM ketamine session (90 min) – "
        "$375</li><li>KAP with IM ketamine (3 hrs) – $650</li><li>Integration therapy (50 min) – "
        "$175</li><li>No-show fee – $100</li></ul>",
        [
            ("consultation", "", 300, 300, 1),
            ("kap_session", "im", 650, 650, 1),
            ("session", "im", 375, 375, 1),
            ("therapy_session", "", 175, 175, 1),
        ],
    ),
    (
        "<h1>Menu</h1><ul><li>Botox $13/unit</li><li>NAD+ 500 mg $450</li><li>Myers cocktail "
        "$175</li><li>Ketamine infusion $500</li><li>Hydrafacial $199</li></ul>",
        [("session", "iv", 500, 500, 1)],
    ),
    (
        "<h2>IV drips</h2><p>Immunity $150</p><p>Energy $160</p><h2>Ketamine</h2><p>Single infusion "
        "$495</p><p>Six infusions $2,700</p><h2>Facials</h2><p>Signature $120</p>",
        [("series", "iv", 2700, 2700, 6), ("session", "iv", 495, 495, 1)],
    ),
    (
        "<h2>Ketamine for chronic pain</h2><p>2-hour infusion: $750<br>4-hour infusion: $1,200</p>",
        [("pain_session", "iv", 1200, 1200, 1), ("pain_session", "iv", 750, 750, 1)],
    ),
    (
        "<p>Infusions are $450. A $100 deposit holds your appointment and goes toward your visit.</p>",
        [("session", "iv", 450, 450, 1)],
    ),
    (
        "<p>Infusions are $450. If you cancel with less than a day's notice we ask for $150.</p>",
        [("session", "iv", 450, 450, 1)],
    ),
    (
        "<h2>Policies</h2><p>Changes within 48 hours cost $75.</p><h2>Fees</h2><p>IV session $430</p>",
        [("session", "iv", 430, 430, 1)],
    ),
    (
        "<p>IV infusion <s>$550</s> $450</p>",
        [("session", "iv", 450, 450, 1)],
    ),
    (
        "<p>Our infusions were $550 in 2023; today they are $450.</p>",
        [("session", "iv", 450, 450, 1)],
    ),
    (
        "<p>With insurance, most people pay $20 to $50 per Spravato visit. Cash price for Spravato is "
        "$899 per treatment.</p>",
        [("session", "spravato", 899, 899, 1)],
    ),
    (
        "<p>With the savings program, eligible patients pay as little as $10 per treatment.</p><p>IV "
        "infusion: $450</p>",
        [("session", "iv", 450, 450, 1)],
    ),
    (
        "<p>Infusions $450. Veterans and first responders: $400.</p>",
        [("session", "iv", 450, 450, 1)],
    ),
    (
        "<p>Infusion $450 ($405 for veterans).</p>",
        [("session", "iv", 450, 450, 1)],
    ),
    (
        "<blockquote>I paid $700 elsewhere and it did nothing. Here, $400 changed my year. – "
        "R.</blockquote><p>IV infusion: $400</p>",
        [("session", "iv", 400, 400, 1)],
    ),
    (
        "<p>Infusion series (6): $2,700, or as little as $95/month with Cherry.</p>",
        [("series", "iv", 2700, 2700, 6)],
    ),
    (
        "<p>Series of 6 infusions $2,700. Pay over time from $118 a month.</p>",
        [("series", "iv", 2700, 2700, 6)],
    ),
    (
        "<p>Six-session IM package: $1,800 ($300 per session)</p>",
        [("series", "im", 1800, 1800, 6)],
    ),
    (
        "<p>Six-session IM package. $1,800 total. That is $300 a session.</p>",
        [("series", "im", 1800, 1800, 6)],
    ),
    (
        "<p>The first infusion is $550 because it includes the consultation. Later ones are $390.</p>",
        [("first_session", "iv", 550, 550, 1), ("session", "iv", 390, 390, 1)],
    ),
    (
        "<p>First infusion: $500. Infusions 2–6: $425 each.</p>",
        [("first_session", "iv", 500, 500, 1), ("session", "iv", 425, 425, 1)],
    ),
    (
        "<p>Group ketamine sessions are $225 per person. Individual sessions are $500.</p>",
        [("group_session", "", 225, 225, 1), ("session", "", 500, 500, 1)],
    ),
    (
        "<dl><dt>Consult</dt><dd>$150</dd><dt>Infusion</dt><dd>$425</dd><dt>Infusion w/ "
        "therapist</dt><dd>$600</dd></dl>",
        [
            ("consultation", "", 150, 150, 1),
            ("kap_session", "iv", 600, 600, 1),
            ("session", "iv", 425, 425, 1),
        ],
    ),
    (
        "<div><h3>Consultation</h3><span>$0</span></div><div><h3>Single "
        "Infusion</h3><span>$449</span></div><div><h3>Induction Series</h3><span>$2,394</span><p>6 "
        "infusions</p></div>",
        [("consultation", "", 0, 0, 1), ("series", "iv", 2394, 2394, 6), ("session", "iv", 449, 449, 1)],
    ),
    (
        "<h3>How much does ketamine therapy cost?</h3><p>Each treatment is $399 and lasts about an hour.</p>",
        [("session", "", 399, 399, 1)],
    ),
    (
        "<h3>Why is it so expensive?</h3><p>In big cities people are charged as much as $1,000.</p><p>IV "
        "infusion: $425</p>",
        [("session", "iv", 425, 425, 1)],
    ),
    (
        "<h2>Fees</h2><p>TMS session $300</p><p>Ketamine infusion $500</p><p>Medication management "
        "$150</p><p>Psychotherapy 50 min $180</p>",
        [("session", "iv", 500, 500, 1), ("therapy_session", "", 180, 180, 1)],
    ),
    (
        "<p>Gift certificates from $100.</p><p>Ketamine infusion $500</p>",
        [("session", "iv", 500, 500, 1)],
    ),
    (
        "<p>Ketamine infusion $500</p><p>Our fund has given $12,000 to people who could not pay.</p>",
        [("session", "iv", 500, 500, 1)],
    ),
    (
        "<p>Ketamine-assisted therapy is on a sliding scale, $250 to $450 a session.</p>",
        [("kap_session", "", 250, 450, 1)],
    ),
    (
        "<p>Low-dose IV: $375 · Standard-dose IV: $475 · Extended IV (90 minutes): $650</p>",
        [("session", "iv", 375, 375, 1), ("session", "iv", 475, 475, 1), ("session", "iv", 650, 650, 1)],
    ),
    (
        "<p>We come to you: IV infusion at home $650. A travel fee of $75 applies beyond 20 miles.</p>",
        [("session", "iv", 650, 650, 1)],
    ),
    (
        "<p>All-inclusive price per IV infusion: $525. No hidden fees. Zofran $0.</p>",
        [("session", "iv", 525, 525, 1)],
    ),
    (
        "<p>We charge a flat $400 for every infusion, whatever your dose.</p>",
        [("session", "iv", 400, 400, 1)],
    ),
    (
        "<p>You may use HSA funds; families may put aside $8,300 a year.</p><p>Infusions: $400.</p>",
        [("session", "iv", 400, 400, 1)],
    ),
    (
        "<p>In one study the cost per response was $3,200.</p><p>Infusions: $400.</p>",
        [("session", "iv", 400, 400, 1)],
    ),
    (
        "<p>A 30-minute follow-up is $90. Infusions: $400.</p>",
        [("session", "iv", 400, 400, 1)],
    ),
    (
        "<p>Infusions: $400. Parking in the deck is $8.</p>",
        [("session", "iv", 400, 400, 1)],
    ),
    (
        "<p>Infusions: $400. We can order you a ride for about $45.</p>",
        [("session", "iv", 400, 400, 1)],
    ),
    (
        "<h2>KAP journey</h2><p>Two preparation sessions, three medicine sessions and three integration "
        "sessions: $2,950</p>",
        [("series", "", 2950, 2950, 3)],
    ),
    (
        "<h2>KAP intensive</h2><p>One day, one person: preparation, a ketamine session and integration. $900</p>",
        [("kap_session", "", 900, 900, 1)],
    ),
    (
        "<p>Infusión de ketamina: $450. Paquete de 6 infusiones: $2,400. Consulta inicial: gratis.</p>",
        [("consultation", "", 0, 0, 1), ("series", "iv", 2400, 2400, 6), ("session", "iv", 450, 450, 1)],
    ),
    (
        "<h2>Austin</h2><p>IV infusion $450</p><h2>Waco</h2><p>IV infusion $395</p>",
        [("session", "iv", 395, 395, 1), ("session", "iv", 450, 450, 1)],
    ),
    (
        "<p>Intake $200, refundable if you are not a candidate. IM session $325.</p>",
        [("consultation", "", 200, 200, 1), ("session", "im", 325, 325, 1)],
    ),
    (
        "<p>Your $150 consultation is applied to your first infusion. Infusions are $450.</p>",
        [("consultation", "", 150, 150, 1), ("session", "iv", 450, 450, 1)],
    ),
    (
        "<p>Infusions $450. A missed appointment is $200.</p>",
        [("session", "iv", 450, 450, 1)],
    ),
    (
        "<p>Our self-pay rate is $450 for each infusion; your superbill may get you back $100 to $200.</p>",
        [("session", "iv", 450, 450, 1)],
    ),
    (
        "<p>Ketamine infusion 0.5 mg/kg over 40 minutes — $410</p>",
        [("session", "iv", 410, 410, 1)],
    ),
    (
        "<p>Trio: three infusions for $1,200. Six pack: $2,280.</p>",
        [("series", "iv", 1200, 1200, 3), ("series", "iv", 2280, 2280, 6)],
    ),
    (
        "<h2>$450 per infusion</h2><p>Includes monitoring by an RN.</p>",
        [("session", "iv", 450, 450, 1)],
    ),
    (
        "<h3>Ketamine Infusion Therapy</h3><p>1 hr</p><p>$475</p><a>Book now</a><h3>Phone "
        "Consultation</h3><p>15 min</p><p>Free</p><a>Book now</a>",
        [("consultation", "", 0, 0, 1), ("session", "iv", 475, 475, 1)],
    ),
    (
        "<h3>B12 shot</h3><p>10 min</p><p>$35</p><h3>Ketamine IV - Mood</h3><p>1 hr 30 "
        "min</p><p>$500</p><h3>Hangover drip</h3><p>45 min</p><p>$180</p>",
        [("session", "iv", 500, 500, 1)],
    ),
    (
        "<section><h2>Transparent pricing</h2><p>One price. $425 per infusion. That includes your "
        "monitoring, your recovery time and a follow-up call.</p></section>",
        [("session", "iv", 425, 425, 1)],
    ),
    (
        "<p><strong>Initial Consultation</strong> — 45 minutes, in person or by Zoom — "
        "<em>$175</em></p><p><strong>Ketamine Infusion</strong> — 60 minutes — "
        "<em>$500</em></p><p><strong>Booster Infusion</strong> — 60 minutes — <em>$475</em></p>",
        [
            ("consultation", "", 175, 175, 1),
            ("maintenance_session", "iv", 475, 475, 1),
            ("session", "iv", 500, 500, 1),
        ],
    ),
    (
        "<h3>Pay as you go</h3><p>$475/infusion</p><h3>Bundle of 6</h3><p>$2,550</p><p>$425/infusion</p>",
        [("series", "iv", 2550, 2550, 6), ("session", "iv", 475, 475, 1)],
    ),
    (
        "<h3>Bundle of 4</h3><p>$400 per infusion</p><p>Total $1,600</p>",
        [("series", "iv", 1600, 1600, 4)],
    ),
    (
        "<h3>Package of six</h3><p>$400 per infusion when you buy six</p>",
        [],
    ),
    (
        "<p>Depending on the dose and how long you stay, our infusions range from $350 to $550.</p>",
        [("session", "iv", 350, 550, 1)],
    ),
    (
        "<p>Ketamine infusions usually cost $400 to $800 in the United States. We keep ours at $395.</p>",
        [("session", "iv", 395, 395, 1)],
    ),
    (
        "<p>If you have a $3,000 deductible, Spravato may cost you more in January.</p><p>Without "
        "insurance Spravato is $950 a visit.</p>",
        [("session", "spravato", 950, 950, 1)],
    ),
    (
        "<p>Infusions are $425.</p><p>Arriving more than 15 minutes late: $50.</p>",
        [("session", "iv", 425, 425, 1)],
    ),
    (
        "<p>Infusions are $425.</p><p>A trained sitter can stay with you for $60 an hour.</p>",
        [("session", "iv", 425, 425, 1)],
    ),
    (
        "<p>Infusions are $425. A private suite adds $50.</p>",
        [("session", "iv", 425, 425, 1)],
    ),
    (
        "<p>Infusions are $425. Disability forms $40, letters $25.</p>",
        [("session", "iv", 425, 425, 1)],
    ),
    (
        "<p>IM ketamine, 50 mg: $250. Each additional 25 mg: $40.</p>",
        [("session", "im", 250, 250, 1)],
    ),
    (
        "<h3>Lozenges at home</h3><p>The first video visit is $199. Refill visits are $99 every two "
        "months. The lozenges themselves come from the pharmacy and cost roughly $70 a month.</p>",
        [("consultation", "", 199, 199, 1)],
    ),
    (
        "<h3>What a KAP series costs</h3><ul><li>Medical evaluation with our prescriber: "
        "$300</li><li>Prep session with your therapist (50 min): $160</li><li>Medicine session (3 hr): "
        "$600</li><li>Integration session (50 min): $160</li></ul><p>A typical arc of three medicine "
        "sessions, with prep and integration, comes to about $3,060.</p>",
        [
            ("consultation", "", 300, 300, 1),
            ("kap_session", "", 600, 600, 1),
            ("series", "", 3060, 3060, 3),
            ("therapy_session", "", 160, 160, 1),
        ],
    ),
    (
        "<h2>Fee schedule</h2><table><tr><td>Psychiatric evaluation, 60 "
        "min</td><td>$400</td></tr><tr><td>Follow-up, 30 min</td><td>$200</td></tr><tr><td>Ketamine "
        "treatment (IM), 2 hours</td><td>$450</td></tr><tr><td>Spravato treatment</td><td>billed to "
        "insurance</td></tr><tr><td>Genetic testing</td><td>$330</td></tr></table>",
        [("consultation", "", 400, 400, 1), ("session", "im", 450, 450, 1)],
    ),
    (
        "<div class=row><div><h4>Silver</h4><p>3 infusions</p><p>$1,275</p></div><div><h4>Gold</h4><p>6 "
        "infusions</p><p>$2,400</p><p>Most popular</p></div><div><h4>Platinum</h4><p>10 "
        "infusions</p><p>$3,750</p></div></div>",
        [("series", "iv", 1275, 1275, 3), ("series", "iv", 2400, 2400, 6), ("series", "iv", 3750, 3750, 10)],
    ),
    (
        "<table><tr><th>Number of infusions</th><th>Price per "
        "infusion</th><th>Total</th></tr><tr><td>1</td><td>$500</td><td>$500</td></tr><tr><td>4</td><td>$450</td><td>$1,800</td></tr><tr><td>6</td><td>$425</td><td>$2,550</td></tr></table>",
        [("series", "iv", 1800, 1800, 4), ("series", "iv", 2550, 2550, 6), ("session", "iv", 500, 500, 1)],
    ),
    (
        "<h2>Pain infusions</h2><ul><li>2 hours $800</li><li>3 hours $1,000</li><li>4 hours $1,200</li></ul>",
        [
            ("pain_session", "iv", 1000, 1000, 1),
            ("pain_session", "iv", 1200, 1200, 1),
            ("pain_session", "iv", 800, 800, 1),
        ],
    ),
    (
        "<p>Mood infusions (about 1 hour): $450. Pain infusions (2 to 4 hours): $700 to $1,100.</p>",
        [("pain_session", "iv", 700, 1100, 1), ("session", "iv", 450, 450, 1)],
    ),
    (
        "<p>IV ketamine starting at $375</p>",
        [("session", "iv", 375, None, 1)],
    ),
    (
        "<p>Treatments as low as $399 with our six pack</p>",
        [],
    ),
    (
        "<p>From $39/week with Affirm. Infusions $450.</p>",
        [("session", "iv", 450, 450, 1)],
    ),
    (
        "<h4>How much is a consultation?</h4><p>$125, and we take it off your first treatment.</p>",
        [("consultation", "", 125, 125, 1)],
    ),
    (
        "<h4>Is there a charge for the first visit?</h4><p>Yes, $150. It covers the medical exam and your EKG.</p>",
        [("consultation", "", 150, 150, 1)],
    ),
    (
        "<h4>Do you charge for consultations?</h4><p>No. They are free.</p>",
        [("consultation", "", 0, 0, 1)],
    ),
    (
        "<p>Dr. Placeholder raised $20,000 for research.</p><p>Infusion: $450</p>",
        [("session", "iv", 450, 450, 1)],
    ),
    (
        "<h3>Weight loss injections</h3><p>$299 per month</p><h3>Ketamine injections</h3><p>$299 per visit</p>",
        [("session", "im", 299, 299, 1)],
    ),
    (
        "<div><h3>NAD+ &amp; ketamine</h3><p>$900</p></div><div><h3>Ketamine</h3><p>$450</p></div>",
        [("session", "", 450, 450, 1)],
    ),
    (
        "<h3>Couples KAP</h3><p>Two partners, one therapist each. $1,100 for both.</p><h3>KAP</h3><p>$600</p>",
        [("kap_session", "", 600, 600, 1)],
    ),
    (
        "<p>Our therapists charge $150 an hour for preparation and integration. The ketamine session "
        "itself is $500.</p>",
        [("session", "", 500, 500, 1), ("therapy_session", "", 150, 150, 1)],
    ),
    (
        "<p>Infusions are free for veterans through our fund. Everyone else pays $400.</p>",
        [("session", "iv", 400, 400, 1)],
    ),
    (
        "<p>Most plans pay us around $500 for a Spravato visit.</p><p>IV infusion: $450.</p>",
        [("session", "iv", 450, 450, 1)],
    ),
    (
        "<p>Six infusions: $2,700, or two payments of $1,350.</p>",
        [("series", "iv", 2700, 2700, 6)],
    ),
    (
        "<p>Six infusions: $2,700. We can split it: $900 today, $900 at the third and $900 at the sixth.</p>",
        [("series", "iv", 2700, 2700, 6)],
    ),
    (
        "<h2>Ketamine infusions – $400</h2><p>Forty minutes, a quiet room.</p>",
        [("session", "iv", 400, 400, 1)],
    ),
    (
        "<p>Buy five infusions at $450 and the sixth is free.</p>",
        [],
    ),
    (
        "<p>IV infusion: $450. Labs if needed: $75. EKG: $50.</p>",
        [("session", "iv", 450, 450, 1)],
    ),
    (
        "<p>For example, one patient who paid $2,700 was sent back $1,400 by her plan.</p><p>IV series of"
        " 6: $2,700</p>",
        [("series", "iv", 2700, 2700, 6)],
    ),
    (
        "<h3>Foundations – $3,200</h3><ul><li>Psychiatric evaluation</li><li>Six IV infusions</li><li>Two"
        " integration sessions</li></ul>",
        [("series", "iv", 3200, 3200, 6)],
    ),
    (
        "<p>Foundations package: one evaluation, six infusions and two integration sessions for $3,200.</p>",
        [("series", "iv", 3200, 3200, 6)],
    ),
    (
        "<p>Because dose goes by weight, a session costs anywhere from $350 to $450 here.</p>",
        [("session", "", 350, 450, 1)],
    ),
    (
        "<p>IV infusion: $450 cash, $465 card.</p>",
        [("session", "iv", 450, 465, 1)],
    ),
    (
        "<p>Subcutaneous ketamine: $275 a visit.</p>",
        [("session", "subcutaneous", 275, 275, 1)],
    ),
    (
        "<p>Compounded nasal ketamine, supervised here: $220.</p>",
        [("session", "nasal_compounded", 220, 220, 1)],
    ),
    (
        "<h3>One infusion</h3><p>$480</p><h3>Two infusions</h3><p>$940</p><h3>Six infusions</h3><p>$2,640</p>",
        [("series", "iv", 2640, 2640, 6), ("series", "iv", 940, 940, 2), ("session", "iv", 480, 480, 1)],
    ),
    (
        "<h3>What is the price of one?</h3><p>$480.</p><h3>Of six?</h3><p>$2,640.</p>",
        [("series", "", 2640, 2640, 6), ("session", "", 480, 480, 1)],
    ),
    (
        "<div><h3>Calm</h3><p>A 60-minute ketamine infusion in a private "
        "room.</p><p>$450</p></div><div><h3>Glow</h3><p>Vitamin C and glutathione.</p><p>$180</p></div>",
        [("session", "iv", 450, 450, 1)],
    ),
    (
        "<div><h3>Stellate ganglion block</h3><p>Often used with ketamine for "
        "PTSD.</p><p>$1,200</p></div><div><h3>Ketamine infusion</h3><p>$450</p></div>",
        [("session", "iv", 450, 450, 1)],
    ),
    (
        "<div><h3>Somatic bodywork</h3><p>A fine companion to ketamine "
        "sessions.</p><p>$140</p></div><div><h3>Ketamine infusion</h3><p>$450</p></div>",
        [("session", "iv", 450, 450, 1)],
    ),
    (
        "<table><tr><th></th><th>Example Clinic</th><th>Typical hospital</th></tr><tr><td>IV "
        "infusion</td><td>$450</td><td>$1,400</td></tr></table>",
        [("session", "iv", 450, 450, 1)],
    ),
    (
        "<h3>Session rates</h3><p>75-minute initial evaluation- $600</p><p>60-minute session- "
        "$475</p><p>45-minute session- $380</p><p>30-minute medication session- "
        "$290</p><h3>Ketamine-assisted psychotherapy (KAP) rates</h3><p>75-minute initial evaluation- "
        "$600</p><p>60-minute KAP preparation session- $280</p><p>3 hour KAP treatment session- "
        "$1,100</p>",
        [
            ("consultation", "", 600, 600, 1),
            ("kap_session", "", 1100, 1100, 1),
            ("therapy_session", "", 280, 280, 1),
        ],
    ),
    (
        "<h3>Example of a plan with 3 KAP sessions</h3><ul><li>1 intake</li><li>1 preparation "
        "session</li><li>3 KAP sessions</li><li>3 integration sessions</li></ul><p>Total</p><p>$2,250 "
        "tablets / $2,400 IM</p>",
        [("series", "im", 2400, 2400, 3), ("series", "sublingual", 2250, 2250, 3)],
    ),
    (
        "<h3>How much do infusions cost?</h3><p>You may try one: an introductory IV infusion together "
        "with the consultation is only $365! If you go on with the 6-8 treatments we advise, it works out"
        " to $2,900 - $3,800.</p><p>With our own plan you pay at least $350 per month with a card on "
        "file.</p>",
        [("first_session", "iv", 365, 365, 1)],
    ),
    (
        "<h3>How much does each medicine session cost?</h3><p>That varies with the place and the number "
        "of sessions. Market prices go from $500 to $1,100 per session.</p>",
        [],
    ),
    (
        "<p>For example, if the fee is $1,200 for a session, the practitioner charges $600, the fund pays"
        " $300 and the patient $300.</p><p>KAP session: $850</p>",
        [("kap_session", "", 850, 850, 1)],
    ),
    (
        "<h3>For therapists</h3><p>You can pay for the whole year ($1,000) or monthly at "
        "$100/month.</p><p>KAP session: $850</p>",
        [("kap_session", "", 850, 850, 1)],
    ),
    (
        "<article><p>By Dr. Placeholder, 14 min read</p><h2>What does ketamine therapy cost in "
        "2026?</h2><h3>IV infusions: $400-$800 per session</h3><p>Typical pricing:</p><ul><li>Single "
        "session: $400-$800</li><li>First series of six: $2,400-$4,800</li></ul></article>",
        [],
    ),
    (
        "<article><p>By Dr. Placeholder</p><h2>What does ketamine cost?</h2><p>Across the country an "
        "infusion is $400 to $800.</p><p>At Example Ketamine Clinic we charge $450 for an "
        "infusion.</p></article>",
        [("session", "iv", 450, 450, 1)],
    ),
    (
        "<h4>KETAMINE INFUSION (SINGLE)</h4><p>$475.00</p><h4>KETAMINE INFUSION (SERIES OF "
        "6)</h4><p>$2,550.00</p><h4>KETAMINE IM (SINGLE)</h4><p>$300.00</p>",
        [("series", "iv", 2550, 2550, 6), ("session", "im", 300, 300, 1), ("session", "iv", 475, 475, 1)],
    ),
    (
        "<p>Your first visit with Dr. Sample, which takes 90 minutes, is $375. After that each infusion "
        "is $490, or you can buy six ahead of time for $2,700, which brings the price down to $450.</p>",
        [("consultation", "", 375, 375, 1), ("series", "iv", 2700, 2700, 6), ("session", "iv", 490, 490, 1)],
    ),
    (
        "<h3>Esketamine (Spravato)</h3><p>Most commercial plans cover it; with the maker's card many pay "
        "$10.</p><p>Self-pay: $795 (56 mg) or $995 (84 mg), observation included.</p>",
        [("session", "spravato", 795, 795, 1), ("session", "spravato", 995, 995, 1)],
    ),
    (
        "<p>Topical ketamine cream: $90 a tube.</p><p>IV infusion: $450.</p>",
        [("session", "iv", 450, 450, 1)],
    ),
    (
        "<p>House calls within 15 miles: $900 per IV infusion, nurse and equipment included. In the "
        "office the same infusion is $550.</p>",
        [("session", "iv", 550, 550, 1), ("session", "iv", 900, 900, 1)],
    ),
    (
        "<p>IM session: $350. If you would like a therapist to sit with you, add $200.</p>",
        [("session", "im", 350, 350, 1)],
    ),
    (
        "<p>IM session: $350 on your own, $550 with a therapist beside you.</p>",
        [("kap_session", "im", 550, 550, 1), ("session", "im", 350, 350, 1)],
    ),
    (
        "<p>IV infusion, Monday to Thursday $425. Friday and Saturday $475.</p>",
        [("session", "iv", 425, 425, 1), ("session", "iv", 475, 475, 1)],
    ),
    (
        "<p>Adults: $450 per infusion. Teens 16 and 17: $400 per infusion.</p>",
        [("session", "iv", 400, 400, 1), ("session", "iv", 450, 450, 1)],
    ),
    (
        "<p>Loading phase: 6 infusions over 2 to 3 weeks, $2,640. Maintenance infusions $465.</p>",
        [("maintenance_session", "iv", 465, 465, 1), ("series", "iv", 2640, 2640, 6)],
    ),
    (
        "<p>$525 per visit covers the medicine, the nurse, the room, and a snack.</p><p>All our visits "
        "are IV infusions.</p>",
        [("session", "iv", 525, 525, 1)],
    ),
    (
        "<p>Lowest price in town: $350 per infusion!</p>",
        [("session", "iv", 350, 350, 1)],
    ),
    (
        "<p>We match any clinic's price down to $350. Our infusions: $450.</p>",
        [("session", "iv", 450, 450, 1)],
    ),
    (
        "<p>A night in the emergency room can cost $3,000. An infusion here is $450.</p>",
        [("session", "iv", 450, 450, 1)],
    ),
    (
        "<p>At less than $15 a day over a month, our $450 infusion may be within reach.</p>",
        [("session", "iv", 450, 450, 1)],
    ),
    (
        "<p>Depression costs the average worker $9,450 a year. IV infusion $450.</p>",
        [("session", "iv", 450, 450, 1)],
    ),
    (
        "<p>Our patients' fund raised $18,500 last year. IV infusion $450.</p>",
        [("session", "iv", 450, 450, 1)],
    ),
    (
        "<h2>Fees</h2><p>Evaluation — 300</p><p>Infusion — $450</p>",
        [("session", "iv", 450, 450, 1)],
    ),
    (
        "<p>IV infusion $450. We charge $15 for each superbill.</p>",
        [("session", "iv", 450, 450, 1)],
    ),
    (
        "<p>IV infusion $450. Card payments carry a 3% fee ($13.50).</p>",
        [("session", "iv", 450, 450, 1)],
    ),
    (
        "<p>We take a $150 deposit when you book; the other $300 is due on the day. IV infusion: $450.</p>",
        [("session", "iv", 450, 450, 1)],
    ),
    (
        "<p>Six infusions: $2,700. Half ($1,350) is due at the first visit.</p>",
        [("series", "iv", 2700, 2700, 6)],
    ),
    (
        "<p>Telehealth evaluation with our psychiatrist: $275. In person: $325.</p><p>IM treatment: $375.</p>",
        [
            ("consultation", "", 275, 275, 1),
            ("consultation", "", 325, 325, 1),
            ("session", "im", 375, 375, 1),
        ],
    ),
    (
        "<p>Letters for court or employers: $150. IM treatment: $375.</p>",
        [("session", "im", 375, 375, 1)],
    ),
    (
        "<p>Pain infusions are $250 per hour, two to four hours.</p>",
        [],
    ),
    (
        "<p>KAP with lozenges in our office: $425 (the lozenges are billed by the pharmacy, about $60).</p>",
        [("kap_session", "sublingual", 425, 425, 1)],
    ),
    (
        "<p>Our six-week group: a medical intake, six group ketamine sessions and six circles, $1,950 per person.</p>",
        [("group_series", "", 1950, 1950, 6)],
    ),
    (
        "<h2>How much does a ketamine infusion cost in Denver?</h2><p>Costs vary from provider to "
        "provider. This page gives general guidelines. Ketamine infusions range from $400 to $900, and a "
        "series of six can come to $5,000.</p>",
        [],
    ),
    (
        "<p>A single Spravato session can easily reach $900, and that does not include the two hours of "
        "observation.</p>",
        [],
    ),
    (
        "<table><tr><th>Treatment</th><th>Cost per treatment "
        "(median)</th><th>Number</th><th>Total</th></tr><tr><td>IV "
        "ketamine</td><td>$590/infusion</td><td>15</td><td>$8,850</td></tr><tr><td>IM "
        "ketamine</td><td>$425/injection</td><td>15</td><td>$6,375</td></tr></table>",
        [],
    ),
    (
        "<p>Prices differ widely: infusions at $300-700, telemedicine platforms around $250 per session.</p>",
        [],
    ),
    (
        "<p>One clinical ketamine session ranges from about $275 to $1,300, depending on the kind of "
        "treatment, coverage, place and staff.</p>",
        [],
    ),
    (
        "<h2>IV infusions: $400-$800 per session</h2><p>Intravenous treatment, watched by staff, tends to"
        " cost more than lozenges at home.</p><h2>Lozenges: $75-$200 per fill</h2><p>Taken at home, these"
        " cost the least.</p>",
        [],
    ),
    (
        "<p>Bear in mind the fee for a first consultation, which will cost around $350 in most places.</p>",
        [],
    ),
    (
        "<p>Our infusions are $450, well below the $600 to $900 that is usual in the region.</p>",
        [("session", "iv", 450, 450, 1)],
    ),
    (
        "<p>With commercial insurance and the savings program, a visit can be as little as $10.</p><p>For"
        " those who pay themselves, a Spravato visit here is $700.</p>",
        [("session", "spravato", 700, 700, 1)],
    ),
    (
        "<h3>What will I pay?</h3><p>Intakes are $275 and take an hour. Infusions are $445. We suggest "
        "six to begin with; if you prepay for all six you pay $2,400.</p>",
        [("consultation", "", 275, 275, 1), ("series", "iv", 2400, 2400, 6), ("session", "iv", 445, 445, 1)],
    ),
    (
        "<h3>Our price is simple</h3><p>$399.</p><p>Every IV infusion, every dose, every time.</p>",
        [("session", "iv", 399, 399, 1)],
    ),
    (
        "<div><b>$399</b> <span>per IV infusion</span></div><div><b>$2,199</b> <span>for six</span></div>",
        [("series", "iv", 2199, 2199, 6), ("session", "iv", 399, 399, 1)],
    ),
    (
        "<ul><li><b>Consult:</b> complimentary by phone; $150 in person</li><li><b>Ketamine IV:</b> "
        "$475</li><li><b>Ketamine IM:</b> $325</li><li><b>Stellate ganglion block:</b> $1,500</li></ul>",
        [
            ("consultation", "", 0, 0, 1),
            ("consultation", "", 150, 150, 1),
            ("session", "im", 325, 325, 1),
            ("session", "iv", 475, 475, 1),
        ],
    ),
    (
        "<table><tr><th>Length</th><th>Price</th></tr><tr><td>45 minutes</td><td>$425</td></tr><tr><td>90"
        " minutes</td><td>$625</td></tr><tr><td>4 hours</td><td>$1,100</td></tr></table><p>All our "
        "ketamine is given by IV.</p>",
        [("session", "iv", 1100, 1100, 1), ("session", "iv", 425, 425, 1), ("session", "iv", 625, 625, 1)],
    ),
    (
        "<h3>Ketamine infusion</h3><p>Mental health (1 hour) <b>$450</b></p><p>Pain (3 hours) "
        "<b>$850</b></p><p>Add magnesium <b>$40</b></p>",
        [("pain_session", "iv", 850, 850, 1), ("session", "iv", 450, 450, 1)],
    ),
    (
        "<p>Fee schedule: 90792 Psychiatric diagnostic evaluation $350; 99214 follow-up $175; 96372 "
        "ketamine injection with two hours of monitoring $400.</p>",
        [("consultation", "", 350, 350, 1), ("session", "im", 400, 400, 1)],
    ),
    (
        "<p>The fee for a medicine session is $650. This includes the room, the nurse and your therapist "
        "for three hours. Preparation and integration visits are billed at $160.</p>",
        [("kap_session", "", 650, 650, 1), ("therapy_session", "", 160, 160, 1)],
    ),
    (
        "<h2>Packages</h2><h3>Explore</h3><p>2 preparation sessions, 1 medicine session, 2 integration "
        "sessions</p><p>$1,350</p><h3>Deepen</h3><p>2 preparation sessions, 3 medicine sessions, 4 "
        "integration sessions</p><p>$2,950</p>",
        [("kap_session", "", 1350, 1350, 1), ("series", "", 2950, 2950, 3)],
    ),
    (
        "<p>Your cost: $0 for the first call, $195 for the medical intake, $425 for each infusion.</p>",
        [("consultation", "", 0, 0, 1), ("evaluation", "", 195, 195, 1), ("session", "iv", 425, 425, 1)],
    ),
    (
        "<p>We charge $425 an infusion and ask that you leave a card; if you don't come, $100 is charged.</p>",
        [("session", "iv", 425, 425, 1)],
    ),
    (
        "<p>Infusion $425 (HSA/FSA welcome). Extended infusion $525. Recovery IV fluids $75.</p>",
        [("session", "iv", 425, 425, 1), ("session", "iv", 525, 525, 1)],
    ),
    (
        "<p>New: ketamine nasal spray to use at home between infusions, $120 for a month's supply from "
        "our partner pharmacy.</p><p>Infusion $425</p>",
        [("session", "iv", 425, 425, 1)],
    ),
    (
        "<p>Cost for six infusions: $2,550 (you save $150). Cost for one infusion: $450.</p>",
        [("series", "iv", 2550, 2550, 6), ("session", "iv", 450, 450, 1)],
    ),
    (
        "<p>Six infusions for the price of five: $2,250.</p>",
        [("series", "iv", 2250, 2250, 6)],
    ),
    (
        "<p>Spravato patients without coverage pay $325 for monitoring plus the price of the medicine at "
        "the pharmacy (about $900).</p>",
        [("observation", "spravato", 325, 325, 1)],
    ),
    (
        "<p>Group KAP, 4 people, $275 a person, every second Friday.</p>",
        [("group_session", "", 275, 275, 1)],
    ),
    (
        "<p>Boosters: $400 within three months of your series, $450 after that.</p>",
        [("maintenance_session", "", 400, 400, 1), ("maintenance_session", "", 450, 450, 1)],
    ),
    (
        "<p>Teladoc and the like charge up to $279. We do not. Our first visit by video is $99.</p>",
        [("consultation", "", 99, 99, 1)],
    ),
    (
        "<h4>Ketamine Infusion Therapy for Depression, Anxiety, PTSD</h4><p>Duration: 55 minutes · Price:"
        " $485 · Book</p><h4>Vitamin Drip</h4><p>Duration: 45 minutes · Price: $165 · Book</p>",
        [("session", "iv", 485, 485, 1)],
    ),
    (
        "<p>It costs us about $300 in staff time to give one infusion. We charge $425.</p>",
        [("session", "iv", 425, 425, 1)],
    ),
    (
        "<p>Dr. Sample's consultation fee is $400, reduced to $250 when you come through your "
        "psychiatrist.</p><p>IM: $300</p>",
        [("consultation", "", 400, 400, 1), ("session", "im", 300, 300, 1)],
    ),
    (
        "<p>Payment: $450 on the day of each infusion, by card or cash. No deposit, no contract.</p>",
        [("session", "iv", 450, 450, 1)],
    ),
    (
        "<p>We keep it plain: five hundred dollars for an infusion, twenty-seven hundred for six.</p>",
        [("session", "iv", 500, 500, 1)],
    ),
    (
        "<div class='price-card'><h3>Starter</h3><div class='amt'>$1,350</div><ul><li>3 IM ketamine "
        "sessions</li><li>1 integration session</li></ul><a>Buy</a></div><div class='price-card'><h3>Full"
        " course</h3><div class='amt'>$2,500</div><ul><li>6 IM ketamine sessions</li><li>2 integration "
        "sessions</li></ul><a>Buy</a></div>",
        [("series", "im", 1350, 1350, 3), ("series", "im", 2500, 2500, 6)],
    ),
    (
        "<p>Evaluations are covered by most plans. Infusions are not: you pay $480 per infusion at the "
        "time of service.</p>",
        [("session", "iv", 480, 480, 1)],
    ),
    (
        "<p>Your Spravato co-pay depends on your plan. If you have no coverage we charge $350 for the "
        "two-hour visit; the spray itself comes from a specialty pharmacy.</p>",
        [("observation", "spravato", 350, 350, 1)],
    ),
    (
        "<p>Question: does it hurt? Answer: hardly. Question: what does it cost? Answer: $395 for each IM session.</p>",
        [("session", "im", 395, 395, 1)],
    ),
    (
        "<table><tr><td>Ketamine infusion</td><td>1 "
        "hr</td><td>$450</td><td><a>Book</a></td></tr><tr><td>Ketamine booster</td><td>1 "
        "hr</td><td>$425</td><td><a>Book</a></td></tr><tr><td>Phone consultation</td><td>20 "
        "min</td><td>Free</td><td><a>Book</a></td></tr><tr><td>Iron infusion</td><td>2 "
        "hr</td><td>$600</td><td><a>Book</a></td></tr></table>",
        [
            ("consultation", "", 0, 0, 1),
            ("maintenance_session", "iv", 425, 425, 1),
            ("session", "iv", 450, 450, 1),
        ],
    ),
    (
        "<p>No insurance? An intake with our nurse practitioner is $160. Ketamine by injection is $310 each time.</p>",
        [("consultation", "", 160, 160, 1), ("session", "im", 310, 310, 1)],
    ),
    (
        "<h3>Ketamine for pain</h3><p>$900 — four-hour infusion<br>$600 — two-hour infusion<br>$150 — "
        "consultation with our pain physician</p>",
        [
            ("consultation", "", 150, 150, 1),
            ("pain_session", "iv", 600, 600, 1),
            ("pain_session", "iv", 900, 900, 1),
        ],
    ),
    (
        "<p>Insurance: we bill your visit with the psychiatrist. Ketamine (IM) is self-pay, $325.</p>",
        [("session", "im", 325, 325, 1)],
    ),
    (
        "<p>Price list (effective January 2026). Consultation 45 min: $200. Infusion 40 min: $475. "
        "Infusion 4 h (CRPS): $1,350.</p>",
        [
            ("consultation", "", 200, 200, 1),
            ("pain_session", "iv", 1350, 1350, 1),
            ("session", "iv", 475, 475, 1),
        ],
    ),
    (
        "<p>Every KAP journey includes three hours with your therapist. The fee is $720 and we ask for "
        "half of it ($360) a week ahead.</p>",
        [("kap_session", "", 720, 720, 1)],
    ),
    (
        "<p>Ketamine lozenge sessions at our office, with a nurse: $240. With a therapist: $420.</p>",
        [("kap_session", "sublingual", 420, 420, 1), ("session", "sublingual", 240, 240, 1)],
    ),
    (
        "<p>Infusion therapy: $450/visit. Package pricing: 3 visits $1,275; 6 visits $2,400. Refunds for "
        "unused visits are figured at $450 each.</p>",
        [("series", "iv", 1275, 1275, 3), ("series", "iv", 2400, 2400, 6), ("session", "iv", 450, 450, 1)],
    ),
    (
        "<p>You won't find hidden costs here. Monitoring, nausea medicine and the aftercare call are part"
        " of the $495 infusion price.</p>",
        [("session", "iv", 495, 495, 1)],
    ),
    (
        "<p>Ketamine is cheap; a vial costs less than $20. What you pay for is the staff. An infusion is $450.</p>",
        [("session", "iv", 450, 450, 1)],
    ),
    (
        "<p>A single infusion will run you $525. Four or more booked together are $450 apiece.</p>",
        [("session", "iv", 525, 525, 1)],
    ),
    (
        "<p>We accept CareCredit: for a $2,700 series, that is about $113 a month over two years.</p>",
        [],
    ),
    (
        "<p>Ketamine infusions for depression, $450. Ketamine infusions for pain, from $650. NAD+ from $300.</p>",
        [("pain_session", "iv", 650, None, 1), ("session", "iv", 450, 450, 1)],
    ),
    (
        "<p>We donate one infusion ($450) for every hundred given.</p><p>IV infusion $450</p>",
        [("session", "iv", 450, 450, 1)],
    ),
    (
        "<p>Our sister clinic in Lyon charges 300 euros. Here an infusion is $450.</p>",
        [("session", "iv", 450, 450, 1)],
    ),
    (
        "<h3>Consultation</h3><p>45 minutes with Dr. Sample.</p><p>$250</p><p><small>Applied to your "
        "first infusion</small></p><h3>Infusion</h3><p>About two hours in all.</p><p>$475</p>",
        [("consultation", "", 250, 250, 1), ("session", "iv", 475, 475, 1)],
    ),
    (
        "<p>Sedation for dental work starts at $600. Ketamine infusions start at $400.</p>",
        [("session", "iv", 400, None, 1)],
    ),
    (
        "<p>You pay $100 less per infusion if you come on a weekday morning. The regular fee is $500 per infusion.</p>",
        [("session", "iv", 500, 500, 1)],
    ),
]


@pytest.mark.parametrize(("html", "expected"), SAID)
def test_a_price_is_read_as_a_person_would(html, expected):
    whole = f"<html><title>Example Ketamine Clinic</title><main><h1>Ketamine treatment</h1>{html}</main></html>"
    assert brief(whole) == set(expected)
