"""HTML -> what a reader sees of it: blocks of text with the headings above them, table rows kept together.

Scripts, styles, templates, comments and what is hidden or crossed out are dropped; no script is run. Any text is a
page: broken HTML, bytes that are no text, elements a million deep. The time is linear in the length.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode

#: More of a page than this is not read.
_LONGEST = 6_000_000
#: A block longer than this is cut: no paragraph is, and rules read each block as a whole.
_LONGEST_BLOCK = 8_000
#: Elements deeper than this are opened up; parsers take quadratic time over them, and no page is so deep.
_DEEPEST, _DEEPEST_FORMATTING = 200, 30
#: Table cells beyond this one are no price list.
_WIDEST_ROW = 40

_SKIPPED = frozenset(
    [
        "title",
        "script",
        "style",
        "template",
        "noscript",
        "head",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "del",
        "s",
        "strike",
        "textarea",
        "input",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "nobr",
        "q",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "acronym",
    ]
)
_BOLD = frozenset({"b", "strong"})
_FORMATTING = frozenset(
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"]
)
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "param"]
)
#: Elements that end where the next one of their kind begins; they do not nest.
_SELF_ENDING = frozenset(
    ["p", "li", "td", "th", "tr", "dt", "dd", "option", "tbody", "thead", "tfoot", "colgroup", "html", "head", "body"]
)

_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_HIDDEN_CLASS = re.compile(
    r"(?:^|\s)(?:hidden|d-none|sr-only|screen-reader-text|visually-hidden|is-hidden|w-condition-invisible)(?:\s|$)"
)
#: Hidden on a phone only.
_SHOWN_WIDE = re.compile(
    r"\b(?:sm|md|lg|xl|2xl):(?:block|flex|grid|table|inline|contents)|\bd-(?:sm|md|lg|xl|xxl)-(?!none)"
)
_STRUCK_STYLE = re.compile(r"text-decoration[a-z-]*\s*:\s*[a-z ]*line-through")
_STRUCK_CLASS = re.compile(
    r"(?:^|\s)(?:old|was)(?:$|\s)|(?:^|[\s_-])(?:strike|strikethrough|line-through|crossed(?:-out)?|was-price"
    r"|old-price|price-old|price-was)(?:$|[\s_-])"
)
#: What a click opens: the element that a button or a link names, panels of tabs and accordions.
_OPENED = re.compile(r"""(?:\s(?:aria-controls|data-[\w-]{1,40}|href|for)\s*=\s*["']?[#.]?|\(["'])([\w:.-]{1,80})""")
_PANEL = re.compile(r"accordion|collaps|tab-?(?:content|pane)|panel|toggle|answer|faq|expand|drawer", re.IGNORECASE)
#: Between words of a page that stand apart on it.
JOINED = " \u2026 "
_SUM = re.compile(r"\$ ?\d")
#: Before what somebody says.
_TOLD = re.compile(r"\b(?:says?|said|tells?|told|writes?|wrote|(?:her|his|their) words|reviews?|testimonials?)\b", re.I)
#: Somebody's own words, between quotes.
_SPOKEN = re.compile(r'"[^"]{15,}"')
_FIRST_PERSON = re.compile(r"\b(?:I|I'm|I've|I'd|my|me)\b")
_TITLE_CLASS = re.compile(r"(?:^|[\s_-])(?:title|heading|headline)(?:$|[\s_-])")
_BRAND_CLASS = re.compile(r"(?:^|[\s_-])(?:brand|branding|logo|site-?title|site-?name)(?:$|[\s_-])")
_QUOTE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:testimonials?|reviews?|reviewer|patient-stor(?:y|ies)"
    r"|success-stor(?:y|ies)|blockquote|pull-?quote|quotes?)(?:$|[\s_-])"
)
_ASIDE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:comments?|related|posts|recent-posts|latest-posts|blog-(?:list|feed|roll|posts"
    r"|teaser)|cookie\w*|newsletter)"
    r"(?:$|[\s_-])"
)
_FOOTER_CLASS = re.compile(r"(?:^|[\s_-])(?:site-)?footer(?:$|[\s_-])")
_NAV_CLASS = re.compile(
    r"(?:^|\s)(?:menu|nav|navbar|navigation|(?:main|site|primary|top|header"
    r"|mobile)-?(?:nav|menu|navigation)|nav-?(?:menu|bar|links)"
    r"|breadcrumbs?|w-nav)(?:$|\s)"
)

_GAPS = re.compile(r"\s*\x04[\s\x01\x02\x04]*")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]{0,30})")
_SPACE = re.compile(r"\s+")
#: Quotes and spaces of print, and signs that are not seen.
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201b\u2032", "'"),
        **dict.fromkeys("\u201c\u201d\u2033", '"'),
        **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f", " "),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"),
        **dict.fromkeys("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"),
    }
)
#: What rules need not tell apart; one sign for one, so that places in the text stay the same.
_FOLDED = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\uff04\ufe69", "$"),
        **dict.fromkeys("\u00ae\u2122\u2120", " "),
        "\u00b7": "\u2022",
        "\x03": ".",
        "\x04": " ",
    }
)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, heading or table row: its text, and where it stands.

    `kind` is `text`, `item`, `heading` or `row`; `headings` are those above it, the outermost first, a question and the
    line that leads a list in among them. `region` is `nav`, `footer`, `quote` (somebody else's words), `aside` or
    empty. `shown` is the text with the dashes of the page. `cells` and `columns` are a table row's cells and the
    header cells over them. `element` is the innermost element around it (see `Page.parents`).
    """

    text: str
    kind: str
    headings: tuple[str, ...]
    region: str
    element: int
    shown: str
    cells: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Page:
    """What a page shows: its blocks in order, its links (address, text, region), its metadata and its JSON-LD scripts.

    `brands` are what its frame calls the site (a logo's text). `parents[element]` is the element around an element (-1:
    none), `spans[element]` the blocks inside it, from to.
    """

    title: str = ""
    site_name: str = ""
    brands: tuple[str, ...] = ()
    is_article: bool = False
    blocks: tuple[Block, ...] = ()
    links: tuple[tuple[str, str, str], ...] = ()
    scripts: tuple[str, ...] = ()
    microdata: tuple[str, ...] = ()
    parents: tuple[int, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()

    @cached_property
    def text(self) -> str:
        """All that is seen, the title first."""
        return fold(self._shown)

    @cached_property
    def _shown(self) -> str:
        return " ".join([self.title, *(block.shown for block in self.blocks)])

    def as_shown(self, words: str) -> str:
        """Words of the text with the dashes of the page."""
        at = self.text.find(words)
        shown = self._shown[at : at + len(words)] if at >= 0 and words else words
        return _GAPS.sub(JOINED, shown.replace(_CENTS, " "))


def normal(text: str) -> str:
    """The text with plain quotes and single spaces."""
    return _SPACE.sub(" ", _GAPS.sub(_GAP, text).translate(_SIGNS)).strip(" \x04")


def fold(text: str) -> str:
    """The text with plain dashes, of the same length."""
    return text.translate(_FOLDED)


def page(html: str) -> Page:
    """The page that the HTML shows; an empty one when it shows nothing."""
    html = _shallow(html[:_LONGEST].replace("\x00", ""))
    if "<" not in html:
        html = f"<p>{html}</p>"
    walk = _Walk(frozenset(_OPENED.findall(html)))
    tree = LexborHTMLParser(html)
    root = tree.root
    if root is None:
        return Page()
    title, site_name, is_article = _metadata(tree)
    walk.read(root)
    return Page(
        blocks=tuple(walk.blocks),
        links=tuple(walk.links),
        scripts=tuple(walk.scripts),
        microdata=tuple(walk.microdata),
        parents=tuple(walk.parents),
        spans=tuple((start, max(start, end)) for start, end in zip(walk.starts, walk.ends, strict=True)),
        title=title,
        site_name=site_name,
        brands=tuple(walk.brands),
        is_article=is_article,
    )


def sentences(text: str) -> list[str]:
    """The sentences of a block."""
    found, start = [], 0
    for match in _SENTENCE_END.finditer(text):
        if not _ABBREVIATION.search(text, max(0, match.start() - 8), match.start() + 1):
            found.append(text[start : match.start() + 1].strip())
            start = match.end()
    found.append(text[start:].strip())
    return [sentence for sentence in found if sentence]


_SENTENCE_END = re.compile(r"[.!?\u2022|](?=[\"')\]]?\s)[\"')\]]?\s+(?=[A-Z0-9\"'($\u00bf*-])|\s\u2022\s")
_ABBREVIATION = re.compile(
    r"\b(?:Dr|Mr|Ms|Mrs|St|Ste|Ave|Blvd|Rd|Inc|vs|Reg|Orig|incl|excl|Dept|Mt|Ft|approx|min|mins|hrs|e\.g|i\.e"
    r"|[A-Z]|[MD]\.[DO]|[ap]\.m)\.$",
    re.IGNORECASE,
)


def _shallow(html: str) -> str:
    """The HTML without the tags of elements that lie too deep."""
    depth = formatting = 0
    pieces: list[str] = []
    last = 0
    for match in _TAG.finditer(html):
        closing, name = match[1], match[2].lower()
        if name in _VOID or name in _SELF_ENDING:
            continue
        step = -1 if closing else 1
        depth = max(0, depth + step)
        if name in _FORMATTING:
            formatting = max(0, formatting + step)
        if depth + bool(closing) > _DEEPEST or formatting + bool(closing) > _DEEPEST_FORMATTING:
            end = html.find(">", match.end())
            if end < 0:
                break
            if match.start() >= last:
                pieces += (html[last : match.start()], " ")
                last = end + 1
    return "".join([*pieces, html[last:]]) if pieces else html


def _metadata(tree: LexborHTMLParser) -> tuple[str, str, bool]:
    """Title, name of the site, and whether the page calls itself an article."""
    title, site_name, is_article = tree.css_first("title"), "", False
    for meta in tree.css("meta[property][content]")[:200]:
        name, content = meta.attributes.get("property") or "", meta.attributes.get("content") or ""
        if name == "og:site_name":
            site_name = normal(content[:200])
        elif name == "article:published_time":  # og:type alone is "article" on every page of some sites
            is_article = True
    return normal(title.text()[:500]) if title else "", fold(site_name), is_article


@dataclass(slots=True)
class _Open:
    """A block that is being read: its text so far, and how much of it is bold."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    bold: int = 0


class _Walk:
    """One pass through the tree, in document order and without recursion."""

    def __init__(self, opened: frozenset[str]) -> None:
        self._opened = opened
        self.brands: list[str] = []
        self._brand: tuple[int, int] | None = None  # the element of a logo, and the first block in it
        self.blocks: list[Block] = []
        self.links: list[tuple[str, str, str]] = []
        self.scripts: list[str] = []
        self.microdata: list[str] = []
        self.parents: list[int] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self._headings: list[tuple[float, str]] = []  # level and text
        self._tabs: dict[str, str] = {}  # the id of a panel -> the text of what opens it
        self._control = ("", 0)
        self._regions: list[str] = [""]
        self._kinds: list[str] = ["text"]
        self._elements: list[int] = []
        self._open = _Open()
        self._bold = 0
        self._link: tuple[str, int] | None = None
        self._lead = ""  # the line before, if it ends with a colon
        self._leads: list[str] = []  # what leads in the lists we are in
        self._tables: list[list[str]] = []  # the header cells of the tables we are in
        self._carried: list[dict[int, tuple[str, int]]] = []  # cells that reach into the rows below, by column
        self._cell_spans: list[tuple[int, int]] = []  # of the row we are in
        self._cells: list[str] | None = None  # of the row we are in
        self._after_gap: set[int] = set()  # cells of that row before which something is not read
        self._header_row = False
        self._items = 0  # how many elements with schema.org data we are in

    def read(self, root: LexborNode) -> None:
        """Reads the tree under `root`."""
        inside: list[tuple[int, str, bool]] = []  # element, tag, whether it holds schema.org data
        node: LexborNode | None = root
        while node is not None:
            child = self._enter(node, inside)
            if child is not None:
                node = child
                continue
            while node is not None:
                if inside and inside[-1][0] == node.mem_id:
                    _element, tag, item = inside.pop()
                    self._items -= item
                    self._leave(tag)
                    if self._brand and self._brand[0] == node.mem_id:
                        self._flush()
                        self.brands += [block.text for block in self.blocks[self._brand[1] :][:1]]
                        self._brand = None
                if node.mem_id == root.mem_id:
                    node = None
                elif (following := node.next) is not None:
                    node = following
                    break
                else:
                    node = node.parent
        self._flush()

    # What begins

    def _enter(self, node: LexborNode, inside: list[tuple[int, str, bool]]) -> LexborNode | None:
        """Takes note of a node; gives its first child, or None if what is inside is not to be read."""
        if node.is_text_node:
            self._add(node.text_content or "")
            return None
        if not node.is_element_node:
            return node.first_child if node.is_document_node else None
        tag = node.tag or ""
        attributes = node.attributes
        tag = _ROLES.get(attributes.get("role") or "", tag)
        if tag == "script":
            if (attributes.get("type") or "").strip().lower().startswith("application/ld+json"):
                self.scripts.append(node.text(deep=True)[:1_000_000])
            return None
        if tag == "head":
            return node.first_child
        if tag in ("br", "hr"):
            self._flush()
            return None
        if (
            tag == "img"
            and "logo" in f"{attributes.get('src')} {attributes.get('class')} {attributes.get('id')}".lower()
        ):
            if len(self.brands) < 5:
                self.brands.append(fold(normal((attributes.get("alt") or "")[:200])))
            return None
        if tag == "option":
            text = _joined(node.text(deep=True)[:200])
            if _SUM.search(text) and not self._is_hidden(attributes):
                self._append(text, "item", self._above())
            return None
        if tag in _SKIPPED or tag in _VOID:
            if tag in ("del", "s", "strike"):
                self._gap()
            return None
        if self._is_hidden(attributes):
            self._gap()
            return None
        item = "itemscope" in attributes
        if item and not self._items and len(self.microdata) < 20:
            markup = node.html or ""
            if len(markup) <= 200_000:
                self.microdata.append(markup)
        self._items += item
        inside.append((node.mem_id, tag, item))
        names = attributes.get("class") or attributes.get("id")
        if names and tag not in ("body", "html") and _BRAND_CLASS.search(names[:300].lower()) and len(self.brands) < 5:
            self._flush()
            self._brand = (node.mem_id, len(self.blocks))
        if tag == "a":
            if self._regions[-1] == "nav" and self._cells is None:
                self._flush()
            self._link = (attributes.get("href") or "", len(self._open.pieces))
        if tag in ("a", "button") and (panel := _panel(attributes)):
            self._control = (panel, len(self.blocks))
            self._flush()
        if tag in _INLINE:
            self._edge(tag)
            self._bold += tag in _BOLD
        else:
            self._flush()
            if (opener := self._tabs.get(attributes.get("id") or "")) and opener != (self._above() or ("",))[-1]:
                self._heading(1.5, opener)
            self._begin(node, tag, attributes)
        return node.first_child

    def _begin(self, node: LexborNode, tag: str, attributes: Mapping[str, str | None]) -> None:
        self.parents.append(self._elements[-1] if self._elements else -1)
        self.starts.append(len(self.blocks))
        self.ends.append(len(self.blocks))
        self._elements.append(len(self.parents) - 1)
        region = self._region(tag, attributes)
        if region != self._regions[-1]:
            self._headings.clear()
        self._regions.append(region)
        kind = self._kinds[-1]
        if tag in _KINDS:
            kind = _KINDS[tag]
        elif (attributes.get("role") or "") == "heading":
            level = attributes.get("aria-level") or "3"
            kind = f"h{level}" if level in "123456" else "h3"
        if kind in ("text", "item") and tag in ("div", "p", "li") and _is_title(node, attributes.get("class") or ""):
            kind = "label"
        self._kinds.append(kind)
        if tag in ("ul", "ol", "blockquote"):
            self._leads.append(self._lead_of_list() if tag != "blockquote" else self._lead)
            self._lead = ""
            self._kinds[-1] = "item" if tag == "blockquote" and kind == "text" else kind
        if tag == "table":
            self._tables.append([])
            self._carried.append({})
        elif tag == "tr" and self._tables and self._cells is None:
            # Old pages lay themselves out in tables; a row that holds headings or tables is no row of a list.
            if not _is_layout(node):
                self._cells, self._cell_spans, self._after_gap, self._header_row = [], [], set(), True
        elif tag in ("td", "th") and self._cells is not None:
            self._cells.append("")
            self._cell_spans.append((_whole(attributes.get("rowspan")), _whole(attributes.get("colspan"))))
            self._header_row &= tag == "th"

    def _region(self, tag: str, attributes: Mapping[str, str | None]) -> str:
        around = self._regions[-1]
        if around in ("quote", "aside") or tag in ("html", "body", "main"):
            return around
        if tag == "blockquote":  # after "Mood infusion:" it only indents
            return around if self._lead and not _TOLD.search(self._lead) else "quote"
        if tag in ("nav", "footer"):
            return tag
        if tag == "dialog" or attributes.get("role") in ("dialog", "alertdialog"):
            return "aside"
        names = " ".join(filter(None, (attributes.get("class"), attributes.get("id"), attributes.get("role"))))
        if not names:
            return around
        names = names[:300].lower()
        if _QUOTE_CLASS.search(names):
            return "quote"
        if tag != "article" and _ASIDE_CLASS.search(names):
            return "aside"
        if _FOOTER_CLASS.search(names):
            return "footer"
        return "nav" if _NAV_CLASS.search(names) else around

    def _is_hidden(self, attributes: Mapping[str, str | None]) -> bool:
        """Whether an element is crossed out, or not seen and not to be opened."""
        style, names = (attributes.get("style") or "").lower(), (attributes.get("class") or "").lower()
        if _STRUCK_STYLE.search(style) or _STRUCK_CLASS.search(names):
            return True
        by_class = _HIDDEN_CLASS.search(names) and not _SHOWN_WIDE.search(names)
        if not ("hidden" in attributes or _HIDDEN_STYLE.search(style) or by_class):
            return False
        name, role = attributes.get("id") or "", attributes.get("role") or ""
        return not (role == "tabpanel" or name in self._opened or _PANEL.search(f"{names} {name}"))

    # What ends

    def _leave(self, tag: str) -> None:
        if tag == "a" and self._link is not None:
            address, start = self._link
            if len(self.links) < 5_000:
                self.links.append((address, fold(_joined("".join(self._open.pieces[start:]))[:200]), self._regions[-1]))
            self._link = None
            if self._regions[-1] == "nav" and self._cells is None:
                self._flush()
        if tag in ("a", "button") and self._control[0]:
            panel, start = self._control
            text = _joined("".join(self._open.pieces)) or " ".join(block.text for block in self.blocks[start:][:2])
            if text and len(text) < 80 and not text.endswith("?") and len(self._tabs) < 500:
                self._tabs[panel] = fold(text)
            self._control = ("", 0)
        if tag in _INLINE:
            self._bold -= tag in _BOLD
            self._edge(tag)
            return
        self._flush()
        if tag == "tr" and self._cells is not None:
            self._end_row(self._cells)
        elif tag == "table" and self._tables:
            self._tables.pop()
            self._carried.pop()
        elif tag in ("ul", "ol", "blockquote") and self._leads:
            self._leads.pop()
        self.ends[self._elements.pop()] = len(self.blocks)
        self._regions.pop()
        self._kinds.pop()

    def _end_row(self, cells: list[str]) -> None:
        self._cells = None
        shown = " ".join(_GAP + cell if n in self._after_gap else cell for n, cell in enumerate(cells) if cell)
        cells = self._spread(cells)[:_WIDEST_ROW]
        filled = [cell for cell in cells if cell]
        if not shown:
            return
        text, columns = shown, self._tables[-1]
        plain = not any(sign.isdigit() for sign in text)
        header = len(cells) > 1 and not _SUM.search(text) and (not columns or (self._header_row and len(filled) > 1))
        if header and (self._header_row or (plain and len(filled) > 1)):
            columns[:] = map(fold, cells)
            self._append(text, "row", self._above(), tuple(cells))
        elif len(filled) == 1 and len(text) < 100 and not _SUM.search(text):
            self._heading(6, fold(text))  # a row with one cell is a heading over those that follow
            self._append(text, "heading", self._above()[:-1])
        else:
            self._append(text, "row", self._above(), tuple(cells), tuple(columns))

    def _spread(self, cells: list[str]) -> list[str]:
        """The cells of a row with those of the rows above that reach into it, each in its column."""
        carried, row = self._carried[-1], list[str]()
        waiting = list(zip(cells, self._cell_spans, strict=False))
        while (waiting or any(column >= len(row) for column in carried)) and len(row) < _WIDEST_ROW:
            column = len(row)
            if column in carried:
                text, rows = carried.pop(column)
                if rows > 1:
                    carried[column] = (text, rows - 1)
                row.append(text)
                if rows > 1:
                    continue
                continue
            if not waiting:
                row.append("")
                continue
            text, (rows, columns) = waiting.pop(0)
            for n in range(min(columns, _WIDEST_ROW)):
                if rows > 1:
                    carried[column + n] = (text if n == 0 else "", rows - 1)
                row.append(text if n == 0 else "")
        return row

    # Text

    def _add(self, text: str) -> None:
        if not text or self._open.length > _LONGEST_BLOCK:
            return
        if self._kinds[-1] == "pre" and "\n" in text:
            for line in text[:100_000].split("\n"):
                self._add(line)
                self._flush()
            return
        text = _SPACE.sub(" ", text[: 4 * _LONGEST_BLOCK].translate(_SIGNS))
        self._open.pieces.append(text)
        self._open.length += len(text)
        if self._bold > 0:
            self._open.bold += len(text.strip())

    def _gap(self) -> None:
        """Marks that something is seen here that is not read, such as a sum that is crossed out."""
        if self._open.pieces:
            self._open.pieces.append(_GAP)
        elif self._cells and not self._cells[-1]:
            self._after_gap.add(len(self._cells) - 1)

    def _edge(self, tag: str) -> None:
        """Marks the edge of an inline element: words may run together there that are seen apart."""
        if self._open.pieces:
            self._open.pieces.append(_SUP if tag == "sup" else _EDGE)

    def _flush(self) -> None:
        """Ends the block that is being read."""
        if not self._open.pieces:
            return
        pieces, bold = self._open.pieces, self._open.bold
        text = _joined("".join(pieces))[:_LONGEST_BLOCK]
        self._open = _Open()
        if not text:
            return
        if self._cells is not None:
            if pieces[-1] == _GAP:
                self._after_gap.add(len(self._cells))
            if self._cells and len(self._cells[-1]) < _LONGEST_BLOCK:
                self._cells[-1] = f"{self._cells[-1]} {text}".strip()
            return
        if self._joins(text):
            return
        level = self._level(text, bold)
        if level:
            self._heading(level, text)
            self._append(text, "heading", self._above()[:-1])
            return
        item = self._kinds[-1] == "item"
        leads = [*self._leads, self._lead] if item else []
        self._append(text, "item" if item else "text", (*self._above(), *filter(None, leads)))
        if not item:
            self._lead = fold(text[-300:]) if text.endswith(":") else ""

    def _lead_of_list(self) -> str:
        """The line that leads a list in: one that ends with a colon, or the item that the list is nested in."""
        if self._lead:
            return self._lead
        last = self.blocks[-1] if self.blocks else None
        around = self._elements[-2] if len(self._elements) > 1 else -1
        nested = last is not None and last.kind == "item" and last.element == around and len(last.text) < 120
        return last.text if last is not None and nested else ""

    def _level(self, text: str, bold: int) -> int:
        """How high a heading this text is: 1 to 6, 7 for what looks like one, 8 for a question; 0 if it is none."""
        kind = self._kinds[-1]
        if kind in ("h1", "h2", "h3", "h4", "h5", "h6"):
            return int(kind[1])
        if text.endswith("?") and len(text) <= 200 and kind != "item":
            return 8
        if kind == "label" and len(text) <= 160 and "$" not in text:
            return 7
        is_bold = bold > 0 and bold + 2 >= len(text.replace(" ", ""))
        if is_bold and kind == "text" and len(text) <= 90 and "$" not in text and text[-1] not in ".!":
            return 7
        return 0

    def _heading(self, level: float, text: str) -> None:
        while self._headings and self._headings[-1][0] >= level:
            self._headings.pop()
        self._headings.append((level, fold(text[:300])))
        self._lead = ""

    def _joins(self, text: str) -> bool:
        """Whether a text is the number of a price whose dollar sign stands in the block before; then it joins it."""
        last = self.blocks[-1] if self.blocks else None
        if last is None or last.text[-1:] != "$" or not text[0].isdigit() or last.kind == "row":
            return False
        self.blocks[-1] = replace(last, text=last.text + fold(text), shown=last.shown + text)
        return True

    def _append(
        self,
        text: str,
        kind: str,
        headings: tuple[str, ...],
        cells: tuple[str, ...] = (),
        columns: tuple[str, ...] = (),
    ) -> None:
        element = self._elements[-1] if self._elements else -1
        region = "quote" if _SPOKEN.match(text) and _FIRST_PERSON.search(text) else self._regions[-1]
        cells = tuple(map(fold, cells))
        self.blocks.append(Block(fold(text), kind, headings, region, element, text, cells, columns))

    def _above(self) -> tuple[str, ...]:
        return tuple(text for _level, text in self._headings)


_KINDS = {
    **{f"h{i}": f"h{i}" for i in range(1, 7)},
    **dict.fromkeys(("li", "dd"), "item"),
    **dict.fromkeys(("dt", "summary", "caption", "legend"), "label"),
    "button": "button",
    "pre": "pre",
    **dict.fromkeys(("table", "ul", "ol", "dl", "section", "main", "article", "nav", "footer", "p"), "text"),
}


def _is_title(node: LexborNode, names: str) -> bool:
    """Whether an element without parts is a title by its class."""
    if not _TITLE_CLASS.search(names[:200].lower()):
        return False
    inside = node.css("p, div, ul, ol, table, h1, h2, h3, h4")[:2]  # the node itself may be among them
    return all(found.mem_id == node.mem_id for found in inside)


def _is_layout(row: LexborNode) -> bool:
    """Whether a table row holds parts of a page rather than cells of a list."""
    if row.css_first("table, h1, h2, h3, form") is not None:
        return True
    return row.css_first("ul, ol, dl, p + p, div + div") is not None and len(row.text(deep=True)) > 400


def _whole(text: str | None) -> int:
    """A rowspan or colspan as a number: 1 where it is none."""
    return min(int(text), 100) if text and text.isascii() and text.isdecimal() and text != "0" and len(text) < 5 else 1


def _panel(attributes: Mapping[str, str | None]) -> str:
    """The id of the part of the page that a tab opens; empty if it opens none."""
    name = attributes.get("aria-controls") or attributes.get("data-bs-target") or attributes.get("data-target") or ""
    address = attributes.get("href") or ""
    return name.lstrip("#") or (address[1:] if address.startswith("#") else "")


#: Tables made of other elements.
_ROLES = {
    "table": "table",
    "grid": "table",
    "row": "tr",
    "cell": "td",
    "gridcell": "td",
    "rowheader": "th",
    "columnheader": "th",
}
_EDGE, _SUP = "\x02", "\x01"
#: Before cents that are set apart by their looks only; and where something crossed out or hidden was left out.
_CENTS, _GAP = "\x03", "\x04"
_EDGES = re.compile(f"[{_EDGE}{_SUP}]+")
_BIG_PRICE = re.compile(r"\$\s?[\d,]+$")


def _joined(text: str) -> str:
    """The text without the marks of edges, with a space where what is seen apart would run together."""
    if _EDGE not in text and _SUP not in text:
        return normal(text)
    pieces: list[str] = []
    last = 0
    for match in _EDGES.finditer(text):
        pieces.append(text[last : match.start()])
        last = match.end()
        before, after = _EDGES.sub("", text[max(0, match.start() - 16) : match.start()]), text[last : last + 3]
        pieces.append(_between(before, after, _SUP in match[0]))
    return normal("".join([*pieces, text[last:]]))


def _between(before: str, after: str, raised: bool) -> str:
    """What belongs between two pieces of text at the edge of an inline element."""
    if not before or not after or before[-1] in " $(-/#@" or after[0] in " ,.;:!?)%-/'":
        return ""
    left, right = before[-1], after[0]
    if left.isdigit() and right.isdigit():
        if raised and _BIG_PRICE.search(before):  # raised cents, or the number of a footnote
            return _CENTS if after[:2].isdigit() and not after[2:3].isdigit() else " "
        price = _BIG_PRICE.search(before)
        if price and after[:2].isdigit() and not after[2:3].isdigit():
            whole = price[0].lstrip("$ ").replace(",", "")
            return _CENTS if whole.isdigit() and int(whole) >= 200 else ""  # nobody asks $45000
        return " " if raised else ""
    if left in ",." and right.isdigit() and before[-2:-1].isdigit():
        return ""
    if left.isalpha() and right.isalpha():
        return " " if left.islower() and right.isupper() else ""
    return " " if left.isalnum() or left in ".,!?:;)*" else ""
