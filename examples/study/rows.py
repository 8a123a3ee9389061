"""Rows of data sets as arrays."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from calls import TOLERANCE, Gene

TYPES = ("donor", "acceptor")


@dataclass(frozen=True)
class Rows:
    """Rows of some data sets, with the columns that a model may learn from, as the dictionary tells them."""

    table: pl.DataFrame
    features: list[str]
    categorical: list[str]
    leaky: list[str]

    @staticmethod
    def of(folders: list[Path], split: str = "") -> "Rows":
        parts = [part for folder in folders for part in sorted((folder / "master" / split).glob("**/*.parquet"))]
        words = pl.read_csv(folders[0] / "data_dictionary.csv", infer_schema=False).filter(role="feature")
        named = lambda condition: words.filter(condition)["column"].to_list()
        table = pl.concat([pl.read_parquet(part) for part in parts])
        return Rows(table, named(True), named(pl.col("categorical") == "true"), named(pl.col("leak") == "transcriptJoin"))

    def where(self, condition: pl.Expr) -> "Rows":
        return Rows(self.table.filter(condition), self.features, self.categorical, self.leaky)

    def matrix(self) -> np.ndarray:
        """[rows, features] in float32; a category that is unknown (-1) is missing."""
        codes = [pl.when(pl.col(name) >= 0).then(pl.col(name)).alias(name) for name in self.categorical]
        return self.table.select(self.features).with_columns(codes).cast(pl.Float32).to_numpy()

    def sites_unknown(self) -> "Rows":
        """The same rows as they are in a gene whose sites nobody knows: joined by row, none has a transcript, so each is as the gene's rows
        without one are."""
        without = self.table.filter(missing_transcript_feats=1).unique("gene_id", keep="first").select("gene_id", *self.leaky)
        table = self.table.drop(self.leaky).join(without, on="gene_id", how="left", maintain_order="left")
        return Rows(table, self.features, self.categorical, self.leaky)

    def scores(self) -> np.ndarray:
        """[rows, 2]: the base model's donor and acceptor score."""
        return self.table.select(f"{kind}_score" for kind in TYPES).to_numpy()

    def is_site(self) -> np.ndarray:
        """[rows, 2]: whether a row is a donor, an acceptor."""
        return self.table.select((pl.col("splice_type") == kind).alias(kind) for kind in TYPES).to_numpy()

    def weights(self) -> np.ndarray:
        return 1 / self.table["sampling_probability"].to_numpy()

    def genes(self, groups: dict[str, int]) -> list[tuple[Gene, Gene]]:
        """Each gene of a table of all its bases, as donors and acceptors see it."""
        seen = []
        by_gene = self.table.with_row_index("row").partition_by("gene_id", as_dict=True, maintain_order=True)
        for (gene_id,), rows in by_gene.items():
            positions = rows["position"].to_numpy()
            index = np.full(int(rows["gene_length"][0]), -1)
            index[positions] = rows["row"].to_numpy()
            sites = [positions[(rows["splice_type"] == kind).to_numpy()] for kind in TYPES]
            seen.append(tuple(Gene(groups[gene_id], index, of_type) for of_type in sites))
        return seen

    def base_tracks(self, genes: list[tuple[Gene, Gene]]) -> list[list[np.ndarray]]:
        """The base model's scores of each gene by type. Those of masked bases are read off the rows beside them, which have the scores of
        their neighbours, too."""
        tracks = [[gene.track(self.scores()[:, kind]) for kind, gene in enumerate(pair)] for pair in genes]
        for kind, name in enumerate(TYPES):
            for shift in [s for s in range(-TOLERANCE, TOLERANCE + 1) if s]:
                context = self.table[f"{name}_context_{'m' if shift < 0 else 'p'}{abs(shift)}"].to_numpy()
                for pair, pair_tracks in zip(genes, tracks):
                    rows = pair[kind].rows
                    at = np.flatnonzero(rows >= 0)
                    at = at[(at + shift >= 0) & (at + shift < len(rows))]
                    at = at[rows[at + shift] < 0]
                    pair_tracks[kind][at + shift] = context[rows[at]]
        return tracks
