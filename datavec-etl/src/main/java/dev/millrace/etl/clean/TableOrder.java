package dev.millrace.etl.clean;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.error.Suggestions;
import dev.millrace.etl.table.Reference;
import dev.millrace.etl.table.TableContract;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts tables that others refer to before those. */
final class TableOrder {
  private final Map<String, TableRules> tables = new LinkedHashMap<>();
  private final List<TableRules> ordered = new ArrayList<>();
  private final List<String> path = new ArrayList<>();

  private TableOrder(List<TableRules> tables) {
    tables.forEach(rules -> this.tables.put(rules.contract().name(), rules));
  }

  /**
   * In an order in which each table comes after those it refers to, and else as given.
   *
   * @throws MillraceException {@code RECIPE_INVALID} for a reference to no table, to a table
   *     without a key of one column, or in a circle
   */
  static List<TableRules> parentsFirst(List<TableRules> tables) {
    TableOrder order = new TableOrder(tables);
    tables.forEach(order::place);
    return List.copyOf(order.ordered);
  }

  private void place(TableRules rules) {
    TableContract contract = rules.contract();
    if (ordered.contains(rules)) {
      return;
    }
    if (path.contains(contract.name())) {
      throw circle(contract.name());
    }
    path.add(contract.name());
    for (Reference reference : contract.references()) {
      place(partner(contract, reference));
    }
    path.remove(path.size() - 1);
    ordered.add(rules);
  }

  private TableRules partner(TableContract contract, Reference reference) {
    TableRules partner = tables.get(reference.table());
    String what = "Table '" + contract.name() + "': its column '" + reference.column() + "' ";
    if (partner == null) {
      throw new MillraceException(
          ErrorCode.RECIPE_INVALID,
          what
              + ("refers to '" + reference.table() + "', which is no table.")
              + Suggestions.didYouMean(reference.table(), tables.keySet()),
          "The tables are: " + String.join(", ", tables.keySet()) + ".");
    }
    int columns = partner.contract().key().size();
    if (columns != 1) {
      throw new MillraceException(
          ErrorCode.RECIPE_INVALID,
          what
              + ("refers to '" + reference.table() + "', ")
              + (columns == 0
                  ? "which has no key."
                  : "whose key has " + columns + " columns; only one can be referred to."),
          "Give '" + reference.table() + "' a 'key' of one column.");
    }
    return partner;
  }

  private MillraceException circle(String again) {
    List<String> circle = new ArrayList<>(path.subList(path.indexOf(again), path.size()));
    circle.add(again);
    return new MillraceException(
        ErrorCode.RECIPE_INVALID,
        "Tables refer to one another in a circle: " + String.join(" → ", circle) + ".",
        "Remove one of these references.");
  }
}
