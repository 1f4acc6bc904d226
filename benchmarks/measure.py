"""Takes the figures of one table, or of the gazetteer, in a process of its own, and prints them as JSON.

Times are CPU seconds of this process, the fastest of a few runs: everything measured here runs on one thread and
waits for nothing, so on a quiet machine they are what a clock shows, and on a busy one they can still be compared.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from copy import copy
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import psutil

from benchmarks import queries
from benchmarks.plain import Answer, Plain
from finder import catalog, places
from finder.catalog import Catalog
from finder.search import DEFAULT_RADIUS, Query, Results, search

#: Table size up to which loading and searching are run several times.
OFTEN = 100_000
#: Searches answered by plain pandas + geopy too, by table size: (each row measured, in a box of degrees).
SAMPLES = ((10_000, 12, 60), (100_000, 4, 12), (10**9, 1, 4))

EXACT = ("94110", "portland me", "New York, NY", "springfield", "St. Paul MN", "texas", "cape cod", "sf", "brooklyn")
MISSPELLED = ("St. Loius", "san fransisco", "Pittsburg PA", "albequerque", "Philadelpha, PA", "Cincinatti", "chigaco")
ADDRESSES = (
    "1 Main St, Springfield, IL 62701",
    "350 5th Ave, New York, NY",
    "12345 Ventura Blvd, Los Angeles",
    "clinics near Boise, Idaho",
    "100 Market Street San Francisco California",
)


def fastest(times: int, do: Callable[[], Any]) -> float:
    """CPU seconds of the fastest of some runs."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        do()
        best = min(best, time.process_time() - start)
    return best


def rounds(times: int, loaded: Catalog, asked: list[Query]) -> list[float]:
    """CPU seconds of each search, the fastest of some rounds over all of them: a busy moment hits one round only."""
    return np.min(
        [[fastest(1, lambda query=query: search(loaded, query)) for query in asked] for _round in range(times)], axis=0
    ).tolist()


def resident() -> int:
    """Bytes of memory this process holds."""
    gc.collect()
    return psutil.Process().memory_info().rss


def table(folder: Path) -> dict[str, Any]:
    """Loading, memory and searching of one data folder, beside plain pandas + geopy."""
    catalog.load()  # what is read once a process: libraries, rules, the gazetteer that positions are checked against
    before = resident()
    start = time.process_time()
    loaded = catalog.load(folder, max_bytes=None)
    seconds = time.process_time() - start
    n, mix = len(loaded), queries.mix()
    for _kind, query in mix:
        search(loaded, query)
    loaded.row("example-clinic-0000001")
    loaded.evidence_of("example-clinic-0000001")
    figures: dict[str, Any] = {"n": n, "bytes": (resident() - before) / n}
    if n <= OFTEN:
        seconds = min(seconds, fastest(2, lambda: catalog.load(folder, max_bytes=None)))
    times = rounds(7 if n <= OFTEN else 3, loaded, [query for _kind, query in mix])
    figures |= {"load": seconds, "p50": median(times), "p95": float(np.quantile(times, 0.95))}
    kinds = list(dict.fromkeys(kind for kind, _query in mix))
    figures["kinds"] = {kind: median([t for (k, _q), t in zip(mix, times, strict=True) if k == kind]) for kind in kinds}
    figures |= _by_course(loaded)
    return figures | _beside_plain(folder, loaded, mix, times)


def _by_course(loaded: Catalog) -> dict[str, Any]:
    """The order of what a course costs: with all costs worked out before, and, near a town, with none."""
    asked = queries.courses()
    near = [q for q in asked if q.near is not None and q.near.kind != "state" and q.within_miles == DEFAULT_RADIUS]
    first = []
    for query in near:
        fresh = copy(loaded)  # costs are kept for each catalogue
        first.append(fastest(1, lambda query=query, fresh=fresh: search(fresh, query)))
    for query in asked:
        search(loaded, query)
    times = rounds(3, loaded, asked)
    return {
        "course_p50": median(times),
        "course_p95": float(np.quantile(times, 0.95)),
        "course_first": median(first),
        "course_first_most": max(first),
    }


def _beside_plain(folder: Path, loaded: Catalog, mix: list[tuple[str, Query]], times: list[float]) -> dict[str, Any]:
    plain = Plain(folder)
    each_row, in_a_box = next((rows, box) for most, rows, box in SAMPLES if len(loaded) <= most)
    figures: dict[str, Any] = {"wrong": [], "compared": 0}
    for name, count, box in (("plain", each_row, False), ("box", in_a_box, True)):
        # Spread over the mix, so that each kind of search has its share.
        chosen = (
            [int(i) for i in np.linspace(0, len(mix) - 1, count + 2)[1:-1]] if count < len(mix) else range(len(mix))
        )
        took = []
        for i in chosen:
            query = mix[i][1]
            start = time.process_time()
            answer = plain.search(query, in_a_box=box)
            took.append(time.process_time() - start)
            figures["compared"] += 1
            if not same(search(loaded, query), answer):
                figures["wrong"].append(repr(query))
        figures[name] = median(took)
        figures[f"{name}_n"] = len(took)
        figures[f"{name}_ratio"] = median([slow / times[i] for i, slow in zip(chosen, took, strict=True)])
    return figures


def same(results: Results, answer: Answer) -> bool:
    """Whether both found the same page, total and counts."""
    counts = {name: dict(words) for name, words in results.facets.items() if name in answer.facets}
    return (
        [hit.clinic_id for hit in results.hits] == answer.ids
        and results.total == answer.total
        and counts == answer.facets
    )


def bundled() -> dict[str, Any]:
    """Searching the table that ships."""
    loaded = catalog.load()
    times = rounds(50, loaded, [query for _kind, query in queries.bundled()])
    return {"n": len(loaded), "p50": median(times), "p95": float(np.quantile(times, 0.95))}


def gazetteer() -> dict[str, Any]:
    """The first look-up of a process, its memory, and the look-ups after it."""
    before = resident()
    start = time.process_time()
    places.find(EXACT[1])
    figures: dict[str, Any] = {"cold": time.process_time() - start, "bytes": resident() - before}
    places.find(MISSPELLED[0])  # the list of spellings is made when first needed
    for name, texts in (("exact", EXACT), ("misspelled", MISSPELLED), ("address", ADDRESSES)):
        times = [fastest(20, lambda text=text: places.find(text)) for text in texts]
        figures[name] = {"p50": median(times), "p95": float(np.quantile(times, 0.95)), "n": len(texts)}
    return figures


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["table", folder]:
            found = table(Path(folder))
        case ["bundled"]:
            found = bundled()
        case ["gazetteer"]:
            found = gazetteer()
        case _:
            sys.exit("python -m benchmarks.measure table FOLDER | bundled | gazetteer")
    print(json.dumps(found))
