"""Which sites a model calls, and what else: the rules by which splicebeam labels a base model, for any scores.

Positions count from the gene's 5' end. A base that has no row (masked: another gene's site, or a call that belongs to a site) has no score
of a meta-model, and a call near it is nobody's error.
"""

from dataclasses import dataclass

import numpy as np

TOLERANCE = 2  # bases between a site and its call, as --siteTolerance


@dataclass(frozen=True)
class Gene:
    """One type of site in one gene: which of its bases are rows (indices into the table's rows, -1 for none) and which are sites."""

    group: int
    rows: np.ndarray
    sites: np.ndarray

    def track(self, scores: np.ndarray) -> np.ndarray:
        return np.where(self.rows >= 0, scores[self.rows], 0)


def near(length: int, positions: np.ndarray) -> np.ndarray:
    """Which of a gene's bases lie within the tolerance of some positions."""
    marked = np.zeros(length, dtype=bool)
    for shift in range(-TOLERANCE, TOLERANCE + 1):
        moved = positions + shift
        marked[moved[(moved >= 0) & (moved < length)]] = True
    return marked


def neighbours(track: np.ndarray) -> dict[int, np.ndarray]:
    """The track moved, so that [shift][p] is its value at p + shift; 0 outside of the gene."""
    padded = np.pad(track, TOLERANCE)
    return {
        shift: padded[TOLERANCE + shift : TOLERANCE + shift + len(track)] for shift in range(-TOLERANCE, TOLERANCE + 1) if shift
    }


def found_and_false(gene: Gene, track: np.ndarray, threshold: float) -> tuple[np.ndarray, np.ndarray]:
    """Whether each site of the gene is called, and the positions of false calls: peaks with neither a site nor a masked base near them."""
    beside = neighbours(track)
    reach = np.maximum.reduce([track, *beside.values()])
    peak = track >= threshold
    for shift, other in beside.items():
        peak &= track > other if shift < 0 else track >= other
    nobodys = near(len(track), np.concatenate([gene.sites, np.flatnonzero(gene.rows < 0)]))
    return reach[gene.sites] >= threshold, np.flatnonzero(peak & ~nobodys)


@dataclass(frozen=True)
class Changes:
    """What a model makes of another one's errors; by group of genes."""

    missed_before: np.ndarray
    missed_mended: np.ndarray
    missed_made: np.ndarray
    false_before: np.ndarray
    false_mended: np.ndarray
    false_made: np.ndarray

    def more_errors(self) -> np.ndarray:
        return self.missed_made - self.missed_mended + self.false_made - self.false_mended

    def __add__(self, other: "Changes") -> "Changes":
        return Changes(*(a + b for a, b in zip(vars(self).values(), vars(other).values())))


def changes(genes: list[Gene], groups: int, before: list, after: list) -> Changes:
    """Compares what found_and_false gave for each gene. A false call stays where the other model has one at most the tolerance away."""
    counts = np.zeros((6, groups))
    for gene, (found, false), (found_now, false_now) in zip(genes, before, after, strict=True):
        length = len(gene.rows)
        stays, was_there = near(length, false_now)[false], near(length, false)[false_now]
        counts[:, gene.group] += (
            (~found).sum(),
            (~found & found_now).sum(),
            (found & ~found_now).sum(),
            len(false),
            (~stays).sum(),
            (~was_there).sum(),
        )
    return Changes(*counts)
