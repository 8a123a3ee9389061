"""What the study prints."""

from dataclasses import replace

import numpy as np

from builds import groups_of
from calls import found_and_false
from measures import claim, verdict
from models import BASE_THRESHOLD, FROM_NOTHING, PRIMARY, matrix, site_scores
from results import Result, Study
from rows import TYPES, Rows

HEAD = "target      negatives weights join           start"
WIDTH = len(HEAD) + 3
THRESHOLDS = {"at_base_threshold": "at 0.5", "at_own_thresholds": "at thresholds calibrated on validation"}


def print_genes(study: Study) -> None:
    print("Genes that have rows, their groups (genes that overlap are one group), and their splice sites")
    for split in ("train", "validation", "test"):
        genes = study.genes.filter(split=split)
        groups, sites = groups_of(genes), genes["total_splice_sites"]
        by_group = np.bincount([groups[gene] for gene in genes["gene_id"]], weights=sites)
        counts = f"{genes.height:3} genes  {len(by_group):3} groups  {sites.sum():4} sites"
        print(f"{split:<10} {counts}, of which the largest group has {by_group.max():.0f}")


def print_rankings(study: Study, results: dict[str, Result]) -> None:
    """Average precision and top-k of each model; and by how much they differ from the base model's, which is the first line."""
    for title, figure in (("average precision", study.precision), ("top-k", study.top_k)):
        base = [figure(study.base_result, kind) for kind in range(2)]
        print(f"\n{title}, of all bases")
        print(f"{HEAD:<{WIDTH}} donor                 acceptor              donor, minus base      acceptor, minus base")
        print(f"{'base model':<{WIDTH}} {study.interval(base[0]):<21} {study.interval(base[1])}")
        for name, result in results.items():
            drawn = [figure(result, kind) for kind in range(2)]
            figures = [*map(study.interval, drawn), *(study.interval(d - b, "+") for d, b in zip(drawn, base))]
            print(f"{name:<{WIDTH}} {figures[0]:<21} {figures[1]:<21} {figures[2]:<23} {figures[3]}")


def print_changes(study: Study, results: dict[str, Result], thresholds: str) -> None:
    """What becomes of the base model's errors, both types of site together."""
    changes = {name: getattr(result, thresholds) for name, result in results.items()}
    before = next(iter(changes.values()))
    missed, false = before.missed_before.sum(), before.false_before.sum()
    print(
        f"\nErrors {THRESHOLDS[thresholds]}: the base model misses {missed:.0f} sites (FN) and makes {false:.0f} false calls (FP)"
    )
    print(f"{HEAD:<{WIDTH}} FN mended  FN made  FP mended  FP made  more errors than the base model")
    for name, of in changes.items():
        missed = f"{of.missed_mended.sum():>9.0f} {of.missed_made.sum():>8.0f}"
        false = f"{of.false_mended.sum():>10.0f} {of.false_made.sum():>8.0f}"
        print(f"{name:<{WIDTH}} {missed} {false}  {study.interval(study.drawn(of.more_errors()), '+', 0)}")


