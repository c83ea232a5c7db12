package dev.millrace.mlflow.registry;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.error.Suggestions;
import dev.millrace.mlflow.api.Aliases;
import dev.millrace.mlflow.api.CallFailed;
import dev.millrace.mlflow.api.Explanation;
import dev.millrace.mlflow.api.MlflowCalls;
import dev.millrace.mlflow.api.MlflowCalls.RegisteredName;
import dev.millrace.mlflow.api.MlflowCalls.VersionInfo;
import dev.millrace.mlflow.api.ServerConfig;
import dev.millrace.mlflow.api.VersionRef;
import dev.millrace.mlflow.journal.Names;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The models of a server, their versions and aliases. Each method asks the server, which must be
 * there: {@code TRACKING_UNREACHABLE} and {@code TRACKING_REFUSED} say that it is not. Thread-safe.
 */
public final class ModelRegistry implements AutoCloseable {
  /** Alias of the version that is new and has not been compared. */
  public static final String CANDIDATE = "candidate";

  /** Alias of the version that is in use. */
  public static final String CHAMPION = "champion";

  private static final String ROLLED_BACK_TAG = "millrace.rolled_back";

  private final ServerConfig server;
  private final MlflowCalls calls;

  /** Connects with the first call. */
  public ModelRegistry(ServerConfig server) {
    this.server = server;
    this.calls = MlflowCalls.to(server);
  }

  /** What a model of that name is called in a registry, which takes not every character. */
  public static String nameFor(String name) {
    return Names.ofModel(name);
  }

  /** All registered models by name, with their aliases. */
  public Map<String, Map<String, Integer>> models() {
    return ask(
        () ->
            calls.registered().stream()
                .collect(
                    Collectors.toMap(
                        RegisteredName::name,
                        ModelRegistry::aliasesOf,
                        (a, b) -> a,
                        TreeMap::new)));
  }

