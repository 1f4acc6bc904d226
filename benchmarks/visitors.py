"""Visitors without a browser: they speak Streamlit's own protocol over a WebSocket, and many fit in one process.

A visitor connects, has the page drawn, and then acts: the script runs with another query in the address (or, in the
plain app, another text in its first box). An act has its answer when the server says that the script has finished.
Browsers also draw; `browser.py` measures that.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

#: Seconds that one answer may take before the visitor is counted as unanswered.
PATIENCE = 60.0


class _Counting(ClientConnection):
    """A connection that counts the bytes on the wire, compressed as they are."""

    wire = 0

    def data_received(self, data: bytes) -> None:
        self.wire += len(data)
        super().data_received(data)


@dataclass(frozen=True)
class Answer:
    """Seconds from act to the end of the script, and the bytes it took, as sent and as read."""

    seconds: float
    wire: int
    size: int


@dataclass
class Visitor:
    """One open page. `box` is the id of the first text box that was drawn, if there was one."""

    socket: _Counting
    box: str = ""
    exceptions: list[str] = field(default_factory=list)

    @classmethod
    async def arrive(cls, url: str) -> Visitor:
        """Connects to the server at `http://…`, as the page's own script does."""
        socket = await connect(
            url.replace("http://", "ws://", 1) + "/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            create_connection=_Counting,
            max_size=None,
            ping_interval=None,
            open_timeout=PATIENCE,
            proxy=None,
        )
        assert isinstance(socket, _Counting)
        return cls(socket)

    async def act(self, query: str = "", typed: str | None = None) -> Answer:
        """Has the script run with this query in the address, or with this in the text box, and waits for its end."""
        wire, size = self.socket.wire, 0
        start = time.perf_counter()
        await self.socket.send(rerun(query, self.box, typed))
        async with asyncio.timeout(PATIENCE):
            while True:
                data = await self.socket.recv()
                assert isinstance(data, bytes)
                size += len(data)
                if self._ends(data):
                    return Answer(time.perf_counter() - start, self.socket.wire - wire, size)

    def _ends(self, data: bytes) -> bool:
        message = ForwardMsg.FromString(data)
        kind = message.WhichOneof("type")
        if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            if element.WhichOneof("type") == "text_input" and not self.box:
                self.box = element.text_input.id
            if element.WhichOneof("type") == "exception":
                self.exceptions.append(element.exception.type)
        return kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY

    async def leave(self) -> None:
        """Closes the page."""
        await self.socket.close()


def rerun(query: str, box: str = "", typed: str | None = None) -> bytes:
    """The message of a browser that asks for a run of the script."""
    message = BackMsg()
    state = message.rerun_script
    state.query_string = query
    state.context_info.timezone = "America/Los_Angeles"
    state.context_info.locale = "en-US"
    if typed is not None:
        widget = state.widget_states.widgets.add()
        widget.id, widget.string_value = box, typed
    return message.SerializeToString()


@dataclass(frozen=True)
class Crowd:
    """What many visitors at once saw: each answer, how many acts got none, and how many should have been answered."""

    answers: list[Answer]
    unanswered: int
    exceptions: int
    #: Memory of the server after the first visitor, with everybody's page open, and after everybody's acts.
    bytes_before: int
    bytes_open: int
    bytes_after: int
    #: CPU seconds of the server during the acts, and how long they took.
    cpu: float
    seconds: float


async def alone(url: str, acts: list[dict[str, Any]]) -> list[Answer]:
    """The answers that one visitor gets on a server that has nothing else to do."""
    visitor = await Visitor.arrive(url)
    await visitor.act()
    try:
        return [await visitor.act(**act) for act in acts]
    finally:
        await visitor.leave()


async def crowd(
    url: str,
    n: int,
    acts: list[dict[str, Any]],
    *,
    seconds: float,
    every: float,
    resident: Callable[[], tuple[int, float]],
) -> Crowd:
    """`n` visitors who each act once in `every` seconds, spread evenly, for `seconds`.

    A visitor whose answer is late acts again as soon as it is there, and the wait since the act was due counts: people
    do not wait for each other. `resident` gives the server's memory in bytes and CPU seconds.
    """
    await alone(url, acts)  # what is made once a process is made before memory is taken
    before = resident()[0]
    visitors = [await Visitor.arrive(url) for _ in range(n)]
    for visitor in visitors:  # one after the other: arriving is not what is measured
        await visitor.act()
    opened, cpu = resident()
    start = time.perf_counter()
    end = start + seconds
    answers: list[Answer] = []
    unanswered = 0

    async def act(number: int, visitor: Visitor) -> None:
        nonlocal unanswered
        due = start + every * number / n
        turn = number
        while due < end:
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            if time.perf_counter() > end + every:  # hopelessly behind: the rest was due and never answered
                unanswered += int((end - due) // every) + 1
                return
            late = max(0.0, time.perf_counter() - due)
            try:
                answer = await visitor.act(**acts[turn % len(acts)])
            except (TimeoutError, OSError):
                unanswered += 1
                return
            answers.append(Answer(late + answer.seconds, answer.wire, answer.size))
            due, turn = due + every, turn + 1

    await asyncio.gather(*(act(number, visitor) for number, visitor in enumerate(visitors)))
    took = time.perf_counter() - start
    after, cpu_after = resident()
    for visitor in visitors:
        await visitor.leave()
    exceptions = sum(len(visitor.exceptions) for visitor in visitors)
    return Crowd(answers, unanswered, exceptions, before, opened, after, cpu_after - cpu, took)
