package org.splicebeam.pipeline.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;

/** A finished data set's folder, read without the product's code. */
public record BuiltDataset(Path folder) {

  /**
   * Every row of every part in order, its values by column: Integer, Long, Double, String, null.
   */
  public List<Map<String, Object>> rows() throws IOException {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (String name : bytesBelow("master").keySet()) {
      try (ParquetFileReader reader =
          ParquetFileReader.open(new LocalInputFile(folder.resolve("master").resolve(name)))) {
        MessageType schema = reader.getFileMetaData().getSchema();
        PageReadStore pages;
        while ((pages = reader.readNextRowGroup()) != null) {
          RecordReader<Group> records =
              new ColumnIOFactory()
                  .getColumnIO(schema)
                  .getRecordReader(pages, new GroupRecordConverter(schema));
          for (long i = 0; i < pages.getRowCount(); i++) {
            rows.add(row(schema, records.read()));
          }
        }
      }
    }
    return rows;
  }

  private static Map<String, Object> row(MessageType schema, Group group) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 0; i < schema.getFieldCount(); i++) {
      Object value = null;
      if (group.getFieldRepetitionCount(i) > 0) {
        value =
            switch (schema.getType(i).asPrimitiveType().getPrimitiveTypeName()) {
              case INT32 -> (Object) group.getInteger(i, 0);
              case INT64 -> group.getLong(i, 0);
              case DOUBLE -> group.getDouble(i, 0);
              default -> group.getString(i, 0);
            };
      }
      row.put(schema.getFieldName(i), value);
    }
    return row;
  }

  public String text(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  public JsonNode json(String name) throws IOException {
    return new ObjectMapper().readTree(text(name));
  }

  /** Files below a folder of the data set, as text with one char a byte, so that they compare. */
  public Map<String, String> bytesBelow(String name) throws IOException {
    Map<String, String> bytes = new TreeMap<>();
    Path below = folder.resolve(name);
    if (Files.isDirectory(below)) {
      try (Stream<Path> files = Files.walk(below)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          bytes.put(
              below.relativize(file).toString(),
              Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
    }
    return bytes;
  }

  /** Every file below the folder but those of the run. */
  public Map<String, String> reproducible() throws IOException {
    Map<String, String> bytes = bytesBelow("");
    bytes
        .keySet()
        .removeIf(
            name ->
                name.equals("run.json")
                    || name.equals("report.html")
                    || name.startsWith(".splicebeam"));
    return bytes;
  }

  /** The split of each gene by its rows. */
  Map<String, String> splits() throws IOException {
    Map<String, String> splits = new TreeMap<>();
    for (Map<String, Object> row : rows()) {
      splits.merge(
          (String) row.get("gene_id"),
          (String) row.get("split"),
          (a, b) -> a.equals(b) ? a : "two splits");
    }
    return splits;
  }
}
