"""Small made-up inputs with every sharp edge of the contract, each theme in a folder of its own.

A theme is a function that writes `analysis/`, `annotation.gtf` and perhaps `splice_sites.tsv` into a folder. All of it is
deterministic. A malformed row has one fault only, so that its reason is beyond doubt.
"""

import bz2
import gzip
import random
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

Cells = dict[str, str]

IDENTITY = (
    "gene_id",
    "transcript_id",
    "position",
    "predicted_position",
    "true_position",
    "pred_type",
    "splice_type",
    "strand",
    "chrom",
    "score",
    "donor_score",
    "acceptor_score",
    "neither_score",
)
CONTEXT = tuple(f"context_score_{side}" for side in ("m2", "m1", "p1", "p2"))
WINDOW = ("transcript_count", "window_start", "window_end", "sequence")
PLAIN = IDENTITY + CONTEXT + WINDOW
GIVEN = (
    "relative_donor_probability",
    "probability_entropy",
    "context_neighbor_mean",
    "donor_diff_m1",
    "donor_is_local_peak",
    "acceptor_is_local_peak",
    "acceptor_peak_height_ratio",
    "signal_strength_ratio",
)
ASTRAL, REPLACEMENT = "\N{GRINNING FACE}", "\N{REPLACEMENT CHARACTER}"  # by code point the other way round than by UTF-16 unit


# ---------------------------------------------------------------- writing
def window(rng: random.Random, length: int, letters: str = "ACGT") -> str:
    return "".join(rng.choices(letters, k=length))


def call(rng: random.Random, gene: str, position: int, pred_type: str, **cells: str) -> Cells:
    """A valid row; scores of a TN stay below the default hard threshold."""
    splice = rng.uniform(0.0, 0.07) if pred_type in ("TN", "FN") else rng.uniform(0.5, 0.9)
    donor = rng.random() < 0.5
    row = dict(
        gene_id=gene,
        transcript_id="",
        position=str(position),
        pred_type=pred_type,
        strand="+",
        chrom="22",
        splice_type=("donor" if donor else "acceptor") if pred_type in ("TP", "FN") else "",
        donor_score=f"{splice if donor else splice / 9:.7g}",
        acceptor_score=f"{splice / 9 if donor else splice:.7g}",
        neither_score=f"{1 - splice - splice / 9:.7g}",
        sequence=window(rng, 41),
    )
    row |= {c: f"{rng.random() / 10:.7g}" for c in CONTEXT}
    return row | cells


def as_line(header: Sequence[str], row: Cells) -> str:
    return "\t".join(row.get(c, "") for c in header)


def write_table(
    path: Path,
    header: Sequence[str],
    rows: Iterable[Cells | str],
    end: str = "\n",
    bom: bool = False,
    last_end: bool = True,
    quote: str = "",
) -> None:
    """Writes cells below a header; a text stands as it is, as a line. The ending of the name decides the compression."""
    lines = [
        "\t".join(quote + c + quote for c in header),
        *(row if isinstance(row, str) else as_line(header, row) for row in rows),
    ]
    content = ("\ufeff" if bom else "") + end.join(lines) + (end if last_end else "")
    write_bytes(path, content.encode())


