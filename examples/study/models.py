"""Meta-models: what each is trained on, and what it says of a base."""

from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import xgboost as xgb

from builds import Builds
from rows import Rows

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
    """[rows, 2]: how likely each base is a donor, an acceptor. pred_code does not tell the two apart: a site is TP or FN, and the base model's
    scores say of which type. The features are those of the rows."""
    features.set_base_margin(first_guess(arm, rows))
    probability = model.predict(features)
    if arm.target == "splice_code":
        return probability[:, 1:]
    of_type = rows.scores() + 1e-10
    return (probability[:, 0] + probability[:, 2])[:, None] * of_type / of_type.sum(axis=1, keepdims=True)
