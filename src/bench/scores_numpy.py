#!/usr/bin/env python3
"""Rows from a base model's scores by NumPy, numba, pyBigWig, pysam and Polars: what `splicebeam build --scores` is measured against.

    scores_numpy.py --scores DIR --fasta F --gtf F --k 6 --negative-ratio 2 --out DIR

Labels, sampling by strata and columns are those of the data set's contract, with its default options; offsets are given, not
measured. A process a core takes neighbouring genes of about as many bases each. It holds one gene, and one part's rows.
"""
import argparse
import math
import multiprocessing
import os
import shutil
import time
from fnmatch import fnmatchcase
from itertools import product
from pathlib import Path

os.environ.setdefault("POLARS_MAX_THREADS", "1")  # a process a core already
import numpy as np
import polars as pl
import pyBigWig
import pysam
from numba import njit

ROWS, FLANK, THRESHOLD, TOLERANCE, EPS = 25_000, 250, 0.5, 2, 1e-10
PIECES_A_PROCESS = 8
TN, TP, FN, FP, MASKED = range(5)
PRED_TYPES, PRED_CODES = ("TN", "TP", "FN", "FP"), np.array([3, 0, 2, 1], np.int32)
SPLICE_TYPES = ("neither", "donor", "acceptor")
BOUNDS = np.array(  # of the strata, as the contract has them
    [0.31622776601683794, 0.1, 0.03162277660168379, 0.01, 0.0031622776601683794, 0.001, 0.00031622776601683794, 0.0001]
    + [3.1622776601683795e-05, 1e-05, 3.1622776601683795e-06, 1e-06, 3.1622776601683795e-07]
)
AROUND = ((-2, "m2"), (-1, "m1"), (1, "p1"), (2, "p2"))
GENE_TYPES = (
    ("protein_coding",),
    ("lncRNA", "lincRNA", "lnc_RNA", "antisense", "antisense_RNA", "sense_intronic", "sense_overlapping", "processed_transcript")
    + ("non_coding", "macro_lncRNA", "3prime_overlapping_ncRNA", "bidirectional_promoter_lncRNA", "retained_intron"),
    ("*pseudogene*",),
    ("miRNA", "snRNA", "snoRNA", "scaRNA", "scRNA", "rRNA", "tRNA", "Mt_rRNA", "Mt_tRNA", "ribozyme", "sRNA", "vault_RNA", "vaultRNA")
    + ("misc_RNA", "Y_RNA", "piRNA", "ncRNA"),
    ("IG_*_gene", "TR_*_gene", "*_segment", "*_region"),
)
CODE = np.full(256, 4, np.uint8)
COMPLEMENTED = np.full(256, 4, np.uint8)
for _i, (_one, _other) in enumerate(zip(b"ACGT", b"acgt")):
    CODE[[_one, _other]] = _i
    COMPLEMENTED[[_one, _other]] = 3 - _i


# ---------------------------------------------------------------- hashes
C1, C2 = np.uint64(0x87C37B91114253D5), np.uint64(0x4CF5AD432745937F)
M1, M2 = np.uint64(0xFF51AFD7ED558CCD), np.uint64(0xC4CEB9FE1A85EC53)
FIVE, ADD1, ADD2 = np.uint64(5), np.uint64(0x52DCE729), np.uint64(0x38495AB5)


@njit(cache=True, inline="always")
def rotated(x, r):
    return (x << np.uint64(r)) | (x >> np.uint64(64 - r))


@njit(cache=True, inline="always")
def mixed(x):
    x = (x ^ (x >> np.uint64(33))) * M1
    x = (x ^ (x >> np.uint64(33))) * M2
    return x ^ (x >> np.uint64(33))


