"""Zip archives that may be hostile: members are read one at a time, in memory, within limits."""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from pipeline.clean.office.content import UnreadableError

MAX_MEMBERS = 20_000  # a book of 1,000 pictures has 1,100
MAX_MEMBER = 30_000_000  # bytes unpacked; 900 pages of Word have 20 million, and trees take 30-fold
MAX_READ = 100_000_000  # bytes unpacked of all members read
MAX_RATIO = 200  # unpacked to packed; XML of tables reaches 60, a bomb 1,000
ALWAYS_TAKEN = 5_000_000  # bytes that any member may unpack to, however well it packs
_ENTITY = tuple("<!ENTITY".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))
_IS_ENCRYPTED = 0x1
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError,
    ValueError, UnicodeError,
)  # fmt: skip


class Archive:
    """An archive that gives out single members; whatever is wrong with it is `UnreadableError`."""

    def __init__(self, body: bytes) -> None:
        """Read the table of contents."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(body))
        except _DAMAGED as error:
            raise _broken(f"its archive cannot be opened ({error})") from error
        members = self._zip.infolist()
        if len(members) > MAX_MEMBERS:
            detail = f"It packs {len(members):,} files; no document does: leave it out."
            raise UnreadableError("too_large", detail)
        self._members = {member.filename: member for member in members}
        self._left = MAX_READ

    def __contains__(self, name: str) -> bool:
        """Tell whether there is a member of this name."""
        return name in self._members

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the members, in their order."""
        return tuple(self._members)

    def read(self, name: str) -> bytes:
        """Return a member's bytes; empty where there is none of this name."""
        member = self._members.get(name)
        if member is None:
            return b""
        self._check(member)
        try:
            body = self._zip.read(member)  # never more than the size it states
        except _DAMAGED as error:
            raise _broken(f"its part {name} cannot be unpacked ({error})") from error
        if any(mark in body for mark in _ENTITY):
            raise _broken(f"its part {name} declares XML entities, as no office program does")
        return body

    def tree(self, name: str) -> etree._Element | None:
        """Return a member parsed as XML, without entities, DTD or network; None where missing."""
        body = self.read(name)
        try:
            return etree.fromstring(body, _parser()) if body else None
        except (etree.XMLSyntaxError, ValueError) as error:
            raise _broken(f"its part {name} is no well-formed XML ({error})") from error

    def properties(self, name: str) -> etree._Element | None:
        """Return a member that only describes the others; None where it is missing or damaged."""
        try:
            return self.tree(name)
        except UnreadableError as error:
            if error.problem.reason == "broken_office":
                return None
            raise

    def _check(self, member: zipfile.ZipInfo) -> None:
        if member.flag_bits & _IS_ENCRYPTED:
            raise UnreadableError("encrypted_file", "It asks for a password; save it without one.")
        most = max(ALWAYS_TAKEN, MAX_RATIO * member.compress_size)
        self._left -= member.file_size
        if member.file_size > min(most, MAX_MEMBER) or self._left < 0:
            raise UnreadableError(
                "too_large",
                f"Its part {member.filename[:80]} unpacks to {member.file_size:,} bytes, as only "
                "bombs and very large files do; split the file, or save its text alone.",
            )


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )


def _broken(found: str) -> UnreadableError:
    detail = f"The file is damaged: {found}; open it in its program and save it anew."
    return UnreadableError("broken_office", detail)
