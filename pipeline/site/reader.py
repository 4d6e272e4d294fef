"""The process that reads visitors' texts, seen from the site."""

import asyncio
import json
import logging
import sys
from typing import Any

from pipeline.site.errors import Unavailable

log = logging.getLogger(__name__)

SECONDS = 15.0
"""How long one text may take, the start of the process included."""
WAITING = 6
"""Texts that may wait for their turn; one is read at a time."""
LINE_LIMIT = 256 * 1024 * 1024
"""Bytes of an answer: the boundaries of every place of a long text."""


class Reader:
    """A process that reads texts, one at a time; it is started when needed and ended when it takes too long."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()
        self._waiting = 0

    async def read(self, text: str) -> dict[str, Any]:
        """What is found in a text, as `pipeline.site.reading.read` gives it.

        Raises `Unavailable` where too many texts wait, or this one takes too long or cannot be read.
        """
        if self._waiting >= WAITING:
            raise Unavailable("Many texts are being read just now. Try again in a minute.")
        self._waiting += 1
        try:
            async with self._turn:
                answer = await asyncio.wait_for(self._ask(text), SECONDS)
        except (TimeoutError, OSError, ValueError) as error:
            await self.close()
            raise Unavailable("This text takes too long to read here. Try a part of it.") from error
        finally:
            self._waiting -= 1
        if "error" in answer:
            log.error("a text could not be read: %s", answer["error"])
            raise Unavailable("This text could not be read.")
        return answer

    async def _ask(self, text: str) -> dict[str, Any]:
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "pipeline.site.reading",
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                limit=LINE_LIMIT,
            )
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps({"text": text}).encode() + b"\n")
        await process.stdin.drain()
        return dict(json.loads(await process.stdout.readline()))

    async def close(self) -> None:
        """End the process, if it runs."""
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            process.kill()
            await process.wait()
