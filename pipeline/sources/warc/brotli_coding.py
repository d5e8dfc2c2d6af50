"""Bodies packed by Brotli, as browsers ask for them: warcio itself fails with newer libraries."""

from __future__ import annotations

import brotli
from warcio.bufferedreaders import BufferedReader

from pipeline.sources.opening import ALWAYS_TAKEN

STEP = 65_536


class Unpacking:
    """Unpacks one body, a part at a time, in the way that warcio asks for."""

    unused_data = b""
    """What follows the packed body: Brotli does not tell."""

    def __init__(self) -> None:
        """Begin."""
        self._packed = brotli.Decompressor()
        self._left = ALWAYS_TAKEN

    def decompress(self, data: bytes) -> bytes:
        """Return what the next bytes hold.

        Raises:
            ValueError: More than any body can honestly hold.
            brotli.error: They are damaged.
        """
        parts = [self._packed.process(data, output_buffer_limit=STEP)]
        while parts[-1] and not self._packed.can_accept_more_data():
            self._left -= len(parts[-1])
            if self._left < 0:
                raise ValueError("unpacks to more than it can honestly hold, as only bombs do")
            parts.append(self._packed.process(b"", output_buffer_limit=STEP))
        return b"".join(parts)

    def flush(self) -> bytes:
        """Return nothing: all has been given."""
        return b""


def register() -> None:
    """Let warcio unpack by this."""
    BufferedReader.DECOMPRESSORS["br"] = Unpacking
