"""The verbs: stages put to work on a workspace's store, batch by batch.

A step module has three functions, called in this order by whatever runs it (this process, a pool
of processes, a Prefect flow):

    pending(context) -> Pending            what the ledger does not yet hold, as batches
    process(context, ids) -> Tally         one batch; its results and ledger rows land together
    finish(context) -> str                 what needs all batches; returns a note for the report
"""

from pipeline.steps.context import Context, Pending, Tally
from pipeline.steps.runs import run_stages

__all__ = ["Context", "Pending", "Tally", "run_stages"]
