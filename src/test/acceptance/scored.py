"""Data sets that are made from scores: what they are made from, and what is wrong with them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from acceptance import reproducible_files, text_file
from harness import ROOT, Findings, Harness, Options, files_in, oracle_arguments, parts_of, product_arguments, run

ORACLE = Path("oracle2") / "label_oracle.py"

# Short genes, so that every base of them can be a row: of both strands, with positions masked, calls that are no site, missed sites.
FEW = {
    "grch37": ("ENSG00000268292.1_8", "ENSG00000278558.5_6", "ENSG00000273907.1_5", "ENSG00000274252.1_5"),
    "grch38": ("ENSG00000227518", "ENSG00000236875", "ENSG00000231808", "ENSG00000234479"),
}
TOLD: Options = dict(donorOffset="1", acceptorOffset="-1")  # of the raw scores of all sets but bigwig_intron_bases
K3: Options = dict(kmerSizes="3")


@dataclass(frozen=True)
class ScoredSet:
    """What a build is made from; stands where harness.DataSet does."""

    name: str
    scores: Path | str
    fasta: Path
    gtf: Path
    splice_sites: Path | None = None

    def asked(self, options: Options) -> Options:
        return options

    def arguments(self) -> list[str]:
        sites = [f"--spliceSites={self.splice_sites}"] if self.splice_sites else []
        return [f"--scores={self.scores}", f"--fasta={self.fasta}", f"--gtf={self.gtf}", *sites]


def real(shared: Path, scores: str, sites: bool = False) -> ScoredSet:
    """Scores by build, folder and form, such as `grch37/scores80/bigwig`."""
    build = shared / "data" / scores.split("/")[0]
    table = build / "splice_sites.tsv" if sites else None
    return ScoredSet(scores, shared / "data" / scores, build / "genome.fa.gz", build / "annotation.gtf", table)


def few(harness: Harness, build: str, bare: bool = False) -> str:
    """A genes file of the short genes."""
    ids = [gene.split(".")[0] if bare else gene for gene in FEW[build]]
    return text_file(harness.work / "data" / "scores" / f"{build}-few{'-bare' * bare}.txt", *ids)


# ---------------------------------------------------------------- what is built, and what is expected
def expected(harness: Harness, data: ScoredSet, options: Options, final: bool = True) -> tuple[Path, dict]:
    """The oracle's rows and its account; with `final=False` the analysis table of all positions."""
    script = harness.shared / ORACLE
    files = ["--scores", data.scores, "--fasta", data.fasta, "--gtf", data.gtf]
    files += ["--splice-sites", data.splice_sites] if data.splice_sites else []
    arguments = oracle_arguments(options) + ["--final"] * final
    compute = lambda out: json.loads(harness.ask(script, *files, *arguments, "--out", out).out)
    sources = [file for path in files[1::2] for file in files_in(path)]
    return harness.once([script, script.with_name("oracle.py"), *sources], arguments, compute, "parquet" if final else "tsv.gz")


def build(harness: Harness, data: ScoredSet, options: Options, output: Path, validated: bool = True) -> Path:
    """A data set, in which `validate` finds nothing."""
    ended = harness.build(data, options, output)
    if ended.code:
        raise RuntimeError("\n".join([f"build {' '.join(product_arguments(options))} ended with {ended.code}", *ended.tail()]))
    if validated and (ended := run([ROOT / "splicebeam", "validate", output], 300)).code:
        raise RuntimeError("\n".join([f"validate ended with {ended.code}", *ended.out.splitlines()[:5], *ended.tail()]))
    return output


def told_by(built: Path) -> dict:
    return json.loads((built / "dataset.json").read_text(encoding="utf-8"))


def account_of(built: Path, account: Mapping, all_genes: bool) -> Findings:
    """Holds dataset.json against the oracle's account, which knows nothing of genes that are not asked for."""
    told = told_by(built)
    rows, offsets, genes = told["rows"], told["offsets"], told["annotationGenes"]
    peaks = {f"{m['type']}{m['strand']}": [m["sites"], [round(mean, 4) for mean in m["means"]]] for m in offsets.get("measured", [])}
    pairs = dict(
        positions=(rows["read"] - rows["unselected"], account["positions"]),
        masked=(rows["masked"], account["masked"]),
        kept=(rows["kept"], account["rows"]),
        sampledOut=(rows["sampledOut"], account["positions"] - account["masked"] - account["rows"]),
        genes=(told["genes"], account["genes"]),
        ofOneType=(genes["ofOneType"], account["genesOfOneType"]),
        donorOffset=(offsets["donorOffset"], account["offsets"]["donor"]),
        acceptorOffset=(offsets["acceptorOffset"], account["offsets"]["acceptor"]),
        checkedSites=(offsets["checkedSites"], account["canonicalSites"][0]),
        peaks=(peaks, {key: peak for key, peak in account["peaks"].items() if key in peaks}),
        **{label: (told["labels"][label], account.get(label, 0)) for label in ("TP", "FP", "FN")},
    )
    if all_genes:
        without = {reason: n for reason, n in genes["withoutRows"].items() if n}
        pairs["withoutRows"] = without, account["genesWithoutRows"]
    return [f"dataset.json, {name}: {found}, expected {wanted}" for name, (found, wanted) in pairs.items() if found != wanted]


def equal(harness: Harness, data: ScoredSet, options: Options, output: Path, validated: bool = True) -> Findings:
    """Where a data set is not what the oracle makes of the same."""
    wanted, account = expected(harness, data, options)
    build(harness, data, options, output, validated)
    return harness.compare(output, wanted) + account_of(output, account, "genesFile" not in options)


# ---------------------------------------------------------------- rows
def rows_of(built: Path) -> pl.DataFrame:
    return pl.concat([pl.read_parquet(part) for part in parts_of(built)])


def differences(found: pl.DataFrame, wanted: pl.DataFrame, but: Sequence[str] = ()) -> Findings:
    """What is not equal in two tables, whatever their order of rows; columns of `but` may differ."""
    key = ["gene_id", "position"]
    found, wanted = (table.drop(but).sort(key) for table in (found, wanted))
    if not wanted.height:
        return ["no rows to compare"]
    if found.columns != wanted.columns:
        return [f"columns: {sorted(set(found.columns) ^ set(wanted.columns))[:5]}"]
    if not found.select(key).equals(wanted.select(key)):
        lost, new = wanted.join(found, on=key, how="anti"), found.join(wanted, on=key, how="anti")
        return [f"{lost.height} rows missing {lost.select(key).rows()[:2]}, {new.height} extra {new.select(key).rows()[:2]}"]
    findings = []
    for name in wanted.columns:
        other = found[name].ne_missing(wanted[name])
        if other.any():
            first = found.select(*key, name).filter(other).row(0), wanted[name].filter(other)[0]
            findings.append(f"{name}: {other.sum()} rows differ, first {first[0]}, expected {first[1]}")
    return findings


def other_bytes(found: Path, wanted: Path, only: str = "") -> Findings:
    """Files of two data sets that differ, run.json apart; of those whose names begin with `only`, if given."""
    digests = [{n: h for n, h in reproducible_files(built).items() if n.startswith(only)} for built in (found, wanted)]
    return [f"{name}: other bytes" for name in sorted(digests[0] | digests[1]) if digests[0].get(name) != digests[1].get(name)]


def other_rows(found: Path, wanted: Path) -> Findings:
    """What a row is made of: parts, their schema and the genes' manifest."""
    return [finding for name in ("master/", "schema.avsc", "gene_manifest.csv") for finding in other_bytes(found, wanted, name)]
