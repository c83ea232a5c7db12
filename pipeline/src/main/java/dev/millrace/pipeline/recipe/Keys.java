package dev.millrace.pipeline.recipe;

import java.util.ArrayList;
import java.util.List;

/**
 * The keys of one kind of mapping: the whole grammar of the recipe at a glance.
 *
 * @param path where such a mapping stands, {@code *} for a name of the user's; empty for the top
 * @param names the keys, in the order people are told of them
 */
record Keys(String path, List<String> names) {
  static final Keys RECIPE =
      of(
          "",
          "recipe seed backend threads memory sources rows entity clean label eligible cutoffs"
              + " features truth score encode split train tune evaluate");

  static final Keys CSV =
      of("sources.* (csv)", "type path null_values delimiter quote escape header encoding skip");
  static final Keys JSON = of("sources.* (json)", "type path null_values");
  static final Keys PARQUET = of("sources.* (parquet)", "type path null_values");
  static final Keys JDBC =
      of(
          "sources.* (jdbc)",
          "type url user password table query columns key watermark fetch_size properties"
              + " null_values");
  static final Keys READER =
      of("sources.* (reader)", "type class path columns options null_values");

  static final Keys ROWS =
      of("rows", "source key target columns on_violation max_quarantined duplicates");
  static final Keys KEY = of("rows.key", "column text");
  static final Keys TARGET = of("rows.target", "column positive");
  static final Keys DUPLICATES = of("rows.duplicates", "exact key");
  static final Keys COLUMN =
      of(
          "rows.columns.*",
          "type missing min max values pattern unit description numbers formats text encode");
  static final Keys COLUMN_ENCODE =
      of("rows.columns.*.encode", "method unseen indicator limit smoothing");

  static final Keys TABLE =
      of(
          "clean.*",
          "key time known fixed history zone columns references on_violation max_quarantined"
              + " duplicates");
  static final Keys TABLE_KEY = of("clean.*.key", "column text");
  static final Keys TIME = of("clean.*.time", "column type formats");
  static final Keys TABLE_COLUMN =
      of(
          "clean.*.columns.*",
          "type missing min max values pattern unit description numbers formats text known");
  static final Keys REFERENCE = of("clean.*.references.*", "table required");
  static final Keys LABEL = of("label", "event within repeats");
  static final Keys ELIGIBLE = of("eligible", "min_age active within");
  static final Keys CUTOFFS = of("cutoffs", "every from to at");
  static final Keys FEATURES =
      of(
          "features",
          "windows aggregate attributes calendar expressions interactions deep sentiment topics"
              + " prune suspicion");
  static final Keys AGGREGATE = of("features.aggregate.*", "functions windows");
  static final Keys DEEP = of("features.deep", "depth limit without");
  static final Keys SENTIMENT = of("features.sentiment.*", "text score positive_from");
  static final Keys TOPIC = of("features.topics.*", "text words");
  static final Keys PRUNE = of("features.prune", "correlation most_frequent");
  static final Keys SUSPICION = of("features.suspicion", "roc_auc action trusted");
  static final Keys TRUTH = of("truth", "table column");
  static final Keys SCORE = of("score", "probability scored_at model_version reasons most_reasons");

  static final Keys ENCODE =
      of("encode", "numbers categories unseen indicator limit bins smoothing");

  static final Keys STRATIFIED = of("split (stratified)", "strategy validation test");
  static final Keys GROUP = of("split (group)", "strategy column validation test");
  static final Keys BY_TIME =
      of("split (time)", "strategy validation_from test_from gap entities validation test");
  static final Keys BY_COLUMN = of("split (column)", "strategy column");

  static final Keys FIT =
      of(
          "train",
          "network batch epochs learning_rate schedule weight_decay patience select"
              + " class_weights label_smoothing");
  static final Keys MLP = of("train (mlp)", "layers activation dropout input_dropout").and(FIT);
  static final Keys CLASS_WEIGHTS = of("train.class_weights", "positive");

  static final Keys TUNE =
      of(
          "tune",
          "sampler trials folds objective pruner time patience parallel refit ensemble space");
  static final Keys SPACE =
      of(
          "tune.space",
          "network layers activation dropout input_dropout learning_rate weight_decay batch epochs"
              + " patience schedule select class_weights label_smoothing encode");
  static final Keys SPACE_LAYERS = of("tune.space.layers", "depth width");
  static final Keys SPACE_ENCODE =
      of("tune.space.encode", "numbers bins categories limit smoothing");
  static final Keys SPACE_RANGE = of("tune.space.*", "from to log step");

  static final Keys EVALUATE =
      of("evaluate", "calibration threshold slices bootstrap confidence gates decision folds");
  static final Keys THRESHOLD = of("evaluate.threshold", "recall precision");
  static final Keys GATE = of("evaluate.gates.*", "min max confident");
  static final Keys DECISION = of("evaluate.decision", "value_of_a_save contact_cost capacity");

  Keys {
    names = List.copyOf(names);
  }

  /** Everything above. */
  static List<Keys> all() {
    List<Keys> sources = List.of(CSV, JSON, PARQUET, JDBC, READER);
    List<Keys> rows = List.of(ROWS, KEY, TARGET, DUPLICATES, COLUMN, COLUMN_ENCODE, ENCODE);
    List<Keys> tables = List.of(TABLE, TABLE_KEY, TIME, TABLE_COLUMN, REFERENCE);
    List<Keys> question = List.of(LABEL, ELIGIBLE, CUTOFFS, TRUTH, SCORE);
    List<Keys> features = List.of(FEATURES, AGGREGATE, DEEP, SENTIMENT, TOPIC, PRUNE, SUSPICION);
    List<Keys> models = List.of(STRATIFIED, GROUP, BY_COLUMN, BY_TIME, FIT, MLP, CLASS_WEIGHTS);
    List<Keys> tuning = List.of(TUNE, SPACE, SPACE_LAYERS, SPACE_ENCODE, SPACE_RANGE);
    List<Keys> judging = List.of(EVALUATE, THRESHOLD, GATE, DECISION);
    List<Keys> all = new ArrayList<>(List.of(RECIPE));
    List.of(sources, rows, tables, question, features, models, tuning, judging)
        .forEach(all::addAll);
    return all;
  }

  /** For messages: {@code in rows.key}, {@code at the top}. */
  String where() {
    return path.isEmpty() ? "at the top" : "in " + path;
  }

  private Keys and(Keys more) {
    List<String> joined = new ArrayList<>(names);
    joined.addAll(more.names);
    return new Keys(path, joined);
  }

  private static Keys of(String path, String names) {
    return new Keys(path, List.of(names.split(" ")));
  }
}
