package dev.millrace.etl.source;

import dev.millrace.etl.jdbc.DatabaseTypes;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What values of a database become; all but the last are DuckDB's words for its types. */
enum JdbcKind {
  BOOLEAN,
  INTEGER,
  BIGINT,
  HUGEINT,
  FLOAT,
  DOUBLE,
  DECIMAL,
  DATE,
  TIMESTAMP,
  TIMESTAMPTZ,
  VARCHAR,
  /** Bytes and the like, which have no text. */
  BINARY;

  private static final int MAX_PRECISION = 38;
  private static final Set<JdbcKind> EXACT =
      EnumSet.of(INTEGER, BIGINT, HUGEINT, DECIMAL, DATE, TIMESTAMP, TIMESTAMPTZ);

  /** Whether values compare alike in every database, to the last digit. */
  boolean isExact() {
    return EXACT.contains(this);
  }

  /** The kind of the column at a position from 1. */
  static JdbcKind of(ResultSetMetaData data, int index) throws SQLException {
    String typeName = String.valueOf(data.getColumnTypeName(index)).toLowerCase(Locale.ROOT);
    if (DatabaseTypes.isZoned(data.getColumnType(index), typeName)) {
      return TIMESTAMPTZ;
    }
    return switch (data.getColumnType(index)) {
      case Types.BOOLEAN -> BOOLEAN;
      case Types.BIT -> data.getPrecision(index) <= 1 ? BOOLEAN : VARCHAR;
      case Types.TINYINT, Types.SMALLINT -> INTEGER;
      case Types.INTEGER -> data.isSigned(index) ? INTEGER : BIGINT;
      case Types.BIGINT -> data.isSigned(index) ? BIGINT : HUGEINT;
      case Types.REAL -> FLOAT;
      case Types.FLOAT, Types.DOUBLE -> DOUBLE;
      case Types.NUMERIC, Types.DECIMAL -> isBounded(data, index) ? DECIMAL : DOUBLE;
      case Types.DATE -> DATE;
      case Types.TIMESTAMP -> TIMESTAMP;
      case Types.BINARY -> typeName.equals("uuid") ? VARCHAR : BINARY;
      case Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB, Types.REF, Types.DATALINK -> BINARY;
      default -> VARCHAR;
    };
  }

  /** Numbers without bounds have any number of digits; DuckDB's have 38 at most. */
  private static boolean isBounded(ResultSetMetaData data, int index) throws SQLException {
    int precision = data.getPrecision(index);
    int scale = data.getScale(index);
    return precision >= 1 && precision <= MAX_PRECISION && scale >= 0 && scale <= precision;
  }
}
