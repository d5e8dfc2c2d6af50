"""The API's description of itself, for machines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fastapi import FastAPI

from pipeline.steps.tokens import ROLES
from pipeline.web.problems import MEDIA_TYPE, Problem

ABOUT = (
    "Suggests themes, disciplines and countries for texts, with calibrated probabilities and the "
    "sentences that speak for them; takes editors' decisions. Show a token as Authorization: "
    "Bearer TOKEN, or as the password of HTTP Basic; a server without tokens answers only its own "
    "machine. Times are UTC, ISO 8601; positions in texts count code points, ends excluded; "
    "probabilities lie in 0 to 1."
)
TAGS = [
    {"name": "suggest", "description": "Proposed tags with reasons."},
    {"name": "decisions", "description": "What editors decided."},
    {"name": "documents", "description": "Stored documents, for an editor's tool."},
    {"name": "vocabulary", "description": "Schemes and their concepts."},
    {"name": "entities", "description": "What texts name, and what analysts say of it."},
    {"name": "models", "description": "What suggests, and how well."},
    {"name": "annif", "description": "The same suggestions as clients of Annif ask for them."},
    {"name": "service", "description": "The server itself."},
]
SCHEMES = {
    "bearer": {"type": "http", "scheme": "bearer"},
    "basic": {
        "type": "http",
        "scheme": "basic",
        "description": "Any user name; the token is the password.",
    },
}
PROBLEM = {"$ref": f"#/components/schemas/{Problem.__name__}"}
SECURITY: list[dict[str, list[str]]] = [{"bearer": []}, {"basic": []}, {}]
"""The last stands for servers without tokens, which answer their own machine alone."""


class DescribedApp(FastAPI):
    """An app whose description says which role an operation needs, and how to show a token."""

    def openapi(self) -> dict[str, Any]:
        """Return the description, made once."""
        if self.openapi_schema is None:
            self.openapi_schema = _with_roles(super().openapi())
        return self.openapi_schema


def _with_roles(schema: dict[str, Any]) -> dict[str, Any]:
    """Say of each operation its role, as `x-role` (empty where none is needed), and the schemes.

    FastAPI has noted the roles of `auth.Require` as if they were names of schemes.
    """
    schema.setdefault("components", {})["securitySchemes"] = SCHEMES
    for operations in schema["paths"].values():
        for operation in operations.values():
            noted = {name for one in operation.get("security", []) for name in one}
            role = max(noted, key=list(ROLES).index, default="")
            operation["security"] = SECURITY if role else []
            operation["x-role"] = role
            _state_media_type(operation["responses"].values())
    return schema


def _state_media_type(responses: Iterable[dict[str, Any]]) -> None:
    """Let what has the shape of a `Problem` be stated as the media type it is sent as."""
    for response in responses:
        content = response.get("content", {})
        if content.get("application/json", {}).get("schema", {}) == PROBLEM:
            content[MEDIA_TYPE] = content.pop("application/json")
