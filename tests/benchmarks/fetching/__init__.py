"""Our whole ingest beside a plain Scrapy crawl that stores the same bodies."""
