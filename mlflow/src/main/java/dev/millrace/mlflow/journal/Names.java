package dev.millrace.mlflow.journal;

import dev.millrace.contract.support.Hashes;
import java.util.Locale;

/** Names that every MLflow server takes for parameters, metrics and tags. */
public final class Names {
  /** MLflow: 250; older servers count bytes of a file name. */
  private static final int LONGEST = 250;

  private static final int HASH = 8;

  private Names() {}

  /**
   * The name itself where it is of letters, digits, {@code _ - . : /} and blanks, is not too long
   * and is no path that could be written shorter; else one that stays recognisable and is another
   * for every name.
   */
  public static String clean(String name) {
    StringBuilder clean = new StringBuilder();
    name.codePoints()
        .forEach(
            c -> {
              if (isPlain(c)) {
                clean.appendCodePoint(c);
              } else {
                clean.append(String.format(Locale.ROOT, "_u%04x", c));
              }
            });
    String text = isShortestPath(clean.toString()) ? clean.toString() : flat(clean.toString());
    if (text.length() <= LONGEST) {
      return text;
    }
    return text.substring(0, LONGEST - HASH - 1) + "_" + Hashes.sha256(name).substring(0, HASH);
  }

  /** The name of a model: MLflow takes these characters for parts of addresses. */
  public static String ofModel(String name) {
    return name.replaceAll("[/:.%\"'`]", "-");
  }

  private static boolean isPlain(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "_-.: /".indexOf(c) >= 0;
  }

  private static boolean isShortestPath(String name) {
    return !name.isBlank()
        && !name.matches(".*//.*|/.*|.*/")
        && !name.matches("(.*/)?\\.{1,2}(/.*)?");
  }

  private static String flat(String name) {
    return name.isBlank() ? "_" : "_" + name.replace("/", "_u002f");
  }
}
