"""Prices on a clinic's page, each with what it is for: the amounts, then what ties each to an item, a route, a number.

What is nobody's price (discounts, deposits, national ranges, other treatments, monthly rates) is left out. An amount is
understood from the nearest words: its own clause, then its row or card, then the headings over it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from finder.schema import MAX_PRICE_USD
from finder.sources.candidates import Origin, PriceOffer
from finder.sources.pagetext import Block, Page, fold, sentences
from finder.sources.pagewords import (
    ELSEWHERE,
    FOREIGN_HEADING,
    KETAMINE,
    OTHER_THINGS,
    OTHER_TREATMENTS,
    OWN_VOICE,
    negated,
    pattern,
)

#: The longest words that are shown for a price.
LONGEST_WORDS = 200
#: Between words that stand in different places of a page.
JOINED = " \u2026 "
#: A card is no longer than this, in characters and in blocks.
_CARD_LENGTH, _CARD_BLOCKS = 700, 16

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d\d)?|\d{1,5}(?:\.\d\d)?"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDED = (
    r"(?:(?:one|two|three|four|five|six|seven|eight"
    r"|nine) thousand,? ?)?(?:(?:and )?(?:one|two|three|four|five|six|seven|eight|nine"
    r"|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    r"|a) hundred ?)?"
    rf"(?:(?:and )?(?:{'|'.join(_TENS.split())})(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)?"
)
_AMOUNT = re.compile(
    rf"between (?:about |around "
    rf"|approximately )?\$ ?(?P<between>{_NUMBER})(?: \([^()$]{{2,30}}\))? and (?:about"
    rf" )?\$? ?(?P<and>{_NUMBER})"
    rf"|(?:usd ?)?\$ ?(?P<first>{_NUMBER})(?![\d,]*\d)(?P<thousand>k\b)?(?P<dot> ?\.00)?"
    rf"(?: ?(?:-|to) ?(?:usd ?)?(?P<dollar>\$ ?)?(?P<second>{_NUMBER})(?![\d,.]*\d)(?! ?(?:min"
    rf"|hour|hr|session|infusion|treatment|day|week|month|%|x\b)))?"
    rf"|(?<![\d$.,])(?P<bare>{_NUMBER}) ?(?:-|to) ?(?P<bare2>{_NUMBER}) (?:us )?dollars\b"
    rf"|\b(?P<worded>(?=\w+[ -](?:hundred|thousand)){_WORDED}) ?dollars\b"
    rf"|(?<![\d$.,])(?P<bare3>{_NUMBER}) ?(?:(?:us )?dollars\b|usd\b|\$(?! ?\d))",
    re.IGNORECASE,
)
_DOLLAR_HEAD = re.compile(r"\$|\busd\b|\bdollars\b", re.IGNORECASE)
_BARE_SUM = re.compile(r"\d{2,5}|\d{1,2},\d{3}(?:\.\d\d)?|\d{2,5}\.\d\d")
_MONEY_SIGN = re.compile(r"\$|\bdollars\b|\busd\b", re.IGNORECASE)
_ABOUT = (
    r"(?:only |just |about |around |approximately |roughly |approx\.? |an? |~ ?|the |low price of "
    r"|price of |rate of |cost of )*"
)
_LOW_BEFORE = re.compile(
    rf"(?:\bstart(?:s|ing)?(?: (?:prices?|rates?|cost))?(?: (?:at|from|as low as))"
    rf"|\bstart(?:s|ing):?|\bbegin(?:s|ning)?(?: (?:at|from))"
    rf"|\bbegins|\bfrom|\bas (?:low|little) as|\bat least|\bminimum(?: of)?|\blow as|\bupwards? of) ?:?\(? ?{_ABOUT}$",
    re.IGNORECASE,
)
_HIGH_BEFORE = re.compile(
    rf"(?:\bup to|\bno more than|\bnot more than|\bmax(?:imum)?(?: of)?"
    rf"|\bnot (?:to )?exceed(?:ing)?|\bunder|\bless than|\bat most|\bas (?:high|much) as"
    rf"|\bcapped at|\bnever more than|\bbelow) {_ABOUT}$",
    re.IGNORECASE,
)
_ABOUT_BEFORE = re.compile(
    r"(?:\babout|\baround|\bapproximately|\broughly|\bapprox\.?|~|\bestimated(?: at)?) ?$", re.IGNORECASE
)
#: From the old price to that of today.
_TOTAL = re.compile(r"\W*(?:grand |your )?total\b\W*", re.IGNORECASE)
_CHANGED = re.compile(
    r"\b(?:raised|increased|went up|gone up|lowered|reduced|dropped|changed|went)\b[^.;$]{0,40}\bfrom $", re.IGNORECASE
)
_SHARE_BEFORE = re.compile(
    r"(?:\(|=|\bthat's |\bthat is )(?:only |just |that's |i\.e\. |about |or |equals? )*$", re.IGNORECASE
)
_LOW_AFTER = re.compile(r"^ ?(?:\+|(?:and|&|or) (?:up|more|higher|above)\b|or greater)", re.IGNORECASE)
_HIGH_AFTER = re.compile(r"^ ?(?:or (?:less|under)|max(?:imum)?)\b", re.IGNORECASE)

#: Words right before an amount that make it no price.
_NO_PRICE_BEFORE = re.compile(
    r"(?:\bsav(?:e|es|ing|ings)(?: (?:of|you|an extra|an additional))*|\bdiscount(?:s"
    r"|ed)?(?: (?:of|by|is))?|\bcredit(?:s|ed)?(?: of)?|\bdeduct\w*|\breduc\w+ (?:by|of)|\bworth"
    r"|\bvalued? (?:at|of)|\bvalue:?|\bdeposits?(?: (?:of|is))?:?|\bwas|\bwere|\bwere:|\bwas:"
    r"|\breg(?:ular(?:ly)?)?\.?(?: price)?:?|\boriginal(?:ly)?(?: price)?:?|\bnormally"
    r"|\busually (?=\$)|\bretails?(?: (?:at|for|price|value))*:?|\blist price:?|\bmsrp:?|\binstead of"
    r"|\brather than|\bcompared (?:to|with)|\bdown from|\bmore than|\bover|\bexceed\w*"
    r"|\bpurchases? (?:of|over)|\bminimum purchase(?: of)?|\bdonat\w+(?: of)?|\braised|\bearn\w*"
    r"|\bincomes? (?:of|under|below|over)|\bpaid|\bspent|\bspend|\bpenalty(?: of)?"
    r"|\bowe|\bvs\.?|\bversus|\bloans? (?:of|for|from)|\bfinanc\w+(?: (?:of|for|from|available))*"
    r"|\bborrow|\blimit of|\bcredit line of|\bdeductibles?(?: (?:of|is))?|\bco-?pays?(?: (?:of|is"
    r"|are|as))*"
    r"|\b(?:reduced|lowered|dropped|marked down|cut|went|raised|up|increased) (?:\w+ ){0,2}from|\banother|\bthen:"
    r"|\bextra|\badditional|\badd|\badd-on:?|\bplus|\+|\bpay(?:ments?)? of|\binstallments? of"
    r"|\bpayments? (?:as low as|from|starting at)|\bfunds? (?:of|up to)|\bgrants? (?:of|up to)"
    r"|\bgift cards?:?|\bwent from|\bbill(?:ed)? (?:of|was)|\btip|\bcashback|\bbonus of"
    r"|\bsupplement of|\bincreased? (?:by|from)"
    r"|\bx) ?(?:up to |of |for |an? |another |about |around |just |only |approximately )*$",
    re.IGNORECASE,
)
#: Words right after an amount that make it no price.
_NO_PRICE_AFTER = re.compile(
    r"^[ )]*(?:-? ?(?:off\b|discount|savings|in savings|credit\b|rebate|reduction|value\b|gift"
    r"|deposit|(?:non-?)?refundable|down\b|co-?pay|minimum purchase|(?:/|per|a|each"
    r"|every) ?mo(?:nth)?\b"
    r"|monthly|/ ?mo\b|/ ?month|less\b(?! than)|in (?:financing|funding|grants)|million|billion"
    r"|cash ?back|annual income|per year|a year|/ ?year|/ ?yr|bill\b|loan|late\b|no-?show"
    r"|cancel\w*|fee (?:is charged |will be charged |applies )?"
    r"(?:for|if) (?:late|missed|no|cancel\w*|same)|booking|reservation|hold\b|holding|fuel|travel"
    r"|surcharge|add-?on|more\b|extra\b|additional|apiece less|per mile|/ ?hr\b.*rental"
    r"|out of pocket maximum"
    r"|towards? (?:an?|your|the|any|each)\b|payments?\b|installments?\b|for (?:late|missed|no-show)))",
    re.IGNORECASE,
)
#: Words anywhere in an amount's clause that make it no price.
_NO_PRICE = pattern(
    r"deposits?",
    r"list price",
    r"suppl(?:y|ies)|vials?|per (?:bottle|troche|lozenge|tablet|box)|compounding",
    r"insured (?:patients|people)|(?:pay|paid|get|gets|got) (?:you )?back"
    r"|plans? (?:may |often |might )?pays?|medicare pays?",
    r"joining|join fee|enrol\w*|sign-?up|registration",
    r"holds? (?:your|a|the|fee|of)|to hold",
    r"rides?(?: home)?",
    r"add(?:s|ing)? (?:an?|on|\d+|one|therapy|integration|extra|another|the)",
    r"optional|upgrades?",
    r"extra (?:\d+|half|twenty|thirty)",
    r"carecredit|care credit|advance care|affirm|klarna|cherry|sunbit|prosper|patientfi|lenders?|lends?|borrow\w*",
    r"(?:weekend|evening|after-hours|facility|technology|card|convenience) (?:fee|charge|surcharge)s?",
    r"old price|before:|until (?:january|february|march|april|may|june|july|august"
    r"|september|october|november|december)",
    r"(?:drug's|manufacturer's?|maker's?|wholesale) (?:price|list|cost)",
    r"extra (?:time|hours?|minutes?)",
    r"(?:each |every |an )?additional (?:time|hours?|minutes?|half)",
    r"second hour",
    r"(?:each|every|per|any) (?:\w+ )?(?:half )?hours? (?:after|beyond|thereafter|more|on top)",
    r"surcharges?",
    r"(?:over|for|in|x) \d+ months",
    r"(?:will|prices?|rates?|going to|set to) (?:be )?(?:increas\w*|go up|rise)",
    r"used to",
    r"formerly",
    r"previously",
    r"(?:in|since|until|before) (?:19|20[01])\d",
    r"back (?:in|then)",
    r"(?:a|per) night",
    r"nightly",
    r"pay is",
    r"hiring",
    r"looking for",
    r"gifts? of",
    r"vouchers?",
    r"(?:records?|copies|forms?|letters?) (?:are|is|cost|fee)",
    r"approved credit",
    r"minimum (?:purchase|payment|financed|of \$)",
    r"turned down",
    r"records",
    r"no-? ?shows?",
    r"cancel\w*",
    r"(?:late|missed|rescheduling|re-scheduling|booking|holding|reservation|processing|admin\w*"
    r"|returned|nsf) (?:fees?|appointments?|arrivals?|checks?|charges?|sessions?"
    r"|infusions?|visits?|treatments?|cancel\w*)",
    r"reschedul\w*",
    r"gift (?:cards?|certificates?)",
    r"co-?pay(?:s|ments?)?",
    r"co-?insurance",
    r"deductibles?",
    r"monthly (?:payments?|rates?)",
    r"apr",
    r"interest",
    r"loans?",
    r"incomes?",
    r"reimburs\w*",
    r"refund\w*",
    r"reserve (?:your|a)",
    r"travel (?:fee|charge)s?",
    r"valued at",
    r"penalt(?:y|ies)",
    r"purchases? of",
    r"donat\w*",
    r"sweepstakes|giveaway|raffle",
    r"salary|per hour wage|wages?",
    r"as low as \$ ?[\d,.]+ ?(?:/|per|a) ?mo(?:nth)?",
    r"savings (?:program|card)",
    r"refer(?:ral)? (?:a friend|bonus|reward)s?",
    r"refer (?:a|your) friends?",
    r"after insurance",
    r"eligible (?:commercially|patients pay)",
    r"tuition|course fee|training (?:fee|cost)s?",
    r"ride ?shares?|uber|lyft|hotel|lodging|airfare",
    r"out-of-pocket (?:max\w*|limit)",
    r"with (?:commercial )?insurance",
    r"per kit",
    r"pharmacy (?:fee|cost)s?",
    r"(?:cost of |the )?medication (?:is )?(?:billed|paid|separate)\w*",
)
_MONTHLY = re.compile(r"(?:/|per|a|each|every) ?mo(?:nth)?s?\b|monthly|12 months", re.IGNORECASE)
#: A price for some people only; it is a discount, not the price.
_FOR_SOME = re.compile(
    r"\b(?:for|to)(?: all| our| active| retired| any)* (?:veterans?|military"
    r"|first[- ]responders?|students?|members|teachers|seniors?|nurses"
    r"|healthcare workers|active[- ]duty|medicaid|low[- ]income)"
    r"|\b(?:veterans?|military|first[- ]responders?|students?|members?|seniors?"
    r"|teachers|ems|emts?|police)'?s?(?: (?:and|&|/|or) [\w -]{3,25})?(?: (?:price"
    r"|rate|pricing|cost|special|pays?|discount)s?)?(?:'s)?(?: is| are)? ?[:(-]? ?\$"
    r"|\bwith (?:a |an |your |the )?membership|\bas a member"
    r"|(?<!non-)(?<!non )\b(?:veterans?|military|first[- ]responders?|students?"
    r"|members?|seniors?) (?:get|price|rate|pricing|pays?|discount)",
    re.IGNORECASE,
)
_TENDER = re.compile(r"\b(?:cash|check|card|cards|credit|debit|zelle|venmo|ach)\b", re.IGNORECASE)
#: Heads of columns and sections whose amounts are nobody's price.
_NO_PRICE_HEADING = pattern(
    r"other clinics?",
    r"competitors?",
    r"national(?: average)?",
    r"averages?",
    r"typical(?: clinic| cost| price)?",
    r"elsewhere",
    r"you save",
    r"savings?",
    r"discounts?",
    r"value",
    r"deposits?",
    r"monthly(?: payments?)?",
    r"payment (?:plans?|options?)",
    r"ways to pay",
    r"paying",
    r"financ\w+",
    r"co-?pays?",
    r"cancel\w+(?: policy)?",
    r"no-?show(?: policy)?",
    r"gift (?:cards?|certificates?)",
    r"late (?:fees?|policy)",
    r"refunds?(?: policy)?",
    r"hospital",
    r"(?:with |your )?insurance|insured|in-network",
    r"^before$|^old$|^then$",
    r"was",
    r"regular price",
    r"policies",
    r"others?",
    r"add-? ?ons?",
    r"extras",
)

_NEVER_PRICE_HEADING = pattern(
    r"donat\w*",
    "gifts?(?: cards?| certificates?)?",
    "careers?",
    "jobs?",
    r"join (?:us|our team)",
    "hiring",
    "refer a friend",
    "scholarships?",
)

_ONES = {
    w: i
    for i, w in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], start=1
    )
}
_TEENS = {
    w: i
    for i, w in enumerate(["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"], start=13)
}
_COUNT = r"(?P<{0}>\d{{1,2}}|" + "|".join(_ONES) + r")(?: ?\(\d{{1,2}}\))?"
_VISITS = (
    r"(?:infusions?|treatments?|sessions?|injections?|visits?|doses?|journeys?|dosing sessions?"
    r"|appointments?|medicine sessions?|experiences?"
    r"|troches?|lozenges?|shots?|sittings?)"
)
_SERIES_COUNT = re.compile(
    r"\b(?:series|package|bundle|pack|course|set|block|program|protocol|round|induction)s? (?:of"
    r"|with|includes?|including|for|:|-) ?(?:a |all |the )?"
    + _COUNT.format("a")
    + r"\b(?! ?(?:weeks?|months?|hours?|minutes?|days?|mins?|%))"
    + r"|\b"
    + _COUNT.format("b")
    + r"[- ](?:(?:iv|im|ketamine|kap|spravato|initial|low-dose|individual|full|intravenous"
    r"|intramuscular|dosing|medicine|guided|in-office|at-home|"
    r"therapeutic|psychedelic|assisted|sublingual|lozenge|troche|group|\d+[- ]?min(?:ute)?s?"
    r"|\d+[- ]?hour|esketamine|induction|maintenance|booster|ketamine-assisted|psychotherapy"
    r"|therapy|x)[- ]){0,4}?"
    + _VISITS
    + r"\b(?! ?(?:per|a|each|every|/) ?(?:week|month|day))"
    + r"|\b"
    + _COUNT.format("c")
    + r"[- ](?:pack|series|package|bundle|course)\b"
    + r"|\b"
    + _COUNT.format("f")
    + r"-day (?:series|course|program|protocol)"
    + r"|\b"
    + _COUNT.format("m")
    + r"[- ](?:kap|ketamine|dosing|medicine|infusion|session|treatment)s?\b(?=,| and| or"
    r"|;| protocol| program| plan| course| series| package)"
    + r"|\b(?P<g>\d{1,2}) ?(?:x|\u00d7|/|for|@|at) ?(?=\$|$)"
    + r"|(?:infusions|sessions|treatments|injections) ?(?:\( ?|x ?|\u00d7 ?|: ?)(?P<h>\d{1,2})(?= ?(?:\)|$|[,;|]))"
    + r"|(?:^|[|;\u2022,.] ?)"
    + _COUNT.format("l")
    + r"(?= ?(?:[:=-]|costs?|are|is) ?\$)"
    + r"|\bfor (?:all |the )?"
    + _COUNT.format("i")
    + r"\b(?=[.,;)]| total| if| when| paid| pre| in full|$| \()"
    + r"|\b"
    + _COUNT.format("o")
    + r" of (?:them|these|those)\b"
    + r"|\b"
    + _COUNT.format("j")
    + r" total\b|\btotal of "
    + _COUNT.format("k")
    + r"\b(?= (?:infusions|sessions|treatments|injections))"
    + r"|\b(?P<d>\d{1,2}) ?x (?:ketamine |iv )?"
    + _VISITS
    + r"|\bx ?(?P<e>\d{1,2})\b",
    re.IGNORECASE,
)
_SINGLE = re.compile(
    r"\b(?:single|one|individual|pay as you go|a la carte)\b(?! (?:hour|week|month"
    r"|of))|(?<![$\d.,-])\b1\b(?![.,-]?\d| ?(?:hour|hr|h\b|week|month|of))",
    re.IGNORECASE,
)
_PACKAGE = pattern("packages?", "series", "bundles?")
_PLURAL = pattern("infusions", "sessions", "treatments", "injections")
_MEDICINE = re.compile(
    r"ketamine|dosing|medicine|infusion|injection|\biv\b|\bim\b|kap|journey|spravato|lozenge|troche", re.IGNORECASE
)
_SERIES_WORD = pattern(
    "series",
    "packages?",
    "bundles?",
    "induction(?: phase| series| course)?",
    "loading (?:phase|series|dose)",
    "full course",
    "course of treatment",
    "protocol",
    "treatment course",
    "initial course",
    "program",
    r"total for",
    "multi-?pack",
)
_MEMBERSHIP = pattern("memberships?", "members? (?:plan|fee)", "subscription")
#: What may be paid by the month, and what makes a monthly sum a lender's.
_PLAN = pattern(
    "memberships?",
    "members?",
    "subscriptions?",
    "monthly (?:plan|program)",
    "plans?",
    "at[- ]home",
    "refills?",
    "programs?",
)
_LENT = re.compile(
    r"financ|\bloan|payments?\b|as low as|\bapr\b|affirm|klarna|carecredit|cherry|qualif|over \d+ months|pay over",
    re.IGNORECASE,
)
_GROUP = pattern(
    r"group(?: \w+){0,2} (?:sessions?|kap|ketamine|infusions?|treatments?|journeys?|therapy|rate"
    r"|price|package|series|program)",
    r"(?:in a|small|therapy|integration) groups?",
    r"groups? of",
    r"^groups?$",
    "retreats?",
    "per (?:participant|person in)",
)
_THERAPY_GROUP = re.compile(
    r"\b(?:integration|therapy|preparation|support|process) (?:group|circle)"
    r"|\bgroup (?:integration|therapy|preparation|support)",
    re.IGNORECASE,
)
_MAINTENANCE = pattern(
    "maintenance",
    r"after (?:the|your|a) (?:first |initial |full )?(?:series|course|six|induction)",
    "refuerzo",
    "mantenimiento",
    "boosters?",
    "top-?ups?",
    "refreshers?",
    "touch-?ups?",
    r"follow-?up (?:\w+ )?(?:infusions?|sessions?|treatments?|injections?|doses?)",
)
_KAP = pattern(
    r"ketamine[- ]assisted",
    "kap",
    r"with (?:a |an |our |your |in-session )*(?:licensed |on-site |trained )*(?:psycho)?therap(?:y|ist)",
    "dosing sessions?",
    "medicine sessions?",
    "with psychotherapy",
    r"therapy[- ]assisted",
    "psychedelic[- ]assisted",
)
_THERAPY = pattern(
    "talk (?:visits?|sessions?|hours?)",
    r"(?:integration|preparation|prep|preparatory|psycho-?therapy|therapy|counseling|talk therapy"
    r"|individual therapy|non-?medicine|coaching)(?:(?: ?/ ?| and | or | & |, )(?:integration"
    r"|preparation|prep|therapy))*"
    r"(?: (?:sessions?|visits?|hours?|appointments?|only|calls?|meetings?|follow-?ups?))?",
)
#: Therapy that goes with the medicine.
_ROUND = re.compile(r"integrat|prepar|\bprep\b|ketamine|\bkap\b|medicine|fees?\b|pric", re.IGNORECASE)
_CONSULTATION = pattern(
    "(?:primera )?consulta",
    r"(?:first|initial|introductory|intro) (?:talk|call|chat|conversation|meeting)",
    "meet (?:and|&) greet",
    r"meeting with [^$:]{3,40}",
    "to see (?:if|whether)",
    "medical check(?:-?up)?",
    r"consult(?:ation|ations|s)?",
    "intakes?",
    "new[- ](?:patients?|clients?)(?: visit| appointment| evaluation| exam)?",
    r"initial (?:\w+ ){0,2}(?:evaluation|assessment|visit|appointment|consult\w*|screening|intake)",
    "discovery call",
    r"(?:medical |eligibility |phone )?screenings?",
    "(?:first|office|doctor's|physician|medical|onboarding|provider|introductory) (?:visit|appointment)",
    "first (?:meeting|talk|conversation)",
    "get acquainted",
    "good faith exam",
)
_EVALUATION = pattern(
    r"(?:medical|psychiatric|physical|mental health|psych|clinical|physician|health|pre-?infusion"
    r"|comprehensive|ketamine|diagnostic)? ?(?:evaluations?|assessments?|evals?|exams?|clearance"
    r"|work-?up)"
)
_FIRST = pattern(
    r"(?:your|the) first (?:one|time|is)",
    r"(?:first|initial|introductory|intro|trial|test)(?: (?:ketamine|iv|im|kap|mood"
    r"|low[- ]dose))* (?:infusions?|sessions?|treatments?|injections?|dose|offer|rate|special)",
    "first-time",
    "new patient special",
    "first infusion",
)
_SUBSEQUENT = re.compile(
    r"\b(?:usual price|subsequent|later|remaining|following|thereafter|after that)\b(?: (?:ones?"
    r"|infusions?|sessions?|treatments?|injections?|visits?))?",
    re.IGNORECASE,
)
#: Labels of what is neither the medicine nor a first visit, though it stands among them.
_NO_ITEM = pattern(
    "follow-?ups?(?: visits?| appointments?)?",
    "check-?ins?",
    "refills?",
    "prescriptions?",
    "ekg",
    "ecg",
    "urine",
    "blood ?work",
    "parking",
    "meals?",
    "companion",
    "driver",
    "recovery",
    "shipping",
    "tax(?:es)?",
    "tips?",
    "forms?",
)
_PAIN = pattern(
    r"(?:chronic |nerve |neuropathic |severe )?pain",
    "crps",
    "rsd",
    "fibromyalgia",
    "migraines?",
    "neuropath(?:y|ic)",
    "headaches?",
)
_FOR_PAIN = re.compile(
    r"\bfor [\w -]{0,25}pain\b|\bpain (?:infusions?|sessions?|treatments?|protocol|management infusions?)\b",
    re.IGNORECASE,
)
_MOOD = pattern(
    "depression",
    "mood",
    "mental health",
    "anxiety",
    "ptsd",
    "psychiatric",
    "ocd",
    "bipolar",
    "wellness",
    "psychotherapy",
    "kap",
)
_SESSION = pattern(
    r"infusions?",
    r"(?<!therapy )(?<!integration )sessions?",
    "treatments?",
    r"(?<!first )(?<!patient )(?<!client )(?<!office )(?<!initial )(?<!follow-up )(?<!talk )(?<!therapy )visits?",
    "sittings?",
    "injections?",
    "shots?",
    "spravato",
    "esketamine",
    "troches?",
    "lozenges?",
    "doses?",
    "dosing",
    r"(?:nasal|intranasal) (?:spray|ketamine)",
    "iv",
    "im",
    "ketamine",
    r"infusi[o\u00f3]n(?:es)?",
    r"sesi[o\u00f3]n(?:es)?",
    r"inyecci[o\u00f3]n(?:es)?",
    "journeys?",
    "sublingual",
    "intramuscular",
    "intravenous",
    "medicine",
    "rdt",
)
_DRUG = pattern(
    r"drug(?! (?:is )?included| cost included| and)",
    "^(?:the )?(?:medication|medicine)s?",
    r"(?:drug|medication|medicine)(?: itself)?(?: (?:only|cost|fee|price|charge))",
    "cost of the (?:drug|medication|medicine)",
    r"(?:spravato|esketamine) (?:drug|medication|medicine|device)(?: cost)?",
    "per (?:56|84) ?mg",
    "buy and bill",
)
_OBSERVATION = pattern(
    r"(?:observation|monitoring|administration)(?: (?:visit|fee|only|charge|period|session"
    r"|and monitoring|and observation))?(?= |$|:|-)",
    "rems monitoring",
    "in-office monitoring",
    "chair (?:time|fee)",
)
_WITHOUT_DRUG = re.compile(
    r"\b(?:drug|medication|medicine)\b[^.;]{0,20}\b(?:billed|separate\w*|not included"
    r"|extra|pharmacy)|\b(?:plus|not including|without|excluding) the (?:drug"
    r"|medication|medicine)|\bpharmacy (?:bills|sends)",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"^ ?(?:\+|and up)? ?(?:\(?(?:cash|self-pay|usd|plus tax|flat(?: rate)?|total"
    r"|all-inclusive)\)? ?)*\(?(?:/|per|each|for each|for one|for a single|every|a|an|for an?"
    r"|single|ea\.?\b) ?(?:single |individual |iv |im |ketamine |40[- ]min\w* |one |low-dose "
    r"|medicine |dosing |kap |"
    r"spravato |maintenance |booster |\d+[- ]?(?:min\w*|hours?|hr)[- ]? ?)*(?P<unit>infusion"
    r"|session|treatment|injection|visit|dose|shot|journey|appointment|booster)?",
    re.IGNORECASE,
)
_PER_SERIES = re.compile(
    r"^ ?\(?(?:/|per|for (?:a|an|the|our|all|your)|total for) ?(?:\w+ ){0,3}?(?:series|package"
    r"|bundle|course|program|\d+|two|three|four|five|six|seven|eight|nine|ten|twelve)\b",
    re.IGNORECASE,
)
_PER_PERSON = re.compile(r"^ ?(?:/|per) ?(?:person|participant)", re.IGNORECASE)

_ROUTES = {
    "iv": pattern("iv", r"i\.v\.", "intravenous(?:ly)?", "infusions?", r"infusi[o\u00f3]n(?:es)?", "drip"),
    "im": pattern("im", r"i\.m\.", "intra-?muscular(?:ly)?", "injections?", "shots?"),
    "subcutaneous": pattern("sub-?cutaneous", "sub-?q"),
    "spravato": pattern("spravato", "esketamine"),
    "nasal_compounded": pattern(
        r"(?:compounded|intranasal|nasal) (?:spray )?ketamine",
        r"ketamine (?:nasal|intranasal)(?: spray)?",
        "compounded (?:intra)?nasal(?: spray)?",
        r"(?<!spravato )(?<!esketamine )(?<!\()(?:intra)?nasal(?: spray)?",
    ),
    "sublingual": pattern(
        "sub-?lingual(?:ly)?",
        "lozenges?",
        "troches?",
        "oral(?:ly)?(?: dissolving)?(?: tablets?)?",
        "tablets?",
        "rdts?",
        "odts?",
        "rapid[- ]dissolv\\w+",
    ),
}
_MINUTES = re.compile(
    r"(?<![\d$.,-])(?P<low>\d{1,3}(?:\.5)?)(?: ?(?:-"
    r"|to) ?(?P<high>\d{1,3}(?:\.5)?))?[- ]?(?P<unit>min(?:ute)?s?|hours?|hrs?|h)\b(?! (?:before"
    r"|prior|notice|in advance|of your appointment|away|drive))"
    r"|\b(?P<word>one|two|three|four|five|six)(?: and a half)?[- ](?P<unit2>hours?)\b",
    re.IGNORECASE,
)
_INCLUDED = re.compile(
    r"\b(?:includ(?:es|ed|ing|e)|inclusive of|comes with|along with|plus|covers|as well as|with"
    r"|consists of|also get)\b|\+ | & | \+",
    re.IGNORECASE,
)
_INCLUDES = {
    "consultation": pattern(r"(?:initial |free |first |medical |psychiatric )*consult(?:ation|s)?", "intakes?"),
    "evaluation": pattern(
        r"(?:medical|psychiatric|physical|mental health|psych|clinical|initial|physician"
        r"|comprehensive)? ?(?:evaluations?|assessments?|evals?|exams?|clearance)"
    ),
    "preparation": pattern("prep(?:aration|aratory)?"),
    "integration": pattern("integration"),
    "therapy": pattern(r"(?:psycho)?therapy", "counseling", "therapists?", r"(?:psycho)?therapy sessions?"),
    "booster": pattern("boosters?", "maintenance (?:infusion|session)s?"),
    "credited": pattern(
        r"(?:credited|applied|deducted)(?: \w+){0,4} (?:to|toward|towards|from)(?: \w+){0,5}",
        "goes toward",
        r"will be credited|is credited",
        "applies to(?:ward)?s? your",
    ),
}
#: What comes after is another visit than the one that is priced.
_LATER = re.compile(
    r"\b(?:before|prior to|after|ahead of|if you go on|once|applied|credited|deducted"
    r"|goes toward|goes to|taken off|comes off|waived|toward|required|needed)\b",
    re.IGNORECASE,
)
_ONLY_ROUTE = re.compile(
    r"\bwe (?:only |exclusively )(?:use|offer|give|provide|administer) [^.;$]{2,50}"
    r"|\bwe (?:use|offer|give|provide|administer) [^.;$]{2,40} (?:only|exclusively)\b"
    r"|\b(?:all|every|each) (?:of our )?(?:infusions?|treatments?|sessions?"
    r"|ketamine)(?: treatments?| sessions?)? (?:is|are) (?:given|done|administered"
    r"|delivered) (?:by|through|with|as|via) [^.;$]{2,40}"
    r"|\bthe (?:medicine|ketamine) is (?:a |an |given as |taken as |always )+[^.;,$]{2,40}",
    re.IGNORECASE,
)
#: A word that stands for what the sentence before named.
_REFERS = re.compile(r"\b(?:ones?|it|that|those|these|each|both)\b", re.IGNORECASE)
_FREE_END = re.compile(r"(?:[-:,(]| is)? ?(?:free|complimentary|no (?:charge|cost|fee))[.!)]?$", re.IGNORECASE)
_FREE_CELL = re.compile(r"(?:free|complimentary|no (?:charge|cost|fee)|included|\$0)[.!]?", re.IGNORECASE)
#: The head of a column of prices for each session, and the label of a row of prices.
_EACH = re.compile(
    r"\beach\b|\bper (?:infusion|session|treatment|visit|injection)|\bunit\b|\b(?:price|cost|rate)/", re.IGNORECASE
)
_PRICE_LABEL = re.compile(
    r"(?:(?:total|your|our|cash|self-pay|package|full|program) )*(?:price|cost|total"
    r"|fee|rate|investment|pricing|tuition)s?(?: \(\w+\))?:?",
    re.IGNORECASE,
)
_FROM_HEAD = re.compile(r"^(?:prices? )?(?:from|starting(?: at| from)?|starts at|up to|as low as)$", re.IGNORECASE)
_FREE_WORD = re.compile(r"\b(?:free|complimentary|no[- ]cost|no[- ]charge)\b", re.IGNORECASE)
_NOT_INCLUDED = re.compile(
    r"\b(?:not (?:be )?includ\w+|does not include|doesn't include|excludes?|excluding"
    r"|separate(?:ly)?|extra|billed separately|not (?:part of|covered)|before)\b",
    re.I,
)
_FREE = re.compile(
    r"\b(?:free|complimentary|no[- ]cost|no[- ]charge)(?: (?:initial|first|phone|virtual|video"
    r"|telehealth|in-person|ketamine|\d+[- ]min(?:ute)?|no-obligation|introductory|medical|online"
    r"|one-on-one|discovery|15|new patient))*"
    r" (?:consult(?:ation)?s?|discovery call|intake|screening call|screening"
    r"|evaluations?|assessments?|first visit|(?:phone )?(?:call|chat"
    r"|conversation) with)\b"
    r"|\b(?:do not|don't|never) charge (?:anything |you )?for (?:the|your|an?|our"
    r"|this)(?: (?:initial|first|phone|ketamine))* consult(?:ation)?s?\b|\b(?:no"
    r"|not any|without) (?:charge|cost|fee)s? for (?:the|your|an?|our"
    r"|this)(?: (?:initial|first|phone|ketamine))* consult(?:ation)?s?\b"
    r"|\bconsult(?:ation)?s?[^.;$]{0,30} (?:at no (?:charge|cost)|free of charge"
    r"|(?:costs?|is) nothing)\b|\bconsult(?:ation)?s? (?:is|are) (?:always "
    r"|completely )?(?:free|complimentary)\b"
    r"|\bconsult(?:ation)?s?(?: fee)?:? ?-? ?(?:free|complimentary)\b",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\b(?:credited|applied|deducted|goes) (?:back )?(?:to|toward|towards|from)\b|\b(?:credited"
    r"|deducted) (?:if|when|upon)",
    re.IGNORECASE,
)
_PERSONAL = re.compile(
    r"\bi (?:paid|spent|got|felt|tried|went)\b|\bmy (?:infusions?|depression|insurance"
    r"|life|husband|wife|son|daughter)\b",
    re.IGNORECASE,
)
_GENERAL = re.compile(
    r"\b(?:typically|usually|generally|often|can|may|might|tends? to) (?:\w+ )?(?:costs?|ranges?|runs?|pay)\b"
    r"|\b(?:can|may|might) be (?:\$|about|around|between|from|anywhere)"
    r"|\bcosts? (?:typically|usually|generally|often)\b"
    r"|\bexpect to pay\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Mention:
    """An amount in a block: its place in the text, the clause it is part of, and what each end may be."""

    block: int
    start: int
    end: int
    low: float | None
    high: float | None
    about: bool
    clause: str
    sentence: str
    tail: str
    context: tuple[str, ...]
    alone: bool  # the only amount of its block


@dataclass(frozen=True, slots=True)
class _Found:
    """An offer; whether it is called an evaluation, and whether it is a medical visit rather than a talk."""

    offer: PriceOffer
    evaluation: bool = False
    medical: bool = False


def prices(page: Page, origin: Origin, given: Sequence[PriceOffer] = ()) -> tuple[PriceOffer, ...]:
    """The prices that the page states for ketamine and what comes with it, after those `given` by its data."""
    if not KETAMINE.search(page.text) and not KETAMINE.search(page.title):
        return ()
    reader = _Reader(page, origin)
    pairs = [(mention, one) for mention in reader.mentions() if (one := reader.offer(mention)) is not None]
    series = {
        (mention.block, one.offer.low_usd, one.offer.sessions) for mention, one in pairs if one.offer.item in _SERIES
    }
    pairs = [(mention, _by_number(mention, one, pairs)) for mention, one in pairs]
    found = [one for mention, one in pairs if not _is_share(mention, one.offer, series, page)]
    return _distinct([*map(_Found, given), *found])


_SERIES = ("series", "group_series")
_BARE_COUNT = re.compile(
    r"(?<![\w$,.-])(?P<n>[2-9]|1[0-2]|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve)(?![\w$-]|,\d|\.\d| ?(?:-|to|or) ?\d| ?(?:hours?|hrs?|h|min\w*"
    r"|weeks?|months?|days?|years?|people|%)\b)",
    re.IGNORECASE,
)


def _by_number(mention: _Mention, one: _Found, pairs: Sequence[tuple[_Mention, _Found]]) -> _Found:
    """A session's price as that of a series where a number stands by it and the sum fits: "one $450, six $2,400"."""
    label = " ".join((mention.clause, *(text for text in mention.context[:1] if len(text) < 60)))
    offer, match = one.offer, _BARE_COUNT.search(_AMOUNT.sub(" ; ", label))
    if not match or not offer.item.endswith("session") or not offer.low_usd or _UNIT.match(mention.tail):
        return one
    word = match["n"].lower()
    count = _ONES.get(word) or int(word)
    singles = [
        other.offer.low_usd
        for _mention, other in pairs
        if other is not one
        and other.offer.item == offer.item
        and other.offer.route == offer.route
        and other.offer.low_usd
    ]
    if any(0.6 * count * single <= offer.low_usd <= 1.02 * count * single for single in singles):
        item = "group_series" if offer.item == "group_session" else "series"
        return replace(one, offer=replace(offer, item=item, sessions=count, confidence=max(offer.confidence, 0.85)))
    return one


