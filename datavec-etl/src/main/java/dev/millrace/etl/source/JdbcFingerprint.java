package dev.millrace.etl.source;

import dev.millrace.contract.support.Hashes;
import dev.millrace.contract.support.Progress;
import java.util.List;

/** Fingerprints of databases. */
final class JdbcFingerprint {
  private JdbcFingerprint() {}

  static Fingerprint of(SourceSpec.Jdbc spec, Progress progress) {
    try (JdbcSession session = JdbcSession.open(spec)) {
      if (spec.watermark() != null) {
        return of(spec, session.columns(), session.standing());
      }
      JdbcHash hash = new JdbcHash();
      String name = "fingerprint " + spec.name();
      try (Progress.Task task = progress.start(name, session.standing().rows(), "rows")) {
        session.read(
            null,
            row -> {
              hash.add(row);
              task.advance(1);
            });
      }
      return of(spec, session.columns(), hash);
    }
  }

  /** By the number of rows and the greatest watermark. */
  static Fingerprint of(
      SourceSpec.Jdbc spec, List<JdbcColumn> columns, JdbcSession.Standing standing) {
    return of(spec, columns, standing.rows() + " " + JdbcHash.text(standing.greatest()));
  }

  /** By all rows. */
  static Fingerprint of(SourceSpec.Jdbc spec, List<JdbcColumn> columns, JdbcHash rows) {
    return of(spec, columns, rows.text());
  }

  private static Fingerprint of(SourceSpec.Jdbc spec, List<JdbcColumn> columns, String content) {
    String all = columns.stream().map(JdbcColumn::landed).toList() + "\n" + content;
    Fingerprint.Part part = new Fingerprint.Part(JdbcSession.place(spec), 0, Hashes.sha256(all));
    return Fingerprints.of(spec, List.of(part));
  }
}