@njit(cache=True)
def murmur(text, length, seed):
    """First 64 bits of MurmurHash3 x64 128 of text[:length]."""
    h1 = h2 = np.uint64(seed)
    blocks = length // 16
    for b in range(blocks + 1):
        k1 = k2 = np.uint64(0)
        for i in range(min(16, length - 16 * b)):
            if i < 8:
                k1 |= np.uint64(text[16 * b + i]) << np.uint64(8 * i)
            else:
                k2 |= np.uint64(text[16 * b + i]) << np.uint64(8 * (i - 8))
        h1 ^= rotated(k1 * C1, 31) * C2
        if b == blocks:
            h2 ^= rotated(k2 * C2, 33) * C1
            break
        h1 = (rotated(h1, 27) + h2) * FIVE + ADD1
        h2 = (rotated(h2 ^ (rotated(k2 * C2, 33) * C1), 31) + h1) * FIVE + ADD2
    h1, h2 = h1 ^ np.uint64(length), h2 ^ np.uint64(length)
    h1 += h2
    h2 += h1
    return mixed(h1) + mixed(h2)


@njit(cache=True)
def written(number, text, at):
    """Writes a decimal number and the two empty fields behind it; returns the end."""
    digits = 1
    while number >= 10**digits:
        digits += 1
    for i in range(digits - 1, -1, -1):
        text[at + i] = 48 + number % 10
        number //= 10
    text[at + digits] = text[at + digits + 1] = 9
    return at + digits + 2


# ---------------------------------------------------------------- labels and sampling
@njit(cache=True)
def moved(x, by):
    out = np.zeros(len(x), np.float32)
    for p in range(max(by, 0), min(len(x) + by, len(x))):
        if x[p - by] > 0:  # neither negative nor missing
            out[p] = min(x[p - by], np.float32(1))
    return out


@njit(cache=True)
def nearest(q, every):
    """How far the nearest of some sorted sites is; more than the tolerance where none is near."""
    i = np.searchsorted(every, q)
    distance = TOLERANCE + 1
    if i < len(every):
        distance = min(distance, every[i] - q)
    if i > 0:
        distance = min(distance, q - every[i - 1])
    return distance


@njit(cache=True)
def put(label, kind, predicted, x, best, p, new, of_type, at):
    """TP before FN before FP, then the larger score; donors are put first."""
    old = label[p]
    if old == TN or old == MASKED or new < old or (new == old and x[p] > best[p]):
        label[p], kind[p], predicted[p], best[p] = new, of_type if new != FP else 0, at, x[p]


@njit(cache=True)
def labelled(x, of_type, own, every, label, kind, predicted, best, masked):
    """Adds the labels of one type; `masked` marks bases that have no row unless they are TP or FN."""
    length = len(x)
    for s in own:
        hit = -1
        for q in range(max(0, s - TOLERANCE), min(length, s + TOLERANCE + 1)):
            if x[q] >= THRESHOLD and nearest(q, every) == abs(q - s):
                if hit < 0 or x[q] > x[hit] or (x[q] == x[hit] and abs(q - s) < abs(hit - s)):
                    hit = q
        put(label, kind, predicted, x, best, s, TP if hit >= 0 else FN, of_type, hit)
    for c in range(length):
        if x[c] < THRESHOLD:
            continue
        is_call = True
        for q in range(max(0, c - TOLERANCE), min(length, c + TOLERANCE + 1)):
            is_call &= x[c] > x[q] if q < c else x[c] >= x[q]
        if is_call:
            if nearest(c, every) > TOLERANCE:
                put(label, kind, predicted, x, best, c, FP, of_type, c)
            else:
                masked[c] = True
    for s in every:
        masked[s] = True


@njit(cache=True)
def stratum(score):
    """0 the highest scores, 13 the lowest."""
    low, high = 0, len(BOUNDS)
    while low < high:
        middle = (low + high) // 2
        if BOUNDS[middle] > score:
            low = middle + 1
        else:
            high = middle
    return low


