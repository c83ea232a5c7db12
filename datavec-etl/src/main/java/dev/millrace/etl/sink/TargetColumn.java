package dev.millrace.etl.sink;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.etl.jdbc.DatabaseErrors;
import dev.millrace.etl.jdbc.DatabaseTypes;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A column of the table that scores are written into.
 *
 * @param name as the database spells it
 * @param type of {@link Types}
 * @param typeName the database's own word for it
 */
record TargetColumn(String name, int type, String typeName) {
  boolean isZoned() {
    return DatabaseTypes.isZoned(type, typeName);
  }

  /**
   * The value of a key that a person or a landed table spells so.
   *
   * @throws dev.millrace.contract.error.MillraceException {@code WRITE_REFUSED} where the column
   *     can have no such value
   */
  Object key(String text, DatabaseErrors errors) {
    try {
      return switch (type) {
        case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT ->
            new BigDecimal(text.strip()).longValueExact();
        case Types.NUMERIC, Types.DECIMAL -> new BigDecimal(text.strip());
        case Types.CHAR, Types.NCHAR ->
            text.stripTrailing(); // padded when read, not when asked for
        default -> text;
      };
    } catch (ArithmeticException | NumberFormatException e) {
      throw errors.error(
          ErrorCode.WRITE_REFUSED,
          "expected keys of type "
              + typeName
              + " for column '"
              + name
              + "', but found '"
              + text
              + "'.",
          "Name the column that holds the keys of the scores.");
    }
  }

  /** Puts a key into a statement. */
  void setKey(PreparedStatement statement, int index, Object key) throws SQLException {
    if (key instanceof String && type == Types.OTHER) {
      statement.setObject(index, key, Types.OTHER); // PostgreSQL's uuid and enumerations
    } else {
      statement.setObject(index, key);
    }
  }

  void setText(PreparedStatement statement, int index, @Nullable String text) throws SQLException {
    if (text == null) {
      statement.setNull(index, type);
    } else if (type == Types.OTHER) {
      statement.setObject(index, text, Types.OTHER);
    } else {
      statement.setString(index, text);
    }
  }

  /** A moment in the column's own type, in UTC where that has no zone. */
  void setMoment(PreparedStatement statement, int index, Instant moment) throws SQLException {
    if (isZoned()) {
      statement.setObject(index, moment.atOffset(ZoneOffset.UTC));
    } else if (type == Types.TIMESTAMP) {
      statement.setObject(index, LocalDateTime.ofInstant(moment, ZoneOffset.UTC));
    } else if (type == Types.DATE) {
      statement.setObject(index, LocalDate.ofInstant(moment, ZoneOffset.UTC));
    } else {
      statement.setString(index, moment.toString());
    }
  }
}
