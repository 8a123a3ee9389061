"""The data sets of the study, built by splicebeam, and their rows as arrays."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from calls import TOLERANCE, Gene

ASSEMBLIES = ("grch37", "grch38")
TYPES = ("donor", "acceptor")
UNSEEN = {"grch37": "ENSG00000099904.15_3"}  # ZDHHC8, which no data set that is trained on may have
SEED = 57  # see docs/study.md: the first seed with which no group of genes has more than a third of the sites of validation or of test
SPLITS = ("--splits=gene", "--fractions=0.5,0.2,0.3", "--paralogs=move", f"--seed={SEED}")
SPLICEBEAM = Path(__file__).resolve().parents[2] / "splicebeam"


@dataclass(frozen=True)
class Builds:
    """Data sets below `work`, from the scores, genomes and annotations below `data`. One that stands is used as it is."""

    data: Path
    work: Path

    def build(self, assembly: str, name: str, genes: list[str], *options: str) -> Path:
        source, output = self.data / assembly, self.work / f"{assembly}-{name}"
        if not (output / "dataset.json").exists():
            self.work.mkdir(parents=True, exist_ok=True)
            (chosen := self.work / f"{assembly}-{name}.txt").write_text("\n".join(genes) + "\n")
            inputs = (
                f"--scores={source}/scores80/base_scores80.npz",
                f"--fasta={source}/genome.fa.gz",
                f"--gtf={source}/annotation.gtf",
            )
            command = [
                SPLICEBEAM,
                "build",
                "--quiet",
                *inputs,
                f"--genesFile={chosen}",
                "--kmerSizes=3",
                *options,
                f"--output={output}",
            ]
            subprocess.run(command, check=True)
        return output

    def all_genes(self, assembly: str) -> list[str]:
        lines = (self.data / assembly / "annotation.gtf").read_text(encoding="utf-8").splitlines()
        return [re.search('gene_id "([^"]+)"', line)[1] for line in lines if line.split("\t")[2:3] == ["gene"]]

    def training(self, negatives: str, join: str) -> list[Path]:
        """Sampled rows of all genes but the unseen one, in splits. The leaky join is refused unless it is let through."""
        options = *SPLITS, f"--negatives={negatives}", f"--transcriptJoin={join}", *["--leakageLimit=1"] * (join == "row")
        return [
            self.build(
                assembly, f"{negatives}-{join}", [g for g in self.all_genes(assembly) if g != UNSEEN.get(assembly)], *options
            )
            for assembly in ASSEMBLIES
        ]

    def genes(self) -> pl.DataFrame:
        """The genes with rows: their assembly, place, split and sites."""
        columns = ("gene_id", "gene_name", "chrom", "start", "end", "split", "total_splice_sites")
        paths = zip(ASSEMBLIES, self.training("strata", "representative"))
        tables = [
            pl.read_csv(path / "gene_manifest.csv", columns=columns, schema_overrides={"chrom": pl.String}).with_columns(
                assembly=pl.lit(a)
            )
            for a, path in paths
        ]
        return pl.concat(tables)

    def every_base(self, join: str) -> list[Path]:
        """All rows of the genes of validation and test."""
        asked = self.genes().filter(pl.col("split") != "train")
        options = "--downsample=none", f"--transcriptJoin={join}", *["--leakageLimit=1"] * (join == "row")
        return [self.build(a, f"every-base-{join}", asked.filter(assembly=a)["gene_id"].to_list(), *options) for a in ASSEMBLIES]

    def unseen(self) -> Path:
        """All rows of the gene that no other data set has."""
        ((assembly, gene),) = UNSEEN.items()
        return self.build(assembly, "unseen", [gene], "--downsample=none")


def groups_of(genes: pl.DataFrame) -> dict[str, int]:
    """The number of each gene's group: genes that share a base, and so on from gene to gene, are one group."""
    numbers, end, place = {}, -1, None
    for gene, *at, start, last in (
        genes.sort("assembly", "chrom", "start").select("gene_id", "assembly", "chrom", "start", "end").rows()
    ):
        if at != place or start > end:
            place, end = at, -1
            number = len(set(numbers.values()))
        numbers[gene], end = number, max(end, last)
    return numbers


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
        table = (
            self.table.drop(self.leaky).join(without, on="gene_id", how="left", maintain_order="left").select(self.table.columns)
        )
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
        for (gene_id,), rows in (
            self.table.with_row_index("row").partition_by("gene_id", as_dict=True, maintain_order=True).items()
        ):
            positions = rows["position"].to_numpy()
            index = np.full(int(rows["gene_length"][0]), -1)
            index[positions] = rows["row"].to_numpy()
            seen.append(
                tuple(Gene(groups[gene_id], index, positions[(rows["splice_type"] == kind).to_numpy()]) for kind in TYPES)
            )
        return seen

    def base_tracks(self, genes: list[tuple[Gene, Gene]]) -> list[list[np.ndarray]]:
        """The base model's scores of each gene by type. Those of masked bases are read off the rows beside them, which have their neighbours' scores."""
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
