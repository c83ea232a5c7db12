package dev.millrace.etl.source;

import dev.millrace.contract.support.Progress;
import dev.millrace.etl.duck.DuckFile;
import dev.millrace.etl.duck.DuckSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Lands sources in one DuckDB file, whole or not at all. Holds no more rows in the heap than a
 * block of one file.
 */
public final class Ingest {
  private Ingest() {}

  /**
   * Reads all sources. The same files give the same tables, whatever the settings.
   *
   * @param fingerprints of the sources, in their order: the files that were looked at are the files
   *     that are read
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
    return DuckFile.write(
        destination,
        settings,
        (connection, scratch) ->
            landAll(new LandingFile(connection, scratch, progress), sources, fingerprints));
  }

  private static List<LandedTable> landAll(
      LandingFile into, List<SourceSpec> sources, List<Fingerprint> fingerprints) {
    into.createSchemas();
    List<LandedTable> tables = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      tables.add(land(into, sources.get(i), fingerprints.get(i)));
    }
    return tables;
  }

  private static LandedTable land(LandingFile into, SourceSpec source, Fingerprint fingerprint) {
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
