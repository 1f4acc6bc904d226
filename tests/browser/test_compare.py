"""The compare page: how clinics come on it, what changing the plan does, what is taken along, and for whom it works."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Download, Locator, Page, expect
from pypdf import PdfReader

from tests.browser import odd_data
from tests.browser.conftest import OpenPage, Site, Traffic
from tests.browser.steps import (
    ROOT,
    card,
    choose,
    cli,
    heading,
    names,
    params,
    search,
    settled,
)
from tests.browser.test_access import look
from tests.browser.test_keyboard import at, tab_to
from tests.browser.test_odd_data import assert_only_text, watch_dialogs
from tests.browser.test_phone import overflow
from tests.browser.test_shortlist import add, menu

BOULDER, KENSHO = "boulder-mind-care-boulder-co", "kensho-wellbeing-truckee-ca"
BOTH = ["Boulder Mind Care", "Kensho Wellbeing"]
TWO = f"/compare?ids={BOULDER},{KENSHO}"
#: One whose course adds up, so that the chart is drawn; and the three longest names of all.
WITH_A_SUM = "boulder-community-health-center-for-treatment-resistant-mood-disorders-boulder-co"
with (ROOT / "data" / "clinics.csv").open(encoding="utf-8", newline="") as _file:
    _NAMES = {line["id"]: line["name"] for line in csv.DictReader(_file)}
FOUR = [*sorted(_NAMES, key=lambda clinic_id: -len(_NAMES[clinic_id]))[:3], WITH_A_SUM]
OF_FOUR = "/compare?ids=" + ",".join(FOUR)

#: The name of the row that says what all costs, without and with sessions after the first.
COURSE, YEAR = "Whole first course", "Whole course, first year"


def compared(page: Page) -> list[str]:
    """The clinics that stand side by side, by the first table's heads."""
    return page.locator("table.compare").first.locator("thead a").all_text_contents()


def row(page: Page, question: str) -> Locator:
    """The line of a question."""
    return page.locator("table.compare tbody tr", has=page.locator("th", has_text=question))


def said(page: Page, question: str) -> list[str]:
    """What each clinic answers to a question, with what is noted to it, as one text; without what to ask."""
    found = (
        row(page, question)
        .locator("td")
        .evaluate_all(
            """cells => cells.map(cell => [cell.querySelector(":scope > div").innerText,
            ...[...cell.querySelectorAll(":scope > p")].map(p => p.innerText).filter(t => !t.startsWith("Ask: "))])"""
        )
    )
    return [". ".join([lines.replace("\n", "; "), *notes]) for lines, *notes in found]


def told(question: str, *words: str) -> list[str]:
    """What `python -m finder compare` says to the question that begins so, for the two clinics."""
    rows = cli("compare", BOULDER, KENSHO, *words)["rows"]
    return [answer["text"] for line in rows if line["question"].startswith(question) for answer in line["answers"]]


def number(page: Page, name: str) -> Locator:
    """The box of a number of the plan, by the plan's own name for it."""
    return page.locator(f".st-key-plan-{name} input")


def put(page: Page, name: str, value: str) -> Locator:
    """Types a number of the plan and presses Enter; gives its box."""
    box, before = number(page, name), page.url
    box.fill(value)
    box.press("Enter")
    page.wait_for_function("before => location.href !== before", arg=before)
    settled(page)
    return box


def select(page: Page, label: str) -> Locator:
    """A select box of the plan, in sight: its list closes again when the page scrolls."""
    box = page.get_by_role("combobox", name=label)
    box.scroll_into_view_if_needed()
    settled(page)
    return box


def picture(page: Page) -> Locator:
    """The chart, drawn."""
    chart = page.get_by_test_id("stVegaLiteChart")
    expect(chart.locator("svg text").first).to_be_attached()
    return chart


def open_all(page: Page) -> None:
    """Opens everything that folds, ours and Streamlit's."""
    folds = page.locator("[data-testid=stExpander] summary")
    for i in range(folds.count()):
        folds.nth(i).click()
    settled(page)
    page.evaluate("() => document.querySelectorAll('details:not([open])').forEach(fold => { fold.open = true })")
    assert page.locator("details:not([open])").count() == 0
    assert page.locator("details.sources").count() > 2


