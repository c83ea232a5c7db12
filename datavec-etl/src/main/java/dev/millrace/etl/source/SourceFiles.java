package dev.millrace.etl.source;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.error.Suggestions;
import dev.millrace.contract.support.Io;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the files that a source names. */
final class SourceFiles {
  private static final Pattern GLOB = Pattern.compile("[*?\\[{]");

  /** An address, also where somebody put a folder before it and normalised the result. */
  private static final Pattern ADDRESS =
      Pattern.compile("(?:^|/)(https?|s3a?|s3n|gs|gcs|r2|az|abfss?|hdfs|ftp|hf):/{1,2}(.*)");

  private static final int NEAREST_SHOWN = 5;

  private SourceFiles() {}

  /** All files of the patterns: sorted within a pattern, patterns in their order, each once. */
  static List<Path> expand(String source, List<String> patterns) {
    if (patterns.isEmpty()) {
      throw new MillraceException(
          ErrorCode.SOURCE_NOT_FOUND,
          "Source '" + source + "' names no file.",
          "Give it a 'path'.");
    }
    Set<Path> files = new LinkedHashSet<>();
    for (String pattern : patterns) {
      files.addAll(matches(source, pattern));
    }
    files.forEach(file -> requireContent(source, file));
    return List.copyOf(files);
  }

  private static List<Path> matches(String source, String pattern) {
    refuseAddress(source, pattern);
    Path literal = Path.of(pattern).toAbsolutePath();
    if (Files.isRegularFile(literal)) {
      return List.of(literal.normalize());
    }
    if (Files.isDirectory(literal)) {
      throw new MillraceException(
          ErrorCode.SOURCE_NOT_FOUND,
          "Source '" + source + "': expected a file, but " + pattern + " is a folder.",
          "Name the files in it, for example " + pattern + "/*.csv.");
    }
    List<Path> found = glob(literal);
    if (found.isEmpty()) {
      throw notFound(source, pattern, literal);
    }
    return found;
  }

  private static void refuseAddress(String source, String pattern) {
    Matcher address = ADDRESS.matcher(pattern);
    if (address.find()) {
      throw new MillraceException(
          ErrorCode.SOURCE_NOT_FOUND,
          "Source '"
              + source
              + "': expected a file on this machine, but '"
              + address.group(1)
              + "://"
              + address.group(2)
              + "' is an address; Millrace does not read over the network.",
          "Download the file and name its path.");
    }
  }

  private static List<Path> glob(Path pattern) {
    Path root = fixedPart(pattern);
    if (root.equals(pattern) || !Files.isDirectory(root)) {
      return List.of();
    }
    String below = root.relativize(pattern).toString();
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + below);
    try (Stream<Path> walk = Files.walk(root, depth(root, pattern), FileVisitOption.FOLLOW_LINKS)) {
      return walk.filter(file -> matcher.matches(root.relativize(file)))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw Io.fault(root, new IOException(e));
    } catch (IOException e) {
      throw Io.fault(root, e);
    }
  }

  /** The longest front part of a pattern without wildcards, or with those of a folder's name. */
  private static Path fixedPart(Path pattern) {
    Path fixed = pattern.getRoot();
    for (Path name : pattern) {
      Path next = fixed.resolve(name);
      if (GLOB.matcher(name.toString()).find() && !Files.isDirectory(next)) {
        break;
      }
      fixed = next;
    }
    return fixed;
  }

  private static int depth(Path root, Path pattern) {
    return pattern.toString().contains("**")
        ? Integer.MAX_VALUE
        : pattern.getNameCount() - root.getNameCount();
  }

  private static MillraceException notFound(String source, String pattern, Path literal) {
    Path folder = GLOB.matcher(pattern).find() ? fixedPart(literal) : literal.getParent();
    String message = "Source '" + source + "': there is no file " + pattern + ".";
    if (folder == null || !Files.isDirectory(folder)) {
      return new MillraceException(
          ErrorCode.SOURCE_NOT_FOUND,
          message,
          "There is no folder " + folder + " either: check the path.");
    }
    SortedSet<String> names = namesIn(folder);
    String wanted = String.valueOf(literal.getFileName());
    String hint =
        Suggestions.nearest(wanted, names)
            .map(name -> "Did you mean " + folder.resolve(name) + "?")
            .orElseGet(() -> "In " + folder + " there is: " + shown(names) + ".");
    return new MillraceException(ErrorCode.SOURCE_NOT_FOUND, message, hint);
  }

  private static SortedSet<String> namesIn(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      TreeSet<String> names = new TreeSet<>();
      entries.filter(Files::isRegularFile).forEach(e -> names.add(e.getFileName().toString()));
      return names;
    } catch (IOException e) {
      throw Io.fault(folder, e);
    }
  }

  private static String shown(SortedSet<String> names) {
    if (names.isEmpty()) {
      return "no file";
    }
    String first = String.join(", ", names.stream().limit(NEAREST_SHOWN).toList());
    int more = names.size() - NEAREST_SHOWN;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  private static void requireContent(String source, Path file) {
    try {
      if (Files.size(file) == 0) {
        throw new MillraceException(
            ErrorCode.SOURCE_EMPTY,
            "Source '" + source + "': " + file + " is empty (0 bytes).",
            "Check what writes it, or leave it out of the source.");
      }
    } catch (IOException e) {
      throw Io.fault(file, e);
    }
  }
}
