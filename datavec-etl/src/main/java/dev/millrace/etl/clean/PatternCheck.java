package dev.millrace.etl.clean;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.feature.Column;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.duck.DuckErrors;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A pattern has to mean the same to DuckDB, which cleans, and to Java, which serves. */
final class PatternCheck {
  private PatternCheck() {}

  static void require(Connection connection, List<Column> columns) {
    for (Column column : columns) {
      String pattern = column.pattern();
      if (pattern != null) {
        require(connection, column, pattern);
      }
    }
  }

  private static void require(Connection connection, Column column, String pattern) {
    try {
      Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw fault(column, "is not a regular expression: " + e.getDescription(), e);
    }
    String match = "SELECT regexp_full_match('', " + Duck.literal(pattern) + ")";
    try (PreparedStatement statement = connection.prepareStatement(match)) {
      statement.executeQuery().close();
    } catch (SQLException e) {
      throw fault(column, "is not in RE2 syntax: " + DuckErrors.message(e), e);
    }
  }

  private static MillraceException fault(Column column, String what, Exception cause) {
    return new MillraceException(
        ErrorCode.RECIPE_INVALID,
        String.format("Column '%s': '%s' %s.", column.name(), column.pattern(), what),
        "Correct its 'pattern'.",
        cause);
  }
}