def save(page: Page, name: str) -> Download:
    with page.expect_download() as event:
        page.get_by_role("button", name=name).click()
    return event.value


def content(download: Download) -> bytes:
    path: Path = download.path()
    return path.read_bytes()


# How clinics come on the page.


def test_from_a_card_to_two_clinics_side_by_side_and_back(open_page: OpenPage) -> None:
    page = open_page("/")
    search(page, "Denver, CO")
    listed, near = names(page), params(page)["near"]
    first = listed[0]
    card(page, first).locator(".reach").get_by_role(
        "link", name=re.compile(rf"^Compare ?: {re.escape(first)}$")
    ).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Compare clinics")
    expect(page.get_by_text("Add one more clinic to see them side by side.")).to_be_visible()
    assert compared(settled(page)) == [first]
    alone = params(page)["ids"]

    page.get_by_role("button", name="Add a clinic").click()
    box = page.get_by_label("By name")
    box.fill("kensho")
    box.press("Enter")
    settled(page)
    page.get_by_test_id("stPopoverBody").get_by_role("button", name="Kensho Wellbeing (Truckee, CA)").click()
    expect(page.locator("table.compare.of-2").first).to_be_visible()
    assert compared(settled(page)) == [first, "Kensho Wellbeing"]
    expect(page.locator("#results")).to_be_focused()
    # The place is what leads back to the results; what was typed to find a clinic is nowhere.
    assert params(page) == {"ids": f"{alone},{KENSHO}", "near": near}

    page.reload()
    assert compared(settled(page)) == [first, "Kensho Wellbeing"]
    page.go_back()
    expect(page.locator("table.compare.of-1").first).to_be_visible()
    assert compared(settled(page)) == [first]
    page.go_back()
    expect(heading(page)).to_contain_text("Denver, CO")
    assert names(settled(page)) == listed


def test_the_shortlist_is_compared_from_its_menu(open_page: OpenPage) -> None:
    page = open_page("/?near=city%3Aco%2Fdenver")
    clinics = cli("search", "Denver, CO", "--limit", "10")["clinics"][:2]
    add(page, clinics[0])
    menu(page).click()
    sheet = page.get_by_test_id("stPopoverBody")
    expect(sheet.get_by_role("button", name="Clear the list")).to_be_visible()
    expect(sheet.get_by_role("link", name="Compare them")).to_have_count(0)  # one is nothing to compare
    page.keyboard.press("Escape")
    add(page, clinics[1])
    menu(page).click()
    sheet.get_by_role("link", name="Compare them").click()
    expect(page.locator("table.compare.of-2").first).to_be_visible()
    assert compared(settled(page)) == [clinic["name"] for clinic in clinics]
    assert params(page)["ids"] == ",".join(clinic["id"] for clinic in clinics)

    page.get_by_role("button", name=clinics[0]["name"]).first.click()
    expect(page.locator("table.compare.of-1").first).to_be_visible()
    assert compared(settled(page)) == [clinics[1]["name"]]
    expect(menu(page)).to_contain_text("Shortlist (2)")  # off the page is not off the list


# The plan.


