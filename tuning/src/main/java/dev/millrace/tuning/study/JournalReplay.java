package dev.millrace.tuning.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Io;
import dev.millrace.contract.support.Json;
import dev.millrace.tuning.space.Dimension;
import dev.millrace.tuning.space.Point;
import dev.millrace.tuning.trial.Trial;
import dev.millrace.tuning.trial.TrialState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads the file of a study as Optuna does: line after line onto what the lines before came to. */
final class JournalReplay {
  private static final TrialState[] STATES = {
    TrialState.RUNNING, TrialState.COMPLETE, TrialState.PRUNED, TrialState.FAILED
  };

  private final Path file;
  private final StudySpec spec;
  private final List<Trial> trials = new ArrayList<>();
  private @Nullable String digest;
  private long wholeBytes;

  private JournalReplay(Path file, StudySpec spec) {
    this.file = file;
    this.spec = spec;
  }

  /** Reads; a file that is not there is a new study. */
  static JournalReplay read(Path file, StudySpec spec) {
    JournalReplay replay = new JournalReplay(file, spec);
    if (Files.exists(file)) {
      replay.read();
    }
    return replay;
  }

  List<Trial> trials() {
    return trials;
  }

  /** Bytes up to the end of the last whole line; 0 where the study did not come to its digest. */
  long wholeBytes() {
    return isNew() ? 0 : wholeBytes;
  }

  boolean isNew() {
    return digest == null;
  }

  private void read() {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw Io.fault(file, e);
    }
    int number = 0;
    int start = 0;
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] == '\n') {
        number++;
        apply(new String(bytes, start, at - start, StandardCharsets.UTF_8), number);
        start = at + 1;
      }
    }
    wholeBytes = start;
    if (digest == null && !trials.isEmpty()) {
      throw ofAnother();
    }
  }

  private void apply(String text, int number) {
    try {
      apply(Json.mapper().readTree(text));
    } catch (JsonProcessingException | RuntimeException e) {
      if (e instanceof MillraceException known) {
        throw known;
      }
      throw new MillraceException(
          ErrorCode.JOURNAL_DAMAGED,
          "Line " + number + " of the study " + file + " cannot be read: " + e.getMessage(),
          "Move the file away to begin the study anew.",
          e);
    }
  }

  private void apply(JsonNode line) {
    switch (line.required("op_code").intValue()) {
      case OptunaFormat.SET_STUDY_USER_ATTR -> studyAttribute(line.required("user_attr"));
      case OptunaFormat.CREATE_TRIAL -> create(line);
      case OptunaFormat.SET_TRIAL_PARAM -> change(line, trial -> withParameter(trial, line));
      case OptunaFormat.SET_TRIAL_STATE_VALUES -> change(line, trial -> ended(trial, line));
      case OptunaFormat.SET_TRIAL_INTERMEDIATE_VALUE -> change(line, trial -> stepped(trial, line));
      case OptunaFormat.SET_TRIAL_USER_ATTR ->
          change(line, trial -> withAttribute(trial, line.required("user_attr")));
      default -> {} // what only other tools write, and nothing here depends on
    }
  }

  private void studyAttribute(JsonNode attribute) {
    JsonNode value = attribute.get(StudyJournal.DIGEST);
    if (value != null) {
      digest = value.textValue();
      if (!spec.digest().equals(digest)) {
        throw ofAnother();
      }
    }
  }

  private MillraceException ofAnother() {
    return new MillraceException(
        ErrorCode.ARGUMENT_INVALID,
        "The file "
            + file
            + " holds another study: its space, sampler, seed, data or objective differ.",
        "Move the file away to begin a new study.");
  }

  private void create(JsonNode line) {
    trials.add(
        new Trial(
            trials.size(),
            TrialState.RUNNING,
            new Point(Map.of()),
            new TreeMap<>(),
            List.of(),
            null,
            Map.of(),
            OptunaFormat.moment(line.required("datetime_start").textValue()),
            null));
  }

  private void change(JsonNode line, UnaryOperator<Trial> change) {
    trials.set(
        line.required("trial_id").intValue(),
        change.apply(trials.get(line.required("trial_id").intValue())));
  }

  private Trial withParameter(Trial trial, JsonNode line) {
    String name = line.required("param_name").textValue();
    Dimension dimension =
        spec.space().dimensions().stream()
            .filter(candidate -> candidate.name().equals(name))
            .findFirst()
            .orElseThrow(this::ofAnother);
    Map<String, Object> values = new LinkedHashMap<>(trial.point().values());
    values.put(
        name, OptunaFormat.external(dimension.parameter(), line.required("param_value_internal")));
    return new Trial(
        trial.number(),
        trial.state(),
        new Point(values),
        trial.steps(),
        trial.folds(),
        trial.value(),
        trial.attributes(),
        trial.started(),
        trial.ended());
  }

  private static Trial stepped(Trial trial, JsonNode line) {
    return trial.withStep(
        line.required("step").intValue(), line.required("intermediate_value").doubleValue());
  }

  private static Trial withAttribute(Trial trial, JsonNode attribute) {
    JsonNode folds = attribute.get(StudyJournal.FOLDS);
    if (folds != null && folds.isArray()) {
      return folds.isEmpty() ? trial : trial.withFold(folds.get(folds.size() - 1).doubleValue());
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    attribute
        .properties()
        .forEach(entry -> attributes.put(entry.getKey(), entry.getValue().asText()));
    return trial.withAttributes(attributes);
  }

  private static Trial ended(Trial trial, JsonNode line) {
    JsonNode values = line.required("values");
    return trial.ended(
        STATES[line.required("state").intValue()],
        values.isArray() && !values.isEmpty() ? values.get(0).doubleValue() : null,
        OptunaFormat.moment(line.required("datetime_complete").textValue()));
  }
}
