import datetime as dt
import re

from pipeline.records import Rejected, StageReport
from pipeline.steps.bulletin import bulletin
from pipeline.steps.runs import begin_run
from pipeline.store import ledger, visits

LINK = "http://www.x.example/?a=1&amp=a_b@c"


def begin_visit(connection, source_id, run_id):
    visits.begin_visit(connection, source_id, run_id, dt.datetime(2025, 1, 1, tzinfo=dt.UTC))


def test_a_run_is_told_with_findings_what_came_in_and_reasons_and_nothing_of_it_is_markup(tiny):
    with begin_run(tiny, "test", sources=("tiny",)) as run:
        run.reports.append(StageReport("ingest", 3, 2, 1, 0, 0.5, "of 1 sources"))
        run.findings.append("source tiny: <b>odd</b> | [x](y)")
        with run.context.store.write() as connection:
            begin_visit(connection, "tiny", run.context.run_id)
            begin_visit(connection, "other", run.context.run_id)
            ledger.put_rejected(
                connection,
                [
                    Rejected("ingest", "tiny", f"tiny:{n}", "too_large", f"{LINK} {n} is\nlarge")
                    for n in range(3)
                ]
                + [Rejected("ingest", "other", "other:1", "empty", "no byte")],
            )
        told = bulletin(run)
    lines = told.splitlines()
    assert r"* source tiny: \<b\>odd\</b\> \| \[x\](y)" in lines
    assert r"| tiny | 0 | 0 | 0 | 0 | 0 | 0 | 0 | running |" in lines
    assert r"| all 2 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |  |" in lines
    year = run.context.run_id[:4]
    assert re.fullmatch(rf"# \d+ [A-Z][a-z]+ {year}, \d\d:\d\d UTC", lines[0])
    assert r"| ingest | 3 | 2 | 1 | 0 | 0.5 | of 1 sources |" in lines
    shown = r"http\://www\.x.example/?a=1\&amp=a\_b\@c 0 is large"
    assert rf"| ingest | too\_large | 3 | {shown} |" in lines
    assert "no byte" not in told


def test_a_quiet_run_says_so(tiny):
    with begin_run(tiny, "test") as run:
        told = bulletin(run)
    assert "No findings." in told
    assert "No source was visited." in told
    assert told.endswith("## Rejected, of these sources\n\nNone.\n")
