"""A model that ingestion must agree with: random stories of a small web, told to the real steps.

    python -m tests.benchmarks.fuzz --runs 200 --seed 1

A few imaginary hosts publish, change, move and remove pages between visits, and list them in feeds,
sitemaps, listings, APIs. Servers fail, cards are edited, visits are killed, months pass. Only bytes
from servers and time itself are made up: fetcher, engine and store are the real ones. In the end
all is well for a while; then what is kept must be what the web holds, as an oracle knows it that
shares no code with the engine. Of a story that ends badly, a shorter one is told that does, too.
"""
