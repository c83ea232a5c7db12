package dev.millrace.serving.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServeConfigTest {
  @Test
  void every_default_is_as_documented() {
    assertThat(ServeConfig.defaults())
        .isEqualTo(
            new ServeConfig(
                "127.0.0.1",
                8080,
                null,
                0,
                new Watch(Duration.ofSeconds(5)),
                null,
                new Limits(
                    4_194_304, 10_000, Duration.ofSeconds(10), Duration.ofSeconds(60), 2_000, 512),
                new Batching(Batching.Mode.AUTO, 256, 50),
                null,
                new Auth(List.of(), null, null),
                List.of(),
                LogForm.TEXT,
                new AccessLog(false, null),
                null,
                null,
                Duration.ofSeconds(20)));
  }

  @Test
  void nothing_given_reads_as_the_defaults() {
    ConfigReader.Loaded loaded = ConfigReader.read(new Sources(Map.of(), Map.of(), null));

    assertThat(loaded.config()).isEqualTo(ServeConfig.defaults());
    assertThat(loaded.warnings()).isEmpty();
  }

  @Test
  void the_printed_form_shows_no_secret() {
    Map<String, String> environment =
        Map.of(
            "MILLRACE_AUTH_KEYS_0_NAME", "shop",
            "MILLRACE_AUTH_KEYS_0_KEY", "a-key-of-the-shop",
            "MILLRACE_AUTH_JWT_ISSUER", "https://login.example",
            "MILLRACE_AUTH_JWT_AUDIENCE", "millrace",
            "MILLRACE_AUTH_JWT_SECRET", "a-secret-that-both-sides-know-well");

    String printed =
        ConfigReader.read(new Sources(Map.of(), environment, null)).config().toString();

    assertThat(printed)
        .contains("shop", "login.example")
        .doesNotContain("a-key-of-the-shop", "a-secret")
        .doesNotContainPattern("[0-9a-f]{64}");
  }

  @Test
  void event_loops_are_one_per_core_unless_set() {
    assertThat(ServeConfig.defaults().eventLoopThreads())
        .isEqualTo(Runtime.getRuntime().availableProcessors());
  }
}
