"""What must hold whatever the scores are: builds that differ in one thing are held against each other."""

import gzip
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import hostile
import polars as pl
import score_files
from acceptance import copied
from harness import ROOT, Findings, Harness, Options, parts_of, run
from scored import FEW, K3, TOLD, ScoredSet, build, differences, few, other_bytes, other_rows, real, rows_of, told_by

COORDINATES = ("strand", "strand_code", "absolute_position", "gene_start", "gene_end", "tx_start", "tx_end")



class Laws:
    """What must hold whatever the scores are, shown on one real set: builds that differ in one thing are held against each other.

    `whole` is built of all genes, `few` of every base of some.
    """

    def __init__(self, harness: Harness, every: bool) -> None:
        self.harness, self.every = harness, every
        self.data = real(harness.shared, "grch37/scores/bigwig")
        self.arrays = replace(self.data, scores=harness.shared / "data" / "grch37" / "scores" / "npz_from_tracks.npz")
        self.whole, self.few = harness.work / "bases" / "whole", harness.work / "bases" / "few"
        self.selected = dict(genesFile=few(harness, "grch37"))
        self.of_few = K3 | TOLD | self.selected | dict(downsample="none")

    def bases(self) -> dict[str, Callable[[Path], Findings]]:
        def base(data: ScoredSet, options: Options, output: Path) -> Findings:
            build(self.harness, data, options, output)
            return []

        return {
            "first, of all genes": lambda _: base(self.data, K3, self.whole),
            "first, of every base of few genes": lambda _: base(self.arrays, self.of_few, self.few),
        }

    def tests(self) -> dict[str, Callable[[Path], Findings]]:
        other_forms = dict(arrays=self.arrays_of_genes, bedGraph=self.bedgraphs)
        if self.every:
            other_forms |= {"bedGraph.gz, named one by one": self.named_bedgraphs, "bigWig of another writer": self.other_bigwigs}
        ways: dict[str, Options] = {"1 worker": dict(parallelism="1"), "direct runner": dict(runner="DirectRunner")}
        ways |= {"again": {}, "2 workers": dict(parallelism="2")} if self.every else {}
        shifts = [k for k in range(-4, 5) if k] if self.every else (-4, 3)
        return {
            **{f"law: the same from {name}": lambda output, w=write: self.same_signal(w, output) for name, write in other_forms.items()},
            **{f"law: same bytes, {name}": lambda output, w=way: self.same_bytes(w, output) for name, way in ways.items()},
            **{f"law: scores moved by {k}": lambda output, k=k: self.shifted(k, output) for k in shifts},
            "law: other parts": self.other_parts,
            "law: genome as bgzip, in lower case, with CRLF": self.other_genome,
            "law: mirror image": self.mirrored,
            "law: sites moved": self.sites_moved,
            "law: a gene more": self.gene_more,
            "law: some genes": self.some_genes,
        }

    # the same signal
    def tracks(self) -> list[score_files.Track]:
        return score_files.read_tracks(Path(self.data.scores), "chr22", 20_000_000, 20_600_000)

    def arrays_of_genes(self, folder: Path) -> Path:
        return self.arrays.scores

    def bedgraphs(self, folder: Path) -> Path:
        return score_files.write_bedgraphs(folder, self.tracks())

    def named_bedgraphs(self, folder: Path) -> str:
        score_files.write_bedgraphs(folder, self.tracks(), ".bg.gz", "\r\n")
        names = {f"{t.lower()}{sign}": f"spliceAi{t}{s}" for t in ("Donor", "Acceptor") for s, sign in (("Plus", "+"), ("Minus", "-"))}
        return ",".join(f"{key}:{folder / name}.bg.gz" for key, name in names.items())

    def other_bigwigs(self, folder: Path) -> Path:
        return score_files.write_bigwigs(folder, self.tracks(), 21_000_000)

    def same_signal(self, write: Callable[[Path], Path | str], output: Path) -> Findings:
        scores = write(output / "scores")
        built = build(self.harness, replace(self.data, scores=scores), K3, output / "built")
        findings = other_rows(built, self.whole)
        hashes = [told_by(some)["inputs"]["scores"]["contentHash"] for some in (built, self.whole)]
        return findings + ([f"content of the scores: {hashes[0]}, expected {hashes[1]}"] if hashes[0] != hashes[1] else [])

    # the same rows
    def same_bytes(self, way: Options, output: Path) -> Findings:
        return other_bytes(build(self.harness, self.data, K3 | way, output), self.whole)

    def other_parts(self, output: Path) -> Findings:
        built = build(self.harness, self.data, K3 | dict(partRows="300"), output)
        few_parts = [] if len(parts_of(built)) > 3 else ["too few parts"]
        same = rows_of(built).equals(rows_of(self.whole), null_equal=True)
        return few_parts + other_bytes(built, self.whole, "schema.avsc") + ([] if same else ["other rows, or another order"])

    def other_genome(self, output: Path) -> Findings:
        fasta = output / "genome.fa.gz"
        fasta.parent.mkdir(parents=True, exist_ok=True)
        text = gzip.decompress(self.data.fasta.read_bytes()).replace(b"\n", b"\r\n")
        score_files.write_as_blocks(fasta, text.translate(bytes.maketrans(b"ACGT", b"acgt")))
        return other_rows(build(self.harness, replace(self.data, fasta=fasta), K3, output / "built"), self.whole)

    def some_genes(self, output: Path) -> Findings:
        """A selection changes neither offsets nor rows of those selected."""
        built = build(self.harness, self.data, K3 | self.selected, output)
        return differences(rows_of(built), rows_of(self.whole).filter(pl.col("gene_id").is_in(FEW["grch37"])))

    # the same rows elsewhere
    def mirrored(self, output: Path) -> Findings:
        """The other strand, read from its own start: the same rows but coordinates."""
        output.mkdir(parents=True, exist_ok=True)
        fasta, gtf = output / "genome.fa", output / "annotation.gtf"
        lengths = score_files.write_mirrored_genome(fasta, self.data.fasta)
        score_files.write_mirrored_annotation(gtf, self.data.gtf, lengths)
        tracks = [
            replace(track, values=track.values[: lengths["chr22"] - track.start])  # tracks reach beyond the cut genome
            for track in self.tracks()
        ]
        mirrored = score_files.mirrored_tracks(tracks, lengths["chr22"])
        scores = score_files.write_bigwigs(output / "scores", mirrored, lengths["chr22"])
        built = build(self.harness, ScoredSet("mirrored", scores, fasta, gtf), K3, output / "built")
        turned = {"distance_to_start": "distance_to_end", "distance_to_end": "distance_to_start"}  # in genome direction
        wanted = rows_of(self.whole)
        return differences(rows_of(built).rename(turned).select(wanted.columns), wanted, COORDINATES)

    def shifted(self, bases: int, output: Path) -> Findings:
        """The measured offsets follow, and all rows are the same but those near a gene's ends, where scores are lost."""
        output.mkdir(parents=True, exist_ok=True)
        move = lambda array: score_files.moved(array, bases)
        scores = score_files.write_arrays(output / "moved.npz", Path(self.arrays.scores), move)
        options = {name: value for name, value in self.of_few.items() if name not in TOLD}
        built = build(self.harness, replace(self.arrays, scores=scores), options, output / "built")
        inner = (pl.col("position") >= 10) & (pl.col("position") < pl.col("gene_length") - 10)
        found = [told_by(built)["offsets"][name] for name in TOLD]
        wanted = [int(offset) - bases for offset in TOLD.values()]
        findings = [] if found == wanted else [f"offsets {found}, expected {wanted}"]
        return findings + differences(rows_of(built).filter(inner), rows_of(self.few).filter(inner))

    # sites
    def sites_moved(self, output: Path) -> Findings:
        """No feature of a row but the number of sites knows where sites are."""
        output.mkdir(parents=True, exist_ok=True)
        table = output / "splice_sites.tsv"
        score_files.write_moved_sites(table, self.data.gtf.with_name("splice_sites.tsv"), self.data.gtf)
        data = replace(self.arrays, splice_sites=table)
        found = rows_of(build(self.harness, data, self.of_few | dict(offsetCheck="off"), output / "built"))
        wanted = rows_of(self.few)
        roles = pl.read_csv(self.few / "data_dictionary.csv")
        features = roles.filter((pl.col("role") == "feature") & (pl.col("column") != "n_splice_sites"))["column"].to_list()
        key = ["gene_id", "position"]
        both = found.select(key).join(wanted.select(key), on=key)  # other positions are masked
        labels = found.join(both, on=key)["pred_type"].to_list() != wanted.join(both, on=key)["pred_type"].to_list()
        of_both = [table.join(both, on=key).select(*key, *features) for table in (found, wanted)]
        return ([] if labels else ["the labels are the same: no site was moved"]) + differences(*of_both)

    def gene_more(self, output: Path) -> Findings:
        """A gene over one of the others adds foreign sites to that one and changes none that shares no base with it."""
        start, end = 20_070_000, 20_080_000  # in the middle of an intron of DGCR8
        lines = hostile.gene("chr22", start, end, "+", "ADDED", gene_type="lncRNA", gene_name="ADDED")
        exons = [(start, start + 400), (end - 400, end)]
        more = "\n".join([lines, *hostile.transcript("chr22", "+", "ADDED", "ADDED-1", exons, gene_type="lncRNA")])
        gtf = copied(self.data.gtf, output / "annotation.gtf", lambda text: text.rstrip(b"\n") + f"\n{more}\n".encode())
        built = build(self.harness, replace(self.data, gtf=gtf), K3 | TOLD, output / "built")
        apart = (pl.col("gene_end") < start) | (pl.col("gene_start") > end)
        masked = [told_by(some)["rows"]["masked"] for some in (built, self.whole)]
        findings = [] if masked[0] > masked[1] else [f"{masked[0]} masked positions: the gene added has none"]
        return findings + differences(rows_of(built).filter(apart), rows_of(self.whole).filter(apart))

    # what validate finds
    def damaged(self) -> dict[str, Callable[[Path], Findings]]:
        def changed_byte(built: Path) -> None:
            part = parts_of(built)[0]
            content = bytearray(part.read_bytes())
            content[len(content) // 2] ^= 1
            part.write_bytes(content)

        def dropped_line(built: Path) -> None:
            file = built / "rejected" / "genes.tsv"
            file.write_text("".join(file.read_text().splitlines(keepends=True)[:-1]))

        def changed_figure(*path: str) -> Callable[[Path], None]:
            def change(built: Path) -> None:
                told = told_by(built)
                figures = told
                for name in path[:-1]:
                    figures = figures[name]
                figures[path[-1]] += 1
                (built / "dataset.json").write_text(json.dumps(told, indent=2), encoding="utf-8")

            return change

        def test(change: Callable[[Path], None], mentions: str, output: Path) -> Findings:
            shutil.copytree(self.whole, output, ignore=shutil.ignore_patterns(".splicebeam"))
            change(output)
            ended = run([ROOT / "splicebeam", "validate", output], 300)
            said = ended.out + ended.err
            found = ended.code == 1 and mentions in said
            return [] if found else [f"validate ended with {ended.code} and does not mention {mentions}", *said.splitlines()[:5]]

        cases = {
            "a changed byte": (changed_byte, "part-00000.parquet"),
            "a dropped line": (dropped_line, "genes.tsv"),
            "another number of masked positions": (changed_figure("rows", "masked"), "masked"),
            "another number of genes without sites": (changed_figure("annotationGenes", "withoutRows", "NO_SITES"), "withoutRows"),
        }
        return {f"validate finds {name}": lambda output, c=case: test(*c, output) for name, case in cases.items()}
