"""Trains a small network by PyTorch on a data set of splicebeam, shuffled: python train_pytorch.py DATASET [EPOCHS]"""

import sys

import numpy as np
import torch
from trainset import TrainSet

data, epochs, rng = TrainSet(sys.argv[1]), int([*sys.argv, 10][2]), np.random.default_rng(42)
torch.manual_seed(42)
is_code = np.isin(data.features, data.codes)


def numbers(x):  # of size that a network likes: large ones by their logarithm, nulls 0, codes each as 0 or 1 in a place of its own
    x = torch.from_numpy(np.nan_to_num(x))
    codes = torch.nn.functional.one_hot(x[:, is_code].long(), 32).flatten(1)
    return torch.cat([x[:, ~is_code].sign() * x[:, ~is_code].abs().log1p(), codes], dim=1)


class Rows(torch.utils.data.IterableDataset):  # in genome order neighbours come together: so parts are shuffled, and rows in a buffer of four batches
    def __iter__(self):
        batches = data.batches("train", rng.permutation(data.files("train")))
        while buffer := [batch for _, batch in zip(range(4), batches)]:
            x, y, weight = map(np.concatenate, zip(*buffer))
            for chosen in np.array_split(rng.permutation(len(y)), -(-len(y) // 512)):
                yield numbers(x[chosen]), torch.from_numpy(y[chosen]).long(), torch.from_numpy(weight[chosen]).float()


width = len(data.features) + 31 * len(data.codes)
model = torch.nn.Sequential(torch.nn.BatchNorm1d(width), torch.nn.Linear(width, 64), torch.nn.ReLU(), torch.nn.Linear(64, 3))
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
for epoch in range(epochs):
    learnt = []
    for x, y, weight in torch.utils.data.DataLoader(Rows(), batch_size=None):
        loss = (torch.nn.functional.cross_entropy(model(x), y, reduction="none") * weight).sum() / weight.sum()
        optimizer.zero_grad(), loss.backward(), optimizer.step()
        learnt.append((len(y), weight.sum().item()))
print("learnt from {} rows, which stand for {:.0f} positions,".format(*map(sum, zip(*learnt))), len(data.features), "features")
data.report(lambda x: model.eval()(numbers(x)).softmax(1).detach().numpy())
