#!/usr/bin/env python3
"""Holds what ./splicebeam builds against the oracle of the shared folder. See README.md beside this file."""

import argparse
import gzip
import hashlib
import os
import re
import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import product
from pathlib import Path

import hostile
from covering import covering_array
from harness import (
    COMPARE_SECONDS,
    ROOT,
    Case,
    DataSet,
    Findings,
    Harness,
    Options,
    make_venv,
    parts_of,
    run,
    sha256,
    skipped,
    venvs,
)

AXES = dict(
    data=("grch37_base80nt", "grch38_base80nt", "grch37", "grch38"),
    kmerSizes=("3", "3,6"),
    downsample=("gene", "dataset", "none"),
    negatives=("rules", "strata"),
    transcriptJoin=("representative", "row"),
    sites=("with", "without"),
    runner=("flink", "DirectRunner"),
)
THOUSAND_ROWS = dict(grch37_base80nt=1.0, grch38_base80nt=2.4, grch37=28.9, grch38=78.6)
START_UP = 60.0  # what a build costs before its first row, in the unit of build_cost: about a thousand rows counted at k=3


# ---------------------------------------------------------------- data
def real(shared: Path, name: str, sites: bool = False) -> DataSet:
    base = shared / "data" / name.removesuffix("_base80nt")
    return DataSet(
        name, shared / "data" / name / "analysis_sequences", base / "annotation.gtf", base / "splice_sites.tsv" if sites else None
    )


def generated(harness: Harness, sites: bool = False) -> DataSet:
    """The 10 000 rows of the benchmarks' generator."""
    folder = harness.work / "data" / "gen-20x500"
    if not (folder / "done").exists():
        ended = run(
            [
                harness.python("oracle"),
                harness.shared / "bench" / "gen.py",
                "--genes",
                "20",
                "--rows-per-gene",
                "500",
                "--out",
                folder,
            ],
            300,
        )
        if ended.code:
            raise RuntimeError("\n".join(["gen.py failed", *ended.tail()]))
        (folder / "done").touch()
    return DataSet(
        folder.name, folder / "analysis", folder / "annotations.gtf", folder / "splice_sites.tsv" if sites else None, agrees=False
    )


@cache
def written(folder: Path, write: Callable[[Path], None]) -> Path:
    """Writes a folder anew, once a run: what an older generator left there is gone."""
    shutil.rmtree(folder, ignore_errors=True)
    write(folder)
    return folder


def made_up(harness: Harness, theme: str, sites: bool = True) -> DataSet:
    folder = written(harness.work / "data" / theme, hostile.THEMES[theme])
    with_sites = sites and (folder / "splice_sites.tsv").exists()
    return DataSet(
        theme, folder / "analysis", folder / "annotation.gtf", folder / "splice_sites.tsv" if with_sites else None, agrees=False
    )


def analysis_lines(source: Path) -> Iterator[tuple[str, list[str]]]:
    """(file name without its compression, lines) of each table of a folder."""
    for file in sorted(source.glob("*analysis_sequences_*.tsv*")):
        opened = gzip.open if file.suffix == ".gz" else open
        with opened(file, "rt", encoding="utf-8", newline="\n") as text:
            yield file.name.removesuffix(".gz"), text.read().removesuffix("\n").split("\n")


def of_chromosome(source: Path, target: Path, chrom: str) -> Path:
    """The rows of one chromosome, all else alike."""
    for name, (header, *rows) in analysis_lines(source):
        column = header.split("\t").index("chrom")
        hostile.write_table(target / name, header.split("\t"), [row for row in rows if row.split("\t")[column] == chrom])
    return target


def resharded(source: Path, target: Path) -> Path:
    """The same rows in another order, cut into other files, some compressed."""
    shutil.rmtree(target, ignore_errors=True)
    for name, (header, *rows) in analysis_lines(source):
        rows.sort(key=lambda row: hashlib.sha256(row.encode()).digest())
        for i, suffix in enumerate(("", ".gz", ".bz2")):
            hostile.write_table(target / f"shard{i}" / (name + suffix), header.split("\t"), rows[i::3])
    return target


def renamed(data: DataSet, target: Path) -> DataSet:
    """Some columns under names that the schema does not know: a pass may have written more than it knows."""
    names = dict(context_score_m2="weight", donor_is_local_peak="tally", window_start="far", true_position="note")
    for name, (header, *rows) in analysis_lines(data.input):
        hostile.write_table(target / name, [names.get(c, c) for c in header.split("\t")], rows)
    return DataSet(data.name, target, data.gtf, agrees=False)