def _is_share(
    mention: _Mention, offer: PriceOffer, series: set[tuple[int, float | None, int | None]], page: Page
) -> bool:
    """Whether a price for each session is a share of the price of a series that stands beside it."""
    if offer.item not in ("session", "kap_session", "pain_session") or not offer.low_usd:
        return False
    around = () if _names_item(_UNIT.sub(" ", mention.clause)) else mention.context[:1]
    texts = (mention.clause, *around, *page.blocks[mention.block].headings[-1:])
    many = any((_count(text) or 0) > 1 or _SERIES_WORD.search(text) for text in texts)
    return many and any(
        abs(mention.block - block) <= 2 and total and sessions and abs(total / sessions - offer.low_usd) < 1
        for block, total, sessions in series
    )


def of_label(label: str, low: float | None, high: float | None, words: str, origin: Origin) -> PriceOffer | None:
    """The offer that data about a price makes: its label says what it is for. None when it does not."""
    if not label or OTHER_TREATMENTS.search(label) or _NO_PRICE.search(label) or ELSEWHERE.search(label):
        return None
    item = _item_in(label)
    if item is None or (item in ("session", "series") and not KETAMINE.search(label) and not _route([label])):
        return None
    routed = item not in ("consultation", "evaluation", "therapy_session", "membership")
    series = item in ("series", "group_series")
    return PriceOffer(
        "consultation" if item == "evaluation" else item,
        origin,
        route=_route([label]) if routed else "",
        low_usd=low,
        high_usd=high,
        sessions=_count(label) if series else None if item == "membership" else 1,
        minutes=_minutes([label], (), item),
        includes=_includes([label], item, True),
        words=words,
        confidence=0.92,
    )


