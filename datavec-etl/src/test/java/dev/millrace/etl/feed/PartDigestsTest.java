package dev.millrace.etl.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.feature.FeatureContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartDigestsTest {
  @TempDir Path folder;

  @Test
  void equal_rows_in_any_order_have_equal_digests() {
    Path features = features();
    PartDigests before = digests(features);

    Feed.run(
        features,
        "CREATE TABLE other AS SELECT * FROM features ORDER BY hash(__key)",
        "DROP TABLE features",
        "ALTER TABLE other RENAME TO features");

    assertThat(digests(features)).isEqualTo(before);
    assertThat(before.train()).matches("[0-9a-f]{16}").isNotEqualTo(before.test());
  }

  @Test
  void one_changed_value_changes_the_digest_of_its_part_alone() {
    Path features = features();
    PartDigests before = digests(features);

    Feed.run(
        features,
        "UPDATE features SET tenure = tenure + 1e-9 WHERE __key ="
            + " (SELECT min(__key) FROM features WHERE __split = 2 AND tenure IS NOT NULL)");

    PartDigests after = digests(features);
    assertThat(after.test()).isNotEqualTo(before.test());
    assertThat(after.train()).isEqualTo(before.train());
    assertThat(after.validation()).isEqualTo(before.validation());
  }

  @Test
  void what_a_run_does_not_use_is_no_part_of_its_data() {
    Path features = features();
    FeatureContract all = Feed.CONTRACT;
    FeatureContract fewer =
        new FeatureContract(all.name(), all.key(), all.target(), all.columns().subList(0, 3));

    assertThat(PartDigests.of(features, fewer, Feed.SETTINGS).train())
        .isNotEqualTo(digests(features).train());
  }

  private Path features() {
    Path features = folder.resolve("features.duckdb");
    Feed.split(Feed.clean(folder, 300), features, Feed.STRATIFIED);
    return features;
  }

  private static PartDigests digests(Path features) {
    return PartDigests.of(features, Feed.CONTRACT, Feed.SETTINGS);
  }
}
