package dev.millrace.etl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;

/** Public tables that are measured with but not kept in the repository. */
public final class RealTables {
  private RealTables() {}

  /**
   * A file of the folder {@code MILLRACE_DATA} (a property or variable), by default {@code
   * ../shared/data} beside the repository. Without it a test is skipped, but fails in CI.
   */
  public static Path named(String name) {
    String folder =
        Objects.requireNonNullElseGet(
            System.getProperty("MILLRACE_DATA", System.getenv("MILLRACE_DATA")),
            () -> System.getProperty("millrace.root", "..") + "/../shared/data");
    Path file = Path.of(folder, name).toAbsolutePath().normalize();
    if ("true".equals(System.getenv("CI"))) {
      assertThat(file).as("a table the tests need; set MILLRACE_DATA").exists();
    }
    Assumptions.assumeTrue(Files.exists(file), () -> "skipped: there is no " + file);
    return file;
  }
}
