package dev.millrace.contract.encode;

import dev.millrace.contract.feature.Encoding;
import java.util.Arrays;
import java.util.List;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonIgnore;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * {@link Encoding.Method#ONE_HOT}: a 0/1 feature for each category. Two categories make a single
 * feature instead: -1 for the first, 1 for the second, 0 where nothing is known.
 */
final class OneHotEncoding extends CategoryEncoding {
  private static final long serialVersionUID = 1L;
  private static final int PAIR = 2;

  @JsonIgnore private final int size;

  @JsonCreator
  OneHotEncoding(
      @JsonProperty("column") String column, @JsonProperty("rules") CategoryRules rules) {
    super(column, rules, names(column, rules.categories()));
    this.size = rules.categories().size();
  }

  @Override
  void write(int category, float[] out, int at) {
    if (size == PAIR) {
      out[at] = category == NONE ? 0 : 2 * category - 1;
      return;
    }
    Arrays.fill(out, at, at + size, 0);
    if (category != NONE) {
      out[at + category] = 1;
    }
  }

  private static List<String> names(String column, List<String> categories) {
    List<String> named = categories.size() == PAIR ? categories.subList(1, PAIR) : categories;
    return named.stream().map(category -> column + " = " + category).toList();
  }
}
