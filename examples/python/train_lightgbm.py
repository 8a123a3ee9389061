"""Trains LightGBM on a data set of splicebeam, a part at a time: python train_lightgbm.py DATASET [ROUNDS]"""

import sys
from functools import lru_cache

import lightgbm as lgb
import numpy as np
from trainset import TrainSet

data, rounds = TrainSet(sys.argv[1]), int([*sys.argv, 100][2])


@lru_cache(maxsize=1)
def rows_of(file):  # numbers alone: LightGBM aborts on texts
    return [np.concatenate(arrays) for arrays in zip(*data.batches("train", [file]))] or [np.empty((0, len(data.features)))] * 3


class Part(lgb.Sequence):  # LightGBM asks for rows by number, in order, and keeps some bytes of each
    batch_size = 5_000

    def __init__(self, file):
        self.file = file
        self.labels, self.weights = rows_of(file)[1:]

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, chosen):
        return rows_of(self.file)[0][chosen].astype(float)  # doubles, which it asks for


parts = [part for part in map(Part, data.files("train")) if len(part)]
labels, weights = (np.concatenate([getattr(part, name) for part in parts]) for name in ("labels", "weights"))
settings = {"objective": "multiclass", "num_class": 3, "lambda_l2": 1, "bin_construct_sample_cnt": 20_000, "seed": 42, "verbose": -1}
matrix = lgb.Dataset(parts, labels, weight=weights, categorical_feature=list(map(data.features.index, data.codes)), params=settings)
model = lgb.train(settings, matrix, rounds)  # the order of rows does not matter to trees
print(f"learnt from {matrix.num_data()} rows, which stand for {weights.sum():.0f} positions, {matrix.num_feature()} features")

data.report(model.predict)