def test_a_changed_plan_changes_figures_and_address_and_keeps_the_focus(open_page: OpenPage) -> None:
    page = open_page(TWO)
    own = params(page)
    assert said(page, COURSE) == told(COURSE)

    sessions = put(page, "maintenance_per_year", "4")
    assert params(page) == {**own, "yearly": "4"}
    expect(sessions).to_be_focused()
    expect(row(page, YEAR)).to_have_count(1)
    in_a_year = told(YEAR, "--maintenance", "4")
    assert said(page, YEAR) == in_a_year
    assert in_a_year != told(COURSE)

    page.get_by_text("Paying over time: your rates").click()
    loan = "Each month, as a loan"
    months = put(page, "months", "12")
    assert params(page) == {**own, "yearly": "4", "months": "12"}
    expect(months).to_be_focused()
    assert said(page, loan) == told(loan, "--maintenance", "4", "--months", "12")
    assert all("for 12 months" in text for text in said(page, loan))

    choose(page, select(page, "How it is given"), "Spravato nasal spray")
    assert params(page) == {**own, "by": "spravato", "yearly": "4", "months": "12"}
    expect(select(page, "How it is given")).to_be_focused()
    expect(number(page, "first_sessions")).to_have_value("12")  # the usual number follows the way it is given
    assert said(page, YEAR) == told(YEAR, "--route", "spravato", "--maintenance", "4", "--months", "12")
    assert all(text.startswith("not stated") for text in said(page, YEAR))
    expect(page.get_by_text("With insurance, your plan decides")).to_have_count(0)

    choose(page, select(page, "Your insurance"), "Medicare")
    assert params(page)["payer"] == "medicare"
    expect(select(page, "Your insurance")).to_be_focused()
    expect(page.get_by_text("With insurance, your plan decides")).to_be_visible()

    # Each change is one step back.
    for _ in range(3):
        page.go_back()
        settled(page)
    assert params(page) == {**own, "yearly": "4"}
    expect(sessions).to_have_value("4")
    expect(select(page, "How it is given")).to_have_value("IV infusion")
    assert said(page, YEAR) == in_a_year
    page.go_back()
    expect(row(page, COURSE)).to_have_count(1)
    assert said(settled(page), COURSE) == told(COURSE)
    assert params(page) == own


# What is taken along.


def test_the_files_say_what_the_page_says(open_page: OpenPage) -> None:
    page = open_page(TWO + "&yearly=4&near=city%3Aco%2Fdenver&payer=medicare&condition=ptsd")
    course = said(page, YEAR)
    assert all(text.startswith("$") for text in course)

    saved = save(page, "Save as a table (CSV)")
    assert saved.suggested_filename == "compare-clinics.csv"
    table = content(saved)
    assert table.startswith(b"\xef\xbb\xbf")
    lines = {line[0]: line[1:] for line in csv.reader(io.StringIO(table.decode("utf-8-sig")))}
    assert lines[YEAR] == course
    assert lines["Question"] == ["Boulder Mind Care (Boulder, CO)", "Kensho Wellbeing (Truckee, CA)"]
    link = lines["Link"][0]

    saved = save(page, "Save as PDF")
    assert saved.suggested_filename == "compare-clinics.pdf"
    paper = content(saved)
    assert paper.startswith(b"%PDF")
    pages = PdfReader(io.BytesIO(paper)).pages
    assert 1 <= len(pages) <= 2
    printed = " ".join(" ".join(sheet.extract_text() for sheet in pages).split())
    for name, text in zip(BOTH, course, strict=True):
        assert name in printed
        assert text.split(" ")[0] in printed
    # Nor does the link in the files tell of the person.
    assert link.startswith(page.url.split("?")[0])
    assert dict(parse_qsl(urlsplit(link).query)) == {"ids": f"{BOULDER},{KENSHO}", "yearly": "4"}
    settled(page)
    assert said(page, YEAR) == course


def test_a_copied_link_tells_the_course_and_nothing_of_the_person(open_page: OpenPage) -> None:
    about_me = {
        "near": "city:co/denver", "condition": "ptsd", "insurance": "aetna", "payer": "medicare", "ride": "40",
        "mile": "0.5", "superbill": "60", "tax": "22",
    }  # fmt: skip
    address = TWO + "&route=im&sessions=8&months=12&" + "&".join(f"{name}={value}" for name, value in about_me.items())
    page = open_page(address, stranger={"permissions": ["clipboard-read", "clipboard-write"]})
    assert params(page).keys() >= about_me.keys()
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    link = page.evaluate("() => navigator.clipboard.readText()")
    assert link.startswith(page.url.split("?")[0])
    shared = {"ids": f"{BOULDER},{KENSHO}", "by": "im", "sessions": "8", "months": "12"}
    assert dict(parse_qsl(urlsplit(link).query)) == shared

    # And it shows the same course to whoever opens it.
    plan = [said(page, COURSE), said(page, "Price per session")]
    other = open_page(link.removeprefix(page.url.split("/compare")[0]), stranger=True)
    assert [said(other, COURSE), said(other, "Price per session")] == plan
    expect(number(other, "first_sessions")).to_have_value("8")
    expect(select(other, "How it is given")).to_have_value("Injection into a muscle")


