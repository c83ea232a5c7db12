package dev.millrace.pipeline.stage;

import dev.millrace.contract.support.Hashes;
import dev.millrace.contract.support.Io;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The version of the code of a module: a hash of its jar, or of its classes where it runs from a
 * folder. Changed code can so never meet an output that older code wrote.
 */
final class CodeVersion {
  private CodeVersion() {}

  /** Over the modules that the given classes belong to. */
  static String of(Class<?>... representatives) {
    StringBuilder text = new StringBuilder();
    for (Class<?> type : representatives) {
      text.append(hash(home(type))).append('\n');
    }
    return Hashes.sha256(text.toString());
  }

  private static Path home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("where is " + type + "?", e);
    }
  }

  private static String hash(Path home) {
    if (Files.isRegularFile(home)) {
      return Hashes.sha256(home);
    }
    try (Stream<Path> files = Files.walk(home)) {
      List<String> hashes =
          files
              .filter(Files::isRegularFile)
              .map(file -> home.relativize(file) + " " + Hashes.sha256(file))
              .sorted()
              .toList();
      return Hashes.sha256(String.join("\n", hashes));
    } catch (IOException e) {
      throw Io.fault(home, e);
    }
  }
}
