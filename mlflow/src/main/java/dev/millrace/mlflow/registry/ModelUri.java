package dev.millrace.mlflow.registry;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a version: {@code models:/telco@champion} or {@code models:/telco/3}.
 *
 * @param alias empty where a version is named
 * @param version empty where an alias is named
 */
public record ModelUri(String name, String alias, String version) {
  private static final Pattern FORM = Pattern.compile("(?:models:/)?([^/@]+)(?:@([^/@]+)|/(\\d+))");

  /**
   * Reads one; {@code models:/} may be left out.
   *
   * @throws MillraceException {@code ARGUMENT_INVALID} where it is none
   */
  public static ModelUri parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new MillraceException(
          ErrorCode.ARGUMENT_INVALID,
          "'" + text + "' names no version of a model.",
          "Expected models:/NAME@ALIAS or models:/NAME/VERSION, for example"
              + " models:/telco@champion.");
    }
    return new ModelUri(matcher.group(1), orEmpty(matcher.group(2)), orEmpty(matcher.group(3)));
  }

  private static String orEmpty(String group) {
    return group == null ? "" : group;
  }

  @Override
  public String toString() {
    return "models:/" + name + (alias.isEmpty() ? "/" + version : "@" + alias);
  }
}
