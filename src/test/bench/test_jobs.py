"""Which jobs go with which peer. Run by: python3 -m unittest discover -s src/test/bench"""

import sys
import unittest
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "bench"))
from bench import PEERS, Bench, Refused, compare  # noqa: E402
from jobs import JOBS  # noqa: E402


class JobsTest(unittest.TestCase):
    def refusal(self, peer: str, job: str) -> str:
        bench = Bench(harness=None, peer=PEERS[peer], data=Path())
        with self.assertRaises(Refused) as refused:
            compare(bench, [JOBS[job]], 1, Path())
        return str(refused.exception)

    def test_rows_from_scores_have_a_peer_of_their_own(self):
        self.assertIn("fast_polars has no part in chr-k6-sparse", self.refusal("polars", "chr-k6-sparse"))
        self.assertIn("scores_numpy has no part in tiny", self.refusal("numpy", "tiny"))

    def test_two_forms_of_tracks_lie_beside_one_genome(self):
        sparse, full = JOBS["genome-k6-sparse"].input, JOBS["genome-k6-full"].input
        bench = Bench(harness=None, peer=PEERS["numpy"], data=Path("data"))
        self.assertEqual(bench.folder(sparse), bench.folder(full))
        self.assertNotEqual(bench.done(sparse), bench.done(full))


if __name__ == "__main__":
    unittest.main()
