package dev.millrace.mlflow.journal;

import dev.millrace.contract.support.Hashes;
import dev.millrace.mlflow.journal.Entry.FileRef;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The checksums of a folder of files, as {@code sha256sum --check} reads them; the hash of the
 * manifest stands for all of them.
 */
public final class Checks {
  /** The file with the checksums of all others, in the package of a model or added to it. */
  public static final String FILE = "checksums.sha256";

  /** Tag with the hash of the manifest. */
  public static final String TAG = "millrace.sha256";

  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  (.+)");

  private Checks() {}

  /** Whether the files bring their manifest. */
  public static boolean isAmong(List<FileRef> files) {
    return files.stream().anyMatch(file -> file.name().equals(FILE));
  }

  public static String text(List<FileRef> files) {
    return files.stream()
        .sorted(Comparator.comparing(FileRef::name))
        .map(file -> file.sha256() + "  " + file.name() + "\n")
        .collect(Collectors.joining());
  }

  /** The hash that stands for all files. */
  public static String digest(List<FileRef> files) {
    return files.stream()
        .filter(file -> file.name().equals(FILE))
        .map(FileRef::sha256)
        .findFirst()
        .orElseGet(() -> Hashes.sha256(text(files)));
  }

  /** Hash by name; lines that are no checksums are left out. */
  public static Map<String, String> parse(String text) {
    Map<String, String> hashes = new TreeMap<>();
    for (String line : text.lines().toList()) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        hashes.put(matcher.group(2), matcher.group(1));
      }
    }
    return hashes;
  }
}
