package dev.millrace.pipeline.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.console.Terminal;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.Key;
import dev.millrace.contract.feature.Rules;
import dev.millrace.contract.support.Json;
import dev.millrace.scoring.DecisionRule;
import dev.millrace.scoring.Manifest;
import dev.millrace.scoring.ModelPackage;
import dev.millrace.scoring.PackageFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A model package as {@code inspect} shows it.
 *
 * @param features names of what the network takes
 * @param metrics as in the package; null where it has none
 */
record PackageView(
    String path,
    Manifest manifest,
    FeatureContract contract,
    List<String> features,
    DecisionRule rule,
    @Nullable JsonNode metrics) {

  /** The package has been loaded, so that it is whole and gives its golden answers. */
  static PackageView of(ModelPackage model) {
    Path metrics = model.folder().resolve(PackageFiles.METRICS);
    return new PackageView(
        model.folder().toAbsolutePath().normalize().toString(),
        model.manifest(),
        model.contract(),
        model.encoder().featureNames(),
        model.rule(),
        Files.exists(metrics) ? Json.read(metrics, JsonNode.class) : null);
  }

  /** For people. */
  String text(Terminal terminal) {
    StringBuilder text = new StringBuilder();
    text.append(terminal.bold(manifest.name()))
        .append(
            ", network %s, format %d, written by Millrace %s%n"
                .formatted(manifest.network(), manifest.format(), manifest.millrace()))
        .append("whole: every checksum and every golden row agrees\n\n")
        .append(columns().print())
        .append('\n')
        .append(summary().print());
    return text.toString();
  }

  private TextTable columns() {
    TextTable table = new TextTable();
    for (Column column : contract.columns()) {
      table.row(
          column.name(),
          column.type().name().toLowerCase(Locale.ROOT),
          column.missing() ? "may be missing" : "required",
          bounds(column));
    }
    return table;
  }

  private TextTable summary() {
    TextTable table = new TextTable();
    Key key = contract.key();
    table.row("key", key == null ? "none" : key.column());
    table.row("answers", contract.target().column() + " = " + contract.target().positive());
    table.row("features", features.size() + " from " + contract.columns().size() + " columns");
    table.row("calibration", rule.calibration().methodName());
    table.row("threshold", " " + Figures.metric(rule.threshold()));
    JsonNode test = metrics == null ? null : metrics.get("test");
    if (test != null && test.path("roc_auc").isNumber()) {
      table.row("test ROC-AUC", " " + Figures.metric(test.path("roc_auc").asDouble()));
    }
    JsonNode gates = metrics == null ? null : metrics.get("gates");
    if (gates != null && !gates.path("results").isEmpty()) {
      table.row("gates", gates.path("passed").asBoolean() ? "passed" : "failed");
    }
    return table;
  }

  private static String bounds(Column column) {
    if (!column.values().isEmpty()) {
      return column.values().size() + " values: " + String.join(", ", column.values());
    }
    StringBuilder text = new StringBuilder();
    if (column.min() != null) {
      text.append("from ").append(Rules.bound(column.type(), column.min())).append(' ');
    }
    if (column.max() != null) {
      text.append("to ").append(Rules.bound(column.type(), column.max())).append(' ');
    }
    return column.unit() == null ? text.toString() : text.append(column.unit()).toString();
  }
}
