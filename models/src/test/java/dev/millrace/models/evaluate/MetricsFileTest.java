package dev.millrace.models.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.models.evaluate.Evaluation.BestPossible;
import dev.millrace.models.evaluate.Evaluation.GateReport;
import dev.millrace.models.evaluate.Evaluation.Interval;
import dev.millrace.models.evaluate.Evaluation.Period;
import dev.millrace.models.evaluate.RunMetrics.Split;
import dev.millrace.models.evaluate.RunMetrics.Splits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsFileTest {
  private static final Metrics METRICS =
      new Metrics(0.84, 0.65, 0.42, 0.13, 0.4, 0.6, 0.7, 0.65, 0.8, 2.7);

  private static final RunMetrics RUN = run("r2", METRICS, new Split(1409, 374));

  @Test
  void the_file_reads_as_the_design_says() {
    assertThat(MetricsFile.toJson(RUN))
        .isEqualTo(
            """
            {
              "run" : "r2",
              "recipe" : "telco",
              "model" : "mlp",
              "splits" : {
                "train" : {
                  "rows" : 4225,
                  "positives" : 1121
                },
                "validation" : {
                  "rows" : 1409,
                  "positives" : 374
                },
                "test" : {
                  "rows" : 1409,
                  "positives" : 374
                }
              },
              "validation" : {
                "roc_auc" : 0.84,
                "pr_auc" : 0.65,
                "log_loss" : 0.42,
                "brier" : 0.13,
                "threshold" : 0.4,
                "precision" : 0.6,
                "recall" : 0.7,
                "f1" : 0.65,
                "accuracy" : 0.8,
                "lift_top_decile" : 2.7
              },
              "test" : {
                "roc_auc" : 0.84,
                "pr_auc" : 0.65,
                "log_loss" : 0.42,
                "brier" : 0.13,
                "threshold" : 0.4,
                "precision" : 0.6,
                "recall" : 0.7,
                "f1" : 0.65,
                "accuracy" : 0.8,
                "lift_top_decile" : 2.7,
                "confidence" : {
                  "log_loss" : [ 0.39, 0.45 ],
                  "roc_auc" : [ 0.82, 0.86 ]
                }
              },
              "baselines" : { },
              "seconds" : {
                "clean" : 0.5,
                "ingest" : 1.25
              },
              "gates" : {
                "passed" : true,
                "results" : [ {
                  "metric" : "roc_auc",
                  "required" : "at least 0.82",
                  "actual" : 0.84,
                  "passed" : true
                } ]
              }
            }
            """);
  }

  @Test
  void what_was_written_is_read_back(@TempDir Path folder) {
    Path file = folder.resolve("metrics.json");
    MetricsFile.write(file, RUN);
    assertThat(MetricsFile.read(file)).isEqualTo(RUN);
  }

  @Test
  void periods_and_the_best_possible_are_written_where_there_are_some(@TempDir Path folder) {
    RunMetrics timed =
        new RunMetrics(
            RUN.run(),
            RUN.recipe(),
            RUN.model(),
            RUN.splits(),
            METRICS,
            METRICS,
            RUN.confidence(),
            RUN.baselines(),
            RUN.seconds(),
            RUN.gates(),
            List.of(
                new Period("2025-06-01", "test", 100, 7, 0.8, new Interval(0.7, 0.9), 0.08, 0.82),
                new Period("2025-07-01", "test", 9, 0, null, null, 0.05, null)),
            new BestPossible(0.85, 0.97),
            null);
    assertThat(MetricsFile.toJson(timed))
        .endsWith(
            """
              },
              "periods" : [ {
                "cutoff" : "2025-06-01",
                "part" : "test",
                "rows" : 100,
                "positives" : 7,
                "roc_auc" : 0.8,
                "interval" : [ 0.7, 0.9 ],
                "mean_probability" : 0.08,
                "best_roc_auc" : 0.82
              }, {
                "cutoff" : "2025-07-01",
                "part" : "test",
                "rows" : 9,
                "positives" : 0,
                "mean_probability" : 0.05
              } ],
              "best_possible" : {
                "roc_auc" : 0.85,
                "share" : 0.97
              }
            }
            """);
    Path file = folder.resolve("metrics.json");
    MetricsFile.write(file, timed);
    assertThat(MetricsFile.read(file)).isEqualTo(timed);
  }

  @Test
  void a_broken_file_is_refused_by_name(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("metrics.json");
    for (String content : List.of("{\"run\": 1", "[]", "{\"run\": \"a\", \"test\": {}}", "")) {
      Files.writeString(file, content);
      assertThatThrownBy(() -> MetricsFile.read(file))
          .as(content)
          .hasMessageContaining("metrics.json: expected the metrics of a run")
          .hasFieldOrPropertyWithValue("code", ErrorCode.PACKAGE_INVALID);
    }
  }

  @Test
  void a_run_is_compared_with_the_one_before() {
    Metrics earlier = new Metrics(0.81, 0.65, 0.41, 0.13, 0.4, 0.6, 0.7, 0.65, 0.8, 2.7);
    RunComparison comparison = RunComparison.between(run("r1", earlier, new Split(1409, 374)), RUN);
    assertThat(comparison.previousRun()).isEqualTo("r1");
    assertThat(comparison.sameSizes()).isTrue();
    assertThat(comparison.deltas()).hasSize(Metric.values().length);
    RunComparison.Delta area = comparison.deltas().get(0);
    assertThat(area.metric()).isEqualTo("roc_auc");
    assertThat(area.change()).isEqualTo(0.84 - 0.81);
    assertThat(area.better()).isTrue();
    assertThat(area.withinNoise()).isFalse();
    RunComparison.Delta loss = comparison.deltas().get(2);
    assertThat(loss.metric()).isEqualTo("log_loss");
    assertThat(loss.better()).isFalse();
    assertThat(loss.withinNoise()).isTrue();
  }

  @Test
  void other_row_counts_are_pointed_out() {
    assertThat(RunComparison.between(run("r1", METRICS, new Split(9, 4)), RUN).sameSizes())
        .isFalse();
  }

  private static RunMetrics run(String id, Metrics test, Split testRows) {
    return new RunMetrics(
        id,
        "telco",
        "mlp",
        new Splits(new Split(4225, 1121), new Split(1409, 374), testRows),
        METRICS,
        test,
        Map.of("roc_auc", new Interval(0.82, 0.86), "log_loss", new Interval(0.39, 0.45)),
        Map.of(),
        Map.of("ingest", 1.25, "clean", 0.5),
        new GateReport(
            true, List.of(new GateReport.GateResult("roc_auc", "at least 0.82", 0.84, true))),
        List.of(),
        null,
        null);
  }
}
