package dev.millrace.etl.clean;

import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.error.Problem;
import dev.millrace.etl.clean.CleanReport.RuleCount;
import dev.millrace.etl.clean.TablesReport.TableReport;
import dev.millrace.etl.table.Reference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds the reports of several tables against their policies; all that fail are named. */
final class TablesEnforcement {
  private final Map<String, MillraceException> failures = new LinkedHashMap<>();

  /** Tables whose keys were sought in vain by rows of tables that fail. */
  private final Set<String> sought = new LinkedHashSet<>();

  TablesEnforcement(TablesReport report, List<TableRules> tables) {
    Map<String, TableRules> rules =
        tables.stream().collect(Collectors.toMap(r -> r.contract().name(), r -> r));
    for (TableReport table : report.tables()) {
      TableRules of = rules.get(table.table());
      if (of == null) {
        throw new IllegalArgumentException("no rules for the table '" + table.table() + "'");
      }
      new Enforcement(table.clean(), of.policy(), rule -> isOptional(rule, of))
          .failure()
          .ifPresent(failure -> fail(table, of, failure));
    }
  }

  private void fail(TableReport table, TableRules rules, MillraceException failure) {
    failures.put(table.table(), failure);
    for (Reference reference : rules.contract().references()) {
      boolean inVain =
          table.clean().rules().stream()
              .anyMatch(
                  rule ->
                      RowRules.isNoPartner(rule.rule())
                          && rule.column().equals(reference.column()));
      if (inVain && reference.required()) {
        sought.add(reference.table());
      }
    }
  }

  /** A reference that is not required may lead nowhere. */
  private static boolean isOptional(RuleCount rule, TableRules rules) {
    Set<String> optional =
        rules.contract().references().stream()
            .filter(reference -> !reference.required())
            .map(Reference::column)
            .collect(Collectors.toSet());
    return RowRules.isNoPartner(rule.rule()) && optional.contains(rule.column());
  }

  void run() {
    if (failures.isEmpty()) {
      return;
    }
    MillraceException first = failures.values().iterator().next();
    List<String> messages = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    failures.forEach(
        (table, failure) -> {
          messages.add("Table '" + table + "': " + failure.getMessage());
          failure.problems().forEach(problem -> problems.add(in(table, problem)));
        });
    throw new MillraceException(
        first.code(), String.join(" ", messages), first.hint() + aboutKeys(), problems);
  }

  private String aboutKeys() {
    return sought.stream()
        .map(table -> "clean." + table + ".key.text")
        .reduce((one, other) -> one + ", " + other)
        .map(steps -> " Identifiers meet as the steps of the key write them: " + steps + ".")
        .orElse("");
  }

  private static Problem in(String table, Problem problem) {
    return problem.place().isEmpty()
        ? new Problem(table, problem.message())
        : new Problem(table + "." + problem.place(), problem.message());
  }
}
