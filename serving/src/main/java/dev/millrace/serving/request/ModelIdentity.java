package dev.millrace.serving.request;

import dev.millrace.contract.feature.FeatureContract;
import java.util.List;

/**
 * Which model answers.
 *
 * @param name the recipe's name; in routes and answers
 * @param version the registry's version, or for a package from a folder its run id; never empty
 * @param contract what a row is
 * @param nullValues texts that mean "missing" where values are texts by nature (CSV)
 * @param threshold a row is positive from this calibrated probability on, in [0, 1]
 */
public record ModelIdentity(
    String name,
    String version,
    FeatureContract contract,
    List<String> nullValues,
    double threshold) {
  public ModelIdentity {
    nullValues = List.copyOf(nullValues);
  }
}
