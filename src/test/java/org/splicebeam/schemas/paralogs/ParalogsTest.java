package org.splicebeam.schemas.paralogs;

import static org.splicebeam.schemas.parts.Split.TEST;
import static org.splicebeam.schemas.parts.Split.TRAIN;
import static org.splicebeam.schemas.parts.Split.VALIDATION;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.CoderLaws;
import org.splicebeam.schemas.paralogs.ParalogPair.Places;

class ParalogsTest {
  private static Paralogs of(ParalogPair... pairs) {
    return new Paralogs(2, List.of(pairs), 0, 0, 0);
  }

  @Test
  void itsCoderHoldsTheLaws() throws Exception {
    Places apart = new Places(TRAIN, TEST);
    CoderLaws.hold(
        Paralogs.class,
        List.of(
            of(),
            new Paralogs(3, List.of(), 0, 0, 0),
            new Paralogs(2, List.of(), 1, 0, 0),
            new Paralogs(2, List.of(), 0, 1, 0),
            new Paralogs(2, List.of(), 0, 0, 1),
            of(new ParalogPair("A", "B", 9, 10, 8, apart, apart)),
            of(new ParalogPair("B", "A", 9, 10, 8, apart, apart)),
            of(new ParalogPair("A", "B", 10, 9, 8, apart, apart)),
            of(new ParalogPair("A", "B", 9, 10, 9, apart, apart)),
            of(new ParalogPair("A", "B", 9, 10, 8, apart, new Places(TRAIN, null))),
            of(new ParalogPair("A", "B", 9, 10, 8, new Places(VALIDATION, TEST), apart)),
            of(
                new ParalogPair("A", "B", 9, 10, 8, apart, apart),
                new ParalogPair("A", "C", 9, 10, 8, apart, new Places(null, null)))));
  }
}
