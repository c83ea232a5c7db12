package dev.millrace.etl.source;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.etl.source.LandedTable.LandedColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lands rows of a database. They go into a database of their own first, as they come; from there
 * they are put into one order, so that the same rows land alike whoever gave them and whenever.
 */
final class JdbcLanding {
  private final LandingFile into;
  private final SourceSpec.Jdbc spec;
  private final @Nullable EarlierLanding earlier;

  /**
   * @param earlier to go on from; null for none
   */
  JdbcLanding(LandingFile into, SourceSpec.Jdbc spec, @Nullable EarlierLanding earlier) {
    this.into = into;
    this.spec = spec;
    this.earlier = earlier;
  }

  LandedTable land() {
    try (JdbcSession session = JdbcSession.open(spec)) {
      JdbcSession.Standing standing = session.standing();
      if (standing.rows() == 0) {
        throw new MillraceException(
            ErrorCode.SOURCE_EMPTY,
            "Source '" + spec.name() + "': " + JdbcSession.place(spec) + " has no rows.",
            "Check what writes it.");
      }
      List<LandedColumn> columns = session.columns().stream().map(JdbcColumn::landed).toList();
      into.createTables(spec.name(), columns);
      Fingerprint read;
      try (JdbcStage stage = new JdbcStage(into, spec, session.columns())) {
        read = fill(stage, session, standing);
        stage.arrange();
      }
      String dialect = "rows of " + JdbcSession.place(spec);
      return new LandedTable(spec.name(), columns, into.rows(spec.name()), 0, dialect, read);
    }
  }

  private Fingerprint fill(JdbcStage stage, JdbcSession session, JdbcSession.Standing standing) {
    if (spec.watermark() == null) {
      JdbcHash hash = new JdbcHash();
      stage.add(session, null, standing.rows(), hash);
      return JdbcFingerprint.of(spec, session.columns(), hash);
    }
    if (earlier == null || !new JdbcIncrement(spec, earlier, stage).fill(session, standing)) {
      stage.add(session, null, standing.rows(), null);
    }
    return JdbcFingerprint.of(spec, session.columns(), standing);
  }
}