def needs_route(offer: PriceOffer) -> bool:
    """Whether an offer is for the medicine and does not say how it is given."""
    return not offer.route and offer.item not in ("consultation", "evaluation", "therapy_session", "membership")


def amounts(text: str) -> list[float]:
    """The dollar amounts in a text."""
    found: list[float] = []
    for match in _AMOUNT.finditer(text):
        groups = match.groupdict()
        found += [
            _dollars(groups[name])
            for name in ("between", "and", "first", "second", "bare", "bare2", "bare3", "worded")
            if groups[name]
        ]
        if groups["thousand"]:
            found.append(found[0] * 1000)
    return found


def _dollars(text: str) -> float:
    """A number in figures or in words."""
    if text[0].isdigit():
        return float(text.replace(",", ""))
    total = part = 0
    for word in re.split(r"[\s,-]+", text.lower()):
        if word == "thousand":
            total, part = total + (part or 1) * 1000, 0
        elif word == "hundred":
            part = (part or 1) * 100
        elif word in _TENS.split():
            part += 10 * (_TENS.split().index(word) + 2)
        else:
            part += _ONES.get(word, _TEENS.get(word, 0))
    return float(total + part)


def _is_prose(block: Block, sentence: str) -> bool:
    """Whether an amount stands in running text, not in a list, a row or a card."""
    return block.kind in ("text", "item") and len(_AMOUNT.sub(" ", sentence).split()) > 5


