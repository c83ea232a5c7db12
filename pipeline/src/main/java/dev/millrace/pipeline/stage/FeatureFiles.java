package dev.millrace.pipeline.stage;

import dev.millrace.contract.encode.FittedEncoder;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.Key;
import dev.millrace.contract.feature.NumberStyle;
import dev.millrace.contract.feature.Target;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Json;
import dev.millrace.etl.feature.FeatureInfo;
import dev.millrace.etl.feature.FeatureSelection.Selection;
import dev.millrace.etl.feature.LabelSpec;
import dev.millrace.etl.feature.RowsReport;
import dev.millrace.etl.feature.TimeTravel;
import dev.millrace.etl.feed.FeatureDrift;
import dev.millrace.etl.feed.SplitCounts;
import dev.millrace.etl.text.SentimentReport;
import dev.millrace.pipeline.recipe.Relational;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The output of the features stage of a recipe with several tables.
 *
 * @param folder of the stage's output
 */
record FeatureFiles(Path folder) {
  private static final String CONTRACT = "contract.json";
  private static final String ROWS = "rows.json";
  private static final String SELECTION = "selection.json";
  private static final String TEXTS = "texts.json";
  private static final String DRIFT = "drift.json";
  private static final String PROOF = "proof.json";

  /** All features of all cutoffs; only while the stage runs. */
  Path allRows() {
    return folder.resolve("rows.duckdb");
  }

  /** Columns made of texts; only while the stage runs. */
  Path texts() {
    return folder.resolve("texts.duckdb");
  }

  /** Room for the proof; only while the stage runs. */
  Path scratch() {
    return folder.resolve("proof");
  }

  /** What a package needs to make these features again. */
  Path packaged() {
    return folder.resolve("packaged");
  }

  /** Fitted models of texts. */
  Path textModels() {
    return packaged().resolve(PackagedFeatures.TEXTS);
  }

  Path features() {
    return folder.resolve(Run.FEATURES);
  }

  void forgetIntermediate() {
    AtomicFiles.deleteTree(allRows());
    AtomicFiles.deleteTree(texts());
    AtomicFiles.deleteTree(scratch());
  }

  void write(RowsReport rows, Selection selection, FeatureContract kept) {
    AtomicFiles.writeText(folder.resolve(ROWS), Json.pretty(rows));
    AtomicFiles.writeText(folder.resolve(SELECTION), Json.pretty(selection));
    AtomicFiles.writeText(folder.resolve(CONTRACT), Json.pretty(kept));
  }

  void write(PackagedFeatures packaged) {
    AtomicFiles.writeText(packaged().resolve(PackagedFeatures.FILE), Json.pretty(packaged));
  }

  void write(SplitCounts counts) {
    AtomicFiles.writeText(folder.resolve(Run.SPLIT), Json.pretty(counts));
  }

  void writeTexts(List<SentimentReport> reports) {
    AtomicFiles.writeText(folder.resolve(TEXTS), Json.pretty(reports));
  }

  void write(TimeTravel.Proof proof) {
    AtomicFiles.writeText(folder.resolve(PROOF), Json.pretty(proof));
  }

  void write(FittedEncoder encoder) {
    EncoderFiles.write(folder, encoder);
  }

  void write(List<FeatureDrift> drift) {
    AtomicFiles.writeText(folder.resolve(DRIFT), Json.pretty(drift));
  }

  FeatureContract contract() {
    return Json.read(folder.resolve(CONTRACT), FeatureContract.class);
  }

  RelationalFindings read() {
    Path proof = folder.resolve(PROOF);
    return new RelationalFindings(
        Json.read(folder.resolve(ROWS), RowsReport.class),
        Json.read(folder.resolve(SELECTION), Selection.class),
        List.of(Json.read(folder.resolve(DRIFT), FeatureDrift[].class)),
        List.of(Json.read(folder.resolve(TEXTS), SentimentReport[].class)),
        Files.exists(proof) ? Json.read(proof, TimeTravel.Proof.class) : null);
  }

  /** What a row of these features is. */
  static FeatureContract contractOf(String name, Relational rows, List<FeatureInfo> features) {
    return new FeatureContract(
        name,
        new Key(rows.entityTable().key().get(0).column(), List.of()),
        new Target(question(rows.label()), "yes"),
        features.stream().map(feature -> column(feature, rows)).toList());
  }

  private static String question(LabelSpec label) {
    String event = label.column() == null ? label.table() : label.table() + "." + label.column();
    return event + " within " + label.horizonDays() + "d";
  }

  /** Values are clean already: nothing is standardised once more. */
  private static Column column(FeatureInfo feature, Relational rows) {
    return new Column(
        feature.name(),
        feature.category() ? ColumnType.CATEGORY : ColumnType.NUMBER,
        true,
        null,
        null,
        List.of(),
        null,
        feature.unit(),
        feature.description(),
        NumberStyle.PLAIN,
        List.of(),
        List.of(),
        feature.category() ? rows.categories() : rows.numbers());
  }
}