def text_file(path: Path, *lines: str) -> str:
    hostile.write_bytes(path, "".join(line + "\n" for line in lines).encode())
    return str(path)


def copied(source: Path, target: Path, change: Callable[[bytes], bytes] = bytes) -> Path:
    hostile.write_bytes(target, change(source.read_bytes()))
    return target


# ---------------------------------------------------------------- pairwise, product
def build_cost(row: dict[str, str]) -> float:
    """Rough: all rows are read twice, kept ones counted, 6-mers at four times the price; the direct runner takes five times as long."""
    rows = THOUSAND_ROWS[row["data"]]
    kept = rows if row["downsample"] == "none" or row["data"].endswith("_base80nt") else rows / 10
    return (0.2 * rows + kept * (1 if row["kmerSizes"] == "3" else 4)) * (5 if row["runner"] == "DirectRunner" else 1)


def case_of(row: dict[str, str], data: Callable[[bool], DataSet]) -> Case:
    options = {name: value for name, value in row.items() if name not in ("data", "sites")}
    name = " ".join(
        [
            row.get("data", ""),
            f"k={row['kmerSizes']}",
            row["downsample"],
            row.get("negatives", ""),
            row["transcriptJoin"],
            row["sites"] + " sites",
            row["runner"],
        ]
    )
    return Case(name.strip(), data(row["sites"] == "with"), options)


def pairwise(harness: Harness) -> None:
    rows = covering_array(AXES, build_cost, START_UP)
    cases = [case_of(row, lambda sites, row=row: real(harness.shared, row["data"], sites)) for row in rows]
    print(f"every pair of values of {len(AXES)} axes in {len(cases)} cases:")
    print("\n".join(f"  {case.name}" for case in cases), flush=True)
    harness.equals_oracle(cases)


def full_product(harness: Harness) -> None:
    axes = {name: values for name, values in AXES.items() if name not in ("data", "negatives")}
    rows = [dict(zip(axes, values)) for values in product(*axes.values())]
    harness.equals_oracle([case_of(row, lambda sites: generated(harness, sites)) for row in rows])


# ---------------------------------------------------------------- same bytes
def reproducible_files(built: Path) -> dict[str, str]:
    """All that a run may not leave its mark on: everything but run.json, report.html, the rejects and what is hidden."""
    return {
        name: sha256(built / name)
        for name in sorted(str(p.relative_to(built)) for p in built.rglob("*") if p.is_file())
        if name not in ("run.json", "report.html") and not name.startswith(("rejected/", ".")) and "/." not in name
    }


def same_bytes(harness: Harness) -> None:
    ways: dict[str, Options] = {
        "again": {},
        "parallelism=1": dict(parallelism="1"),
        "parallelism=2": dict(parallelism="2"),
        "DirectRunner": dict(runner="DirectRunner"),
    }
    subjects = [
        (real(harness.shared, "grch38_base80nt"), dict(kmerSizes="3,6", downsample="none", partRows="400")),
        (generated(harness, sites=True), dict(kmerSizes="3,6", partRows="700")),
        (made_up(harness, "ties"), dict(kmerSizes="3", partRows="20")),
    ]
    for data, options in subjects:
        first: dict[str, str] = {}

        def differences(output: Path, source: DataSet, way: Options, parts_only: bool) -> Findings:
            ended = harness.build(source, {**options, **way}, output)
            if ended.code:
                return [f"the build ended with {ended.code}", *ended.tail()]
            files = reproducible_files(output)
            if not first:
                first.update(files)
                return [] if len(parts_of(output)) > 1 else ["fewer than two parts: nothing to compare"]
            wanted, found = (
                {n: h for n, h in some.items() if not parts_only or n.startswith("master/")} for some in (first, files)
            )
            return [
                f"{name}: {'only in one of them' if name not in wanted or name not in found else 'other bytes'}"
                for name in sorted(wanted | found)
                if wanted.get(name) != found.get(name)
            ]

        harness.check(f"{data.name} first", lambda output: differences(output, data, {}, False))
        if not first:
            continue
        tests: dict[str, Callable[[Path], Findings]] = {
            f"{data.name} {name}": lambda output, way=way: differences(output, data, way, False) for name, way in ways.items()
        }
        shards = DataSet(
            data.name,
            resharded(data.input, harness.work / "data" / f"{data.name}-resharded"),
            data.gtf,
            data.splice_sites,
            agrees=data.agrees,
        )
        tests[f"{data.name} other files, other order"] = lambda output: differences(output, shards, {}, True)
        harness.check_all(tests)


