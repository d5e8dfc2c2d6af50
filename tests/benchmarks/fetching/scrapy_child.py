"""A plain crawl with Scrapy: sitemaps, robots.txt, no delay. Runs in the environment of the peer.

Reads {"bases": [...], "settings": {...}} from standard input, writes bodies to the folder `bodies`
and {"seconds", "cpu_s"} to standard output.
"""

import hashlib
import json
import sys
import time
from pathlib import Path

from scrapy.crawler import CrawlerProcess
from scrapy.http import Response
from scrapy.spiders import SitemapSpider

ASKED = json.load(sys.stdin)
BODIES = Path("bodies")
SETTINGS = {
    "ROBOTSTXT_OBEY": True,
    "DOWNLOAD_DELAY": 0,
    "CONCURRENT_REQUESTS": 20,
    "LOG_LEVEL": "ERROR",
    "TELNETCONSOLE_ENABLED": False,
    "USER_AGENT": "Peer/0 (+people@example.org)",
}


class Pages(SitemapSpider):
    """Writes each page to a file."""

    name = "pages"
    sitemap_urls = tuple(f"{base}/sitemap.xml" for base in ASKED["bases"])

    def parse(self, response: Response) -> None:
        """Store a body under the digest of its address."""
        name = hashlib.sha256(response.url.encode()).hexdigest()
        (BODIES / name).write_bytes(response.body)


def main() -> None:
    """Crawl and tell what it took."""
    BODIES.mkdir()
    process = CrawlerProcess({**SETTINGS, **ASKED["settings"]})
    started, spent = time.perf_counter(), time.process_time()
    process.crawl(Pages)
    process.start()
    took = {"seconds": time.perf_counter() - started, "cpu_s": time.process_time() - spent}
    print(json.dumps(took))


if __name__ == "__main__":
    main()
