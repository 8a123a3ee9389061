#!/usr/bin/env python3
"""Does a meta-model find splice sites better than the base model that it learns from? From scores to a verdict:

    python examples/study/study.py --data=FOLDER --work=FOLDER

FOLDER of --data has grch37/ and grch38/, each with annotation.gtf, genome.fa.gz and scores80/base_scores80.npz. Data sets are built below --work,
and used again where they stand. docs/study.md tells what is done, and what came of it. Needs examples/python/requirements.txt.
"""

import argparse
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import numpy as np
import polars as pl
import xgboost as xgb
from sklearn.isotonic import IsotonicRegression

from builds import TYPES, Builds, Rows, groups_of
from calls import Changes, changes, found_and_false
from measures import Estimate, Ranking, claim, draws, verdict

BASE_THRESHOLD = 0.5  # --callThreshold, with which the labels were made
# Depth and weight were chosen on validation. With one thread the sums are the same on every machine.
TREES = dict(tree_method="hist", max_depth=3, min_child_weight=5, eta=0.05, nthread=1, seed=0)
MOST_ROUNDS, PATIENCE = 400, 30


@dataclass(frozen=True)
class Arm:
    """One way to train a meta-model. It starts from the base model's scores, which its trees correct, or from nothing."""

    target: str
    negatives: str
    weighted: bool
    join: str
    start: str = "scores"

    def __str__(self) -> str:
        return f"{self.target:<11} {self.negatives:<9} {'weights' if self.weighted else '-':<7} {self.join:<14} {self.start}"


PRIMARY = Arm("splice_code", "strata", True, "representative")  # the meta-model of which the verdict speaks
FROM_NOTHING = replace(PRIMARY, start="nothing")
GRID = product(("representative", "row"), ("splice_code", "pred_code"), ("strata", "rules"), (True, False))
ARMS = [FROM_NOTHING, *(Arm(target, negatives, weighted, join) for join, target, negatives, weighted in GRID)]


# ---------------------------------------------------------------- models
def first_guess(arm: Arm, rows: Rows) -> np.ndarray:
    """[rows, classes]: log odds that the trees of a model start from. For splice_code they are the base model's scores; for pred_code TP and FP
    where it calls, FN and TN where it does not."""
    donor, acceptor = rows.scores().T
    site, called = donor + acceptor, np.maximum(donor, acceptor) >= BASE_THRESHOLD
    if arm.target == "splice_code":
        classes = 1 - site, donor, acceptor
    else:
        classes = site * called, (1 - site) * called, site * ~called, (1 - site) * ~called
    guess = np.log(np.stack(classes, axis=1).clip(1e-7))
    return guess if arm.start == "scores" else np.zeros_like(guess)


def matrix(rows: Rows) -> xgb.DMatrix:
    kinds = ["c" if name in rows.categorical else "q" for name in rows.features]
    return xgb.DMatrix(rows.matrix(), feature_names=rows.features, feature_types=kinds, enable_categorical=True, nthread=1)


def to_learn(arm: Arm, rows: Rows) -> xgb.DMatrix:
    learned = matrix(rows)
    weight = rows.weights() if arm.weighted else None
    learned.set_info(label=rows.table[arm.target].to_numpy(), weight=weight, base_margin=first_guess(arm, rows))
    return learned


def train(arm: Arm, builds: Builds) -> xgb.Booster:
    """Fits on train; validation says after how many trees to end."""
    fit, watch = (to_learn(arm, Rows.of(builds.training(arm.negatives, arm.join), split)) for split in ("train", "validation"))
    settings = TREES | dict(objective="multi:softprob", num_class=3 if arm.target == "splice_code" else 4)
    model = xgb.train(
        settings, fit, MOST_ROUNDS, evals=[(watch, "validation")], early_stopping_rounds=PATIENCE, verbose_eval=False
    )
    return model[: model.best_iteration + 1]


def site_scores(arm: Arm, model: xgb.Booster, features: xgb.DMatrix, rows: Rows) -> np.ndarray:
    """[rows, 2]: how likely each base is a donor, an acceptor. pred_code does not tell the two apart: a site is TP or FN, and of which type it is
    the base model's scores say. The features are those of the rows."""
    features.set_base_margin(first_guess(arm, rows))
    probability = model.predict(features)
    if arm.target == "splice_code":
        return probability[:, 1:]
    of_type = rows.scores() + 1e-10
    return (probability[:, 0] + probability[:, 2])[:, None] * of_type / of_type.sum(axis=1, keepdims=True)


