#!/usr/bin/env python3
"""Runs the study of docs/study.md and holds it against what that page prints: study.py [--only REGEX] [--keep] [--shared DIR]

What its figures are made by is tried on planted effects, by hand and against scikit-learn. Runs with the Python of
target/acceptance/venv-clients. Without the shared folder only that is done. `--keep` keeps the data sets, and uses them again.
"""

import argparse
import math
import os
import re
import shutil
import signal
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import polars as pl
from sklearn.metrics import average_precision_score

from harness import ROOT, Findings, Harness, run, skipped

sys.path.append(str(ROOT / "examples" / "study"))
from calls import Gene, changes, found_and_false  # noqa: E402
from measures import Estimate, Ranking, claim, draws, verdict  # noqa: E402

NUMBER = re.compile(r"(?<![\w.])[+-]?\d+(?:\.\d+)?(?![\w])")
GROUPS, SITES, OTHERS = 12, 18, 600
DRAWS = draws(GROUPS)


def differ(found: object, wanted: object, what: str) -> Findings:
    return [] if found == wanted else [f"{what}: {found}, expected {wanted}"]


# ---------------------------------------------------------------- figures
def planted(seed: int, effect: float) -> Estimate:
    """A model that sees what the base model sees, by chance more of the sites of some genes and less of others', and by `effect` more of all
    sites: how much its average precision differs."""
    chance = np.random.default_rng(seed)
    group = np.repeat(np.arange(GROUPS), SITES + OTHERS)
    is_site = np.tile(np.arange(SITES + OTHERS) < SITES, GROUPS)
    seen = chance.normal(size=GROUPS)[group] * 0.5 + 1.5 * is_site + chance.normal(size=len(group))
    lucky = chance.normal(size=GROUPS)[group] * 0.3
    models = seen + chance.normal(size=len(group)) * 0.5, seen + chance.normal(size=len(group)) * 0.5 + (effect + lucky) * is_site
    base, other = (Ranking(scores, is_site, group, GROUPS).average_precision(DRAWS) for scores in models)
    return Estimate.of(other - base, GROUPS)


def told(effect: float, times: int) -> Counter:
    """How often a planted effect is told as a gain (1), as a loss (-1), and as nothing (0)."""
    return Counter(planted(seed, effect).sign() for seed in range(times))


def nothing_planted() -> Findings:
    """A model of noise is claimed to be better or worse as seldom as a 95 % interval of so few groups allows."""
    claims = 60 - told(0, 60)[0]
    return [] if claims <= 4 else [f"{claims} of 60 models that differ by noise alone are told from the base model"]


def effects_planted() -> Findings:
    """A large effect is always told, in its direction, and a small one now and then, never as a loss."""
    small = told(0.1, 40)
    findings = differ(told(1.0, 20), Counter({1: 20}), "a large gain") + differ(told(-1.0, 20), Counter({-1: 20}), "a large loss")
    return findings + ([] if 0 < small[1] < 40 and not small[-1] else [f"a small gain: {dict(small)}"])


def noise_claims_nothing() -> Findings:
    """Scores without any knowledge against others of the same kind: the whole sentences."""
    chance = np.random.default_rng(5)
    group, is_site = np.repeat(np.arange(GROUPS), 100), np.tile(np.arange(100) < 5, GROUPS)
    one, other = (Ranking(chance.random(len(group)), is_site, group, GROUPS).average_precision(DRAWS) for _ in range(2))
    difference = Estimate.of(one - other, GROUPS)
    wanted = "no claim about the average precision of donors: the meta-model, the base model"
    return differ(claim("the meta-model", "average precision of donors", "the base model", difference), wanted, "claim") + differ(
        verdict("The meta-model", "the base model", [difference.sign()] * 2),
        "No claim: each of the 2 intervals spans zero, so the meta-model may be as good as the base model, better or worse.",
        "verdict",
    )


def sentences() -> Findings:
    """What is said of intervals above, below and across zero; a bound of zero spans it."""
    a, b = "the one from rules", "the meta-model"
    wanted = {
        (0.2, 0.1, 0.3): f"{a} has a higher top-k of donors than {b}",
        (-0.2, -0.3, -0.1): f"{a} has a lower top-k of donors than {b}",
        (0.1, -0.1, 0.3): f"no claim about the top-k of donors: {a}, {b}",
        (0.1, 0.0, 0.3): f"no claim about the top-k of donors: {a}, {b}",
        (-0.1, -0.3, 0.0): f"no claim about the top-k of donors: {a}, {b}",
        (0.0, 0.0, 0.0): f"no claim about the top-k of donors: {a}, {b}",
    }
    findings = []
    for values, sentence in wanted.items():
        findings += differ(claim(a, "top-k of donors", b, Estimate(*values)), sentence, str(values))
    for signs, sentence in {
        (1, 0, 0): "The model beats the base: it is better in 1 of 3 figures and worse in none.",
        (1, 1, -1): "The model does not beat the base: it is better in 2 of 3 figures and worse in 1.",
        (0, -1, -1): "The model does not beat the base: it is worse in 2 of 3 figures and better in none.",
    }.items():
        findings += differ(verdict("The model", "the base", list(signs)), sentence, str(signs))
    return findings


