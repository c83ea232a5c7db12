package dev.millrace.tuning.study;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Io;
import dev.millrace.contract.support.Json;
import dev.millrace.mlflow.journal.FileGuard;
import dev.millrace.tuning.space.Dimension;
import dev.millrace.tuning.trial.Direction;
import dev.millrace.tuning.trial.Trial;
import dev.millrace.tuning.trial.TrialState;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The file of a study: Optuna's journal, one JSON object a line. Lines are appended; the end of a
 * trial outlives a power cut. A half line that a killed process left is cut off. One process at a
 * time writes. Not thread-safe.
 *
 * <p>Not written through a channel: one is closed for good when the thread that writes is
 * interrupted, as those of cancelled trials are.
 */
final class StudyJournal implements AutoCloseable {
  static final String DIGEST = "millrace.digest";
  static final String FOLDS = "folds";

  private static final String WORKER = "millrace";
  private static final int MAXIMIZE = 2;
  private static final int MINIMIZE = 1;

  private final Path file;
  private final StudySpec spec;
  private final FileGuard guard;
  private final RandomAccessFile out;
  private final List<Trial> past;
  private @Nullable MillraceException failure;

  private StudyJournal(
      Path file, StudySpec spec, FileGuard guard, RandomAccessFile out, List<Trial> past) {
    this.file = file;
    this.spec = spec;
    this.guard = guard;
    this.out = out;
    this.past = List.copyOf(past);
  }

  /**
   * Begins a study's file or goes on with it.
   *
   * @throws MillraceException {@code LOCKED} where another process writes it, {@code
   *     ARGUMENT_INVALID} where it belongs to another study, {@code JOURNAL_DAMAGED} where it
   *     cannot be read
   */
  static StudyJournal open(Path file, StudySpec spec) {
    FileGuard guard = lock(file);
    try {
      JournalReplay replay = JournalReplay.read(file, spec);
      RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw");
      out.setLength(replay.wholeBytes());
      out.seek(replay.wholeBytes());
      StudyJournal journal = new StudyJournal(file, spec, guard, out, replay.trials());
      if (replay.isNew()) {
        journal.createStudy();
      }
      return journal;
    } catch (IOException e) {
      guard.close();
      throw Io.fault(file, e);
    } catch (RuntimeException e) {
      guard.close();
      throw e;
    }
  }

  private static FileGuard lock(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw Io.fault(file, e);
    }
    return FileGuard.take(file.resolveSibling("." + file.getFileName() + ".guard"))
        .orElseThrow(
            () ->
                new MillraceException(
                    ErrorCode.LOCKED,
                    "Another process works on the study " + file + ".",
                    "Wait for it, or end it."));
  }

  /** The trials that were in the file, by number; those that never ended are running. */
  List<Trial> past() {
    return past;
  }

  private void createStudy() {
    ObjectNode create = line(OptunaFormat.CREATE_STUDY).put("study_name", spec.name());
    create.putArray("directions").add(spec.direction() == Direction.MAXIMIZE ? MAXIMIZE : MINIMIZE);
    append(create);
    append(studyAttribute(DIGEST, spec.digest()));
    append(studyAttribute("sampler", spec.sampler().sampler()));
    commit();
  }

  private ObjectNode studyAttribute(String name, String value) {
    ObjectNode line = line(OptunaFormat.SET_STUDY_USER_ATTR).put("study_id", 0);
    line.putObject("user_attr").put(name, value);
    return line;
  }

  /** A trial with its point. */
  void began(Trial trial) {
    append(
        line(OptunaFormat.CREATE_TRIAL)
            .put("study_id", 0)
            .put("datetime_start", OptunaFormat.moment(trial.started())));
    for (Dimension dimension : spec.space().dimensions()) {
      Object value = trial.point().values().get(dimension.name());
      if (value != null) {
        ObjectNode line =
            ofTrial(OptunaFormat.SET_TRIAL_PARAM, trial).put("param_name", dimension.name());
        OptunaFormat.putInternal(line, "param_value_internal", dimension.parameter(), value);
        append(line.put("distribution", OptunaFormat.distribution(dimension.parameter())));
      }
    }
    commit();
  }

  void stepped(Trial trial, int step, double value) {
    append(
        ofTrial(OptunaFormat.SET_TRIAL_INTERMEDIATE_VALUE, trial)
            .put("step", step)
            .put("intermediate_value", value));
  }

  /** All folds of a trial until now. */
  void folded(Trial trial) {
    ObjectNode line = ofTrial(OptunaFormat.SET_TRIAL_USER_ATTR, trial);
    OptunaFormat.putDoubles(line.putObject("user_attr"), FOLDS, trial.folds());
    append(line);
  }

  void attribute(Trial trial, String name, String value) {
    ObjectNode line = ofTrial(OptunaFormat.SET_TRIAL_USER_ATTR, trial);
    line.putObject("user_attr").put(name, value);
    append(line);
  }

  /** The end of a trial, for good. */
  void ended(Trial trial, Instant when) {
    ObjectNode line =
        ofTrial(OptunaFormat.SET_TRIAL_STATE_VALUES, trial).put("state", code(trial.state()));
    Double value = trial.value();
    if (value == null) {
      line.putNull("values");
    } else {
      OptunaFormat.putDoubles(line, "values", List.of(value));
    }
    append(line.put("datetime_complete", OptunaFormat.moment(when)));
    commit();
  }

  /** Optuna's numbers of states. */
  private static int code(TrialState state) {
    return switch (state) {
      case RUNNING -> 0;
      case COMPLETE -> 1;
      case PRUNED -> 2;
      case FAILED -> 3;
    };
  }

  private static ObjectNode line(int operation) {
    return Json.mapper().createObjectNode().put("op_code", operation).put("worker_id", WORKER);
  }

  private static ObjectNode ofTrial(int operation, Trial trial) {
    return line(operation).put("trial_id", trial.number());
  }

  /** After a line that is perhaps half written, none may follow. */
  private void append(ObjectNode line) {
    if (failure != null) {
      throw failure;
    }
    try {
      out.write((Json.line(line) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private MillraceException failed(IOException e) {
    failure = Io.fault(file, e);
    return failure;
  }

  private void commit() {
    try {
      out.getFD().sync();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw Io.fault(file, e);
    } finally {
      guard.close();
    }
  }
}
