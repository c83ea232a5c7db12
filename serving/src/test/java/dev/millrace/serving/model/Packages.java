package dev.millrace.serving.model;

import dev.millrace.contract.support.Io;
import dev.millrace.scoring.Checksums;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The two versions of one model that the tests serve, and copies of them with one thing changed.
 */
final class Packages {
  static final Path ONE = Path.of("src/test/resources/packages/subscribers-1").toAbsolutePath();
  static final Path TWO = ONE.resolveSibling("subscribers-2");

  /** A self-test that measures for a moment only. */
  static final SelfTest QUICK = new SelfTest(Duration.ZERO);

  private Packages() {}

  static ServedModel load(Path folder) {
    return QUICK.load(FolderSource.candidate(folder, "folder " + folder.getFileName()));
  }

  static Path copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
      return to;
    } catch (IOException e) {
      throw Io.fault(to, e);
    }
  }

  /** Replaces text in a file of a package, whose checksums are right again afterwards. */
  static Path edit(Path folder, String file, String before, String after) {
    damage(folder, file, before, after);
    Checksums.write(folder);
    return folder;
  }

  /** Replaces text in a file of a package, whose checksums are wrong afterwards. */
  static void damage(Path folder, String file, String before, String after) {
    try {
      Path path = folder.resolve(file);
      String text = Files.readString(path);
      if (!text.contains(before)) {
        throw new AssertionError(path + " does not contain " + before);
      }
      Files.writeString(path, text.replace(before, after));
    } catch (IOException e) {
      throw Io.fault(folder, e);
    }
  }

  static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw Io.fault(folder, e);
    }
  }
}
