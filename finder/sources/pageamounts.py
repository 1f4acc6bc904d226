"""Sums of money in a text: their ends, what each is part of, and the words that make one nobody's price."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from finder.schema import MAX_PRICE_USD
from finder.sources.pagecounts import ONES, sessions_in
from finder.sources.pagenaming import CONSULTATION, CREDIT, ROUTES, names_item
from finder.sources.pagewords import (
    pattern,
)

#: The longest words that are shown for a price.
LONGEST_WORDS = 200

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d\d)?|\d{1,5}(?:\.\d\d)?"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDED = (
    r"(?:(?:one|two|three|four|five|six|seven|eight"
    r"|nine) thousand,? ?)?(?:(?:and )?(?:one|two|three|four|five|six|seven|eight|nine"
    r"|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    r"|a) hundred ?)?"
    rf"(?:(?:and )?(?:{'|'.join(_TENS.split())})(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)?"
)
#: Before a figure: "$", "USD", "US$"; page texts mark a bare sum of a list in dollars with the last.
_SIGN = r"(?:\busd ?\$?|\bus ?\$|\$)"
#: "$2.1k" too.
_FIRST = rf"\d{{1,2}}\.\d{{1,2}}(?= ?k\b)|{_NUMBER}"
_NO_LENGTH = r"(?! ?(?:min|hour|hr|session|infusion|treatment|day|week|month|%|x\b|\u00d7))"
_NEARLY = r"(?:about |around |approximately )?"
AMOUNT = re.compile(
    rf"between {_NEARLY}\$ ?(?P<between>{_NUMBER})(?: \([^()$]{{2,30}}\))? and {_NEARLY}\$? ?(?P<and>{_NUMBER})"
    rf"|{_SIGN} ?(?P<first>{_FIRST})(?![\d,]*\d)(?P<thousand> ?k\b)?(?P<dot> ?\.00)?"
    rf"(?: ?(?:-|to) ?(?:usd ?)?(?P<dollar>\$ ?)?(?P<second>{_NUMBER})(?![\d,.]*\d){_NO_LENGTH})?"
    rf"|(?<![\d$.,])(?P<bare>{_NUMBER}) ?(?:-|to) ?(?P<bare2>{_NUMBER}) (?:us )?dollars\b"
    rf"|\b(?P<worded>(?=\w+[ -](?:hundred|thousand)){_WORDED}) ?dollars\b"
    rf"|(?<![\d$.,])(?P<bare3>{_NUMBER}) ?(?:(?:us )?dollars\b|usd\b(?! ?\d)|\$(?! ?\d))",
    re.IGNORECASE,
)
DOLLAR_HEAD = re.compile(r"\$|\busd\b|\bdollars\b", re.IGNORECASE)
BARE_SUM = re.compile(r"\d{2,5}|\d{1,2},\d{3}(?:\.\d\d)?|\d{2,5}\.\d\d")
BARE_RANGE = re.compile(rf"(?:{BARE_SUM.pattern}) ?(?:-|to) ?(?:{BARE_SUM.pattern})")
MONEY_SIGN = re.compile(r"\$|\bdollars\b|\busd(?![a-z])", re.IGNORECASE)
_ABOUT = (
    r"(?:only |just |about |around |approximately |roughly |approx\.? |an? |~ ?|the |low price of "
    r"|price of |rate of |cost of )*"
)
_LOW_BEFORE = re.compile(
    rf"(?:\bstart(?:s|ing)?(?: (?:prices?|rates?|cost))?(?: (?:at|from|as low as))"
    rf"|\bstart(?:s|ing):?|\bbegin(?:s|ning)?(?: (?:at|from))"
    rf"|\bbegins|\bfrom|\bas (?:low|little) as|\bat least|\bminimum(?: of)?|\blow as"
    rf"|\bupwards? of) ?:?\(? ?{_ABOUT}$",
    re.IGNORECASE,
)
_HIGH_BEFORE = re.compile(
    rf"(?:(?<!adds )(?<!add )(?<!comes )(?<!come )\bup to|\bno more than|\bnot more than|\bmax(?:imum)?(?: of)?"
    rf"|\bnot (?:to )?exceed(?:ing)?|\bunder|\bless than|\bat most|\bas (?:high|much) as"
    rf"|\bcapped at|\bnever more than|\bbelow) {_ABOUT}$",
    re.IGNORECASE,
)
ABOUT_BEFORE = re.compile(
    r"(?:\babout|\baround|\bapproximately|\broughly|\bapprox\.?|~|\bestimated(?: at)?) ?$", re.IGNORECASE
)
CHANGED = re.compile(
    r"\b(?:raised|increased|went up|gone up|lowered|reduced|dropped|changed"
    r"|went)\b[^.;$]{0,40}\bfrom $",
    re.IGNORECASE,
)
SHARE_BEFORE = re.compile(
    r"(?:\(|=|\b(?:that's|that is|which is|comes? to|works? out (?:to|at)|amounts? to|equals?"
    r"|equivalent to) )(?:only |just |that's |i\.e\. |about |or |equals? )*$",
    re.IGNORECASE,
)
_LOW_AFTER = re.compile(r"^ ?(?:\+(?! ?[a-z$])|(?:and|&|or) (?:up|more|higher|above)\b|or greater)", re.IGNORECASE)
_HIGH_AFTER = re.compile(r"^ ?(?:or (?:less|under)|max(?:imum)?)\b", re.IGNORECASE)

#: Words right before an amount that make it no price.
NO_PRICE_BEFORE = re.compile(
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
    r"|\bhalf(?: (?:of )?(?:it|that|this|the|your)(?: \w+)?)? ?\(?|\bdown to"
    r"|\b(?:well|far|way|much) (?:below|under|less than)(?: the)?"
    r"|\b(?:reduced|lowered|dropped|marked down|cut|went|raised|up|increased) (?:\w+ ){0,2}from|\banother|\bthen:"
    r"|\bextra|\badditional|\badd|\badd-on:?|\bplus|\+|\bpay(?:ments?)? of|\binstallments? of"
    r"|\bpayments? (?:as low as|from|starting at)|\bfunds? (?:of|up to)|\bgrants? (?:of|up to)"
    r"|\bgift cards?:?|\bwent from|\bbill(?:ed)? (?:of|was)|\btip|\bcashback|\bbonus of"
    r"|\bsupplement of|\bincreased? (?:by|from)"
    r"|\bkeep(?:s|ing)?|\bkept|\blos(?:e|ing)|\bforfeit\w*|\bgives?"
    r"|\b(?:you|participants|volunteers) (?:both |each |can )?(?:get|receive|earn)"
    r"|\breturn(?:s|ed)?|\bpays? (?:you )?back|\bgot"
    r"|\b(?:differ|var(?:y|ies)|rise|fall|goe?s? (?:up|down)|increase|more|less|lower\w*|rais\w*) by"
    r"|\b(?:parts|pieces|portions|halves|thirds|shares) of"
    r"|\bsends? (?:you )?back"
    r"|\b(?:balance|rest|remainder|remaining)(?: (?:of|is))?"
    r"|\bof (?:this|that|which|it),?|\bwe (?:charged|asked)"
    r"|\bper additional \d+ ?\w+:?"
    r"|\bx) ?(?:up to |of |for |an? |another |about |around |just |only |approximately )*$",
    re.IGNORECASE,
)
#: Words right after an amount that make it no price.
NO_PRICE_AFTER = re.compile(
    r"^[ )]*(?:-? ?(?:off\b|discount|savings|in savings|credit\b(?! card)|rebate|reduction|value\b|gift"
    r"|deposit|(?:non-?)?refundable|down\b|co-?pay|minimum purchase|(?:/|per|a|each"
    r"|every) ?mo(?:nth)?\b"
    r"|monthly|/ ?mo\b|/ ?month|less\b(?! than)|in (?:financing|funding|grants)|million|billion"
    r"|cash ?back|annual income|per year|a year|/ ?year|/ ?yr|bill\b|loan|late\b|no-?show"
    r"|cancel\w*|fee (?:is charged |will be charged |applies )?"
    r"(?:for|if) (?:late|missed|no|cancel\w*|same)|booking|reservation|hold\b|holding|fuel|travel"
    r"|surcharge|add-?on|more\b|extra\b|additional|apiece less|per mile|/ ?hr\b.*rental"
    r"|out of pocket maximum"
    r"|(?:up ?front|now|today)?[^.;$]{0,40},? (?:and|with|then) (?:the )?(?:balance|rest|remainder)\b"
    r"|of\b(?! each)|back\b|(?:is |are |was )?(?:due|held|taken|charged|kept|collected)"
    r" (?:on|at|upon|when|if|as|to)\b(?! (?:the )?(?:time|day|start|beginning|end) of)"
    r"|(?:is |are )(?:gone|lost|forfeited|kept)\b"
    r"|towards? (?:an?|your|the|any|each)\b|payments?\b|installments?\b|for (?:late|missed|no-show)))",
    re.IGNORECASE,
)
#: Words anywhere in an amount's clause that make it no price.
NO_PRICE = pattern(
    r"deposits?",
    r"(?:on|when) (?:you )?book(?:ing)?",
    r"(?:appointments?|visits?|sessions?) (?:you )?miss(?:ed)?",
    r"miss(?:ed|ing) (?:\w+ ){0,2}(?:sessions?|visits?|appointments?|infusions?|treatments?)",
    r"miss(?:ed|ing)? (?:a|an|any|your|the|it|without)|(?:you|that is|are|is) miss(?:ed)?",
    r"without (?:telling|calling|letting|notice|warning)|less than [^$]{1,30} notice|(?:hours|days)' notice",
    r"stand(?:ing)? (?:me|us) up|late arrivals?|(?:you are|if you're|come|arrive|more than \d+ \w+) late",
    r"would (?:be|cost|pay|have|come to|add up)|piece by piece",
    r"(?:you )?pay (?:it to )?(?:the|your|an?) (?:\w+ )?(?:pharmacy|lab(?:oratory)?)(?:,? not us)?",
    r"(?:pharmacy|lab(?:oratory)?) (?:will )?(?:bills?|charges?|asks?|invoices?)"
    r"|(?:goes|paid|billed|payable|owed|sold|filled) (?:to|by|through|at|from) (?:the|your|an?) (?:\w+ )?"
    r"(?:pharmacy|lab(?:oratory)?)",
    r"from (?:the|a|your|our|their) (?:\w+ )?pharmacy",
    r"whose (?:\w+ ){0,2}(?:price|fee|rate|charge)s?",
    r"(?:buy|pay|purchase|order|fill|pick up|get) (?:\w+ ){1,5}(?:through|from|at|to) (?:an?|our|your|the|their)"
    r" (?:[\w-]+ ){0,3}pharmacy",
    r"pharmacy[^$.]{0,30}\b(?:(?:expect to|you) pay|charges?|asks?|bills?|costs?)(?: \w+){0,2}",
    r"lab ?work|blood (?:tests?|draw)|urine (?:test|screen)|drug screen",
    r"(?:split|spread|divide)s? (?:it|them|this|that|the|an?)[^$]{0,40}(?:into|over)",
    r"sponsor\w*",
    r"comes? (?:off|out of)|taken off|subtract\w*",
    r"list price|costs? us|buys (?:somebody|someone|a patient)|later than (?:that|this)",
    r"suppl(?:y|ies)|vials?|per (?:bottle|troche|lozenge|tablet|box)|compounding",
    r"insured (?:patients|people)|(?:pay|paid|get|gets|got) (?:you )?back"
    r"|plans? (?:may |often |might )?pays?|medicare pays?",
    r"(?:insurers?|insurance|plans?|medicare|medicaid) (?:(?:may|will|might|can|could|usually|often|then) )*"
    r"(?:pays?|sends?|gives?|returns?|reimburses?|covers?)",
    r"allowed|if you (?:find|see|know)|(?:savings |spending |flexible |health )+accounts?|(?:was|been|were) quoted",
    r"old(?= \$)|(?:stopped|ended|cut) (?:early|short)|old (?:price|rate|fee)s?(?: list)?"
    r"|(?:price|fee|rate)s? (?:list )?(?:in|of|for|from)? ?\(?(?:19|20[01])\d\)?",
    r"escorts?|ambulances?|taxis?|(?:plane |air ?line )?tickets?|hotels?|baby-?sitters?|tow(?:ing)?",
    r"joining|join fee|enrol\w*|sign-?up|registration",
    r"(?:holds?|secures?|reserves?) (?:your|a|the|fee|of) (?!\d)|to (?:hold|secure|reserve)",
    r"(?:no|not|n't|fail to|without) show(?:ing)?(?: up)?|equipment fee|(?:if|when) you (?:stop|leave|quit|end)",
    r"rides?(?: home)?",
    r"add(?:s|ing)? (?:an?|on|\d+|one|therapy|integration|extra|another|the)",
    r"optional|upgrades?",
    r"extra (?:\d+|half|twenty|thirty)",
    r"carecredit|care credit|advance care|affirm|klarna|cherry|sunbit|prosper|patientfi|lenders?|lends?|borrow\w*",
    r"(?:weekend|evening|after-hours|facility|technology|card|convenience) (?:fee|charge|surcharge)s?",
    r"(?:had|have|has) been(?= (?:at )?\$)|old price|before:|until (?:january|february|march|april|may|june|july|august"
    r"|september|october|november|december)",
    r"(?:drug's|manufacturer's?|maker's?|wholesale) (?:price|list|cost)",
    r"(?:supervision|consultation) (?:groups?|hours?|circles?)|trainings?|workshops?|webinars?|certification"
    r"|good faith estimates?|example:",
    r"(?:price )?(?:before|prior to) (?:january|february|march|april|may|june|july|august|september|october"
    r"|november|december)",
    r"extra (?:time|hours?|minutes?)",
    r"add-?ons?",
    r"(?<!medication )(?<!medicine )(?<!drug )(?<!spray )(?<!is )billed to"
    r" (?:the |your |an? )?(?:insur\w+|plans?|medicare|medicaid|tricare)",
    r"(?:half|full|whole|entire)(?: of)? (?:the|your) (?:price|fee|cost|rate)|half[- ]price",
    r"(?:each |every |an )?additional (?:time|hours?|minutes?|half)",
    r"second hour",
    r"(?:each|every|per|any) (?:\w+ )?(?:half )?hours? (?:after|beyond|thereafter|more|on top)",
    r"surcharges?",
    r"(?<!use )(?<!used )(?:over|for|in|x) \d+ months",
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
    r"gifts? (?:of|a|an|your|someone|somebody|to|for)",
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
    r"pharmacy(?:'s)? (?:fee|cost|charge|bill|price)s?",
    r"(?:cost of |the )?medication (?:is )?(?:billed|paid|separate)\w*",
)
MONTHLY = re.compile(r"(?:/|per|a|each|every) ?mo(?:nth)?s?\b|monthly|12 months", re.IGNORECASE)
#: A price for some people only; it is a discount, not the price.
FOR_SOME = re.compile(
    r"\b(?:for|to)(?: all| our| active| retired| any)* (?:veterans?|military"
    r"|first[- ]responders?|students?|members|teachers|seniors?|nurses"
    r"|healthcare workers|active[- ]duty|medicaid|low[- ]income)"
    r"|\b(?:residents|locals|families|employees|firefighters?|caregivers?|retirees?|couples in need|low[- ]income"
    r"|veterans?|military|first[- ]responders?|students?|(?<!non-)(?<!non )(?<!non)members?|seniors?"
    r"|teachers|ems|emts?|police)'?s?(?: (?:and|&|/|or) [\w -]{3,25})?(?: (?:price"
    r"|rate|pricing|cost|special|pays?|discount)s?)?(?:'s)?(?: is| are)? ?[:(-]? ?\$"
    r"|\bwith (?:a |an |your |the )?membership|\bas a member"
    r"|\b(?:reduced|lower)[- ](?:fee|rate|cost)s?\b|\bfinancial need\b"
    r"|\binterns?\b"
    r"|(?<!non-)(?<!non )\b(?:veterans?|military|first[- ]responders?|students?"
    r"|members?|seniors?|teachers?|nurses|police(?: officers)?|firefighters?|emts?|paramedics?|clergy|locals"
    r"|residents"
    r"|health ?care workers)(?: with (?:an? |their )?\w+(?: \w+)?)?"
    r" (?:gets?|receives?|price|rate|pricing|pays?|are charged|discount)",
    re.IGNORECASE,
)
TENDER = re.compile(r"\b(?:cash|check|card|cards|credit|debit|zelle|venmo|ach)\b", re.IGNORECASE)
#: Heads of columns and sections whose amounts are nobody's price.
NO_PRICE_HEADING = pattern(
    r"other clinics?",
    r"(?:charge|fee|cost)s? (?:if|when|for (?:late|missed))|(?:cancel|miss)(?:l?ing|ed)\b",
    r"(?:have|need|want) to (?:cancel|change|move)|(?:can't|cannot) (?:come|make it)",
    r"competitors?",
    r"national(?: average)?",
    r"averages?|medians?",
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
    r"^before$|^old$|^then$|(?:until|through|before|last) (?:\w+ )?(?:\d+, )?20\d\d",
    r"with (?:\S+ )?tax|(?:incl\w*|plus) (?:\S+ )?tax",
    r"over \d+ months|/ ?mo(?:nth)?",
    r"(?:other|additional|missed)(?: \w+)? (?:charges|fees)|missed (?:visits|appointments)",
    "house rules|fine print|small print",
    r"sponsor\w*|chip in|pay what you can",
    r"(?:insurers?|plans?) (?:\w+ )?pays?(?: back)?|reimburse\w*|pays? (?:you )?back",
    r"was",
    r"regular price",
    r"policies",
    r"others?",
    r"add-? ?ons?",
    r"extras",
)

NEVER_PRICE_HEADING = pattern(
    r"donat\w*",
    "gifts?(?: cards?| certificates?)?",
    "careers?",
    "jobs?",
    r"join (?:us|our team)",
    "hiring",
    "refer a friend",
    "scholarships?",
    r"(?:plans?|insurance|insurers?|insurer) (?:is|are|gets?|will be) (?:billed|charged)(?: for)?",
    r"(?:billed|submitted) to (?:your |the )?(?:insurance|plan|insurer)(?: company)?",
)
_TEENS = {
    w: i
    for i, w in enumerate(["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"], start=13)
}
LENT = re.compile(
    r"financ|\bloan|payments?\b|as low as|\bapr\b|affirm|klarna|carecredit|cherry|qualif|over \d+ months|pay over"
    r"|card on file"
    r"|\bpay(?:ing)? (?:at least|a minimum|as little)|minimum (?:monthly )?(?:payment|of)|\bbalance\b",
    re.IGNORECASE,
)
UNIT = re.compile(
    r"^ ?(?:\+|and up)? ?(?:\(?(?:cash|self-pay|usd|plus tax|flat(?: rate)?|total"
    r"|all-inclusive)\)? ?)*\(?(?:/|per|each|for each|for one|for a single|every|a|an|for an?"
    r"|single|ea\.?\b) ?(?:single |individual |iv |im |ketamine |40[- ]min\w* |one |low-dose "
    r"|medicine |dosing |kap |"
    r"spravato |maintenance |booster |additional |subsequent |further "
    r"|other |\d+[- ]?(?:min\w*|hours?|hr)[- ]? ?)*(?P<unit>infusion"
    r"|session|treatment|injection|visit|dose|shot|journey|appointment|booster)?",
    re.IGNORECASE,
)
PER_SERIES = re.compile(
    r"^ ?\(?(?:/|per|for (?:a|an|the|our|all|your)|total for) ?(?:\w+ ){0,3}?(?:series|package"
    r"|bundle|course|program|\d+(?!-?\d* ?[- ]?(?:min|h(?:ou)?rs?\b))|two|three|four|five|six"
    r"|seven|eight|nine|ten|twelve)\b",
    re.IGNORECASE,
)


def amounts(text: str) -> list[float]:
    """The dollar amounts in a text."""
    found: list[float] = []
    for match in AMOUNT.finditer(text):
        groups = match.groupdict()
        found += [
            dollars(groups[name])
            for name in ("between", "and", "first", "second", "bare", "bare2", "bare3", "worded")
            if groups[name]
        ]
        if groups["thousand"]:
            found.append(found[0] * 1000)
    return found


def dollars(text: str) -> float:
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
            part += ONES.get(word, _TEENS.get(word, 0))
    return float(total + part)


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


_PARTS = re.compile(r"[,;()|]| - | and | with (?!insurance)")
#: Further back than so many commas and brackets nothing is looked for: thousands of brackets in a row are no text.
_MOST_PARTS = 20
_NOTHING_OF = re.compile(
    r"\b(?:no|without|zero|never a) (?:\w+ )?(?:deposits?|interest|cancell\w*|hidden|late|credit|fees?)\b",
    re.IGNORECASE,
)


def part_with(clause: str, amount: str) -> str:
    """The part of a clause that holds the amount, with the part before where it does not say what is priced."""
    clause = _NOTHING_OF.sub(" ", clause)
    at = clause.find(amount)
    starts = [0, *[match.end() for match in _PARTS.finditer(clause, 0, max(at, 0))][-_MOST_PARTS:]]
    end = _PARTS.search(clause, at + len(amount)) if at >= 0 else None
    if end and not re.search(r"[a-z]{3}", clause[:at] + clause[at + len(amount) : end.start()], re.IGNORECASE):
        end = _PARTS.search(clause, end.end())  # "$285 - rescheduling"
    stop = end.start() if end else len(clause)
    for start in reversed(starts):
        if start == 0 or names_item(clause[start:stop]):
            return clause[start:stop]
    return clause


#: What a price is said not to hold, and so is not.
_LEFT_OUT = re.compile(
    r"\b(?:hotel|lodging|travel|meals?|labs?|lab work)(?: \w+){0,2} (?:not included|excluded|(?:is |are )?extra)\b"
    r"|\b(?:not including|excluding|without) (?:\w+ )?(?:hotel|lodging|travel|meals?)\b",
    re.IGNORECASE,
)


def without_credit(text: str) -> str:
    """The text without what says that a fee is taken off later."""
    text = re.sub(r"\brefund(?:ed|able) (?:in full )?(?:if|when|unless)\b", " ", text)
    text = _LEFT_OUT.sub(" ", text)
    text = re.sub(r"\b(?:(?:is|are|and|an?) )*(?:not |non-?)refundable", " ", text)
    return re.sub(r"\brefund\w*|\bdeposits? (?:credited|applied)\w*", " ", text) if CREDIT.search(text) else text


def ends_of(match: re.Match[str], head: str, after: str) -> tuple[float | None, float | None] | None:
    """The low and the high end of a sum, by the words before and after it; None when it is no sum of a price."""
    groups = match.groupdict()
    first = dollars(groups["first"] or groups["bare"] or groups["bare3"] or groups["between"] or groups["worded"])
    second = groups["second"] or groups["bare2"] or groups["and"]
    if groups["thousand"]:
        first *= 1000
    if second:
        high = dollars(second)
        if CHANGED.search(head):
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
#: "$450 for three hours and integration sessions are $175": where what is said of the next sum begins.
_NEXT_ONE = re.compile(
    r" and (?:(?! and ).)*(?:\bis|\bare|\bcosts?|\bruns?|:) ?(?:about |only |just )?$", re.IGNORECASE
)
_TAIL_START = re.compile(r"^ ?(?:/ ?(?=[a-z0-9])|\(|per\b|each\b|for\b|\+|[a-z])")
_LEADING = re.compile(
    r"^[\s\-\u2022*:|(~]*(?:(?:from|only|just|about|starting(?: at| from)?|up to|total|cost|price"
    r"|fee|as low as|cash price|rate)s?:? ?)*$",
    re.IGNORECASE,
)


#: A word for each route, put before a sum that a line names the route of only in the order of both.
_ROUTE_WORDS = {
    "iv": "IV", "im": "IM", "subcutaneous": "subcutaneous", "spravato": "Spravato",
    "nasal_compounded": "nasal ketamine", "sublingual": "lozenge",
}  # fmt: skip


def _by_route(text: str, found: Sequence[re.Match[str]]) -> list[str]:
    """The routes of amounts that stand in the same order as they do: "IV / IM: $450 / $350"; else none."""
    gaps = [text[one.end() : other.start()] for one, other in itertools.pairwise(found)]
    if not all(re.fullmatch(r" ?(?:/|or|,|\||and|-) ?", gap) for gap in gaps):
        return []
    shared = text[: found[0].start()]
    named = sorted(
        (match.start(), _ROUTE_WORDS[word]) for word, form in ROUTES.items() for match in form.finditer(shared)
    )
    words = [word for word, _same in itertools.groupby(word for _start, word in named)]
    return words if len(words) == len(found) else []


def clauses_of(text: str, found: Sequence[re.Match[str]]) -> Iterator[tuple[re.Match[str], str, str]]:
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
            if not cut and n + 1 < len(found) and (next_one := _NEXT_ONE.search(tail)):
                tail = tail[: next_one.start()]
            if n + 1 < len(found) and tail.rfind("(") > tail.rfind(")"):  # the next sum stands in brackets of its own
                tail = tail[: tail.rfind("(")]
        if n + 1 == len(found):
            tail = after[:120]
        lead = text[used : match.start()]
        if n > 0 and (
            names_item(tail) or tail.startswith(" for ")
        ):  # "..., which includes the consultation, and $450 for each visit"
            lead = lead[max(lead.rfind(" and "), lead.rfind(","), -1) + 1 :]
        opened, _colon, named = lead.rpartition(":")
        if n == 0 and opened and names_item(named) and not sessions_in(opened):  # "Our program: intake ($200), ..."
            lead = named
        yield match, lead[lead.rfind(";") + 1 :] + match[0] + tail, tail
        used = match.end() + len(tail)


def is_no_price(text: str, match: re.Match[str]) -> bool:
    """Whether the words right around a sum say that it is a saving, an instalment, a share of another sum."""
    head, after = text[max(0, match.start() - 60) : match.start()], text[match.end() : match.end() + 60]
    none = NO_PRICE_BEFORE.search(head) or (NO_PRICE_AFTER.search(after) and not MONTHLY.match(after.strip(" (")))
    return bool(none or re.match(r" ?\(?(?:each|apiece|ea\b)", after, re.IGNORECASE))


#: A sum for each of several.
EACH_AFTER = re.compile(
    r" ?\(?(?:each|apiece|ea\b|(?:/|per|an?|every) ?(?:infusion|session|treatment|injection|visit|dose)\b)",
    re.IGNORECASE,
)

FREE_END = re.compile(r"(?:[-:,(]| is)? ?(?:free|complimentary|gratis|no (?:charge|cost|fee))[.!)]?$", re.IGNORECASE)
FREE_CELL = re.compile(
    r"(?:(?:always |(?:it|this|that|they|these)(?: is|'s| are|'re) )*(?:free|complimentary|gratis)"
    r"|no (?:charge|cost|fee)|included|\$0|on us)(?:,? \d+ min(?:ute)?s?(?: (?:by|on|over) \w+)?)?"
    r"(?:,? (?:and |or )?no (?:pressure|obligation|strings|commitment|cost|charge)(?: attached)?)*[.!]?",
    re.IGNORECASE,
)
FREE_WORD = re.compile(
    r"\b(?:free|complimentary|no[- ]cost|no[- ]charge|no fee|costs? (?:you )?nothing|on (?:us|the house)|gratis)\b",
    re.IGNORECASE,
)
FREE_SAID = re.compile(
    r"\((?:it is |it's |always )?(?:free|complimentary|no (?:charge|cost))\)"
    r"|\b(?:costs?|is|are) (?:you )?(?:nothing|free|complimentary|on us|on the house)\b"
    r"|\bat no (?:cost|charge)\b|\bfree of charge\b|\bwithout charge\b",
    re.IGNORECASE,
)
NO_CHARGE_FOR = re.compile(
    r"\b(?:no (?:charge|cost|fee)|(?:never|not|don't) charged?(?: you)?) for"
    rf" (?:[\w-]+ ){{1,3}}?{CONSULTATION.pattern}",
    re.IGNORECASE,
)
#: A page that says once that its sums are in dollars, and then writes "540.00".
IN_DOLLARS = re.compile(
    r"\b(?:sums|prices?|amounts?|fees|rates|all)\b[^.$]{0,30}\bin (?:us |u\.s\. )?(?:dollars|usd)\b"
    r"|\b(?:price|cost|fee|rate|cash|amount)s? \((?:in )?(?:us ?d?(?:ollars)?|\$)\)",
    re.IGNORECASE,
)
BARE_PRICE = re.compile(r"(?<![\d.,$/:#-])(?<!\$ )(?:\d{1,2},\d{3}|\d{2,4})\.\d\d(?![\d%]|\.\d| ?%)")
#: Put before such a sum, and taken out of the words that are shown.
ADDED_SIGN = "\u2060$"
FREE = re.compile(
    r"\b(?:free|complimentary|no[- ]cost|no[- ]charge)(?: (?:initial|first|(?:tele)?phone|virtual|video"
    r"|telehealth|in-person|ketamine|\d+[- ]min(?:ute)?s?|no-obligation|introductory|intro|medical|online"
    r"|one-on-one|discovery|15|new patient|\w+ minute))*"
    r" (?:consult(?:ation)?s?|discovery (?:call|session)|info(?:rmation)?(?:al)? (?:call|session)|first talk"
    r"|intake|screening call|screening"
    r"|evaluations?|assessments?|first visit|(?:phone )?(?:call|chat"
    r"|conversation) with|(?:phone|video|zoom) calls?(?! (?:us|now|today|back)\b)"
    r"|\d+[- ]?min(?:ute)? (?:chat|talk|call|conversation)"
    r"|calls? (?:to (?:see|find|learn|discuss|talk|answer|decide)|so (?:that )?(?:you|we)))\b"
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


def part_around(sentence: str, match: re.Match[str]) -> str:
    """The part of a sentence, between commas, that a match stands in."""
    start = max(sentence.rfind(mark, 0, match.start()) for mark in ",;")
    ends = [at for mark in ",;" if (at := sentence.find(mark, match.end())) >= 0]
    return sentence[start + 1 : min(ends, default=len(sentence))]


def shares_in(text: str, found: Sequence[re.Match[str]]) -> dict[int, int]:
    """Where "$2,550 ($425 per infusion)" stands: the whole sum's place with how many, the share's place with none."""
    shares: dict[int, int] = {}
    for whole, each in itertools.pairwise(found):
        if not whole["first"] or not each["first"] or whole["second"] or each["second"]:
            continue
        if not SHARE_BEFORE.search(text[whole.end() : each.start()]) or not EACH_AFTER.match(text[each.end() :]):
            continue
        number, left = divmod(dollars(whole["first"]), dollars(each["first"]) or 1)
        if left == 0 and 2 <= number <= 20:
            shares |= {whole.start(): int(number), each.start(): 0}
    return shares
