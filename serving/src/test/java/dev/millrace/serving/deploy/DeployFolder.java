package dev.millrace.serving.deploy;

import dev.millrace.contract.support.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder {@code deploy/} of this checkout. */
final class DeployFolder {
  static final Path FOLDER = Path.of(System.getProperty("millrace.root", "..")).resolve("deploy");

  /** Rewrites the files that are written by code. */
  static final String COMMAND =
      "./mvnw -pl serving -am test -Dtest=DeployFilesTest -Dsurefire.failIfNoSpecifiedTests=false"
          + " -Dmillrace.golden.write";

  private DeployFolder() {}

  static String read(String name) throws IOException {
    return Files.readString(FOLDER.resolve(name));
  }

  static void write(String name, String text) {
    AtomicFiles.writeText(FOLDER.resolve(name), text);
  }
}
