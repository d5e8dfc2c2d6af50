"""Serve the site by hand: `python -m tests.site [PORT]`, from the root of the repository."""

from __future__ import annotations

import sys
import time
from contextlib import suppress

from tests.site import HOSTS, serve


def main() -> None:
    """Serve until interrupted; print what is asked for."""
    with (
        serve(port=int(sys.argv[1]) if len(sys.argv) > 1 else 0) as site,
        suppress(KeyboardInterrupt),
    ):
        sys.stdout.write("".join(f"{host}: {site.url(host, '/')}\n" for host in HOSTS))
        n_shown = 0
        while True:
            for seen in site.log[n_shown:]:
                sys.stdout.write(f"{seen.host} {seen.method} {seen.target} {seen.status}\n")
                n_shown += 1
            sys.stdout.flush()
            time.sleep(0.2)


if __name__ == "__main__":
    main()
