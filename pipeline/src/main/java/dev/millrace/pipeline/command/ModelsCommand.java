package dev.millrace.pipeline.command;

import dev.millrace.contract.console.Terminal;
import dev.millrace.contract.support.Json;
import dev.millrace.mlflow.registry.ModelRegistry;
import dev.millrace.mlflow.registry.ModelUri;
import dev.millrace.mlflow.registry.ModelVersion;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The models in the registry. */
@Command(
    name = "models",
    description = "List the registered models, promote a version, or roll back.",
    synopsisSubcommandLabel = "[COMMAND]",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = {
      "  millrace models",
      "  millrace models promote telco 3",
      "  millrace models rollback telco",
    })
final class ModelsCommand extends Subcommand {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

  @Mixin private TrackingOptions tracking = new TrackingOptions();

  @Option(names = "--json", description = "Print one JSON object for each version, a line each.")
  private boolean json;

  ModelsCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  boolean json() {
    return json;
  }

  @Override
  public Integer call() {
    return list(terminal(), tracking, null, json);
  }

  /** The commands below this one. */
  static List<Subcommand> commands(Terminal terminal) {
    return List.of(new ListModels(terminal), new Promote(terminal), new Rollback(terminal));
  }

  private static int list(
      Terminal terminal, TrackingOptions tracking, @Nullable String name, boolean json) {
    try (ModelRegistry registry = new ModelRegistry(tracking.requireServer())) {
      List<String> names = name == null ? List.copyOf(registry.models().keySet()) : List.of(name);
      List<ModelVersion> versions =
          names.stream().flatMap(each -> registry.versions(each).stream()).toList();
      terminal.out().print(json ? lines(versions) : table(versions));
      return DONE;
    }
  }

  private static String table(List<ModelVersion> versions) {
    if (versions.isEmpty()) {
      return "no model is registered yet; 'millrace run' registers its model\n";
    }
    TextTable table =
        new TextTable()
            .row("model", "version", "aliases", "run", "test ROC-AUC", "gates", "created (UTC)");
    for (ModelVersion version : versions) {
      table.row(
          version.name(),
          version.version(),
          String.join(", ", version.aliases()),
          version.tags().getOrDefault("run", ""),
          version.tags().getOrDefault("roc_auc", ""),
          version.tags().getOrDefault("gates", ""),
          TIME.format(version.created()));
    }
    return table.print();
  }

  private static String lines(List<ModelVersion> versions) {
    StringBuilder lines = new StringBuilder();
    versions.forEach(version -> lines.append(Json.line(object(version))).append('\n'));
    return lines.toString();
  }

  private static Map<String, Object> object(ModelVersion version) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("model", version.name());
    object.put("version", version.version());
    object.put("aliases", version.aliases());
    object.put("created", version.created());
    object.put("mlflow_run", version.run());
    object.put("description", version.description());
    object.put("tags", version.tags());
    return object;
  }

  @Command(
      name = "list",
      description = "List versions, the newest first, with their aliases.",
      optionListHeading = "%nOptions:%n",
      footerHeading = "%nExample:%n",
      footer = "  millrace models list telco")
  private static final class ListModels extends Subcommand {
    @Parameters(
        paramLabel = "NAME",
        arity = "0..1",
        description = "Only this model; it has the name of its recipe.")
    private @Nullable String name;

    @Mixin private TrackingOptions tracking = new TrackingOptions();

    @Option(names = "--json", description = "Print one JSON object for each version, a line each.")
    private boolean json;

    ListModels(Terminal terminal) {
      super(terminal);
    }

    @Override
    boolean json() {
      return json;
    }

    @Override
    public Integer call() {
      return list(terminal(), tracking, name, json);
    }
  }

  @Command(
      name = "promote",
      description = "Put an alias on a version; the one that had it is remembered.",
      optionListHeading = "%nOptions:%n",
      footerHeading = "%nExample:%n",
      footer = "  millrace models promote telco 3")
  private static final class Promote extends Subcommand {
    @Parameters(index = "0", paramLabel = "NAME", description = "The model.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "VERSION", description = "The number of the version.")
    private int version;

    @Option(
        names = "--alias",
        paramLabel = "ALIAS",
        description = "What it becomes; champion where it is left out.")
    private String alias = ModelRegistry.CHAMPION;

    @Mixin private TrackingOptions tracking = new TrackingOptions();

    Promote(Terminal terminal) {
      super(terminal);
    }

    @Override
    public Integer call() {
      try (ModelRegistry registry = new ModelRegistry(tracking.requireServer())) {
        registry.promote(new ModelUri(name, "", String.valueOf(version)), alias);
      }
      terminal().out().printf("%s version %d is %s%n", name, version, alias);
      return DONE;
    }
  }

  @Command(
      name = "rollback",
      description = "Give an alias back to the version that had it before.",
      optionListHeading = "%nOptions:%n",
      footerHeading = "%nExample:%n",
      footer = "  millrace models rollback telco")
  private static final class Rollback extends Subcommand {
    @Parameters(paramLabel = "NAME", description = "The model.")
    private String name = "";

    @Option(
        names = "--alias",
        paramLabel = "ALIAS",
        description = "What is given back; champion where it is left out.")
    private String alias = ModelRegistry.CHAMPION;

    @Mixin private TrackingOptions tracking = new TrackingOptions();

    Rollback(Terminal terminal) {
      super(terminal);
    }

    @Override
    public Integer call() {
      try (ModelRegistry registry = new ModelRegistry(tracking.requireServer())) {
        ModelVersion back = registry.rollBack(name, alias);
        terminal().out().printf("%s version %d is %s again%n", name, back.version(), alias);
      }
      return DONE;
    }
  }
}
