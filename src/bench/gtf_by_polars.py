"""The annotation part of fast_polars.py alone: gtf_by_polars.py SHARED/bench GTF SPLICE_SITES"""

import sys

sys.path.insert(0, sys.argv[1])
from fast_polars import annotation  # noqa: E402

genes, transcripts, _ = annotation(sys.argv[2], sys.argv[3])
print(f"{genes.height:,} genes, {transcripts.height:,} transcripts")
