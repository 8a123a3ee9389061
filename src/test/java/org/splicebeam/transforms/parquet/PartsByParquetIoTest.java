package org.splicebeam.transforms.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.io.parquet.ParquetIO;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.transforms.rows.MadeUpRows;

class PartsByParquetIoTest {
  private static String text(GenericRecord row) {
    StringBuilder text = new StringBuilder();
    for (int index = 0; index < MadeUpRows.COLUMNS.size(); index++) {
      text.append(row.get(index)).append('|');
    }
    return text.toString();
  }

  /** ParquetIO reads by the Avro schema in the footer, and finds k-mers by their aliases. */
  @Test
  void parquetIoReadsEveryValue(@TempDir Path folder) throws IOException {
    List<String> expected = new ArrayList<>();
    for (int part = 0; part < 2; part++) {
      MadeUpRows rows = new MadeUpRows(part, 40);
      try (OutputStream out = Files.newOutputStream(folder.resolve("part-" + part + ".parquet"));
          PartWriter writer =
              ParquetPartWriter.open(out, MadeUpRows.COLUMNS, PartCompression.ZSTD)) {
        writer.write(rows);
        writer.finish();
      }
      for (int row = 0; row < rows.size(); row++) {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < MadeUpRows.COLUMNS.size(); index++) {
          text.append(rows.value(index, row)).append('|');
        }
        expected.add(text.toString());
      }
    }
    TestPipeline p = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    PCollection<String> read =
        p.apply(
                "Read parts",
                ParquetIO.read(MadeUpRows.COLUMNS.avroSchema()).from(folder + "/part-*.parquet"))
            .apply(
                "Write as text",
                MapElements.into(TypeDescriptors.strings()).via(PartsByParquetIoTest::text));
    PAssert.that(read).containsInAnyOrder(expected);
    p.run().waitUntilFinish();
  }
}