@njit(cache=True)
def chosen(d, a, label, name, seed, ratio):
    """Positions that stay, in order, and how likely each was to stay."""
    text = np.zeros(len(name) + 16, np.uint8)
    text[: len(name)] = name
    text[len(name)] = 9
    strata = np.zeros(len(d), np.uint8)
    pool = np.zeros(len(BOUNDS) + 1, np.int64)
    sure = 0
    for p in range(len(d)):
        if label[p] == TN:
            strata[p] = stratum(max(d[p], a[p]))
            pool[strata[p]] += 1
        elif label[p] != MASKED:
            sure += 1
    u = float(murmur(text, len(name), seed) >> np.uint64(11)) / 2.0**53
    left = min(pool.sum(), int(math.floor(ratio * sure + u)))
    quota = np.zeros(len(pool), np.int64)
    while left > 0:
        for j in range(len(pool)):
            if left > 0 and quota[j] < pool[j]:
                quota[j] += 1
                left -= 1
    first = np.zeros(len(pool) + 1, np.int64)
    first[1:] = np.cumsum(quota)
    hashes = np.zeros(first[-1], np.uint64)  # of each stratum a heap, the largest at its head
    places = np.zeros(first[-1], np.int64)
    filled = np.zeros(len(pool), np.int64)
    for p in range(len(d)):
        j = strata[p]
        n = quota[j]
        if label[p] != TN or n == 0:
            continue
        h = np.uint64(0) if n == pool[j] else murmur(text, written(p, text, len(name) + 1), seed)
        base = first[j]
        if filled[j] < n:
            i = filled[j]
            filled[j] += 1
            while i > 0 and hashes[base + (i - 1) // 2] < h:
                hashes[base + i], places[base + i] = hashes[base + (i - 1) // 2], places[base + (i - 1) // 2]
                i = (i - 1) // 2
        elif h < hashes[base]:
            i = 0
            while 2 * i + 1 < n:
                child = 2 * i + 1
                if child + 1 < n and hashes[base + child + 1] > hashes[base + child]:
                    child += 1
                if hashes[base + child] <= h:
                    break
                hashes[base + i], places[base + i] = hashes[base + child], places[base + child]
                i = child
        else:
            continue
        hashes[base + i], places[base + i] = h, p
    likely = np.ones(sure + len(places))
    positions = np.empty(sure + len(places), np.int64)
    positions[sure:] = places
    i = 0
    for p in range(len(d)):
        if label[p] != TN and label[p] != MASKED:
            positions[i] = p
            i += 1
    for j in range(len(pool)):
        likely[sure + first[j] : sure + first[j + 1]] = quota[j] / max(1, pool[j])
    order = np.argsort(positions)
    return positions[order], likely[order]


# ---------------------------------------------------------------- windows
@njit(cache=True)
def window_counts(codes, lengths, k, out):
    """out[4^k, n] <- counts of each k-mer in each window; blocks of rows, because Parquet wants columns."""
    size, block = 4**k, 64
    counts = np.zeros((block, size), np.uint16)
    for low in range(0, len(lengths), block):
        high = min(low + block, len(lengths))
        counts[:] = 0
        for r in range(low, high):
            word, run = 0, 0
            for p in range(lengths[r]):
                c = codes[r, p]
                if c > 3:
                    run = 0
                else:
                    word = ((word << 2) | c) & (size - 1)
                    run += 1
                    if run >= k:
                        counts[r - low, word] += 1
        for c in range(size):
            for r in range(low, high):
                out[c, r] = counts[r - low, c]


@njit(cache=True)
def window_statistics(codes, lengths):
    gc, entropy = np.zeros(len(lengths)), np.zeros(len(lengths))
    for r in range(len(lengths)):
        shares = np.zeros(5)
        for p in range(lengths[r]):
            shares[codes[r, p]] += 1
        gc[r] = (shares[1] + shares[2]) / lengths[r]
        for share in shares / lengths[r]:
            if share > 0:
                entropy[r] -= share * math.log2(share)
    return gc, entropy


# ---------------------------------------------------------------- annotation
def bare(chromosome):
    name = chromosome.removeprefix("chr")
    return "MT" if name == "M" else name


def genome_order(chromosome):
    name = bare(chromosome)
    return (0, int(name), "") if name.isdigit() else (1, ("X", "Y", "MT").index(name), "") if name in ("X", "Y", "MT") else (2, 0, name)


def annotation(path):
    """Genes in genome order with their representative transcripts, and a table of sites: gene, type, gene position, transcripts."""
    columns = ["chrom", "source", "feature", "start", "end", "score", "strand", "frame", "attribute"]
    value = lambda key, name: pl.col("attribute").str.extract(f'(?:^|[; ]){key} "([^"]+)"').alias(name)
    lines = (
        pl.scan_csv(
            path, separator="\t", comment_prefix="#", has_header=False, new_columns=columns, quote_char=None,
            schema_overrides=dict(zip(columns, [pl.String] * 3 + [pl.Int64] * 2 + [pl.String] * 4)),
        )
        .filter(pl.col("feature").is_in(["gene", "transcript", "exon"]))
        .select(
            "chrom", "feature", "start", "end", "strand", value("gene_id", "gene"), value("transcript_id", "transcript"),
            value("gene_name", "gene_name"), value("gene_(?:bio)?type", "gene_type"),
            pl.when(pl.col("attribute").str.contains('tag "MANE_Select"', literal=True)).then(2)
            .when(pl.col("attribute").str.contains('tag "Ensembl_canonical"', literal=True)).then(1).otherwise(0).alias("tag"),
        )
        .collect()
    )  # fmt: skip
    exons = lines.filter(pl.col("feature") == "exon").select("gene", "transcript", "start", "end").unique().sort("gene", "transcript", "start", "end")
    spans = lines.filter(pl.col("feature") == "transcript").select(
        "gene", "transcript", "tag", pl.col("start").alias("tx_start"), pl.col("end").alias("tx_end"), (pl.col("end") - pl.col("start") + 1).alias("span")
    )
    length = pl.col("end") - pl.col("start") + 1
    of_exons = exons.group_by("gene", "transcript").agg(
        pl.len().alias("n"), length.mean().alias("mean"), length.median().alias("median"), length.sum().alias("total")
    )
    representative = (
        spans.join(of_exons, on=["gene", "transcript"])
        .sort("gene", "tag", "total", "span", "transcript", descending=[False, True, True, True, False])
        .unique("gene", keep="first", maintain_order=True)
        .drop("transcript", "tag")
    )
    genes = lines.filter(pl.col("feature") == "gene").select("chrom", "start", "end", "strand", "gene", "gene_name", "gene_type")
    genes = genes.join(representative, on="gene", how="left")
    order = sorted(range(genes.height), key=lambda i: (genome_order(genes["chrom"][i]), genes["start"][i], genes["gene"][i]))
    genes = genes[order].with_row_index("number")
    overlaps = []
    for _, some in genes.group_by("chrom", maintain_order=True):
        start, end = some["start"].to_numpy(), some["end"].to_numpy()
        overlaps.append(np.searchsorted(np.sort(start), end, "right") - np.searchsorted(np.sort(end), start, "left") - 1)
    genes = genes.with_columns(pl.Series("overlaps", np.concatenate(overlaps)))

    covered = pl.col("end").cum_max().shift(1).over("gene", "transcript")
    introns = exons.with_columns(covered.alias("covered")).filter(pl.col("start") > pl.col("covered") + 1)
    left = introns.select("gene", "transcript", (pl.col("covered") + 1).alias("at"), pl.lit(True).alias("is_left"))
    right = introns.select("gene", "transcript", (pl.col("start") - 1).alias("at"), pl.lit(False).alias("is_left"))
    of_gene = genes.select("gene", "number", "chrom", "strand", pl.col("start").alias("gene_start"), pl.col("end").alias("gene_end"))
    sites = (
        pl.concat([left, right]).join(of_gene, on="gene").filter(pl.col("at").is_between("gene_start", "gene_end"))
        .with_columns((2 - (pl.col("is_left") == (pl.col("strand") == "+")).cast(pl.Int8)).alias("kind"))
        .group_by("number", "chrom", "strand", "kind", "at").agg(pl.col("transcript").n_unique().alias("count"), pl.col("transcript").min())
        .sort("number", "kind", "at")
    )  # fmt: skip
    return genes, sites


# ---------------------------------------------------------------- parts
class Parts:
    """Gathers rows of genes in order and writes parts of as many rows as a row group has."""

    def __init__(self, asked, piece, genes):
        self.asked, self.piece, self.genes, self.ks = asked, piece, genes, [int(k) for k in asked.k.split(",") if int(k)]
        self.codes = np.full((ROWS, 2 * FLANK), 4, np.uint8)
        self.windows = np.zeros(ROWS, np.int64)
        self.counts = {k: np.empty((4**k, ROWS), np.uint16) for k in self.ks}
        self.held, self.rows, self.part, self.written = [], 0, 0, 0

    def add(self, bases, rows):
        """`rows`: arrays by name, as many of each."""
        n, done = len(rows["position"]), 0
        while done < n:
            take = min(n - done, ROWS - self.rows)
            for i, (start, end) in enumerate(zip(rows["window_start"][done : done + take], rows["window_end"][done : done + take]), self.rows):
                self.codes[i, : end - start] = bases[start:end]
                self.windows[i] = end - start
            self.held.append({name: some[done : done + take] for name, some in rows.items()})
            self.rows, done = self.rows + take, done + take
            if self.rows == ROWS:
                self.flush()

    def flush(self):
        if not self.rows:
            return
        rows = {name: np.concatenate([some[name] for some in self.held]) for name in self.held[0]}
        frame = pl.DataFrame(columns(rows, self.genes, self.codes[: self.rows], self.windows[: self.rows]))
        counts = []
        for k in self.ks:
            window_counts(self.codes[: self.rows], self.windows[: self.rows], k, self.counts[k])
            words = map("".join, product("ACGT", repeat=k))
            counts += [pl.Series(f"{k}mer_{word}", self.counts[k][i, : self.rows]) for i, word in enumerate(words)]
        file = self.asked.out / f"part-{self.piece:04d}-{self.part:04d}.parquet"
        frame.hstack(counts).write_parquet(file, compression="zstd", compression_level=1, row_group_size=ROWS)
        self.written, self.part, self.held, self.rows = self.written + self.rows, self.part + 1, [], 0


def shape(prefix, s, m2, m1, p1, p2):
    """What the signal of one type looks like around a row's base."""
    mean, top = (m2 + m1 + p1 + p2) / 4, np.maximum(np.maximum(m2, m1), np.maximum(p1, p2))
    return {
        f"{prefix}_diff_m1": s - m1, f"{prefix}_diff_m2": s - m2, f"{prefix}_diff_p1": s - p1, f"{prefix}_diff_p2": s - p2,
        f"{prefix}_surge_ratio": s / (m1 + p1 + EPS),
        f"{prefix}_is_local_peak": ((s > m1) & (s > p1) & (s > 1e-3)).astype(np.int32),
        f"{prefix}_weighted_context": 0.1 * m2 + 0.2 * m1 + 0.4 * s + 0.2 * p1 + 0.1 * p2,
        f"{prefix}_peak_height_ratio": s / (mean + EPS), f"{prefix}_second_derivative": (s - m1) - (p1 - s),
        f"{prefix}_signal_strength": s - mean, f"{prefix}_context_diff_ratio": s / (top + EPS),
    }  # fmt: skip


def columns(r, genes, codes, windows):
    """All columns but k-mers, in their order."""
    d, a = r["donor_score"], r["acceptor_score"]
    n, top = np.maximum(0.0, 1.0 - (d + a)), np.maximum(d, a)
    gene = genes[r["gene"]]
    g = {name: gene[name].to_numpy() for name in ("start", "end", "tx_start", "tx_end", "span", "n", "mean", "median", "total", "overlaps", "n_sites", "type_code", "has_tx")}
    size, has_tx = g["end"] - g["start"] + 1, g["has_tx"]
    is_plus = (gene["strand"] == "+").to_numpy()
    absolute = np.where(is_plus, g["start"] + r["position"], g["end"] - r["position"])
    context = {name: np.where(d >= a, r[f"donor_context_{name}"], r[f"acceptor_context_{name}"]) for _, name in AROUND}
    m2, m1, p1, p2 = context.values()
    of_donor = shape("donor", d, *(r[f"donor_context_{name}"] for _, name in AROUND))
    of_acceptor = shape("acceptor", a, *(r[f"acceptor_context_{name}"] for _, name in AROUND))
    gc, complexity = window_statistics(codes, windows)
    no = lambda values: pl.Series(values).set(pl.Series(values < 0), None)
    number = lambda some, kind=np.int32: some.astype(kind)
    is_tn = r["label"] == TN
    return {
        "gene_id": gene["gene"], "transcript_id": pl.Series(r["transcript"].tolist(), dtype=pl.String), "gene_name": gene["gene_name"], "chrom": gene["chrom"],
        "strand": gene["strand"], "position": r["position"], "absolute_position": absolute,
        "splice_type": pl.Series(SPLICE_TYPES)[r["kind"]], "pred_type": pl.Series(PRED_TYPES)[r["label"]],
        "predicted_position": no(r["predicted"]), "true_position": no(np.where(r["kind"] > 0, r["position"], -1)),
        "window_start": r["window_start"], "window_end": r["window_end"], "transcript_count": number(r["transcript_count"]),
        "score": top, "donor_score": d, "acceptor_score": a, "neither_score": n,
        "kept_as": pl.Series(("nonTN", "stratum"))[is_tn.astype(np.int64)], "sampling_probability": r["likely"],
        "relative_donor_probability": d / (d + a + EPS), "splice_probability": (d + a) / (d + a + n + EPS),
        "donor_acceptor_diff": (d - a) / (top + EPS), "splice_neither_diff": (top - n) / (np.maximum(top, n) + EPS),
        "donor_acceptor_logodds": np.log(d + EPS) - np.log(a + EPS), "splice_neither_logodds": np.log(d + a + EPS) - np.log(n + EPS),
        "probability_entropy": -d * np.log(d + EPS) - a * np.log(a + EPS) - n * np.log(n + EPS),
        **{f"context_score_{name}": some for name, some in context.items()},
        "context_neighbor_mean": (m2 + m1 + p1 + p2) / 4, "context_asymmetry": (m1 + m2) - (p1 + p2),
        "context_max": np.maximum(np.maximum(m2, m1), np.maximum(p1, p2)), **of_donor, **of_acceptor,
        "donor_acceptor_peak_ratio": of_donor["donor_peak_height_ratio"] / (of_acceptor["acceptor_peak_height_ratio"] + EPS),
        "type_signal_difference": of_donor["donor_signal_strength"] - of_acceptor["acceptor_signal_strength"],
        "score_difference_ratio": (d - a) / (d + a + EPS),
        "signal_strength_ratio": of_donor["donor_signal_strength"] / (of_acceptor["acceptor_signal_strength"] + EPS),
        "gc_content": gc, "sequence_length": number(windows), "sequence_complexity": complexity,
        "gene_type": gene["gene_type"], "gene_start": g["start"], "gene_end": g["end"], "gene_length": size,
        "tx_start": np.where(has_tx, g["tx_start"], g["start"]), "tx_end": np.where(has_tx, g["tx_end"], g["end"]),
        "transcript_length": np.where(has_tx, g["span"], size), "num_exons": number(g["n"]), "avg_exon_length": g["mean"],
        "median_exon_length": g["median"], "total_exon_length": g["total"], "total_intron_length": np.where(has_tx, g["span"] - g["total"], 0),
        "n_splice_sites": number(g["n_sites"]), "num_overlaps": number(g["overlaps"]),
        "distance_to_start": absolute - g["start"], "distance_to_end": g["end"] - absolute, "has_gene_info": np.ones(len(d), np.int32),
        "has_tx_info": number(has_tx), "missing_transcript_feats": number(~has_tx), "splice_code": number(r["kind"]),
        "pred_code": PRED_CODES[r["label"]], "strand_code": np.where(is_plus, 1, -1).astype(np.int32), "gene_type_code": number(g["type_code"]),
        **{f"{t}_context_{name}": r[f"{t}_context_{name}"] for t in ("donor", "acceptor") for _, name in AROUND},
        "donor_dinucleotide": number(r["donor_dinucleotide"]), "acceptor_dinucleotide": number(r["acceptor_dinucleotide"]),
    }  # fmt: skip


# ---------------------------------------------------------------- genes
def dinucleotides(bases, positions):
    padded = np.concatenate(([4], bases, [4])).astype(np.int64)
    left, right = padded[positions + 1], padded[positions + 2]
    return np.where((left > 3) | (right > 3), -1, 4 * left + right)


class Genome:
    """What one process reads: four tracks and the sequence."""

    def __init__(self, asked):
        self.fasta = pysam.FastaFile(str(asked.fasta))
        self.contigs = {bare(name): name for name in self.fasta.references}
        self.tracks = {}
        for file in asked.scores.iterdir():
            name = file.name.lower()
            if name.endswith((".bw", ".bigwig")):
                track = pyBigWig.open(str(file))
                chromosomes = {bare(c): (c, size) for c, size in track.chroms().items()}
                self.tracks["donor" if "donor" in name else "acceptor", "+" if "plus" in name else "-"] = track, chromosomes

    def scores(self, kind, gene):
        """In direction of transcription, NaN where nothing is; None where the track lacks the chromosome."""
        track, chromosomes = self.tracks[kind, gene["strand"]]
        if bare(gene["chrom"]) not in chromosomes:
            return None
        name, size = chromosomes[bare(gene["chrom"])]
        values = np.full(gene["end"] - gene["start"] + 1, np.nan, np.float32)
        end = min(gene["end"], size)
        values[: end - gene["start"] + 1] = track.values(name, gene["start"] - 1, end, numpy=True)
        return values if gene["strand"] == "+" else values[::-1]

    def bases(self, gene):
        """0 to 3 for ACGT, 4 for others; None where the genome lacks them."""
        contig = self.contigs.get(bare(gene["chrom"]))
        if contig is None or self.fasta.get_reference_length(contig) < gene["end"]:
            return None
        letters = np.frombuffer(self.fasta.fetch(contig, gene["start"] - 1, gene["end"]).encode(), np.uint8)
        return CODE[letters] if gene["strand"] == "+" else COMPLEMENTED[letters[::-1]]


def rows_of(gene, own, foreign, scores, bases, asked):
    """`own`: type -> (gene positions, transcripts, smallest id); `foreign`: type -> gene positions; both sorted."""
    d, a = (moved(x, by) for x, by in zip(scores, (asked.donor_offset, asked.acceptor_offset)))
    length = len(d)
    label, kind, best = np.zeros(length, np.int8), np.zeros(length, np.int8), np.zeros(length, np.float32)
    predicted, masked = np.full(length, -1, np.int64), np.zeros(length, np.bool_)
    for of_type, x in ((1, d), (2, a)):
        labelled(x, of_type, own[of_type][0], np.union1d(own[of_type][0], foreign[of_type]), label, kind, predicted, best, masked)
    label[masked & ((label == TN) | (label == FP))] = MASKED
    kind[label == MASKED] = 0
    at, likely = chosen(d, a, label, np.frombuffer(gene["gene"].encode(), np.uint8), asked.seed, asked.negative_ratio)
    label, kind, predicted = label[at].astype(np.int64), kind[at].astype(np.int64), predicted[at]
    transcript, count = np.full(len(at), None, object), np.zeros(len(at), np.int64)
    for of_type, (places, counts, names) in own.items():
        of_it = np.flatnonzero(kind == of_type)
        place = np.searchsorted(places, at[of_it])
        transcript[of_it], count[of_it] = names[place], counts[place]
    rows = {
        "gene": np.full(len(at), gene["number"], np.int64), "position": at, "label": label, "kind": kind, "predicted": predicted,
        "likely": likely, "transcript": transcript, "transcript_count": count,
        "window_start": np.maximum(at - FLANK, 0), "window_end": np.minimum(at + FLANK, length),
        "donor_dinucleotide": dinucleotides(bases, at), "acceptor_dinucleotide": dinucleotides(bases, at - 1),
    }  # fmt: skip
    for name, x in (("donor", d), ("acceptor", a)):
        rows[f"{name}_score"] = x[at].astype(np.float64)
        for by, where in AROUND:
            q = at + by
            inside = (q >= 0) & (q < length)
            rows[f"{name}_context_{where}"] = np.where(inside, x[np.clip(q, 0, length - 1)], 0).astype(np.float64)
    return rows


def share(*what):
    """What each process has from the beginning: options, genes, and their sites in two ways."""
    global SHARED
    SHARED = what


def piece(task):
    """Builds the rows of neighbouring genes; returns positions, masked ones and rows."""
    number, first, last = task
    asked, genes, sites, by_strand = SHARED
    genome, parts, positions = Genome(asked), Parts(asked, number, genes), 0
    of_genes = genes[first:last]
    for gene in of_genes.iter_rows(named=True):
        of_gene = sites.get(gene["number"])
        if of_gene is None:
            continue
        scores = genome.scores("donor", gene), genome.scores("acceptor", gene)
        if any(x is None for x in scores) or all(np.isnan(x).all() for x in scores):
            continue
        bases = genome.bases(gene)
        if bases is None:
            continue
        is_plus = gene["strand"] == "+"
        foreign = {}
        for of_type in (1, 2):
            every = by_strand[gene["chrom"], gene["strand"], of_type]
            inside = every[np.searchsorted(every, gene["start"]) : np.searchsorted(every, gene["end"], "right")]
            foreign[of_type] = inside - gene["start"] if is_plus else gene["end"] - inside[::-1]
        parts.add(bases, rows_of(gene, of_gene, foreign, scores, bases, asked))
        positions += len(bases)
    parts.flush()
    return positions, parts.written, parts.part


def prepared(genes, sites):
    """Sites by gene and type as gene positions, and by strand and type as genomic ones."""
    by_gene = {}
    nothing = np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, object)
    spans = dict(zip(genes["number"], zip(genes["start"], genes["end"], genes["strand"])))
    for (number, of_type), some in sites.group_by("number", "kind", maintain_order=True):
        start, end, strand = spans[number]
        at = some["at"].to_numpy()
        of_type_sites = (at - start if strand == "+" else end - at), some["count"].to_numpy().astype(np.int64), some["transcript"].to_numpy()
        by_gene.setdefault(number, {1: nothing, 2: nothing})[of_type] = of_type_sites if strand == "+" else tuple(x[::-1].copy() for x in of_type_sites)
    by_strand = {key: np.unique(some["at"].to_numpy()) for key, some in sites.group_by("chrom", "strand", "kind")}
    n_sites = sites.group_by("number").agg(pl.col("at").n_unique().alias("n_sites"))
    code = lambda kind: -1 if kind is None else next((i for i, names in enumerate(GENE_TYPES) if any(fnmatchcase(kind, n) for n in names)), 5)
    genes = genes.join(n_sites, on="number", how="left", maintain_order="left").with_columns(
        pl.Series("type_code", [code(kind) for kind in genes["gene_type"]], dtype=pl.Int32),
        pl.col("tx_start").is_not_null().alias("has_tx"), pl.col("gene_type").fill_null("unknown"),
    )  # fmt: skip
    return genes.with_columns(pl.col("tx_start", "tx_end", "span", "n", "mean", "median", "total", "n_sites").fill_null(0)), by_gene, by_strand


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scores", type=Path, required=True, help="a folder of four bigWigs")
    parser.add_argument("--fasta", type=Path, required=True)
    parser.add_argument("--gtf", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--k", default="6", help="k-mer sizes, divided by commas")
    parser.add_argument("--negative-ratio", type=float, default=8)
    parser.add_argument("--donor-offset", type=int, default=1)
    parser.add_argument("--acceptor-offset", type=int, default=-1)
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    parser.add_argument("--seed", type=int, default=42)
    asked = parser.parse_args()
    start = time.perf_counter()
    shutil.rmtree(asked.out, ignore_errors=True)
    asked.out.mkdir(parents=True)
    genes, sites, by_strand = prepared(*annotation(asked.gtf))
    bounds = np.searchsorted(np.cumsum((genes["end"] - genes["start"]).to_numpy()), np.linspace(0, (genes["end"] - genes["start"]).sum(), asked.processes * PIECES_A_PROCESS + 1))
    bounds[-1] = genes.height
    tasks = [(i, *pair) for i, pair in enumerate(zip(bounds[:-1], bounds[1:]))]
    # Polars has threads, so processes are started anew, not forked.
    with multiprocessing.get_context("spawn").Pool(asked.processes, share, (asked, genes, sites, by_strand)) as pool:
        done = np.array(pool.map(piece, tasks, chunksize=1))
    positions, rows, parts = done.sum(axis=0)
    print(f"{rows:,} of {positions:,} rows in {parts} parts, {time.perf_counter() - start:.2f} s")


if __name__ == "__main__":
    main()
