package dev.millrace.pipeline.recipe;

import static dev.millrace.pipeline.recipe.Recipes.MINIMAL;
import static dev.millrace.pipeline.recipe.Recipes.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.Encoding;
import dev.millrace.contract.feature.Key;
import dev.millrace.contract.feature.NumberStyle;
import dev.millrace.contract.feature.Target;
import dev.millrace.contract.feature.TextRule;
import dev.millrace.etl.clean.CleanPolicy;
import dev.millrace.etl.clean.CleanPolicy.OnDuplicate;
import dev.millrace.etl.clean.CleanPolicy.OnViolation;
import dev.millrace.etl.feed.SplitSpec;
import dev.millrace.etl.source.SourceSpec;
import dev.millrace.gpu.BackendChoice;
import dev.millrace.models.evaluate.EvaluateSpec;
import dev.millrace.models.evaluate.EvaluateSpec.ThresholdRule;
import dev.millrace.models.network.NetworkSpec;
import dev.millrace.models.network.Nonlinearity;
import dev.millrace.models.train.FitSpec;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeReaderTest {
  @TempDir Path folder;

  @Test
  void the_shortest_recipe_means_the_documented_defaults() {
    Recipe recipe = read(folder, MINIMAL);

    assertThat(recipe.file()).isEqualTo(folder.resolve("test.yaml"));
    assertThat(recipe.folder()).isEqualTo(folder);
    assertThat(recipe.name()).isEqualTo("small");
    assertThat(recipe.seed()).isEqualTo(42);
    assertThat(recipe.backend()).isEqualTo(BackendChoice.AUTO);
    assertThat(recipe.threads()).isEqualTo(1);
    assertThat(recipe.memory()).isEqualTo("512MB");
    assertThat(Recipes.table(recipe).source()).isEqualTo("customers");
    assertThat(recipe.sources())
        .containsExactly(
            new SourceSpec.Csv(
                "customers",
                List.of(folder.resolve("data.csv").toString()),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                0));
    assertThat(Recipes.table(recipe).contract().key()).isNull();
    assertThat(Recipes.table(recipe).contract().target()).isEqualTo(new Target("Churn", "Yes"));
    assertThat(Recipes.table(recipe).contract().columnNames())
        .containsExactly("tenure", "Contract");
    assertThat(Recipes.table(recipe).contract().columns()).noneMatch(Column::missing);
    assertThat(Recipes.table(recipe).clean())
        .isEqualTo(CleanPolicy.standard(Recipes.table(recipe).contract().key()));
    assertThat(recipe.split()).isEqualTo(new SplitSpec.Stratified(0.2, 0.2));
    assertThat(recipe.network()).isEqualTo(NetworkSpec.Mlp.defaults());
    assertThat(recipe.fit()).isEqualTo(FitSpec.defaults());
    assertThat(recipe.evaluate())
        .isEqualTo(
            new EvaluateSpec(
                EvaluateSpec.CalibrationChoice.AUTO,
                new ThresholdRule.BestF1(),
                List.of(),
                1000,
                0.95,
                Map.of(),
                null));
  }

  @Test
  void every_kind_of_source_is_read() {
    Recipe recipe =
        read(
            folder,
            MINIMAL
                .replace(
                    "  customers: {type: csv, path: data.csv}\n",
                    """
                  a: {type: csv, path: [/x/b.csv, "y/*.csv"], null_values: [NA, null, ""],
                      delimiter: ";", quote: "'", escape: "\\\\", header: false,
                      encoding: windows-1252, skip: 2}
                  b: {type: json, path: ../b.jsonl}
                  c: {type: parquet, path: "c/**/*.parquet", null_values: "?"}
                  d:
                    type: reader
                    class: org.example.MyReader
                    path: d.txt
                    columns: [one, two]
                    options: {skip: 3, strict: true}
                rows_source_comes_below: 1
                """)
                .replace("rows_source_comes_below: 1\n", "")
                .replace("rows:\n", "rows:\n  source: c\n"));

    assertThat(Recipes.table(recipe).source()).isEqualTo("c");
    assertThat(recipe.sources())
        .containsExactly(
            new SourceSpec.Csv(
                "a",
                List.of("/x/b.csv", folder + "/y/*.csv"),
                List.of("NA", "null", ""),
                ";",
                "'",
                "\\",
                false,
                "windows-1252",
                2),
            new SourceSpec.JsonFiles("b", List.of(folder.getParent() + "/b.jsonl"), List.of()),
            new SourceSpec.Parquet("c", List.of(folder + "/c/**/*.parquet"), List.of("?")),
            new SourceSpec.Reader(
                "d",
                "org.example.MyReader",
                List.of(folder + "/d.txt"),
                List.of("one", "two"),
                Map.of("skip", "3", "strict", "true"),
                List.of()));
  }

  @Test
  void every_key_of_the_rows_is_read() {
    Recipe recipe =
        read(
            folder,
            """
            recipe: rows
            sources: {s: {type: csv, path: s.csv}}
            encode: {numbers: quantile, categories: target, unseen: fail, indicator: never,
                     limit: 10, smoothing: 5}
            rows:
              key: {column: id, text: [trim, upper, alphanumeric, strip_zeros]}
              target: {column: y, positive: 1}
              columns:
                fee: {type: number, missing: allowed, min: -1.5, max: 1e3, unit: EUR,
                      description: "a fee: monthly", numbers: european, encode: bins}
                since: {type: date, formats: [dd.MM.yyyy, d/M/yy], min: 2020-01-31, max: 2030-01-01}
                seen: {type: timestamp, min: "2020-01-01T12:00:00Z"}
                plan: {type: category, values: [Yes, No, null, 3], text: [trim, fold],
                       pattern: "[A-Z].*", encode: {method: one_hot, unseen: most_frequent, limit: 3}}
              on_violation: null
              max_quarantined: 0.5%
              duplicates: {exact: fail, key: keep_first}
            """);

    assertThat(Recipes.table(recipe).contract().key())
        .isEqualTo(
            new Key(
                "id",
                List.of(
                    TextRule.TRIM, TextRule.UPPER, TextRule.ALPHANUMERIC, TextRule.STRIP_ZEROS)));
    assertThat(Recipes.table(recipe).contract().target()).isEqualTo(new Target("y", "1"));
    List<Column> columns = Recipes.table(recipe).contract().columns();
    assertThat(columns.get(0))
        .isEqualTo(
            new Column(
                "fee",
                ColumnType.NUMBER,
                true,
                -1.5,
                1000.0,
                List.of(),
                null,
                "EUR",
                "a fee: monthly",
                NumberStyle.EUROPEAN,
                List.of(),
                List.of(TextRule.TRIM),
                new Encoding(
                    Encoding.Method.BINS, Encoding.Unseen.FAIL, Encoding.Indicator.NEVER, 10, 5)));
    assertThat(columns.get(1).formats()).containsExactly("dd.MM.yyyy", "d/M/yy");
    assertThat(columns.get(1).min()).isEqualTo((double) LocalDate.of(2020, 1, 31).toEpochDay());
    assertThat(columns.get(2).min()).isEqualTo(LocalDate.of(2020, 1, 1).toEpochDay() + 0.5);
    assertThat(columns.get(3).values()).containsExactly("Yes", "No", "null", "3");
    assertThat(columns.get(3).pattern()).isEqualTo("[A-Z].*");
    assertThat(columns.get(3).encoding())
        .isEqualTo(
            new Encoding(
                Encoding.Method.ONE_HOT,
                Encoding.Unseen.MOST_FREQUENT,
                Encoding.Indicator.NEVER,
                3,
                5));
    assertThat(Recipes.table(recipe).clean())
        .isEqualTo(
            new CleanPolicy(OnViolation.NULL, 0.005, OnDuplicate.FAIL, OnDuplicate.KEEP_FIRST));
  }

  @Test
  void every_key_of_training_and_evaluation_is_read() {
    Recipe recipe =
        read(
            folder,
            MINIMAL
                + """
                seed: 7
                backend: cpu
                threads: 2
                memory: 1GiB
                split: {strategy: group, column: household, validation: 10%, test: 0.3}
                train: {network: mlp, layers: [8], activation: gelu, dropout: 20%, input_dropout: 0.05,
                        batch: 1_000, epochs: 3, learning_rate: 1e-3, schedule: one_cycle,
                        weight_decay: 0, patience: 2, select: roc_auc,
                        class_weights: {positive: 3}, label_smoothing: 0.1}
                evaluate:
                  calibration: platt
                  threshold: {recall: 80%}
                  slices: [Contract]
                  bootstrap: 200
                  confidence: 90%
                  gates: {roc_auc: {min: 0.82, confident: true}, log_loss: {max: 0.5}}
                  decision: {value_of_a_save: 200, contact_cost: 5, capacity: 10%}
                """);

    assertThat(recipe.seed()).isEqualTo(7);
    assertThat(recipe.backend()).isEqualTo(BackendChoice.CPU);
    assertThat(recipe.threads()).isEqualTo(2);
    assertThat(recipe.memory()).isEqualTo("1GiB");
    assertThat(recipe.split()).isEqualTo(new SplitSpec.Group("household", 0.1, 0.3));
    assertThat(recipe.network())
        .isEqualTo(new NetworkSpec.Mlp(List.of(8), Nonlinearity.GELU, 0.2, 0.05));
    assertThat(recipe.fit())
        .isEqualTo(
            new FitSpec(
                1000,
                3,
                0.001,
                FitSpec.Schedule.ONE_CYCLE,
                0,
                2,
                FitSpec.Select.ROC_AUC,
                new FitSpec.ClassWeights(3),
                0.1));
    assertThat(recipe.evaluate())
        .isEqualTo(
            new EvaluateSpec(
                EvaluateSpec.CalibrationChoice.PLATT,
                new ThresholdRule.AtRecall(0.8),
                List.of("Contract"),
                200,
                0.9,
                Map.of(
                    "roc_auc", new EvaluateSpec.Gate(0.82, null, true),
                    "log_loss", new EvaluateSpec.Gate(null, 0.5, false)),
                new EvaluateSpec.DecisionSpec(200, 5, 0.1)));
  }

  @Test
  void the_threshold_follows_the_decision_where_there_is_one() {
    Recipe recipe =
        read(folder, MINIMAL + "evaluate: {decision: {value_of_a_save: 2, contact_cost: 1}}\n");

    assertThat(recipe.evaluate().threshold()).isEqualTo(new ThresholdRule.ByDecision());
  }

  @Test
  void a_ready_made_split_and_the_baseline_alone_are_read() {
    Recipe recipe =
        read(
            folder,
            MINIMAL + "split: {strategy: column, column: fold}\ntrain: {network: logistic}\n");

    assertThat(recipe.split()).isEqualTo(new SplitSpec.ByColumn("fold"));
    assertThat(recipe.network()).isEqualTo(new NetworkSpec.Logistic());
  }
}