# ---------------------------------------------------------------- what is measured
@dataclass(frozen=True)
class Bases:
    """All bases of the genes of one split."""

    rows: Rows
    groups: dict[str, int]

    @staticmethod
    def of(rows: Rows, genes: pl.DataFrame, split: str) -> "Bases":
        chosen = genes.filter(split=split)
        return Bases(rows.where(pl.col("gene_id").is_in(chosen["gene_id"].to_list())), groups_of(chosen))

    def count(self) -> int:
        return len(set(self.groups.values()))

    def rankings(self, scores: np.ndarray) -> list[Ranking]:
        group = self.rows.table["gene_id"].replace_strict(self.groups).to_numpy()
        is_site = self.rows.is_site()
        return [Ranking(scores[:, kind], is_site[:, kind], group, self.count()) for kind in range(2)]


def thresholds(scores: np.ndarray, is_site: np.ndarray) -> list[float]:
    """By type, the smallest score from which on a call is as likely right as wrong: calibrated by isotonic regression on all bases of validation."""
    limits = []
    for kind in range(2):
        calibrated = IsotonicRegression().fit_transform(scores[:, kind], is_site[:, kind])
        limits.append(float(scores[calibrated >= 0.5, kind].min(initial=np.inf)))
    return limits


class Base:
    """The base model on the bases of the test genes."""

    def __init__(self, bases: Bases):
        self.genes = bases.rows.genes(bases.groups)
        self.tracks = bases.rows.base_tracks(self.genes)
        self.groups = bases.count()

    def calls(self, limits: list[float]) -> list[list]:
        return [
            [found_and_false(pair[k], tracks[k], limits[k]) for pair, tracks in zip(self.genes, self.tracks)] for k in range(2)
        ]

    def changed_by(self, scores: np.ndarray, limits: list[float], base_limits: list[float]) -> Changes:
        """What another model makes of its errors, both types together."""
        before = self.calls(base_limits)
        after = [[found_and_false(p[k], p[k].track(scores[:, k]), limits[k]) for p in self.genes] for k in range(2)]
        donors, acceptors = (changes([p[k] for p in self.genes], self.groups, before[k], after[k]) for k in range(2))
        return donors + acceptors


@dataclass(frozen=True)
class Result:
    """What was measured of one model on the test genes. Its limits are the calibrated thresholds of donors and acceptors."""

    rankings: list[Ranking]
    limits: list[float]
    at_base_threshold: Changes | None = None
    at_own_thresholds: Changes | None = None


class Study:
    """Trains and measures all arms, join by join, so that the bases of one join alone are in memory."""

    def __init__(self, builds: Builds):
        self.genes = builds.genes()
        self.models: dict[Arm, xgb.Booster] = {}
        self.results: dict[Arm, Result] = {}
        self.sites_unknown: dict[Arm, Result] = {}  # of the leaky models, asked as of genes whose sites nobody knows
        for join in ("representative", "row"):
            every_base = Rows.of(builds.every_base(join))
            tuned, tested = (Bases.of(every_base, self.genes, split) for split in ("validation", "test"))
            if join == "representative":
                self.base = Base(tested)
                limits = thresholds(tuned.rows.scores(), tuned.rows.is_site())
                self.base_result = Result(tested.rankings(tested.rows.scores()), limits)
                self.draws = draws(tested.count())
            asked, of_test, unknown = matrix(tuned.rows), matrix(tested.rows), None
            if join == "row":
                unknown = matrix(tested.rows.sites_unknown())
            for arm in [arm for arm in ARMS if arm.join == join]:
                model = self.models[arm] = train(arm, builds)
                limits = thresholds(site_scores(arm, model, asked, tuned.rows), tuned.rows.is_site())
                self.results[arm] = self.measure(arm, model, of_test, tested, limits)
                if unknown:
                    self.sites_unknown[arm] = self.measure(arm, model, unknown, tested, limits)

    def measure(self, arm: Arm, model: xgb.Booster, features: xgb.DMatrix, tested: Bases, limits: list[float]) -> Result:
        scores = site_scores(arm, model, features, tested.rows)
        at_base = self.base.changed_by(scores, [BASE_THRESHOLD] * 2, [BASE_THRESHOLD] * 2)
        at_own = self.base.changed_by(scores, limits, self.base_result.limits)
        return Result(tested.rankings(scores), limits, at_base, at_own)

    # ------------------------------------------------------------ figures for each draw of genes
    def precision(self, result: Result, kind: int) -> np.ndarray:
        return result.rankings[kind].average_precision(self.draws)

    def top_k(self, result: Result, kind: int) -> np.ndarray:
        return result.rankings[kind].top_k(self.draws)

    def drawn(self, counts: np.ndarray) -> np.ndarray:
        return self.draws @ counts

    def estimate(self, drawn: np.ndarray) -> Estimate:
        return Estimate.of(drawn, self.base.groups)

    def interval(self, drawn: np.ndarray, sign: str = "", digits: int = 3) -> str:
        estimate = self.estimate(drawn)
        return "{} [{}, {}]".format(*(f"{number:{sign}.{digits}f}" for number in (estimate.value, estimate.low, estimate.high)))


