package dev.millrace.serving.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.error.Problem;
import dev.millrace.contract.support.Hashes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {
  @TempDir Path folder;

  @Test
  void a_file_says_everything() throws IOException {
    Files.createDirectory(in("tls"));
    for (String name : List.of("server.pem", "tls/server.key", "ca.pem")) {
      Files.createFile(in(name));
    }
    ServeConfig config =
        read(
            Map.of(),
            Map.of(
                "SHOP_KEY", "the-key-of-the-shop",
                "HOST", "0.0.0.0",
                "ID_KEY", "00112233445566778899aabbccddeeff"),
            """
            host: ${HOST}
            port: 9090
            model: models:/churn@champion
            event_loops: 2
            watch: {every: 250ms}
            challenger: {model: candidates/4, share: 5%%, mode: shadow}
            limits:
              body: 64KiB
              rows: 100
              request_time: 2s
              idle: 1m
              connections: 50
              in_flight: 20
            batching: {mode: on, max_rows: 32, inline_micros: 10}
            tls: {certificate: server.pem, key: %s, client_authority: ca.pem}
            auth:
              keys:
                - {name: shop, key: "${SHOP_KEY}", rate: 100/s}
                - name: desk
                  sha256: "%s"
                  roles: [predict, operate]
              jwt:
                issuer: https://login.example
                audience: millrace
                jwks: https://login.example/keys
                roles_claim: realm_access.roles
                rate: 600/m
              address_rate: 20/s
            cors: {origins: ["https://shop.example", "https://desk.example"]}
            log: json
            id_key: ${ID_KEY}
            access_log: access.jsonl
            data: outcomes
            drain: 5s
            """
                .formatted(in("tls/server.key"), Hashes.sha256("another")));

    assertThat(config)
        .isEqualTo(
            new ServeConfig(
                "0.0.0.0",
                9090,
                "models:/churn@champion",
                2,
                new Watch(Duration.ofMillis(250)),
                new Challenger(in("candidates/4").toString(), 0.05, Challenger.Mode.SHADOW),
                new Limits(65_536, 100, Duration.ofSeconds(2), Duration.ofMinutes(1), 50, 20),
                new Batching(Batching.Mode.ON, 32, 10),
                new Tls(in("server.pem"), in("tls/server.key"), in("ca.pem")),
                new Auth(
                    List.of(
                        new ApiKey(
                            "shop",
                            Hashes.sha256("the-key-of-the-shop"),
                            Role.PREDICT,
                            new Rate(100)),
                        new ApiKey("desk", Hashes.sha256("another"), Role.OPERATE, null)),
                    new Jwt(
                        "https://login.example",
                        "millrace",
                        new Jwt.Jwks(URI.create("https://login.example/keys")),
                        "realm_access.roles",
                        new Rate(10)),
                    new Rate(20)),
                List.of("https://shop.example", "https://desk.example"),
                LogForm.JSON,
                new AccessLog(true, in("access.jsonl")),
                in("outcomes"),
                new Secret("00112233445566778899aabbccddeeff"),
                Duration.ofSeconds(5)));
  }

  @Test
  void a_flag_goes_before_a_variable_that_before_the_file_that_before_the_surroundings()
      throws IOException {
    Path file = write("port: 3\nhost: c\nlog: json\n");
    ServeConfig config =
        ConfigReader.read(
                new Sources(
                    Map.of("port", "1"),
                    Map.of("MILLRACE_PORT", "2", "MILLRACE_HOST", "b"),
                    file,
                    Map.of("port", "4", "host", "d", "log", "text", "model", "/opt/ml/model"),
                    "SageMaker"))
            .config();

    assertThat(config.port()).isEqualTo(1);
    assertThat(config.host()).isEqualTo("b");
    assertThat(config.log()).isEqualTo(LogForm.JSON);
    assertThat(config.model()).isEqualTo("/opt/ml/model");
  }

  @Test
  void all_problems_come_at_once_each_with_its_place() throws IOException {
    Path file =
        write(
            """
            prot: 1
            limits:
              boddy: 1MiB
              rows: many
            rows: 3
            batching: {mode: atuo}
            auth:
              keys:
                - {name: shop, kee: x}
              jwt: [a]
            watch: 5s
            port: 99999
            drain: 1s
            drain: 2s
            host: ${NOWHERE}
            """);

    assertThat(
            problems(
                Map.of("limits.connections", "0"), Map.of("MILLRACE_LIMITS_IDLE", "soon"), file))
        .containsExactly(
            "--limits-connections: 'limits.connections': expected a whole number of at least 1, but"
                + " found '0'",
            "MILLRACE_LIMITS_IDLE: 'limits.idle': expected a time like 250ms, 10s or 5m, but"
                + " found 'soon'",
            file + ":1:1: unknown key 'prot'. Did you mean 'port'?",
            file + ":3:3: unknown key 'limits.boddy'. Did you mean 'body'?",
            file + ":4:9: 'limits.rows': expected a whole number of at least 1, but found 'many'",
            file + ":5:1: unknown key 'rows'. Did you mean 'limits.rows'?",
            file
                + ":6:18: 'batching.mode': expected one of auto, off, on, but found 'atuo'. Did"
                + " you mean 'auto'?",
            file + ":9:14: 'auth.keys.0.name': its 'key' or 'sha256' is missing",
            file + ":9:20: unknown key 'auth.keys.0.kee'. Did you mean 'key'?",
            file + ":10:8: 'auth.jwt': expected keys and values, but found a list",
            file + ":11:8: 'watch': expected keys and values, but found a single value",
            file + ":12:7: 'port': expected a whole number from 0 to 65535, but found '99999'",
            file + ":14:1: the key 'drain' is given twice; first in line 13",
            file + ":15:7: ${NOWHERE} has no value; set the environment variable.");
  }

  @Test
  void a_key_whose_variable_is_not_set_is_one_problem() throws IOException {
    Path file = write("auth: {keys: [{name: shop, key: '${SHOP_KEY}'}]}\n");

    assertThat(problems(Map.of(), Map.of(), file))
        .containsExactly(file + ":1:33: ${SHOP_KEY} has no value; set the environment variable.");
  }

  @Test
  void a_variable_that_is_empty_is_one_problem_too() throws IOException {
    Path file =
        write(
            """
            host: "${NO_HOST}"
            auth:
              keys: [{name: shop, key: "${SHOP_KEY}"}]
              jwt: {issuer: i, audience: a, secret: "${BLANK}"}
            """);

    assertThat(problems(Map.of(), Map.of("NO_HOST", "", "SHOP_KEY", "", "BLANK", " "), file))
        .containsExactly(
            file + ":1:7: ${NO_HOST} is empty; set the environment variable.",
            file + ":3:28: ${SHOP_KEY} is empty; set the environment variable.",
            file + ":4:41: ${BLANK} is empty; set the environment variable.");
  }

  @Test
  void a_key_belongs_to_one_caller_and_is_not_shown_where_two_have_it() throws IOException {
    String key = "the-key-of-the-shop";
    Path file =
        write(
            """
            auth:
              keys:
                - {name: shop, key: "${SHOP_KEY}"}
                - {name: desk, key: "${DESK_KEY}", roles: operate}
                - {name: crm, sha256: %s}
            """
                .formatted(Hashes.sha256(key).toUpperCase(Locale.ROOT)));

    assertThat(problems(Map.of(), Map.of("SHOP_KEY", key, "DESK_KEY", key), file))
        .containsExactly(
            file + ":4:25: 'auth.keys.1.key': 'desk' has the same key as 'shop'",
            file + ":5:27: 'auth.keys.2.sha256': 'crm' has the same key as 'shop'");
  }

  @Test
  void files_that_cannot_be_read_are_problems_beside_all_others() throws IOException {
    Path folder = Files.createDirectory(in("folder"));
    Path file =
        write(
            """
            prot: 1
            tls: {certificate: folder, key: nope.pem, client_authority: no/ca.pem}
            auth: {jwt: {issuer: i, audience: a, public_key: folder/none.pem}}
            access_log: folder
            """);

    assertThat(problems(Map.of(), Map.of(), file))
        .containsExactly(
            file + ":1:1: unknown key 'prot'. Did you mean 'port'?",
            file + ":2:20: 'tls.certificate': the file " + folder + " is a folder",
            file + ":2:33: 'tls.key': the file " + in("nope.pem") + " does not exist",
            file + ":2:61: 'tls.client_authority': the file " + in("no/ca.pem") + " does not exist",
            file
                + ":3:50: 'auth.jwt.public_key': the file "
                + in("folder/none.pem")
                + " does not exist",
            file + ":4:13: 'access_log': " + folder + " is a folder; name a file in it");
  }

  @Test
  void a_file_that_the_user_may_not_read_is_a_problem() throws IOException {
    Path key = Files.createFile(in("key.pem"));
    assumeTrue(key.toFile().setReadable(false) && !Files.isReadable(key), "root reads all files");

    assertThat(problems(Map.of("tls.key", key.toString()), Map.of(), null))
        .contains("--tls-key: 'tls.key': the file " + key + " may not be read by this user");
  }

  @Test
  void a_configuration_that_cannot_be_read_is_a_problem_beside_the_flags() throws IOException {
    Path none = in("none.yaml");
    Path latin1 = Files.write(in("latin1.yaml"), new byte[] {'#', (byte) 0xe9, '\n'});

    assertThat(problems(Map.of("port", "eighty"), Map.of(), none))
        .containsExactly(
            "--port: 'port': expected a whole number from 0 to 65535, but found 'eighty'",
            none + ": this file does not exist");
    assertThat(problems(Map.of(), Map.of(), folder))
        .containsExactly(folder + ": this file is a folder");
    assertThat(problems(Map.of(), Map.of(), latin1))
        .containsExactly(latin1 + ": this is not UTF-8 text");
  }

  @Test
  void an_origin_is_written_as_browsers_send_it() {
    assertThat(
            problems(Map.of("cors.origins", "shop.example,https://a.example/,*"), Map.of(), null))
        .containsExactly(
            "--cors-origins: 'cors.origins': expected origins like https://shop.example, or *,"
                + " but found 'shop.example'",
            "--cors-origins: 'cors.origins': expected origins like https://shop.example, or *,"
                + " but found 'https://a.example/'");
  }

  @Test
  void what_belongs_together_is_asked_for() throws IOException {
    String key = Files.createFile(in("key.pem")).toString();
    assertThat(
            problems(
                Map.of("challenger.share", "10%", "tls.key", key, "auth.jwt.audience", "a"),
                Map.of(),
                null))
        .containsExactly(
            "--auth-jwt-audience: 'auth.jwt.audience': this needs 'auth.jwt.issuer' too",
            "--auth-jwt-audience: 'auth.jwt.audience': expected exactly one of auth.jwt.jwks,"
                + " auth.jwt.public_key and auth.jwt.secret",
            "--challenger-share: 'challenger.share': this needs 'challenger.model' too",
            "--tls-key: 'tls.key': this needs 'tls.certificate' too");
  }

  @Test
  void a_secret_does_not_stand_in_the_file_and_is_not_shown() throws IOException {
    Path file =
        write(
            """
            auth:
              keys: [{name: shop, key: 0123456789abcdef}, {name: desk, key: "${DESK}"}]
              jwt: {issuer: i, audience: a, secret: "${TOO_SHORT}"}
            """);

    assertThat(problems(Map.of(), Map.of("DESK", "short", "TOO_SHORT", "brief"), file))
        .containsExactly(
            file
                + ":2:28: 'auth.keys.0.key': a secret does not stand in the file; write ${NAME}"
                + " and set NAME",
            file + ":2:65: 'auth.keys.1.key': a key needs at least 16 characters",
            file + ":3:41: 'auth.jwt.secret': HS256 needs at least 32 bytes");
  }

  @Test
  void keys_of_an_issuer_are_fetched_only_where_nobody_can_change_them() {
    assertThat(
            problems(
                Map.of(
                    "auth.jwt.issuer", "i",
                    "auth.jwt.audience", "a",
                    "auth.jwt.jwks", "http://login.example/keys"),
                Map.of(),
                null))
        .containsExactly(
            "--auth-jwt-jwks: 'auth.jwt.jwks': expected a URL that begins with https://");
  }

  @Test
  void a_file_that_is_no_yaml_is_a_problem_with_its_place() throws IOException {
    Path file = write("port: 1\nhost: [a\n");

    assertThat(problems(Map.of(), Map.of(), file))
        .singleElement()
        .asString()
        .startsWith(file + ":3:1: this is not YAML: ");
  }

  @Test
  void a_variable_that_looks_like_a_slip_is_only_a_warning() {
    Map<String, String> environment =
        Map.of(
            "MILLRACE_LIMITS_BODDY", "1MiB",
            "MILLRACE_HEAP", "512m",
            "MILLRACE_SOMETHING_ELSE", "x");

    assertThat(ConfigReader.read(new Sources(Map.of(), environment, null)).warnings())
        .containsExactly(
            "The variable MILLRACE_LIMITS_BODDY is no setting and was ignored. Did you mean"
                + " MILLRACE_LIMITS_BODY?");
  }

  @Test
  void what_kubernetes_sets_for_a_service_named_millrace_is_not_taken_for_ours() {
    Map<String, String> environment =
        Map.of(
            "MILLRACE_PORT", "tcp://10.0.0.7:80",
            "MILLRACE_SERVICE_HOST", "10.0.0.7",
            "MILLRACE_SERVICE_PORT", "80",
            "MILLRACE_PORT_80_TCP_PORT", "80");

    ConfigReader.Loaded loaded = ConfigReader.read(new Sources(Map.of(), environment, null));

    assertThat(loaded.config()).isEqualTo(ServeConfig.defaults());
    assertThat(loaded.warnings()).isEmpty();
  }

  @Test
  void a_server_open_to_everybody_is_warned_of() {
    assertThat(ConfigReader.read(new Sources(Map.of("host", "0.0.0.0"), Map.of(), null)).warnings())
        .containsExactly(
            "Everybody who reaches 0.0.0.0:8080 may ask and operate; set auth.keys or auth.jwt.");
  }

  private List<String> problems(
      Map<String, String> flags, Map<String, String> environment, Path file) {
    MillraceException error =
        catchThrowableOfType(
            MillraceException.class,
            () -> ConfigReader.read(new Sources(flags, environment, file)));
    assertThat(error.code()).isEqualTo(ErrorCode.ARGUMENT_INVALID);
    return error.problems().stream().map(Problem::toString).toList();
  }

  private ServeConfig read(Map<String, String> flags, Map<String, String> env, String yaml)
      throws IOException {
    return ConfigReader.read(new Sources(flags, env, write(yaml))).config();
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(in("serve.yaml"), yaml);
  }

  private Path in(String name) {
    return folder.resolve(name);
  }
}
