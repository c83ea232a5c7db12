package dev.millrace.contract.encode;

import dev.millrace.contract.feature.Encoding;
import java.util.List;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonIgnore;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * {@link Encoding.Method#ORDINAL}: the position among the categories, -1 for the first to 1 for the
 * last; 0 where nothing is known and for an only category.
 */
final class OrdinalEncoding extends CategoryEncoding {
  private static final long serialVersionUID = 1L;

  @JsonIgnore private final int last;

  @JsonCreator
  OrdinalEncoding(
      @JsonProperty("column") String column, @JsonProperty("rules") CategoryRules rules) {
    super(column, rules, List.of(column));
    this.last = rules.categories().size() - 1;
  }

  @Override
  void write(int category, float[] out, int at) {
    out[at] = category == NONE || last == 0 ? 0 : (float) (2.0 * category / last - 1);
  }
}
