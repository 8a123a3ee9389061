"""Pairwise covering arrays: few rows in which every pair of values of every two axes stands side by side."""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations, product

Row = dict[str, str]
Pair = tuple[tuple[str, str], tuple[str, str]]


def pairs_of(row: Mapping[str, str]) -> set[Pair]:
    return set(combinations(row.items(), 2))


def covering_array(axes: Mapping[str, Sequence[str]], cost: Callable[[Row], float], row_cost: float) -> list[Row]:
    """Takes, until no pair is open, the row that closes most pairs for its cost; the first in product order of equals.

    `row_cost` is what any row costs on top of its own cost: the larger it is, the fewer and the dearer the rows.
    """
    candidates = [dict(zip(axes, values)) for values in product(*axes.values())]
    every = set().union(*map(pairs_of, candidates))
    rows: list[Row] = []
    open_pairs = set(every)
    while open_pairs:
        rows.append(max(candidates, key=lambda row: len(pairs_of(row) & open_pairs) / (row_cost + cost(row))))
        open_pairs -= pairs_of(rows[-1])
    rows = without_redundant(rows, cost)
    assert set().union(*map(pairs_of, rows)) == every, "a pair of values stands in no row"
    return rows


def without_redundant(rows: list[Row], cost: Callable[[Row], float]) -> list[Row]:
    """Drops, dearest first, the rows whose every pair stands in another row too."""
    for row in sorted(rows, key=cost, reverse=True):
        others = [other for other in rows if other is not row]
        if pairs_of(row) <= set().union(*map(pairs_of, others)):
            rows = others
    return rows
