package dev.millrace.etl.source;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Names under which columns land. DuckDB compares names without regard to case, so a name that came
 * before in any case gets a number: {@code Age, age} become {@code Age, age_2}. An empty name
 * becomes {@code column<position>}. The names of our own columns are taken from the start.
 */
final class ColumnNames {
  static final String ROW = "__row";
  static final String FILE = "__file";

  private ColumnNames() {}

  static List<String> distinct(List<String> given) {
    Set<String> taken = new HashSet<>(Set.of(ROW, FILE));
    List<String> names = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      String wanted = given.get(i).strip();
      String base = wanted.isEmpty() ? "column" + (i + 1) : wanted;
      String name = base;
      for (int n = 2; !taken.add(name.toLowerCase(Locale.ROOT)); n++) {
        name = base + "_" + n;
      }
      names.add(name);
    }
    return names;
  }
}