# ---------------------------------------------------------------- options
def parts_of_about(rows: int) -> Callable[[Harness, Path], Findings]:
    """Parts of whole genes, none much larger than asked for; only a gene larger than a part stands in two."""

    def check(harness: Harness, built: Path) -> Findings:
        parts = harness.layout(built)
        total = sum(part["rows"] for part in parts)
        findings = [f"{part['name']}: {part['rows']} rows, about {rows} asked for" for part in parts if part["rows"] > 2 * rows]
        if len(parts) > 2 * (total // rows + 1):
            findings.append(f"{len(parts)} parts for {total} rows, about {rows} a part asked for")
        held: dict[str, list[dict]] = {}
        for part in parts:
            for gene in part["genes"]:
                held.setdefault(gene, []).append(part)
        return findings + [
            f"{gene}: in {len(some)} parts of only {sum(part['rows'] for part in some)} rows"
            for gene, some in held.items()
            if len(some) > 1 and sum(part["rows"] for part in some) <= rows
        ]

    return check


def row_groups_of(rows: int) -> Callable[[Harness, Path], Findings]:
    def check(harness: Harness, built: Path) -> Findings:
        return [
            f"{part['name']}: row groups of {part['rowGroups'][:4]} rows"
            for part in harness.layout(built)
            if any(n != rows for n in part["rowGroups"][:-1]) or part["rowGroups"][-1] > rows
        ]

    return check


def compressed_by(codec: str) -> Callable[[Harness, Path], Findings]:
    def check(harness: Harness, built: Path) -> Findings:
        return [
            f"{part['name']}: {part['codecs']}, {codec} asked for" for part in harness.layout(built) if part["codecs"] != [codec]
        ]

    return check


def option_cases(harness: Harness) -> list[Case]:
    """Each option off its default on real rows."""
    shared, folder = harness.shared, harness.work / "data" / "options"
    old, new = real(shared, "grch37_base80nt"), real(shared, "grch38_base80nt")
    k3 = dict(kmerSizes="3")
    ids = text_file(folder / "ids.txt", "ENSG00000181404", "ENSG00000227914", "DDX11L5", "NOT_A_GENE")
    versioned = text_file(folder / "versioned.txt", "ENSG00000183597.1", "ENSG00000099899")
    spaced = folder / "with space" / "deeper"
    for name in (p.name for p in new.input.iterdir() if "_9_" in p.name):
        copied(new.input / name, spaced / name.removesuffix(".gz"), gzip.decompress)
    extra = shared / "data" / "annotation_extra"
    one_file = next(iter(sorted(old.input.iterdir())))
    nine = DataSet(new.name, new.input / "analysis_sequences_9_*", new.gtf, oracle_input=spaced)
    options: list[tuple[str, DataSet, Options]] = [
        ("default k", old, {}),
        ("keepSequence", new, k3 | dict(keepSequence=True)),
        ("dropRepeatKmers", old, dict(kmerSizes="5,6", dropRepeatKmers=True)),
        ("extra columns", renamed(new, folder / "renamed"), k3 | dict(extraColumns="note:string,weight:double,tally:int,far:long")),
        ("k=0", new, dict(kmerSizes="0")),
        ("k=1", old, dict(kmerSizes="1")),
        ("k=4,2", new, dict(kmerSizes="4,2")),
        ("k=7", old, dict(kmerSizes="7")),
        ("stripIdVersions", real(shared, "grch37_base80nt", sites=True), k3 | dict(stripIdVersions=True, transcriptJoin="row")),
        ("genes by bare ids", old, k3 | dict(stripIdVersions=True, genesFile=versioned, genePolicy="custom")),
        ("genes by id and name", new, k3 | dict(genesFile=ids, genePolicy="custom")),
        ("genes file means custom", new, k3 | dict(genesFile=ids, downsample="dataset")),
        ("gene types", new, k3 | dict(geneTypes="protein_coding,lincRNA", downsample="dataset")),
        ("gene types and genes", new, k3 | dict(geneTypes="protein_coding", genesFile=ids)),
        ("hard threshold", new, k3 | dict(hardThreshold="0.01", window="10")),
        ("hard threshold 0", old, k3 | dict(hardThreshold="0")),
        ("hard threshold above 1", new, k3 | dict(hardThreshold="1.5", window="0", seed="7")),
        ("wide window", old, k3 | dict(window="5000")),
        ("no easy ones", new, k3 | dict(easyRatio="0", window="0")),
        ("share of a tenth", new, k3 | dict(easyRatio="0.1", downsample="dataset", seed="1")),
        ("share of one", new, k3 | dict(easyRatio="1000", downsample="dataset")),
        ("more than there are", old, k3 | dict(easyRatio="2.75", seed="2147483647")),
        ("seed 0", new, k3 | dict(seed="0", easyRatio="0.333")),
        ("near ones sampled", new, k3 | dict(nearRatio="0.5")),
        ("near ones sampled over all", old, k3 | dict(nearRatio="1.75", downsample="dataset", window="300")),
        ("all near ones", new, k3 | dict(nearRatio="all", negatives="rules")),
        ("strata", old, k3 | dict(negatives="strata", negativeRatio="2", seed="7")),
        ("strata over all", new, k3 | dict(negatives="strata", downsample="dataset", genesFile=ids)),
        ("strata of none", new, k3 | dict(negatives="strata", negativeRatio="0")),
        ("strata of all", new, k3 | dict(negatives="strata", negativeRatio="1e9", geneTypes="protein_coding")),
        ("one file", DataSet(old.name, one_file, old.gtf), k3),
        ("a glob", nine, k3),
        ("a folder with a space", DataSet(new.name, spaced.parent, new.gtf), k3),
        ("gz annotation", DataSet(new.name, new.input, copied(new.gtf, folder / "annotation.gtf.gz")), k3),
        (
            "whole-chromosome annotation",
            DataSet(new.name, new.input, extra / "Homo_sapiens.GRCh38.99.chr22.gtf.gz", agrees=False),
            k3 | dict(maxRejectedFraction="1"),
        ),
        (
            "GENCODE annotation",
            DataSet(new.name, new.input, extra / "gencode.v38.basic.chr22.no_gene_features.gtf.gz", agrees=False),
            k3 | dict(maxRejectedFraction="1", stripIdVersions=True),
        ),
    ]
    cases = [Case(f"{data.name} {name}", data, o) for name, data, o in options]
    cases.append(
        Case(
            "grch38_base80nt one chromosome",
            DataSet(new.name, new.input, new.gtf, oracle_input=of_chromosome(new.input, folder / "chrom22", "22")),
            k3 | dict(chromosomes="22"),
            filtered_from=new.input,
        )
    )
    shape = k3 | dict(downsample="none")
    cases += [
        Case(
            "grch38_base80nt small parts",
            new,
            shape | dict(partRows="100", rowGroupRows="30"),
            (parts_of_about(100), row_groups_of(30)),
        ),
        Case("grch38_base80nt parts of one row", old, k3 | dict(partRows="1"), (parts_of_about(1),)),
        Case(
            "grch38_base80nt one part",
            new,
            shape | dict(partRows="1000000", compression="zstd"),
            (parts_of_about(1_000_000), compressed_by("ZSTD")),
        ),
    ]
    return cases + [
        Case(f"grch37_base80nt {name}", old, shape | dict(compression=name), (compressed_by(codec),))
        for name, codec in (("snappy", "SNAPPY"), ("none", "UNCOMPRESSED"))
    ]


def hostile_cases(harness: Harness) -> list[Case]:
    """Every theme sampled on Flink and whole on the direct runner, and what else a theme is made for."""
    folder = harness.work / "data" / "options"
    lenient = dict(maxRejectedFraction="1")
    sampled, whole = lenient | dict(kmerSizes="1,3"), lenient | dict(
        kmerSizes="3", downsample="none", transcriptJoin="row", runner="DirectRunner", keepSequence=True
    )
    cases = [(theme, options, True) for theme in hostile.THEMES for options in (sampled, whole)]
    cases += [
        ("cells", lenient | dict(kmerSizes="8", downsample="none"), True),
        ("cells", sampled | dict(genesFile=text_file(folder / "every-kind.txt", "PLUS", "MT-1"), easyRatio="0.1"), True),
        ("places", sampled, False),
        ("places", whole | dict(stripIdVersions=True, kmerSizes="6", dropRepeatKmers=True), False),
        ("unannotated", sampled | dict(geneTypes="unknown", easyRatio="1.5", window="0"), True),
        ("unannotated", sampled | dict(downsample="dataset", partRows="50", window="3"), True),
        ("sampling", sampled | dict(downsample="dataset"), True),
        ("sampling", sampled | dict(negatives="strata", negativeRatio="3"), True),
        ("sampling", sampled | dict(negatives="strata", downsample="dataset"), True),
        ("sampling", sampled | dict(nearRatio="0.4"), True),
        ("sampling", sampled | dict(hardThreshold="0.05", window="1", easyRatio="1.25", seed="3"), True),
        (
            "sampling",
            sampled
            | dict(
                geneTypes="lncRNA,snRNA",
                genesFile=text_file(folder / "names.txt", "Name1", "G003", "G059", "Name6"),
                partRows="40",
            ),
            True,
        ),
        (
            "versions",
            sampled
            | dict(
                stripIdVersions=True, genesFile=text_file(folder / "some-versions.txt", "ENSG00000000001.44", "P.1", "NEW.1.9")
            ),
            True,
        ),
        ("versions", sampled | dict(stripIdVersions=True), True),
    ]
    name_of = lambda theme, options, sites: " ".join(
        [
            theme,
            *(f"{k}={Path(str(v)).name}" for k, v in options.items() if k != "maxRejectedFraction"),
            *([] if sites else ["no sites"]),
        ]
    )
    return [Case(name_of(*case), made_up(harness, case[0], case[2]), case[1]) for case in cases]


def options(harness: Harness) -> None:
    harness.equals_oracle(option_cases(harness) + hostile_cases(harness))


# ---------------------------------------------------------------- errors
def refused(harness: Harness, data: DataSet, options: Options, codes: Sequence[int], mentions: str, output: Path) -> Findings:
    """The right exit code, one short sentence that names what is wrong, no stack trace, no data set left behind."""
    ended = harness.build(data, options, output)
    said = ended.tail(1)[0] if ended.err.strip() else ""
    findings = [] if ended.code in codes else [f"exit code {ended.code}, expected {' or '.join(map(str, codes))}"]
    if not re.search(mentions, ended.err):
        findings.append(f"the error does not mention {mentions}")
    if re.search(r"^\s+at [\w.$/]+\(", ended.err, re.M):
        findings.append("the error is a stack trace")
    if len(said) > 600:
        findings.append(f"the error's last line is {len(said)} characters long")
    if (output / "dataset.json").exists() or parts_of(output):
        findings.append("a data set was left behind")
    return findings + (ended.tail() if findings else [])


def overwritten(harness: Harness, data: DataSet, output: Path) -> Findings:
    """A folder that holds a data set is refused as it is, and built anew on request."""
    build = lambda *more: run(
        [
            ROOT / "splicebeam",
            "build",
            f"--input={data.input}",
            f"--gtf={data.gtf}",
            f"--output={output}",
            "--kmerSizes=2",
            *more,
        ],
        600,
    )
    shutil.rmtree(output, ignore_errors=True)
    codes = [build().code, build("--seed=1").code]
    before = reproducible_files(output)
    codes.append(build("--seed=1", "--overwrite").code)
    return ([] if codes == [0, 2, 0] else [f"exit codes {codes}, expected [0, 2, 0]"]) + (
        [] if before != reproducible_files(output) else ["--overwrite left the old data set"]
    )


def errors(harness: Harness) -> None:
    data, folder = real(harness.shared, "grch37_base80nt"), harness.work / "data" / "errors"
    name, (header, *rows) = next(analysis_lines(data.input))
    columns = header.split("\t")
    chrom = columns.index("chrom")
    hostile.write_table(folder / "no-column" / name, [c if c != "pred_type" else "label" for c in columns], rows)
    hostile.write_table(folder / "twice" / name, [c if c != "score" else "chrom" for c in columns], rows)
    hostile.write_table(folder / "no-header" / name, rows[0].split("\t"), rows[1:])
    (folder / "torn").mkdir(parents=True, exist_ok=True)
    (folder / "torn" / f"{name}.gz").write_bytes((data.input / f"{name}.gz").read_bytes()[:-5000])
    (folder / "empty").mkdir(exist_ok=True)
    moved = ["\t".join("chr1" if i == chrom else cell for i, cell in enumerate(row.split("\t"))) for row in rows[:5]]
    hostile.write_table(folder / "too-many" / name, columns, rows[:200] + moved)
    of = lambda sub: DataSet(sub, folder / sub, data.gtf)
    cases: list[tuple[str, DataSet, Options, Sequence[int], str]] = [
        ("unknown option", data, dict(kmerSize="3"), [2], "kmerSize"),
        ("bad choice", data, dict(downsample="some"), [2], "downsample.*some|some.*downsample"),
        ("k too large", data, dict(kmerSizes="3,9"), [2], "kmerSizes"),
        ("k no number", data, dict(kmerSizes="three"), [2], "kmerSizes"),
        ("negative ratio", data, dict(easyRatio="-1"), [2], "easyRatio"),
        ("no finite threshold", data, dict(hardThreshold="NaN"), [2], "hardThreshold"),
        ("a ratio of strata", data, dict(negativeRatio="8"), [2], "negativeRatio.*strata"),
        ("a rule beside strata", data, dict(negatives="strata", window="75"), [2], "window.*rules"),
        ("no near ratio", data, dict(nearRatio="-1"), [2], "nearRatio"),
        ("negative window", data, dict(window="-1"), [2], "window"),
        ("large seed", data, dict(seed="2147483648"), [2], "seed"),
        ("no such annotation", DataSet("", data.input, folder / "none.gtf"), {}, [2], r"none\.gtf"),
        ("no such input", of("none"), {}, [2], "none"),
        ("no such sites", DataSet("", data.input, data.gtf, folder / "none.tsv"), {}, [2], r"none\.tsv"),
        ("empty folder", of("empty"), {}, [2], "empty"),
        ("missing column", of("no-column"), {}, [2], "pred_type"),
        ("column twice", of("twice"), {}, [2], "chrom"),
        ("no header", of("no-header"), {}, [2], re.escape(name)),
        ("torn gz", of("torn"), {}, [1, 2], re.escape(name)),
        ("nothing in common", DataSet("", data.input, real(harness.shared, "grch38").gtf), {}, [1, 2], "ENSG"),
        ("too many rejects", of("too-many"), {}, [3], "maxRejectedFraction|reject"),
    ]
    tests: dict[str, Callable[[Path], Findings]] = {
        label: lambda output, a=(subject, dict(kmerSizes="3") | given, codes, mentions): refused(harness, *a, output)
        for label, subject, given, codes, mentions in cases
    }
    harness.check_all(tests | {"overwrite": lambda output: overwritten(harness, data, output)})


# ---------------------------------------------------------------- readers, environments
def readers(harness: Harness) -> None:
    """Polars, pandas, pyarrow, DuckDB, datasets and mlcroissant read what was built, nulls and k-mers included, in several parts, in one, and
    in splits."""

    def test(options: Options, output: Path) -> Findings:
        built = harness.build(real(harness.shared, "grch37_base80nt"), options, output)
        if built.code:
            return [f"the build ended with {built.code}", *built.tail()]
        read = run([harness.python("bench"), Path(__file__).with_name("foreign_readers.py"), output], COMPARE_SECONDS)
        return (
            [] if read.code == 0 else [f"foreign_readers.py ended with {read.code}", *read.out.splitlines()[-10:], *read.tail()]
        )

    several = dict(kmerSizes="3,6", downsample="none", partRows="400", keepSequence=True)
    harness.check("foreign readers", lambda output: test(several, output))
    harness.check("foreign readers of one part", lambda output: test(dict(kmerSizes="2"), output))
    told = dict(title="A <b>\n---\n# `x`", citation="@misc{a,\n}", license="cc-by-4.0", baseModelTrainedOn="1,2")
    harness.check("foreign readers of splits", lambda output: test(dict(splits="gene", **told), output))


def verify_venv(harness: Harness) -> None:
    """Two at a time: a slow index is waited for once."""
    harness.check_all(
        {
            f"venv-{name}": lambda _, n=name, w=wanted: [] if make_venv(harness, n, w) else ["not made"]
            for name, wanted in venvs(harness.shared).items()
        }
    )


COMMANDS = {
    "verify-venv": verify_venv,
    "pairwise": pairwise,
    "product": full_product,
    "same-bytes": same_bytes,
    "options": options,
    "errors": errors,
    "readers": readers,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("SPLICEBEAM_SHARED") or ROOT.parent / "shared"))
    parser.add_argument("--only", default="", metavar="REGEX", help="run the cases whose name matches")
    parser.add_argument("--keep", action="store_true", help="keep what was built (after a failure it is kept anyway)")
    arguments = parser.parse_args()
    if skipped(arguments.shared):
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that a time limit from outside ends what runs inside, too
    harness = Harness(arguments.shared.resolve(), arguments.keep, arguments.only)
    COMMANDS[arguments.command](harness)
    return harness.finish()


if __name__ == "__main__":
    sys.exit(main())
