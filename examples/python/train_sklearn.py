"""Trains scikit-learn's gradient boosting on a data set of splicebeam: python train_sklearn.py DATASET [ROUNDS]"""

import sys

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from trainset import TrainSet

data, rounds = TrainSet(sys.argv[1]), int([*sys.argv, 100][2])

# All rows at once, since this trainer takes no batches: for k = 6 and many rows take XGBoost.
x, y, weight = map(np.concatenate, zip(*data.batches("train")))

model = HistGradientBoostingClassifier(
    max_iter=rounds,
    categorical_features=[name in data.codes for name in data.features],
    l2_regularization=1,  # rows have large weights, and sites are rare
    early_stopping=False,  # it would hold out single rows, but rows of one gene are alike
)
model.fit(x, y, weight)  # the order of rows does not matter to trees
print(f"learnt from {len(x)} rows, which stand for {weight.sum():.0f} positions, {len(data.features)} features")

data.report(model.predict_proba)
