package dev.millrace.pipeline.score;

import dev.millrace.contract.encode.EncodingCounts;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.Key;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Io;
import dev.millrace.contract.support.Progress;
import dev.millrace.etl.clean.CleanJob;
import dev.millrace.etl.clean.CleanPolicy;
import dev.millrace.etl.clean.CleanPolicy.OnDuplicate;
import dev.millrace.etl.clean.CleanReport;
import dev.millrace.etl.clean.Cleaner;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.duck.DuckErrors;
import dev.millrace.etl.duck.DuckSettings;
import dev.millrace.etl.source.Fingerprints;
import dev.millrace.etl.source.Ingest;
import dev.millrace.etl.source.LandedTable;
import dev.millrace.etl.source.LandedTable.LandedColumn;
import dev.millrace.etl.source.SourceSpec;
import dev.millrace.pipeline.file.DataFile;
import dev.millrace.pipeline.file.Scratch;
import dev.millrace.pipeline.stage.PackagedFeatures;
import dev.millrace.scoring.Scorer;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Scores a file of any size: it is landed and cleaned on disk by the rules of training, then
 * streamed through the model. Output files appear whole or not at all.
 */
public final class FileScorer implements AutoCloseable {
  private static final String SOURCE = "data";

  private final ScoreRequest request;
  private final Progress progress;
  private final DuckSettings duck = DuckSettings.standard();
  private final Scorer scorer;
  private final Scratch scratch;

  private FileScorer(ScoreRequest request, Progress progress) {
    this.request = request;
    this.progress = progress;
    this.scorer = Scorer.open(request.model());
    this.scratch = request.out() == null ? Scratch.temporary() : Scratch.beside(request.out());
  }

  /**
   * Scores. Needs disk space of about twice the file's size beside the output.
   *
   * @param stream takes CSV where no output file is asked for; flushed, not closed
   * @throws MillraceException {@code CONTRACT_VIOLATED} where no row at all keeps the contract
   */
  public static ScoreOutcome score(ScoreRequest request, Writer stream, Progress progress) {
    try (FileScorer scorer = new FileScorer(request, progress)) {
      return scorer.score(stream);
    } catch (IOException e) {
      throw Io.fault(request.out() == null ? Path.of("standard output") : request.out(), e);
    } catch (SQLException e) {
      throw DuckErrors.translate(e, request.out());
    }
  }

  @Override
  public void close() {
    scorer.close();
    scratch.close();
  }

  /** Those of the training rows' source, and those that were asked for. */
  private List<String> nullValues() {
    List<String> known = scorer.modelPackage().manifest().nullValues();
    return Stream.concat(known.stream(), request.nullValues().stream()).distinct().toList();
  }

  private ScoreOutcome score(Writer stream) throws IOException, SQLException {
    Path landed = scratch.resolve("landing.duckdb");
    Path clean = scratch.resolve("cleaning.duckdb");
    SourceSpec source = DataFile.source(SOURCE, request.data(), nullValues());
    LandedTable table =
        Ingest.land(
                List.of(source), List.of(Fingerprints.of(source, progress)), landed, duck, progress)
            .get(0);
    requireFeatures(table);
    FeatureContract contract = keyed(scorer.modelPackage().contract(), table);
    CleanReport report =
        Cleaner.cleanForScoring(
            new CleanJob(landed, table, contract, policy(), null), clean, duck, progress);
    if (report.kept() == 0) {
      throw nothingLeft(report);
    }
    try (DuckDBConnection database = Duck.open(clean, duck)) {
      new RowsScorer(scorer, request.reasons(), progress)
          .write(database, contract, report.kept(), request.out(), stream, scratch);
      return outcome(contract, report, quarantine(database, report));
    }
  }

  /** A file may hold the features that a recipe made; one of a source's rows holds none of them. */
  private void requireFeatures(LandedTable table) {
    Set<String> names =
        table.columns().stream().map(LandedColumn::name).collect(Collectors.toSet());
    boolean none =
        scorer.modelPackage().contract().columns().stream()
            .noneMatch(column -> names.contains(column.name()));
    if (none && PackagedFeatures.areIn(request.model())) {
      throw new MillraceException(
          ErrorCode.ARGUMENT_INVALID,
          "The model "
              + request.model()
              + " takes what a recipe makes of several tables, and "
              + request.data()
              + " holds none of it.",
          "Score with that recipe: millrace score MODEL RECIPE --at DATE.");
    }
  }

  /** The file with the rows set aside, beside the output; null where there is none. */
  private @Nullable Path quarantine(DuckDBConnection database, CleanReport report)
      throws IOException {
    Path out = request.out();
    if (out == null || report.quarantined() == 0) {
      return null;
    }
    Path unfinished = scratch.resolve("quarantine");
    Duck.execute(
        database, "COPY quarantine TO " + Duck.literal(unfinished) + " (FORMAT csv, HEADER)");
    Path file = out.resolveSibling(out.getFileName() + ".quarantine.csv");
    AtomicFiles.move(unfinished, file);
    return file;
  }

  private ScoreOutcome outcome(
      FeatureContract contract, CleanReport report, @Nullable Path quarantine) {
    Map<String, Long> missing = new TreeMap<>();
    Map<String, Long> unseen = new TreeMap<>();
    EncodingCounts counts = scorer.counts();
    for (int i = 0; i < contract.columns().size(); i++) {
      String column = contract.columns().get(i).name();
      if (counts.missing(i) > 0) {
        missing.put(column, counts.missing(i));
      }
      if (counts.unseen(i) > 0) {
        unseen.put(column, counts.unseen(i));
      }
    }
    Key key = contract.key();
    return new ScoreOutcome(
        report.read(),
        report.kept(),
        report.quarantined(),
        key == null ? null : key.column(),
        missing,
        unseen,
        report.rules(),
        request.out() == null ? null : request.out().toString(),
        quarantine == null ? null : quarantine.toString());
  }

  private CleanPolicy policy() {
    return new CleanPolicy(
        request.onViolation(), 1, OnDuplicate.KEEP_FIRST, OnDuplicate.KEEP_FIRST);
  }

  /** The contract with the key that is asked for, or that the file has. */
  private FeatureContract keyed(FeatureContract contract, LandedTable table) {
    Key key = contract.key();
    if (request.key() != null) {
      key = Key.of(request.key());
    } else if (key != null && !has(table, key.column())) {
      key = null;
    }
    return new FeatureContract(contract.name(), key, contract.target(), contract.columns());
  }

  private static boolean has(LandedTable table, String column) {
    return table.columns().stream().anyMatch(landed -> landed.name().equals(column));
  }

  private static MillraceException nothingLeft(CleanReport report) {
    String rules =
        String.join(
            "; ",
            report.rules().stream()
                .limit(3)
                .map(rule -> "%s: %s (%d rows)".formatted(rule.column(), rule.rule(), rule.rows()))
                .toList());
    return new MillraceException(
        ErrorCode.CONTRACT_VIOLATED,
        "None of the %d rows keeps the contract of the model: %s.".formatted(report.read(), rules),
        "Check that this is a file of the kind the model was trained on; texts that mean"
            + " 'missing' can be named with --null.");
  }
}
