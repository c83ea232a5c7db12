package dev.millrace.etl.feature;

import dev.millrace.contract.error.Problem;
import dev.millrace.contract.error.Suggestions;
import dev.millrace.etl.feature.FeatureDefinition.Expression;
import dev.millrace.etl.feature.FeatureDefinition.Interaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Features and those that they are made of, each after its parts: what an expression names need not
 * be a feature of its own.
 */
final class FeatureOrder {
  private final Map<String, FeatureDefinition> given = new LinkedHashMap<>();
  private final Map<String, FeatureDefinition> ordered = new LinkedHashMap<>();
  private final List<String> trail = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private FeatureOrder(Collection<FeatureDefinition> definitions) {
    for (FeatureDefinition definition : definitions) {
      if (given.putIfAbsent(definition.name(), definition) != null) {
        problems.add(new Problem(definition.name(), "this feature stands twice in the recipe."));
      }
    }
    given.values().forEach(this::visit);
  }

  static FeatureOrder of(Collection<FeatureDefinition> definitions) {
    return new FeatureOrder(definitions);
  }

  /** By name, parts first; without those that have a problem. */
  Map<String, FeatureDefinition> all() {
    return Collections.unmodifiableMap(ordered);
  }

  List<Problem> problems() {
    return Collections.unmodifiableList(problems);
  }

  /** The feature that an interaction or expression means by a name; null where there is none. */
  @Nullable FeatureDefinition find(String name) {
    FeatureDefinition named = given.get(name);
    if (named != null) {
      return named;
    }
    FeatureDefinition parsed = FeatureLanguage.parse(name);
    if (parsed instanceof Expression expression) {
      Arithmetic meaning = FeatureLanguage.parseExpression(expression.expression());
      return meaning instanceof Arithmetic.Named other ? given.get(other.name()) : null;
    }
    return parsed;
  }

  /** By feature, the one that is written in the recipe: itself, or the first it is a part of. */
  Map<String, String> places() {
    Map<String, String> places = new LinkedHashMap<>();
    given.values().forEach(definition -> place(definition, definition.name(), places));
    given.keySet().forEach(name -> places.put(name, name));
    return places;
  }

  private void place(FeatureDefinition definition, String written, Map<String, String> places) {
    if (ordered.containsKey(definition.name())
        && places.putIfAbsent(definition.name(), written) == null) {
      parts(definition).forEach(part -> place(part, written, places));
    }
  }

  /** The features that one is made of; names that mean nothing are left out. */
  List<FeatureDefinition> parts(FeatureDefinition definition) {
    List<FeatureDefinition> parts = new ArrayList<>();
    for (String name : names(definition)) {
      FeatureDefinition part = find(name);
      if (part != null) {
        parts.add(part);
      }
    }
    return parts;
  }

  private static List<String> names(FeatureDefinition definition) {
    if (definition instanceof Interaction interaction) {
      return List.of(interaction.left(), interaction.right());
    }
    if (definition instanceof Expression expression) {
      return FeatureLanguage.parseExpression(expression.expression())
          .leaves()
          .filter(leaf -> !(leaf instanceof Arithmetic.Constant))
          .map(FeatureOrder::nameOf)
          .distinct()
          .toList();
    }
    return List.of();
  }

  static String nameOf(Arithmetic leaf) {
    return leaf instanceof Arithmetic.Value value
        ? value.feature().name()
        : FeatureNames.table(((Arithmetic.Named) leaf).name());
  }

  private void visit(FeatureDefinition definition) {
    String name = definition.name();
    if (ordered.containsKey(name)) {
      return;
    }
    if (trail.contains(name)) {
      String circle = String.join(" → ", trail.subList(trail.indexOf(name), trail.size()));
      problems.add(new Problem(name, "it is made of itself: " + circle + " → " + name + "."));
      return;
    }
    trail.add(name);
    try {
      names(definition).forEach(part -> visitPart(name, part));
      ordered.put(name, definition);
    } catch (IllegalArgumentException e) {
      problems.add(new Problem(name, e.getMessage() + "."));
    } finally {
      trail.remove(trail.size() - 1);
    }
  }

  private void visitPart(String whole, String name) {
    FeatureDefinition part = find(name);
    if (part == null) {
      problems.add(
          new Problem(
              whole,
              "'"
                  + name
                  + "' is no feature of the recipe; write table.column for a column."
                  + Suggestions.didYouMean(name, given.keySet())));
      return;
    }
    visit(part);
  }
}
