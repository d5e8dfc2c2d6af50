"""What a run did, as pages that Prefect shows beside it."""

from __future__ import annotations

from dataclasses import asdict

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from flows.keys import artifact_key
from pipeline.steps.bulletin import bulletin
from pipeline.steps.runs import Run


def show(run: Run, where: str, group: str = "") -> None:
    """Show a run that has ended; to be called inside of its flow.

    Args:
        run: With its reports and findings.
        where: Workspace or group, for the reader.
        group: Id of the group; empty for a run of all sources.
    """
    about = f"{where} (run {run.context.run_id})"  # lists show the beginning
    create_table_artifact(
        key=artifact_key("stage-reports", group),
        table=[asdict(report) for report in run.reports],
        description=f"Stages, {about}",
    )
    create_markdown_artifact(
        key=artifact_key("bulletin", group),
        markdown=bulletin(run),
        description=f"What came in, {about}",
    )
