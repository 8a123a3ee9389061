#!/usr/bin/env python3
"""Makes what a build from scores reads: a made-up genome, its annotation, and four bigWig tracks of a base model's scores.

    make_genome.py --out DIR --genes 2000 --positions 130000000 --chromosomes 3 --tracks sparse

Writes annotation.gtf, genome.fa.gz (BGZF, with .fai and .gzi) and {sparse,full}/{donor,acceptor}_{plus,minus}.bw:

  sparse   four digits, and no value below 0.001
  full     each base of each gene, all digits of a float32

Genes are 65 kb long on average (log-normal; the longest has 2.4 Mb) and lie close to one another, some over one another on
one strand. Introns begin with GT and end with AG. Raw scores peak on the exon's side of a site, as SpliceAI's do. The same
numbers give the same files. What stands already is not made again, so an interrupted run goes on where it was; a process a
core makes chromosomes or tracks, and holds one of its chromosomes.
"""
import argparse
import os
import struct
import zlib
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyBigWig

LONGEST_GENE, SHORTEST_GENE = 2_400_000, 1_000
EXON_BASES, SHORTEST_INTRON, MOST_EXONS, MOST_TRANSCRIPTS = 150, 80, 60, 8
ONE_EXON, OVERLAPPING, BIOTYPES = 0.08, 0.1, ("protein_coding", "lncRNA")
LINE, BLOCK = 60, 65_280  # bases of a line of FASTA, bytes of a BGZF block
BASES_A_DECOY, CUT, DIGITS = 1_000, 1e-3, 4
ENTRIES = 1 << 20  # that a track is handed at a time
TRACKS = [(kind, strand) for kind in ("donor", "acceptor") for strand in ("plus", "minus")]
BGZF_END = bytes.fromhex("1f8b08040000000000ff0600424302001b0003000000000000000000")


@dataclass(frozen=True)
class Gene:
    """Spans are 1-based, both ends inside; exons of a transcript in genome order, the first transcript has all of them."""

    name: str
    strand: str
    biotype: str
    start: int
    end: int
    transcripts: list[np.ndarray]  # [exons, 2]

    def introns(self) -> np.ndarray:
        """First and last base of each intron of any transcript, each once."""
        some = [np.stack((t[:-1, 1] + 1, t[1:, 0] - 1), axis=1) for t in self.transcripts if len(t) > 1]
        return np.unique(np.concatenate(some), axis=0) if some else np.empty((0, 2), np.int64)


# ---------------------------------------------------------------- genes
def lengths(genes: int, positions: int, rng: np.random.Generator) -> np.ndarray:
    """Together about as many bases as asked for."""
    some = rng.lognormal(0, 1.3, genes)
    some = np.clip(some * (positions / some.sum()), SHORTEST_GENE, LONGEST_GENE)
    longest = some.argmax()
    some[longest] = LONGEST_GENE
    others = np.arange(genes) != longest
    some[others] *= (positions - LONGEST_GENE) / some[others].sum()
    return np.clip(some, SHORTEST_GENE, LONGEST_GENE).astype(np.int64)


