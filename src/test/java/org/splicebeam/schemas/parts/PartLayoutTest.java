package org.splicebeam.schemas.parts;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.CoderLaws;

class PartLayoutTest {
  private static final PartLayout SPLIT = PartLayout.ofSplits(2, 1, 1);

  private static List<String> paths(PartLayout layout) {
    return layout.names().stream().map(PartName::path).toList();
  }

  @Test
  void partsAreNumberedWithinTheirSplit() {
    assertThat(
        paths(SPLIT),
        is(
            List.of(
                "master/train/part-00000.parquet",
                "master/train/part-00001.parquet",
                "master/validation/part-00000.parquet",
                "master/test/part-00000.parquet")));
    assertThat(
        paths(PartLayout.undivided(2)),
        is(List.of("master/part-00000.parquet", "master/part-00001.parquet")));
    assertThat(paths(PartLayout.NONE), is(List.of()));
  }

  @Test
  void namesBeyondFiveDigitsAreWhole() {
    assertThat(PartLayout.undivided(100_001).name(100_000), is(new PartName(null, 100_000)));
    assertThat(new PartName(Split.TEST, 100_000).path(), is("master/test/part-100000.parquet"));
    assertThat(
        PartName.ofPath("master/test/part-100000.parquet"),
        is(Optional.of(new PartName(Split.TEST, 100_000))));
  }

  @Test
  void aPartHasOneNumberAndANumberOnePart() {
    PartLayout both = new PartLayout(3, 2, 1, 4);
    for (int part = 0; part < both.parts(); part++) {
      assertThat(both.numberOf(both.name(part)), is(part));
    }
    assertThat(both.numberOf(new PartName(Split.VALIDATION, 1)), is(-1));
    assertThat(SPLIT.numberOf(new PartName(null, 0)), is(-1));
    assertThat(SPLIT.numberOf(new PartName(Split.TEST, 0)), is(3));
  }

  @Test
  void otherNamesAreNoParts() {
    for (String other :
        List.of(
            "master/part-0000.parquet",
            "master/part-000000.parquet",
            "master/part-1000000000.parquet",
            "master/other/part-00000.parquet",
            "master/TRAIN/part-00000.parquet",
            "master/train/train/part-00000.parquet",
            "master//part-00000.parquet",
            "master/part-00000.parquet.bak",
            "part-00000.parquet",
            "")) {
      assertThat(other, PartName.ofPath(other), is(Optional.empty()));
    }
  }

  @Test
  void aLayoutIsThatOfItsPaths() {
    assertThat(PartLayout.ofPaths(paths(SPLIT)), is(SPLIT));
    assertThat(PartLayout.ofPaths(List.of("notes.txt", "")), is(PartLayout.NONE));
  }

  @Test
  void whatMayStandIsWhatEitherLayoutHas() {
    assertThat(
        PartLayout.undivided(5).and(SPLIT).and(PartLayout.ofSplits(1, 3, 1)),
        is(new PartLayout(5, 2, 3, 1)));
  }

  @Test
  void splitsOfGenesComeBack() throws Exception {
    GeneSplits none = new GeneSplits(Map.of(), Map.of(), Set.of());
    GeneSplits two = new GeneSplits(Map.of("A", "A", "B", "A"), Map.of("A", Split.TEST), Set.of());
    CoderLaws.hold(
        GeneSplits.class,
        List.of(none, two, two.without(Set.of("B")), two.moved(Map.of("A", Split.TRAIN))));
  }
}
