"""The clients, in a process of their own: each keeps its connection, its session and its token, and sends without a
pause.

Reads what to do from the standard input, a line of JSON a round, and answers each with a line: see `Round`.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from dataclasses import asdict, dataclass, field

from yiben.capture.messages import FORMAT
from yiben.lib.canonical import uuid7

ITEM = (
    '{"id":"%s","post":%d,"said":{"unit":%d,"kind":"volunteering","start":"2025-03-05","title":"学雷锋志愿服务活动",'
    '"place":"文化广场","lines":["volunteering"],"amounts":[["attendances","120",""],["volunteers","30",""]]}}'
)


@dataclass
class Round:
    """What one round saw: how long it took, each request's milliseconds, the entries acknowledged, what went wrong."""

    seconds: float = 0.0
    milliseconds: list[float] = field(default_factory=list)
    recorded: int = 0
    errors: list[str] = field(default_factory=list)


class Client:
    """One keep-alive connection of one person."""

    def __init__(self, port: int, session: str, post: int, unit: int) -> None:
        self.port, self.post, self.unit = port, post, unit
        self.cookies, self.token = f"sessionid={session}", ""

    async def connect(self) -> None:
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        head, body = await self._ask("GET", "/capture/ready/", b"")
        found = re.search(r"csrftoken=[^;]+", head)
        assert found, head
        self.cookies += f"; {found[0]}"
        self.token = json.loads(body)["token"]

    async def send(self, path: str, entries: int, seen: Round) -> None:
        items = ",".join(ITEM % (uuid7(), self.post, self.unit) for _entry in range(entries or 1))
        body = f'{{"format":"{FORMAT}","items":[{items}]}}'.encode()
        began = time.perf_counter()
        head, answer = await self._ask("POST", path, body)
        seen.milliseconds.append(1000 * (time.perf_counter() - began))
        if not head.startswith("HTTP/1.1 200"):
            seen.errors.append(head.split("\r\n")[0])
        elif (recorded := answer.count(b'"recorded"')) != entries:
            seen.errors.append(f"{recorded} of {entries} recorded")
        else:
            seen.recorded += recorded

    async def _ask(self, how: str, path: str, body: bytes) -> tuple[str, bytes]:
        told = [f"{how} {path} HTTP/1.1", "Host: 127.0.0.1", f"Cookie: {self.cookies}", f"Content-Length: {len(body)}"]
        told += ["Content-Type: application/json", f"X-CSRFToken: {self.token}", "", ""]
        self.writer.write("\r\n".join(told).encode() + body)
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        length = next(line for line in head.lower().split("\r\n") if line.startswith("content-length:"))
        return head, await self.reader.readexactly(int(length.partition(":")[2]))


async def play(clients: list[Client], path: str, entries: int, seconds: float) -> Round:
    """All clients at once, until the time is up; what is under way is waited for."""
    seen, began = Round(), time.perf_counter()

    async def go_on(client: Client) -> None:
        while time.perf_counter() - began < seconds:
            await client.send(path, entries, seen)

    await asyncio.gather(*(go_on(client) for client in clients))
    seen.seconds = time.perf_counter() - began
    return seen


async def main() -> None:
    said = json.loads(sys.stdin.readline())
    clients = [Client(said["port"], *who) for who in said["signed_in"]]
    for client in clients:
        await client.connect()
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(asdict(await play(clients, asked["path"], asked["entries"], asked["seconds"]))), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