def other_ways() -> Findings:
    """Average precision by scikit-learn, top-k by sorting, on rows that are really repeated as each draw says; with many equal scores."""
    chance = np.random.default_rng(3)
    group = chance.integers(5, size=900)
    is_site = chance.random(900) < 0.08
    scores = np.round(chance.random(900) * 0.7 + 0.3 * is_site, 2)
    ranking, weights = Ranking(scores, is_site, group, 5), draws(5)[:40]
    findings = []
    for line, precision, top in zip(weights, ranking.average_precision(weights), ranking.top_k(weights)):
        rows = np.repeat(np.arange(900), line[group].astype(int))
        wanted = average_precision_score(is_site[rows], scores[rows])
        k = is_site[rows].sum()
        whole = [
            s for s in np.unique(scores[rows]) if (scores[rows] >= s).sum() <= k
        ]  # scores with which all equal ones are among k
        best = is_site[rows][scores[rows] >= min(whole)].sum() / k if whole else 0
        if not math.isclose(precision, wanted, rel_tol=1e-12) or not math.isclose(top, best, rel_tol=1e-12):
            findings.append(f"draw {line}: {precision}, {top}, expected {wanted}, {best}")
    return findings


def by_hand() -> Findings:
    """Calls of two models in a gene of 20 bases with sites at 4, 9 and 16, and a masked base at 13."""
    rows = np.arange(20)
    rows[13] = -1
    gene, track = Gene(0, rows, np.array([4, 9, 16])), lambda **at: np.array([at.get(f"p{p}", 0.0) for p in range(20)])
    before = found_and_false(gene, track(p0=0.9, p1=0.9, p6=0.5, p9=0.49, p11=0.2, p19=0.7), 0.5)
    after = found_and_false(gene, track(p0=0.1, p9=0.8, p12=0.9, p18=0.6, p19=0.6), 0.5)
    findings = differ(before[0].tolist(), [True, False, False], "found before")  # 6 is two bases away from 4
    findings += differ(before[1].tolist(), [0, 19], "false before")  # a plateau is one call, at its 5' end
    findings += differ(after[0].tolist(), [False, True, True], "found after")
    findings += differ(after[1].tolist(), [], "false after")  # 12 is beside a masked base, 18 near a site, 19 its shoulder
    of = changes([gene], 1, [before], [after])
    figures = {name: counts.tolist() for name, counts in vars(of).items()}
    wanted = dict(missed_before=2, missed_mended=2, missed_made=1, false_before=2, false_mended=2, false_made=0)
    findings += differ(figures, {name: [count] for name, count in wanted.items()}, "changes")
    return findings + differ(of.more_errors().tolist(), [-3], "more errors")


