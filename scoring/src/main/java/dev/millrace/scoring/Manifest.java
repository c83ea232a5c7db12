package dev.millrace.scoring;

import java.util.List;

/**
 * What a model package is; the first file that is read.
 *
 * @param format version of the package's layout, see {@link PackageFiles#FORMAT}
 * @param name the recipe's name
 * @param network the network's name in the recipe, for example {@code mlp}
 * @param width number of features the network takes
 * @param nullValues texts that meant "missing" in the source of the training rows
 * @param millrace version of Millrace that wrote the package
 */
public record Manifest(
    int format, String name, String network, int width, List<String> nullValues, String millrace) {
  public Manifest {
    nullValues = List.copyOf(nullValues);
  }
}
