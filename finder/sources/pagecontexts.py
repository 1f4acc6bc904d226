"""The sums of a page, each with the texts that say what it is for: clause, row, column, card, label beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from finder.sources.candidates import Origin
from finder.sources.pageamounts import (
    ABOUT_BEFORE,
    ADDED_SIGN,
    AMOUNT,
    BARE_PRICE,
    BARE_RANGE,
    BARE_SUM,
    CHANGED,
    DOLLAR_HEAD,
    EACH_AFTER,
    FOR_SOME,
    FREE,
    FREE_CELL,
    FREE_END,
    FREE_SAID,
    FREE_WORD,
    IN_DOLLARS,
    LENT,
    MONEY_SIGN,
    MONTHLY,
    NO_CHARGE_FOR,
    NO_PRICE,
    NO_PRICE_AFTER,
    NO_PRICE_BEFORE,
    NO_PRICE_HEADING,
    SHARE_BEFORE,
    TENDER,
    UNIT,
    clauses_of,
    dollars,
    ends_of,
    is_no_price,
    part_around,
    part_with,
    shares_in,
    without_credit,
)
from finder.sources.pagecounts import ONES, counted_first, counts_in, sessions_in
from finder.sources.pagenaming import (
    CONSULTATION,
    FIRST_STEP,
    MEMBERSHIP,
    MORE_OF_IT,
    PLAN,
    SERIES_WORD,
    SESSION,
    is_telling,
    item_in,
    names_item,
    route_in,
)
from finder.sources.pagespelling import corrected, slips
from finder.sources.pagetext import Block, Page, fold, sentences
from finder.sources.pagewords import (
    FOREIGN_HEADING,
    KETAMINE,
    OTHER_TREATMENTS,
    OWN_VOICE,
    negated,
)

#: More sums than this in one sentence or line are not looked at.
_MOST_IN_LINE = 60
#: A card is no longer than this, in characters and in blocks.
_CARD_LENGTH, _CARD_BLOCKS = 700, 16
_USUAL_BEFORE = re.compile(
    r"\b(?:rather than|instead of|not|down from)(?: our| the| a)? (?:usual|regular|normal|standard|full)"
    r"(?: (?:price|rate|fee))?(?: of)? $",
    re.IGNORECASE,
)
_BILLED_MONTHLY = re.compile(r"[ ,(]*(?:billed|charged|paid|due) (?:monthly|(?:each|every) month)\b", re.IGNORECASE)
_EVERY_MONTH = re.compile(
    r"\b(?:infusions?|sessions?|visits?|treatments?|injections?|lozenges|troches|tablets)[^.$]{0,12}"
    r" (?:a|per|each|every) month\b",
    re.IGNORECASE,
)
#: Over a table of this clinic and others.
_COMPARED = re.compile(r"\bhow (?:do |does )?(?:we|it|this|our \w+) compare", re.IGNORECASE)
#: "Members pay $99 a month and get one infusion at": what follows is theirs only.
_FOR_MEMBERS = re.compile(r"(?<!non-)(?<!non )\b(?:members|membership)\b[^.;$]*\$[^.;]*$", re.IGNORECASE)
_INCOME = re.compile(r"\bincomes?\b", re.IGNORECASE)
_OF_PRICES = re.compile(r"\b(?:prices?|pricing|fees?|rates?|costs?|investment|tuition)\b", re.IGNORECASE)
#: Over a column of sums without a sign.
_COST_HEAD = re.compile(r"(?:our |your |self-pay |cash |total )*(?:price|cost|fee|rate|charge)s?", re.IGNORECASE)
#: "(normally $465)"
_PRICED_BRACKETS = re.compile(r" ?\([^()]{0,40}\$[^()]{0,40}\)")
_MADE_OF = re.compile(r"\b(?:combines|made up of|consists of|breaks? down (?:in)?to|is split into)\b", re.IGNORECASE)
_HALF_THE_FEE = re.compile(
    r"\b(?:charge|bill|ask for|owe|keep|pay)\w* (?:you )?half (?:of )?(?:the|your|that) (?:\w+ )?"
    r"(?:fee|price|rate|cost)s?\b",
    re.IGNORECASE,
)
#: What a plan leaves to pay is no price, to the end of the sentence.
_COPAYS = re.compile(r"\b(?:co-?pays?|co-?payments?|co-?insurance)\b[^.;]*$", re.IGNORECASE)
_WITHOUT_PLAN = re.compile(r"\b(?:without|no|not|self[- ]pay|cash|uninsured)\b", re.IGNORECASE)
#: "Plus the price of the medicine at the pharmacy (about".
_AT_A_PHARMACY = re.compile(
    r"(?:price|cost) of (?:the )?(?:medicine|medication|drug|spray)(?: itself)? (?:at|from|through)"
    r" [^.;$]{0,30}\((?:about )?$",
    re.IGNORECASE,
)
#: "Reduced to $250 when you come through your psychiatrist": not everybody's price.
_REDUCED = re.compile(r"\b(?:reduced|lowered|discounted|drops?|cut) to (?:only |just )?$", re.IGNORECASE)
_ONLY_WHEN = re.compile(r" ?(?:when|if|for (?:those|people|patients|anyone)|with)\b", re.IGNORECASE)
#: Over instalments.
_SPLIT = re.compile(
    r"\b(?:split|spread|divide)s? (?:it|this|that|them|(?:the |your )?(?:cost|price|total|payment|balance|fee)s?)\b",
    re.IGNORECASE,
)
#: "We bill your plan", "our intern sees a few people at a reduced fee:": over all the sums that follow in a sentence.
_NOT_FROM_YOU = re.compile(
    r"\b(?:bills?|charges?|invoices?|billed|charged) (?:your|the|their) (?:plan|insur\w+|carrier)\b"
    r"|\breduced[- ](?:fee|rate|cost|price)s?\b[^.;]{0,40}[:(]",
    re.IGNORECASE,
)
#: From the old price to that of today.
TOTAL = re.compile(r"\W*(?:grand |your )?total\b\W*", re.IGNORECASE)
#: Before the lines that a total adds up, where they name a series.
SUMMED = "series of: "
#: A word that stands for what the sentence before named.
_REFERS = re.compile(
    r"\b(?:ones?|it|that|those|these|each|both|else|ours|mine|others|every(?:one|body)|non-?members?)\b", re.IGNORECASE
)
_BY_ITSELF = re.compile(r"\b(?:private(?:ly)?|individual(?:ly)?|single|solo|one[- ]on[- ]one|alone)\b", re.IGNORECASE)
#: The head of a column of prices for each session, and the label of a row of prices.
_EACH = re.compile(
    r"\beach\b|\bper (?:infusion|session|treatment|visit|injection)|\bunit\b|\b(?:price|cost|rate)/", re.IGNORECASE
)
_NUMBER_OF = re.compile(r"^(?:the )?(?:(?:number|no\.?|#) of|how many) ", re.IGNORECASE)
_ADDED_UP = re.compile(r"\b(?:total|sum|amount|whole)\b", re.IGNORECASE)
_PRICE_LABEL = re.compile(
    r"(?:(?:total|your|our|cash|self-pay|package|full|program) )*(?:price|cost|total"
    r"|fee|rate|investment|pricing|tuition)s?(?: \(\w+\))?:?",
    re.IGNORECASE,
)
_FROM_HEAD = re.compile(r"^(?:prices? )?(?:from|starting(?: at| from)?|starts at|up to|as low as)$", re.IGNORECASE)
#: "If you go on, the $150 comes off": the sum was named before.
_NAMED_BEFORE = re.compile(r"\b(?:the|that|this|your|those)(?: whole| full)? $", re.IGNORECASE)
_SAYS_MORE = re.compile(r" ?(?:is|are|was|will|comes?|goes|counts?|gets?|we|you|also|can|may|fee|buys?|covers?)\b")


#: A heading over a first talk: "1. A welcome call".
_CALL = re.compile(r"(?:step )?[\d.:) ]*(?:an? |the |your |our )?(?:[\w-]+ ){1,2}(?:call|chat)\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
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
    alone: bool  # the only amount of its sentence, line or cell
    alone_in_block: bool = True
    doubtful: bool = False  # a share of a package whose whole price does not stand there
    monthly: bool = False  # what a plan of the clinic costs a month


class Contexts:
    """The amounts of one page, and what stands around each."""

    def __init__(self, page: Page, origin: Origin) -> None:
        if IN_DOLLARS.search(page.text) or any(DOLLAR_HEAD.search(" ".join(block.columns)) for block in page.blocks):
            page = replace(page, blocks=tuple(map(_with_signs, page.blocks)))
        self._slips = slips(page.blocks)
        page = replace(page, blocks=corrected(page.blocks, self._slips))
        self.page, self.origin = page, origin
        self._title = fold(page.title)
        self.priced = [
            i
            for i, block in enumerate(page.blocks)
            if MONEY_SIGN.search(block.text)
            or any(DOLLAR_HEAD.search(head) or _COST_HEAD.fullmatch(head) for head in block.columns)
            or self._is_price_list(block, len(block.cells) - 1)
        ]
        self._has_sum = frozenset(self.priced)
        self._is_priced = {i for i in self.priced if not _holds_no_price(page.blocks[i])}
        self._one_route: str | None = None
        sold = [" ".join((page.blocks[i].text, *page.blocks[i].headings)) for i in self.priced[:200]]
        other = [bool(OTHER_TREATMENTS.search(text)) for text in sold]
        self._sells_other = any(other)
        few = 3 * sum(other) <= len(other) and len(KETAMINE.findall(page.text[:100_000])) >= 2
        self._is_about_ketamine = few or bool(KETAMINE.search(page.title))
        names = [
            part for part in (*page.brands, page.site_name, *re.split(r" ?\| | - ", fold(page.title))) if len(part) > 6
        ]
        own = [re.escape(name) for name in names if not SESSION.fullmatch(name) and len(name.split()) > 1]
        self._names = re.compile("|".join([r"\bhere\b(?! is| are)", r"\bthis clinic\b", *own[:5]]), re.IGNORECASE)

    def mentions(self) -> Iterator[Mention]:
        """The amounts that may be prices, and free consultations."""
        for i, block in enumerate(self.page.blocks):
            if i not in self._has_sum and not FREE_WORD.search(block.text):
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
                said: list[Mention] = []
                priced = [bool(AMOUNT.search(piece)) for piece in pieces]
                compared = any(map(_COMPARED.search, block.headings))
                if compared and not OWN_VOICE.search(block.text):
                    continue
                for n, sentence in enumerate(pieces):
                    offset = block.text.find(sentence, offset)
                    short = len(AMOUNT.sub(" ", sentence).split()) < 5 and not names_item(sentence)
                    refers = (
                        (short and not _BY_ITSELF.search(sentence))
                        or _REFERS.search(sentence)
                        or MORE_OF_IT.match(sentence)
                    )
                    follows = n > 0 and (not priced[n - 1] or refers)
                    around = (pieces[n - 1],) if follows else ()
                    rest = block.text if sum(priced) - priced[n] == 0 else ""
                    found = self._of_text(i, sentence, offset, rest, around)
                    said += found if sum(priced) == 1 else (replace(one, alone_in_block=False) for one in found)
                    said += self._free(i, sentence, offset, pieces[max(n - 1, 0) : n])
                    offset += len(sentence)
                yield from _merged(said)

    def _of_row(self, i: int, block: Block) -> Iterator[Mention]:
        """The amounts of a table row, each with the row's label and the head of its column."""
        first = ONES.get(block.cells[0].lower())
        if first and len(block.cells) > 2:  # "Three | $425 | $1,275"
            block = replace(block, cells=(str(first), *block.cells[1:]))
        heads = [block.columns[n] if n < len(block.columns) else "" for n in range(len(block.cells))]
        cells = [
            f"${cell}"
            if (BARE_SUM.fullmatch(cell) and (DOLLAR_HEAD.search(heads[n]) or self._is_price_list(block, n)))
            or (_COST_HEAD.fullmatch(heads[n]) and (BARE_SUM.fullmatch(cell) or BARE_RANGE.fullmatch(cell)))
            else cell
            for n, cell in enumerate(block.cells)
        ]
        priced = [n for n, cell in enumerate(cells) if AMOUNT.search(cell)]
        labels = " | ".join(
            f"{cell} {_NUMBER_OF.sub('', heads[n])}" if cell.isdecimal() else cell
            for n, cell in enumerate(block.cells)
            if n not in priced and cell
        )
        if any(map(_INCOME.search, (*heads, *block.headings[-1:]))) and len(priced) > 0:
            yield from self._scale(i, block, heads)
            return
        many = (sessions_in(labels) or 0) > 1
        found: list[Mention] = []
        offset = 0
        for n, cell in enumerate(block.cells):
            offset = max(block.text.find(cell, offset), 0) if cell else offset
            head = heads[n]
            foreign = NO_PRICE_HEADING.search(head) or FOR_SOME.search(f"{head} $")
            compared = any(map(_COMPARED.search, block.headings))
            if compared and not (self._names.search(head) or OWN_VOICE.search(head)):
                continue
            if self._is_product(block, n, priced) and not many:
                continue
            if FREE_CELL.fullmatch(cell) and not foreign and CONSULTATION.search(labels):
                yield Mention(i, offset, offset + len(cell), 0.0, 0.0, False, labels, labels, "", (), True)
            if n in priced and not foreign and not (_EACH.search(head) and len(priced) > 1 and many):
                label = f"{labels} | {head}" if len(priced) > 1 or is_telling(head) else labels
                if _PRICE_LABEL.fullmatch(labels.strip()):
                    label = " | ".join(filter(None, (head, *self._column(i, n))))
                if compared:  # how it is given stands in another row of our column
                    label = " | ".join((labels, *[text for text in self._column(i, n) if route_in([text])][:1]))
                lead = block.cells[n - 1] if n and n - 1 not in priced else ""
                lead = next((text for text in (head, lead) if _FROM_HEAD.search(text)), "")
                over = heads[0] if 0 not in priced else ""
                for mention in self._of_text(i, cells[n], offset, "", (), lead or "|"):
                    tender = f"{mention.clause} {head}" if TENDER.search(head) else mention.clause
                    found.append(
                        replace(
                            mention,
                            clause=tender,
                            context=tuple(filter(None, (label, over, *mention.context))),
                            alone=len(priced) == 1,
                            doubtful=bool(
                                _EACH.search(head) and any(c.isdecimal() and 1 < int(c) < 30 for c in block.cells)
                            )
                            and not _ADDED_UP.search(" ".join(heads)),
                        )
                    )
            offset += len(cell)
        yield from _merged(_spanned(found, heads, priced))

    def _scale(self, i: int, block: Block, heads: Sequence[str]) -> Iterator[Mention]:
        """The last column of a table of prices by income as one range, at its first row."""
        blocks, n = self.page.blocks, len(block.cells) - 1
        if i and blocks[i - 1].kind == "row" and blocks[i - 1].columns == block.columns and blocks[i - 1].cells[0]:
            return
        sums: list[float] = []
        for row in blocks[i : i + 30]:
            if row.kind != "row" or row.columns != block.columns or len(row.cells) != len(block.cells):
                break
            found = AMOUNT.fullmatch(row.cells[n])
            if found and (ends := ends_of(found, "", "")):
                sums += [usd for usd in ends if usd]
        if len(sums) > 1:
            start = max(block.text.rfind(block.cells[n]), 0)
            words = f"{heads[n]} sliding scale"
            yield Mention(
                i, start, start + len(block.cells[n]), min(sums), max(sums), False, words, words, "", (), True
            )

    def _is_price_list(self, block: Block, n: int) -> bool:
        """Whether a bare number ends a row that names what it is for, under "Fees" or the like: "KAP session | 465"."""
        if len(block.cells) < 2 or n != len(block.cells) - 1 or not BARE_SUM.fullmatch(block.cells[n]):
            return False
        if any(block.columns) or any(map(BARE_SUM.fullmatch, block.cells[:n])) or dollars(block.cells[n]) < 40:
            return False
        return names_item(block.cells[0]) and any(map(_OF_PRICES.search, (*block.headings, self._title)))

    @staticmethod
    def _is_product(block: Block, n: int, priced: Sequence[int]) -> bool:
        """Whether a cell is a number in the row times another sum of it: "3 | $130 | $390"."""
        sums = [match for m in priced if m <= n and (match := AMOUNT.search(block.cells[m])) and match["first"]]
        if n not in priced or len(sums) < 2:
            return False
        each, whole = dollars(sums[-2]["first"]), dollars(sums[-1]["first"])
        return any(
            cell.isdecimal() and len(cell) < 3 and int(cell) > 1 and int(cell) * each == whole for cell in block.cells
        )

    def _column(self, i: int, n: int) -> Iterator[str]:
        """What stands in a column of the table of a row beside prices: "6 Infusions" where the row is so labelled."""
        columns = self.page.blocks[i].columns
        for step in (-1, 1):
            j = i + step
            while 0 <= j < len(self.page.blocks) and abs(j - i) < 16:
                block = self.page.blocks[j]
                if block.kind != "row" or (block.columns and block.columns != columns):
                    break
                if block.columns and n < len(block.cells) and block.cells[n] and not AMOUNT.search(block.cells[n]):
                    yield f"{block.cells[n]} {block.cells[0]}"
                j += step

    def _free(self, i: int, sentence: str, offset: int, before: Sequence[str] = ()) -> Iterator[Mention]:
        """A first consultation that costs nothing."""
        if FREE_CELL.fullmatch(sentence):
            over = self.page.blocks[i].headings[-1:]
            label = " ".join((*over, *self._neighbour(i), *self._card(i)[:3], *before))
            if any(map(_CALL.fullmatch, over)):
                label = f"phone call: {label}"
            if FIRST_STEP.search(label):
                yield Mention(i, offset, offset + len(sentence), 0.0, 0.0, False, label, sentence, "", (), True)
            return
        match = FREE.search(sentence) or (FIRST_STEP.search(sentence) and FREE_END.search(sentence)) or None
        match = match or NO_CHARGE_FOR.search(sentence)
        match = match or next(
            (
                said
                for said in FREE_SAID.finditer(sentence)
                if CONSULTATION.search(sentence, max(0, said.start() - 60), said.start())
            ),
            None,
        )
        if match and not negated(sentence[: match.start()]) and not AMOUNT.search(part_around(sentence, match)):
            place = offset + match.start(), offset + match.end()
            clause = sentence
            if len(sentence) >= 90:
                clause = (
                    match[0] if CONSULTATION.search(match[0]) else sentence[max(0, match.start() - 60) : match.end()]
                )
            yield Mention(i, *place, 0.0, 0.0, False, clause, sentence, "", (), True)

    def _is_monthly(self, i: int, clause: str, after: str) -> bool:
        """Whether a sum is what a plan of the clinic costs a month, and no lender's."""
        headings = self.page.blocks[i].headings
        if not MONTHLY.match(after.strip(" (")) and not _BILLED_MONTHLY.match(after):
            return False
        before = self.page.blocks[i - 1] if i else None
        above = before.text if before and before.headings == headings and len(before.text) < 200 else ""
        words = " ".join((clause, above, *headings[-2:], self._title, *self._card(i)))
        return bool(
            (PLAN.search(words) or _EVERY_MONTH.search(words)) and not LENT.search(" ".join((clause, *headings[-1:])))
        )

    def introduced(self, i: int) -> bool:
        """Whether the text over a list, under the same heading, says that it is about ketamine."""
        blocks = self.page.blocks
        for j in range(i - 1, max(-1, i - 10), -1):
            if blocks[j].headings[: len(blocks[i].headings)] != blocks[i].headings[: len(blocks[j].headings)]:
                return False
            if j in self._is_priced or blocks[j].kind == "heading":
                continue
            return bool(KETAMINE.search(blocks[j].text)) and not OTHER_TREATMENTS.search(blocks[j].text)
        return False

    def _beside(self, i: int, step: int) -> str:
        """A few words in the same frame right before (-1) or after (1) a block: "Starting at", "per month"."""
        page, j = self.page, i + step
        if not 0 <= j < len(page.blocks) or j in self._is_priced or len(page.blocks[j].text) > 40:
            return ""
        if page.blocks[j].kind == "heading":
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
    ) -> Iterator[Mention]:
        """The amounts of a sentence, a line or a cell. `lead` is what stands right before it."""
        found = list(islice(AMOUNT.finditer(text), _MOST_IN_LINE))
        if not found:
            return
        many, previous = False, ""
        shares = shares_in(text, found)
        for match, clause, tail in clauses_of(text, found):
            if match.start() in shares:
                if not shares[match.start()]:
                    continue
                clause = f"{clause} series of {shares[match.start()]}"
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
            none = (NO_PRICE_BEFORE.search(head) and not (match["second"] and CHANGED.search(head))) or NO_PRICE.search(
                without_credit(part_with(clause, match[0]))
            )
            none = none or NO_PRICE.search(without_credit(_in_brackets(text, match)))
            monthly = self._is_monthly(i, clause, after)
            if _is_of_others(text[: match.start()], head, after, monthly) or _HALF_THE_FEE.search(text):
                continue
            usual = _USUAL_BEFORE.search(head) if FOR_SOME.search(text) else None
            if usual:  # "veterans pay $360 for an infusion rather than our usual $450"
                none, clause = None, match[0] + AMOUNT.sub(" ", FOR_SOME.sub(" ", text[: usual.start()]))
            if none or (NO_PRICE_AFTER.search(after) and not monthly):
                continue
            if _NAMED_BEFORE.search(head) and _SAYS_MORE.match(after):
                continue
            if FOR_SOME.search(clause) and not MEMBERSHIP.search(clause):
                continue
            shared = text[: found[0].start()]
            if len(found) > 1 and not names_item(clause) and NO_PRICE.search(without_credit(shared)):
                continue
            ends = ends_of(match, head, after)
            share = SHARE_BEFORE.search(head) and (UNIT.match(after) or re.match(r" ?(?:x|\u00d7|\*) ?\d", after))
            if (
                ends is None
                or (share and many)
                or (ends == (0.0, 0.0) and len(found) > 1 and not CONSULTATION.search(clause))
            ):
                continue  # "6 sessions for $2,400 ($400 each)": a share of that price
            many = item_in(clause) == "series"
            context = [text, rest, *before] if len(found) == 1 else [previous, shared, *before]
            previous = clause
            yield Mention(
                i,
                offset + match.start(),
                offset + match.end(),
                *ends,
                bool(ABOUT_BEFORE.search(head)),
                clause,
                text,
                tail,
                tuple(dict.fromkeys(text for text in context if text and text != clause)),
                len(found) == 1,
                monthly=monthly,
            )

    def _summed(self, i: int) -> Iterator[str]:
        """What a total adds up: the heading over it and the lines before it."""
        blocks = self.page.blocks
        lines = []
        for j in range(i - 1, max(-1, i - 12), -1):
            if blocks[j].kind == "heading":
                break
            lines.append(blocks[j].text[:200])
        text = ", ".join((*blocks[i].headings[-1:], *reversed(lines)))
        yield f"{SUMMED}{text}" if counts_in(text) or SERIES_WORD.search(text) else text

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
            if any(page.blocks[j].region != block.region for j in range(first, last)):  # a menu is in no frame of it
                break
            if any(
                page.blocks[j].kind == "heading" and page.blocks[j].headings == () and j > i for j in range(first, last)
            ):
                break
            start, end = min(start, first), max(end, last)
            element = page.parents[element]
        heading = next((j for j in range(i - 1, start - 1, -1) if page.blocks[j].kind == "heading"), start)
        before = [text for j in range(i - 1, heading - 1, -1) if (text := self._without_sums(j))]
        if block.kind == "heading":  # what it is about stands under it
            before = []
        if (
            len(before) > 1 and page.blocks[heading].kind == "heading"
        ):  # the title of a card says more than what is under it
            before = [before[-1], *before[:-1]]
        found = [*before, *counted_first(text for j in range(i + 1, end) if (text := self._without_sums(j)))]
        if not found and len(AMOUNT.sub("", block.text).split()) < 3:
            found = [*self._neighbour(i), *self._below(i)]
        return tuple(found)

    def _without_sums(self, j: int) -> str:
        """The text of a block; of one whose sums are savings or instalments only the sentences without them."""
        text = self.page.blocks[j].text
        if j in self._is_priced or j not in self._has_sum:
            return text
        text = _PRICED_BRACKETS.sub(" ", text)
        return " ".join(sentence for sentence in sentences(text) if not AMOUNT.search(sentence))

    def _column_of(self, i: int) -> tuple[int, int]:
        """The run of amounts alone that a block is part of, from to."""

        def bare(j: int) -> bool:
            return j in self._is_priced and len(AMOUNT.sub("", self.page.blocks[j].text).split()) < 3

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
        named = sum(names_item(blocks[j].text) for j in labels)
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
        return self._under(i)

    def _under(self, i: int) -> list[str]:
        """What follows a block up to the next heading or amount."""
        blocks = self.page.blocks
        found: list[str] = []
        for j in range(i + 1, min(len(blocks), i + 9)):
            if blocks[j].kind == "heading" or j in self._is_priced or blocks[j].region != blocks[i].region:
                break
            if len(blocks[j].text) > 160:
                break
            found.append(self._without_sums(j))
        return counted_first(filter(None, found))

    def _neighbour(self, i: int) -> list[str]:
        """The label of an amount in a flat list: before it, or after it where the list begins with an amount."""
        page, block = self.page, self.page.blocks[i]
        first, last = page.spans[block.element] if block.element >= 0 else (0, len(page.blocks))
        if block.element >= 0 and last - first == 1 and page.parents[block.element] >= 0:
            first, last = page.spans[page.parents[block.element]]
        if label := self._in_columns(i):
            return [label]
        if block.kind == "heading":
            return self._under(i)
        if first in self._is_priced:
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