def exons(start: int, length: int, rng: np.random.Generator) -> np.ndarray:
    most = min(MOST_EXONS, max(1, length // (3 * (EXON_BASES + SHORTEST_INTRON))))
    n = 1 if rng.random() < ONE_EXON else min(most, 1 + rng.geometric(1 / 9))
    if n == 1:
        return np.array([[start, start + length - 1]])
    of_exons = np.minimum(rng.lognormal(np.log(EXON_BASES), 0.4, n).astype(np.int64) + 30, 2 * EXON_BASES)
    left = length - of_exons.sum() - SHORTEST_INTRON * (n - 1)
    shares = rng.gamma(0.7, size=n - 1)
    of_introns = SHORTEST_INTRON + np.floor(left * shares / shares.sum()).astype(np.int64)
    of_exons[-1] += length - of_exons.sum() - of_introns.sum()
    starts = start + np.concatenate(([0], np.cumsum(of_exons[:-1] + of_introns)))
    return np.stack((starts, starts + of_exons - 1), axis=1)


def variant(whole: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Without an exon, or with one that ends elsewhere."""
    if len(whole) > 2 and rng.random() < 0.7:
        return np.delete(whole, rng.integers(1, len(whole) - 1), axis=0)
    other = whole.copy()
    if len(whole) > 1:
        at = rng.integers(0, len(whole) - 1)
        other[at, 1] -= rng.integers(4, 25)
    return other


def annotation(genes: int, positions: int, chromosomes: int, seed: int) -> dict[str, list[Gene]]:
    """Genes by chromosome, in the order of their starts."""
    rng = np.random.default_rng(seed)
    of_genes = lengths(genes, positions, rng)
    names = [*map(str, range(1, chromosomes)), "X"]
    bounds = np.linspace(0, genes, chromosomes + 1).astype(int)
    made: dict[str, list[Gene]] = {}
    for c, name in enumerate(names):
        on_it, last = [], 10_000
        for i in range(bounds[c], bounds[c + 1]):
            length = int(of_genes[i])
            if on_it and rng.random() < OVERLAPPING:
                start = last - min(length, on_it[-1].end - on_it[-1].start) // 3
            else:
                start = last + int(rng.integers(500, 3_000))
            whole = exons(start, length, rng)
            others = [variant(whole, rng) for _ in range(min(rng.poisson(3), MOST_TRANSCRIPTS - 1))]
            strand, biotype = "+-"[rng.integers(2)], BIOTYPES[int(rng.random() < 0.3)]
            on_it.append(Gene(f"BENCHG{i + 1:09d}", strand, biotype, start, start + length - 1, [whole, *others]))
            last = max(last, start + length - 1)
        made[name] = sorted(on_it, key=lambda gene: gene.start)
    return made


def chromosome_length(genes: list[Gene]) -> int:
    return max(gene.end for gene in genes) + 10_000


def write_gtf(file: Path, genome: dict[str, list[Gene]]) -> None:
    with file.open("w", encoding="ascii") as out:
        for chromosome, genes in genome.items():
            for gene in genes:
                of_gene = f'gene_id "{gene.name}"; gene_name "{gene.name[6:]}"; gene_biotype "{gene.biotype}";'

                def line(feature: str, start: int, end: int, attributes: str) -> None:
                    out.write(f"{chromosome}\tbench\t{feature}\t{start}\t{end}\t.\t{gene.strand}\t.\t{attributes}\n")

                line("gene", gene.start, gene.end, of_gene)
                for number, transcript in enumerate(gene.transcripts, start=1):
                    of_transcript = f'{of_gene} transcript_id "{gene.name.replace("G", "T", 1)}.{number}";'
                    line("transcript", transcript[0, 0], transcript[-1, 1], of_transcript)
                    for start, end in transcript:
                        line("exon", start, end, of_transcript)


# ---------------------------------------------------------------- sequence
def bgzf_block(raw: bytes) -> bytes:
    deflate = zlib.compressobj(1, zlib.DEFLATED, -15)
    data = deflate.compress(raw) + deflate.flush()
    head = struct.pack("<4BI2BH2BHH", 31, 139, 8, 4, 0, 0, 255, 6, 66, 67, 2, len(data) + 25)
    return head + data + struct.pack("<II", zlib.crc32(raw), len(raw))


def bases(genes: list[Gene], rng: np.random.Generator) -> np.ndarray:
    forward = np.frombuffer(b"ACGT", np.uint8)[rng.integers(0, 4, chromosome_length(genes), np.uint8)]
    for gene in genes:
        introns = gene.introns()
        for at, letters in zip((introns[:, 0] - 1, introns[:, 0], introns[:, 1] - 2, introns[:, 1] - 1), "GTAG" if gene.strand == "+" else "CTAC"):
            forward[at] = ord(letters)
    return forward


def write_chromosome(folder: Path, name: str, number: int, genes: list[Gene], seed: int) -> None:
    """A chromosome's blocks, and their sizes: raw and compressed."""
    forward = bases(genes, np.random.default_rng((seed, 1, number)))
    whole = len(forward) // LINE * LINE
    lines = np.full((whole // LINE, LINE + 1), ord("\n"), np.uint8)
    lines[:, :LINE] = forward[:whole].reshape(-1, LINE)
    rest = forward[whole:].tobytes()
    text = b">%s made up\n" % name.encode() + lines.tobytes() + (rest + b"\n" if rest else b"")
    sizes = []
    with (folder / f"{name}.bgzf").open("wb") as out:
        for at in range(0, len(text), BLOCK):
            block = bgzf_block(text[at : at + BLOCK])
            out.write(block)
            sizes.append((len(text[at : at + BLOCK]), len(block)))
    np.save(folder / f"{name}.sizes.npy", np.array(sizes, np.int64))


def join_fasta(folder: Path, file: Path, genome: dict[str, list[Gene]]) -> None:
    raw = packed = 0
    index, entries = [], []
    with file.open("wb") as out:
        for name, genes in genome.items():
            length = chromosome_length(genes)
            index.append(f"{name}\t{length}\t{raw + len(name) + len('> made up') + 1}\t{LINE}\t{LINE + 1}\n")
            out.write((folder / f"{name}.bgzf").read_bytes())
            for of_raw, of_packed in np.load(folder / f"{name}.sizes.npy").tolist():
                raw, packed = raw + of_raw, packed + of_packed
                entries.append((packed, raw))
        out.write(BGZF_END)
    file.with_name(file.name + ".fai").write_text("".join(index))
    gzi = np.array(entries[:-1], "<u8").reshape(-1)
    file.with_name(file.name + ".gzi").write_bytes(struct.pack("<Q", len(entries) - 1) + gzi.tobytes())


# ---------------------------------------------------------------- scores
def covered(genes: list[Gene]) -> list[tuple[int, int]]:
    """What genes of one strand cover, 1-based, both ends inside."""
    spans: list[tuple[int, int]] = []
    for gene in genes:
        if spans and gene.start <= spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], max(spans[-1][1], gene.end))
        else:
            spans.append((gene.start, gene.end))
    return spans


def peak_bases(genes: list[Gene], kind: str) -> np.ndarray:
    """Where a model that is right peaks, one base beside each intron: donors at the last base of the exon, acceptors at the first."""
    some = [np.empty(0, np.int64)]
    for gene in genes:
        before, after = gene.introns().T + np.array([[-1], [1]])
        some.append(before if (kind == "donor") == (gene.strand == "+") else after)
    return np.unique(np.concatenate(some))


def signal(length: int, peaks: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """float32 scores of neighbouring bases: a floor over many decades, peaks at four in five sites, some at others, shoulders."""
    floor = np.exp(np.float32(np.log(10)) * (rng.standard_normal(length, np.float32) * np.float32(0.9) - np.float32(6)))
    decoys = rng.integers(0, length, length // BASES_A_DECOY)
    at = np.concatenate((peaks, decoys))
    height = np.where(rng.random(len(peaks)) < 0.8, rng.uniform(0.5, 1, len(peaks)), 0.5 * 10 ** (-3 * rng.random(len(peaks))))
    height = np.concatenate((height, 0.98 * 10 ** (-4 * rng.random(len(decoys))))).astype(np.float32)
    for beside, share in ((0, 1), (-1, 0.02), (1, 0.03), (-2, 0.004), (2, 0.006)):
        near = at + beside
        inside = (near >= 0) & (near < length)
        np.maximum.at(floor, near[inside], height[inside] * np.float32(share))
    return np.minimum(floor, np.float32(1))


def write_track(file: Path, genome: dict[str, list[Gene]], kind: str, strand: str, is_full: bool, seed: int) -> None:
    unfinished = file.with_name(file.name + ".unfinished")
    track = pyBigWig.open(str(unfinished), "w")
    track.addHeader([(name, chromosome_length(genes)) for name, genes in genome.items()], maxZooms=0)
    for number, (name, genes) in enumerate(genome.items()):
        of_strand = [gene for gene in genes if gene.strand == ("+" if strand == "plus" else "-")]
        rng = np.random.default_rng((seed, 2, TRACKS.index((kind, strand)), number))
        peaks = peak_bases(of_strand, kind)
        for start, end in covered(of_strand):
            own = peaks[np.searchsorted(peaks, start) : np.searchsorted(peaks, end, "right")] - start
            scores = signal(end - start + 1, own, rng)
            if is_full:
                for at in range(0, len(scores), ENTRIES):
                    track.addEntries(name, start - 1 + at, values=scores[at : at + ENTRIES], span=1, step=1)
            else:
                scores = np.round(scores, DIGITS)
                at = np.flatnonzero(scores >= CUT)
                if at.size:
                    track.addEntries(name, at + (start - 1), values=scores[at], span=1)
    track.close()
    unfinished.rename(file)


# ---------------------------------------------------------------- all of it
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--genes", type=int, default=20_000)
    parser.add_argument("--positions", type=int, default=1_300_000_000, help="bases of all genes (default: %(default)s)")
    parser.add_argument("--chromosomes", type=int, default=24)
    parser.add_argument("--tracks", choices=("sparse", "full"), action="append", help="may be given twice (default: sparse)")
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    parser.add_argument("--seed", type=int, default=42)
    asked = parser.parse_args()
    genome = annotation(asked.genes, asked.positions, asked.chromosomes, asked.seed)
    scratch = asked.out / "scratch"
    scratch.mkdir(parents=True, exist_ok=True)
    gtf, fasta = asked.out / "annotation.gtf", asked.out / "genome.fa.gz"
    if not gtf.exists():
        write_gtf(gtf, genome)
    with ProcessPoolExecutor(asked.processes) as pool:
        work = []
        for form in asked.tracks or ["sparse"]:
            (asked.out / form).mkdir(exist_ok=True)
            for kind, strand in TRACKS:
                file = asked.out / form / f"{kind}_{strand}.bw"
                if not file.exists():
                    work.append(pool.submit(write_track, file, genome, kind, strand, form == "full", asked.seed))
        if not fasta.exists():
            for number, (name, genes) in enumerate(genome.items()):
                if not (scratch / f"{name}.sizes.npy").exists():
                    work.append(pool.submit(write_chromosome, scratch, name, number, genes, asked.seed))
        for done in as_completed(work):
            done.result()
    if not fasta.exists():
        whole = fasta.with_name(fasta.name + ".unfinished")
        join_fasta(scratch, whole, genome)
        for suffix in (".fai", ".gzi", ""):
            whole.with_name(whole.name + suffix).rename(fasta.with_name(fasta.name + suffix))
    for file in scratch.iterdir():
        file.unlink()
    scratch.rmdir()


if __name__ == "__main__":
    main()
