package dev.millrace.serving.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.serving.config.ConfigReader;
import dev.millrace.serving.config.ServeConfig;
import dev.millrace.serving.config.Sources;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  private static final ServeConfig CONFIG =
      ConfigReader.read(new Sources(Map.of(), Map.of(), null)).config();

  @TempDir Path directory;

  @Test
  void beside_another_server_it_is_one_for_this_process_and_goes_with_it() {
    Path usual = directory.resolve("data");
    try (DataFolder first = DataFolder.open(CONFIG, usual)) {
      DataFolder second = DataFolder.open(CONFIG, usual);
      assertThat(second.path()).isNotEqualTo(first.path()).isNotEmptyDirectory();

      second.close();

      assertThat(second.path()).doesNotExist();
    }
    assertThat(usual.resolve("id.key")).exists();
  }
}