def _is_of_others(before: str, head: str, after: str, monthly: bool) -> bool:
    """Whether what is said before a sum makes it a part, somebody else's, or the price of some only.

    `before` is all of its sentence that comes before it; `head` and `after` stand right beside it.
    """
    return bool(
        any(frame.search(before) for frame in (_MADE_OF, _SPLIT, _NOT_FROM_YOU))
        or _AT_A_PHARMACY.search(head)
        or (_COPAYS.search(before) and not _WITHOUT_PLAN.search(before))
        or (_REDUCED.search(head) and _ONLY_WHEN.match(after))
        or (_FOR_MEMBERS.search(before) and not monthly)
    )


def _in_brackets(text: str, match: re.Match[str]) -> str:
    """What stands in brackets with an amount that is not all there is in them; empty for one that is in none."""
    opened = text.rfind("(", 0, match.start())
    if opened < 0 or text.find(")", opened, match.start()) >= 0 or not AMOUNT.search(text, 0, opened):
        return ""
    closed = text.find(")", match.end())
    return text[opened + 1 : closed if closed > 0 else len(text)]


_REACHES = re.compile(
    r"\b(?:reach\w*|goes? (?:up )?to|runs? (?:up )?to|(?:and |, )up to|to as much as"
    r"|as (?:high|much) as)\b[^$]{0,12}\$",
    re.IGNORECASE,
)


