"""A table that stands side by side on a wide screen and one under the other on a phone, without losing its meaning."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape


def side_by_side(
    caption: str, corner: str, heads: Sequence[tuple[str, str]], rows: Sequence[tuple[str, Sequence[str]]]
) -> str:
    """The HTML of a table. `heads`: the name and the HTML of each column; `rows`: the HTML of a row's head and cells.

    A phone draws every part as a block, so the roles are said again, and each cell names its column there.
    """
    lines = []
    for head, cells in rows:
        drawn = "".join(
            f"<td role='cell'><span class='who' aria-hidden='true'>{escape(name)}</span>{cell}</td>"
            for (name, _html), cell in zip(heads, cells, strict=True)
        )
        lines.append(f"<tr role='row'><th scope='row' role='rowheader'>{head}</th>{drawn}</tr>")
    columns = "".join(f"<th scope='col' role='columnheader'>{html}</th>" for _name, html in heads)
    return (
        f"<table role='table' class='compare of-{len(heads)}'><caption class='unseen'>{escape(caption)}</caption>"
        f"<thead role='rowgroup'><tr role='row'><th scope='col' role='columnheader'>"
        f"<span class='unseen'>{escape(corner)}</span></th>{columns}</tr></thead>"
        f"<tbody role='rowgroup'>{''.join(lines)}</tbody></table>"
    )
