package dev.millrace.mlflow.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Millrace asks of an MLflow server. Each method is one call, or a few that only read; nothing
 * is tried again. All fail with {@link CallFailed}.
 */
public interface MlflowCalls extends AutoCloseable {

  /** The calls to a server over HTTP; connects with the first of them. */
  static MlflowCalls to(ServerConfig server) {
    return new HttpCalls(server);
  }

  /** The version of MLflow that answers there. */
  String version();

  // experiments

  Optional<String> findExperiment(String name);

  String createExperiment(String name);

  // runs

  /** The runs, none of them deleted, that have a tag; the oldest first. */
  List<RunRef> findRuns(String experiment, String tag, String value);

  RunRef createRun(String experiment, String name, long startedMillis, Map<String, String> tags);

  /** Everything a server knows of a run, as {@code runs/get} says it. */
  JsonNode run(String run);

  void log(String run, Batch batch);

  /** All points of a metric. */
  List<MetricPoint> history(String run, String key);

  void logInputs(String run, List<InputData> datasets);

  /** Says that a run made a model. Saying it twice is refused. */
  void addOutput(String run, String model);

  /**
   * Says how a run goes.
   *
   * @param state {@code RUNNING}, {@code FINISHED}, {@code FAILED} or {@code KILLED}
   * @param endedMillis 0 where it has not ended
   */
  void updateRun(String run, String state, long endedMillis);

  void deleteRun(String run);

  // logged models

  /** The models that have a tag, the oldest first. */
  List<ModelRef> findModels(String experiment, String tag, String value);

  ModelRef createModel(NewModel model);

  ModelRef model(String id);

  /** Tags of a logged model. */
  Map<String, String> modelTags(String id);

  void tagModel(String id, Map<String, String> tags);

  /** Says that all files of a model are there, or that they will not come. */
  void finishModel(String id, boolean ready);

  void deleteModel(String id);

  // registry

  /** All registered models. */
  List<RegisteredName> registered();

  /** A registered model with its aliases. */
  Optional<RegisteredName> registered(String name);

  void createRegistered(String name);

  /** Versions of a registered model, the oldest first. */
  List<VersionInfo> versions(String name);

  /** Its versions that have a tag. */
  List<VersionInfo> versions(String name, String tag, String value);

  VersionRef createVersion(NewVersion version);

  void deleteVersion(VersionRef version);

  void tagVersion(VersionRef version, String key, String value);

  void setAlias(VersionRef version, String alias);

  void deleteAlias(String name, String alias);

  /** Where the files of a version are. */
  String filesOf(VersionRef version);

  // files

  /**
   * Stores a file below an address that the server gave out; replaces one that is there.
   *
   * @throws dev.millrace.contract.error.MillraceException {@code TRACKING_REFUSED} where the server
   *     does not take files itself
   */
  void upload(String artifacts, String name, Path file);

  void download(String artifacts, String name, long bytes, Path target);

  /** All files below an address. */
  List<StoredFile> files(String artifacts);

  /** Gives up calls under way. */
  @Override
  void close();

  /** A data set that a run read, as MLflow wants it. */
  record InputData(
      String name,
      String digest,
      String context,
      String kind,
      String source,
      String schema,
      String profile) {}

  /** A logged model to be made. */
  record NewModel(
      String experiment,
      String name,
      String kind,
      String run,
      Map<String, String> params,
      Map<String, String> tags) {}

  /** A version to be made. */
  record NewVersion(
      String name,
      String source,
      String run,
      String model,
      String description,
      Map<String, String> tags) {}

  /**
   * A registered model.
   *
   * @param aliases version by alias
   */
  record RegisteredName(String name, Map<String, String> aliases) {}

  /**
   * A version in the registry.
   *
   * @param createdMillis since 1970
   * @param source address of its files
   */
  record VersionInfo(
      VersionRef ref,
      String run,
      String source,
      long createdMillis,
      String description,
      Map<String, String> tags) {}

  /** A file in the artifact store. */
  record StoredFile(String name, long bytes) {}
}
