package dev.millrace.etl.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.Key;
import dev.millrace.contract.support.Progress;
import dev.millrace.etl.Lab;
import dev.millrace.etl.clean.CleanPolicy;
import dev.millrace.etl.clean.CleanPolicy.OnDuplicate;
import dev.millrace.etl.clean.CleanPolicy.OnViolation;
import dev.millrace.etl.clean.TableRules;
import dev.millrace.etl.clean.TablesCleaner;
import dev.millrace.etl.clean.TablesJob;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.source.Fingerprint;
import dev.millrace.etl.source.Fingerprints;
import dev.millrace.etl.source.Ingest;
import dev.millrace.etl.source.LandedTable;
import dev.millrace.etl.source.SourceSpec;
import dev.millrace.etl.table.Reference;
import dev.millrace.etl.table.TableContract;
import dev.millrace.etl.table.TimeColumn;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Landed files of an untidy company, cleaned for real, and features of it proved. */
class TimeTravelTest {
  private static final LocalDate START = LocalDate.of(2024, 1, 1);
  private static final List<Instant> CUTOFFS =
      List.of(
          Instant.parse("2024-02-01T00:00:00Z"),
          Instant.parse("2024-03-01T00:00:00Z"),
          Instant.parse("2024-04-10T12:00:00Z"));
  private static final LabelSpec CANCELLED =
      new LabelSpec("customers", "cancelled", null, 30, false);
  private static final String[] FEATURES = {
    "customers.age",
    "age(customers)",
    "customers.plan",
    "plans.price",
    "age(plans.price)",
    "count(usage, 30d)",
    "mean(usage.minutes, 30d)",
    "std(usage.minutes)",
    "trend(usage.minutes, 60d)",
    "last(usage.minutes)",
    "distinct(usage.device, 30d)",
    "recency(usage)",
    "mean(tickets.score, 90d)",
    "last(tickets.score)",
    "share(tickets where score < 3, 90d)",
    "distinct(tickets.score)",
    "count(messages, 30d)",
    "count(usage, 30d) / count(usage)",
    "cutoff.month"
  };

  private static final CleanPolicy POLICY =
      new CleanPolicy(OnViolation.QUARANTINE, 1, OnDuplicate.KEEP_FIRST, OnDuplicate.QUARANTINE);

  @TempDir Path folder;
  private final Random random = new Random(7);
  private final List<SourceSpec> sources = new ArrayList<>();
  private final List<TableRules> rules = new ArrayList<>();
  private Lab lab;
  private TablesJob tables;

  @BeforeEach
  void land() {
    lab = new Lab(folder);
    source(contract("plans", true, Map.of(), List.of(), Shop.number("price")), plans());
    source(
        contract(
            "customers",
            false,
            Map.of(),
            List.of(new Reference("plan", "plans", false)),
            Shop.category("plan"),
            Shop.number("age"),
            Shop.column("cancelled", ColumnType.DATE)),
        customers());
    Reference customer = new Reference("customer", "customers", true);
    source(
        contract(
            "usage",
            false,
            Map.of(),
            List.of(customer),
            Shop.number("minutes"),
            Shop.category("device")),
        usage());
    source(
        contract(
            "tickets",
            false,
            Map.of("score", Shop.time("scored")),
            List.of(customer),
            Shop.column("scored", ColumnType.TIMESTAMP),
            Shop.number("score")),
        tickets());
    source(
        contract("messages", false, Map.of(), List.of(new Reference("ticket", "tickets", true))),
        messages());
    List<Fingerprint> prints =
        sources.stream().map(source -> Fingerprints.of(source, Progress.silent())).toList();
    List<LandedTable> landed =
        Ingest.land(sources, prints, lab.landed(), Lab.SETTINGS, Progress.silent());
    tables = new TablesJob(lab.landed(), landed, rules);
    TablesCleaner.clean(tables, lab.clean(), Lab.SETTINGS, Progress.silent());
  }

  private void source(TableContract contract, String text) {
    Path file = lab.write(contract.name() + ".csv", text);
    sources.add(
        new SourceSpec.Csv(
            contract.name(), List.of(file.toString()), List.of(), null, null, null, null, null, 0));
    rules.add(new TableRules(contract, POLICY));
  }

  private static TableContract contract(
      String name,
      boolean history,
      Map<String, TimeColumn> knownBy,
      List<Reference> references,
      Column... columns) {
    return new TableContract(
        name,
        name.equals("usage") ? List.of() : List.of(Key.of("id")),
        Shop.time("at"),
        Shop.time("known"),
        false,
        history,
        Arrays.asList(columns),
        knownBy,
        references,
        ZoneOffset.UTC);
  }

  /** A moment up to some days after another; half of them fall on midnight. */
  private String moment(int day, int spread) {
    int later = day + random.nextInt(spread);
    return START.plusDays(later) + (random.nextBoolean() ? "T00:00:00" : "T13:30:00");
  }

  private String plans() {
    StringBuilder csv = new StringBuilder("id,at,known,price\n");
    for (int i = 0; i < 12; i++) {
      String at = moment(i * 9 - 5, 9);
      csv.append("p").append(i % 3).append(',').append(at).append(',').append(at);
      csv.append(',').append(i % 4 == 3 ? 5 : 10 + i).append('\n');
    }
    return csv.toString();
  }

