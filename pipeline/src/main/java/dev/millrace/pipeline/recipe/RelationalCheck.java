package dev.millrace.pipeline.recipe;

import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.error.Problem;
import dev.millrace.contract.error.Suggestions;
import dev.millrace.etl.feature.FeatureCheck;
import dev.millrace.etl.feature.FeatureDefinition;
import dev.millrace.etl.feature.FeatureSpec;
import dev.millrace.etl.text.TextColumns;
import java.util.List;

/** Finds what only shows when all tables are seen together; their own problems come first. */
final class RelationalCheck {
  private final Fields recipe;
  private final Problems problems;
  private final FeaturesReader features;

  RelationalCheck(Fields recipe, FeaturesReader features) {
    this.recipe = recipe;
    this.problems = recipe.problems();
    this.features = features;
  }

  void check(Relational relational) {
    texts(relational);
    if (!problems.isEmpty()) {
      return;
    }
    List<Problem> found =
        FeatureCheck.problems(
            relational.enriched(),
            relational.entity(),
            relational.label(),
            relational.eligible(),
            relational.truth(),
            relational.features().definitions());
    for (Problem problem : found) {
      problems.add(place(problem.place()), problem.message());
    }
    if (problems.isEmpty()) {
      synthesised(relational);
    }
  }

  /** Sentiments and topics, one by one, so that each problem has its place. */
  private void texts(Relational relational) {
    FeatureSpec spec = relational.features();
    for (FeatureSpec.Sentiment one : spec.sentiment()) {
      String place = FeaturesReader.textPlace(one.table(), one.name());
      text(relational, spec.withTexts(List.of(one), List.of()), place(place));
    }
    for (FeatureSpec.Topic one : spec.topics()) {
      String place = FeaturesReader.textPlace(one.table(), one.name());
      text(relational, spec.withTexts(List.of(), List.of(one)), place(place));
    }
    if (problems.isEmpty()) {
      text(relational, spec, place("")); // two that make the same column
    }
  }

  private void text(Relational relational, FeatureSpec spec, Place place) {
    try {
      TextColumns.contracts(relational.contracts(), spec);
    } catch (MillraceException e) {
      problems.add(place, String.valueOf(e.getMessage()));
    }
  }

  private void synthesised(Relational relational) {
    Fields fields = recipe.child("features", Keys.FEATURES);
    List<String> names;
    try {
      names = relational.definitions().stream().map(FeatureDefinition::name).toList();
    } catch (MillraceException e) {
      fields.child("deep", Keys.DEEP).problem("without", String.valueOf(e.getMessage()));
      return;
    }
    for (String name : relational.features().suspicion().trusted()) {
      if (!names.contains(name)) {
        fields
            .child("suspicion", Keys.SUSPICION)
            .problem(
                "trusted",
                "'trusted': there is no feature '%s'.%s"
                    .formatted(name, Suggestions.didYouMean(name, names)));
      }
    }
  }

  /** A problem's table, feature or section, as a place in the recipe. */
  private Place place(String name) {
    Node.Entry table = recipe.entries("clean", "tables").get(name);
    if (table != null) {
      return table.keyPlace();
    }
    Place feature = features.places().get(name);
    if (feature != null) {
      return feature;
    }
    Node section = recipe.node(name);
    return section == null ? recipe.place() : section.place();
  }
}
