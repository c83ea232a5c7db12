package dev.millrace.serving.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/serving-config.md and the reader know the same keys and defaults. */
class ConfigDocumentTest {
  private static final int DEFAULT = 3;
  private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  /** Without these the keys that belong to them would be problems. */
  private static final Map<String, String> COMPANIONS =
      Map.of(
          "MILLRACE_CHALLENGER_MODEL", "m",
          "MILLRACE_AUTH_KEYS_0_NAME", "n",
          "MILLRACE_AUTH_KEYS_0_SHA256", "0".repeat(64),
          "MILLRACE_AUTH_JWT_ISSUER", "i",
          "MILLRACE_AUTH_JWT_AUDIENCE", "a",
          "MILLRACE_AUTH_JWT_SECRET", "s".repeat(32));

  @Test
  void every_key_is_documented_and_every_documented_key_is_known() throws IOException {
    assertThat(defaults().keySet())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Key.values()).map(key -> key.path().replace(".0.", "[].")).toList());
  }

  @Test
  void documented_defaults_are_the_real_ones() throws IOException {
    Map<String, String> documented = new HashMap<>(COMPANIONS);
    defaults()
        .forEach(
            (key, value) -> {
              if (!value.equals("-")) {
                documented.put(Key.variable(key.replace("[].", ".0.")), value);
              }
            });

    assertThat(read(documented)).isEqualTo(read(COMPANIONS));
    assertThat(documented).hasSizeGreaterThan(20);
  }

  @Test
  void the_example_is_valid(@TempDir Path folder) throws IOException {
    Matcher example = EXAMPLE.matcher(Files.readString(document()));
    assertThat(example.find()).isTrue();
    Path file = Files.writeString(folder.resolve("serve.yaml"), example.group(1));
    Path tls = Files.createDirectory(folder.resolve("tls"));
    Files.createFile(tls.resolve("server.pem"));
    Files.createFile(tls.resolve("server-key.pem"));
    Map<String, String> environment =
        Map.of("SHOP_KEY", "a-key-of-the-shop", "DESK_KEY", "a-key-of-the-desk");

    assertThat(ConfigReader.read(new Sources(Map.of(), environment, file)).warnings()).isEmpty();
  }

  private static ServeConfig read(Map<String, String> environment) {
    return ConfigReader.read(new Sources(Map.of(), environment, null)).config();
  }

  private static Map<String, String> defaults() throws IOException {
    Map<String, String> defaults = new LinkedHashMap<>();
    for (String line : Files.readAllLines(document())) {
      if (line.startsWith("| `")) {
        String key = line.substring("| `".length(), line.indexOf('`', 3));
        defaults.put(key, line.split("\\|", -1)[DEFAULT].strip().replace("`", ""));
      }
    }
    return defaults;
  }

  private static Path document() {
    return Path.of(System.getProperty("millrace.root"), "docs", "serving-config.md");
  }
}
