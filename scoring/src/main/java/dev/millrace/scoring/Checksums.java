package dev.millrace.scoring;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.error.Problem;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Hashes;
import dev.millrace.contract.support.Io;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code checksums.sha256} of a folder: every file but itself, sorted by name, as {@code sha256sum
 * --check} reads it.
 */
public final class Checksums {
  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  (.+)");

  private Checksums() {}

  /** Writes the checksums of all files in a folder and below. */
  public static void write(Path folder) {
    AtomicFiles.writeText(folder.resolve(PackageFiles.CHECKSUMS), render(actual(folder)));
  }

  /**
   * Compares a folder with its checksums.
   *
   * @throws MillraceException {@code PACKAGE_INVALID} naming every file that was changed, is
   *     missing, or was added
   */
  public static void verify(Path folder) {
    String text = read(folder.resolve(PackageFiles.CHECKSUMS));
    SortedMap<String, String> expected = parse(folder, text);
    SortedMap<String, String> actual = actual(folder);
    refuse(folder, differences(expected, actual));
    if (!text.equals(render(actual))) {
      throw Invalid.because(folder + ": " + PackageFiles.CHECKSUMS + " was changed.");
    }
  }

  private static SortedMap<String, String> actual(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      SortedMap<String, String> hashes = new TreeMap<>();
      for (Path file : paths.filter(path -> !Files.isDirectory(path)).toList()) {
        String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
        if (!name.equals(PackageFiles.CHECKSUMS)) {
          hashes.put(name, Hashes.sha256(file));
        }
      }
      return hashes;
    } catch (IOException e) {
      throw Io.fault(folder, e);
    } catch (UncheckedIOException e) {
      throw Io.fault(folder, new IOException(e));
    }
  }

  private static String render(SortedMap<String, String> hashes) {
    return hashes.entrySet().stream()
        .map(entry -> entry.getValue() + "  " + entry.getKey() + "\n")
        .collect(Collectors.joining());
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw Io.fault(file, e);
    }
  }

  private static SortedMap<String, String> parse(Path folder, String text) {
    SortedMap<String, String> hashes = new TreeMap<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw Invalid.because(
            "%s: line %d of %s was changed: expected a SHA-256, two blanks and a file name."
                .formatted(folder, number, PackageFiles.CHECKSUMS));
      }
      hashes.put(matcher.group(2), matcher.group(1));
    }
    return hashes;
  }

  private static List<Problem> differences(
      Map<String, String> expected, Map<String, String> actual) {
    List<Problem> problems = new ArrayList<>();
    expected.forEach(
        (name, hash) -> {
          String found = actual.get(name);
          if (found == null) {
            problems.add(new Problem(name, "is missing, but checksums.sha256 names it"));
          } else if (!found.equals(hash)) {
            problems.add(
                new Problem(name, "was changed: its SHA-256 is not that of checksums.sha256"));
          }
        });
    actual.keySet().stream()
        .filter(name -> !expected.containsKey(name))
        .map(name -> new Problem(name, "was added: checksums.sha256 does not name it"))
        .forEach(problems::add);
    return problems;
  }

  private static void refuse(Path folder, List<Problem> problems) {
    if (problems.isEmpty()) {
      return;
    }
    if (problems.size() == 1) {
      Problem problem = problems.get(0);
      throw Invalid.because("%s: %s %s.".formatted(folder, problem.place(), problem.message()));
    }
    String names = problems.stream().map(Problem::place).collect(Collectors.joining(", "));
    throw new MillraceException(
        ErrorCode.PACKAGE_INVALID,
        "%s: %d files are not as packaged: %s.".formatted(folder, problems.size(), names),
        Invalid.COPY_AGAIN,
        problems);
  }
}
