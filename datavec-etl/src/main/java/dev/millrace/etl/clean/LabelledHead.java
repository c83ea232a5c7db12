package dev.millrace.etl.clean;

import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.Key;
import dev.millrace.contract.feature.Rules;
import dev.millrace.etl.duck.Duck;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The key, the answer and the split of the rows of a single table. */
final class LabelledHead implements RowHead {
  private final CleanJob job;
  private final boolean labelled;

  LabelledHead(CleanJob job, boolean labelled) {
    this.job = job;
    this.labelled = labelled;
  }

  @Override
  public String joins() {
    return "";
  }

  /** Rows without a key column are known by their number. */
  @Override
  public List<String> layer(int layer) {
    if (layer > 0) {
      return List.of();
    }
    List<String> made = new ArrayList<>();
    Key key = contract().key();
    if (key == null) {
      made.add("CAST(" + LANDED + ".__row AS VARCHAR) AS __key");
      made.add("NULL AS __key_text");
    } else {
      String written = written(key.column());
      made.add(TextSql.standardised(written, key.text(), List.of()) + " AS __key");
      made.add(written + " AS __key_text");
    }
    if (labelled) {
      made.add(TextSql.trimmed(written(contract().target().column())) + " AS __target");
    }
    if (job.splitBy() != null) {
      made.add(TextSql.trimmed(written(job.splitBy())) + " AS __split_by");
    }
    return made;
  }

  @Override
  public List<Fault> faults() {
    List<Fault> faults = new ArrayList<>();
    if (contract().key() != null) {
      faults.add(missing(-1, keyColumn(), Rules.REQUIRED, "__key IS NULL"));
    }
    int columns = contract().columns().size();
    if (labelled) {
      String target = contract().target().column();
      faults.add(missing(columns, target, RowRules.TARGET_MISSING, "__target IS NULL"));
    }
    if (job.splitBy() != null) {
      faults.add(missing(columns + 1, job.splitBy(), Rules.REQUIRED, "__split_by IS NULL"));
    }
    return faults;
  }

  @Override
  public List<String> before() {
    List<String> written = new ArrayList<>();
    written.add("__key");
    if (labelled) {
      written.add("CAST(" + isPositive() + " AS TINYINT) AS __label");
    }
    if (job.splitBy() != null) {
      written.add("__split_by");
    }
    return written;
  }

  @Override
  public List<String> after() {
    return List.of();
  }

  @Override
  public @Nullable String known(String column) {
    return null;
  }

  @Override
  public @Nullable String standardised(String column) {
    return null;
  }

  @Override
  public List<String> identity() {
    return contract().key() == null ? List.of() : List.of("__key");
  }

  @Override
  public String keyColumn() {
    Key key = contract().key();
    return key == null ? "" : key.column();
  }

  @Override
  public String order() {
    return "__row";
  }

  @Override
  public boolean firstStays() {
    return false;
  }

  /** Value, rows, whether positive; most rows first. */
  String targetValues() {
    return "SELECT __target, count(*), "
        + isPositive()
        + " FROM (SELECT "
        + TextSql.trimmed(written(contract().target().column()))
        + " AS __target FROM "
        + CleanSql.landed(job.table())
        + ") WHERE __target IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1";
  }

  private static Fault missing(int position, String column, String rule, String condition) {
    return new Fault(position, column, "NULL", Duck.literal(rule), condition, CleanSql.ASIDE);
  }

  private String isPositive() {
    return "lower(__target) = lower("
        + TextSql.trimmed(Duck.literal(contract().target().positive()))
        + ")";
  }

  private String written(String column) {
    return ColumnSql.text(RowHead.landed(column), CleanSql.typeOf(job.table(), column));
  }

  private FeatureContract contract() {
    return job.contract();
  }
}
