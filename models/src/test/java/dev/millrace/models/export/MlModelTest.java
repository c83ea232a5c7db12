package dev.millrace.models.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.Target;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MlModelTest {

  @Test
  void beside_a_category_anything_is_taken() {
    assertThat(types(ColumnType.INTEGER, ColumnType.CATEGORY, ColumnType.BOOLEAN))
        .containsExactly("any", "string", "any");
  }

  @Test
  void without_a_category_one_column_at_least_makes_the_row_doubles() {
    assertThat(types(ColumnType.INTEGER, ColumnType.NUMBER, ColumnType.DATE))
        .containsExactly("any", "double", "double");
    assertThat(types(ColumnType.INTEGER, ColumnType.BOOLEAN)).containsExactly("any", "double");
    assertThat(types(ColumnType.INTEGER, ColumnType.INTEGER)).containsExactly("double", "double");
  }

  private static List<Object> types(ColumnType... types) {
    List<Column> columns =
        IntStream.range(0, types.length).mapToObj(i -> Column.of("c" + i, types[i])).toList();
    FeatureContract contract =
        new FeatureContract("test", null, new Target("churn", "Yes"), columns);
    return MlModel.inputs(contract).stream().map(input -> input.get("type")).toList();
  }
}
