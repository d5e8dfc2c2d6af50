"""Who is asked next: one queue a host, its indexes first, its sources in turn."""

from __future__ import annotations

import heapq
from collections import deque
from dataclasses import dataclass, field

from pipeline.sources.web.addresses import host_of
from pipeline.steps.visiting.nouns import Task


@dataclass(slots=True)
class _Ring:
    """Tasks of several sources, taken in turn."""

    lines: dict[str, deque[Task]] = field(default_factory=dict)

    def push(self, task: Task) -> None:
        self.lines.setdefault(task.address.source_id, deque()).append(task)

    def pop(self) -> Task:
        source_id, line = next(iter(self.lines.items()))
        del self.lines[source_id]
        task = line.popleft()
        if line:
            self.lines[source_id] = line
        return task


@dataclass(slots=True)
class _Line:
    """What waits at one host."""

    indexes: _Ring = field(default_factory=_Ring)
    items: _Ring = field(default_factory=_Ring)
    ready_at: float = 0.0
    is_asked: bool = False
    """A request is under way."""
    is_waiting: bool = False
    """It stands in the heap."""

    @property
    def is_empty(self) -> bool:
        return not self.indexes.lines and not self.items.lines


class Queues:
    """Everything that is to be asked, by host; times are those of the event loop."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.n = 0
        self._hosts: dict[str, _Line] = {}
        self._heap: list[tuple[float, int, str]] = []
        self._n_pushed = 0
        self._aside: set[str] = set()

    def push(self, task: Task) -> bool:
        """Take a task; False where its host is put aside."""
        host = host_of(task.address.url)
        if host in self._aside:
            return False
        line = self._hosts.setdefault(host, _Line())
        (line.indexes if task.address.role == "index" else line.items).push(task)
        self.n += 1
        self._wait(host, line)
        return True

    def pop(self, now: float) -> Task | None:
        """Return a task whose host may be asked now, and note that it is being asked."""
        while self._heap and self._heap[0][0] <= now:
            _, _, host = heapq.heappop(self._heap)
            line = self._hosts[host]
            line.is_waiting = False
            if not line.is_empty:  # it may have been put aside since
                line.is_asked = True
                self.n -= 1
                return (line.indexes if line.indexes.lines else line.items).pop()
        return None

    def done(self, task: Task, ready_at: float) -> None:
        """Note that a host has answered, and when it may be asked again."""
        host = host_of(task.address.url)
        line = self._hosts[host]
        line.is_asked, line.ready_at = False, ready_at
        self._wait(host, line)

    def next_at(self) -> float | None:
        """Return when the next host may be asked; None where nothing waits."""
        return self._heap[0][0] if self._heap else None

    def put_aside(self, url: str) -> list[Task]:
        """Ask a host no more; return what was waiting there."""
        host = host_of(url)
        self._aside.add(host)
        line = self._hosts.get(host, _Line())
        tasks = []
        for ring in (line.indexes, line.items):
            while ring.lines:
                tasks.append(ring.pop())
        self.n -= len(tasks)
        return tasks

    def _wait(self, host: str, line: _Line) -> None:
        if not line.is_asked and not line.is_waiting and not line.is_empty:
            line.is_waiting = True
            self._n_pushed += 1
            heapq.heappush(self._heap, (line.ready_at, self._n_pushed, host))
