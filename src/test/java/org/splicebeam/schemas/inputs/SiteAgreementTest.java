package org.splicebeam.schemas.inputs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.CoderLaws;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.inputs.SiteAgreement.Count;
import org.splicebeam.schemas.inputs.SiteAgreement.StrayRow;

class SiteAgreementTest {
  private static SiteAgreement of(long[] rows, long[] agreeing, StrayRow... strays) {
    List<Count> counts = new ArrayList<>();
    for (int kind = 0; kind < rows.length; kind++) {
      String of = SiteAgreement.NONE.counts().get(kind).of();
      counts.add(new Count(of, rows[kind], agreeing[kind], agreeing[kind] / 2));
    }
    return new SiteAgreement(counts, List.of(strays));
  }

  private static StrayRow stray(String gene, long position) {
    return new StrayRow(gene, position, "TP donor", position, null);
  }

  @Test
  void eachTypeAndStrandIsAKindOfItsOwn() {
    assertThat(
        Stream.of(
                SiteAgreement.kindOf(true, Strand.FORWARD),
                SiteAgreement.kindOf(true, Strand.REVERSE),
                SiteAgreement.kindOf(false, Strand.FORWARD),
                SiteAgreement.kindOf(false, Strand.REVERSE))
            .map(kind -> SiteAgreement.NONE.counts().get(kind).of())
            .toList(),
        is(List.of("donors on +", "donors on -", "acceptors on +", "acceptors on -")));
  }

  @Test
  void theKindOfTheSmallestShareIsJudged() {
    SiteAgreement agreement = of(new long[] {20, 19, 40, 21}, new long[] {20, 0, 30, 14});
    assertThat(agreement.least().of(), is("acceptors on -"));
    assertThat(agreement.all(), is(new Count("all", 100, 64, 32)));
    assertThat(agreement.isJudged(), is(true));
  }

  @Test
  void allRowsAreJudgedWhereNoKindHasEnough() {
    SiteAgreement few = of(new long[] {19, 19, 19, 0}, new long[] {0, 19, 19, 0});
    assertThat(few.least(), is(few.all()));
    assertThat(few.isJudged(), is(true));
    assertThat(of(new long[] {49, 0, 0, 0}, new long[4]).isJudged(), is(false));
    assertThat(SiteAgreement.NONE.least().share(), is(1.0));
  }

  @Test
  void piecesAddUpInAnyOrder() {
    SiteAgreement a =
        of(new long[] {1, 2, 3, 4}, new long[] {0, 2, 2, 4}, stray("A", 9), stray("C", 1));
    SiteAgreement b =
        of(new long[] {5, 0, 0, 1}, new long[] {4, 0, 0, 0}, stray("A", 10), stray("B", 7));
    SiteAgreement sum =
        new SiteAgreement(
            List.of(
                new Count("donors on +", 6, 4, 2),
                new Count("donors on -", 2, 2, 1),
                new Count("acceptors on +", 3, 2, 1),
                new Count("acceptors on -", 5, 4, 2)),
            List.of(stray("A", 9), stray("A", 10), stray("B", 7)));
    assertThat(a.plus(b), is(sum));
    assertThat(b.plus(a), is(sum));
    assertThat(sum.plus(SiteAgreement.NONE), is(sum));
  }

  @Test
  void sharesAreNotRoundedUpToALimit() {
    assertThat(SiteAgreement.percent(0.49999), is("49.9 %"));
    assertThat(SiteAgreement.percent(0.5), is("50.0 %"));
    assertThat(SiteAgreement.percent(1), is("100.0 %"));
  }

  @Test
  void coderHoldsItsLaws() throws Exception {
    CoderLaws.hold(
        SiteAgreement.class,
        List.of(
            SiteAgreement.NONE,
            of(new long[] {1, 0, 0, 0}, new long[4]),
            of(new long[] {1, 0, 0, 0}, new long[4], stray("A", -1)),
            of(new long[] {1, 0, 0, 0}, new long[4], stray("A", 1)),
            of(new long[] {1, 0, 0, 0}, new long[4], new StrayRow("A", 1, "TP donor", 1, 0L)),
            of(new long[] {1, 0, 0, 0}, new long[4], new StrayRow("A", 1, "FN donor", 1, 0L))));
  }
}
