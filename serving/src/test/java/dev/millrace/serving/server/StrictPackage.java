package dev.millrace.serving.server;

import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Io;
import dev.millrace.scoring.Checksums;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The second version of the test's model with the rule {@code unseen: fail}. */
final class StrictPackage {
  private StrictPackage() {}

  static Path in(Path directory) {
    Path strict = directory.resolve("model");
    try {
      Files.createDirectories(strict);
      try (var files = Files.list(Served.modelPackage(2))) {
        for (Path file : files.toList()) {
          Files.copy(file, strict.resolve(file.getFileName()));
        }
      }
      Path encoder = strict.resolve("encoder.json");
      AtomicFiles.writeText(encoder, Files.readString(encoder).replace("\"IGNORE\"", "\"FAIL\""));
      Path golden = strict.resolve("golden.jsonl");
      List<String> seen =
          Files.readAllLines(golden).stream().filter(line -> !line.contains("no row has")).toList();
      AtomicFiles.writeText(golden, String.join("\n", seen) + "\n");
      Checksums.write(strict);
      return strict;
    } catch (IOException e) {
      throw Io.fault(strict, e);
    }
  }
}
