package org.splicebeam.transforms.annotation;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.schemas.genome.HandMadeAnnotationTally;
import org.splicebeam.schemas.reject.HandMadeReject;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.schemas.reject.Reject.Input;
import org.splicebeam.schemas.reject.Reject.Reason;

class TellLossesTest {
  private static final AnnotationTally WHOLE =
      HandMadeAnnotationTally.lines(Input.ANNOTATION, 9).blank(1).used(8).exons(5).build();

  private static Reject line(Input input, String file, long number, Reason reason, String detail) {
    return HandMadeReject.of(input, file).at(10 * number, number).because(reason, detail).build();
  }

  @Test
  void whereNothingIsLostNothingIsTold() {
    assertThat(TellLosses.lines(List.of(WHOLE), true), empty());
    assertThat(TellLosses.lines(List.of(), true), empty());
    AnnotationTally sites =
        HandMadeAnnotationTally.lines(Input.SPLICE_SITES, 3).blank(1).used(2).build();
    assertThat(TellLosses.lines(List.of(sites, WHOLE), true), empty());
  }

  @Test
  void unusedLinesAreOneLineForEachInputTheCommonestReasonFirst() {
    AnnotationTally lost =
        HandMadeAnnotationTally.lines(Input.ANNOTATION, 30)
            .used(26)
            .unused(1, line(Input.ANNOTATION, "a.gtf", 7, Reason.MISSING_ID, "no gene_id"))
            .unused(3, line(Input.ANNOTATION, "a.gtf", 9, Reason.COLUMN_COUNT, "8 fields"))
            .build();
    AnnotationTally elsewhere =
        AnnotationTally.usedToUnused(
            line(Input.ANNOTATION, "a.gtf", 4, Reason.OTHER_PLACE, "gene G is elsewhere"), 3);
    AnnotationTally sites =
        HandMadeAnnotationTally.lines(Input.SPLICE_SITES, 3)
            .blank(1)
            .used(1)
            .unused(line(Input.SPLICE_SITES, "s.tsv", 2, Reason.BAD_VALUE, "position x"))
            .build();
    assertThat(
        TellLosses.lines(List.of(sites, elsewhere, WHOLE, lost), true),
        is(
            List.of(
                "  7 of 39 annotation lines are not used (3 COLUMN_COUNT, 3 OTHER_PLACE,"
                    + " 1 MISSING_ID), the first: a.gtf, line 4: gene G is elsewhere; see"
                    + " rejected/annotation*.tsv",
                "  1 of 3 splice site lines are not used (1 BAD_VALUE), the first: s.tsv, line 2:"
                    + " position x; see rejected/splice_sites*.tsv")));
    assertThat(
        TellLosses.lines(List.of(sites), false),
        is(
            List.of(
                "  1 of 3 splice site lines are not used (1 BAD_VALUE), the first: s.tsv, line 2:"
                    + " position x")));
  }

  @Test
  void valuesThatAreNoUtf8AreTold() {
    AnnotationTally latin =
        HandMadeAnnotationTally.lines(Input.ANNOTATION, 1)
            .used(1)
            .unreadable(
                2, line(Input.ANNOTATION, "a.gtf", 1, Reason.BAD_VALUE, "gene_name is no UTF-8"))
            .build();
    assertThat(
        TellLosses.lines(List.of(WHOLE, latin), true),
        is(
            List.of(
                "  2 names, types or tags are null, because they are no UTF-8, the first: a.gtf,"
                    + " line 1: gene_name is no UTF-8")));
  }

  @Test
  void exonsThatAreNotThereAreTold() {
    AnnotationTally genes = HandMadeAnnotationTally.lines(Input.ANNOTATION, 2).used(2).build();
    assertThat(
        TellLosses.lines(List.of(genes), true),
        is(
            List.of(
                "  annotation: no exon line, so no transcripts with exons and no splice sites")));
    AnnotationTally sites = HandMadeAnnotationTally.lines(Input.SPLICE_SITES, 2).used(2).build();
    assertThat(
        TellLosses.lines(List.of(genes, sites), true),
        is(List.of("  annotation: no exon line, so no transcripts with exons")));
  }
}
