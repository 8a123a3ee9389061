"""A GTF of gen.py as GFF3 with GENCODE's habits: gff3_of_gtf.py GTF GFF3

Line for line, with all attributes; what a line is below stands in ID and Parent besides.
"""

import re
import sys

ATTRIBUTE = re.compile(r'(\w+) "([^"]*)"')
TYPES = {"five_prime_utr": "five_prime_UTR", "three_prime_utr": "three_prime_UTR"}


def attributes(feature: str, text: str) -> str:
    pairs = ATTRIBUTE.findall(text)
    has = dict(pairs)
    if feature == "gene":
        tie = f"ID={has['gene_id']}"
    elif feature == "transcript":
        tie = f"ID={has['transcript_id']};Parent={has['gene_id']}"
    else:
        tie = f"ID={feature}:{has['transcript_id']}:{has.get('exon_number', '')};Parent={has['transcript_id']}"
    return ";".join([tie, *(f"{key}={value}" for key, value in pairs)])


def main(gtf: str, gff3: str) -> None:
    with open(gtf, encoding="utf-8") as lines, open(gff3, "w", encoding="utf-8") as out:
        out.write("##gff-version 3\n")
        for line in lines:
            if not line.startswith("#"):
                *fields, text = line.rstrip("\n").split("\t")
                feature = fields[2]
                fields[2] = TYPES.get(feature, feature)
                out.write("\t".join([*fields, attributes(feature, text)]) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
