package org.splicebeam.transforms.reject;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.reject.HandMadeReject;
import org.splicebeam.schemas.reject.Reject;

class RejectFileTest {
  private static Reject reject(
      long offset, long line, Reject.Reason reason, String detail, String start) {
    return HandMadeReject.of(Reject.Input.ANALYSIS, "a b.tsv")
        .at(offset, line)
        .because(reason, detail)
        .saying(start)
        .build();
  }

  private static String written(Reject... rejects) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(RejectFile.write(List.of(rejects), out), is((long) rejects.length));
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void linesStandInFileOrder() throws IOException {
    assertThat(
        written(
            reject(200, 12, Reject.Reason.COLUMN_COUNT, "", "c"),
            reject(9, -1, Reject.Reason.MISSING_VALUE, "gene_id", ""),
            reject(9, -1, Reject.Reason.COLUMN_COUNT, "b", "b"),
            reject(9, -1, Reject.Reason.COLUMN_COUNT, "a", "a")),
        is(
            """
            file\tbyte_offset\tline\treason\tdetail\trow_start
            a b.tsv\t9\tNA\tCOLUMN_COUNT\ta\ta
            a b.tsv\t9\tNA\tCOLUMN_COUNT\tb\tb
            a b.tsv\t9\tNA\tMISSING_VALUE\tgene_id\t
            a b.tsv\t200\t12\tCOLUMN_COUNT\t\tc
            """));
  }

  @Test
  void noInputBreaksTheTableOrATerminal() throws IOException {
    assertThat(
        written(reject(0, 2, Reject.Reason.BAD_VALUE, "note: \u001b[2J", "a\tb\\\r\u0000\u009b")),
        is(
            "file\tbyte_offset\tline\treason\tdetail\trow_start\n"
                + "a b.tsv\t0\t2\tBAD_VALUE\tnote: \\u001b[2J\ta\\tb\\\\\\u000d\\u0000\\u009b\n"));
    assertThat(RejectFile.cell("\u00b5 \uD83E\uDDEC \"'"), is("\u00b5 \uD83E\uDDEC \"'"));
  }

  @Test
  void noCellWorksInASpreadsheet() throws IOException {
    assertThat(
        written(
            reject(0, 2, Reject.Reason.BAD_VALUE, "=1+1", "\"=cmd()"),
            reject(9, 3, Reject.Reason.BAD_VALUE, "@a", "-1.5\tTP"),
            reject(20, 4, Reject.Reason.BAD_VALUE, "'+1", "\t=2"),
            reject(29, 5, Reject.Reason.BAD_VALUE, "-1.5", "a \"b\"")),
        is(
            "file\tbyte_offset\tline\treason\tdetail\trow_start\n"
                + "a b.tsv\t0\t2\tBAD_VALUE\t'=1+1\t\\\"=cmd()\n"
                + "a b.tsv\t9\t3\tBAD_VALUE\t'@a\t'-1.5\\tTP\n"
                + "a b.tsv\t20\t4\tBAD_VALUE\t''+1\t\\t=2\n"
                + "a b.tsv\t29\t5\tBAD_VALUE\t-1.5\ta \"b\"\n"));
  }
}
