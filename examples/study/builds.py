"""The data sets of the study, built by splicebeam, and the genes in them."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import polars as pl

ASSEMBLIES = ("grch37", "grch38")
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
            inputs = [
                f"--scores={source}/scores80/base_scores80.npz",
                f"--fasta={source}/genome.fa.gz",
                f"--gtf={source}/annotation.gtf",
            ]
            options = [*options, f"--genesFile={chosen}", "--kmerSizes=3", f"--output={output}"]
            subprocess.run([SPLICEBEAM, "build", "--quiet", *inputs, *options], check=True)
        return output

    def all_genes(self, assembly: str) -> list[str]:
        lines = (self.data / assembly / "annotation.gtf").read_text(encoding="utf-8").splitlines()
        return [re.search('gene_id "([^"]+)"', line)[1] for line in lines if line.split("\t")[2:3] == ["gene"]]

    def training(self, negatives: str, join: str) -> list[Path]:
        """Sampled rows of all genes but the unseen one, in splits."""
        options = *SPLITS, f"--negatives={negatives}", *joined(join)
        genes = {a: [gene for gene in self.all_genes(a) if gene != UNSEEN.get(a)] for a in ASSEMBLIES}
        return [self.build(a, f"{negatives}-{join}", genes[a], *options) for a in ASSEMBLIES]

    def genes(self) -> pl.DataFrame:
        """The genes with rows: their assembly, place, split and sites."""
        columns = ["gene_id", "gene_name", "chrom", "start", "end", "split", "total_splice_sites"]
        tables = []
        for assembly, folder in zip(ASSEMBLIES, self.training("strata", "representative")):
            table = pl.read_csv(folder / "gene_manifest.csv", columns=columns, schema_overrides={"chrom": pl.String})
            tables.append(table.with_columns(assembly=pl.lit(assembly)))
        return pl.concat(tables)

    def every_base(self, join: str) -> list[Path]:
        """All rows of the genes of validation and test."""
        asked = self.genes().filter(pl.col("split") != "train")
        genes = {a: asked.filter(assembly=a)["gene_id"].to_list() for a in ASSEMBLIES}
        return [self.build(a, f"every-base-{join}", genes[a], "--downsample=none", *joined(join)) for a in ASSEMBLIES]

    def unseen(self) -> Path:
        """All rows of the gene that no other data set has."""
        ((assembly, gene),) = UNSEEN.items()
        return self.build(assembly, "unseen", [gene], "--downsample=none")


def joined(join: str) -> list[str]:
    """The options of a join; the leaky one is refused unless it is let through."""
    return [f"--transcriptJoin={join}"] + ["--leakageLimit=1"] * (join == "row")


def groups_of(genes: pl.DataFrame) -> dict[str, int]:
    """The number of each gene's group: genes that share a base, and so on from gene to gene, are one group."""
    numbers, end, place = {}, -1, None
    ordered = genes.sort("assembly", "chrom", "start")
    for gene, *at, start, last in ordered.select("gene_id", "assembly", "chrom", "start", "end").rows():
        if at != place or start > end:
            place, end = at, -1
            number = len(set(numbers.values()))
        numbers[gene], end = number, max(end, last)
    return numbers
