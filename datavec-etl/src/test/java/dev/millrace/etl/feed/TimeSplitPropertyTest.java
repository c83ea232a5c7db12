package dev.millrace.etl.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Seeds;
import dev.millrace.etl.duck.DuckSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** For random cutoffs, gaps and entities, a split by time keeps what it promises. */
class TimeSplitPropertyTest {
  private static final Instant START = Instant.parse("2023-01-01T00:00:00Z");
  private static Path folder;

  @BeforeContainer
  static void make() throws IOException {
    folder = Files.createTempDirectory("by-time");
  }

  @AfterContainer
  static void clear() {
    AtomicFiles.deleteTree(folder);
  }

  @Property(tries = 25)
  void no_label_reaches_into_the_next_period_and_every_row_is_accounted_for(
      @ForAll @IntRange(min = 40, max = 90) int entities,
      @ForAll @IntRange(min = 1, max = 45) int stepDays,
      @ForAll @IntRange(min = 0, max = 60) int gapDays,
      @ForAll @IntRange(min = 0, max = 30) int offsetDays,
      @ForAll boolean shared,
      @ForAll @IntRange(max = 1000) int salt) {
    int cutoffs = 16;
    Assume.that(gapDays < 3 * stepDays);
    String query = rows(entities, cutoffs, stepDays, salt);
    SplitSpec.ByTime split =
        new SplitSpec.ByTime(
            day(6 * stepDays - offsetDays % stepDays),
            day(11 * stepDays - offsetDays % stepDays),
            gapDays,
            shared,
            0.3,
            0.3);
    Path features = folder.resolve("features.duckdb");
    SplitCounts counts = split(query, split, salt, features, 2);

    assertThat(labelsKnownBefore(features, 0, 1, gapDays)).isTrue();
    assertThat(labelsKnownBefore(features, 1, 2, gapDays)).isTrue();
    if (!shared) {
      assertThat(
              Feed.rows(
                  features,
                  "SELECT __key FROM features GROUP BY ALL HAVING count(DISTINCT __split) > 1"))
          .isEmpty();
    }
    long kept = counts.train().rows() + counts.validation().rows() + counts.test().rows();
    assertThat(kept + counts.leftOut().gap() + counts.leftOut().otherPeriod())
        .isEqualTo(
            Long.parseLong(Feed.rows(clean(query), "SELECT count(*) FROM features").get(0).get(0)));
    assertThat(
            Feed.rows(features, "SELECT count(*), count(DISTINCT (__key, __cutoff)) FROM features"))
        .containsExactly(List.of("" + kept, "" + kept));

    Path again = folder.resolve("again.duckdb");
    String shuffled =
        "SELECT * REPLACE (100000 - __row AS __row) FROM (" + query + ") ORDER BY hash(__row)";
    assertThat(split(shuffled, split, salt, again, 1)).isEqualTo(counts);
    String all = "SELECT * FROM features ORDER BY __position";
    assertThat(Feed.rows(again, all)).isEqualTo(Feed.rows(features, all));
  }

  private static SplitCounts split(
      String query, SplitSpec split, int salt, Path features, int threads) {
    return new SplitAssigner(
            Feed.CONTRACT, split, new Seeds(salt), new DuckSettings("256MB", threads))
        .assign(clean(query), features);
  }

  private static Path clean(String query) {
    return Feed.clean(folder, query);
  }

  /** Whether the labels of one part are known by the first cutoff of another. */
  private static boolean labelsKnownBefore(Path features, int part, int next, int gapDays) {
    String sql =
        "SELECT (SELECT max(__cutoff) FROM features WHERE __split = %d) + to_days(%d) <= (SELECT"
            + " min(__cutoff) FROM features WHERE __split = %d)";
    return Boolean.parseBoolean(
        Feed.rows(features, sql.formatted(part, gapDays, next)).get(0).get(0));
  }

  /** Entities come and go; a cutoff lies a whole number of steps after the start. */
  private static String rows(int entities, int cutoffs, int stepDays, int salt) {
    return "SELECT row_number() OVER (ORDER BY c, e) AS __row, 'e' || e AS __key, TIMESTAMP"
        + " '2023-01-01' + to_days((c * "
        + stepDays
        + ")::INTEGER) AS __cutoff, (hash(e, c) % 2)::TINYINT AS __label, 1.0::DOUBLE AS tenure,"
        + " 1.0::DOUBLE AS charges, e::DOUBLE AS calls, 'a' AS plan, 'b' AS \"state \"\"home\"\"\""
        + " FROM range(0, "
        + entities
        + ") e(e), range(0, "
        + cutoffs
        + ") c(c) WHERE hash(e, "
        + salt
        + ") % 8 <= c";
  }

  private static Instant day(int days) {
    return START.plusSeconds(86_400L * days);
  }
}
