#!/usr/bin/env python3
"""Holds what ./splicebeam build makes of scores, a genome and an annotation against label_oracle.py of the shared folder, and
against what must hold whatever the scores are: scores.py [--all] [--only REGEX] [--keep] [--shared DIR]

Runs with the Python of target/acceptance/venv-oracle, which `acceptance.py verify-venv` makes. See README.md beside this file.
"""

import argparse
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
from acceptance import written
from covering import covering_array
from harness import ROOT, Findings, Harness, Options, product_arguments, run, skipped
from score_laws import Laws
from score_refusals import refusals
from scored import FEW, K3, build, equal, expected, few, other_rows, real

EXTRA = [f"{t}_context_{side}:double" for t in ("donor", "acceptor") for side in ("m2", "m1", "p1", "p2")]
EXTRA += [f"{t}_dinucleotide:int" for t in ("donor", "acceptor")]
LOGARITHMS = ("donor_acceptor_logodds", "splice_neither_logodds", "probability_entropy")  # numpy's and Java's differ in the last bit

AXES = dict(
    data=("grch37/scores/bigwig", "grch38/scores/bedgraph_sparse", "grch37/scores80/openspliceai_bed", "grch38/scores80/bigwig"),
    sampling=("strata", "rules", "all near", "none"),
    kmerSizes=("3", "6"),
    transcriptJoin=("representative", "row"),
    siteTolerance=("0", "2", "5"),
    callThreshold=("0.1", "0.5"),
    sequenceFlank=("100", "500"),
    ids=("whole", "bare"),
    sites=("with", "without"),
    annotation=("GTF", "GFF3"),
)
SAMPLING: dict[str, Options] = {
    "strata": {},
    "strata 2": dict(negativeRatio="2", seed="7"),
    "rules": dict(negatives="rules"),
    "all near": dict(negatives="rules", nearRatio="all", hardThreshold="0.01", window="10", easyRatio="2"),
    "no near": dict(negatives="rules", nearRatio="0", window="200", easyRatio="0"),
    "none": dict(downsample="none"),
}


def annotation(harness: Harness, gtf: Path, form: str) -> Path:
    if form == "GTF":
        return gtf
    gff3 = harness.work / "data" / "scores" / gtf.parent.name / "annotation.gff3"
    written(gff3.parent, lambda folder: folder.mkdir(parents=True))
    if not gff3.exists():
        made = run([sys.executable, ROOT / "src" / "bench" / "gff3_of_gtf.py", gtf, gff3], 300)
        if made.code:
            raise RuntimeError("\n".join(made.tail()))
    return gff3


def pairwise(harness: Harness, every: bool) -> dict[str, Callable[[Path], Findings]]:
    """Every pair of values of all axes; with `every` over more forms and samplings."""
    axes = dict(AXES)
    if every:
        three = ("bigwig", "bigwig_sparse", "openspliceai_bed")
        axes["data"] = [f"{build}/scores{n}/{form}" for build in FEW for n in ("", "80") for form in three]
        axes["sampling"] = list(SAMPLING)
    tests = {}
    for row in covering_array(axes, lambda row: (row["kmerSizes"] == "6") + (row["data"].startswith("grch38")), 3):
        build = row["data"].split("/")[0]
        data = real(harness.shared, row["data"], row["sites"] == "with")
        data = replace(data, gtf=annotation(harness, data.gtf, row["annotation"]))
        bare = row["ids"] == "bare"
        options = {n: v for n, v in row.items() if n not in ("data", "sampling", "ids", "sites", "annotation")}
        options |= SAMPLING[row["sampling"]] | (dict(stripIdVersions=True) if bare else {})
        options |= dict(genesFile=few(harness, build, bare)) if row["sampling"] == "none" else {}
        tests["pairwise " + ", ".join(row.values())] = lambda output, d=data, o=options: equal(harness, d, o, output, every)
    return tests