class _Reader:
    """Reads the amounts of one page."""

    def __init__(self, page: Page, origin: Origin) -> None:
        self.page, self.origin = page, origin
        self.priced = [
            i
            for i, block in enumerate(page.blocks)
            if _MONEY_SIGN.search(block.text) or any(map(_DOLLAR_HEAD.search, block.columns))
        ]
        self._is_priced = set(self.priced)
        self._one_route: str | None = None
        self._title = fold(page.title)
        sold = [" ".join((page.blocks[i].text, *page.blocks[i].headings)) for i in self.priced[:200]]
        self._sells_other = any(map(OTHER_TREATMENTS.search, sold))
        names = [
            part for part in (*page.brands, page.site_name, *re.split(r" ?\| | - ", fold(page.title))) if len(part) > 6
        ]
        own = [re.escape(name) for name in names if not _SESSION.fullmatch(name) and len(name.split()) > 1]
        self._names = re.compile("|".join([r"\bhere\b(?! is| are)", r"\bthis clinic\b", *own[:5]]), re.IGNORECASE)

    def mentions(self) -> Iterator[_Mention]:
        """The amounts that may be prices, and free consultations."""
        for i, block in enumerate(self.page.blocks):
            if i not in self._is_priced and not _FREE_WORD.search(block.text):
                continue
            if block.region in ("quote", "aside") or any(map(FOREIGN_HEADING.search, block.headings)):
                continue
            if len(block.cells) > 1:
                yield from self._of_row(i, block)
            else:
                offset = 0
                pieces = sentences(block.text)
                asked = pieces[0] if pieces[0].endswith("?") or (len(pieces) > 1 and len(pieces[0]) < 40) else ""
                if asked and FOREIGN_HEADING.search(asked):
                    continue
                for n, sentence in enumerate(pieces):
                    offset = block.text.find(sentence, offset)
                    follows = n > 0 and ("$" not in pieces[n - 1] or _REFERS.search(sentence))
                    around = (pieces[n - 1],) if follows else ()
                    rest = block.text if block.text.count("$") == sentence.count("$") else ""
                    yield from _merged(list(self._of_text(i, sentence, offset, rest, around)))
                    yield from self._free(i, sentence, offset)
                    offset += len(sentence)

    def _of_row(self, i: int, block: Block) -> Iterator[_Mention]:
        """The amounts of a table row, each with the row's label and the head of its column."""
        heads = [block.columns[n] if n < len(block.columns) else "" for n in range(len(block.cells))]
        cells = [
            f"${cell}" if _DOLLAR_HEAD.search(head) and _BARE_SUM.fullmatch(cell) else cell
            for cell, head in zip(block.cells, heads, strict=True)
        ]
        priced = [n for n, cell in enumerate(cells) if _AMOUNT.search(cell)]
        labels = " | ".join(
            f"{cell} {heads[n]}" if cell.isdecimal() else cell
            for n, cell in enumerate(block.cells)
            if n not in priced and cell
        )
        many = (_count(labels) or 0) > 1
        found: list[_Mention] = []
        offset = 0
        for n, cell in enumerate(block.cells):
            offset = max(block.text.find(cell, offset), 0) if cell else offset
            head = heads[n]
            foreign = _NO_PRICE_HEADING.search(head) or _FOR_SOME.search(f"{head} $")
            if _FREE_CELL.fullmatch(cell) and not foreign and _CONSULTATION.search(labels):
                yield _Mention(i, offset, offset + len(cell), 0.0, 0.0, False, labels, labels, "", (), True)
            if n in priced and not foreign and not (_EACH.search(head) and len(priced) > 1 and many):
                label = f"{labels} | {head}" if len(priced) > 1 or _is_telling(head) else labels
                if _PRICE_LABEL.fullmatch(labels.strip()):
                    label = " | ".join(filter(None, (head, *self._column(i, n))))
                lead = block.cells[n - 1] if n and n - 1 not in priced else ""
                lead = next((text for text in (head, lead) if _FROM_HEAD.search(text)), "")
                over = heads[0] if 0 not in priced else ""
                for mention in self._of_text(i, cells[n], offset, "", (), lead or "|"):
                    tender = f"{mention.clause} {head}" if _TENDER.search(head) else mention.clause
                    found.append(
                        replace(
                            mention,
                            clause=tender,
                            context=tuple(filter(None, (label, over, *mention.context))),
                            alone=len(priced) == 1,
                        )
                    )
            offset += len(cell)
        yield from _merged(_spanned(found, heads, priced))

    def _column(self, i: int, n: int) -> Iterator[str]:
        """What stands in a column of the table of a row beside prices: "6 Infusions" where the row is so labelled."""
        columns = self.page.blocks[i].columns
        for step in (-1, 1):
            j = i + step
            while 0 <= j < len(self.page.blocks) and abs(j - i) < 16:
                block = self.page.blocks[j]
                if block.kind != "row" or (block.columns and block.columns != columns):
                    break
                if block.columns and n < len(block.cells) and block.cells[n] and not _AMOUNT.search(block.cells[n]):
                    yield f"{block.cells[n]} {block.cells[0]}"
                j += step

    def _free(self, i: int, sentence: str, offset: int) -> Iterator[_Mention]:
        """A first consultation that costs nothing."""
        if _FREE_CELL.fullmatch(sentence):
            label = " ".join((*self.page.blocks[i].headings[-1:], *self._neighbour(i)))
            if _CONSULTATION.search(label):
                yield _Mention(i, offset, offset + len(sentence), 0.0, 0.0, False, label, sentence, "", (), True)
            return
        match = _FREE.search(sentence) or (_CONSULTATION.search(sentence) and _FREE_END.search(sentence)) or None
        if match and not negated(sentence[: match.start()]) and not _AMOUNT.search(sentence):
            place = offset + match.start(), offset + match.end()
            yield _Mention(
                i, *place, 0.0, 0.0, False, sentence if len(sentence) < 90 else match[0], sentence, "", (), True
            )

    def _is_monthly(self, i: int, clause: str, after: str) -> bool:
        """Whether a sum is what a plan of the clinic costs a month, and no lender's."""
        headings = self.page.blocks[i].headings
        return bool(
            _MONTHLY.match(after.strip(" ("))
            and _PLAN.search(" ".join((clause, *headings[-2:], *self._card(i))))
            and not _LENT.search(" ".join((clause, *headings[-1:])))
        )

    def _beside(self, i: int, step: int) -> str:
        """A few words in the same frame right before (-1) or after (1) a block: "Starting at", "per month"."""
        page, j = self.page, i + step
        if not 0 <= j < len(page.blocks) or j in self._is_priced or len(page.blocks[j].text) > 40:
            return ""
        element, other = page.blocks[i].element, page.blocks[j]
        for _level in range(3):
            if element < 0:
                break
            first, last = page.spans[element]
            if last - first > _CARD_BLOCKS:
                break
            if first <= j < last:
                return other.text
            element = page.parents[element]
        return ""

    def _of_text(
        self, i: int, text: str, offset: int, rest: str, before: Sequence[str], lead: str = ""
    ) -> Iterator[_Mention]:
        """The amounts of a sentence, a line or a cell. `lead` is what stands right before it."""
        found = list(_AMOUNT.finditer(text))
        if not found:
            return
        many, previous = False, ""
        for match, clause, tail in _clauses(text, found):
            head = text[max(0, match.start() - 60) : match.start()]
            after = text[match.end() : match.end() + 60]
            if not text[: match.start()].strip(" *("):
                head = f"{lead or self._beside(i, -1)} {head}"
            if not text[match.end() :].strip(" *)") and not lead:
                beside = self._beside(i, 1)
                if re.match(
                    r"(?:/|per\b|each\b|a (?:month|session|visit)|and up|or more|\+|off\b|monthly|mo\b"
                    r"|usd\b|deposit|down\b|savings|value|discount)",
                    beside,
                    re.IGNORECASE,
                ):
                    after, tail = f" {beside}", f" {beside}"
            none = (
                (_NO_PRICE_BEFORE.search(head) and not (match["second"] and _CHANGED.search(head)))
                or _NO_PRICE_AFTER.search(after)
                or _NO_PRICE.search(_without_credit(_part(clause, match[0])))
            )
            if none and not self._is_monthly(i, clause, after):
                continue
            if _FOR_SOME.search(clause) and not _MEMBERSHIP.search(clause):
                continue
            shared = text[: found[0].start()]
            if len(found) > 1 and not _names_item(clause) and _NO_PRICE.search(_without_credit(shared)):
                continue
            ends = _ends(match, head, after)
            share = _SHARE_BEFORE.search(head) and (_UNIT.match(after) or re.match(r" ?(?:x|\u00d7|\*) ?\d", after))
            if ends is None or (share and many):
                continue  # "6 sessions for $2,400 ($400 each)": a share of that price
            many = _item_in(clause) == "series"
            context = [text, rest, *before] if len(found) == 1 else [previous, shared, *before]
            previous = clause
            yield _Mention(
                i,
                offset + match.start(),
                offset + match.end(),
                *ends,
                bool(_ABOUT_BEFORE.search(head)),
                clause,
                text,
                tail,
                tuple(filter(None, context)),
                len(found) == 1,
            )

    def offer(self, mention: _Mention) -> _Found | None:
        """The offer an amount is, or None when it is nobody's price or it is not plain what it is for."""
        block = self.page.blocks[mention.block]
        if _TOTAL.match(mention.sentence) or _TOTAL.fullmatch(self._beside(mention.block, -1)):
            mention = replace(mention, context=(*mention.context, *self._summed(mention.block)))
        card = self._card(mention.block) if mention.alone and len(_AMOUNT.findall(block.text)) < 2 else ()
        headings = [*reversed(block.headings), self._title]
        near = [mention.clause, *mention.context, *card]
        chain = [*near, *headings]
        whole = mention.sentence
        label = card[:2]
        said = _is_ketamine([mention.clause, *mention.context, *label], headings[:-1])
        if said is False:
            return None
        if any(_NEVER_PRICE_HEADING.search(heading) for heading in headings[:2]):
            return None
        if any(_NO_PRICE_HEADING.search(heading) for heading in headings[:1]) and not any(map(_names_item, near)):
            return None
        if any(_NO_PRICE.search(_without_credit(text)) for text in label if len(text) < 60):
            return None
        confidence = self._trust(block, whole, headings)
        if confidence is None:
            return None
        named = _item(mention, near, headings)
        if named is None:
            return None
        item, where, source = named
        visit = item in ("consultation", "evaluation", "therapy_session", "membership")
        if said is None and not visit and self._sells_other and not KETAMINE.search(self.page.title):
            return None
        if where > len(near) and _is_prose(block, whole):
            return None
        evaluation = item == "evaluation"
        low, high = mention.low, mention.high
        top = max(filter(None, (low, high)), default=0.0)
        if item not in ("consultation", "evaluation") and top < 40 and not re.search("sliding", whole, re.IGNORECASE):
            return None
        if where >= len(near):
            confidence = min(confidence, 0.9 if where == len(near) else 0.75)
        if item == "therapy_session" and not _ROUND.search(" ".join((*near[:2], source, *headings[:1]))):
            confidence = min(confidence, 0.45)
        if item in ("consultation", "evaluation") and top > 900:
            confidence = min(confidence, 0.45)
        if item in ("session", "first_session", "maintenance_session") and top > 2_000:
            confidence = min(confidence, 0.45)
        if low and high and high > 4 * low:
            confidence = min(confidence, 0.6)
        series = item in ("series", "group_series")
        sessions = _sessions(near, headings, source) if series else (None if item == "membership" else 1)
        routed = item not in ("consultation", "evaluation", "therapy_session", "membership")
        offer = PriceOffer(
            item,
            self.origin,
            route=(_route(chain) or self._only_route()) if routed else "",
            low_usd=low,
            high_usd=high,
            sessions=sessions,
            minutes=_minutes(near if mention.alone else [mention.clause], headings[:1], item),
            includes=_includes(near, item, mention.alone),
            note="About" if mention.about else "",
            words=self._words(mention),
            confidence=round(confidence, 2),
        )
        medical = item == "consultation" and bool(_MEDICAL.search(" ".join((source[:200], mention.clause))))
        return _Found(offer, evaluation, medical)

    def _summed(self, i: int) -> Iterator[str]:
        """What a total adds up: the heading over it and the lines before it."""
        blocks = self.page.blocks
        lines = []
        for j in range(i - 1, max(-1, i - 12), -1):
            if blocks[j].kind == "heading":
                break
            lines.append(blocks[j].text[:80])
        text = ", ".join((*blocks[i].headings[-1:], *reversed(lines)))
        yield f"series of: {text}" if _counts(text) or _SERIES_WORD.search(text) else text

    def _only_route(self) -> str:
        """The route where the page says that there is but one."""
        if self._one_route is None:
            found = {_route([match[0]]) for match in _ONLY_ROUTE.finditer(self.page.text)} - {""}
            self._one_route = found.pop() if len(found) == 1 else ""
        return self._one_route

    def _trust(self, block: Block, sentence: str, headings: Sequence[str]) -> float | None:
        """How sure it is that an amount is this clinic's own."""
        own = bool(OWN_VOICE.search(sentence) or self._names.search(sentence))
        if _PERSONAL.search(sentence):
            return None
        if ELSEWHERE.search(sentence) and not (own and not re.search(r"other|compar|average|national", sentence, re.I)):
            return None
        if any(ELSEWHERE.search(heading) for heading in headings[:2]) and not own:
            return None
        if self.page.is_article and not own:
            return None
        if not own and _GENERAL.search(sentence):
            return 0.45
        if re.search(
            r"\b(?:not|n't|no longer|never) (?:\w+ )?(?:offer|charge|provide)\b[^,;]{0,40}\$", sentence, re.IGNORECASE
        ):
            return None
        return 0.95

    def _card(self, i: int) -> tuple[str, ...]:
        """What stands in one frame with the amount of a block and with no other: nearest first."""
        page, block = self.page, self.page.blocks[i]
        element = block.element
        start, end = i, i + 1
        while element >= 0:
            first, last = page.spans[element]
            if last - first > _CARD_BLOCKS or any(j in self._is_priced and j != i for j in range(first, last)):
                break
            if sum(len(page.blocks[j].text) for j in range(first, last)) > _CARD_LENGTH:
                break
            if any(
                page.blocks[j].kind == "heading" and page.blocks[j].headings == () and j > i for j in range(first, last)
            ):
                break
            start, end = min(start, first), max(end, last)
            element = page.parents[element]
        heading = next((j for j in range(i - 1, start - 1, -1) if page.blocks[j].kind == "heading"), start)
        before = [page.blocks[j].text for j in range(i - 1, heading - 1, -1)]
        if before and page.blocks[heading].kind == "heading":  # the title of a card says more than what is under it
            before = [before[-1], *before[:-1]]
        found = [*before, *_counted_first(page.blocks[j].text for j in range(i + 1, end))]
        if not found and len(_AMOUNT.sub("", block.text).split()) < 3:
            found = [*self._neighbour(i), *self._below(i)]
        return tuple(found)

    def _column_of(self, i: int) -> tuple[int, int]:
        """The run of amounts alone that a block is part of, from to."""

        def bare(j: int) -> bool:
            return j in self._is_priced and len(_AMOUNT.sub("", self.page.blocks[j].text).split()) < 3

        start, end = i, i + 1
        while start > 0 and bare(start - 1) and i - start < 40:
            start -= 1
        while end < len(self.page.blocks) and bare(end) and end - i < 40:
            end += 1
        return start, end

    def _in_columns(self, i: int) -> str:
        """The label of an amount where a column of labels stands before a column of as many amounts; else empty."""
        start, end = self._column_of(i)
        number, blocks = end - start, self.page.blocks
        labels = range(start - number, start)
        if number < 2 or labels.start < 0 or any(j in self._is_priced for j in labels):
            return ""
        if any(blocks[j].kind == "heading" or len(blocks[j].text) > 90 for j in labels):
            return ""
        named = sum(_names_item(blocks[j].text) for j in labels)
        one_parent = len({blocks[j].headings for j in labels}) == 1
        return blocks[start - number + (i - start)].text if one_parent and named * 2 >= number else ""

    def _below(self, i: int) -> list[str]:
        """What follows an amount that stands right under its own heading, up to the next heading or amount."""
        blocks = self.page.blocks
        start = next(
            (j for j in range(i - 1, max(-1, i - 4), -1) if blocks[j].kind == "heading" or j in self._is_priced), -1
        )
        if start < 0 or blocks[start].kind != "heading":
            return []
        found: list[str] = []
        for j in range(i + 1, min(len(blocks), i + 9)):
            if blocks[j].kind == "heading" or j in self._is_priced or blocks[j].region != blocks[i].region:
                break
            if len(blocks[j].text) > 160:
                break
            found.append(blocks[j].text)
        return _counted_first(found)

    def _neighbour(self, i: int) -> list[str]:
        """The label of an amount in a flat list: before it, or after it where the list begins with an amount."""
        page, block = self.page, self.page.blocks[i]
        first, last = page.spans[block.element] if block.element >= 0 else (0, len(page.blocks))
        if block.element >= 0 and last - first == 1 and page.parents[block.element] >= 0:
            first, last = page.spans[page.parents[block.element]]
        if label := self._in_columns(i):
            return [label]
        if first in self._is_priced or block.kind == "heading":
            j = i + 1
            return (
                [page.blocks[j].text]
                if j < last and j not in self._is_priced and len(page.blocks[j].text) < 120
                else []
            )
        j = i - 1
        while j >= first and j in self._is_priced and i - j < 12:
            j -= 1
        if j < first or j in self._is_priced or len(page.blocks[j].text) >= 120:
            return []
        # A grid whose first row are heads: as many as a row has, then the first row's label.
        heads = next((n for n in range(first, last) if n in self._is_priced), last) - first - 1
        beside = i - 1 in self._is_priced or i + 1 in self._is_priced
        flat = all(page.blocks[n].kind != "heading" for n in range(first, i))
        if beside and flat and heads >= 2 and 0 < i - j < heads:
            return [f"{page.blocks[j].text} | {page.blocks[first + i - j].text}"]
        return [page.blocks[j].text]

    def _words(self, mention: _Mention) -> str:
        """The words around the amount; with its neighbours where the block is hardly more than the amount."""
        blocks, i = self.page.blocks, mention.block
        text, start, end = blocks[i].text, mention.start, mention.end
        bare = len(_AMOUNT.sub(" ", text).split()) < 3
        if bare and i > 0 and len(blocks[i - 1].text) < 100:
            before = blocks[i - 1].text + JOINED
            text, start, end = before + text, start + len(before), end + len(before)
            if i + 1 < len(blocks) and blocks[i + 1].kind != "heading" and "$" not in blocks[i + 1].text:
                text = f"{text}{JOINED}{blocks[i + 1].text}"
        return JOINED.join(map(self.page.as_shown, window(text, start, end).split(JOINED)))


