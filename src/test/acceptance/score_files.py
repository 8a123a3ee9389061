"""Writes scores, genomes and annotations anew: in other forms, moved, mirrored, damaged. Needs numpy and pyBigWig."""

import gzip
import random
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyBigWig

COMPLEMENT = str.maketrans("ACGTacgt+-", "TGCAtgca-+")
OTHER_STRAND = {"Plus": "Minus", "Minus": "Plus"}


# ---------------------------------------------------------------- tracks
@dataclass(frozen=True)
class Track:
    """The values of one file from `start` (0-based) of a chromosome on; NaN where a base has none."""

    name: str
    chrom: str
    start: int
    values: np.ndarray

    def stretches(self) -> Iterator[tuple[int, np.ndarray]]:
        """(first base, values) of each run of bases that have one."""
        there = np.concatenate([[False], ~np.isnan(self.values), [False]])
        edges = np.flatnonzero(there[1:] != there[:-1])
        for first, end in zip(edges[::2], edges[1::2]):
            yield self.start + int(first), self.values[first:end]


def read_tracks(folder: Path, chrom: str, start: int, end: int) -> list[Track]:
    """The bigWigs of a folder, over one stretch of one chromosome."""
    tracks = []
    for file in sorted(folder.glob("*.bw")):
        with pyBigWig.open(str(file)) as opened:
            tracks.append(Track(file.stem, chrom, start, opened.values(chrom, start, end, numpy=True).astype(np.float32)))
    return tracks


def write_bedgraphs(folder: Path, tracks: Iterable[Track], suffix: str = ".bedGraph", line_end: str = "\n") -> Path:
    """One line for each run of bases of equal value."""
    folder.mkdir(parents=True, exist_ok=True)
    for track in tracks:
        lines = [f"track type=bedGraph name={track.name}"]
        for first, values in track.stretches():
            starts = np.concatenate([[0], np.flatnonzero(values[1:] != values[:-1]) + 1])
            ends = np.concatenate([starts[1:], [len(values)]])
            lines += [f"{track.chrom}\t{first + s}\t{first + e}\t{values[s]!s}" for s, e in zip(starts, ends)]
        content = (line_end.join(lines) + line_end).encode()
        file = folder / (track.name + suffix)
        file.write_bytes(gzip.compress(content, 1, mtime=0) if suffix.endswith(".gz") else content)
    return folder


def write_bigwigs(folder: Path, tracks: Iterable[Track], length: int) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for track in tracks:
        with pyBigWig.open(str(folder / f"{track.name}.bw"), "w") as file:
            file.addHeader([(track.chrom, length)])
            for first, values in track.stretches():
                file.addEntries(track.chrom, first, values=values.astype(float), span=1, step=1)
    return folder


def mirrored_tracks(tracks: Iterable[Track], length: int) -> list[Track]:
    """As the other strand has them, read from the chromosome's other end."""
    mirrored = []
    for track in tracks:
        for strand, other in OTHER_STRAND.items():
            if strand in track.name:
                start = length - track.start - len(track.values)
                mirrored.append(Track(track.name.replace(strand, other), track.chrom, start, track.values[::-1]))
    return mirrored


def write_arrays(target: Path, source: Path, change: Callable[[np.ndarray], np.ndarray]) -> Path:
    """Each gene's array of an .npz, changed."""
    with np.load(source) as arrays:
        np.savez_compressed(target, **{gene: change(arrays[gene]) for gene in arrays.files})
    return target


def moved(array: np.ndarray, bases: int) -> np.ndarray:
    """[3, L] moved towards the 3' end; 0 where nothing comes from."""
    out = np.zeros_like(array)
    length = array.shape[1]
    first, end = max(bases, 0), min(length + bases, length)
    if first < end:
        out[:, first:end] = array[:, first - bases : end - bases]
    return out


# ---------------------------------------------------------------- genome and annotation
def read_fasta(path: Path) -> dict[str, str]:
    """Sequences by the first word of their headers."""
    with gzip.open(path, "rt") as lines:
        records = lines.read().split(">")[1:]
    return {header.split()[0]: body.replace("\n", "") for header, body in (record.split("\n", 1) for record in records)}


def write_mirrored_genome(target: Path, source: Path) -> dict[str, int]:
    """The genome's other strand; the lengths of its sequences."""
    genome = read_fasta(source)
    target.write_text("".join(f">{name}\n{bases.translate(COMPLEMENT)[::-1]}\n" for name, bases in genome.items()))
    return {name: len(bases) for name, bases in genome.items()}


def write_mirrored_annotation(target: Path, source: Path, lengths: dict[str, int]) -> None:
    lines = []
    for line in source.read_text().splitlines():
        if not line.startswith("#"):
            chrom, made_by, feature, start, end, score, strand, *rest = line.split("\t")
            past = lengths[chrom] + 1
            turned = str(past - int(end)), str(past - int(start)), score, strand.translate(COMPLEMENT)
            line = "\t".join([chrom, made_by, feature, *turned, *rest])
        lines.append(line)
    target.write_text("\n".join(lines) + "\n")


def gene_spans(gtf: Path) -> dict[str, tuple[str, int, int, str]]:
    """(chromosome, start, end, strand) by gene id; 1-based, both ends included."""
    spans = {}
    for line in gtf.read_text().splitlines():
        cells = line.split("\t")
        if len(cells) == 9 and cells[2] == "gene":
            spans[cells[8].split('gene_id "')[1].split('"')[0]] = cells[0], int(cells[3]), int(cells[4]), cells[6]
    return spans


def write_moved_sites(target: Path, source: Path, gtf: Path, seed: int = 1) -> None:
    """Each splice site elsewhere in its gene, the same for all transcripts that share it."""
    spans, rng, places = gene_spans(gtf), random.Random(seed), {}
    header, *lines = source.read_text().splitlines()
    columns = header.split("\t")
    moved_lines = [header]
    for line in lines:
        row = dict(zip(columns, line.split("\t")))
        _, start, end, _ = spans[row["gene_id"]]
        key = row["gene_id"], row["site_type"], row["position"]
        place = places.setdefault(key, rng.randint(start, end))
        row |= dict(start=str(place - 2), end=str(place + 2), position=str(place))
        moved_lines.append("\t".join(row[c] for c in columns))
    target.write_text("\n".join(moved_lines) + "\n")


def write_as_blocks(target: Path, content: bytes) -> Path:
    """bgzip: blocks of gzip, each of which tells its length, and an empty one at the end."""
    size = 60_000
    with target.open("wb") as out:
        for start in [*range(0, len(content), size), len(content)]:
            block = content[start : start + size]
            deflate = zlib.compressobj(1, zlib.DEFLATED, -15)
            body = deflate.compress(block) + deflate.flush()
            header = struct.pack("<4BI2BH2BHH", 31, 139, 8, 4, 0, 0, 255, 6, 66, 67, 2, len(body) + 25)
            out.write(header + body + struct.pack("<II", zlib.crc32(block), len(block)))
    return target