# ---------------------------------------------------------------- what is printed
HEAD = "target      negatives weights join           start"
WIDTH = len(HEAD) + 3


def print_genes(study: Study) -> None:
    print("Genes that have rows, their groups (genes that overlap are one group), and their splice sites")
    for split in ("train", "validation", "test"):
        genes = study.genes.filter(split=split)
        groups, sites = groups_of(genes), genes["total_splice_sites"]
        by_group = np.bincount([groups[gene] for gene in genes["gene_id"]], weights=sites)
        print(
            f"{split:<10} {genes.height:3} genes  {len(by_group):3} groups  {sites.sum():4} sites, of which the largest group has {by_group.max():.0f}"
        )


def print_rankings(study: Study, results: dict[str, Result]) -> None:
    """Average precision and top-k of each model; and by how much they differ from the base model's, which is the first line."""
    for title, figure in (("average precision", study.precision), ("top-k", study.top_k)):
        base = [figure(study.base_result, kind) for kind in range(2)]
        print(
            f"\n{title}, of all bases\n{HEAD:<{WIDTH}} donor                 acceptor              donor, minus base      acceptor, minus base"
        )
        print(f"{'base model':<{WIDTH}} {study.interval(base[0]):<21} {study.interval(base[1])}")
        for name, result in results.items():
            drawn = [figure(result, kind) for kind in range(2)]
            figures = [*map(study.interval, drawn), *(study.interval(d - b, "+") for d, b in zip(drawn, base))]
            print(f"{name:<{WIDTH}} {figures[0]:<21} {figures[1]:<21} {figures[2]:<23} {figures[3]}")


def print_changes(study: Study, results: dict[str, Result], which: str) -> None:
    """What becomes of the base model's errors, both types of site together."""
    before = getattr(next(iter(results.values())), which)
    threshold = {
        "at_base_threshold": "at 0.5, the base model's threshold",
        "at_own_thresholds": "at thresholds calibrated on validation",
    }[which]
    print(
        f"\nErrors {threshold}: the base model misses {before.missed_before.sum():.0f} sites (FN) and makes {before.false_before.sum():.0f} false calls (FP)"
    )
    print(f"{HEAD:<{WIDTH}} FN mended  FN made  FP mended  FP made  more errors than the base model")
    for name, result in results.items():
        of = getattr(result, which)
        mended = [
            f"{counts.sum():>{width}.0f}"
            for counts, width in zip((of.missed_mended, of.missed_made, of.false_mended, of.false_made), (9, 8, 10, 8))
        ]
        print(f"{name:<{WIDTH}} {' '.join(mended)}  {study.interval(study.drawn(of.more_errors()), '+', 0)}")


def print_claims(study: Study) -> None:
    """What may be said, and what may not."""
    leaky = replace(PRIMARY, join="row")
    of = study.results
    pairs = [
        ("the meta-model", of[PRIMARY], "the base model", study.base_result),
        ("the one that starts from nothing", of[FROM_NOTHING], "the base model", study.base_result),
        ("the one without weights", of[replace(PRIMARY, weighted=False)], "the meta-model", of[PRIMARY]),
        ("the one from rules", of[replace(PRIMARY, negatives="rules")], "the meta-model", of[PRIMARY]),
        (
            "the one from rules without weights",
            of[replace(PRIMARY, negatives="rules", weighted=False)],
            "the meta-model",
            of[PRIMARY],
        ),
        ("the one for pred_code", of[replace(PRIMARY, target="pred_code")], "the meta-model", of[PRIMARY]),
        ("the leaky one where sites are known", of[leaky], "the meta-model", of[PRIMARY]),
        ("the leaky one where sites are unknown", study.sites_unknown[leaky], "the meta-model", of[PRIMARY]),
    ]
    print(f"\nWhat may be said. The meta-model is the one of {' '.join(str(PRIMARY).split())}")
    for subject, first, other, second in pairs:
        for measure, figure in (("average precision", study.precision), ("top-k", study.top_k)):
            for kind, site in enumerate(TYPES):
                difference = figure(first, kind) - figure(second, kind)
                print(
                    f"{study.interval(difference, '+'):<24} {claim(subject, f'{measure} of {site}s', other, study.estimate(difference))}"
                )
    own, unknown = "at_own_thresholds", study.sites_unknown[leaky]
    counted = [
        ("the meta-model", of[PRIMARY], "at_base_threshold", "at 0.5"),
        ("the meta-model", of[PRIMARY], own, "at calibrated thresholds"),
    ]
    for subject, result, which, at in [*counted, (pairs[-1][0], unknown, own, "at calibrated thresholds")]:
        difference = study.drawn(getattr(result, which).more_errors())
        print(
            f"{study.interval(difference, '+', 0):<24} {claim(subject, f'number of errors {at}', 'the base model', study.estimate(difference))}"
        )


