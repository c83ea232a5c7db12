package dev.millrace.etl.source;

import dev.millrace.etl.source.LandedTable.LandedColumn;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Set;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/**
 * A column of a database and how its values land.
 *
 * @param label as the database spells it
 * @param name under which it lands
 * @param precision digits of a {@code DECIMAL}
 * @param scale digits of a {@code DECIMAL} after the point
 * @param typeName the database's own word for its type
 */
record JdbcColumn(
    String label, String name, JdbcKind kind, int precision, int scale, String typeName) {

  /** What drivers give for PostgreSQL's {@code infinity}. */
  private static final Set<Object> NO_MOMENT =
      Set.of(
          LocalDate.MIN,
          LocalDate.MAX,
          LocalDateTime.MIN,
          LocalDateTime.MAX,
          OffsetDateTime.MIN,
          OffsetDateTime.MAX);

  /** The column at a position from 1. */
  static JdbcColumn of(ResultSetMetaData data, int index) throws SQLException {
    String label = data.getColumnLabel(index);
    return new JdbcColumn(
        label,
        label,
        JdbcKind.of(data, index),
        data.getPrecision(index),
        data.getScale(index),
        String.valueOf(data.getColumnTypeName(index)));
  }

  JdbcColumn named(String other) {
    return new JdbcColumn(label, other, kind, precision, scale, typeName);
  }

  LandedColumn landed() {
    String type =
        switch (kind) {
          case DECIMAL -> "DECIMAL(" + precision + "," + scale + ")";
          case TIMESTAMPTZ -> "TIMESTAMP WITH TIME ZONE";
          default -> kind.name();
        };
    return new LandedColumn(name, type);
  }

  /** The value at a position from 1; null where it is missing, no number or no moment. */
  @Nullable Object read(ResultSet row, int index) throws SQLException {
    Object value =
        switch (kind) {
          case BOOLEAN -> row.getBoolean(index);
          case INTEGER, BIGINT -> row.getLong(index);
          case HUGEINT, DECIMAL -> row.getObject(index);
          case FLOAT -> row.getFloat(index);
          case DOUBLE -> row.getDouble(index);
          case DATE -> row.getObject(index, LocalDate.class);
          case TIMESTAMP -> row.getObject(index, LocalDateTime.class);
          case TIMESTAMPTZ -> row.getObject(index, OffsetDateTime.class);
          case VARCHAR -> row.getString(index);
          case BINARY -> throw new IllegalStateException(typeName + " has no text");
        };
    if (value == null || row.wasNull() || NO_MOMENT.contains(value)) {
      return null;
    }
    return kind == JdbcKind.DECIMAL || kind == JdbcKind.HUGEINT ? decimal(value) : value;
  }

  /** A {@code numeric} of PostgreSQL may be no number, whatever its digits. */
  private @Nullable BigDecimal decimal(Object value) {
    if (value instanceof Double number && !Double.isFinite(number)) {
      return null;
    }
    BigDecimal exact =
        value instanceof BigDecimal given ? given : new BigDecimal(String.valueOf(value));
    return exact.setScale(kind == JdbcKind.DECIMAL ? scale : 0, RoundingMode.HALF_EVEN);
  }

  /** Adds a value of {@link #read} to a row. */
  void append(DuckDBAppender row, @Nullable Object value) throws SQLException {
    if (value == null) {
      row.appendNull();
      return;
    }
    switch (kind) {
      case BOOLEAN -> row.append((boolean) value);
      case INTEGER -> row.append(Math.toIntExact((long) value));
      case BIGINT -> row.append((long) value);
      case HUGEINT -> row.append(((BigDecimal) value).toBigIntegerExact());
      case FLOAT -> row.append((float) value);
      case DOUBLE -> row.append((double) value);
      case DECIMAL -> row.append((BigDecimal) value);
      case DATE -> row.append((LocalDate) value);
      case TIMESTAMP -> row.append((LocalDateTime) value);
      case TIMESTAMPTZ -> row.append((OffsetDateTime) value);
      default -> row.append((String) value);
    }
  }
}
