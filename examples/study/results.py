"""The models, trained, and what is measured of them on the test genes."""

from dataclasses import dataclass

import numpy as np
import polars as pl
import xgboost as xgb
from sklearn.isotonic import IsotonicRegression

from builds import Builds, groups_of
from calls import Changes, changes, found_and_false
from measures import Estimate, Ranking, draws
from models import ARMS, BASE_THRESHOLD, Arm, matrix, site_scores, train
from rows import Rows


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
    """By type, the smallest score from which on a call is as likely right as wrong, by isotonic regression on all bases of validation."""
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
