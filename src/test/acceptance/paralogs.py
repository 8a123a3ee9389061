#!/usr/bin/env python3
"""Holds the pairs of genes that ./splicebeam build finds against all words of a made-up genome, and what it does about them against
the splits that it tells: paralogs.py [--only REGEX] [--keep]

The genome has genes with copies that are 99, 90, 80 and 70 % alike in their exons and have other introns, on either strand, a
repeat in many genes, and genes over one another. All of it is deterministic. Needs numpy and polars (target/acceptance/venv-oracle).
"""

import argparse
import csv
import json
import math
import random
import signal
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import hostile
import numpy as np
import polars as pl
from harness import BUILD_SECONDS, ROOT, Findings, Harness, run

WORD, KEPT, LEAST_SHARED, CONTAINMENT, FEW_GENES = 15, 64, 8, 0.1, 10
FLANK = 250  # of a row's sequence, as --sequenceFlank has it by default
INTRON = 320
COPIES = {99: 12, 90: 12, 80: 12, 70: 12}
BOUND = 5  # standard deviations of a sample that no figure may be away from the whole
CHROMOSOMES = 4
COMPLEMENT = str.maketrans("ACGT", "TGCA")


@dataclass(frozen=True)
class Gene:
    """Exons in the gene's own direction; introns are of no interest."""

    name: str
    exons: tuple[str, ...]
    strand: str
    alike: int = 0  # per cent of its exons' bases that are those of the gene before


def bases(rng: random.Random, length: int) -> str:
    return "".join(rng.choices("ACGT", k=length))


def copy_of(rng: random.Random, exon: str, alike: int) -> str:
    return "".join(base if rng.random() * 100 < alike else rng.choice("ACGT".replace(base, "")) for base in exon)


def genes_of(rng: random.Random) -> list[Gene]:
    def exons(count: int) -> tuple[str, ...]:
        return tuple(bases(rng, rng.choice((90, 150, 150, 210, 700))) for _ in range(count))

    genes = [Gene(f"ALONE{i}", exons(6), rng.choice("+-")) for i in range(20)]
    for alike, count in COPIES.items():
        for i in range(count):
            genes.append(Gene(f"OF{alike}_{i}", exons(40), rng.choice("+-")))
            genes.append(
                Gene(f"COPY{alike}_{i}", tuple(copy_of(rng, e, alike) for e in genes[-1].exons), rng.choice("+-"), alike)
            )
    chain = exons(24)  # A is like B, B is like C
    middle = exons(24)
    genes += [Gene("CHAIN_A", chain, "+"), Gene("CHAIN_B", chain + middle, "-"), Gene("CHAIN_C", middle, "+")]
    repeat = bases(rng, 700)
    genes += [Gene(f"REPEAT{i}", exons(4) + (repeat,) + exons(4), rng.choice("+-")) for i in range(14)]
    rng.shuffle(genes)
    return genes


def write(folder: Path) -> None:
    """Genome, annotation and scores; over the first gene of each chromosome lies another one, on the other strand."""
    rng = random.Random(16)
    folder.mkdir(parents=True)
    genome, lines, arrays = defaultdict(list), [], {}
    lengths = Counter()
    for number, gene in enumerate(genes_of(rng)):
        chrom = str(1 + number % CHROMOSOMES)
        first = not genome[chrom]
        genome[chrom].append(bases(rng, 500))
        lengths[chrom] += 500
        parts, spans, at = [], [], 0
        for exon in gene.exons:
            if spans:
                parts.append("GT" + bases(rng, INTRON - 4) + "AG")
                at += INTRON
            spans.append((at, at + len(exon)))
            parts.append(exon)
            at += len(exon)
        start = lengths[chrom] + 1
        own = "".join(parts)
        genome[chrom].append(own if gene.strand == "+" else own.translate(COMPLEMENT)[::-1])
        lengths[chrom] += at
        placed = sorted((start + s, start + e - 1) if gene.strand == "+" else (start + at - e, start + at - s - 1) for s, e in spans)
        names = [(gene.name, gene.strand)] + [(f"OVER_{gene.name}", "+" if gene.strand == "-" else "-")] * first
        for name, strand in names:
            lines.append(hostile.gene(chrom, start, start + at - 1, strand, name, gene_name=f"N{name}", gene_type="protein_coding"))
            lines += hostile.transcript(chrom, strand, name, f"T{name}", placed, gene_type="protein_coding")
            sites = spans if strand == gene.strand else [(at - e, at - s) for s, e in reversed(spans)]
            scores = np.zeros((at, 3), "<f4")
            scores[[e for _, e in sites[:-1]], 2] = 0.9
            scores[[s - 1 for s, _ in sites[1:]], 1] = [0.2 if i % 7 == 0 else 0.8 for i in range(len(sites) - 1)]
            arrays[name] = scores
    text = {chrom: "".join(parts) for chrom, parts in genome.items()}
    wrapped = ("".join(f"{s[i : i + 60]}\n" for i in range(0, len(s), 60)) for s in text.values())
    (folder / "genome.fa").write_text("".join(f">{chrom}\n{lines}" for chrom, lines in zip(text, wrapped)))
    hostile.write_gtf(folder, lines)
    np.savez(folder / "scores.npz", **arrays)