# For whom it works.


@pytest.mark.parametrize("address", ["/compare", TWO, OF_FOUR], ids=["empty", "two", "four"])
def test_axe_finds_nothing(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    if address == "/compare":
        look(page, 390, "empty")
        page.get_by_role("button", name="Add a clinic").click()
        expect(page.get_by_label("By name")).to_be_visible()
    else:
        # axe takes any picture that says something for named; this one must say the sums.
        sums = re.compile(r"^Bars of the cost of the course\. .*: (at least )?\$\d")
        expect(picture(page)).to_have_accessible_name(sums)
    if address == OF_FOUR:
        open_all(page)
    for width in (1280, 390):
        look(page, width, address)


#: The contrast of each text and bar of the chart with what is behind the page: WCAG's ratio, and what has it.
_CONTRASTS = """chart => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const light = color => {
        canvas.fillStyle = color;
        canvas.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map(part => part / 255)
            .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const page = light(getComputedStyle(document.querySelector("[data-testid=stApp]")).backgroundColor);
    return [...chart.querySelectorAll("svg text, .mark-rect path, .mark-symbol path")]
        .filter(part => part.getBoundingClientRect().width > 1)
        .map(part => [light(getComputedStyle(part).fill), part.localName])
        .map(([own, what]) => [(Math.max(own, page) + 0.05) / (Math.min(own, page) + 0.05), what]);
}"""


def test_the_chart_is_seen_in_light_and_dark_also_when_that_changes(
    open_page: OpenPage, site: Site, traffic: Traffic
) -> None:
    page = open_page(f"/compare?ids={BOULDER},{WITH_A_SUM}")
    for scheme in ("light", "dark", "light"):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function(
            "scheme => getComputedStyle(document.querySelector('[data-testid=stApp]')).colorScheme === scheme",
            arg=scheme,
        )
        settled(page)
        contrasts = picture(page).evaluate(_CONTRASTS)
        assert {what for _ratio, what in contrasts} == {"text", "path"}
        assert [pair for pair in contrasts if pair[0] < (4.5 if pair[1] == "text" else 3)] == [], scheme
    # What it is drawn from is no columns for people; the table says it in words.
    picture(page).hover()
    expect(page.get_by_role("button", name="Show data")).to_have_count(0)
    expect(page.get_by_text("A bar that ends in an arrow goes on")).to_be_visible()
    # Nobody else was asked for anything to draw it with.
    assert set(traffic.hosts) == {site.url.removeprefix("http://")}


def test_four_of_the_longest_names_fit_a_phone(open_page: OpenPage) -> None:
    page = open_page(OF_FOUR, width=390, height=844)
    # The sum stays in sight where a name is too long for the picture.
    chart = picture(page)
    edge = chart.bounding_box()["x"] + chart.bounding_box()["width"]
    texts = chart.locator("svg text")
    boxes = [texts.nth(i).bounding_box() for i in range(texts.count())]
    assert all(box["x"] + box["width"] <= edge + 2 for box in boxes)
    assert any(text.startswith("at least $3,906: Boulder Community") for text in texts.all_text_contents())

    open_all(page)
    wider, what = overflow(page)
    assert (max(wider, 0), what) == (0, [])
    wide = "() => [...document.querySelectorAll('table')].filter(t => t.scrollWidth > t.clientWidth + 1).length"
    assert page.evaluate(wide) == 0
    # Each answer says whose it is, as no column does here.
    for cells in page.locator("table.compare tbody tr").all()[:3]:
        assert cells.locator(".who").all_inner_texts() == [_NAMES[clinic_id] for clinic_id in FOUR]
        for i in range(len(FOUR)):
            expect(cells.locator(".who").nth(i)).to_be_visible()
    expect(page.locator("table.compare thead").first).not_to_be_in_viewport()

    page.set_viewport_size({"width": 1280, "height": 900})
    for i in range(len(FOUR)):
        expect(page.locator("table.compare .who").nth(i)).to_be_hidden()
    expect(page.locator("table.compare thead a").first).to_be_visible()
    # The boxes of the plan find their new places one after the other.
    page.wait_for_function("() => document.querySelector('[data-testid=stMain]').scrollWidth <= innerWidth")
    wider, what = overflow(page)
    assert (max(wider, 0), what) == (0, [])
    assert page.evaluate(wide) == 0


def test_with_the_keyboard_to_the_first_answer_and_to_the_file(open_page: OpenPage) -> None:
    page = open_page(TWO)
    tab_to(page, page.url + "#results", 4)
    expect(page.get_by_role("link", name="Skip to results")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.wait_for_url("**#results")
    settled(page)  # the jump is done, and nothing is drawn anew under the keyboard
    page.keyboard.press("Tab")
    assert at(page).startswith("Boulder Mind Care")  # past crisis help and the navigation, at what is compared

    # Which clinics, the plan (5), the two heads, and then the pages behind the first figure.
    tab_to(page, "Source of “Whole first course, Boulder Mind Care”", 12)
    page.keyboard.press("Enter")
    expect(row(page, COURSE).locator("details[open] a").first).to_be_in_viewport()
    page.keyboard.press("Tab")
    assert at(page).startswith("https://")
    tab_to(page, "downloadSave as PDF", 10)
    with page.expect_download() as event:
        page.keyboard.press("Enter")
    assert content(event.value).startswith(b"%PDF")

    # The plan is changed without a mouse, too, and the keyboard stays.
    page.keyboard.press("Shift+Tab")
    box = number(page, "maintenance_per_year")
    box.focus()
    page.keyboard.press("ArrowUp")
    expect(row(page, YEAR)).to_have_count(1)
    settled(page)
    expect(box).to_be_focused()
    assert params(page)["yearly"] == "1"


# Odd data.


def test_names_that_try_to_be_more_than_text_are_text(open_page: OpenPage, odd_site: Site) -> None:
    keys = ("html", "markdown", "formula", "quotes")
    expected = [odd_data.NAMES[key] for key in keys]
    address = "/compare?ids=" + ",".join(f"example-clinic-{key}" for key in keys)
    page = open_page(address, at=odd_site, width=390, height=844, prepare=watch_dialogs)
    assert compared(page) == expected
    assert page.locator("table.compare tbody tr").first.locator(".who").all_text_contents() == expected
    taken = page.locator("[class*=st-key-take-off-]")
    expect(taken.last).not_to_have_text("")  # a button's words come after it
    # An unseen word joiner keeps `:material/home:` from becoming a picture.
    said_on = [text.replace("\u2060", "").removesuffix("close") for text in taken.all_text_contents()]
    assert said_on == expected
    bars = picture(page).locator("svg text").all_text_contents()[-len(keys) :]
    assert [text[:30] for text in bars] == [f"at least $2,400: {name}"[:30] for name in expected]

    folds = page.locator("[class*=st-key-letters-] summary")
    for i in range(len(keys)):
        folds.nth(i).click()
    settled(page)
    letters: list[str] = page.get_by_test_id("stCode").all_inner_texts()
    assert len(letters) == 2 * len(keys)
    for name, script, request in zip(expected, letters[::2], letters[1::2], strict=True):
        assert f"ketamine treatment at {name[:60]}" in script
        assert f"To: {name[:60]}" in request
    assert_only_text(page)
    wider, what = overflow(page)
    assert (max(wider, 0), what) == (0, [])
    assert len(PdfReader(io.BytesIO(content(save(page, "Save as PDF")))).pages) <= 2
