package dev.millrace.scoring;

/**
 * What a model package is; the first file that is read.
 *
 * @param format version of the package's layout, see {@link PackageFiles#FORMAT}
 * @param name the recipe's name
 * @param network the network's name in the recipe, for example {@code mlp}
 * @param width number of features the network takes
 * @param millrace version of Millrace that wrote the package
 */
public record Manifest(int format, String name, String network, int width, String millrace) {}