def window(text: str, start: int, end: int, most: int = LONGEST_WORDS) -> str:
    """At most so many characters of the text around a place in it, cut between words."""
    if len(text) <= most:
        return text
    room = max(0, most - (end - start))
    first = max(0, min(start - room * 2 // 3, len(text) - most))
    last = min(len(text), first + most)
    if first > 0:
        first = min(start, text.find(" ", first) + 1 or first)
    if last < len(text):
        last = max(end, text.rfind(" ", 0, last))
    return text[first:last].strip()


_REACHES = re.compile(
    r"\b(?:reach\w*|goes? (?:up )?to|runs? (?:up )?to|(?:and |, )up to|to as much as"
    r"|as (?:high|much) as)\b[^$]{0,12}\$",
    re.IGNORECASE,
)


def _spanned(mentions: list[_Mention], heads: Sequence[str], priced: Sequence[int]) -> list[_Mention]:
    """The amounts of a row, those under "From" and "To" as one range."""
    if len(mentions) != 2 or len(priced) != 2:
        return mentions
    low, high = mentions
    if not (_LOW_HEAD.search(heads[priced[0]]) and _HIGH_HEAD.search(heads[priced[1]])):
        return mentions
    ends = low.low if low.low is not None else low.high, high.high if high.high is not None else high.low
    return [replace(low, low=ends[0], high=ends[1], end=high.end)]


_LOW_HEAD = re.compile(r"^(?:prices? )?(?:from|low(?:est)?|min(?:imum)?|starting(?: at)?)\b", re.IGNORECASE)
_HIGH_HEAD = re.compile(r"^(?:prices? )?(?:to|high(?:est)?|max(?:imum)?|up to)\b", re.IGNORECASE)


def _merged(mentions: list[_Mention]) -> list[_Mention]:
    """The mentions, with a price for cash and the one for cards beside it as one range."""
    merged: list[_Mention] = []
    for mention in mentions:
        last = merged[-1] if merged else None
        if (
            last
            and last.low
            and last.high is None
            and mention.high
            and _REACHES.search(mention.clause)
            and mention.high > last.low
        ):
            merged[-1] = replace(last, high=mention.high, end=mention.end)
            continue
        if (
            last
            and last.low
            and mention.low
            and last.low == last.high
            and mention.low == mention.high
            and _TENDER.search(mention.clause)
            and _TENDER.search(last.clause)
            and not _names_item(_TENDER.sub("", mention.clause))
            and abs(mention.low - last.low) <= 0.2 * last.low
        ):
            low, high = sorted((last.low, mention.low))
            merged[-1] = replace(last, low=low, high=high, end=mention.end)
        else:
            merged.append(mention)
    return merged


def _is_telling(column: str) -> bool:
    return bool(_item_in(column) or any(route.search(column) for route in _ROUTES.values()))


_PARTS = re.compile(r"[,;()|]| - | and | with (?!insurance)")
_NOTHING_OF = re.compile(
    r"\b(?:no|without|zero|never a) (?:\w+ )?(?:deposits?|interest|cancell\w*|hidden|late|credit|fees?)\b",
    re.IGNORECASE,
)


def _part(clause: str, amount: str) -> str:
    """The part of a clause that holds the amount, with the part before where it does not say what is priced."""
    clause = _NOTHING_OF.sub(" ", clause)
    at = clause.find(amount)
    starts = [0, *(match.end() for match in _PARTS.finditer(clause, 0, max(at, 0)))]
    end = _PARTS.search(clause, at + len(amount)) if at >= 0 else None
    stop = end.start() if end else len(clause)
    for start in reversed(starts):
        if start == 0 or _names_item(clause[start:stop]):
            return clause[start:stop]
    return clause


def _without_credit(text: str) -> str:
    """The text without what says that a fee is taken off later."""
    return re.sub(r"\brefund\w*|\bdeposits? (?:credited|applied)\w*", " ", text) if _CREDIT.search(text) else text


def _ends(match: re.Match[str], head: str, after: str) -> tuple[float | None, float | None] | None:
    groups = match.groupdict()
    first = _dollars(groups["first"] or groups["bare"] or groups["bare3"] or groups["between"] or groups["worded"])
    second = groups["second"] or groups["bare2"] or groups["and"]
    if groups["thousand"]:
        first *= 1000
    if second:
        high = _dollars(second)
        if _CHANGED.search(head):
            return high, high
        if high < first:
            return None if groups["dollar"] else _one(first, head, after)
        return (first, high) if high < MAX_PRICE_USD else None
    return _one(first, head, after)


def _one(usd: float, head: str, after: str) -> tuple[float | None, float | None] | None:
    if not 0 <= usd < MAX_PRICE_USD:
        return None
    if _LOW_BEFORE.search(head) or _LOW_AFTER.search(after):
        return usd, None
    if _HIGH_BEFORE.search(head) or _HIGH_AFTER.search(after):
        return None, usd
    return usd, usd


_DELIMITER = re.compile(
    r"[,.;:|\u2022](?: |$)| and (?!up\b|more\b|monitoring|integration)| or (?!more\b|less\b"
    r"|higher)| \+ |, | - (?=\$)| / (?=\$)",
    re.IGNORECASE,
)
_TAIL_START = re.compile(r"^ ?(?:/ ?(?=[a-z0-9])|\(|per\b|each\b|for\b|\+|[a-z])")
_LEADING = re.compile(
    r"^[\s\-\u2022*:|(~]*(?:(?:from|only|just|about|starting(?: at| from)?|up to|total|cost|price"
    r"|fee|as low as|cash price|rate)s?:? ?)*$",
    re.IGNORECASE,
)


def _by_route(text: str, found: Sequence[re.Match[str]]) -> list[str]:
    """The routes of amounts that stand in the same order as they do: "IV / IM: $450 / $350"; else none."""
    gaps = [text[one.end() : other.start()] for one, other in itertools.pairwise(found)]
    if not all(re.fullmatch(r" ?(?:/|or|,|\||and|-) ?", gap) for gap in gaps):
        return []
    shared = text[: found[0].start()]
    named = sorted((match.start(), match[0]) for form in _ROUTES.values() for match in form.finditer(shared))
    return [word for _start, word in named] if len(named) == len(found) else []


def _clauses(text: str, found: Sequence[re.Match[str]]) -> Iterator[tuple[re.Match[str], str, str]]:
    """Each amount with the words of the text that are about it, and those right after it."""
    if len(found) == 1:
        yield found[0], text, text[found[0].end() : found[0].end() + 80]
        return
    if paired := _by_route(text, found):
        yield from ((match, f"{route} {match[0]}", "") for match, route in zip(found, paired, strict=True))
        return
    last = text[found[-1].end() :].strip(" .*)")
    price_first = bool(_LEADING.match(text[: found[0].start()])) and bool(last)
    used = 0
    for n, match in enumerate(found):
        stop = found[n + 1].start() if n + 1 < len(found) else len(text)
        after = text[match.end() : stop]
        if price_first:
            start = used if n == 0 else match.start()
            yield match, text[start:stop], after
            continue
        tail = ""
        if _TAIL_START.match(after):
            bracket = after.index(")") + 1 if after.lstrip().startswith("(") and ")" in after else 0
            cut = _DELIMITER.search(after, bracket)
            tail = after[: cut.start()] if cut else after
        if n + 1 == len(found):
            tail = after[:120]
        lead = text[used : match.start()]
        yield match, lead[lead.rfind(";") + 1 :] + match[0] + tail, tail
        used = match.end() + len(tail)


def _is_ketamine(near: Sequence[str], headings: Sequence[str]) -> bool | None:
    """Whether the nearest words that name a treatment name ketamine; None where none do."""
    for n, text in enumerate((*near, *headings)):
        other = OTHER_TREATMENTS.search(text)
        if not other and (len(text) <= 80 or n == 0):
            other = OTHER_THINGS.search(text)
            if other and len(text) > 80 and not 0 <= text.find("$", other.end()) - other.end() <= 40:
                other = None
        ketamine = KETAMINE.search(text)
        if not other:
            if ketamine:
                return True
            continue
        included = _INCLUDED.search(text)
        beside = included and included.start() <= other.start()
        if beside and _names_item(text[: included.start()]):  # type: ignore[union-attr]
            return True
        if n == 0 or not ketamine or (n < len(near) and len(text) <= 80):
            return False
        # "Ketamine and TMS" over a list leaves it open.
    return None


def _item(mention: _Mention, near: Sequence[str], headings: Sequence[str]) -> tuple[str, int, str] | None:
    """What an amount is for, which text of the chain says so, and that text."""
    chain = [*near, *headings]
    spravato = any(re.search("spravato|esketamine", text, re.I) for text in (*near, *headings[:2]))
    if _MONTHLY.match(mention.tail.strip(" (")) and any(map(_PLAN.search, (*near, *headings[:1]))):
        return "membership", 0, mention.clause
    unit = _UNIT.match(mention.tail)
    per_session = bool(
        unit and (unit["unit"] or re.match(r" ?\(?(?:each|ea\b)", mention.tail, re.I))
    ) and not _PER_SERIES.match(mention.tail)
    for n, text in enumerate(chain):
        if n == 0 and _MORE_OF_IT.match(text):
            continue
        one_only = per_session or (n > 0 and bool(_SINGLE.search(mention.clause)))
        if n > 0 and _NO_ITEM.search(mention.clause):
            return None
        item = _item_in(text, no_series=one_only, spravato=spravato)
        if item is None:
            continue
        if item == "session":
            item = _refined(item, chain[: max(n + 1, len(near))], headings, per_session)
        if n == len(chain) - 1 and len(_AMOUNT.sub(" ", mention.sentence).split()) > (
            0 if mention.sentence.endswith((".", "!")) else 3
        ):
            return None  # the title alone does not say what a sentence is about
        label = " ".join(text for text in near[:3] if len(text) < 60)
        if n >= len(near) and len(_left_over(label)) > (3 if n == len(near) else 0):
            return None  # what is priced has words of its own that we do not know
        between = chain[len(near) : n]
        if n >= len(near) and any(map(_NO_ITEM.search, (*near[:2], *between))):
            return None
        if any(len(_left_over(heading)) > 1 for heading in between[:1]):
            return None  # its own heading names something else
        return item, n, text
    if per_session and not any(map(_NO_ITEM.search, near[:2])):
        return "session", 0, mention.clause
    return None


#: A clause that only says what else a price covers: "$2,000, with three therapy sessions $2,750".
_MEDICAL = re.compile(
    r"\bmedical (?:check|consult|intake|screening|visit|evaluation|assessment)|\bphysical\b"
    r"|\bphysician\b|\bdoctor\b|\bprescriber\b|\bnurse practitioner\b"
    r"|\bpsychiatr\w+ (?:consult|evaluation|assessment|intake)|\bclearance\b",
    re.IGNORECASE,
)
_MORE_OF_IT = re.compile(
    r"\W*(?:or )?(?:with|including)\b(?! (?:the|an?) (?:initial |first )?(?:consult|evaluation|intake))", re.IGNORECASE
)
_NEUTRAL = re.compile(
    r"\b(?:prices?|costs?|fees?|cash|self|pay|each|per|low|high|standard|extended"
    r"|basic|full|dos(?:e|es|ing|age)|mood|depression|anxiety|ptsd|pain|mental|health"
    r"|min\w*|hours?|hrs?|from|start\w*|at|to|only|just"
    r"|about|approximately|the|an?|is|are|for|and|or|total|usd|now|today|single|our"
    r"|your|rates?|regular|first|second|third|tier|level|adults?|week\w*|cash|with|in"
    r"|of|by|it|this|that|one|two|three|four|five|six|you|we"
    r"|charge|visits?|all|plus|up|range\w*|between|depending|on|length|weight|long"
    r"|short|general|chronic|adult|clinic|office|person|services?|options?|menus?|list"
    r"|investment|how|much|what|does|do|schedule|plans?|questions?|common|frequently"
    r"|asked|pricing|detail\w*|transparent|simple|clear|paying|payment|money"
    r"|individual|package|infusions?"
    r"|sessions?|treatments?|nasal|ketamine)\b|[^a-z]+",
    re.IGNORECASE,
)


def _left_over(sentence: str) -> list[str]:
    """The words of a sentence that say more than how much, how long or how often."""
    return _NEUTRAL.sub(" ", _AMOUNT.sub(" ", sentence)).split()


def _refined(item: str, near: Sequence[str], headings: Sequence[str], per_session: bool) -> str:
    """The kind of session that the words further out make of a plain one."""
    for text in (*near, *headings):
        if len(text) > 160:
            continue
        if text not in near and text not in headings[:2] and not _KAP.search(text):
            continue
        if (
            not per_session
            and text in headings[:1]
            and len(text) < 60
            and not any(map(_SINGLE.search, near))
            and ((_count(text) or 0) > 1 or (_PACKAGE.search(text) and any(map(_PLURAL.search, near))))
        ):
            return "series"
        for word, found in (
            ("group_session", _GROUP),
            ("maintenance_session", _MAINTENANCE),
            ("kap_session", _KAP),
        ):
            if found.search(text):
                return word
        near_enough = text in near or text in headings[:1] or _FOR_PAIN.search(text)
        if near_enough and _PAIN.search(text) and not _MOOD.search(text):
            return "pain_session"
        if _MOOD.search(text) or KETAMINE.search(text):
            break
    return item


def _item_in(text: str, no_series: bool = False, spravato: bool = False) -> str | None:
    """The item that a text names; None when it names none."""
    text = text[:600]
    included = _INCLUDED.search(text)
    main = text[: included.start()] if included and _names_item(text[: included.start()]) else text
    later = _LATER.search(main)
    if later and _names_item(main[: later.start()]):
        main = main[: later.start()]
    session = _SESSION.search(main)
    counted = None if no_series else _count(main)
    word = _SERIES_WORD.search(main)
    single = _SINGLE.search(main, 0, word.start()) if word else None
    many = not no_series and bool((counted or 0) > 1 or (word and not single))
    if _MEMBERSHIP.search(main):
        return "membership"
    if _SUBSEQUENT.search(main) and not _CONSULTATION.search(main) and not _THERAPY.search(main):
        return "session"
    therapy = _THERAPY.search(main)
    kap = _KAP.search(main)
    if _THERAPY_GROUP.search(main) and not KETAMINE.search(main):
        return "therapy_session"
    if _GROUP.search(main) and not (therapy and not session and not kap):
        return "group_series" if many and counted else "group_session"
    consultation = _CONSULTATION.search(main)
    evaluation = _EVALUATION.search(main)
    if many and not (consultation and not session):
        if therapy and not kap and not session and not KETAMINE.search(main):
            return None
        if _MAINTENANCE.search(main) and not counted:
            return "maintenance_session"
        return "series"
    if spravato or re.search(r"spravato|esketamine", text, re.I):
        if _WITHOUT_DRUG.search(text):
            return "observation"
        if _DRUG.search(text) and not _OBSERVATION.search(main):
            return "drug"
        if _OBSERVATION.search(main) and not _DRUG.search(text):
            return "observation"
    if _MAINTENANCE.search(main):
        return "maintenance_session"
    if (
        evaluation
        and not (consultation and consultation.start() <= evaluation.start())
        and not re.search(r"\b(?:initial|new patient|first)\b", main, re.I)
    ):
        return "evaluation"
    if (
        consultation
        and not (session and _FIRST.search(main))
        and not (session and re.search(r"infusions?|injection", main[: consultation.start()], re.I))
    ):
        return "consultation"
    if evaluation and not session:
        return "consultation"
    if kap:
        return "kap_session"
    if therapy and not re.search(r"(?:ketamine|infusion|iv|medicine) (?:\w+ )?therapy|infusion|injection", main, re.I):
        return "therapy_session"
    if _FIRST.search(main) and not _SUBSEQUENT.search(main):
        return "first_session"
    if session:
        if _PAIN.search(main) and not _MOOD.search(main):
            return "pain_session"
        return "session"
    return None


def _names_item(text: str) -> bool:
    return any(
        found.search(text)
        for found in (_SESSION, _CONSULTATION, _THERAPY, _KAP, _SERIES_WORD, _MAINTENANCE, _EVALUATION, _MEMBERSHIP)
    )


def _counts(text: str) -> list[tuple[int, bool]]:
    """How many sessions a text speaks of, each time it does, and whether it says that they are with the medicine."""
    found = []
    for match in _SERIES_COUNT.finditer(text):
        word = next(filter(None, match.groups()), "")
        number = _ONES.get(word.lower()) or (int(word) if word.isdigit() else 0)
        if 1 <= number <= 60:
            found.append((number, bool(_MEDICINE.search(match[0]))))
    return found


def _count(text: str) -> int | None:
    """How many sessions a text speaks of: those with the medicine, else the first more than one."""
    counts = sorted(_counts(text), key=lambda entry: (not entry[1], entry[0] == 1))
    return counts[0][0] if counts else None


def _sessions(near: Sequence[str], headings: Sequence[str], source: str) -> int | None:
    first = () if _MORE_OF_IT.match(near[0]) else near[:1]
    for text in (*first, source, *near[1:], *headings[:1]):
        if (count := _count(text)) and count > 1:
            return count
    return None


def _route(chain: Sequence[str]) -> str:
    """The route that the nearest words tie to a price; empty where they name several or none."""
    for text in chain:
        text = _without_included(text)
        found = [route for route, forms in _ROUTES.items() if forms.search(text)]
        if "spravato" in found and "nasal_compounded" in found and not re.search("compound", text, re.I):
            found.remove("nasal_compounded")
        if len(found) == 1:
            return found[0]
        if found:
            return ""
    return ""


def _counted_first(texts: Iterable[str]) -> list[str]:
    """What a price covers, the line with the number of sessions first: it says what is sold."""
    return sorted(texts, key=lambda text: not any(number > 1 and medicine for number, medicine in _counts(text)))


def _without_included(text: str) -> str:
    included = _INCLUDED.search(text)
    return text[: included.start()] if included and included.start() > 12 else text


def _minutes(near: Sequence[str], headings: Sequence[str], item: str) -> int | None:
    """How long a visit lasts, where one length is stated."""
    if item in ("series", "membership", "group_series"):
        near = [
            text
            for text in near
            if re.search(
                r"each|per (?:session|infusion)|\d+[- ]min\w*(?: ketamine| iv)* (?:infusion|session)", text, re.I
            )
        ]
        headings = ()
    for text in (*near, *headings):
        found = {length for match in _MINUTES.finditer(text) if (length := _length(match))}
        if len(found) == 1:
            return found.pop()
        if found:
            return None
    return None


def _length(match: re.Match[str]) -> int | None:
    if match["high"]:
        return None
    hours = (match["unit"] or match["unit2"]).lower().startswith("h")
    number = float(match["low"]) if match["low"] else float(_ONES[match["word"].lower()])
    if match["word"] and "half" in match[0]:
        number += 0.5
    minutes = round(number * (60 if hours else 1))
    return minutes if 5 <= minutes <= 600 else None


def _includes(near: Sequence[str], item: str, alone: bool) -> tuple[str, ...]:
    """What else is in the price, as the clause, the row or the card says."""
    found: set[str] = set()
    listed = False
    for n, text in enumerate(near if alone else near[:1]):
        match = _INCLUDED.search(text)
        if _NOT_INCLUDED.search(text):
            continue
        if n > 0 and re.match(r"(?:what's )?includ(?:es|ed|ing):?$", text.strip(), re.I):
            listed = True
        part = (
            text[match.end() :]
            if match
            else (
                text
                if listed or (re.match(r"^(?:\d+|one|two|three|four|five|six|a|an) ", text, re.I) and n > 0)
                else ""
            )
        )
        if not part:
            continue
        for word in ("consultation", "evaluation", "preparation", "integration", "therapy", "booster"):
            if _INCLUDES[word].search(part):
                found.add(word)
    if item in ("consultation", "evaluation"):
        found.clear()
    credited = item in ("consultation", "evaluation") and any(_CREDIT.search(text) for text in near[:3])
    own = {
        "kap_session": "therapy",
        "consultation": "consultation",
        "evaluation": "evaluation",
        "maintenance_session": "booster",
    }.get(item)
    found.discard(own or "")
    if (
        "consultation" in found
        and "evaluation" in found
        and not any(
            _INCLUDES["consultation"].search(text) and re.search(r"evaluation|assessment|exam", text, re.I)
            for text in near
        )
    ):
        found.discard("evaluation")
    order = [
        word
        for word in ("consultation", "evaluation", "preparation", "integration", "therapy", "booster")
        if word in found
    ]
    return (*order, *(["credited"] if credited else []))


def _distinct(found: Sequence[_Found]) -> tuple[PriceOffer, ...]:
    """Each offer once, the surest and fullest; an evaluation is the consultation where no other is priced."""
    talks = [one.offer.low_usd for one in found if one.offer.item == "consultation" and not one.medical]
    steps = [one.offer.low_usd for one in found if one.offer.item == "consultation" and one.medical]
    if talks and steps and set(talks) != set(steps):  # a talk and a medical visit: two steps
        found = [replace(one, offer=replace(one.offer, item="evaluation")) if one.medical else one for one in found]
    consults = any(one.offer.item == "consultation" for one in found)
    offers = [
        replace(one.offer, item="consultation") if one.evaluation and not consults else one.offer for one in found
    ]
    kept: list[PriceOffer] = []
    for offer in offers:
        twin = next((n for n, other in enumerate(kept) if _same(offer, other)), None)
        if twin is None:
            kept.append(offer)
        elif _rank(offer) > _rank(kept[twin]):
            kept[twin] = offer
    return tuple(kept)


def _same(one: PriceOffer, other: PriceOffer) -> bool:
    return (
        (one.item, one.low_usd, one.high_usd) == (other.item, other.low_usd, other.high_usd)
        and (one.route == other.route or not one.route or not other.route)
        and (one.sessions == other.sessions or not one.sessions or not other.sessions)
    )


def _rank(offer: PriceOffer) -> tuple[float, int]:
    return offer.confidence, bool(offer.route) + bool(offer.sessions) + bool(offer.minutes) + len(offer.includes)
