"""What is measured: inputs, jobs, and the bars of docs/performance.md."""

from dataclasses import dataclass
from itertools import product

GIB = 1 << 30
BYTES_A_ROW = 1_950  # of an analysis table
BYTES_A_GENE = 20_000  # of an annotation
BYTES_A_MODEL, BYTES_A_BASE = 5_500, 0.4  # of a genome's annotation and sequence
BYTES_A_SCORED_BASE = {"sparse": 0.03, "full": 7.5}
ROWS_A_GENE = 220  # that are kept of a gene's positions


@dataclass(frozen=True)
class Input:
    """What gen.py makes: an annotation, and so many rows of each gene; with `gff3` the annotation in both forms."""

    name: str
    genes: int
    rows_per_gene: int = 1000
    gff3: bool = False

    @property
    def rows(self) -> int:
        return self.genes * self.rows_per_gene

    @property
    def bytes(self) -> int:
        return self.rows * BYTES_A_ROW + self.genes * BYTES_A_GENE * (2 if self.gff3 else 1)


@dataclass(frozen=True)
class Genome:
    """What make_genome.py makes: genes that have so many bases together, and tracks of scores, `sparse` or `full`."""

    name: str
    genes: int
    positions: int
    chromosomes: int
    tracks: str

    @property
    def rows(self) -> int:
        """At most, of all jobs on it."""
        return self.genes * ROWS_A_GENE

    @property
    def bytes(self) -> int:
        return self.genes * BYTES_A_MODEL + int(self.positions * (BYTES_A_BASE + BYTES_A_SCORED_BASE[self.tracks]))


@dataclass(frozen=True)
class Bar:
    """The most that wall, CPU and memory may be, and what is aimed at. Fewer figures ask nothing of the rest."""

    limits: tuple[float, ...] = ()
    aims: tuple[float, ...] = ()


@dataclass(frozen=True)
class Job:
    """A data set to build; without `kmers` the annotation alone. Positions of a genome are sampled by strata."""

    name: str
    input: Input | Genome
    kmers: str = ""
    sampling: str = ""
    negative_ratio: int = 8


TINY = Input("tiny", genes=20, rows_per_gene=20)
GTF = Input("gtf-3.5m", genes=60_000, rows_per_gene=0)
GFF3 = Input("gff3-3.5m", genes=60_000, rows_per_gene=0, gff3=True)
SIZES = [Input("250k", genes=250), Input("1m", genes=1000), Input("4m", genes=4000)]
GENOMES = [
    Genome(name, genes, positions, chromosomes, tracks)
    for name, genes, positions, chromosomes in [("chr", 2_000, 130_000_000, 3), ("genome", 20_000, 1_300_000_000, 24)]
    for tracks in BYTES_A_SCORED_BASE
]
KMERS = {"k3": "3", "k6": "6", "k3+6": "3,6", "k1-6": "1,2,3,4,5,6"}
JOBS = {
    job.name: job
    for job in [
        Job("tiny", TINY, "6", "gene"),
        Job("gtf-3.5m", GTF),
        Job("gff3-3.5m", GFF3),
        *(
            Job(f"{size.name}-{k}-{sampling}", size, KMERS[k], sampling)
            for size, k, sampling in product(SIZES, KMERS, ("none", "gene"))
        ),
        *(Job(f"{genome.name}-k6-{genome.tracks}", genome, "6", negative_ratio=2) for genome in GENOMES),
        *(Job(f"{genome.name}-k3-{genome.tracks}", genome, "3") for genome in GENOMES if genome.name == "genome"),
    ]
}

# By job, on the ratios to fast_polars; those of the GFF3 to splicebeam on the same annotation as GTF.
BARS = {
    "1m-k6-none": Bar((0.7, 0.7, 2), (0.55, 0.5)),
    "1m-k6-gene": Bar((0.85, 0.8, 2), (0.65, 0.6)),
    "1m-k3-none": Bar((2, 2, 2.5), (1.3, 1.3)),
    "1m-k3-gene": Bar((1.9, 1.9, 2), (1.3, 1.3)),
    "gtf-3.5m": Bar((2.5, 3, 1.5), (1.3, 2)),
    "gff3-3.5m": Bar((1.3, 1.3, 1.3)),
}
# Seconds of the tiny job.
TINY_BAR = Bar((4.5,), (3,))

# Wall and CPU seconds and bytes of the builder that splicebeam replaces: "all rows, k=3", "reference builder" in the shared
# folder's bench/README.md. The bar is on the ratios to it.
REPLACED_JOB = "250k-k3-none"
REPLACED = (67, 55, 4.0 * GIB)
REPLACED_BAR = Bar((1 / 6, 1 / 2.5, 1 / 3), (1 / 12, 1 / 4, 1 / 5))

# From one to four million rows: wall less the tiny job's, CPU, memory.
GROWTH = ("1m", "4m")
GROWTH_BAR = Bar((4.4, 4.4, 1.1))

BY_DEFAULT = ["tiny", REPLACED_JOB, *BARS]
