"""A site for tests: a real HTTP server on loopback with some 400 pages, well-behaved and not.

Five hosts, each an address of its own (127.0.0.x) on one port:

- `news`: articles, feeds in three formats (`/feed.rss`, `/feed.atom`, `/feed.json`), all of them as
  a paged feed (`/feed/all.atom`), links with tracking parameters (`/feed/tracked.rss`), a broken
  feed (`/feed/broken.rss`), sitemap index with gz and news sitemaps (`/sitemap_index.xml`), a text
  sitemap (`/sitemap.txt`), robots.txt that disallows `/private/` and names the sitemap;
- `archive`: a paginated listing (`/archive?page=1`), a calendar without end (`/calendar/2024/1`);
- `blog`: WordPress with its REST API (`/wp-json/`);
- `repository`: OAI-PMH (`/oai`), pages that link PDFs, a list of them (`/reports`);
- `rough`: one path for each thing that goes wrong (see tests.site.rough).

    with serve() as site:
        site.url("news", "/feed.rss")
        site.shelves["news"].change(3)      # what is published changes between visits
        site.fault("news", "/feed.rss", failing(500), failing(503))   # next answers of a path
        site.log                            # what the server saw, see tests.site.log

`python -m tests.site` serves it by hand.
"""

from tests.site.serving import CONTACT, HOSTS, Site, serve

__all__ = ["CONTACT", "HOSTS", "Site", "serve"]
