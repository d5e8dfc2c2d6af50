"""Models come in the background, so that the server answers (that it is not ready) at once."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from pipeline.web.problems import RefusedError

if TYPE_CHECKING:
    from pipeline.steps.suggesting import Suggesting

LOG = logging.getLogger("culturescope.web")
AGAIN_AFTER_S = 30.0
"""What failed to load may have been mended by then."""

State = Literal["loading", "ready", "failed"]


class Loading:
    """Suggestions, loaded once; thread-safe."""

    def __init__(self, load: Callable[[], Suggesting]) -> None:
        """Remember how to load; nothing is loaded yet."""
        self._load = load
        self._lock = threading.Lock()
        self._found: Suggesting | None = None
        self.state: State = "loading"
        self._failed_at = 0.0
        self._told = ""

    def start(self) -> None:
        """Load in a thread of its own, which does not keep the process from ending."""
        threading.Thread(target=self._try, name="models", daemon=True).start()

    def get(self) -> Suggesting:
        """Return the suggestions, as models and vocabularies now are.

        Raises:
            RefusedError: 503: they are not there yet, or cannot be loaded.
        """
        if self.state == "failed":
            self._try_again()
        if self._found is None:
            said = {"loading": "the models are loading", "failed": "the models cannot be loaded"}
            raise RefusedError(503, said.get(self.state, said["loading"]), error=self.state)
        self._found.reload_if_changed()
        self._log_once(self._found.problem)
        return self._found

    @property
    def is_outdated(self) -> bool:
        """Tell whether what was changed since could not be loaded, so that the former serves on."""
        return self._found is not None and bool(self._found.problem)

    def _log_once(self, problem: str) -> None:
        if problem and problem != self._told:
            LOG.error("models changed and cannot be loaded, the former serve on: %s", problem)
        self._told = problem

    def _try(self) -> None:
        try:
            self._found = self._load()
            self.state = "ready"
            LOG.info("models are loaded")
        except Exception as error:
            # a thread's end is nobody's business but ours: readiness and each answer tell of it
            self._failed_at = time.monotonic()
            self.state = "failed"
            LOG.error("models cannot be loaded: %s: %s", type(error).__name__, error)

    def _try_again(self) -> None:
        with self._lock:
            if self.state == "failed" and time.monotonic() - self._failed_at > AGAIN_AFTER_S:
                self.state = "loading"
                self.start()
