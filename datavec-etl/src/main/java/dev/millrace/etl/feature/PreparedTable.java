package dev.millrace.etl.feature;

import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.table.Relations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rows of a table below the entity, made ready: {@code entity} (its number), {@code t} and
 * {@code known} (microseconds), {@code until} for versions, {@code __row}, and the columns that are
 * used, in order of the entity. A row is known when all rows on its way to the entity are.
 */
final class PreparedTable {
  private final CleanTables clean;
  private final String table;
  private final List<Relations.Step> path;
  private final String name;
  private final Map<String, String> columns = new LinkedHashMap<>();
  private final Set<String> late = new LinkedHashSet<>();

  /**
   * @param number tells prepared tables apart
   */
  PreparedTable(CleanTables clean, Relations relations, String table, int number) {
    this.clean = clean;
    this.table = table;
    this.path = relations.below(table).orElseThrow();
    this.name = "work.prepared_" + number;
  }

  String table() {
    return table;
  }

  /** The table in the working database. */
  String name() {
    return name;
  }

  /** Whether cutoffs see different versions of its rows. */
  boolean isVersioned() {
    return clean.isVersioned(table)
        || path.stream().limit(path.size() - 1L).anyMatch(step -> clean.isVersioned(step.to()));
  }

  /** The name of a column here; from now on it is used. */
  String column(String column) {
    if (clean.isLate(table, column)) {
      late.add(column);
    }
    return columns.computeIfAbsent(column, key -> "c" + columns.size());
  }

  /** When a late column became known, microseconds; NULL where it is not. */
  String lateKnown(String column) {
    return "k_" + column(column);
  }

  /** The statement that makes it. */
  String create() {
    StringBuilder sql =
        new StringBuilder("CREATE TABLE ").append(name).append(" AS SELECT e.entity");
    sql.append(", epoch_us(t0.__time) AS t, epoch_us(").append(known()).append(") AS known");
    if (isVersioned()) {
      sql.append(", epoch_us(").append(until()).append(") AS until");
    }
    sql.append(", t0.__row AS __row");
    columns.forEach(
        (column, alias) ->
            sql.append(", t0.").append(Duck.identifier(column)).append(" AS ").append(alias));
    for (String column : late) {
      sql.append(", epoch_us(t0.").append(CleanTables.knownColumn(column)).append(") AS ");
      sql.append(lateKnown(column));
    }
    return sql.append(from()).append(" ORDER BY e.entity").toString();
  }

  private String from() {
    StringBuilder sql = new StringBuilder(" FROM ").append(clean.current(table)).append(" t0");
    for (int i = 0; i < path.size(); i++) {
      String reference = "t" + i + "." + CleanTables.reference(path.get(i).column());
      boolean last = i == path.size() - 1;
      sql.append(" JOIN ").append(last ? "work.entities" : clean.current(path.get(i).to()));
      sql.append(last ? " e ON e.key = " : " t" + (i + 1) + " ON t" + (i + 1) + ".__key = ");
      sql.append(reference);
    }
    return sql.toString();
  }

  private String known() {
    List<String> times = new ArrayList<>();
    for (int i = 0; i < path.size(); i++) {
      Relations.Step step = path.get(i);
      times.add("t" + i + ".__known");
      if (clean.isLate(step.from(), step.column())) {
        String late = "t" + i + "." + CleanTables.knownColumn(step.column());
        times.add("coalesce(" + late + ", TIMESTAMP '9999-12-31')");
      }
    }
    return "greatest(" + String.join(", ", times) + ")";
  }

  private String until() {
    List<String> times = new ArrayList<>();
    if (clean.isVersioned(table)) {
      times.add("t0.__until");
    }
    for (int i = 1; i < path.size(); i++) {
      if (clean.isVersioned(path.get(i).from())) {
        times.add("t" + i + ".__until");
      }
    }
    return "least(" + String.join(", ", times) + ")";
  }
}
