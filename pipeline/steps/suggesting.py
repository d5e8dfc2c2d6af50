"""Proposals for an editor: from a text, or a stored document, to tags with reasons."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import TypedDict, Unpack

from pipeline.decisions import standing
from pipeline.errors import CulturescopeError, MissingError, UsageError
from pipeline.settings import Workspace
from pipeline.steps.deciding import resolver
from pipeline.steps.kit import Kit, load_kit, stamp
from pipeline.steps.proposals import Proposed
from pipeline.steps.proposing import Asked, Status, propose
from pipeline.steps.reading import read_posted, read_stored
from pipeline.store import Store, decisions, results

LIMIT = 8
WARMING = ("Art and music", "Näyttely avataan ensi viikolla kaupungin vanhassa satamassa.")
"""One too short to tell its language, so that labels in every language are looked for; one that
has to be looked at closely before its language is told."""
CHECK_EVERY_S = 1.0
"""Files are looked at no more often than this for what another process has changed."""
AGAIN_AFTER_S = 30.0
"""What could not be loaded is tried again by then though no file has changed: the reason may have
been a full memory, or too many open files."""


class Options(TypedDict, total=False):
    """What may be said of the proposals that are wanted."""

    schemes: Sequence[str]
    """Which to propose from; none: all."""
    limit: int
    """Most proposals of each scheme; 8 unless said."""
    threshold: float
    """Least probability, 0 to 1; 0 unless said."""


class Suggesting:
    """Everything that suggests, loaded once; safe to use from several threads."""

    def __init__(self, workspace: Workspace, *, warm: bool = True) -> None:
        """Load encoder, taggers and gazetteers; takes seconds, and longer for big vocabularies."""
        self.workspace = workspace
        self.problem = ""
        """Why what was changed since could not be loaded; empty where nothing is wrong."""
        self._stamp = stamp(workspace)
        self._is_warm = warm
        self._kit = self._load()
        self._checked = self._failed_at = time.monotonic()
        self._loading = threading.Lock()

    @property
    def schemes(self) -> tuple[str, ...]:
        """What can be asked for: each vocabulary, and countries."""
        return self._kit.schemes

    @property
    def models(self) -> dict[str, str]:
        """Version of what suggests, by scheme."""
        return self._kit.versions

    def reload_if_changed(self) -> bool:
        """Load anew if a model was promoted, or a vocabulary or gazetteer changed.

        Who asks while another thread loads goes on with what there was. What cannot be loaded
        changes nothing but `problem`.

        Returns:
            Whether something was loaded.
        """
        if time.monotonic() - self._checked < CHECK_EVERY_S:
            return False
        if not self._loading.acquire(blocking=False):
            return False
        try:
            return self._reload()
        finally:
            self._checked = time.monotonic()
            self._loading.release()

    def _reload(self) -> bool:
        seen = stamp(self.workspace)
        if seen == self._stamp and not self._is_time_again():
            return False
        self._stamp = seen
        try:
            self._kit = self._load()
        except (CulturescopeError, OSError, MemoryError) as error:
            self.problem = str(error) or type(error).__name__
            self._failed_at = time.monotonic()
            return False
        self.problem = ""
        return True

    def _is_time_again(self) -> bool:
        return bool(self.problem) and time.monotonic() - self._failed_at > AGAIN_AFTER_S

    def _load(self) -> Kit:
        kit = load_kit(self.workspace)
        for text in WARMING if self._is_warm else ():
            propose(kit, read_posted(kit, text), _asked(kit), {})
        return kit

    def propose(
        self,
        text: str,
        *,
        title: str = "",
        language: str = "",
        **options: Unpack[Options],
    ) -> Proposed:
        """Propose tags for a text that is not stored.

        Args:
            text: As typed or pasted. It is brought into the shape of `Document.text` first
                (`pipeline.text.normalise`), and places of evidence count in that.
            title: May be empty.
            language: ISO 639-1 as stated; told from the text where it is empty or surely wrong.
            options: schemes, limit, threshold.

        Returns:
            Without a document's id, as there is none.

        Raises:
            MissingError: There is no such scheme.
            UsageError: Limit or threshold make no sense.
        """
        kit = self._kit
        asked = _asked(kit, **options)
        found = read_posted(kit, text, title, language)
        return replace(propose(kit, found, asked, {}), document_id="")

    def propose_document(
        self, store: Store, document_id: str, **options: Unpack[Options]
    ) -> Proposed:
        """Propose tags for the current revision of a stored document; nothing is stored.

        Its language and the vectors that are stored are used. Each proposal says whether the
        publisher gave it, or what an editor decided.

        Raises:
            MissingError: There is no such document or scheme.
            UsageError: Limit or threshold make no sense.
        """
        kit = self._kit
        asked = _asked(kit, **options)
        found = read_stored(kit, store, document_id)
        return propose(kit, found, asked, self._status(store, document_id, asked.schemes))

    def _status(self, store: Store, id_: str, schemes: Sequence[str]) -> Status:
        """Return what is known of a document's tags; what an editor decided goes before."""
        resolve = resolver(self.workspace)
        with store.read() as connection:
            tags = results.tags_of(connection, id_)
            log = standing(decisions.load(connection, document_ids=[id_]), resolve)
        given = {
            (tag["scheme"], resolve(tag["scheme"], tag["concept_id"])): "publisher"
            for tag in tags
            if tag["origin"] == "publisher"
        }
        decided = {
            (scheme, concept_id): last.kind
            for scheme in schemes
            for concept_id in log.verdicts(id_, scheme)
            if (last := log.last(id_, scheme, concept_id))
        }
        return given | decided


def open_suggesting(workspace: Workspace, *, warm: bool = True) -> Suggesting:
    """Load everything that suggests.

    Args:
        workspace: Whose models and vocabularies.
        warm: Load also what only some texts need (lists of words, labels in every language), so
            that nobody waits for it later; takes a second or two more.

    Raises:
        ModelError: A model is missing or damaged.
        DeclarationError: A vocabulary or gazetteer is broken, and no good copy was ever kept.
    """
    return Suggesting(workspace, warm=warm)


def _asked(
    kit: Kit, schemes: Sequence[str] = (), limit: int = LIMIT, threshold: float = 0.0
) -> Asked:
    unknown = sorted({*schemes} - {*kit.schemes})
    if unknown:
        raise MissingError(f"no scheme '{unknown[0]}'; there are: {', '.join(kit.schemes)}")
    if limit < 1:
        raise UsageError(f"a limit of {limit} leaves nothing; give 1 or more")
    if not 0.0 <= threshold <= 1.0:
        raise UsageError(f"the threshold {threshold} is no probability; give 0 to 1")
    return Asked(tuple(schemes) or kit.schemes, limit, threshold)
