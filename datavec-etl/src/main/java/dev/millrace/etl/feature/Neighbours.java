package dev.millrace.etl.feature;

import dev.millrace.etl.table.Reference;
import dev.millrace.etl.table.TableContract;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How many references lie between each table and the entity's, at most as many as asked for.
 *
 * @param owned tables whose rows belong to one entity each, by references that lead to it
 * @param referred the entity's own table (at 0) and those that references lead to from there
 */
record Neighbours(Map<String, Integer> owned, Map<String, Integer> referred) {
  Neighbours {
    owned = Collections.unmodifiableMap(new LinkedHashMap<>(owned));
    referred = Collections.unmodifiableMap(new LinkedHashMap<>(referred));
  }

  static Neighbours of(List<TableContract> tables, String entity, int depth) {
    Map<String, Integer> owned = reached(entity, depth, table -> referring(tables, table));
    owned.remove(entity);
    return new Neighbours(owned, reached(entity, depth, table -> referredBy(tables, table)));
  }

  /** Tables next to a table. */
  private interface Step {
    Stream<String> from(String table);
  }

  /** Breadth first, so that a table counts with its shortest path and cycles end. */
  private static Map<String, Integer> reached(String entity, int depth, Step step) {
    Map<String, Integer> steps = new LinkedHashMap<>(Map.of(entity, 0));
    Deque<String> open = new ArrayDeque<>(List.of(entity));
    while (!open.isEmpty()) {
      String table = open.remove();
      int next = steps.getOrDefault(table, 0) + 1;
      if (next <= depth) {
        step.from(table).filter(name -> steps.putIfAbsent(name, next) == null).forEach(open::add);
      }
    }
    return steps;
  }

  private static Stream<String> referring(List<TableContract> tables, String to) {
    return tables.stream()
        .filter(table -> table.references().stream().anyMatch(r -> r.table().equals(to)))
        .map(TableContract::name);
  }

  private static Stream<String> referredBy(List<TableContract> tables, String from) {
    return tables.stream()
        .filter(table -> table.name().equals(from))
        .flatMap(table -> table.references().stream())
        .map(Reference::table);
  }
}
