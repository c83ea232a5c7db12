package dev.millrace.mlflow.journal;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One tracking call. A run, a model and a version are named by the id of the line that began them,
 * so that a journal can be delivered to any server.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Entry.JournalBegun.class, name = "journal"),
  @JsonSubTypes.Type(value = Entry.RunBegun.class, name = "run"),
  @JsonSubTypes.Type(value = Entry.Params.class, name = "params"),
  @JsonSubTypes.Type(value = Entry.Metrics.class, name = "metrics"),
  @JsonSubTypes.Type(value = Entry.Tags.class, name = "tags"),
  @JsonSubTypes.Type(value = Entry.Inputs.class, name = "inputs"),
  @JsonSubTypes.Type(value = Entry.Artifacts.class, name = "artifacts"),
  @JsonSubTypes.Type(value = Entry.Model.class, name = "model"),
  @JsonSubTypes.Type(value = Entry.Version.class, name = "version"),
  @JsonSubTypes.Type(value = Entry.Alias.class, name = "alias"),
  @JsonSubTypes.Type(value = Entry.Status.class, name = "status"),
})
public sealed interface Entry {

  /**
   * The first line.
   *
   * @param journal a random UUID; with the id of a line it names a thing among all servers
   */
  record JournalBegun(String journal, int format) implements Entry {}

  /**
   * A run begins; its key is the id of this line.
   *
   * @param parent key of the run that this one belongs to
   */
  record RunBegun(
      String experiment,
      String name,
      @Nullable Long parent,
      Map<String, String> tags,
      Map<String, String> params)
      implements Entry {
    public RunBegun {
      tags = copy(tags);
      params = copy(params);
    }
  }

  /** Parameters of a run. */
  record Params(long run, Map<String, String> params) implements Entry {
    public Params {
      params = copy(params);
    }
  }

  /** Points of metrics. */
  record Metrics(long run, List<Point> points) implements Entry {
    public Metrics {
      points = copy(points);
    }
  }

  /** Tags of a run; a later value replaces an earlier one. */
  record Tags(long run, Map<String, String> tags) implements Entry {
    public Tags {
      tags = copy(tags);
    }
  }

  /** Data sets that a run read. */
  record Inputs(long run, List<Dataset> datasets) implements Entry {
    public Inputs {
      datasets = copy(datasets);
    }
  }

  /**
   * Files of a run.
   *
   * @param name the folder or the one file as MLflow shows it
   */
  record Artifacts(long run, String name, List<FileRef> files) implements Entry {
    public Artifacts {
      files = copy(files);
    }
  }

  /** A model that a run made; its key is the id of this line. */
  record Model(
      long run,
      String name,
      String kind,
      Map<String, String> params,
      Map<String, String> tags,
      List<FileRef> files)
      implements Entry {
    public Model {
      params = copy(params);
      tags = copy(tags);
      files = copy(files);
    }
  }

  /** A model becomes a version in the registry; its key is the id of this line. */
  record Version(
      long run, long model, String registered, String description, Map<String, String> tags)
      implements Entry {
    public Version {
      tags = copy(tags);
    }
  }

  /**
   * An alias is put on a version.
   *
   * @param insteadOf what the version that it is taken from is called among all servers ({@code
   *     millrace.record}), empty for none: where another one has it by then, it stays there; null
   *     to put it there whoever has it
   */
  record Alias(long version, String alias, @Nullable String insteadOf) implements Entry {}

  /**
   * How a run goes.
   *
   * @param reason why it failed or was killed; else empty
   */
  record Status(long run, RunState state, String reason) implements Entry {}

  /**
   * A value of a metric.
   *
   * @param value may be NaN or infinite
   * @param at milliseconds since 1970
   * @param model key of the model that it tells of
   * @param dataset the data set that it was measured on
   */
  record Point(
      String key,
      double value,
      long step,
      long at,
      @Nullable Long model,
      @Nullable DatasetRef dataset) {}

  /** Names a data set among those of a run. */
  record DatasetRef(String name, String digest) {}

  /**
   * A data set.
   *
   * @param digest fingerprint of the content, at most 36 characters
   * @param context what it was used for: {@code training}, {@code validation}, {@code test}
   * @param source where it came from, as JSON
   * @param schema its columns, as MLflow's JSON; empty where nothing is said of them
   * @param profile what is known of it, as JSON; empty for nothing
   */
  record Dataset(
      String name,
      String digest,
      String context,
      String kind,
      String source,
      String schema,
      String profile) {
    public Dataset {
      schema = schema == null ? "" : schema; // journals from before it was known
    }

    /** How metrics name it. */
    public DatasetRef ref() {
      return new DatasetRef(name, digest);
    }
  }

  /**
   * A file that is delivered from its place in the run directory.
   *
   * @param path below the run directory, with {@code /}
   * @param name path as MLflow shows it: below the run's artifacts, or below the model
   */
  record FileRef(String path, String name, String sha256, long bytes) {}

  private static <T> List<T> copy(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  /**
   * In their order, which MLflow's pages keep. Empty maps are not written: they are read as null.
   */
  private static Map<String, String> copy(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
