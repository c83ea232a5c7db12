package dev.millrace.etl.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** For random gaps, seeds and numbers of folds, rolling origins keep what they promise. */
class FoldsPropertyTest {
  private static Path folder;

  @BeforeContainer
  static void make() throws IOException {
    folder = Files.createTempDirectory("folds");
  }

  @AfterContainer
  static void clear() {
    AtomicFiles.deleteTree(folder);
  }

  @Property(tries = 10)
  void no_fold_looks_beyond_its_origin_at_its_entities_or_at_test_rows(
      @ForAll @IntRange(min = 2, max = 3) int folds,
      @ForAll @IntRange(min = 0, max = 50) int gapDays,
      @ForAll boolean shared,
      @ForAll @IntRange(max = 1000) int seed) {
    SplitSpec.ByTime split =
        new SplitSpec.ByTime(
            Instant.parse("2024-06-01T00:00:00Z"),
            Instant.parse("2024-10-01T00:00:00Z"),
            gapDays,
            shared,
            0.4,
            0.2);
    Path features = folder.resolve("features.duckdb");
    Path clean = Feed.clean(folder, Feed.SNAPSHOTS.replace("range(1, 61)", "range(1, 181)"));
    new SplitAssigner(Feed.CONTRACT, split, new Seeds(seed), Feed.SETTINGS).assign(clean, features);
    List<Fold> made =
        Folds.of(features, Feed.CONTRACT, split, folds, new Seeds(seed), Feed.SETTINGS, folder);
    for (Fold fold : made) {
      assertThat(
              Feed.rows(
                  fold.file(),
                  "SELECT max(__cutoff) FILTER (__split = 0) + to_days("
                      + gapDays
                      + ") <= min(__cutoff) FILTER (__split = 1), count(*) FILTER (__split = 2),"
                      + " max(__cutoff) < TIMESTAMP '2024-10-01' FROM features"))
          .containsExactly(List.of("true", "0", "true"));
      assertThat(
              Feed.rows(
                  fold.file(),
                  "SELECT __key FROM features GROUP BY ALL HAVING count(DISTINCT __split) > 1"))
          .satisfies(echoes -> assertThat(echoes.isEmpty() || shared).isTrue());
    }
    assertThat(made).extracting(Fold::origin).doesNotHaveDuplicates().isSorted();
  }
}
