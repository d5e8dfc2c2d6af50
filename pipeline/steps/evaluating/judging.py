"""Let models judge the documents of a target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.evaluation.tagging import Judged, Model, Verdicts, judged_of
from pipeline.settings import Workspace
from pipeline.steps import models
from pipeline.steps.evaluating.target import Target
from pipeline.themes import LabelMatcher, Suggestion
from pipeline.themes.tagger import Labelled, Tagger, cold, out_of_fold, train

FOLDS = 5
"""Of cross-validated learning: what judges a document has learnt from four fifths of the others."""


@dataclass(slots=True)
class Judge:
    """Judges the documents of one target; what never changes is judged once."""

    target: Target
    tagger: Tagger
    """In use."""
    matcher: LabelMatcher
    """For documents that the encoder does not understand; it never learns."""
    seed: int
    _cold: Judged | None = field(default=None, repr=False)

    @property
    def cold(self) -> Tagger:
        """The model that has learnt nothing."""
        return cold(self.tagger.suggester)

    @property
    def is_learnt(self) -> bool:
        """Whether the model in use has learnt anything."""
        return self.tagger.version != self.cold.version

    def judged_cold(self) -> Judged:
        """Let the model that has learnt nothing judge all documents."""
        if self._cold is None:
            self._cold = self.judged_by(self.cold, range(len(self.target.examples)))
        return self._cold

    def judged_by(self, tagger: Tagger, rows: Sequence[int]) -> Judged:
        """Let a model judge some documents."""
        return self._judged([self._suggest(tagger, self.target.examples[row]) for row in rows])

    def judged_learnt(self) -> Judged:
        """Let what is learnt from other documents judge each: cross-validation, nothing is kept."""
        read = [example for example in self.target.examples if example.passages]
        found = iter(out_of_fold(self.tagger.suggester, read, folds=FOLDS, seed=self.seed))
        return self._judged(
            [next(found) if one.passages else self._labels(one) for one in self.target.examples]
        )

    def learner(self, verdicts: Verdicts) -> Model:
        """Learn from some verdicts and nothing else."""
        if not verdicts:
            return lambda rows: self.judged_cold().part(rows)
        taught = [self._taught(row, of_row) for row, of_row in sorted(verdicts.items())]
        tagger = train(self.tagger.suggester, taught, seed=self.seed)
        return lambda rows: self.judged_by(tagger, rows)

    def _taught(self, row: int, verdicts: Mapping[int, bool]) -> Labelled:
        concepts = self.target.truth.concepts
        named = {concepts[at]: float(is_right) for at, is_right in sorted(verdicts.items())}
        return replace(self.target.examples[row], verdicts=named, is_decided=True)

    def _suggest(self, tagger: Tagger, example: Labelled) -> list[Suggestion]:
        if not example.passages:
            return self._labels(example)
        return tagger.suggest(example.title, example.passages, example.vectors)

    def _labels(self, example: Labelled) -> list[Suggestion]:
        document, cut = self.target.whole[example.document_id]
        # That labels stand in a text is no probability, and nothing to be sure of.
        return [one._replace(is_sure=False) for one in self.matcher.suggest(document, cut)]

    def _judged(self, suggestions: Sequence[Sequence[Suggestion]]) -> Judged:
        rows = [[(one.concept_id, one.score, one.is_sure) for one in row] for row in suggestions]
        return judged_of(rows, self.target.truth.concepts)


def open_judge(workspace: Workspace, target: Target, scheme: str) -> Judge:
    """Load the models of a scheme."""
    return Judge(
        target=target,
        tagger=models.tagger(workspace, scheme),
        matcher=models.label_matcher(workspace, scheme),
        seed=workspace.settings.seed,
    )
