"""Figures as a reader meets them."""

from __future__ import annotations

from markupsafe import Markup

from pipeline.evaluation.tagging.bootstrap import Estimate

NONE = "not measured"
MINUS = "\u2212"
SPACE = "\u202f"
FINE = 20
"""Means below are told with one decimal."""


def number(value: float) -> str:
    """Return a count, with thousands apart; one decimal where it is a mean that needs one."""
    is_whole = abs(value) >= FINE or abs(value - round(value)) < 0.05
    return f"{value:,.0f}" if is_whole else f"{value:,.1f}"


def counted(n: float, one: str, many: str = "") -> str:
    """Return a count with its noun: 1 document, 12 documents."""
    return f"{number(n)} {one if n == 1 else many or one + 's'}"


def decimal(value: float | None, digits: int = 2) -> str:
    """Return a figure with its decimals."""
    return NONE if value is None else f"{value:.{digits}f}"


def percent(share: float | None) -> str:
    """Return a share as 34 %."""
    return NONE if share is None else f"{100 * share:.0f}{SPACE}%".replace("-", MINUS)


def spanned(figure: Estimate, digits: int = 2) -> str:
    """Return a figure with its interval: 0.86 (0.83 to 0.89)."""
    if figure.value is None or figure.low is None or figure.high is None:
        return decimal(figure.value, digits)
    return f"{figure.value:.{digits}f} ({figure.low:.{digits}f} to {figure.high:.{digits}f})"


def percent_spanned(figure: Estimate) -> str:
    """Return a share with its interval: 87 % (83 to 90 %)."""
    if figure.value is None or figure.low is None or figure.high is None:
        return percent(figure.value)
    return f"{percent(figure.value)} ({100 * figure.low:.0f} to {percent(figure.high)})"


def signed(figure: Estimate) -> str:
    """Return a difference with its interval: +0.02 (−0.01 to +0.05)."""
    if figure.value is None:
        return NONE
    parts = [_sign(value) for value in (figure.value, figure.low, figure.high) if value is not None]
    return parts[0] if len(parts) < 3 else f"{parts[0]} ({parts[1]} to {parts[2]})"


def stacked(text: str) -> Markup:
    """Return a figure with its interval below it."""
    figure, bracket, inside = text.partition(" (")
    below = Markup("<br><span class=small>{}</span>").format(inside.rstrip(")"))
    return Markup("{}{}").format(figure, below if bracket else "")


def _sign(value: float) -> str:
    text = f"{value:+.2f}"
    return "0.00" if float(text) == 0 else text.replace("-", MINUS)