# ------------------------------------------------------------ all words


def words_of(sequence: str) -> set[str]:
    words = set()
    for i in range(len(sequence) - WORD + 1):
        word = sequence[i : i + WORD]
        words.add(min(word, word.translate(COMPLEMENT)[::-1]))
    return words


def all_words(folder: Path) -> dict[str, set[str]]:
    """Of each gene every word of its exons within FLANK bases of a splice site, read from the files that builds read."""
    genome: dict[str, str] = {}
    for part in (folder / "genome.fa").read_text().split(">")[1:]:
        name, *lines = part.split("\n")
        genome[name] = "".join(lines)
    exons: dict[str, list[tuple[int, int]]] = defaultdict(list)
    places = {}
    for line in (folder / "annotation.gtf").read_text().splitlines():
        if "\texon\t" in line:
            cells = line.split("\t")
            name = cells[8].split('gene_id "')[1].split('"')[0]
            exons[name].append((int(cells[3]), int(cells[4])))
            places[name] = cells[0]
    words = {}
    for name, some in exons.items():
        some.sort()
        words[name] = set()
        for i, (start, end) in enumerate(some):
            whole = genome[places[name]][start - 1 : end]
            # A window ends with FLANK bases behind a site, the site's own base among them; sites are the introns' bases.
            sides = ([whole[:FLANK]] if i else []) + ([whole[-FLANK:]] if i < len(some) - 1 else [])
            for side in sides:
                words[name] |= words_of(side)
    return words


@dataclass(frozen=True)
class Exact:
    """How alike two genes are by all their words."""

    words: int
    other_words: int
    shared: int

    @property
    def containment(self) -> float:
        return self.shared / min(self.words, self.other_words)

    def bounds(self) -> tuple[float, float]:
        """Of the containment among one word in KEPT: what chance makes of it at most."""
        smaller = min(self.words, self.other_words) / KEPT
        share = self.containment
        return share, BOUND * math.sqrt(max(share * (1 - share), 0.25 / smaller) / smaller) + 1 / smaller


