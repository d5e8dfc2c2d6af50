"""The same suggestions under /v1, as clients of the subject indexing tool Annif ask for them."""

from pipeline.web.annif.routes import router

__all__ = ["router"]