def write_bytes(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    compress = {".gz": lambda b: gzip.compress(b, mtime=0), ".bz2": bz2.compress}.get(path.suffix, bytes)
    path.write_bytes(compress(content))


def feature(chrom: str, kind: str, start: int | str, end: int | str, strand: str, **attributes: str) -> str:
    tags = attributes.pop("tags", "")
    text = " ".join([f'{key} "{value}";' for key, value in attributes.items()] + [f'tag "{t}";' for t in tags.split(",") if t])
    return f"{chrom}\tmade\t{kind}\t{start}\t{end}\t.\t{strand}\t.\t{text}"


def gene(chrom: str, start: int, end: int, strand: str, gene_id: str, **attributes: str) -> str:
    return feature(chrom, "gene", start, end, strand, gene_id=gene_id, **attributes)


def transcript(
    chrom: str, strand: str, gene_id: str, transcript_id: str, exons: Sequence[tuple[int, int]], **attributes: str
) -> list[str]:
    """A transcript line as wide as its exons, and the exons."""
    ids = dict(gene_id=gene_id, transcript_id=transcript_id, **attributes)
    span = min(s for s, _ in exons), max(e for _, e in exons)
    return [
        feature(chrom, "transcript", *span, strand, **ids),
        *(feature(chrom, "exon", s, e, strand, **ids, exon_number=str(i)) for i, (s, e) in enumerate(exons, start=1)),
    ]


def write_gtf(folder: Path, lines: Iterable[str], end: str = "\n") -> None:
    write_bytes(folder / "annotation.gtf", (end.join(["#!genome-build MADE-UP", *lines]) + end).encode())


def write_sites(folder: Path, lines: Iterable[tuple[str, ...]]) -> None:
    header = ("chrom", "start", "end", "position", "strand", "site_type", "gene_id", "transcript_id")
    write_bytes(folder / "splice_sites.tsv", "".join("\t".join(line) + "\n" for line in (header, *lines)).encode())


def two_genes(plus: str = "PLUS", minus: str = "MINUS", chrom: str = "chr22") -> list[str]:
    """A gene on each strand of 22, [1000, 2999] and [2500, 5499], with two transcripts and one."""
    return [
        gene(chrom, 1000, 2999, "+", plus, gene_name="P1", gene_biotype="protein_coding"),
        *transcript(chrom, "+", plus, "TX1", [(1000, 1099), (1500, 1600), (2900, 2999)], gene_name="P1"),
        *transcript(chrom, "+", plus, "TX2", [(1000, 1099), (2900, 2990)], tags="basic,MANE_Select"),
        gene(chrom, 2500, 5499, "-", minus, gene_name="M1", gene_type="lncRNA"),
        *transcript(chrom, "-", minus, "TX3", [(5000, 5499), (2500, 2600)]),
    ]


def scattered(rng: random.Random, rows: Sequence[Cells], files: int) -> list[list[Cells]]:
    shuffled = rng.sample(rows, len(rows))
    return [shuffled[i::files] for i in range(files)]


# ---------------------------------------------------------------- themes
def ties(folder: Path) -> None:
    """One key several times, alike in all but a little: the best type, score, transcript, type and content stays."""
    write_gtf(folder, two_genes())
    rng = random.Random(11)
    for i, part in enumerate(scattered(rng, tied_rows(rng), 3)):
        header = rng.sample(PLAIN + GIVEN, len(PLAIN + GIVEN))
        write_table(folder / f"analysis/analysis_sequences_22_chunk_{i}_{i}.tsv", header, part)


def ties_of_unequal_files(folder: Path) -> None:
    """As `ties`, where one file lacks the derived columns and another the optional ones."""
    write_gtf(folder, two_genes())
    rng = random.Random(12)
    optional = ("score", "predicted_position", "true_position", "window_start", "window_end", "transcript_count")
    headers = PLAIN + GIVEN, PLAIN, tuple(c for c in PLAIN + GIVEN if c not in optional)
    for i, (header, part) in enumerate(zip(headers, scattered(rng, tied_rows(rng), 3))):
        write_table(folder / f"analysis/analysis_sequences_22_chunk_{i}_{i}.tsv", header, part)


def tied_rows(rng: random.Random) -> list[Cells]:
    alternatives = dict(
        pred_type=("TP", "FN", "FP", "TN"),
        transcript_id=("", "TX1", "TX10", "TX2", "tx", ASTRAL, REPLACEMENT),
        splice_type=("donor", "acceptor", "", "other"),
        predicted_position=("", "-3", "4", "12"),
        true_position=("", "9", "10"),
        window_start=("", "0", "-1"),
        window_end=("", "5"),
        transcript_count=("", "0", "2"),
        score=("", "0.0", "-0.0", "0.25"),
        neither_score=("0.5", "0.25", "-0.0", "0"),
        context_score_p2=("", "0.01", "1e-3"),
        donor_diff_m1=("", "-0.5", "0.125"),
        donor_is_local_peak=("", "0", "1"),
        signal_strength_ratio=("", "-2", "-10"),
        sequence=("ACGT", "acgt", "ACGTA", "ACGN", "acgr"),
    )
    rows = []
    for place in range(120):
        owner, strand = ("PLUS", "+") if place % 2 else ("MINUS", "-")
        pred_type = rng.choice(alternatives["pred_type"])
        base = call(rng, owner, place * 15, pred_type, strand=strand, donor_score="0.4", acceptor_score="0.2")
        base |= {c: "0.25" for c in GIVEN if not c.endswith("peak")}
        rows.append(base)
        for _ in range(rng.randrange(1, 6)):
            twin = dict(rows[-1] if rng.random() < 0.3 else base)
            for column in rng.sample(sorted(alternatives), rng.randrange(1, 4)):
                if column != "pred_type" or rng.random() < 0.3:
                    twin[column] = rng.choice(alternatives[column])
            if rng.random() < 0.15:  # the greater of the two scores is the same
                twin |= dict(donor_score="0.2", acceptor_score="0.4")
            if rng.random() < 0.1:
                twin["acceptor_score"] = "0.45"
            if rng.random() < 0.1:  # zeros of either sign are one number: the sequence decides; a code point is no UTF-16 unit
                base |= dict(score="0.0", sequence="AAA", transcript_id=rng.choice((ASTRAL, "")))
                twin = base | dict(score="-0.0", sequence="CCC")
                if base["transcript_id"]:
                    twin["transcript_id"] = REPLACEMENT
            twin["strand"] = rng.choice((strand, "1" if strand == "+" else "-1", ""))  # all the same key
            rows.append(twin)
    return rows


def cells(folder: Path) -> None:
    """What a cell, a line and a header may look like, malformed rows of every kind among them, and files of other names."""
    write_gtf(
        folder,
        [
            *two_genes(chrom="22"),
            gene("MT", 100, 899, "+", "MITO", gene_name="MT-1"),
            *transcript("MT", "+", "MITO", "TXM", [(100, 899)]),
        ],
        end="\r\n",
    )
    rng = random.Random(13)
    odd = [
        dict(transcript_id='"TX1"', gene_id='"PLUS"'),
        dict(transcript_id='"T""X"'),
        dict(transcript_id='"TX1'),
        dict(transcript_id='TX1"'),
        dict(transcript_id='"'),
        dict(transcript_id='""'),
        dict(transcript_id='"NA"'),
        dict(transcript_id="NA"),
        dict(transcript_id='T"X"1'),
        dict(transcript_id='""""'),
        dict(transcript_id="na"),
        dict(transcript_id=" TX1 "),
        dict(transcript_id="TX\N{NO-BREAK SPACE}1"),
        dict(position="+301"),
        dict(position="00302"),
        dict(position="303.0"),
        dict(position="304."),
        dict(position="305.000"),
        dict(position="-0"),
        dict(position='"306"'),
        dict(chrom="chr22"),
        dict(chrom='"chr22"'),
        dict(strand="1"),
        dict(strand=""),
        dict(strand="NA"),
        dict(strand='"+"'),
        dict(splice_type="0"),
        dict(splice_type="None"),
        dict(splice_type="DONOR"),
        dict(splice_type="NA"),
        dict(splice_type='"donor"'),
        dict(splice_type="acceptor"),
        dict(donor_score=".125", acceptor_score="1.", neither_score="+0.5"),
        dict(donor_score="1e-3", acceptor_score="2.5E-01", neither_score="1e-400"),
        dict(donor_score="1.0000005", acceptor_score="-0.0000005"),
        dict(donor_score="1.000001", acceptor_score="-0.000001"),
        dict(donor_score="0.1000000000000000055511151231257827021181583404541015625"),
        dict(donor_score="0", acceptor_score="0", neither_score="0"),
        dict(donor_score="0", acceptor_score="0", neither_score="1"),
        dict(donor_score="1", acceptor_score="0", neither_score="0"),
        dict(donor_score="-0", acceptor_score="0e9"),
        dict(context_score_m1="2.2250738585072011e-308", context_score_p1="4.9e-324"),
        dict(context_score_m2="-7.5", context_score_p2="123456789.123456789"),
        dict(context_score_m1="0.30000000000000004", context_score_p1="9007199254740993"),
        dict(context_score_m1=""),
        dict(context_score_p2="NA"),
        dict(context_score_m2="", context_score_p1='""'),
        {c: "" for c in CONTEXT},
        dict(donor_score="0.001", context_score_m1="0", context_score_p1="0"),
        dict(donor_score="0.0010001", context_score_m1="0", context_score_p1="0"),
        dict(donor_score="0.25", context_score_m1="0.25", context_score_p1="0"),
        dict(transcript_count="2147483647"),
        dict(transcript_count="-2147483648"),
        dict(window_start="9223372036854775807"),
        dict(window_end="-9223372036854775808"),
        dict(predicted_position="12.0"),
        dict(true_position="-4"),
        dict(score="-1.5e3"),
        dict(score="NA"),
        dict(sequence="A"),
        dict(sequence="n"),
        dict(sequence="NNNNNNNN"),
        dict(sequence="acgtnACGT"),
        dict(sequence="RYKMSWBDHVX"),
        dict(sequence="AC"),
        dict(sequence='"ACGT"'),
        dict(sequence="U" * 5 + "ACACACACACAC"),
        dict(sequence="ACGNACGTNACGTANACGTACNACGTACGN"),
        dict(sequence="A" * 70),
        dict(sequence="ACGTAC"),
        dict(sequence="AAAAANAAAAAN"),
        dict(pred_type='"FP"'),
    ]
    rows: list[Cells | str] = [
        call(rng, "PLUS", 10 * i, rng.choice(("TP", "FP", "TN", "FN")), note='a "quoted', transcript_id="TX2") | cells
        for i, cells in enumerate(odd, start=100)
    ]
    rows += [
        call(rng, "MITO", i, "TP" if i % 9 == 0 else "TN", chrom=("MT", "chrM", "M", "chrMT")[i % 4]) for i in range(0, 80, 2)
    ]
    rows += ["", *malformed(rng)]
    folder = folder / "analysis"
    header = PLAIN + ("note",)
    write_table(folder / "analysis_sequences_22_chunk_1_10.tsv", rng.sample(header, len(header)), rows[::3], bom=True)
    write_table(
        folder / "deep/er/analysis_sequences_22_chunk_11_20.tsv.gz",
        rng.sample(header, len(header)),
        rows[1::3],
        end="\r\n",
        bom=True,
    )
    write_table(
        folder / "my_analysis_sequences_22_chunk_21_30.tsv.bz2", (*header, "unknown"), rows[2::3], last_end=False, quote='"'
    )
    write_table(folder / "analysis_sequences_none.tsv", PLAIN, [])
    write_table(folder / "analysis_sequences_headed.tsv", PLAIN, [], last_end=False)
    for name in (
        "analysis_sequences_1.tsv.bak",
        "analysis_sequences_1.tsv.bak.gz",
        "analysis_sequences_1.tsv.md5",
        "analysis_sequences_1.tmp",
        "analysis_sequences_1.txt",
        "analysis_1.tsv",
    ):
        write_table(folder / name, PLAIN, [call(rng, "PLUS", 7, "TP")])
    given = [
        call(rng, "MINUS", i, "TN", strand="-")
        | {c: rng.choice(("", "NA", "0.25", "-3.5e-2", "7")) for c in GIVEN if not c.endswith("peak")}
        | dict(donor_is_local_peak=rng.choice(("", "0", "1.0", "-7")))
        for i in range(0, 3000, 60)
    ]
    write_table(folder / "analysis_sequences_22_chunk_31_40.tsv", [c for c in PLAIN + GIVEN if c != "strand"], given)


def malformed(rng: random.Random) -> list[Cells | str]:
    good = lambda **cells: call(rng, "PLUS", rng.randrange(2000), "TN") | cells
    missing = [
        good(**{c: value})
        for c in ("gene_id", "position", "donor_score", "acceptor_score", "neither_score", "pred_type", "chrom", "sequence")
        for value in ("", "NA", '""')
    ]
    bad = [
        good(**{c: value})
        for c, values in {
            "pred_type": ("tp", "XX", "TP "),
            "position": ("1e2", "1.5", " 5", "5 ", "0x1", "1_0", "--1", "\N{ARABIC-INDIC DIGIT ONE}", "9223372036854775808"),
            "donor_score": (
                "nan",
                "inf",
                "1e400",
                "1.00001",
                "-0.00001",
                "0,5",
                "0.5f",
                "0.5d",
                ".",
                "e5",
                "1e",
                "0x1p-2",
                "Infinity",
                " 0.5",
            ),
            "neither_score": ("1.1",),
            "acceptor_score": ("-1",),
            "strand": (".", "plus", "2", "++"),
            "transcript_count": ("2147483648", "1.5", "x"),
            "window_start": ("9223372036854775808", "1e3"),
            "score": ("high", "NaN"),
            "context_score_m1": ("-", "1e999", "true"),
            "sequence": ("ACG-T", "ACG T", "ACGT*", "ACG1", "A.C"),
            "predicted_position": ("none",),
        }.items()
        for value in values
    ]
    misplaced = [
        good(chrom="21"),
        good(chrom="chr2"),
        good(chrom="x"),
        good(strand="-"),
        good(strand="-1"),
        good(position="-1"),
        good(position="2000"),
        good(position="2147483648"),
        good(gene_id="NOWHERE", position="-1"),
        good(gene_id="NOWHERE", strand=""),
    ]
    lines = [" ", "\t\t", "PLUS", as_line(PLAIN, good()), as_line(PLAIN, good()) + "\t1\t2\t3\t4"]
    return missing + bad + misplaced + lines


def places(folder: Path) -> None:
    """Every habit of an annotation: order, missing lines, repeated and touching exons, two places, tags, ties, overlaps."""
    tx = transcript
    exons_first = [
        feature("1", "exon", 300, 399, "+", gene_id="EARLY", transcript_id="E1"),
        feature("1", "exon", 100, 199, "+", gene_id="EARLY", transcript_id="E1"),
        feature("1", "transcript", 90, 410, "+", gene_id="EARLY", transcript_id="E1"),
        gene("1", 50, 500, "+", "EARLY", gene_name="Early", gene_type="TEC"),
    ]
    no_gene_line = [
        feature("1", "exon", 450, 480, "-", gene_id="NOGENE", transcript_id="N1", gene_name="Zed", gene_biotype="lncRNA"),
        feature("1", "exon", 600, 700, "-", gene_id="NOGENE", transcript_id="N1", gene_name="Abc"),
        feature("1", "transcript", 440, 710, "-", gene_id="NOGENE", transcript_id="N1", gene_biotype=""),
    ]
    exon_only = [
        feature("1", "exon", s, e, "+", gene_id="EXONS", transcript_id=t, ref_gene_id="OTHER", gene_name="")
        for t, s, e in (
            ("X1", 701, 720),
            ("X1", 721, 740),
            ("X1", 735, 760),
            ("X1", 800, 900),
            ("X1", 800, 900),
            ("X1", 810, 820),
            ("X1", 850, 860),
            ("X2", 705, 720),
        )
    ]
    chosen = [
        gene("1", 2000, 4000, "-", "CHOICE"),
        *tx("1", "-", "CHOICE", "C1", [(2000, 2100), (3000, 4000)]),
        feature("1", "exon", 1990, 1995, "-", gene_id="CHOICE", transcript_id="C1"),
        *tx("1", "-", "CHOICE", "C2", [(2000, 2010), (2500, 2510)], tags="Ensembl_canonical"),
    ]
    refseq = [
        gene("1", 2000, 4000, "-", "REFSEQ"),
        feature("1", "transcript", 2000, 3900, "-", gene_id="REFSEQ", transcript_id="NM_1"),
        feature("1", "exon", 2000, 2009, "-", gene_id="REFSEQ", transcript_id="NM_1", tags="MANE Select"),
        *tx("1", "-", "REFSEQ", "NM_2", [(2000, 4000)], tags="Ensembl_canonical"),
        feature("1", "exon", 2000, 2200, "-", gene_id="REFSEQ", transcript_id=""),
    ]
    tied = [gene("1", 5000, 6000, "+", "TIED")] + [
        line for t in ("TB", "TA", "Ta", REPLACEMENT, ASTRAL) for line in tx("1", "+", "TIED", t, [(5000, 5100), (5500, 5600)])
    ]
    longer = [
        gene("1", 5600, 6600, "+", "SPAN"),
        *tx("1", "+", "SPAN", "S1", [(5600, 5609), (6000, 6009)]),
        *tx("1", "+", "SPAN", "S2", [(5600, 5609), (6591, 6600)]),
    ]
    hull = [
        gene("1", 7000, 7100, "+", "HULL", gene_name="B"),
        gene("1", 7050, 7999, "+", "HULL", gene_name="A", gene_biotype="b"),
        gene("1", 7010, 7020, "+", "HULL", gene_biotype="a"),
        feature("1", "transcript", 6900, 7100, "+", gene_id="HULL", transcript_id="H1", gene_biotype="0"),
        feature("1", "transcript", 7500, 8100, "+", gene_id="HULL", transcript_id="H1"),
    ]
    par = [
        gene("Y", 1000, 1999, "+", "PAR", gene_name="OnY"),
        *tx("Y", "+", "PAR", "PT", [(1000, 1099), (1900, 1999)]),
        *tx("X", "+", "PAR", "PT", [(1000, 1199), (1800, 1899)]),
        gene("X", 1000, 1899, "+", "PAR", gene_name="OnX"),
        *tx("X", "-", "PAR", "PM", [(1000, 1899)]),
    ]
    two_strands = [
        *tx("2", "-", "BOTH", "B1", [(100, 200), (300, 400)]),
        *tx("2", "+", "BOTH", "B2", [(150, 160), (280, 290), (1000, 1001)]),
    ]
    line_outranks = [
        *tx("2", "+", "LATER", "L1", [(5000, 5100)]),
        gene("10", 5000, 5999, "-", "LATER"),
        *tx("10", "-", "LATER", "L1", [(5000, 5005), (5990, 5999)]),
    ]
    shared = [
        gene("2", 9000, 9100, "+", "SHARE1"),
        *tx("2", "+", "SHARE1", "SAME", [(9000, 9010), (9050, 9100)]),
        gene("2", 9100, 9200, "-", "SHARE2"),
        *tx("2", "-", "SHARE2", "SAME", [(9100, 9200)]),
    ]
    tiny = [
        gene("2", 9201, 9201, "+", "TINY"),
        *tx("2", "+", "TINY", "TT", [(9201, 9201)]),
        gene("2", 9000, 9300, "+", "BARE", gene_biotype="miRNA"),
        feature("2", "transcript", 9005, 9020, "+", gene_id="BARE", transcript_id="R1"),
    ]
    junk = [
        "# a comment",
        "",
        "2\tmade\tgene\t1\t2",
        gene("2", 5, 9, "+", ""),
        feature("2", "exon", 5, 9, "+", gene_id="", transcript_id="Q"),
        feature("2", "exon", 90, 5, "+", gene_id="TINY", transcript_id="TT"),
        feature("2", "exon", "x", 5, "+", gene_id="TINY", transcript_id="TT"),
        feature("2", "exon", "-5", 5, "+", gene_id="TINY", transcript_id="TT"),
        feature("2", "CDS", 1, 99999, "+", gene_id="TINY", transcript_id="TT"),
        feature("2", "transcript", 1, 99999, "+", gene_id="TINY"),
        feature("2", "exon", "1.0", 5, "+", gene_id="TINY", transcript_id="TT"),
    ]
    groups = [
        exons_first,
        no_gene_line,
        exon_only,
        chosen,
        refseq,
        tied,
        longer,
        hull,
        par,
        two_strands,
        line_outranks,
        shared,
        tiny,
        junk,
    ]
    rng = random.Random(14)
    lines = [line for group in groups for line in group]
    write_gtf(folder, rng.sample(lines, len(lines)))
    write_sites(
        folder,
        [
            ("1", "198", "202", "200", "+", "donor", "EARLY", "E1"),
            ("1", "198", "202", "200", "+", "acceptor", "EARLY", "E1"),
            ("1", "", "", "200", "+", "donor", "EARLY", "E9"),
            ("9", "", "", "299", "-", "acceptor", "EARLY", ""),
            ("1", "", "", '"310"', "+", '"donor"', '"EARLY"', ""),
            ("1", "", "", "3.5", "+", "donor", "EARLY", ""),
            ("1", "", "", "NA", "+", "donor", "EARLY", ""),
            ("1", "", "", "320", "+", "branch", "EARLY", ""),
            ("1", "", "", "330", "+", "donor", "NA", ""),
            ("1", "", "", "330", "+", "donor", "", ""),
            ("1", "", "", "-340", "+", "donor", "EARLY", ""),
            ("2", "", "", "350", "-", "donor", "UNKNOWN", ""),
            ("X", "", "", "1100", "+", "donor", "PAR", "PT"),
            ("Y", "", "", "1200", "+", "donor", "PAR", "PT"),
        ],
    )
    spots = dict(
        EARLY=("1", "+", 451),
        NOGENE=("1", "-", 271),
        EXONS=("1", "+", 200),
        CHOICE=("1", "-", 2001),
        REFSEQ=("1", "-", 2001),
        TIED=("1", "+", 1001),
        SPAN=("1", "+", 1001),
        HULL=("1", "+", 1000),
        PAR=("X", "+", 900),
        BOTH=("2", "+", 852),
        LATER=("10", "-", 1000),
        SHARE1=("2", "+", 101),
        SHARE2=("2", "-", 101),
        TINY=("2", "+", 1),
        BARE=("2", "+", 301),
        UNKNOWN=("2", "-", 500),
    )
    transcripts = (
        "",
        "E1",
        "N1",
        "X1",
        "X2",
        "C1",
        "C2",
        "NM_1",
        "NM_2",
        "TA",
        "S2",
        "H1",
        "PT",
        "PM",
        "B1",
        "B2",
        "L1",
        "SAME",
        "TT",
        "R1",
        "Q",
    )
    rows = [
        call(
            rng,
            owner,
            position,
            rng.choice(("TP", "TN", "TN", "FP")) if position else "TP",
            chrom=chrom,
            strand=strand,
            transcript_id=rng.choice(transcripts),
        )
        for owner, (chrom, strand, length) in spots.items()
        for position in {0, length - 1, *(rng.randrange(length) for _ in range(12))}
    ]
    rows += [
        call(rng, owner, 60, "TP", chrom=chrom, strand=strand, transcript_id=t)
        for owner, (chrom, strand, length) in spots.items()
        if length > 60
        for t in transcripts
        if t
    ]  # loses to one transcript, known to the gene or not
    rows += [
        call(rng, "PAR", 5, "TP", chrom="Y"),
        call(rng, "BOTH", 5, "TP", chrom="2", strand="-"),
        call(rng, "LATER", 5, "TP", chrom="2"),
    ]
    rows += [
        call(rng, owner, length, "TP", chrom=chrom, strand=strand)
        for owner, (chrom, strand, length) in spots.items()
        if owner != "UNKNOWN"
    ]
    write_table(folder / "analysis/analysis_sequences_all_chunk_1_99.tsv.gz", PLAIN, rng.sample(rows, len(rows)))


def unannotated(folder: Path) -> None:
    """Genes of no annotation on many chromosomes, on two chromosomes and on both strands; ids beyond the basic plane."""
    write_gtf(folder, two_genes())
    rng = random.Random(15)
    chromosomes = (
        "2",
        "10",
        "1",
        "chr3",
        "22",
        "X",
        "chrY",
        "M",
        "chrMT",
        "GL000192.1",
        "chrUn_1",
        "KI270_" + ASTRAL,
        "KI270_" + REPLACEMENT,
        "HSCHR6",
    )
    rows = [
        call(
            rng,
            f"LOST_{(ASTRAL, REPLACEMENT, '', 'a', 'A')[i % 5]}",
            position,
            "TP" if position % 50 == 0 else "TN",
            chrom=chrom,
            strand="+-"[i % 2],
        )
        for i, chrom in enumerate(chromosomes * 2)
        for position in range(0, 1000, 50 if i % 3 else 10)
    ]
    rows += [
        call(rng, "TWICE", 20 * i, "TN", strand=strand, chrom=chrom)
        for i in range(60)
        for strand in "+-"
        for chrom in ("5", "chr5", "7")
        if not (chrom == "chr5" and strand == "+")
    ]  # same place, same hash: the choice is by chromosome, then strand
    rows += [call(rng, "TWICE", 20 * i, "FP", strand="-", chrom="7") for i in (3, 40, 41, 42)]
    rows = [
        row
        for i, row in enumerate(rows)
        if row["chrom"] != "chr5" or row["gene_id"] != "TWICE" or i % 2 == 0 or row["pred_type"] != "TN"
    ]
    for errors in range(1, 9):  # one place on two strands of two chromosomes, of which the rule takes one to four
        rows += [call(rng, f"CUT{errors}", 5, "TN", strand=strand, chrom=chrom) for strand in "+-" for chrom in ("5", "7")]
        rows += [call(rng, f"CUT{errors}", 1000 + i, "FP", chrom="6") for i in range(errors)]
    rows += [call(rng, "PLUS", i, rng.choice(("TP", "TN"))) for i in range(0, 2000, 40)]
    rows += [
        call(rng, "STRANDLESS", 3, "TP", strand=""),
        call(rng, "STRANDLESS", 3, "TP", strand="NA"),
        call(rng, "STRANDLESS", 3, "TP", strand="+"),
    ]
    distinct = {(r["gene_id"], r["chrom"].removeprefix("chr"), r["position"], r["strand"], r["pred_type"]): r for r in rows}
    write_table(
        folder / "analysis/analysis_sequences_all_chunk_1_50.tsv", PLAIN, rng.sample(list(distinct.values()), len(distinct))
    )


def sampling(folder: Path) -> None:
    """Genes at the borders of the rule: one row, no error, nothing easy, the threshold itself, the window's last base."""
    names = [f"G{i:03}" for i in range(60)]
    write_gtf(
        folder,
        [
            line
            for i, name in enumerate(names)
            for line in (
                gene(
                    "7",
                    10_000 * i + 1,
                    10_000 * i + 9_000,
                    "+-"[i % 2],
                    name,
                    gene_biotype=("protein_coding", "lncRNA", "snRNA")[i % 3],
                    gene_name=f"Name{i % 7}",
                ),
                *transcript(
                    "7",
                    "+-"[i % 2],
                    name,
                    f"T{i}",
                    [(10_000 * i + 1, 10_000 * i + 800), (10_000 * i + 8_000, 10_000 * i + 9_000)],
                ),
            )
        ],
    )
    rng = random.Random(16)
    rows = []
    for i, name in enumerate(names):
        at = lambda position, pred_type, **cells: rows.append(
            call(rng, name, position, pred_type, chrom="chr7", strand="+-"[i % 2], **cells)
        )
        errors = (0, 1, 2, 5)[i % 4]
        spots = sorted(rng.sample(range(200, 8_000), errors))
        if i < 2:
            at(0, ("TN", "TP")[i])
            continue
        for spot in spots:
            at(spot, rng.choice(("TP", "FP", "FN")))
        taken = set(spots)
        borders = [spot + step for spot in spots for step in (-76, -75, -74, -1, 1, 74, 75, 76)] if i % 3 else []
        for position in [*borders, *rng.sample(range(9_000), (0, 3, 40, 120)[(i // 2) % 4])]:
            if position not in taken:
                taken.add(position)
                hard = rng.choice(
                    (
                        dict(donor_score="0.15"),
                        dict(acceptor_score="0.15"),
                        dict(donor_score="0.1499999999999999944"),
                        dict(donor_score="0.14999999"),
                        {},
                        {},
                        {},
                        {},
                        {},
                        {},
                    )
                )
                at(position, "TN", **hard)
        for row in rng.sample(rows, 3):
            if row["gene_id"] == name:
                rows.append(row | dict(sequence=window(rng, 30)))
    for i, part in enumerate(scattered(rng, rows, 4)):
        write_table(folder / f"analysis/analysis_sequences_chr7_chunk_{i}_{i}.tsv", rng.sample(PLAIN, len(PLAIN)), part)


def extremes(folder: Path) -> None:
    """Positions as long as a long, windows as wide as they may be, a gene at the end of the coordinates."""
    far = 2_147_480_000
    write_gtf(
        folder,
        [
            gene("1", far, far + 3_000, "-", "FAR"),
            *transcript("1", "-", "FAR", "F1", [(far, far + 3_000)]),
            gene("1", 1, 5_000_000_000, "+", "WIDE"),
            *transcript("1", "+", "WIDE", "W1", [(1, 10), (4_999_999_000, 5_000_000_000)]),
        ],
    )
    rng = random.Random(17)
    top = 2**63 - 1
    spots = dict(
        FAR=("1", "-", (0, 1, 1_000, 2_999, 3_000)),
        WIDE=("1", "+", (0, 2**31 - 1, 2**31, 2**32, 4_999_999_999)),
        LOST=("1", "+", (0, 40, 2**31, 2**53 + 1, top - 76, top - 75, top - 1, top)),
    )
    rows = [
        call(rng, owner, position, "FP" if position == positions[-1] else "TN", chrom=chrom, strand=strand)
        for owner, (chrom, strand, positions) in spots.items()
        for position in positions
    ]
    windows = ("A" * 65_535, "ac" * 32_767, window(rng, 65_535), "N" * 65_535, "A" * 65_536, "T" * 40_000)
    rows += [call(rng, "WIDE", 100 + i, "TP", chrom="1", sequence=sequence) for i, sequence in enumerate(windows)]
    write_table(folder / "analysis/analysis_sequences_1_chunk_1_3.tsv", PLAIN, rows)


def versions(folder: Path) -> None:
    """Identifiers with versions, remap suffixes and PAR_Y, written otherwise in each input."""
    plus, minus, odd = "ENSG00000000001.5_2", "ENSG00000000002.11", "ENSG00000000003.7_PAR_Y"
    write_gtf(
        folder,
        [
            *two_genes(plus, minus),
            gene("Y", 1, 900, "+", odd, gene_name="P.1"),
            *transcript("Y", "+", odd, "ENST00000000009.2_PAR_Y", [(1, 100), (800, 900)]),
            gene("5", 1, 900, "+", "AC0001.9"),
            *transcript("5", "+", "AC0001.9", "noversion", [(1, 100), (800, 900)]),
        ],
    )
    write_sites(
        folder,
        [
            ("22", "", "", str(p), "+", "donor", g, "")
            for p, g in (
                (1100, plus),
                (1200, "ENSG00000000001.9"),
                (1300, "ENSG00000000001"),
                (1400, "ENSG00000000002"),
                (50, odd),
            )
        ],
    )
    rng = random.Random(18)
    rows = [
        call(rng, written, 30 * i + j, rng.choice(("TP", "TN", "TN")), chrom=chrom, strand=strand, transcript_id=tx)
        for i in range(25)
        for j, (written, chrom, strand, tx) in enumerate(
            (
                (plus, "22", "+", "TX1"),
                ("ENSG00000000001.6", "22", "+", "TX2.3"),
                ("ENSG00000000002", "22", "-", "TX3.1_4"),
                (minus, "22", "-", ""),
                (odd, "Y", "+", "ENST00000000009.3_PAR_Y"),
                ("ENSG00000000003_PAR_Y", "Y", "+", "ENST00000000009_PAR_Y"),
                ("AC0001.1", "5", "+", "noversion"),
                ("NEW.1.2", "5", "+", ".5"),
                (".7", "5", "+", "T.x"),
            )
        )
    ]
    rows += [row | dict(gene_id="ENSG00000000001", sequence="ACGT") for row in rows[:40:9]]
    write_table(folder / "analysis/analysis_sequences_22_chunk_1_4.tsv", PLAIN, rows)


THEMES: dict[str, Callable[[Path], None]] = {
    theme.__name__.replace("_", "-"): theme
    for theme in (ties, ties_of_unequal_files, cells, places, unannotated, sampling, extremes, versions)
}
