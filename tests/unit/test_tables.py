"""A plain file is read the fast way, any other carefully, and nobody can tell which from what comes back."""

from __future__ import annotations

from pathlib import Path
from unittest import mock

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from finder import tables

HEADER = b"id,name,note\n"

PLAIN = {
    "bare": b"a,b,c\nd,,\n",
    "no last line end": b"a,b,c",
    "only a header": b"",
    "quoted": b'"a","b, ""c""",""\n"","x",""""\n',
    "CRLF": b"a,b,c\r\nd,e,\r\n",
    "spaces": b"a, b , \n a,\xc2\xa0,\xe2\x80\x83x\n",
    "accents": "a,Éxample,\u202e\n".encode(),
    "more than one block": b"".join(b'"%d","Example, ""%d""",\r\n' % (i, i) for i in range(120_000)),
    "a long cell": b"a," + b"x" * 900_000 + b",\n",
}
ODD = {
    "a cell of two lines": b'a,"b\nb",c\n',
    "a blank line": b"a,b,c\n\nd,e,f\n",
    "a row of nothing": b"a,b,c\n,,\n",
    "a row too short": b"a,b,c\nd,e\n",
    "a row too long": b"a,b,c\nd,e,f,g\n",
    "an open quote": b'a,"b,c\nd,e,f\n',
    "text after a quote": b'a,"b"c,d\n',
    "a quote within a cell": b'a,b"c",d\n',
    "old Mac line ends": b"a,b,c\rd,e,f\r",
    "a stray carriage return": b"a,b,c\r\r\nd,e,f\r\n",
    "not UTF-8": b"a,b,c\nd,\xff,f\n",
    "half a pair": b"a,b,c\nd,\xed\xa0\x80,f\n",
    "a cell that is too long": b"a," + b"x" * 1_000_001 + b",\n",
}
PIECES = [
    b"a", b"b c", b" ", b",", b",", b",", b"\n", b"\n", b"\r\n", b"\r", b'"', b'""', b'","', b'"\n"', b'"\r\n"',
    b"x,y,z\n", b"x,,z\r\n", b'"x","y, ""y""",""\n', b",,\n", b'"","",""\n', "é".encode(), b"\xff", b"\xc2\xa0",
    b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"\x0b",
]  # fmt: skip


def read(path: Path, *, carefully: bool) -> tables.RawTable:
    with mock.patch.object(tables, "_read_plain", (lambda *_: None) if carefully else tables._read_plain):
        return tables.read(path, ("id", "name", "note", "city"), ("id", "name"))


def assert_same(path: Path, body: bytes) -> None:
    path.write_bytes(HEADER + body)
    fast, careful = read(path, carefully=False), read(path, carefully=True)
    pd.testing.assert_frame_equal(fast.frame, careful.frame)
    assert (fast.rejected, fast.warnings, fast.rows) == (careful.rejected, careful.warnings, careful.rows)


@pytest.mark.parametrize("how", PLAIN)
def test_a_plain_file_is_read_the_fast_way(tmp_path, how):
    assert tables._read_plain(HEADER + PLAIN[how], 3) is not None
    assert_same(tmp_path / "plain.csv", PLAIN[how])


@pytest.mark.parametrize("how", ODD)
def test_any_other_file_is_read_carefully(tmp_path, how):
    assert tables._read_plain(HEADER + ODD[how], 3) is None
    assert_same(tmp_path / "odd.csv", ODD[how])


@settings(max_examples=300)
@given(body=st.lists(st.sampled_from(PIECES), max_size=25).map(b"".join))
@example(body=b"\xef\xbb\xbfa,b,c\n")
def test_both_ways_give_the_same(tmp_path_factory, body):
    assert_same(tmp_path_factory.getbasetemp() / "either.csv", body)
