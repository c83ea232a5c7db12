package dev.millrace.models.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.models.evaluate.Evaluation.Point;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CurvesTest {

  @Test
  void the_roc_curve_has_a_point_for_each_distinct_probability_as_in_scikit_learn() {
    List<Point> roc = RocCurve.points(Sample.tally(Sample.a()));
    assertThat(roc).hasSize(45);
    assertThat(roc.get(2)).isEqualTo(new Point(1 / 39.0, 1 / 21.0));
    assertThat(roc.get(5)).isEqualTo(new Point(1 / 39.0, 4 / 21.0));
  }

  @Property
  void the_area_under_the_roc_curve_is_the_roc_auc(
      @ForAll @IntRange(min = 2, max = 120) int size, @ForAll long seed) {
    Tally tally = Sample.tally(Sample.tied(size, 15, seed));
    assertThat(area(RocCurve.points(tally))).isEqualTo(RocAuc.of(tally), within(1e-12));
  }

  @Test
  void a_thinned_curve_keeps_its_ends_and_its_shape() {
    Tally tally = Sample.tally(Sample.drawn(20_000, 1, 0, 3));
    List<Point> roc = RocCurve.points(tally);
    List<Point> thin = CurveThinning.thin(roc);
    assertThat(roc).hasSizeGreaterThan(10_000);
    assertThat(thin).hasSizeLessThanOrEqualTo(200).isSubsetOf(roc);
    assertThat(thin.get(0)).isEqualTo(new Point(0, 0));
    assertThat(thin.get(thin.size() - 1)).isEqualTo(new Point(1, 1));
    assertThat(area(thin)).isEqualTo(RocAuc.of(tally), within(1e-3));
  }

  @Test
  void a_straight_line_needs_only_its_ends_whatever_its_unit() {
    List<Point> line =
        IntStream.rangeClosed(0, 1000).mapToObj(i -> new Point(i / 1000.0, i * 5000.0)).toList();
    assertThat(CurveThinning.thin(line)).containsExactly(new Point(0, 0), new Point(1, 5_000_000));
  }

  @Test
  void a_corner_in_money_is_kept_as_well_as_one_in_shares() {
    List<Point> peak =
        IntStream.rangeClosed(0, 1000)
            .mapToObj(i -> new Point(i / 1000.0, 90_000.0 * Math.min(i, 600 - i / 2)))
            .toList();
    assertThat(CurveThinning.thin(peak, 3)).contains(peak.get(400));
  }

  @Test
  void the_precision_recall_curve_begins_at_the_first_precision_and_ends_at_the_base_rate() {
    List<Point> curve = PrecisionRecallCurve.points(Sample.tally(Sample.a()));
    assertThat(curve.get(0)).isEqualTo(new Point(0, 1));
    assertThat(curve.get(curve.size() - 1)).isEqualTo(new Point(1, 21 / 60.0));
  }

  @Test
  void lift_is_the_density_of_positives_in_a_tenth_over_the_density_of_all() {
    boolean[] labels = new boolean[20];
    double[] probabilities = new double[20];
    for (int i = 0; i < 20; i++) {
      probabilities[i] = 1 - i / 20.0;
      labels[i] = i == 0 || i == 1 || i == 5 || i == 19;
    }
    List<Double> lifts = GainCurve.liftByDecile(Sample.tally(Sample.rows(probabilities, labels)));
    assertThat(lifts).containsExactly(5.0, 0.0, 2.5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 2.5);
  }

  @Test
  void rows_of_equal_probability_share_their_lift() {
    boolean[] labels = new boolean[40];
    labels[7] = true;
    double[] same = new double[40];
    assertThat(GainCurve.liftByDecile(Sample.tally(Sample.rows(same, labels))))
        .allSatisfy(lift -> assertThat(lift).isEqualTo(1, within(1e-12)));
  }

  @Property
  void the_mean_lift_is_one_and_the_gain_never_falls(
      @ForAll @IntRange(min = 2, max = 120) int size, @ForAll long seed) {
    Tally tally = Sample.tally(Sample.tied(size, 15, seed));
    assertThat(GainCurve.liftByDecile(tally).stream().mapToDouble(d -> d).average().orElseThrow())
        .isEqualTo(1, within(1e-9));
    List<Point> gain = GainCurve.points(tally);
    for (int i = 1; i < gain.size(); i++) {
      assertThat(gain.get(i).x()).isGreaterThan(gain.get(i - 1).x());
      assertThat(gain.get(i).y()).isGreaterThanOrEqualTo(gain.get(i - 1).y());
    }
  }

  private static double area(List<Point> curve) {
    double area = 0;
    for (int i = 1; i < curve.size(); i++) {
      Point a = curve.get(i - 1);
      Point b = curve.get(i);
      area += (b.x() - a.x()) * (a.y() + b.y()) / 2;
    }
    return area;
  }
}
