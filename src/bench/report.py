"""Medians, ratios and what they say about the bars, as Markdown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from jobs import BARS, GIB, GROWTH, GROWTH_BAR, REPLACED, REPLACED_BAR, REPLACED_JOB, TINY_BAR, Bar

PRODUCT = "splicebeam"
BARS_PEER = "fast_polars"
MEASURES = ("wall", "CPU", "memory")


@dataclass(frozen=True)
class Run:
    """One run: pairs count from 1, 0 is the warm-up; seconds and bytes; `load` is the machine's before it."""

    by: str
    pair: int
    wall: float
    cpu: float
    memory: int
    rows: int
    load: float

    @property
    def measures(self) -> tuple[float, float, float]:
        return self.wall, self.cpu, self.memory


Results = Mapping[str, Sequence[Run]]


def medians(runs: Iterable[Run], by: str) -> list[float]:
    """Of wall, CPU and memory, without the warm-up."""
    return [median(values) for values in zip(*(run.measures for run in runs if run.by == by and run.pair))]


def quotients(ours: Sequence[float], theirs: Sequence[float]) -> list[float]:
    return [our / their for our, their in zip(ours, theirs)]


def ratios_of_pairs(runs: Sequence[Run], peer: str) -> list[list[float]]:
    """Wall, CPU and memory of the product over the peer's, pair by pair."""
    of = {(run.by, run.pair): run.measures for run in runs}
    return [quotients(measures, of[peer, pair]) for (by, pair), measures in of.items() if by == PRODUCT and pair]


def verdict(values: Sequence[float], bar: Bar) -> str:
    """Nothing without a bar."""
    missed = [name for name, value, limit in zip(MEASURES, values, bar.limits) if value > limit]
    if missed:
        return "missed: " + ", ".join(missed)
    if bar.aims and all(value <= aim for value, aim in zip(values, bar.aims)):
        return "aim met"
    return "bar met" if bar.limits else ""


def growth(results: Results) -> dict[str, list[float]]:
    """Wall less the fixed cost, CPU and memory of the larger size over the smaller, of each kind of job that has both."""
    if "tiny" not in results:
        return {}
    fixed = medians(results["tiny"], PRODUCT)[0]
    small, large = GROWTH
    factors = {}
    for name in results:
        size, _, kind = name.partition("-")
        if size == small and (larger := f"{large}-{kind}") in results:
            (wall, *others), (larger_wall, *larger_others) = (medians(results[n], PRODUCT) for n in (name, larger))
            factors[kind] = quotients([larger_wall - fixed, *larger_others], [wall - fixed, *others])
    return factors


# ---------------------------------------------------------------- Markdown
def figures(values: Iterable[float]) -> str:
    return ", ".join(f"{value:.3g}" for value in values)


def costs(values: Sequence[float]) -> str:
    """Wall and CPU seconds, GiB."""
    wall, cpu, memory = values
    return f"{wall:.1f}, {cpu:.1f}, {memory / GIB:.2f}"


def times_less(ratios: Iterable[float]) -> str:
    return ", ".join(f"{1 / ratio:.3g}x" for ratio in ratios)


def table(*rows: Sequence[str]) -> list[str]:
    head, *body = (f"| {' | '.join(row)} |" for row in rows)
    return [head, "|" + "---|" * len(rows[0]), *body, ""]


def against_peer(results: Results, peer: str) -> list[str]:
    rows = [
        (
            "job",
            "rows kept",
            f"{PRODUCT}: wall s, CPU s, GiB",
            peer,
            "ratios: wall, CPU, memory",
            "smallest and largest of a pair: wall, CPU",
            "bar",
            "aim",
            "",
        )
    ]
    for name, runs in results.items():
        ours, theirs = medians(runs, PRODUCT), medians(runs, peer)
        ratios = quotients(ours, theirs)
        wall, cpu, _ = zip(*ratios_of_pairs(runs, peer))
        bar = BARS.get(name, Bar()) if peer == BARS_PEER else Bar()
        rows.append(
            (
                name,
                f"{runs[0].rows:,}",
                costs(ours),
                costs(theirs),
                ", ".join(f"{ratio:.2f}" for ratio in ratios),
                f"{min(wall):.2f} to {max(wall):.2f}, {min(cpu):.2f} to {max(cpu):.2f}",
                figures(bar.limits),
                figures(bar.aims),
                verdict(ratios, bar),
            )
        )
    return table(*rows)


def by_itself(results: Results) -> list[str]:
    rows = [("claim", "measured", "bar", "aim", "")]
    if "tiny" in results:
        wall, bar = medians(results["tiny"], PRODUCT)[:1], TINY_BAR
        rows.append(("tiny input, wall s", figures(wall), figures(bar.limits), figures(bar.aims), verdict(wall, bar)))
    if REPLACED_JOB in results:
        ratios = quotients(medians(results[REPLACED_JOB], PRODUCT), REPLACED)
        rows.append(
            (
                f"less than the replaced builder ({costs(REPLACED)}), {REPLACED_JOB}: wall, CPU, memory",
                times_less(ratios),
                times_less(REPLACED_BAR.limits),
                times_less(REPLACED_BAR.aims),
                verdict(ratios, REPLACED_BAR),
            )
        )
    for kind, factors in growth(results).items():
        rows.append(
            (
                f"growth from {' to '.join(GROWTH)} rows, {kind}: wall less that of the tiny input, CPU, memory",
                figures(factors),
                figures(GROWTH_BAR.limits),
                "",
                verdict(factors, GROWTH_BAR),
            )
        )
    return table(*rows) if rows[1:] else []


def markdown(results: Results, peer: str, circumstances: str) -> str:
    return "\n".join([circumstances, "", *against_peer(results, peer), *by_itself(results)])
