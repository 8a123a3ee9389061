"""Trains XGBoost on a data set of splicebeam, some thousand rows at a time: python train_xgboost.py DATASET [ROUNDS [disk]]"""

import sys
import tempfile

import numpy as np
import xgboost as xgb
from trainset import TrainSet

data, rounds = TrainSet(sys.argv[1]), int([*sys.argv, 100][2])
on_disk = sys.argv[3:] == ["disk"]  # what XGBoost keeps of the rows is in a file: less memory, more time


def without_nulls(x):  # where no value is missing XGBoost keeps one in a byte, else in four
    return np.nan_to_num(x, nan=-1e30)


class Rows(xgb.DataIter):  # XGBoost goes through it several times and keeps no batch
    def reset(self):
        self.left = data.batches("train")

    def next(self, give):
        for x, y, weight in self.left:
            types = ["c" if name in data.codes else "q" for name in data.features]
            give(data=without_nulls(x), label=y, weight=weight, feature_types=types)
            return True
        return False


with tempfile.TemporaryDirectory() as cache:
    rows = Rows(cache_prefix=f"{cache}/rows" if on_disk else None)
    matrix = (xgb.ExtMemQuantileDMatrix if on_disk else xgb.QuantileDMatrix)(rows, max_bin=64)  # 256 take four times the memory to make
    model = xgb.train({"objective": "multi:softprob", "num_class": 3, "eta": 0.1, "max_bin": 64}, matrix, rounds)  # trees do not mind the order of rows
    print(f"learnt from {matrix.num_row()} rows, which stand for {matrix.get_weight().sum(dtype=float):.0f} positions, {matrix.num_col()} features")
    del matrix, rows  # before the folder of its file goes

data.report(lambda x: model.inplace_predict(without_nulls(x)))
