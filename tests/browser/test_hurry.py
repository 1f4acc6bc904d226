"""A person who acts again before the page has answered."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import Contexts, serve

#: Waits where Streamlit can't interrupt it, and shows how many runs there ever were at the same moment.
_SLOW = """
import time
import streamlit as st

@st.cache_resource
def seen():
    return {"now": 0, "most": 0}

seen()["now"] += 1
seen()["most"] = max(seen().values())
time.sleep(0.5)
seen()["now"] -= 1
pressed = st.session_state.setdefault("pressed", [])
st.button("Again", on_click=lambda: pressed.append(1))
st.text(f"pressed {len(pressed)}, at once {seen()['most']}")
"""


def test_runs_of_one_visit_never_overlap(contexts: Contexts, tmp_path: Path) -> None:
    # Two runs at once share a session without a lock: one changes what the other goes through, and the page breaks.
    script = tmp_path / "slow.py"
    script.write_text(_SLOW, encoding="utf-8")
    with serve(tmp_path / "log.txt", script=str(script)) as site:
        page = contexts.shared(webgl=False).new_page()
        page.goto(site.url)
        again = page.get_by_role("button", name="Again")
        expect(page.get_by_text("pressed 0, at once 1")).to_be_visible()
        for _ in range(4):
            again.click()
            page.wait_for_timeout(100)
        page.wait_for_timeout(1200)  # two runs
        expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
        expect(page.get_by_text(re.compile("pressed [1-4], at once"))).to_have_text(re.compile("at once 1$"))
    contexts.clean()