def print_claims(study: Study) -> None:
    """What may be said, and what may not."""

    def tell(subject: str, measure: str, other: str, difference: np.ndarray, digits: int = 3) -> None:
        sentence = claim(subject, measure, other, study.estimate(difference))
        print(f"{study.interval(difference, '+', digits):<24} {sentence}")

    def compare(subject: str, result: Result, other: str, other_result: Result) -> None:
        for measure, figure in (("average precision", study.precision), ("top-k", study.top_k)):
            for kind, site in enumerate(TYPES):
                tell(subject, f"{measure} of {site}s", other, figure(result, kind) - figure(other_result, kind))

    def compare_errors(subject: str, result: Result, thresholds: str) -> None:
        more = getattr(result, thresholds).more_errors()
        tell(subject, f"number of errors {THRESHOLDS[thresholds]}", "the base model", study.drawn(more), digits=0)

    meta, leaky = "the meta-model", replace(PRIMARY, join="row")
    variants = {
        "the one that starts from nothing": FROM_NOTHING,
        "the one without weights": replace(PRIMARY, weighted=False),
        "the one from rules": replace(PRIMARY, negatives="rules"),
        "the one from rules without weights": replace(PRIMARY, negatives="rules", weighted=False),
        "the one for pred_code": replace(PRIMARY, target="pred_code"),
        "the leaky one where sites are known": leaky,
    }
    print(f"\nWhat may be said. The meta-model is the one of {' '.join(str(PRIMARY).split())}")
    compare(meta, study.results[PRIMARY], "the base model", study.base_result)
    for thresholds in THRESHOLDS:
        compare_errors(meta, study.results[PRIMARY], thresholds)
    for variant, arm in variants.items():
        compare(variant, study.results[arm], meta, study.results[PRIMARY])
    compare("the leaky one where sites are unknown", study.sites_unknown[leaky], meta, study.results[PRIMARY])
    compare_errors("the leaky one where sites are unknown", study.sites_unknown[leaky], "at_own_thresholds")


def against_base(study: Study, result: Result) -> list[int]:
    """1 where a model is better than the base model, -1 where it is worse, 0 where nothing may be claimed."""
    base, figures = study.base_result, (study.precision, study.top_k)
    better = [figure(result, kind) - figure(base, kind) for figure in figures for kind in range(2)]
    worse = [study.drawn(changed.more_errors()) for changed in (result.at_base_threshold, result.at_own_thresholds)]
    return [study.estimate(d).sign() for d in better] + [-study.estimate(d).sign() for d in worse]


def print_verdict(study: Study) -> None:
    print("\nVerdict")
    print(verdict("The meta-model", "the base model", against_base(study, study.results[PRIMARY])))
    others = [against_base(study, result) for arm, result in study.results.items() if arm.join != "row" and arm != PRIMARY]
    beat = sum(max(signs) > 0 and min(signs) >= 0 for signs in others)
    worse = sum(min(signs) < 0 for signs in others)
    print(f"Of the {len(others)} other models without the leak {beat} beat the base model, {worse} are worse in something,")
    print(f"and of {len(others) - beat - worse} nothing may be claimed.")


def print_unseen(study: Study, rows: Rows) -> None:
    """The sites of a gene that no model saw, with what the base model and the meta-model call there, and their false calls."""
    limits = study.results[PRIMARY].limits
    base, scores = rows.scores(), site_scores(PRIMARY, study.models[PRIMARY], matrix(rows), rows)
    gene_id, name, chrom, strand = rows.table.select("gene_id", "gene_name", "chrom", "strand").row(0)
    places = rows.table["absolute_position"]
    print(f"\nA gene that no model saw: {name}, {gene_id}, {rows.table.height} bases, chromosome {chrom}, strand {strand}")
    print(
        f"Its sites, and false calls (base model from {BASE_THRESHOLD} on, meta-model from {limits[0]:.3f}, {limits[1]:.3f} on)"
    )
    print("base of genome  type      annotated  base model         meta-model")
    lines = {}
    (genes,) = rows.genes({gene_id: 0})
    (base_tracks,) = rows.base_tracks([genes])
    for kind, gene in enumerate(genes):
        calls = []
        for track, limit in ((base_tracks[kind], BASE_THRESHOLD), (gene.track(scores[:, kind]), limits[kind])):
            found, false = found_and_false(gene, track, limit)
            calls.append({*gene.sites[found].tolist(), *false.tolist()})
        for position in {*gene.sites.tolist(), *calls[0], *calls[1]}:
            row = gene.rows[position]
            told = [
                f"{of[row, kind]:.3f} {'called' if position in called else '-':<11}" for of, called in zip((base, scores), calls)
            ]
            annotated = "site" if position in gene.sites else "-"
            lines[position, kind] = f"{places[int(row)]:<15} {TYPES[kind]:<9} {annotated:<10} {' '.join(told)}".rstrip()
    print("\n".join(lines[place] for place in sorted(lines)))
