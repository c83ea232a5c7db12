package dev.millrace.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conformance.check.Protocol;
import dev.millrace.conformance.server.ExampleRow;
import dev.millrace.conformance.server.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks a server from the command line. */
@Command(
    name = "conformance",
    mixinStandardHelpOptions = true,
    description = "Asks any server whether it keeps the wire contracts of prediction.",
    footer = {
      "",
      "Ends with 0 where all is kept, 3 where something is not, 4 where the server is not there.",
      "",
      "Example: conformance http://localhost:8080 --protocol mlflow --example row.json"
    })
public final class Main implements Callable<Integer> {
  private static final int DONE = 0;
  private static final int NOT_KEPT = 3;
  private static final int NOT_THERE = 4;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "URL", description = "Where the server is.")
  private URI base = URI.create("http://localhost:8080");

  @Option(
      names = "--protocol",
      split = ",",
      paramLabel = "NAME",
      converter = ProtocolName.class,
      description = "Only these: v1, mlflow, v2, sagemaker, operations.")
  private Set<Protocol> protocols = EnumSet.allOf(Protocol.class);

  @Option(names = "--model", description = "The model's name; without it the server is asked.")
  private @Nullable String model;

  @Option(names = "--api-key", description = "Sent as Authorization: Bearer.")
  private @Nullable String apiKey;

  @Option(
      names = "--example",
      paramLabel = "FILE",
      description =
          "A row that the model takes: an object of JSON, or MLflow's input_example.json; without"
              + " it the server is asked.")
  private @Nullable Path example;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "Of each request (default ${DEFAULT-VALUE}).")
  private int seconds = 10;

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  public static void main(String[] args) {
    System.exit(run(args));
  }

  static int run(String... args) {
    return commandLine().execute(args);
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main());
  }

  @Override
  public Integer call() {
    PrintWriter out = line().getOut();
    Report report;
    try {
      report = Kit.run(checked(base), options());
    } catch (IOException e) {
      line().getErr().println("No server answers at " + base + " (" + e + "). Is it started?");
      return NOT_THERE;
    }
    out.print(json ? Json.pretty(report.json()) + "\n" : report.text());
    out.flush();
    return report.failed().isEmpty() ? DONE : NOT_KEPT;
  }

  private Options options() {
    return new Options(protocols, model, apiKey, row(), Duration.ofSeconds(seconds));
  }

  private URI checked(URI uri) {
    if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
      throw wrong("The URL must be like http://localhost:8080, not " + uri + ".");
    }
    return uri;
  }

  private @Nullable ObjectNode row() {
    if (example == null) {
      return null;
    }
    try {
      return ExampleRow.read(Json.read(Files.readString(example)))
          .orElseThrow(() -> wrong(example + " holds no row; write one as {\"tenure\": 12}."));
    } catch (JsonProcessingException e) {
      throw wrong(example + " is no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw wrong(example + " cannot be read: " + e);
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(line(), message);
  }

  private CommandLine line() {
    CommandSpec known = spec;
    if (known == null) {
      throw new IllegalStateException("picocli sets this before it calls");
    }
    return known.commandLine();
  }

  /** {@code v2} rather than {@code V2}. */
  static final class ProtocolName implements ITypeConverter<Protocol> {
    @Override
    public Protocol convert(String name) {
      return Arrays.stream(Protocol.values())
          .filter(protocol -> protocol.toString().equals(name.toLowerCase(Locale.ROOT)))
          .findFirst()
          .orElseThrow(
              () ->
                  new CommandLine.TypeConversionException(
                      "'" + name + "' is none of " + Arrays.toString(Protocol.values())));
    }
  }
}
