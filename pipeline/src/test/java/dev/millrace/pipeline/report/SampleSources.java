package dev.millrace.pipeline.report;

import dev.millrace.contract.feature.ColumnType;
import dev.millrace.etl.clean.CleanReport;
import dev.millrace.etl.clean.CleanReport.RuleCount;
import dev.millrace.etl.clean.CleanReport.Violation;
import dev.millrace.etl.clean.ColumnProfile;
import dev.millrace.etl.clean.ColumnProfile.Bar;
import dev.millrace.etl.clean.ColumnProfile.Numbers;
import dev.millrace.etl.clean.SourceQuality;
import dev.millrace.etl.clean.TablesReport;
import dev.millrace.etl.clean.TablesReport.TableReport;
import dev.millrace.etl.source.Fingerprint;
import dev.millrace.etl.source.LandedTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The five sources of {@link SampleRelational}. */
final class SampleSources {
  private static final String SHA =
      "16320c9c1ec72448db59aa0a26a0b95401046bef5d02fd3aeb906448e3055e91";

  private SampleSources() {}

  static List<LandedTable> landed() {
    return tables().tables().stream().map(SampleSources::landed).toList();
  }

  private static LandedTable landed(TableReport table) {
    return new LandedTable(
        table.table(),
        List.of(new LandedTable.LandedColumn("customer_id", "VARCHAR")),
        table.clean().read(),
        0,
        table.table().equals("customers") ? "table CUSTOMERS of H2" : "files",
        new Fingerprint(
            table.table(),
            SHA,
            List.of(
                table.table().equals("customers")
                    ? new Fingerprint.Part("jdbc:h2:crm CUSTOMERS", 0, SHA)
                    : new Fingerprint.Part("/data/" + table.table(), 970_457, SHA))));
  }

  static TablesReport tables() {
    return new TablesReport(
        List.of(
            table("customers", 20_014, 14, 0, quality(20_014, .991, 1, .999, 1, Double.NaN, 0)),
            table("usage", 10_117_400, 204, 18_311, quality(10_117_400, .998, .998, 1, 1, .3, 4)),
            table("billing", 412_006, 0, 77, quality(412_006, .987, .9998, 1, 1, 2.1, 9.4)),
            table("tickets", 84_210, 312, 41, quality(84_210, .942, .9995, .996, .9963, .01, 2)),
            table("surveys", 24_977, 0, 0, quality(24_977, .713, 1, 1, 1, 5.8, 30.2))));
  }

  /** The last run: surveys were more complete and came sooner. */
  static Map<String, SourceQuality> before() {
    Map<String, SourceQuality> before = new LinkedHashMap<>();
    tables()
        .tables()
        .forEach(
            table -> {
              SourceQuality now = table.quality();
              boolean surveys = table.table().equals("surveys");
              before.put(
                  table.table(),
                  new SourceQuality(
                      now.source(),
                      now.rows() - now.rows() / 24,
                      surveys ? .921 : now.completeness() - .0008,
                      now.uniqueness(),
                      now.validity(),
                      now.integrity(),
                      now.newest() == null ? null : "2024-11-30T22:10:00Z",
                      surveys ? 2.2 : now.medianDelayDays(),
                      now.slowestDelayDays()));
            });
    before.put("newsletters", tables().tables().get(0).quality());
    return before;
  }

  private static SourceQuality quality(
      long rows, double full, double unique, double valid, double linked, double delay, double p) {
    boolean clock = !Double.isNaN(delay);
    String newest = clock ? "2024-12-31T23:41:09Z" : null;
    return new SourceQuality(
        "", rows, full, unique, valid, linked, newest, delay, clock ? p : Double.NaN);
  }

  private static TableReport table(
      String name, long read, long quarantined, long dropped, SourceQuality q) {
    List<RuleCount> rules =
        quarantined == 0
            ? List.of()
            : List.of(
                new RuleCount("customer_id", "no such row in customers", quarantined),
                new RuleCount("day", "not a date", quarantined / 3));
    List<Violation> examples =
        quarantined == 0
            ? List.of()
            : List.of(
                new Violation(17, name, "customer_id", "C-99999", "no such row in customers"));
    return new TableReport(
        name,
        new CleanReport(
            read,
            read - quarantined - dropped,
            quarantined,
            dropped,
            rules,
            examples,
            List.of(number(name, read), category(read))),
        new SourceQuality(
            name,
            q.rows(),
            q.completeness(),
            q.uniqueness(),
            q.validity(),
            q.integrity(),
            q.newest(),
            q.medianDelayDays(),
            q.slowestDelayDays()));
  }

  private static ColumnProfile number(String table, long rows) {
    return new ColumnProfile(
        table.equals("billing") ? "amount" : "value",
        ColumnType.NUMBER,
        rows - 200,
        200,
        3_410,
        new Numbers(0, 12, 29.9, 49.9, 310, 34.1),
        List.of(new Bar("0", rows, 0)));
  }

  private static ColumnProfile category(long rows) {
    return new ColumnProfile(
        "channel",
        ColumnType.CATEGORY,
        rows,
        0,
        3,
        null,
        List.of(new Bar("app", rows / 2, 0), new Bar("web", rows / 3, 0), new Bar("shop", 9, 0)));
  }
}
