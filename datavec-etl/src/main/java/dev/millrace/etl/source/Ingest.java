package dev.millrace.etl.source;

import dev.millrace.contract.support.Progress;
import dev.millrace.etl.duck.DuckFile;
import dev.millrace.etl.duck.DuckSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lands sources in one DuckDB file, whole or not at all. Holds no more rows in the heap than a
 * block of one file.
 */
public final class Ingest {
  private Ingest() {}

  /**
   * Reads all sources. The same files and rows give the same tables, whatever the settings. Rows of
   * a database come in the order of watermark, key and all other columns, whatever order it has.
   *
   * @param fingerprints of the sources, in their order: the files that were looked at are the files
   *     that are read. A database may have changed since; the landed table has the fingerprint of
   *     what was read.
   * @param destination of the DuckDB file; replaced if there is one
   * @throws dev.millrace.contract.error.MillraceException {@code SOURCE_UNREADABLE} or {@code
   *     SOURCE_EMPTY} naming file and place
   */
  public static List<LandedTable> land(
      List<SourceSpec> sources,
      List<Fingerprint> fingerprints,
      Path destination,
      DuckSettings settings,
      Progress progress) {
    return land(sources, fingerprints, destination, settings, progress, null);
  }

  /**
   * As above, reading of a database only what is new since an earlier landing: rows whose watermark
   * is not below the greatest one of then, or missing. A row replaces the one with its key. The
   * tables are those that a landing from nothing gives, row for row, as long as every update raises
   * the watermark of its row and never to less than what others had when the earlier landing read
   * them. Where the numbers of rows tell that this was not so (a row was deleted, or inserted with
   * an old watermark), the source is read from nothing; an update that leaves the watermark as it
   * is, and as many deletions as insertions with old watermarks, cannot be seen.
   *
   * <p>A source is read from nothing, too, where it has no key, no watermark or one that is a text
   * or an inexact number, or where the specification, the columns or their types are not those of
   * the earlier landing.
   *
   * @param earlier null for none
   */
  public static List<LandedTable> land(
      List<SourceSpec> sources,
      List<Fingerprint> fingerprints,
      Path destination,
      DuckSettings settings,
      Progress progress,
      @Nullable EarlierLanding earlier) {
    return DuckFile.write(
        destination,
        settings,
        (connection, scratch) ->
            landAll(
                new LandingFile(connection, scratch, progress), sources, fingerprints, earlier));
  }

  private static List<LandedTable> landAll(
      LandingFile into,
      List<SourceSpec> sources,
      List<Fingerprint> fingerprints,
      @Nullable EarlierLanding earlier) {
    into.createSchemas();
    List<LandedTable> tables = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      tables.add(land(into, sources.get(i), fingerprints.get(i), earlier));
    }
    return tables;
  }

  private static LandedTable land(
      LandingFile into,
      SourceSpec source,
      Fingerprint fingerprint,
      @Nullable EarlierLanding earlier) {
    if (source instanceof SourceSpec.Jdbc jdbc) {
      return new JdbcLanding(into, jdbc, earlier).land();
    }
    if (source instanceof SourceSpec.Csv csv) {
      return new CsvLanding(into, csv).land(fingerprint);
    }
    if (source instanceof SourceSpec.JsonFiles json) {
      return new JsonLanding(into, json).land(fingerprint);
    }
    if (source instanceof SourceSpec.Parquet parquet) {
      return new ParquetLanding(into, parquet).land(fingerprint);
    }
    return new ReaderLanding(into, (SourceSpec.Reader) source).land(fingerprint);
  }
}