  private static Map<String, Integer> aliasesOf(RegisteredName found) {
    return found.aliases().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, alias -> Integer.valueOf(alias.getValue())));
  }

  /**
   * The versions of a model, the newest first.
   *
   * @throws MillraceException {@code MODEL_NOT_FOUND}
   */
  public List<ModelVersion> versions(String name) {
    return ask(
        () -> {
          RegisteredName registered = require(name);
          return calls.versions(name).stream()
              .map(info -> versionOf(info, registered))
              .sorted((a, b) -> Integer.compare(b.version(), a.version()))
              .toList();
        });
  }

  private static ModelVersion versionOf(VersionInfo info, RegisteredName registered) {
    List<String> aliases =
        registered.aliases().entrySet().stream()
            .filter(alias -> alias.getValue().equals(info.ref().version()))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    return new ModelVersion(
        info.ref().name(),
        Integer.parseInt(info.ref().version()),
        Instant.ofEpochMilli(info.createdMillis()),
        info.run(),
        info.description(),
        aliases,
        info.tags());
  }

  /**
   * One version.
   *
   * @throws MillraceException {@code MODEL_NOT_FOUND} saying what there is
   */
  public ModelVersion find(ModelUri uri) {
    List<ModelVersion> versions = versions(uri.name());
    return versions.stream()
        .filter(
            version ->
                uri.alias().isEmpty()
                    ? uri.version().equals(String.valueOf(version.version()))
                    : version.aliases().contains(uri.alias()))
        .findFirst()
        .orElseThrow(() -> noVersion(uri, versions));
  }

  /** The version that has an alias; empty where none has it, or where there is no such model. */
  public Optional<ModelVersion> holder(String name, String alias) {
    boolean known =
        ask(() -> calls.registered(name))
            .filter(found -> found.aliases().containsKey(alias))
            .isPresent();
    return known ? Optional.of(find(new ModelUri(name, alias, ""))) : Optional.empty();
  }

  private static MillraceException noVersion(ModelUri uri, List<ModelVersion> versions) {
    String there =
        versions.stream()
            .map(
                v ->
                    v.version()
                        + v.aliases().stream().map(a -> " @" + a).collect(Collectors.joining()))
            .collect(Collectors.joining(", "));
    return new MillraceException(
        ErrorCode.MODEL_NOT_FOUND,
        "There is no " + uri + ".",
        there.isEmpty() ? "It has no versions yet." : "There are: " + there + ".");
  }

  /** Puts an alias on a version; the one that had it is remembered for {@link #rollBack}. */
  public void promote(ModelUri uri, String alias) {
    ModelVersion version = find(uri);
    ask(
        () -> {
          Aliases.move(calls, refOf(version), alias);
          return version;
        });
  }

  /**
   * Gives an alias back to the version that had it before.
   *
   * @return that version
   * @throws MillraceException {@code MODEL_NOT_FOUND} where none has the alias, or none had it
   *     before
   */
  public ModelVersion rollBack(String name, String alias) {
    return rollBack(find(new ModelUri(name, alias, "")), alias);
  }

  /**
   * As above, from the version that was seen to have the alias: to repeat it is harmless.
   *
   * @param now has the alias
   */
  public ModelVersion rollBack(ModelVersion now, String alias) {
    ModelVersion before = before(now, alias);
    return ask(
        () -> {
          calls.setAlias(refOf(before), alias);
          calls.tagVersion(refOf(now), ROLLED_BACK_TAG, Instant.now().toString());
          return before;
        });
  }

  /**
   * The version that had an alias before the one that has it: what {@link #rollBack} would give it
   * to.
   *
   * @throws MillraceException {@code MODEL_NOT_FOUND} where none had it
   */
  public ModelVersion before(ModelVersion now, String alias) {
    String previous = now.tags().getOrDefault(Aliases.previousTag(alias), "");
    if (previous.isEmpty()) {
      throw new MillraceException(
          ErrorCode.MODEL_NOT_FOUND,
          "%s had no %s before version %d.".formatted(now.name(), alias, now.version()),
          "Promote the version that you want: millrace models promote %s VERSION."
              .formatted(now.name()));
    }
    return find(new ModelUri(now.name(), "", previous));
  }

  /** Takes an alias away; harmless where no version has it. */
  public void removeAlias(String name, String alias) {
    ask(
        () -> {
          if (require(name).aliases().containsKey(alias)) {
            calls.deleteAlias(name, alias);
          }
          return name;
        });
  }

  /** Says something of a version. */
  public void tag(ModelUri uri, String key, String value) {
    ModelVersion version = find(uri);
    ask(
        () -> {
          calls.tagVersion(refOf(version), key, value);
          return version;
        });
  }

  /**
   * Fetches the files of a version and checks them.
   *
   * @param folder must not exist; appears when all files are there and are what was logged
   * @return the version that was fetched, for an alias may move
   * @throws MillraceException {@code PACKAGE_INVALID} naming each file that is not what was logged
   */
  public ModelVersion download(ModelUri uri, Path folder) {
    ModelVersion version = find(uri);
    return ask(
        () -> {
          new Download(calls, calls.filesOf(refOf(version)), version).to(folder);
          return version;
        });
  }

  private static VersionRef refOf(ModelVersion version) {
    return new VersionRef(version.name(), String.valueOf(version.version()));
  }

  private RegisteredName require(String name) {
    Optional<RegisteredName> found = calls.registered(name);
    return found.orElseThrow(() -> noModel(name));
  }

  private MillraceException noModel(String name) {
    List<String> names = calls.registered().stream().map(RegisteredName::name).toList();
    return new MillraceException(
        ErrorCode.MODEL_NOT_FOUND,
        "The MLflow server at %s has no model '%s'.".formatted(server.uri(), name),
        "'millrace models' says which there are." + Suggestions.didYouMean(name, names));
  }

  private <T> T ask(Supplier<T> question) {
    try {
      return question.get();
    } catch (CallFailed e) {
      throw Explanation.of(e, server);
    }
  }

  @Override
  public void close() {
    calls.close();
  }
}
