package dev.millrace.etl.feature;

import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.table.Relations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of the entity's row and of rows that it refers to, as known before each cutoff, in
 * table {@code work.attributes}: {@code entity}, {@code i}, {@code known} and a column for each. Of
 * versions the last one known counts, found by ASOF joins.
 */
final class AttributeTable {
  static final String NAME = "work.attributes";
  private static final String DAY = "86400000000.0";

  private final CleanTables clean;
  private final Relations relations;
  private final String entity;

  /** SQL of each value, with the name of its column. */
  private final Map<String, String> values = new LinkedHashMap<>();

  /** The tables that are joined, with their names in SQL; each after those that refer to it. */
  private final Map<String, String> joined = new LinkedHashMap<>();

  /** Times at which what is used became known. */
  private final Set<String> known = new LinkedHashSet<>();

  /** By table, columns of which the beginning of the present value is asked for. */
  private final Map<String, Set<String>> ages = new LinkedHashMap<>();

  AttributeTable(CleanTables clean, Relations relations, String entity) {
    this.clean = clean;
    this.relations = relations;
    this.entity = entity;
    join(entity);
  }

  /** Asks for an attribute; gives the name of its column. */
  String value(String table, String column) {
    String alias = join(table);
    String value = visible(table, alias, column);
    if (FeatureCheck.isTime(clean.column(table, column))) {
      value = "(" + clean.micros(table, column, value) + " - s.cut) / " + DAY;
    }
    return name(value);
  }

  /** Asks for an age in days; gives the name of its column. */
  String age(String table, @Nullable String column) {
    String alias = join(table);
    if (column == null) {
      String first = clean.isVersioned(table) ? ".__first" : ".__known";
      return name("(s.cut - epoch_us(" + alias + first + ")) / " + DAY);
    }
    String since = alias + ".__known";
    if (clean.isVersioned(table)) {
      ages.computeIfAbsent(table, key -> new LinkedHashSet<>()).add(column);
      since = alias + "." + since(column);
    }
    if (clean.isLate(table, column)) {
      since = "greatest(" + since + ", " + alias + "." + CleanTables.knownColumn(column) + ")";
    }
    return name(
        "CASE WHEN "
            + visible(table, alias, column)
            + " IS NOT NULL THEN (s.cut - epoch_us("
            + since
            + ")) / "
            + DAY
            + " END");
  }

  private String name(String sql) {
    return values.computeIfAbsent(sql, key -> "a" + values.size());
  }

  private static String since(String column) {
    return Duck.identifier("__since_" + column);
  }

  /** The value, or NULL as long as a late one is not known. */
  private String visible(String table, String alias, String column) {
    String value = alias + "." + Duck.identifier(column);
    if (!clean.isLate(table, column)) {
      return value;
    }
    String late = "epoch_us(" + alias + "." + CleanTables.knownColumn(column) + ")";
    String visible = "CASE WHEN " + late + " < s.cut THEN ";
    known.add(visible + late + " END");
    return visible + value + " END";
  }

  /** Joins a table and those on the way to it; gives its name in SQL. */
  private String join(String table) {
    if (!table.equals(entity)) {
      relations.above(table).orElseThrow().forEach(step -> alias(step.to()));
    }
    return alias(table);
  }

  private String alias(String table) {
    return joined.computeIfAbsent(
        table,
        key -> {
          String alias = "t" + joined.size();
          known.add("epoch_us(" + alias + ".__known)");
          return alias;
        });
  }

  /** The statement that makes the table, once all values are asked for. */
  String create() {
    StringBuilder sql = new StringBuilder("CREATE TABLE " + NAME + " AS SELECT s.entity, s.i");
    sql.append(", greatest(").append(String.join(", ", known)).append(") AS known");
    values.forEach((value, name) -> sql.append(", ").append(value).append(" AS ").append(name));
    sql.append(" FROM work.spine s");
    joined.forEach((table, alias) -> sql.append(join(table, alias)));
    return sql.append(" ORDER BY s.entity, s.i").toString();
  }

  private String join(String table, String alias) {
    String key = "s.key";
    if (!table.equals(entity)) {
      List<Relations.Step> path = relations.above(table).orElseThrow();
      Relations.Step step = path.get(path.size() - 1);
      key = reference(step);
    }
    boolean versioned = clean.isVersioned(table);
    return (versioned ? " ASOF LEFT JOIN " : " LEFT JOIN ")
        + (versioned ? versions(table) : clean.rows(table))
        + " "
        + alias
        + " ON "
        + alias
        + ".__key = "
        + key
        + " AND make_timestamp(s.cut) > "
        + alias
        + ".__known";
  }

  private String reference(Relations.Step step) {
    String alias = joined.get(step.from());
    String reference = alias + "." + CleanTables.reference(step.column());
    if (!clean.isLate(step.from(), step.column())) {
      return reference;
    }
    String late = "epoch_us(" + alias + "." + CleanTables.knownColumn(step.column()) + ")";
    return "CASE WHEN " + late + " < s.cut THEN " + reference + " END";
  }

  /** Versions, with the first time that the row was known and the beginnings of present values. */
  private String versions(String table) {
    List<String> changes = new ArrayList<>();
    List<String> beginnings = new ArrayList<>();
    for (String column : ages.getOrDefault(table, Set.of())) {
      String name = Duck.identifier(column);
      String changed = Duck.identifier("__changed_" + column);
      changes.add(
          ", CASE WHEN lag(__known) OVER v IS NULL OR lag("
              + name
              + ") OVER v IS DISTINCT FROM "
              + name
              + " THEN __known END AS "
              + changed);
      beginnings.add(
          ", max(" + changed + ") OVER (PARTITION BY __key ORDER BY __known) AS " + since(column));
    }
    return "(SELECT *"
        + String.join("", beginnings)
        + " FROM (SELECT *, min(__known) OVER (PARTITION BY __key) AS __first"
        + String.join("", changes)
        + " FROM "
        + clean.versions(table)
        + " WINDOW v AS (PARTITION BY __key ORDER BY __known)))";
  }
}