def exact_pairs(words: dict[str, set[str]], over: Callable[[str, str], bool]) -> dict[frozenset, Exact]:
    genes_of_word = Counter(word for some in words.values() for word in some)
    most = max(FEW_GENES, len(words) // 100)
    counted = {name: {word for word in some if genes_of_word[word] <= most} for name, some in words.items()}
    return {
        frozenset((a, b)): Exact(len(counted[a]), len(counted[b]), len(counted[a] & counted[b]))
        for a, b in combinations(sorted(words), 2)
        if not over(a, b) and not counted[a].isdisjoint(counted[b])
    }


# ------------------------------------------------------------ builds


def build(folder: Path, output: Path, *options: str, tables: Path | None = None) -> None:
    source = [f"--input={tables}"] if tables else [f"--scores={folder / 'scores.npz'}", f"--fasta={folder / 'genome.fa'}"]
    given = [*source, f"--gtf={folder / 'annotation.gtf'}", f"--output={output}", "--kmerSizes=1", "--splits=gene", *options]
    ended = run([ROOT / "splicebeam", "build", *given], BUILD_SECONDS)
    if ended.code:
        raise RuntimeError("\n".join([f"the build ended with {ended.code}", *ended.tail()]))
    (output / "said.txt").write_text(ended.out + ended.err)


def pairs_of(built: Path) -> list[dict[str, str]]:
    with (built / "paralogs.csv").open() as file:
        return list(csv.DictReader(file))


def splits_of(built: Path) -> dict[str, str]:
    with (built / "gene_manifest.csv").open() as file:
        return {line["gene_id"]: line["split"] for line in csv.DictReader(file)}


def figures_of(built: Path) -> dict:
    return json.loads((built / "dataset.json").read_text())["paralogs"]


def valid(built: Path) -> Findings:
    ended = run([ROOT / "splicebeam", "validate", built], BUILD_SECONDS)
    return [f"validate ended with {ended.code}", *ended.tail()] if ended.code else []


def differ(what: str, found: object, wanted: object) -> Findings:
    return [] if found == wanted else [f"{what}: found {found}, wanted {wanted}"]


def same_files(one: Path, other: Path, names: Iterable[str]) -> Findings:
    return [f"{name} differs" for name in names if (one / name).read_bytes() != (other / name).read_bytes()]


class Paralogs:
    """The made-up genome, and the build of it that others are held against."""

    def __init__(self, harness: Harness) -> None:
        self.folder = harness.work / "paralogs" / "made-up"
        self.report = harness.work / "paralogs" / "report"
        run(["rm", "-rf", self.folder, self.report], 60)
        write(self.folder)
        build(self.folder, self.report, "--keepSequence")

    @staticmethod
    def over(a: str, b: str) -> bool:
        return f"OVER_{a}" == b or f"OVER_{b}" == a

    def exact(self, _: Path) -> Findings:
        """Every pair is one by all words, every clear pair is found, and figures are those of a sample."""
        words = all_words(self.folder)
        exact = exact_pairs(words, self.over)
        found = {frozenset((pair["gene_id"], pair["other_gene_id"])): pair for pair in pairs_of(self.report)}
        findings = differ("sketched genes", figures_of(self.report)["sketchedGenes"], len(words))
        for genes, pair in found.items():
            if genes not in exact:
                findings.append(f"{sorted(genes)} share no word, or lie over one another")
                continue
            share, away = exact[genes].bounds()
            if abs(float(pair["containment"]) - share) > away:
                findings.append(f"{sorted(genes)}: containment {pair['containment']}, by all words {share:.4f} +- {away:.4f}")
        for genes, by_all in exact.items():
            share, away = by_all.bounds()
            shared = by_all.shared / KEPT
            if share - away >= CONTAINMENT and shared - BOUND * math.sqrt(shared) >= LEAST_SHARED and genes not in found:
                findings.append(f"{sorted(genes)} are not found: containment by all words {share:.4f}")
        families = {alike: len(own(alike) & found.keys()) for alike in COPIES}
        by_all = {alike: np.mean([exact[genes].containment for genes in own(alike)]) for alike in COPIES}
        for alike, count in COPIES.items():
            print(f"  {alike} % alike: {families[alike]} of {count} copies found; containment by all words {by_all[alike]:.3f}", flush=True)
        findings += differ("copies found that are 99 % alike", families[99], COPIES[99])
        findings += differ("copies found that are 90 % alike", families[90], COPIES[90])
        findings += differ("pairs of a repeat", [sorted(g) for g in found if any("REPEAT" in name for name in g)], [])
        chain = {frozenset(("CHAIN_A", "CHAIN_B")), frozenset(("CHAIN_B", "CHAIN_C"))}
        findings += differ("pairs of the chain", {g for g in found if "CHAIN" in "".join(g)}, chain)
        return findings + valid(self.report)

    def moved(self, output: Path) -> Findings:
        """No pair is left apart, and every gene that moved did so to the first split of its family."""
        build(self.folder, output, "--paralogs=move")
        before, after = splits_of(self.report), splits_of(output)
        families = joined([(p["gene_id"], p["other_gene_id"]) for p in pairs_of(output)] + [(n, f"OVER_{n}") for n in before if f"OVER_{n}" in before])
        order = ("train", "validation", "test")
        wanted = {n: min((before[o] for o in families.get(n, [n])), key=order.index) for n in before}
        findings = differ("splits", after, wanted) + valid(output)
        figures = figures_of(output)
        findings += differ("movedGenes", figures["movedGenes"], sum(before[n] != after[n] for n in before))
        across = [p for p in pairs_of(output) if p["split_before"] != p["other_split_before"]]
        findings += differ("pairsAcrossSplits", figures["pairsAcrossSplits"], len(across))
        findings += differ("there are such pairs", len(across) > 3, True)
        return findings + differ("moved pairs that are left apart", [p for p in pairs_of(output) if p["split"] != p["other_split"]], [])

    def dropped(self, output: Path) -> Findings:
        """Of each pair across splits the gene of the later one is gone, and rows of no other gene change."""
        build(self.folder, output, "--paralogs=drop")
        order = ("train", "validation", "test")
        before = splits_of(self.report)
        gone = set()
        for pair in pairs_of(self.report):
            ranks = order.index(pair["split_before"]), order.index(pair["other_split_before"])
            if ranks[0] != ranks[1]:
                gone.add(pair["gene_id"] if ranks[0] > ranks[1] else pair["other_gene_id"])
        findings = differ("splits", splits_of(output), {n: s for n, s in before.items() if n not in gone}) + valid(output)
        findings += differ("droppedGenes", figures_of(output)["droppedGenes"], len(gone))
        findings += differ("some are dropped", len(gone) > 3, True)
        left = rows_of(self.report).filter(~pl.col("gene_id").is_in(sorted(gone))).drop("sequence")
        if not rows_of(output).equals(left):
            findings.append("rows of other genes are not those of the build that only reports")
        described = [json.loads((built / "dataset.json").read_text())["rows"] for built in (self.report, output)]
        dropped = figures_of(output)["droppedRows"]
        return findings + differ("rows.unselected", described[1]["unselected"] - described[0]["unselected"], dropped)

    def same(self, output: Path) -> Findings:
        """Another runner, and analysis tables in one piece and in many, find the same."""
        build(self.folder, output / "direct", "--keepSequence", "--runner=DirectRunner")
        findings = same_files(self.report, output / "direct", ("paralogs.csv", "gene_manifest.csv", "dataset.json"))
        rows = rows_of(self.report)
        columns = ["gene_id", "transcript_id", "position", "donor_score", "acceptor_score", "neither_score", "pred_type"]
        columns += ["splice_type", "chrom", "strand", "sequence", "window_start", "window_end"]
        table = rows.select(columns)
        for name, some in {"one": table, "no-start": table.drop("window_start", "window_end"), "many": table}.items():
            tables = output / name
            tables.mkdir(parents=True)
            pieces = 7 if name == "many" else 1
            for i in range(pieces):  # rows of a gene by turns, the last ones first
                part = some.reverse().gather_every(pieces, i) if pieces > 1 else some
                part.write_csv(tables / f"analysis_sequences_{i}.tsv", separator="\t", null_value="NA")
            build(self.folder, output / f"built-{name}", tables=tables)
            findings += same_files(self.report, output / f"built-{name}", ("paralogs.csv",))
        return findings


def own(alike: int) -> set[frozenset]:
    """The genes with their copies."""
    return {frozenset((f"OF{alike}_{i}", f"COPY{alike}_{i}")) for i in range(COPIES[alike])}


def joined(pairs: Sequence[tuple[str, str]]) -> dict[str, set[str]]:
    """All that pairs join, by name."""
    families: dict[str, set[str]] = {}
    for a, b in pairs:
        family = families.get(a, {a}) | families.get(b, {b})
        families |= dict.fromkeys(family, family)
    return families


def rows_of(built: Path) -> pl.DataFrame:
    parts = sorted((built / "master").rglob("*.parquet"))
    return pl.concat([pl.read_parquet(part) for part in parts]).sort("gene_id", "position")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", metavar="REGEX", help="run the cases whose name matches")
    parser.add_argument("--keep", action="store_true", help="keep what was built (after a failure it is kept anyway)")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that a time limit from outside ends what runs inside, too
    harness = Harness(ROOT, arguments.keep, arguments.only)
    paralogs = Paralogs(harness)
    harness.check_all(
        {
            "paralogs, against all words": paralogs.exact,
            "paralogs, moved": paralogs.moved,
            "paralogs, dropped": paralogs.dropped,
            "paralogs, other runners and tables": paralogs.same,
        }
    )
    return harness.finish()


if __name__ == "__main__":
    sys.exit(main())
