package dev.millrace.serving.faults;

import dev.millrace.serving.command.ServeMain;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, started with the options of the launcher. */
final class ServerProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 90; // a JVM without an archive, on a busy machine
  private static final Pattern BASE = Pattern.compile("at (http://[\\d.]+:\\d+)");

  private final Process process;
  private final Path log;
  private final URI base;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private ServerProcess(Process process, Path log) throws Exception {
    this.process = process;
    this.log = log;
    this.base = awaitBase();
  }

  /**
   * Starts, and waits until it listens.
   *
   * @param environment further variables
   * @param heap as {@code -Xmx} spells it
   * @param arguments of {@code millrace serve} beside the port
   */
  static ServerProcess start(
      Path folder, Map<String, String> environment, String heap, String... arguments)
      throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1", // a quick start of the test
                "-XX:+UseSerialGC",
                "-Xmx" + heap,
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                ServeMain.class.getName(),
                "serve"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--port", "0", "--data", folder.resolve("data").toString()));
    Path log = Files.createTempFile(folder, "server-", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    return new ServerProcess(builder.start(), log);
  }

  private URI awaitBase() throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < deadline && process.isAlive()) {
      Matcher said = BASE.matcher(log());
      if (said.find()) {
        return URI.create(said.group(1));
      }
      Thread.sleep(10);
    }
    process.destroyForcibly();
    throw new IllegalStateException("the server did not start: " + log());
  }

  Process process() {
    return process;
  }

  URI base() {
    return base;
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(request(path).GET().build(), BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return client.send(
        request(path)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(30));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
