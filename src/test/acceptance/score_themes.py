"""Small made-up genomes with every sharp edge of the rules of scores: short genes over one another, with introns of few bases, sites
at their ends, plateaus, values at the threshold, values missing, N, genes beyond the genome, arrays of every shape and type."""

import random
from pathlib import Path

import hostile
import numpy as np

CONTIGS = {"1": 3000, "chr2": 1500, "X": 400}
LACKING = "3"  # a chromosome of the annotation that the genome lacks
HEIGHTS = (0.0, 0.0, 0.0, 0.04, 0.1, 0.25, 0.49999997, 0.5, 0.5, 0.75, 1.0, 1.0000005, np.nan)


def exons_of(rng: random.Random, start: int, end: int) -> list[tuple[int, int]]:
    """Up to six exons with introns of one base and more; some touch or overlap."""
    cuts = sorted(rng.randint(start, end) for _ in range(2 * rng.randint(1, 6)))
    exons = list(zip(cuts[::2], cuts[1::2]))
    if rng.random() < 0.5:
        exons = [(start, exons[0][1]), *exons[1:]]
    return exons if rng.random() < 0.5 else [*exons[:-1], (exons[-1][0], end)]


def scores_of(rng: random.Random, length: int) -> np.ndarray:
    """[3, L]: neither, acceptor, donor; low ones with bumps and plateaus."""
    values = np.zeros((3, length))
    for track in values:
        for _ in range(max(1, length // 12)):
            at = rng.randrange(length)
            track[at : at + rng.choice((1, 1, 1, 2, 3, 6))] = rng.choice(HEIGHTS)
        if rng.random() < 0.1:
            track[:] = np.nan
    return values


def shaped(rng: random.Random, scores: np.ndarray) -> np.ndarray:
    array = rng.choice((scores, scores.T, scores.T[np.newaxis])) if scores.shape != (3, 3) else scores.T
    return np.ascontiguousarray(array, rng.choice(("<f2", "<f4", "<f8")))


def write(folder: Path, seed: int, genes: int = 150) -> None:
    rng = random.Random(seed)
    folder.mkdir(parents=True)
    sequences = {name: "".join(rng.choices("ACGTacgtNRn", (9, 9, 9, 9, 1, 1, 1, 1, 1, 1, 1), k=n)) for name, n in CONTIGS.items()}
    (folder / "genome.fa").write_text("".join(f">{name} made up\n{bases}\n" for name, bases in sequences.items()))
    lines, arrays = [], {}
    for i in range(genes):
        chrom = rng.choice([*CONTIGS, *CONTIGS, LACKING])
        length = rng.choice((1, 2, 3, 4, 7, *(rng.randint(8, 300) for _ in range(15))))
        last_start = CONTIGS.get(chrom, 500) - length + 1
        start = rng.choice((1, last_start, *(rng.randint(1, last_start) for _ in range(17)), last_start + 5))  # the last one: outside
        end, strand, gene = start + length - 1, rng.choice("+-"), f"G{i:03}.{rng.randint(1, 3)}"
        kind = rng.choice(("protein_coding", "lncRNA"))
        lines.append(hostile.gene(chrom, start, end, strand, gene, gene_type=kind, gene_name=f"N{i}"))
        for j in range(rng.randint(1, 3)):
            lines += hostile.transcript(chrom, strand, gene, f"T{i:03}{rng.choice('ABC')}{j}.1", exons_of(rng, start, end), gene_type=kind)
        if rng.random() < 0.95:
            arrays[gene] = shaped(rng, scores_of(rng, length + (rng.random() < 0.04)))
    (folder / "annotation.gtf").write_text("\n".join(lines) + "\n")
    np.savez(folder / "scores.npz", **arrays)
