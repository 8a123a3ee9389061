#!/usr/bin/env python3
"""Does a meta-model find splice sites better than the base model that it learns from? From scores to a verdict:

    python examples/study/study.py --data=FOLDER --work=FOLDER

FOLDER of --data has grch37/ and grch38/, each with annotation.gtf, genome.fa.gz and scores80/base_scores80.npz. Data sets are built
below --work, and used again where they stand. docs/study.md tells what is done, and what came of it.
Needs examples/python/requirements.txt.
"""

import argparse
from pathlib import Path

from builds import Builds
from printing import print_changes, print_claims, print_genes, print_rankings, print_unseen, print_verdict
from results import Study
from rows import Rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with grch37/ and grch38/")
    parser.add_argument("--work", type=Path, required=True, help="folder for the data sets")
    arguments = parser.parse_args()
    builds = Builds(arguments.data, arguments.work)
    study = Study(builds)
    results = {str(arm): result for arm, result in study.results.items()}
    print_genes(study)
    print_rankings(study, results)
    for thresholds in ("at_base_threshold", "at_own_thresholds"):
        print_changes(study, results, thresholds)
    print("\nThe leaky models, asked as of genes whose sites nobody knows")
    unknown = {str(arm): result for arm, result in study.sites_unknown.items()}
    print_rankings(study, unknown)
    print_changes(study, unknown, "at_own_thresholds")
    print_claims(study)
    print_verdict(study)
    print_unseen(study, Rows.of([builds.unseen()]))


if __name__ == "__main__":
    main()
