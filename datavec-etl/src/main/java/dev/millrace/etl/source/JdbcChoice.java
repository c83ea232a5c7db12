package dev.millrace.etl.source;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.error.Problem;
import dev.millrace.contract.error.Suggestions;
import dev.millrace.etl.jdbc.DatabaseErrors;
import dev.millrace.etl.jdbc.DatabaseNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the columns that a source asks for among those of its table; says all that are missing. */
final class JdbcChoice {
  private final SourceSpec.Jdbc spec;
  private final List<JdbcColumn> all;
  private final DatabaseNames names;
  private final DatabaseErrors errors;

  private JdbcChoice(
      SourceSpec.Jdbc spec, List<JdbcColumn> all, DatabaseNames names, DatabaseErrors errors) {
    this.spec = spec;
    this.all = all;
    this.names = names;
    this.errors = errors;
  }

  /**
   * The columns to read, under the names that they land with: as the recipe writes them, where it
   * does.
   *
   * @param all of the table, in its order
   */
  static List<JdbcColumn> of(
      SourceSpec.Jdbc spec, List<JdbcColumn> all, DatabaseNames names, DatabaseErrors errors) {
    JdbcChoice choice = new JdbcChoice(spec, all, names, errors);
    List<JdbcColumn> chosen = choice.chosen();
    choice.requireText(chosen);
    choice.requireOrder(chosen);
    return chosen;
  }

  private List<JdbcColumn> chosen() {
    Map<String, JdbcColumn> wanted = wanted();
    if (!spec.columns().isEmpty()) {
      return List.copyOf(wanted.values());
    }
    Map<String, String> written = new LinkedHashMap<>();
    wanted.forEach((name, column) -> written.put(column.label(), name));
    List<JdbcColumn> read = all.stream().filter(c -> !isLeftOut(c, written)).toList();
    List<String> given =
        read.stream().map(c -> written.getOrDefault(c.label(), names.shown(c.label()))).toList();
    List<String> distinct = ColumnNames.distinct(given);
    List<JdbcColumn> chosen = new ArrayList<>();
    for (int i = 0; i < read.size(); i++) {
      chosen.add(read.get(i).named(distinct.get(i)));
    }
    return chosen;
  }

  private boolean isLeftOut(JdbcColumn column, Map<String, String> written) {
    return !written.containsKey(column.label())
        && spec.without().stream()
            .anyMatch(name -> names.meant(name, List.of(column.label())).isPresent());
  }

  /** The columns that the recipe names, by the recipe's names. */
  private Map<String, JdbcColumn> wanted() {
    Map<String, String> roles = new LinkedHashMap<>();
    spec.columns().forEach(name -> roles.putIfAbsent(name, "columns"));
    spec.key().forEach(name -> roles.putIfAbsent(name, "key"));
    if (spec.watermark() != null) {
      roles.putIfAbsent(spec.watermark(), "watermark");
    }
    List<String> labels = all.stream().map(JdbcColumn::label).toList();
    List<String> shown = labels.stream().map(names::shown).toList();
    Map<String, JdbcColumn> wanted = new LinkedHashMap<>();
    List<Problem> problems = new ArrayList<>();
    roles.forEach(
        (name, role) ->
            names
                .meant(name, labels)
                .ifPresentOrElse(
                    label -> wanted.put(name, all.get(labels.indexOf(label)).named(name)),
                    () ->
                        problems.add(
                            new Problem(
                                role,
                                "there is no column '"
                                    + name
                                    + "'."
                                    + Suggestions.didYouMean(name, shown)))));
    if (!problems.isEmpty()) {
      throw missing(problems, shown);
    }
    return wanted;
  }

  private MillraceException missing(List<Problem> problems, List<String> there) {
    String source = "Source '" + spec.name() + "'";
    return new MillraceException(
        ErrorCode.COLUMN_NOT_FOUND,
        problems.size() == 1
            ? source + ", " + problems.get(0)
            : source + " lacks " + problems.size() + " columns that the recipe names.",
        "It has: " + String.join(", ", there) + ".",
        problems.size() == 1 ? List.of() : problems);
  }

  private void requireText(List<JdbcColumn> chosen) {
    for (JdbcColumn column : chosen) {
      if (column.kind() == JdbcKind.BINARY) {
        throw errors.error(
            ErrorCode.SOURCE_UNREADABLE,
            "expected values with a text, but column '"
                + column.name()
                + "' holds "
                + column.typeName()
                + ".",
            "Leave it out: name the columns to read in 'columns'.");
      }
    }
  }

  private void requireOrder(List<JdbcColumn> chosen) {
    for (JdbcColumn column : chosen) {
      if (column.name().equals(spec.watermark()) && column.kind() == JdbcKind.BOOLEAN) {
        throw errors.error(
            ErrorCode.SOURCE_UNREADABLE,
            "expected a watermark that grows, but column '" + column.name() + "' is true or false.",
            "Name a column with the time or number of the last change.");
      }
    }
  }
}
