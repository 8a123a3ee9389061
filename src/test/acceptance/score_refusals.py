"""Scores, genomes and options from which nothing is built."""

import gzip
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import score_files
from acceptance import copied, refused, text_file
from harness import DataSet, Findings, Harness, Options
from scored import K3, TOLD, ScoredSet, build, real, rows_of


def edited(folder: Path, source: Path, name: str, edit: Callable[[list[str]], list[str]]) -> Path:
    """The bedGraphs of a folder, unpacked; the lines of the one of this name are changed."""
    for file in source.glob("*.bedGraph.gz"):
        lines = gzip.decompress(file.read_bytes()).decode().splitlines()
        lines = edit(lines) if file.name.startswith(name) else lines
        copied(file, folder / file.name.removesuffix(".gz"), lambda _, lines=lines: "".join(f"{line}\n" for line in lines).encode())
    return folder


def with_file(folder: Path, source: Path, name: str, content: bytes) -> Path:
    """The files of a folder, of which one holds something else."""
    for file in source.iterdir():
        copied(file, folder / file.name)
    (folder / name).write_bytes(content)
    return folder


def refusals(harness: Harness, every: bool) -> dict[str, Callable[[Path], Findings]]:
    folder = harness.work / "data" / "refused"
    shutil.rmtree(folder, ignore_errors=True)
    old, new = real(harness.shared, "grch37/scores/bigwig"), real(harness.shared, "grch38/scores/bigwig")
    bigwigs, sparse = Path(old.scores), Path(old.scores).with_name("bedgraph_sparse")
    arrays = Path(old.scores).with_name("npz_from_tracks.npz")
    with np.load(arrays) as loaded:
        genes = {gene: loaded[gene] for gene in loaded.files}
    logits = {gene: np.log(array.clip(1e-9, 1 - 1e-7) / (1 - array.clip(1e-9, 1 - 1e-7))) for gene, array in genes.items()}
    folder.mkdir(parents=True)
    np.savez_compressed(folder / "log-odds.npz", **logits)
    np.savez(folder / "pickled.npz", **{gene: array.astype(object) for gene, array in list(genes.items())[:1]})
    np.savez(folder / "texts.npz", **{gene: np.array(["much"]) for gene in genes})
    scored = lambda scores: replace(old, scores=scores)
    bedgraph = lambda name, edit, of="donor_plus": scored(edited(folder / name, sparse, of, edit))
    bigwig = lambda name, content, of="spliceAiDonorPlus.bw": scored(with_file(folder / name, bigwigs, of, content))
    first = (bigwigs / "spliceAiDonorPlus.bw").read_bytes()
    public = harness.shared / "data" / "tracks_public"

    def last_cell(text: str) -> Callable[[list[str]], list[str]]:
        return lambda lines: [*lines[:-1], "\t".join([*lines[-1].split("\t")[:-1], text])]

    def renamed(lines: list[str]) -> list[str]:
        return ["\t".join([f"scaffold{i * 4 // len(lines)}", *line.split("\t")[1:]]) for i, line in enumerate(lines)]

    plus = with_file(folder / "plus", bigwigs, "README", b"")
    elsewhere = edited(folder / "elsewhere", sparse, "", renamed)
    swapped = folder / "swapped"
    for file in bigwigs.iterdir():
        other = {"Plus": "Minus", "Minus": "Plus"}
        strand = next(s for s in other if s in file.name)
        copied(file, swapped / file.name.replace(strand, other[strand]))
    for file in plus.glob("*Minus*"):
        file.unlink()
    unnamed = with_file(folder / "unnamed", bigwigs, "scores.bw", first)
    predicted = Path(old.scores).with_name("openspliceai_bed")
    contigs = folder / "contigs"
    for file in predicted.iterdir():
        copied(file, contigs / file.name, lambda text: text.replace(b"chr22\t", b"chr22:+\t"))
    proteins = folder / "proteins.fa"
    proteins.write_text(">chr22\n" + "MKVLAAGIVGLCAKAYDWQEPRTSNFHI\n" * 20_000)
    other_fai = copied(old.fasta, folder / "genome.fa", gzip.decompress)
    Path(f"{other_fai}.fai").write_text("chr22\t20509431\t7\t50\t51\n")
    deltas = Path(text_file(folder / "deltas.vcf", "##fileformat=VCFv4.2", "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO"))
    tables_of_old = harness.shared / "data" / "grch37" / "analysis_sequences"

    cases: dict[str, tuple[ScoredSet, Options, str]] = {
        "the other build's genome": (replace(old, fasta=new.fasta), {}, r"--fasta.*assembly"),
        "a genome that ends before the genes": (replace(new, fasta=old.fasta), {}, r"--fasta|FASTA"),
        "the other build's scores": (scored(new.scores), {}, r"--donorOffset|assembly"),
        "scores of the other strand": (scored(swapped), {}, r"--donorOffset.*strand"),
        "no tracks of minus": (scored(plus), {}, r"--scores.*no track.*- strand"),
        "log odds in arrays": (scored(folder / "log-odds.npz"), {}, r"log-odds\.npz.*ENSG.*(log odds|logits|probabilit)"),
        "log odds in bedGraphs": (bedgraph("log-odds", last_cell("-3.2")), {}, r"donor_plus.*chr22.*-3\.2"),
        "a wrong offset": (old, dict(donorOffset="2"), r"--donorOffset is 2.*asks for 1.*--offsetCheck"),
        "no check and no offsets": (old, dict(offsetCheck="off"), r"--offsetCheck=off.*--donorOffset"),
        "a VCF of deltas": (scored(deltas), {}, r"deltas\.vcf.*(delta|VCF)"),
        "a bigBed": (bigwig("bigbed", (public / "pybigwig_test.bigBed").read_bytes()), {}, r"DonorPlus\.bw.*bigBed"),
        "a cut bigWig": (bigwig("cut", first[: len(first) // 2]), {}, r"DonorPlus\.bw.*cut"),
        "an empty file": (bigwig("empty", b""), {}, r"DonorPlus\.bw.*empty"),
        "a pickled array": (scored(folder / "pickled.npz"), {}, r"pickled\.npz.*pickle"),
        "no number": (bedgraph("words", last_cell("much")), {}, r"donor_plus.*line \d+.*much"),
        "a base twice": (bedgraph("twice", lambda lines: [lines[0], *lines]), {}, r"donor_plus.*(line 2|twice)"),
        "unsorted": (bedgraph("unsorted", lambda lines: lines[::-1]), {}, r"donor_plus.*line 2.*sort "),
        "two of one type and strand": (bigwig("two", first, "another_donor_plus.bw"), {}, r"another_donor_plus.*spliceAiDonorPlus|spliceAiDonorPlus.*another"),
        "a name without type": (scored(unnamed), {}, r"scores\.bw"),
        "other chromosomes": (scored(elsewhere), TOLD, r"scaffold0.*scaffold1.*scaffold2.*--chromAliases|--chromAliases"),
        "a run without GFF": (scored(contigs), {}, r"chr22:\+.*GFF"),
        "no such file": (scored(folder / "none"), {}, r"none"),
        "proteins": (replace(old, fasta=proteins), {}, r"proteins\.fa"),
        "an index of another file": (replace(old, fasta=other_fai), {}, r"genome\.fa.*index.*chr22.*samtools faidx"),
        "tables beside scores": (old, dict(input=str(tables_of_old)), r"--input.*--scores|--scores.*--input"),
        "extra columns": (old, dict(extraColumns="note:string"), r"--extraColumns"),
    }
    if every:
        cases |= {
            "a value above 1": (bedgraph("above", last_cell("1.01")), {}, r"donor_plus.*chr22.*1\.01"),
            "a wrong offset of acceptors": (old, TOLD | dict(acceptorOffset="1"), r"--acceptorOffset is 1.*asks for -1"),
            "an array of texts": (scored(folder / "texts.npz"), {}, r"texts\.npz"),
            "a cell too many": (bedgraph("cells", last_cell("0.5\t1")), {}, r"donor_plus.*line \d+"),
            "ids of transcripts": (old, dict(positionIdMode="transcript"), r"--positionIdMode"),
            "a threshold of 0": (old, dict(callThreshold="0"), r"--callThreshold"),
            "a tolerance of 11": (old, dict(siteTolerance="11"), r"--siteTolerance"),
            "no flank": (old, dict(sequenceFlank="0"), r"--sequenceFlank"),
            "an offset of 6": (old, dict(donorOffset="6"), r"--donorOffset"),
        }

    def beside_tables(output: Path) -> Findings:
        data = DataSet("tables and another genome", tables_of_old, old.gtf)
        return refused(harness, data, K3 | dict(fasta=str(new.fasta)), [2], r"--fasta.*assembly", output)

    def genes_of_plus(output: Path) -> Findings:
        """Tracks of a strand may be missing where no gene asked for lies on it."""
        of_plus = [gene for gene, (*_, strand) in score_files.gene_spans(old.gtf).items() if strand == "+"]
        genes = text_file(folder / "plus.txt", *of_plus)
        built = build(harness, scored(plus), K3 | dict(genesFile=genes), output)
        return [] if set(rows_of(built)["strand"]) == {"+"} else ["rows of other strands"]

    return {
        **{f"refused: {n}": lambda output, c=c: refused(harness, c[0], K3 | c[1], [2], c[2], output) for n, c in cases.items()},
        "refused: tables beside the other build's genome": beside_tables,
        "no tracks of minus and no genes there": genes_of_plus,
    }
