"""How well scores find splice sites, how sure that is, and what may be said of it.

Everything is counted by groups of overlapping genes and drawn by them: bases of one gene are alike, so they are no independent witnesses.
"""

from dataclasses import dataclass

import numpy as np
from scipy.stats import norm, t

RESAMPLES = 2000
SEED = 17


def draws(groups: int) -> np.ndarray:
    """[1 + RESAMPLES, groups]: how often each group counts. The first line is the data as it is, each other one a draw with replacement."""
    chosen = np.random.default_rng(SEED).integers(groups, size=(RESAMPLES, groups))
    counts = np.stack([np.bincount(line, minlength=groups) for line in chosen])
    return np.vstack([np.ones(groups, dtype=int), counts]).astype(float)


@dataclass(frozen=True)
class Estimate:
    """A figure and its 95 % interval, from a figure for each line of draws(). Plain percentiles are too narrow where there are few groups, so
    they are taken further out, as far as Student's t is wider than the normal distribution (Hesterberg 2015, expanded percentile interval)."""

    value: float
    low: float
    high: float

    @staticmethod
    def of(drawn: np.ndarray, groups: int) -> "Estimate":
        tail = norm.cdf(-np.sqrt(groups / (groups - 1)) * t.ppf(0.975, groups - 1))
        low, high = np.nanquantile(drawn[1:], [tail, 1 - tail])
        return Estimate(float(drawn[0]), float(low), float(high))

    def sign(self) -> int:
        """1 where the interval is above zero, -1 where it is below, 0 where it has zero in it: then nothing may be claimed."""
        return int(self.low > 0) - int(self.high < 0)


class Ranking:
    """Scores of all bases, for one type of site. It keeps what the figures need: at each score that a site has, how many sites and how many
    other bases of each group score as much or more. Memory: sites times groups."""

    def __init__(self, scores: np.ndarray, is_site: np.ndarray, group: np.ndarray, groups: int):
        steps = np.unique(scores[is_site])  # ascending
        self.sites, self.others = (self._at_least(steps, scores[of], group[of], groups) for of in (is_site, ~is_site))

    @staticmethod
    def _at_least(steps: np.ndarray, scores: np.ndarray, group: np.ndarray, groups: int) -> np.ndarray:
        step = np.searchsorted(steps, scores, side="right") - 1  # the highest step that the score reaches
        counts = np.zeros((len(steps), groups))
        np.add.at(counts, (step[step >= 0], group[step >= 0]), 1)
        return counts[::-1].cumsum(axis=0)  # from the highest step down

    def _drawn(self, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return self.sites @ weights.T, self.others @ weights.T

    def average_precision(self, weights: np.ndarray) -> np.ndarray:
        """One for each line of draws: the mean, over sites, of the share of sites among all bases that score as much."""
        sites, others = self._drawn(weights)
        with np.errstate(invalid="ignore"):
            precision = np.nan_to_num(sites / (sites + others))
            return (np.diff(sites, axis=0, prepend=0) * precision).sum(axis=0) / sites[-1]

    def top_k(self, weights: np.ndarray) -> np.ndarray:
        """One for each line of draws: of k sites, the share that is among the k best bases. Of equal scores all count or none."""
        sites, others = self._drawn(weights)
        with np.errstate(invalid="ignore"):
            return np.where(sites + others <= sites[-1], sites, 0).max(axis=0) / sites[-1]


def claim(subject: str, measure: str, other: str, difference: Estimate) -> str:
    """What may be said of a difference, subject minus other: nothing where the interval spans zero."""
    if not difference.sign():
        return f"no claim about the {measure}: {subject}, {other}"
    return f"{subject} has a {'higher' if difference.sign() > 0 else 'lower'} {measure} than {other}"


def verdict(subject: str, other: str, better: list[int]) -> str:
    """The last word from the signs of some differences, each turned so that 1 is better."""
    gains, losses = (sum(sign == which for sign in better) for which in (1, -1))
    if not gains and not losses:
        subject = subject[0].lower() + subject[1:]
        return (
            f"No claim: each of the {len(better)} intervals spans zero, so {subject} may be as good as {other}, better or worse."
        )
    if not losses:
        return f"{subject} beats {other}: it is better in {gains} of {len(better)} figures and worse in none."
    if not gains:
        return f"{subject} does not beat {other}: it is worse in {losses} of {len(better)} figures and better in none."
    return f"{subject} does not beat {other}: it is better in {gains} of {len(better)} figures and worse in {losses}."
