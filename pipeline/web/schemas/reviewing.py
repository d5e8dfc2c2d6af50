"""Documents from whose review most would be learnt."""

from __future__ import annotations

from pydantic import Field

from pipeline.web.schemas.fields import Answer


class Doubt(Answer):
    """A concept of which the model is not sure."""

    concept_id: str
    label: str
    probability: float = Field(ge=0, le=1)
    n_examples: int = Field(ge=0, description="Documents that are known to be about it.")


class ToReview(Answer):
    """A document that is worth a review."""

    document_id: str
    title: str
    source_id: str
    n_like: int = Field(ge=0, description="Documents that it stands for.")
    likeness: float = Field(description="Cosine of the most similar document reviewed before.")
    doubts: list[Doubt]
    why: str = Field(description="Why just this one, for a person.")


class Reviews(Answer):
    """Documents to review next, the one from which most would be learnt first."""

    scheme: str
    documents: list[ToReview]
