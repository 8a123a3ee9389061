package org.splicebeam.transforms.parquet;

import java.util.stream.Collectors;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.splicebeam.schemas.columns.Column;
import org.splicebeam.schemas.columns.Columns;

/** The Parquet types of the data set's columns. */
public final class ParquetSchema {
  private ParquetSchema() {}

  /** The message type {@code org.splicebeam.Site}: nullable columns optional, others required. */
  public static MessageType of(Columns columns) {
    return new MessageType(
        "org.splicebeam.Site",
        columns.all().stream().<Type>map(ParquetSchema::type).collect(Collectors.toList()));
  }

  private static PrimitiveType type(Column column) {
    Repetition repetition = column.nullable() ? Repetition.OPTIONAL : Repetition.REQUIRED;
    return switch (column.type()) {
      case INT -> Types.primitive(PrimitiveTypeName.INT32, repetition).named(column.name());
      case LONG -> Types.primitive(PrimitiveTypeName.INT64, repetition).named(column.name());
      case DOUBLE -> Types.primitive(PrimitiveTypeName.DOUBLE, repetition).named(column.name());
      case TEXT ->
          Types.primitive(PrimitiveTypeName.BINARY, repetition)
              .as(LogicalTypeAnnotation.stringType())
              .named(column.name());
      case COUNT ->
          Types.primitive(PrimitiveTypeName.INT32, repetition)
              .as(LogicalTypeAnnotation.intType(16, false))
              .named(column.name());
    };
  }
}
