package dev.millrace.etl.clean;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.error.Suggestions;
import dev.millrace.contract.feature.Target;
import dev.millrace.etl.duck.DuckErrors;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A target that cannot be learnt is an error of the recipe, found before any row is cleaned. */
final class TargetCheck {
  private static final int SHOWN = 10;

  private TargetCheck() {}

  /**
   * @param values SQL of each value, its rows, and whether it is the positive one
   */
  static void require(Connection connection, Target target, String values) {
    Map<String, Long> found = new LinkedHashMap<>();
    long positives = 0;
    long others = 0;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(values)) {
      while (rows.next()) {
        boolean positive = rows.getBoolean(3);
        positives += positive ? rows.getLong(2) : 0;
        others += positive ? 0 : rows.getLong(2);
        if (found.size() <= SHOWN) {
          found.put(rows.getString(1), rows.getLong(2));
        }
      }
    } catch (SQLException e) {
      throw DuckErrors.translate(e);
    }
    if (positives > 0 && others > 0) {
      return;
    }
    throw fault(target, found, positives);
  }

  private static MillraceException fault(Target target, Map<String, Long> values, long positives) {
    String name = "Target '" + target.column() + "'";
    if (values.isEmpty()) {
      return new MillraceException(
          ErrorCode.TARGET_INVALID,
          name + " is missing in every row.",
          "Name the column that holds the answer.");
    }
    if (positives > 0) {
      return new MillraceException(
          ErrorCode.TARGET_INVALID,
          name + " is '" + target.positive() + "' in all " + positives + " rows that have one.",
          "There is nothing to learn without the other answer: check the data.");
    }
    return new MillraceException(
        ErrorCode.TARGET_INVALID,
        name
            + ": no row has the positive value '"
            + target.positive()
            + "'; the column holds "
            + shown(values)
            + "."
            + Suggestions.didYouMean(target.positive(), values.keySet()),
        "Set 'positive' to the value that means yes.");
  }

  private static String shown(Map<String, Long> values) {
    List<String> first =
        values.entrySet().stream()
            .limit(SHOWN)
            .map(entry -> "'" + entry.getKey() + "' (" + entry.getValue() + ")")
            .toList();
    return first.stream().collect(Collectors.joining(", ")) + (values.size() > SHOWN ? ", …" : "");
  }
}
