"""Prefect's server, as a child of the keeper: `python -m flows.server KEEPER_PID`."""

from __future__ import annotations

import sys

from flows.leash import end_with_parent
from flows.service import HOST


def main() -> None:
    """Serve until told to stop; what to serve stands in the environment."""
    end_with_parent(int(sys.argv[1]))
    import uvicorn
    from prefect.server.api.server import create_app
    from prefect.settings import get_current_settings

    port = get_current_settings().server.api.port
    uvicorn.run(create_app(final=True), host=HOST, port=port, log_level="warning")


if __name__ == "__main__":
    main()
