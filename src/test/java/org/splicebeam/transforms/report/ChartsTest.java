package org.splicebeam.transforms.report;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChartsTest {
  private static Figure figure(long value) {
    return Figure.count(value, "");
  }

  @Test
  void segmentsStandSideBySideAndWhatIsNothingIsNotDrawn() {
    List<Bars.Key> keys =
        List.of(new Bars.Key("tp", "TP"), new Bars.Key("fn", "FN"), new Bars.Key("tn", "TN"));
    assertThat(
        Bars.stacked(keys, List.of(figure(1), figure(0), figure(2)), 8),
        is(
            List.of(
                new Bars.Segment("tp", "0%", "12.5%", "TP: 1"),
                new Bars.Segment("tn", "12.5%", "25%", "TN: 2"))));
  }

  @Test
  void nothingOfNothingHasNoLength() {
    assertThat(Scale.percent(0, 0), is("0%"));
    assertThat(Scale.percent(1, 3), is("33.333%"));
    assertThat(Scale.percent(1, 1_000_000_000), is("0%"));
  }

  @Test
  void barsAreHigherWhereALineStandsAboveThem() {
    Bars.Row plain = new Bars.Row("a", figure(1), List.of());
    Bars.Row noted = new Bars.Row("a", "note", figure(1), List.of());
    assertThat(new Bars("t", "d", List.of(), List.of(plain, plain)).height(), is(80));
    assertThat(new Bars("t", "d", List.of(), List.of(plain, noted)).height(), is(112));
  }

  @Test
  void bandsOfAFlowAreTrueToScaleAndHaveRoomForTheirText() {
    Flow flow =
        Flow.of(
            "t",
            "d",
            figure(220),
            List.of(
                new Flow.Part("kept", "m", figure(200), "main"),
                new Flow.Part("rejected", "n", figure(20), "fn")));
    assertThat(
        flow.outcomes(),
        is(
            List.of(
                new Flow.Outcome(
                    new Flow.Part("kept", "m", figure(200), "main"),
                    Figure.share(figure(200), figure(220)),
                    "0",
                    "200",
                    "M0 0 C50 0 50 0 100 0 V200 C50 200 50 200 0 200 Z"),
                new Flow.Outcome(
                    new Flow.Part("rejected", "n", figure(20), "fn"),
                    Figure.share(figure(20), figure(220)),
                    "211",
                    "20",
                    "M0 200 C50 200 50 211 100 211 V231 C50 231 50 220 0 220 Z"))));
    assertThat(flow.height(), is(255));
  }

  @Test
  void theHighestUprightBarFillsTheHeightAndTheSmallestIsSeen() {
    List<Panels.Bar> bars =
        Panels.bars(
            List.of(
                new Panels.Value(figure(1000), "tp", "a"),
                new Panels.Value(figure(1), "tp", "b"),
                new Panels.Value(figure(0), "tp", "c"),
                new Panels.Value(figure(500), "tn", "d")),
            1000);
    assertThat(
        bars,
        is(
            List.of(
                new Panels.Bar("1.5%", "22%", "0", "96", "tp", figure(1000), "a"),
                new Panels.Bar("26.5%", "22%", "95", "1", "tp", figure(1), "b"),
                new Panels.Bar("51.5%", "22%", "96", "0", "tp", figure(0), "c"),
                new Panels.Bar("76.5%", "22%", "48", "48", "tn", figure(500), "d"))));
  }
}
