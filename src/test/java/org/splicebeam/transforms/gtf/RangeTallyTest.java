package org.splicebeam.transforms.gtf;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.CoderLaws;
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.schemas.genome.HandMadeAnnotationTally;
import org.splicebeam.schemas.reject.HandMadeReject;
import org.splicebeam.schemas.reject.Reject.Input;
import org.splicebeam.transforms.lines.LineRange;

class RangeTallyTest {

  @Test
  void talliesComeBackFromTheirCoder() throws Exception {
    LineRange whole = new LineRange("a.gtf", 7, 1, 0, Long.MAX_VALUE);
    LineRange rest = new LineRange("a.gtf", 7, 1, 3, Long.MAX_VALUE);
    AnnotationTally none = HandMadeAnnotationTally.lines(Input.ANNOTATION, 0).build();
    AnnotationTally some =
        HandMadeAnnotationTally.lines(Input.ANNOTATION, 10)
            .blank(1)
            .otherFeatures(2)
            .used(3)
            .unused(4, HandMadeReject.of(Input.ANNOTATION, "a.gtf").build())
            .build();
    CoderLaws.hold(
        RangeTally.class,
        List.of(
            new RangeTally(whole, none, 0, 0),
            new RangeTally(whole, some, 10, 0),
            new RangeTally(rest, some, 11, 0),
            new RangeTally(rest, some, 1L << 40, Long.MIN_VALUE)));
  }
}