  private String customers() {
    StringBuilder csv = new StringBuilder("id,at,known,plan,age,cancelled\n");
    for (int i = 0; i < 30; i++) {
      int day = random.nextInt(60);
      csv.append(i % 9 == 0 ? " c" : "c").append(i).append(',').append(START.plusDays(day));
      csv.append("T08:00:00,").append(moment(day + 1, 10)).append(",p").append(i % 4);
      csv.append(',').append(20 + i).append(',');
      csv.append(i % 2 == 0 ? START.plusDays(day + 20 + random.nextInt(60)) : "").append('\n');
    }
    return csv + "c3,2024-03-20T00:00:00,2024-03-20T00:00:00,p1,99,\n";
  }

  private String usage() {
    StringBuilder csv = new StringBuilder("customer,at,known,minutes,device\n");
    for (int i = 0; i < 600; i++) {
      int day = random.nextInt(110);
      csv.append('c').append(random.nextInt(33)).append(',').append(START.plusDays(day));
      csv.append("T0").append(random.nextInt(10)).append(":00:00,");
      csv.append(moment(day + 1, random.nextInt(5) == 0 ? 30 : 1)).append(',');
      csv.append(random.nextInt(7) == 0 ? "" : random.nextInt(5000) / 7.0).append(",d");
      csv.append(random.nextInt(3)).append('\n');
    }
    return csv.toString();
  }

  private String tickets() {
    StringBuilder csv = new StringBuilder("id,customer,at,known,score,scored\n");
    for (int i = 0; i < 80; i++) {
      int day = random.nextInt(110);
      String at = START.plusDays(day) + "T09:00:00";
      boolean scored = random.nextInt(4) > 0;
      csv.append('t').append(i).append(",c").append(random.nextInt(30)).append(',').append(at);
      csv.append(',').append(at).append(',').append(scored ? 1 + random.nextInt(5) : "");
      csv.append(',').append(scored ? moment(day + 1, 20) : "").append('\n');
    }
    return csv.toString();
  }

  private String messages() {
    StringBuilder csv = new StringBuilder("id,ticket,at,known\n");
    for (int i = 0; i < 150; i++) {
      String at = moment(random.nextInt(110), 1);
      csv.append('m').append(i).append(",t").append(random.nextInt(85)).append(',').append(at);
      csv.append(',').append(at).append('\n');
    }
    return csv.toString();
  }

  private RowsJob job(@Nullable LabelSpec label) {
    return new RowsJob(
        lab.clean(),
        null,
        rules.stream().map(TableRules::contract).toList(),
        "customers",
        label,
        new Eligibility(3, "usage", 60),
        CUTOFFS,
        null);
  }

  private Path compute(LabelSpec label, String... features) {
    Path rows = folder.resolve("rows.duckdb");
    FeatureRows.compute(job(label), Shop.features(features), rows, Lab.SETTINGS, Progress.silent());
    return rows;
  }

  private TimeTravel.Proof prove(LabelSpec label, Path rows, String... features) {
    return TimeTravel.prove(
        tables,
        job(label),
        Shop.features(features),
        rows,
        CUTOFFS,
        folder.resolve("scratch"),
        Lab.SETTINGS,
        Progress.silent());
  }

  @Test
  void features_are_the_same_from_data_that_ends_at_the_cutoff() {
    Path rows = compute(CANCELLED, FEATURES);
    TimeTravel.Proof proof = prove(CANCELLED, rows, FEATURES);
    assertThat(proof.cutoffs()).isEqualTo(CUTOFFS);
    assertThat(proof.rows())
        .isEqualTo(Long.parseLong(Lab.query(rows, "SELECT count(*) FROM features").get(0)))
        .isGreaterThan(20);
    assertThat(folder.resolve("scratch")).doesNotExist();
  }

  /** Nothing but late values: beside others, the time of such a row would hide behind theirs. */
  @Test
  void a_row_whose_value_comes_after_the_cutoff_leaves_no_trace() {
    String[] late = {
      "mean(tickets.score, 90d)",
      "distinct(tickets.score, 90d)",
      "count(tickets where score < 3, 90d)"
    };
    assertThat(prove(CANCELLED, compute(CANCELLED, late), late).rows()).isPositive();
  }

  @Test
  void a_changed_value_is_named_with_entity_and_cutoff() throws Exception {
    Path rows = compute(CANCELLED, FEATURES);
    String key =
        Lab.query(rows, "SELECT min(__key) FROM features WHERE __cutoff > '2024-02-15'").get(0);
    try (Connection database = Duck.open(rows, Lab.SETTINGS)) {
      Duck.execute(
          database,
          "UPDATE features SET \"count(messages, 30d)\" = 77 WHERE __key = ? AND __cutoff ="
              + " '2024-03-01'",
          key);
    }
    assertThatThrownBy(() -> prove(CANCELLED, rows, FEATURES))
        .isInstanceOfSatisfying(
            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LEAKAGE))
        .hasMessageStartingWith(
            "Leakage: of customers '"
                + key
                + "' at cutoff 2024-03-01T00:00:00Z count(messages, 30d)"
                + " is 77.0, but from the data of that time ");
  }

  @Test
  void a_column_that_holds_the_future_is_caught() {
    String leak = "last(tickets.scored)";
    Path rows = compute(CANCELLED, "customers.age", leak);
    assertThatThrownBy(() -> prove(CANCELLED, rows, "customers.age", leak))
        .isInstanceOfSatisfying(
            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LEAKAGE))
        .hasMessageContaining(leak + " is ");
  }
}
