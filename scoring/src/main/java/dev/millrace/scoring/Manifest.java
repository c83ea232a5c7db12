package dev.millrace.scoring;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What a model package is; the first file that is read.
 *
 * @param format version of the package's layout, see {@link PackageFiles#FORMAT}
 * @param name the recipe's name
 * @param network the network's name in the recipe, for example {@code mlp}; of an ensemble that of
 *     its first member
 * @param width number of features the network takes
 * @param nullValues texts that meant "missing" in the source of the training rows
 * @param millrace version of Millrace that wrote the package
 * @param moreNetworks files of an ensemble's members beside {@link PackageFiles#NETWORK}; empty,
 *     and absent from the file, where the model is one network
 */
public record Manifest(
    int format,
    String name,
    String network,
    int width,
    List<String> nullValues,
    String millrace,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> moreNetworks) {
  public Manifest {
    nullValues = List.copyOf(nullValues);
    moreNetworks = moreNetworks == null ? List.of() : List.copyOf(moreNetworks);
  }
}
