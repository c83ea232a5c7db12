package dev.millrace.etl.table;

import dev.millrace.contract.error.Problem;
import dev.millrace.contract.error.Suggestions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How tables hang together, seen from the entity. A table is <em>below</em> the entity where its
 * rows belong to one entity each, through a path of references (messages, tickets, customers); it
 * is <em>above</em> where the entity's row refers to one row of it (customers, plans). Of several
 * paths the shortest counts.
 */
public final class Relations {

  /**
   * A step along a reference.
   *
   * @param from the table that holds the reference
   * @param column of it
   * @param to the table whose key it holds
   */
  public record Step(String from, String column, String to) {
    @Override
    public String toString() {
      return from + "." + column + " → " + to;
    }
  }

  private final Map<String, TableContract> tables = new LinkedHashMap<>();
  private final String entity;
  private final List<Step> steps = new ArrayList<>();
  private final Map<String, List<Step>> below;
  private final Map<String, List<Step>> above;
  private final List<Problem> problems = new ArrayList<>();

  private Relations(List<TableContract> contracts, String entity) {
    this.entity = entity;
    contracts.forEach(table -> tables.put(table.name(), table));
    contracts.forEach(this::checkReferences);
    this.below = paths(true);
    this.above = paths(false);
    checkCircles();
    checkEntity();
  }

  /** Looks at all references; what is wrong with them is among the {@link #problems()}. */
  public static Relations of(List<TableContract> tables, String entity) {
    return new Relations(tables, entity);
  }

  /** What is wrong, by table; empty where all is well. */
  public List<Problem> problems() {
    return Collections.unmodifiableList(problems);
  }

  /** The steps from a table below to the entity, in that order; absent where it is not below. */
  public Optional<List<Step>> below(String table) {
    return Optional.ofNullable(below.get(table));
  }

  /** The steps from the entity to a table above, in that order; absent where it is not above. */
  public Optional<List<Step>> above(String table) {
    return Optional.ofNullable(above.get(table));
  }

  /** All tables below the entity, nearest first. */
  public List<String> below() {
    return List.copyOf(below.keySet());
  }

  /** All tables above the entity, nearest first. */
  public List<String> above() {
    return List.copyOf(above.keySet());
  }

  private void checkReferences(TableContract table) {
    for (Reference reference : table.references()) {
      TableContract target = tables.get(reference.table());
      String where = "column '" + reference.column() + "' refers to ";
      if (target == null) {
        problem(
            table.name(),
            where
                + "table '"
                + reference.table()
                + "', which is no source of this recipe."
                + Suggestions.didYouMean(reference.table(), tables.keySet()));
      } else if (target.key().size() != 1 && !target.name().equals(entity)) {
        problem(
            table.name(),
            where
                + "table '"
                + target.name()
                + "', which "
                + (target.key().isEmpty() ? "has no key" : "has a key of several columns")
                + "; a table that others refer to needs a key of one column.");
      } else { // what the entity's key lacks is told of the entity alone
        steps.add(new Step(table.name(), reference.column(), target.name()));
      }
    }
  }

  /** Breadth first from the entity; a second path of the same length is one too many. */
  private Map<String, List<Step>> paths(boolean towardsEntity) {
    Map<String, List<Step>> paths = new LinkedHashMap<>();
    Deque<String> queue = new ArrayDeque<>(List.of(entity));
    Set<String> ambiguous = new LinkedHashSet<>();
    while (!queue.isEmpty()) {
      String table = queue.remove();
      for (Step step : steps) {
        String near = towardsEntity ? step.to() : step.from();
        String next = towardsEntity ? step.from() : step.to();
        if (!near.equals(table) || next.equals(entity)) {
          continue;
        }
        List<Step> path = new ArrayList<>(paths.getOrDefault(table, List.of()));
        path.add(towardsEntity ? 0 : path.size(), step);
        List<Step> other = paths.putIfAbsent(next, List.copyOf(path));
        if (other == null) {
          queue.add(next);
        } else if (other.size() == path.size() && ambiguous.add(next)) {
          problem(next, twoWays(towardsEntity, other, path));
        }
      }
    }
    return paths;
  }

  private String twoWays(boolean towardsEntity, List<Step> one, List<Step> other) {
    return "rows "
        + (towardsEntity ? "belong to " : "are referred to by ")
        + entity
        + " in two ways: "
        + words(one)
        + " and "
        + words(other)
        + "; leave one of the references out.";
  }

  private static String words(List<Step> path) {
    StringBuilder words = new StringBuilder(path.get(0).toString());
    for (Step step : path.subList(1, path.size())) {
      words.append('.').append(step.column()).append(" → ").append(step.to());
    }
    return words.toString();
  }

  /** Every circle once, named from its first table in the recipe. */
  private void checkCircles() {
    Set<String> done = new LinkedHashSet<>();
    for (String table : tables.keySet()) {
      walk(table, new ArrayList<>(), done);
    }
  }

  private void walk(String table, List<String> trail, Set<String> done) {
    int start = trail.indexOf(table);
    if (start >= 0) {
      String circle = String.join(" → ", trail.subList(start, trail.size())) + " → " + table;
      problem(
          table,
          "the references go in a circle: " + circle + "; leave one of them out of the recipe.");
      return;
    }
    if (done.contains(table)) {
      return;
    }
    trail.add(table);
    steps.stream()
        .filter(step -> step.from().equals(table))
        .map(Step::to)
        .distinct()
        .forEach(to -> walk(to, trail, done));
    trail.remove(trail.size() - 1);
    done.add(table);
  }

  private void checkEntity() {
    TableContract table = tables.get(entity);
    if (table == null) {
      problem(
          "",
          "the entity '"
              + entity
              + "' is no source of this recipe."
              + Suggestions.didYouMean(entity, tables.keySet()));
      return;
    }
    if (table.key().size() != 1) {
      problem(
          entity, "the entity needs a key of one column, so that other tables can refer to it.");
    }
    Set<String> connected = connected();
    for (String other : tables.keySet()) {
      boolean told = problems.stream().anyMatch(problem -> problem.place().equals(other));
      if (!connected.contains(other) && !told) {
        problem(other, unrelated(other));
      }
    }
  }

  private String unrelated(String other) {
    return "has no relation to the entity '"
        + entity
        + "': give '"
        + other
        + "' a reference to it or to a table that has one, or leave the source out.";
  }

  /** Tables that any references join to the entity, in whatever direction. */
  private Set<String> connected() {
    Set<String> connected = new LinkedHashSet<>(Set.of(entity));
    boolean grown = true;
    while (grown) {
      grown = false;
      for (Step step : steps) {
        if (connected.contains(step.from()) || connected.contains(step.to())) {
          grown |= connected.addAll(List.of(step.from(), step.to()));
        }
      }
    }
    return connected;
  }

  private void problem(String place, String message) {
    problems.add(new Problem(place, message));
  }
}
