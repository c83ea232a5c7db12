package dev.millrace.contract.encode;

import dev.millrace.contract.feature.Encoding.Unseen;
import java.io.Serializable;
import java.util.List;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * What all encodings of categories know.
 *
 * @param categories the known ones, in the order of their features; at least one
 * @param unseen what any other category becomes
 * @param mostFrequent position of the training rows' most frequent category
 * @param indicator whether a last feature says that the value is missing
 */
record CategoryRules(List<String> categories, Unseen unseen, int mostFrequent, boolean indicator)
    implements Serializable {

  @JsonCreator
  CategoryRules(
      @JsonProperty("categories") List<String> categories,
      @JsonProperty("unseen") Unseen unseen,
      @JsonProperty("mostFrequent") int mostFrequent,
      @JsonProperty("indicator") boolean indicator) {
    this.categories = List.copyOf(categories);
    this.unseen = unseen;
    this.mostFrequent = mostFrequent;
    this.indicator = indicator;
  }
}
