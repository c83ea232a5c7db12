package dev.millrace.models.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contract.rows.TestRows;
import dev.millrace.contract.support.Progress;
import dev.millrace.models.evaluate.PackageComparison;
import dev.millrace.models.rows.MemoryRows;
import dev.millrace.scoring.ModelPackage;
import dev.millrace.scoring.Scorer;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageComparisonTest {
  private static final int ROWS = 100;

  @TempDir Path folder;

  @Test
  void a_model_is_no_worse_than_itself() {
    ModelPackage one = ModelPackage.load(write("one"));

    PackageComparison result = compare(one, one);

    assertThat(result.rows()).isEqualTo(ROWS);
    assertThat(result.difference()).isZero();
    assertThat(result.pValue()).isEqualTo(1);
    assertThat(result.isWorse()).isFalse();
  }

  @Test
  void its_auc_is_that_of_the_scores_that_the_package_gives() {
    ModelPackage one = ModelPackage.load(write("one"));
    long right = 0;
    double[] scores;
    try (Scorer scorer = new Scorer(one)) {
      scores = scorer.score(PackageFixture.rows(ROWS));
    }
    BitSet positive = positive();
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < ROWS; j++) {
        if (positive.get(i) && !positive.get(j)) {
          right += scores[i] > scores[j] ? 2 : scores[i] == scores[j] ? 1 : 0;
        }
      }
    }
    double pairs = 2.0 * positive.cardinality() * (ROWS - positive.cardinality());

    assertThat(compare(one, one).rocAuc()).isEqualTo(right / pairs, within(1e-12));
  }

  @Test
  void test_rows_are_taken_once() {
    ModelPackage one = ModelPackage.load(write("one"));
    TestRows test = test();
    PackageComparison.on(test, one, one, Progress.silent());

    assertThatThrownBy(() -> PackageComparison.on(test, one, one, Progress.silent()))
        .isInstanceOf(IllegalStateException.class);
  }

  private Path write(String name) {
    Path into = folder.resolve(name);
    PackageWriter.write(PackageFixture.contents(), into);
    return into;
  }

  private static PackageComparison compare(ModelPackage first, ModelPackage second) {
    return PackageComparison.on(test(), first, second, Progress.silent());
  }

  private static TestRows test() {
    return new TestRows(new MemoryRows(List.of(PackageFixture.rows(ROWS)), positive()));
  }

  private static BitSet positive() {
    BitSet positive = new BitSet(ROWS);
    for (int row = 0; row < ROWS; row += 3) {
      positive.set(row);
    }
    return positive;
  }
}
