package dev.millrace.etl.feature;

import java.util.function.Function;
import java.util.stream.Collectors;

/** {@link Arithmetic} as SQL; what is not finite is missing. */
final class ExpressionSql {
  /** The column of a feature by its name. */
  private final Function<String, String> columns;

  ExpressionSql(Function<String, String> columns) {
    this.columns = columns;
  }

  String sql(Arithmetic meaning) {
    return finite(inner(meaning));
  }

  /** The product of two numbers. */
  String product(String left, String right) {
    return finite(columns.apply(left) + " * " + columns.apply(right));
  }

  private static String finite(String sql) {
    return "CASE WHEN isfinite(" + sql + ") THEN " + sql + " END";
  }

  private String inner(Arithmetic meaning) {
    if (meaning instanceof Arithmetic.Constant constant) {
      return "CAST(" + constant.value() + " AS DOUBLE)";
    }
    if (meaning instanceof Arithmetic.Negated negated) {
      return "(-" + inner(negated.value()) + ")";
    }
    if (meaning instanceof Arithmetic.Operation operation) {
      String right = inner(operation.right());
      return "("
          + inner(operation.left())
          + " "
          + operation.sign()
          + " "
          + (operation.sign().equals("/") ? "nullif(" + right + ", 0)" : right)
          + ")";
    }
    if (meaning instanceof Arithmetic.Call call) {
      return call(call);
    }
    return columns.apply(FeatureOrder.nameOf(meaning));
  }

  /** As in arithmetic, a missing argument makes the result missing. */
  private String call(Arithmetic.Call call) {
    String arguments = call.arguments().stream().map(this::inner).collect(Collectors.joining(", "));
    return switch (call.function()) {
      case "log1p" -> "CASE WHEN " + arguments + " > -1 THEN ln(1 + " + arguments + ") END";
      case "abs" -> "abs(" + arguments + ")";
      default ->
          "CASE WHEN "
              + call.arguments().stream()
                  .map(argument -> inner(argument) + " IS NOT NULL")
                  .collect(Collectors.joining(" AND "))
              + " THEN "
              + call.function()
              + "("
              + arguments
              + ") END";
    };
  }
}