def against_base(study: Study, result: Result) -> list[int]:
    """1 where a model is better than the base model, -1 where it is worse, 0 where nothing may be claimed."""
    better = [
        figure(result, kind) - figure(study.base_result, kind) for figure in (study.precision, study.top_k) for kind in range(2)
    ]
    worse = [study.drawn(changed.more_errors()) for changed in (result.at_base_threshold, result.at_own_thresholds)]
    return [study.estimate(d).sign() for d in better] + [-study.estimate(d).sign() for d in worse]


def print_verdict(study: Study) -> None:
    print("\nVerdict")
    print(verdict("The meta-model", "the base model", against_base(study, study.results[PRIMARY])))
    others = [against_base(study, result) for arm, result in study.results.items() if arm.join != "row" and arm != PRIMARY]
    beat = sum(max(signs) > 0 and min(signs) >= 0 for signs in others)
    worse = sum(min(signs) < 0 for signs in others)
    print(
        f"Of the {len(others)} other models without the leak {beat} beat the base model, {worse} are worse in something, and of {len(others) - beat - worse} nothing may be claimed."
    )


def print_unseen(study: Study, rows: Rows) -> None:
    """The sites of a gene that no model saw, with what the base model and the meta-model call there, and their false calls."""
    base = rows.scores()
    scores, limits = site_scores(PRIMARY, study.models[PRIMARY], matrix(rows), rows), study.results[PRIMARY].limits
    table = rows.table
    places = dict(table.select("position", "absolute_position").rows())
    print(
        f"\nA gene that no model saw: {table['gene_name'][0]}, {table['gene_id'][0]}, {table.height} bases, chromosome {table['chrom'][0]}, strand {table['strand'][0]}"
    )
    print(
        f"Its sites, and false calls (base model from {BASE_THRESHOLD} on, meta-model from {limits[0]:.3f}, {limits[1]:.3f} on)"
    )
    print("base of genome  type      annotated  base model         meta-model")
    lines = []
    (pair,) = rows.genes({table["gene_id"][0]: 0})
    for kind, gene in enumerate(pair):
        calls = []
        for of, limit in ((base[:, kind], BASE_THRESHOLD), (scores[:, kind], limits[kind])):
            found, false = found_and_false(gene, gene.track(of), limit)
            calls.append({*gene.sites[found].tolist(), *false.tolist()})
        for position in {*gene.sites.tolist(), *calls[0], *calls[1]}:
            told = [
                f"{of[gene.rows[position], kind]:.3f} {'called' if position in called else '-':<11}"
                for of, called in zip((base, scores), calls)
            ]
            lines.append(
                (
                    position,
                    f"{places[position]:<15} {TYPES[kind]:<9} {'site' if position in gene.sites else '-':<10} {' '.join(told)}".rstrip(),
                )
            )
    print("\n".join(line for _, line in sorted(lines)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with grch37/ and grch38/")
    parser.add_argument("--work", type=Path, required=True, help="folder for the data sets")
    arguments = parser.parse_args()
    builds = Builds(arguments.data, arguments.work)
    study = Study(builds)
    results = {str(arm): result for arm, result in study.results.items()}
    print_genes(study)
    print_rankings(study, results)
    for which in ("at_base_threshold", "at_own_thresholds"):
        print_changes(study, results, which)
    print("\nThe leaky models, asked as of genes whose sites nobody knows")
    unknown = {str(arm): result for arm, result in study.sites_unknown.items()}
    print_rankings(study, unknown)
    print_changes(study, unknown, "at_own_thresholds")
    print_claims(study)
    print_verdict(study)
    print_unseen(study, Rows.of([builds.unseen()]))


if __name__ == "__main__":
    main()
