package dev.millrace.pipeline.init;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.support.Progress;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.duck.DuckErrors;
import dev.millrace.etl.duck.DuckSettings;
import dev.millrace.etl.source.Fingerprints;
import dev.millrace.etl.source.Ingest;
import dev.millrace.etl.source.LandedTable;
import dev.millrace.etl.source.SourceSpec;
import dev.millrace.pipeline.file.DataFile;
import dev.millrace.pipeline.file.Scratch;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes a first recipe from looking at every row of a file. */
public final class RecipeInit {
  private static final String SOURCE = "data";
  private static final String TABLE = "raw." + SOURCE;

  private final Request request;
  private final Progress progress;

  private RecipeInit(Request request, Progress progress) {
    this.request = request;
    this.progress = progress;
  }

  /**
   * What is known of the file.
   *
   * @param data a file or a glob, as it is to stand in the recipe
   * @param target the column that answers the question; null to be told of candidates by an error
   * @param positive the value that means yes; null to guess
   * @param key the column that identifies a row; null to guess
   * @param name of the recipe; null to take the file's
   */
  public record Request(
      String data,
      @Nullable String target,
      @Nullable String positive,
      @Nullable String key,
      @Nullable String name) {}

  /**
   * Looks at the file and writes the recipe, which runs as it is from the current folder. Needs
   * temporary disk space of about the file's size.
   *
   * @throws MillraceException where the file, the target, the positive value or the key is not as
   *     said, with what there is instead
   */
  public static String write(Request request, Progress progress) {
    return new RecipeInit(request, progress).write();
  }

  private String write() {
    try (Scratch scratch = Scratch.temporary()) {
      SourceSpec source = DataFile.source(SOURCE, request.data(), List.of());
      Path file = scratch.resolve("look.duckdb");
      LandedTable table =
          Ingest.land(
                  List.of(source),
                  List.of(Fingerprints.of(source, progress)),
                  file,
                  DuckSettings.standard(),
                  progress)
              .get(0);
      try (Connection connection = Duck.openReadOnly(file, DuckSettings.standard())) {
        return look(connection, table).yaml();
      }
    } catch (SQLException e) {
      throw DuckErrors.translate(e);
    }
  }

  private RecipeDraft look(Connection connection, LandedTable table) {
    Sketcher sketcher = new Sketcher(connection, TABLE);
    List<ColumnSketch> columns = new ArrayList<>();
    try (Progress.Task task = progress.start("look", table.columns().size(), "columns")) {
      for (LandedTable.LandedColumn column : table.columns()) {
        columns.add(sketcher.sketch(column.name()));
        task.advance(1);
      }
    }
    Question question = Question.of(columns, request.target(), request.positive());
    ColumnSketch key = key(columns, question);
    Set<String> nulls = nullValues(columns);
    Leaks leaks = new Leaks(connection, TABLE, question.target());
    return draft(table, question, key, nulls, features(columns, question, key, nulls, leaks));
  }

  private RecipeDraft draft(
      LandedTable table,
      Question question,
      @Nullable ColumnSketch key,
      Set<String> nulls,
      List<ColumnGuess> features) {
    if (features.stream().noneMatch(ColumnGuess::isFeature)) {
      throw new MillraceException(
          ErrorCode.ARGUMENT_INVALID,
          "No column of " + request.data() + " can be a feature.",
          String.join("; ", features.stream().map(f -> f.name() + ": " + f.leftOut()).toList()));
    }
    return new RecipeDraft(
        DataFile.recipeName(request.name(), request.data()),
        DataFile.type(request.data()),
        request.data(),
        table.dialect(),
        List.copyOf(nulls),
        table.rows(),
        key == null ? null : key.name(),
        key == null ? "" : keyRemark(key),
        question.target(),
        question.remark(),
        features);
  }

  private static List<ColumnGuess> features(
      List<ColumnSketch> columns,
      Question question,
      @Nullable ColumnSketch key,
      Set<String> nulls,
      Leaks leaks) {
    List<ColumnGuess> features = new ArrayList<>();
    for (ColumnSketch column : columns) {
      if (column.equals(key) || column.name().equals(question.target().column())) {
        continue;
      }
      ColumnGuess guess = ColumnGuess.of(column, nulls);
      boolean numeric = guess.type().isNumeric() && guess.type() != ColumnType.BOOLEAN;
      features.add(
          guess.isFeature() ? leaks.of(column, numeric).map(guess::without).orElse(guess) : guess);
    }
    return features;
  }

  /** The key asked for, else a column that is different in every row and is called like one. */
  private @Nullable ColumnSketch key(List<ColumnSketch> columns, Question question) {
    if (request.key() != null) {
      return Question.named(columns, request.key(), "--key");
    }
    return columns.stream()
        .filter(column -> !column.name().equals(question.target().column()))
        .filter(column -> column.distinct() == column.rows() && DataFile.isKeyName(column.name()))
        .findFirst()
        .orElse(null);
  }

  private String keyRemark(ColumnSketch key) {
    long repeated = key.present() - key.distinct();
    String seen =
        repeated == 0
            ? "every value is different"
            : Numbers.count(repeated) + " rows repeat the key of another: they may be set aside";
    return request.key() == null ? seen + "; guessed from its name" : seen;
  }

  /** Spellings of "missing" among numbers and dates; among texts they may be values. */
  private static Set<String> nullValues(List<ColumnSketch> columns) {
    Set<String> nulls = new TreeSet<>();
    for (ColumnSketch column : columns) {
      long values = column.present() - column.spelledNulls();
      if (values > 0 && TypeGuess.of(column, values).type() != ColumnType.CATEGORY) {
        nulls.addAll(column.nulls().keySet());
      }
    }
    return nulls;
  }
}
