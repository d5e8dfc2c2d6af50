"""Crash drill: ingestion is killed with -9 at random moments, again and again, while servers fail.

    python -m tests.benchmarks.drill --kills 50 --seed 1
    python -m tests.benchmarks.drill --kills 60 --full-disk DISK

A workspace visits the test site undisturbed; others, with the same site and the same faults, are
killed until they are through. Then the site changes (pages new, changed, gone), and all of it once
more. In the end their stores must hold the same: captures with their bytes, frontier, rejected
inputs; times, run ids, visit numbers and places in WARC files apart. Their WARC files must be
readable by any tool: warcio's own checker reads them; at most the last record of a killed file is
cut off, and nothing in the store points at it.

With `--full-disk` nothing is killed: the workspace lies on a small file system that has little room
left, another little each time (`mount -t tmpfs -o size=200m tmpfs DISK`).
"""