# ---------------------------------------------------------------- the study
def printed_lines(page: Path) -> list[str]:
    """The block of docs/study.md that is the study's output."""
    return re.search(r"```text\n(Genes that have rows.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)[1].splitlines()


def close(found: str, wanted: str) -> bool:
    a, b = float(found), float(wanted)
    return found == wanted or abs(b) < 1e6 and math.isclose(a, b, rel_tol=0.05, abs_tol=0.01 if "." in wanted else 2)


def unlike(found: list[str], wanted: list[str]) -> Findings:
    """Lines with other words, or with figures that are not close."""
    findings = [] if len(found) == len(wanted) else [f"{len(found)} lines, expected {len(wanted)}"]
    for number, (a, b) in enumerate(zip(found, wanted), 1):
        words = [" ".join(NUMBER.sub("#", line).split()) for line in (a, b)]
        figures = [NUMBER.findall(line) for line in (a, b)]
        if words[0] != words[1] or not all(map(close, *figures)):
            findings += [f"line {number} of the output in docs/study.md:", f"  {b}", "is now:", f"  {a}"]
    return findings


def tolerance() -> Findings:
    """Other words are found, and figures that are far off, but not those that are close."""
    line = "splice_code strata weights  0.618 [0.420, 0.773]  +41 [-8, +91] chr22 20119575"
    same = line.replace("0.618", "0.621").replace("+41", "+42")
    others = [
        line.replace(*pair)
        for pair in (("weights", "-"), ("0.618", "0.690"), ("+41", "+49"), ("20119575", "20119576"), ("chr22", "chr21"))
    ]
    return unlike([same], [line]) + [f"not found: {other}" for other in others if not unlike([other], [line])]


def of_the_parts(work: Path, lines: list[str]) -> Findings:
    """The base model's figures, from the parts of the study's data sets: its errors are their labels, its average precision scikit-learn's."""
    manifests = pl.concat(
        [pl.read_csv(m, columns=["gene_id", "split"]) for m in sorted(work.glob("*-strata-representative/gene_manifest.csv"))]
    )
    tested = manifests.filter(split="test")["gene_id"]
    columns = ["gene_id", "donor_score", "acceptor_score", "splice_type", "pred_type"]
    parts = sorted(work.glob("*-every-base-representative/master/*.parquet"))
    rows = pl.concat([pl.read_parquet(part, columns=columns) for part in parts]).filter(pl.col("gene_id").is_in(tested.to_list()))
    labels = Counter(rows["pred_type"].to_list())
    wanted = f"Errors at 0.5: the base model misses {labels['FN']} sites (FN) and makes {labels['FP']} false calls (FP)"
    findings = [] if wanted in lines else [f"not printed: {wanted}"]
    precision = [average_precision_score(rows["splice_type"] == kind, rows[f"{kind}_score"]) for kind in ("donor", "acceptor")]
    base = next(line for line in lines if line.startswith("base model "))
    return findings + differ(
        re.findall(r"(\d\.\d+) \[", base), [f"{value:.3f}" for value in precision], "average precision of the base model"
    )


def genes_in(work: Path, pattern: str) -> set[str]:
    """Without the versions of their ids, which one of the annotations has: a gene of two assemblies is one gene."""
    return {gene.split(".")[0] for part in work.glob(pattern) for gene in pl.read_parquet(part, columns=["gene_id"])["gene_id"].unique()}


def apart(work: Path) -> Findings:
    """What is measured was not trained on: no gene of all bases is in train, and the last gene is in none of the other data sets."""
    findings = []
    trained, measured = genes_in(work, "*/master/train/*.parquet"), genes_in(work, "*-every-base-*/master/*.parquet")
    unseen = genes_in(work, "*-unseen/master/*.parquet")
    others = trained | measured | genes_in(work, "*/master/validation/*.parquet") | genes_in(work, "*/master/test/*.parquet")
    for what, genes, number in (
        ("trained on", trained, 22),
        ("measured", measured, 25),
        ("unseen", unseen, 1),
        ("others", others, 47),
    ):
        findings += differ(len(genes), number, f"genes {what}")
    return findings + differ(trained & measured, set(), "measured and trained on") + differ(unseen & others, set(), "seen")


def the_study(harness: Harness, work: Path) -> Findings:
    if not harness.keep:
        shutil.rmtree(work, ignore_errors=True)
    study = ROOT / "examples" / "study" / "study.py"
    ended = run([sys.executable, study, f"--data={harness.shared / 'data'}", f"--work={work}"], 900)
    if ended.code:
        return [f"the study ended with {ended.code}", *ended.tail()]
    lines = ended.out.splitlines()
    findings = unlike(lines, printed_lines(ROOT / "docs" / "study.md")) + of_the_parts(work, lines) + apart(work)
    if not harness.keep:
        shutil.rmtree(work)
    return findings


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("SPLICEBEAM_SHARED") or ROOT.parent / "shared"))
    parser.add_argument("--only", default="", metavar="REGEX", help="run the cases whose name matches")
    parser.add_argument("--keep", action="store_true", help="keep the data sets, and use those that an earlier run kept")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that a time limit from outside ends what runs inside, too
    harness = Harness(arguments.shared.resolve(), arguments.keep, arguments.only)
    tests = dict(
        nothing_planted=nothing_planted,
        effects_planted=effects_planted,
        noise_claims_nothing=noise_claims_nothing,
        sentences=sentences,
        other_ways=other_ways,
        by_hand=by_hand,
        tolerance=tolerance,
    )
    for name, test in tests.items():
        harness.check(name.replace("_", " "), lambda _, test=test: test())
    if not skipped(harness.shared):
        harness.check("the study prints what docs/study.md prints", lambda _: the_study(harness, harness.work / "study"))
    return harness.finish()


if __name__ == "__main__":
    sys.exit(main())
