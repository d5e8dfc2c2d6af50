"""Which of some languages a text is in."""

from __future__ import annotations

from fastapi import APIRouter, Depends

from pipeline.records import UNDETERMINED
from pipeline.web.annif import types
from pipeline.web.answers import ALWAYS, WITH_BODY
from pipeline.web.auth import require
from pipeline.web.problems import RefusedError

router = APIRouter(dependencies=[Depends(require("reader"))], responses={**ALWAYS, **WITH_BODY})


@router.post("/detect-language", operation_id="annifDetectLanguage")
def detect_language(asked: types.LanguageQuestion) -> types.LanguageShares:
    """Tell how likely a text is in each of some languages, by what reads texts at ingest too."""
    from pipeline.clean.language import language_shares  # late: loads all that cleans texts

    try:
        shares = language_shares(asked.text, list(dict.fromkeys(asked.languages)))
    except LookupError as error:
        raise RefusedError(400, f"unsupported candidate languages: {error}") from error
    return types.LanguageShares(
        results=[
            types.LanguageShare(language=None if code == UNDETERMINED else code, score=share)
            for code, share in shares
        ]
    )