def _spanned(mentions: list[Mention], heads: Sequence[str], priced: Sequence[int]) -> list[Mention]:
    """The amounts of a row, those under "From" and "To" as one range."""
    if len(mentions) != 2 or len(priced) != 2:
        return mentions
    low, high = mentions
    if not (_LOW_HEAD.search(heads[priced[0]]) and _HIGH_HEAD.search(heads[priced[1]])):
        return mentions
    ends = low.low if low.low is not None else low.high, high.high if high.high is not None else high.low
    return [replace(low, low=ends[0], high=ends[1], end=high.end)]


#: "$410, or $385 if you pay in cash".
_IF_TENDER = re.compile(
    r"\b(?:if|when) (?:you )?(?:pay(?:ing)?|paid) (?:in |by |with |a )*(?:cash|check|card|zelle)", re.IGNORECASE
)
_LOW_HEAD = re.compile(r"^(?:prices? )?(?:from|low(?:est)?|min(?:imum)?|starting(?: at)?)\b", re.IGNORECASE)
_HIGH_HEAD = re.compile(r"^(?:prices? )?(?:to|high(?:est)?|max(?:imum)?|up to)\b", re.IGNORECASE)


def _merged(mentions: list[Mention]) -> list[Mention]:
    """The mentions, with a price for cash and the one for cards beside it as one range."""
    merged: list[Mention] = []
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
            and TENDER.search(mention.clause)
            and (
                TENDER.search(last.clause)
                or _IF_TENDER.search(mention.clause)
                or AMOUNT.fullmatch(last.clause.strip())  # "$300 | $280 cash"
            )
            and (not names_item(TENDER.sub("", mention.clause)) or not names_item(TENDER.sub("", last.clause)))
            and abs(mention.low - last.low) <= 0.2 * last.low
        ):
            low, high = sorted((last.low, mention.low))
            named = (
                mention if names_item(TENDER.sub("", mention.clause)) else last
            )  # "Cash $425 / card $440 per infusion"
            merged[-1] = replace(named, low=low, high=high, start=last.start, end=mention.end)
        else:
            merged.append(mention)
    return merged


def _with_signs(block: Block) -> Block:
    """The block with a dollar sign before sums that have none, marked as put there."""
    if block.cells or not BARE_PRICE.search(block.text):
        return block
    return replace(block, text=BARE_PRICE.sub(lambda match: f"{ADDED_SIGN}{match[0]}", block.text))


def _holds_no_price(block: Block) -> bool:
    """Whether each sum of a block is plainly a saving, an instalment or a share: it is about another sum's offer."""
    if block.cells or len(block.text) > 200:
        return False
    found = list(AMOUNT.finditer(block.text))
    return (
        bool(found)
        and not any(
            names_item(EACH_AFTER.sub(" ", AMOUNT.sub(" ", sentence)))
            for sentence in sentences(_PRICED_BRACKETS.sub(" ", block.text))
            if AMOUNT.search(sentence)
        )
        and all(is_no_price(block.text, match) for match in found)
    )
