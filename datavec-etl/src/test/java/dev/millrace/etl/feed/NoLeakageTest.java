package dev.millrace.etl.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.encode.Encoder;
import dev.millrace.contract.encode.FittedEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Nothing that is fitted may depend on a validation or test row. */
class NoLeakageTest {
  private static Path folder;
  private static Path features;
  private static List<String> expected;

  @BeforeContainer
  static void split() throws IOException {
    folder = Files.createTempDirectory("leakage");
    features = folder.resolve("features.duckdb");
    Feed.split(Feed.clean(folder, 400), features, Feed.STRATIFIED);
    expected = json(EncoderFitter.fit(features, Feed.CONTRACT, Feed.SETTINGS));
  }

  @AfterContainer
  static void clear() {
    dev.millrace.contract.support.AtomicFiles.deleteTree(folder);
  }

  @Property(tries = 30)
  void no_fitted_value_changes_when_validation_and_test_rows_change(
      @ForAll("changes") List<String> changes) throws IOException {
    Path changed = Files.copy(features, folder.resolve("changed-" + System.nanoTime()));
    Feed.run(changed, changes.toArray(String[]::new));
    assertThat(json(EncoderFitter.fit(changed, Feed.CONTRACT, Feed.SETTINGS))).isEqualTo(expected);
    Files.delete(changed);
  }

  /** The property above would be worth nothing if nothing ever changed what is fitted. */
  @Property(tries = 10)
  void the_same_changes_to_training_rows_do_change_it(@ForAll("updates") String update)
      throws IOException {
    Path changed = Files.copy(features, folder.resolve("changed-" + System.nanoTime()));
    Feed.run(changed, update.replace("__split > 0", "__split = 0"));
    assertThat(json(EncoderFitter.fit(changed, Feed.CONTRACT, Feed.SETTINGS)))
        .isNotEqualTo(expected);
    Files.delete(changed);
  }

  @Provide
  Arbitrary<List<String>> changes() {
    Arbitrary<String> deletes =
        Arbitraries.integers()
            .between(1, 5)
            .map(n -> "DELETE FROM features WHERE __split > 0 AND __position % 5 < " + n);
    Arbitrary<String> inserts =
        updates()
            .map(
                update ->
                    "INSERT INTO features SELECT * REPLACE (__position + 10000 AS __position, 'new'"
                        + " AS plan, 'new' AS \"state \"\"home\"\"\", 1 - __label AS __label,"
                        + " 1e12 AS tenure) FROM features WHERE __split > 0");
    return Arbitraries.oneOf(updates(), deletes, inserts).list().ofMinSize(1).ofMaxSize(4);
  }

  /** Every column and the label of some rows get other values. */
  @Provide
  Arbitrary<String> updates() {
    Arbitrary<Double> number = Arbitraries.doubles().between(-1e9, 1e9).ofScale(3);
    Arbitrary<String> text = Arbitraries.of("basic", "S1", "unseen", "zz");
    Arbitrary<Integer> some = Arbitraries.integers().between(1, 3);
    return Combinators.combine(number, text, some)
        .as(
            (x, t, n) ->
                "UPDATE features SET tenure = "
                    + x
                    + ", charges = 7, calls = "
                    + (x + 0.5)
                    + ", plan = '"
                    + t
                    + "', \"state \"\"home\"\"\" = '"
                    + t
                    + "', __label = 1 - __label WHERE __split > 0 AND __position % 3 < "
                    + n);
  }

  private static List<String> json(FittedEncoder fitted) {
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of(fitted.encoder()), fitted.outOfFold().stream())
        .map(Encoder::toJson)
        .toList();
  }
}
