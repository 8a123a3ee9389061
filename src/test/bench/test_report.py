"""What bench.py makes of its runs. Run by: python3 -m unittest discover -s src/test/bench"""

import sys
import unittest
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "bench"))
from jobs import BARS, GIB, JOBS, Bar  # noqa: E402
from report import PRODUCT, Run, growth, markdown, medians, ratios_of_pairs, verdict  # noqa: E402

PEER = "fast_polars"


def run(by: str, pair: int, wall: float, cpu: float, gib: float) -> Run:
    return Run(by, pair, wall, cpu, int(gib * GIB), 1000, 0.1)


def product_alone(wall: float, cpu: float, gib: float) -> list[Run]:
    return [run(by, pair, wall, cpu, gib) for pair in (0, 1) for by in (PRODUCT, PEER)]


class ReportTest(unittest.TestCase):
    # The order of a pair alternates.
    RUNS = [
        run(PRODUCT, 0, 90, 90, 9),
        run(PEER, 0, 90, 90, 9),
        run(PRODUCT, 1, 4, 6, 1),
        run(PEER, 1, 8, 8, 1),
        run(PEER, 2, 10, 10, 2),
        run(PRODUCT, 2, 6, 4, 2),
        run(PRODUCT, 3, 5, 9, 3),
        run(PEER, 3, 10, 9, 4),
    ]

    def test_the_warm_up_is_no_part_of_a_median(self):
        self.assertEqual(medians(self.RUNS, PRODUCT), [5, 6, 2 * GIB])
        self.assertEqual(medians(self.RUNS, PEER), [10, 9, 2 * GIB])

    def test_a_pair_is_of_one_number(self):
        self.assertEqual(ratios_of_pairs(self.RUNS, PEER), [[0.5, 0.75, 1], [0.6, 0.4, 1], [0.5, 1, 0.75]])

    def test_a_bar_is_met_up_to_its_figure(self):
        bar = Bar((0.7, 0.7, 2), (0.55, 0.5))
        self.assertEqual(verdict([0.7, 0.7, 2], bar), "bar met")
        self.assertEqual(verdict([0.55, 0.5, 2], bar), "aim met")
        self.assertEqual(verdict([0.55, 0.51, 2], bar), "bar met")
        self.assertEqual(verdict([0.71, 0.7, 2.1], bar), "missed: wall, memory")
        self.assertEqual(verdict([4.6], Bar((4.5,), (3,))), "missed: wall")
        self.assertEqual(verdict([100, 100, 100], Bar()), "")

    def test_growth_is_without_the_fixed_cost_in_wall_alone(self):
        results = {
            "tiny": product_alone(2, 3, 1),
            "1m-k6-none": product_alone(12, 20, 1),
            "4m-k6-none": product_alone(42, 80, 1.5),
            "4m-k3-none": product_alone(42, 80, 1.5),
        }
        self.assertEqual(growth(results), {"k6-none": [4, 4, 1.5]})
        self.assertEqual(growth({name: runs for name, runs in results.items() if name != "tiny"}), {})

    def test_the_tables_say_medians_ratios_and_verdicts(self):
        results = {"1m-k6-none": self.RUNS, "tiny": product_alone(2, 3, 1), "250k-k3-none": product_alone(6.7, 11, 1)}
        self.assertEqual(
            markdown(results, PEER, "today").splitlines(),
            [
                "today",
                "",
                "| job | rows kept | splicebeam: wall s, CPU s, GiB | fast_polars | ratios: wall, CPU, memory"
                " | smallest and largest of a pair: wall, CPU | bar | aim |  |",
                "|---|---|---|---|---|---|---|---|---|",
                "| 1m-k6-none | 1,000 | 5.0, 6.0, 2.00 | 10.0, 9.0, 2.00 | 0.50, 0.67, 1.00 | 0.50 to 0.60, 0.40 to 1.00"
                " | 0.7, 0.7, 2 | 0.55, 0.5 | bar met |",
                "| tiny | 1,000 | 2.0, 3.0, 1.00 | 2.0, 3.0, 1.00 | 1.00, 1.00, 1.00 | 1.00 to 1.00, 1.00 to 1.00 |  |  |  |",
                "| 250k-k3-none | 1,000 | 6.7, 11.0, 1.00 | 6.7, 11.0, 1.00 | 1.00, 1.00, 1.00 | 1.00 to 1.00, 1.00 to 1.00"
                " |  |  |  |",
                "",
                "| claim | measured | bar | aim |  |",
                "|---|---|---|---|---|",
                "| tiny input, wall s | 2 | 4.5 | 3 | aim met |",
                "| less than the replaced builder (67.0, 55.0, 4.00), 250k-k3-none: wall, CPU, memory | 10x, 5x, 4x"
                " | 6x, 2.5x, 3x | 12x, 4x, 5x | bar met |",
            ],
        )

    def test_bars_against_another_peer_are_not_asked_for(self):
        runs = [Run("fast_duckdb" if run.by == PEER else run.by, *list(vars(run).values())[1:]) for run in self.RUNS]
        row = markdown({"1m-k3-none": runs}, "fast_duckdb", "").splitlines()[4]
        self.assertTrue(row.endswith("| 0.50 to 0.60, 0.40 to 1.00 |  |  |  |"), row)

    def test_every_bar_is_of_a_job(self):
        self.assertLessEqual(BARS.keys(), JOBS.keys())


if __name__ == "__main__":
    unittest.main()
