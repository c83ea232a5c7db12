package dev.millrace.pipeline.stage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks git which commit a folder is at. */
final class GitCommit {
  private static final long PATIENCE_SECONDS = 5;

  private GitCommit() {}

  /** The commit, or empty where the folder is in no repository or there is no git. */
  static Optional<String> of(Path folder) {
    try {
      Process git =
          new ProcessBuilder("git", "-C", folder.toString(), "rev-parse", "HEAD")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String commit =
          new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      boolean ended = git.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return ended && git.exitValue() == 0 && commit.matches("[0-9a-f]{40,64}")
          ? Optional.of(commit)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // no git on this machine
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
