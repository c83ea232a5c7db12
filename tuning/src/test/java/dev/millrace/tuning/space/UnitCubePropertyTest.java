package dev.millrace.tuning.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

class UnitCubePropertyTest {
  private static final SearchSpace SPACE =
      new SearchSpace(
          List.of(
              Dimension.of(new Parameter.Real("share", 0.1, 0.3, false)),
              Dimension.of(new Parameter.Choice("only", List.of(1L))),
              Dimension.of(new Parameter.Real("rate", 1e-5, 0.7, true)),
              Dimension.of(new Parameter.Whole("width", -5, 25, 10, false)),
              Dimension.of(new Parameter.Whole("batch", 1, 1000, 1, true)),
              Dimension.of(new Parameter.Choice("activation", List.of("relu", "tanh", "elu"))),
              new Dimension(
                  new Parameter.Real("slope", 0, 1, false),
                  List.of(new Condition.OneOf("activation", List.of("elu"))))));
  private static final UnitCube CUBE = new UnitCube(SPACE);

  @Property(tries = 300)
  void a_point_is_inside_the_space_and_its_coordinates_give_it_again(
      @ForAll @Size(6) List<@DoubleRange(min = 0, max = 1) Double> drawn) {
    double[] coordinates = drawn.stream().mapToDouble(v -> v).toArray();
    Point point = CUBE.getValue(coordinates);
    Map<String, Object> values = point.values();
    assertThat((Double) values.get("share")).isBetween(0.1, 0.3);
    assertThat((Double) values.get("rate")).isBetween(1e-5, 0.7);
    assertThat((Long) values.get("width")).isIn(-5L, 5L, 15L, 25L);
    assertThat((Long) values.get("batch")).isBetween(1L, 1000L);
    assertThat(values.get("only")).isEqualTo(1L);
    assertThat(values.containsKey("slope")).isEqualTo("elu".equals(values.get("activation")));
    same(point, CUBE.getValue(existing(CUBE.coordinatesOf(point))));
  }

  @Property(tries = 300)
  void coordinates_of_numbers_without_steps_are_kept(
      @ForAll @DoubleRange(min = 0, max = 1) double share,
      @ForAll @DoubleRange(min = 0, max = 1) double rate) {
    double[] again =
        CUBE.coordinatesOf(CUBE.getValue(new double[] {share, rate, 0.5, 0.5, 0.5, 0.5}));
    assertThat(again[0]).isCloseTo(share, within(1e-12));
    assertThat(again[1]).isCloseTo(rate, within(1e-12));
    assertThat(again[5]).isNaN();
  }

  private static double[] existing(double[] coordinates) {
    double[] filled = coordinates.clone();
    if (Double.isNaN(filled[5])) {
      filled[5] = 0.5;
    }
    return filled;
  }

  private static void same(Point point, Point again) {
    assertThat(again.values().keySet()).isEqualTo(point.values().keySet());
    point
        .values()
        .forEach(
            (name, value) -> {
              if (value instanceof Double number) {
                assertThat((Double) again.values().get(name))
                    .isCloseTo(number, within(1e-12 * Math.max(1e-3, number)));
              } else {
                assertThat(again.values().get(name)).isEqualTo(value);
              }
            });
  }
}