def forms(harness: Harness, every: bool) -> dict[str, Callable[[Path], Findings]]:
    """Each form in which scores come: uncut ones against the rows that lie beside them, cut ones against the oracle."""
    uncut = [(build, f"scores{n}/bigwig", rules) for build in FEW for n in ("", "80") for rules in (False, True)]
    uncut += [(build, "scores/npz_from_tracks.npz", rules) for build in FEW for rules in (False, True)]
    cut = [f"{build}/scores{n}/{form}" for build in FEW for n in ("", "80") for form in ("bigwig_sparse", "openspliceai_bed")]
    cut += [f"{build}/{form}" for build in FEW for form in ("scores/bedgraph_sparse", "scores/bigwig_intron_bases")]
    cut += [f"{build}/{form}" for build in FEW for form in ("base_scores.npz", "scores80/base_scores80.npz")]
    if not every:
        uncut = [("grch38", "scores/bigwig", False), ("grch38", "scores80/bigwig", True)]
        cut = [f"grch37/{form}" for form in ("scores/bigwig_intron_bases", "scores80/bigwig_sparse", "scores80/base_scores80.npz")]

    def beside(scores: str, rules: bool, output: Path) -> Findings:
        build(harness, real(harness.shared, scores), K3 | SAMPLING["rules" if rules else "strata"], output)
        folder = (harness.shared / "data" / scores).parent
        return harness.compare(output, folder / f"expected_k3{'_rules' * rules}.parquet")

    tests = {
        f"form {b}/{form}{', rules' * rules}": lambda output, s=f"{b}/{form}", r=rules: beside(s, r, output)
        for b, form, rules in uncut
    }
    other = K3 | SAMPLING["strata 2"]
    return tests | {f"form {form}": lambda output, f=form: equal(harness, real(harness.shared, f), other, output) for form in cut}


def tables(harness: Harness, every: bool) -> dict[str, Callable[[Path], Findings]]:
    """The analysis table of all positions gives the same bytes as the scores that it is made of."""
    ways = {
        "strata": dict(downsample="gene", negatives="strata"),
        "rules over all": dict(downsample="dataset", negatives="rules", nearRatio="0.5"),
    }
    if every:
        ways |= {
            "strata over all": dict(downsample="dataset", negatives="strata", partRows="100"),
            "rules": dict(downsample="gene", negatives="rules", nearRatio="0.75"),
            "all": dict(downsample="none", transcriptJoin="row", keepSequence=True, partRows="3000"),
        }

    genes = {of: dict(genesFile=few(harness, of)) for of in FEW}

    def test(scores: str, options: Options, output: Path) -> Findings:
        data, selected = real(harness.shared, scores), genes[scores.split("/")[0]]
        table, _ = expected(harness, data, selected, final=False)
        tables = output / "tables"
        rows = pl.read_csv(table, separator="\t", infer_schema=False).drop(LOGARITHMS)
        tables.mkdir(parents=True)
        rows.write_csv(tables / "analysis_sequences_few.tsv", separator="\t")
        from_scores = build(harness, data, K3 | options | selected, output / "scores")
        given = [f"--input={tables}", f"--gtf={data.gtf}", f"--output={output / 'tables-built'}", f"--extraColumns={','.join(EXTRA)}"]
        ended = run([ROOT / "splicebeam", "build", *given, *product_arguments(K3 | options | selected)], 900)
        if ended.code:
            return [f"the build from tables ended with {ended.code}", *ended.tail()]
        return other_rows(output / "tables-built", from_scores)

    return {
        f"table of all positions, {scores}, {name}": lambda output, s=scores, w=way: test(f"{s}/bigwig", w, output)
        for scores, (name, way) in zip(["grch37/scores", "grch38/scores80"] * len(ways), ways.items())
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="all forms, samplings, shifts and refusals (long)")
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("SPLICEBEAM_SHARED") or ROOT.parent / "shared"))
    parser.add_argument("--only", default="", metavar="REGEX", help="run the cases whose name matches")
    parser.add_argument("--keep", action="store_true", help="keep what was built (after a failure it is kept anyway)")
    arguments = parser.parse_args()
    if skipped(arguments.shared):
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that a time limit from outside ends what runs inside, too
    harness = Harness(arguments.shared.resolve(), arguments.keep, arguments.only)
    laws = Laws(harness, arguments.all)
    harness.check_all(laws.bases())
    others = [tests(harness, arguments.all) for tests in (pairwise, forms, tables, refusals)]
    harness.check_all({name: test for tests in [*others, laws.tests(), laws.damaged()] for name, test in tests.items()})
    return harness.finish()


if __name__ == "__main__":
    sys.exit(main())
