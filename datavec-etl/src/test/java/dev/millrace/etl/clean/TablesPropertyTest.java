package dev.millrace.etl.clean;

import static dev.millrace.contract.feature.ColumnType.CATEGORY;
import static dev.millrace.contract.feature.ColumnType.NUMBER;
import static dev.millrace.etl.clean.Tables.IDENTIFIER;
import static dev.millrace.etl.clean.Tables.date;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.etl.clean.CleanPolicy.OnDuplicate;
import dev.millrace.etl.clean.CleanPolicy.OnViolation;
import dev.millrace.etl.clean.Tables.Contract;
import dev.millrace.etl.duck.DuckSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** What holds whatever the mess. */
class TablesPropertyTest {
  private static final LocalDate START = LocalDate.of(2024, 1, 1);
  private static final int DAYS = 40;

  /** A line of a source, and the day after which everybody had it; null where it never says. */
  private record Line(String text, LocalDate known) {}

  private record Company(List<Line> customers, List<Line> tickets, List<Line> calls) {}

  @Property(tries = 4, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
  void every_row_is_kept_set_aside_or_dropped(
      @ForAll long seed, @ForAll OnViolation violation, @ForAll boolean keepFirst) {
    OnDuplicate keys = keepFirst ? OnDuplicate.KEEP_FIRST : OnDuplicate.QUARANTINE;
    CleanPolicy policy = new CleanPolicy(violation, 1, OnDuplicate.KEEP_FIRST, keys);
    Company company = company(seed);
    within(
        folder -> {
          Tables tables = tables(folder, company, policy, line -> true);
          TablesReport report = tables.clean();
          assertThat(Tables.of(report, "customers").clean().read())
              .isEqualTo(company.customers.size() + 1);
          for (TablesReport.TableReport table : report.tables()) {
            CleanReport clean = table.clean();
            List<String> kept = tables.query("SELECT __row FROM " + table.table());
            List<String> gone =
                tables.query(
                    "SELECT DISTINCT row FROM quarantine WHERE table_name = '"
                        + table.table()
                        + "'");
            assertThat(kept).doesNotHaveDuplicates().doesNotContainAnyElementsOf(gone);
            assertThat(kept).hasSize((int) clean.kept());
            assertThat(gone).hasSize((int) (clean.quarantined() + clean.dropped()));
            assertThat(kept.size() + gone.size()).isEqualTo((int) clean.read());
          }
          return null;
        });
  }

  @Property(tries = 4, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
  void rows_known_before_a_moment_are_the_same_without_those_known_later(
      @ForAll long seed, @ForAll boolean keepFirst) {
    LocalDate cut = START.plusDays(new Random(seed).nextInt(DAYS));
    OnDuplicate keys = keepFirst ? OnDuplicate.KEEP_FIRST : OnDuplicate.QUARANTINE;
    CleanPolicy policy = new CleanPolicy(OnViolation.QUARANTINE, 1, OnDuplicate.KEEP_FIRST, keys);
    Company company = company(seed);

    List<String> whole = within(folder -> known(folder, company, policy, line -> true, cut));
    List<String> before =
        within(folder -> known(folder, company, policy, line -> isBefore(line, cut), cut));

    assertThat(before).isEqualTo(whole);
  }

  @Property(tries = 2, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
  void the_number_of_threads_changes_nothing(@ForAll long seed) {
    Company company = company(seed);
    Function<Integer, List<Object>> cleaned =
        threads ->
            within(
                folder -> {
                  Tables tables = tables(folder, company, Rows.LENIENT, line -> true);
                  TablesReport report = tables.clean(new DuckSettings("256MB", threads));
                  List<Object> all = new ArrayList<>();
                  for (TablesReport.TableReport table : report.tables()) {
                    all.addAll(tables.rows(table.table()));
                    all.add(table.clean().rules());
                    all.add(table.clean().columns());
                    all.add(table.quality());
                  }
                  all.addAll(tables.quarantine());
                  all.addAll(tables.nulled());
                  return all;
                });

    assertThat(cleaned.apply(1)).isEqualTo(cleaned.apply(2));
  }

  private static boolean isBefore(Line line, LocalDate cut) {
    return line.known == null || line.known.isBefore(cut);
  }

  private static List<String> known(
      Path folder, Company company, CleanPolicy policy, Predicate<Line> there, LocalDate cut) {
    Tables tables = tables(folder, company, policy, there);
    tables.clean();
    List<String> rows = new ArrayList<>();
    for (String table : List.of("customers", "tickets", "calls")) {
      rows.addAll(
          tables.query(
              "SELECT '"
                  + table
                  + "', * EXCLUDE (__row) FROM "
                  + table
                  + " WHERE __known < TIMESTAMP '"
                  + cut
                  + "' ORDER BY ALL"));
    }
    return rows;
  }

  private static Tables tables(
      Path folder, Company company, CleanPolicy policy, Predicate<Line> there) {
    return new Tables(folder)
        .csv(
            new Contract("tickets")
                .key("no")
                .time(date("day"))
                .known(date("loaded"))
                .refers("customer", "customers")
                .column("n", NUMBER)
                .policy(policy),
            text("no,customer,day,loaded,n", company.tickets, there))
        .csv(
            new Contract("calls")
                .key("ticket")
                .time(date("day"))
                .known(date("loaded"))
                .history()
                .mayRefer("ticket", "tickets")
                .refers("customer", "customers")
                .column("who", CATEGORY)
                .policy(policy),
            text("ticket,customer,day,loaded,who", company.calls, there))
        .csv(
            new Contract("customers")
                .key("id", IDENTIFIER)
                .time(date("day"))
                .known(date("loaded"))
                .column("n", NUMBER)
                .policy(policy),
            text("id,day,loaded,n", company.customers, there));
  }

  /** One row is always there, which is broken: a source without any is refused. */
  private static String text(String header, List<Line> lines, Predicate<Line> there) {
    StringBuilder text = new StringBuilder(header).append('\n');
    lines.stream().filter(there).forEach(line -> text.append(line.text).append('\n'));
    return text.append(header.replaceAll("[a-z]+", "x")).append('\n').toString();
  }

  private static Company company(long seed) {
    Random random = new Random(seed);
    List<Line> customers = new ArrayList<>();
    List<Line> tickets = new ArrayList<>();
    List<Line> calls = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      customers.add(line(random, id(random)));
    }
    for (int i = 0; i < 120; i++) {
      String no = random.nextInt(10) == 0 ? "" : String.valueOf(random.nextInt(60));
      tickets.add(line(random, no + "," + id(random)));
    }
    for (int i = 0; i < 80; i++) {
      calls.add(line(random, random.nextInt(70) + "," + id(random)));
    }
    again(random, customers);
    again(random, tickets);
    again(random, calls);
    return new Company(customers, tickets, calls);
  }

  private static void again(Random random, List<Line> lines) {
    for (int i = lines.size() / 10; i > 0; i--) {
      lines.add(random.nextInt(lines.size()), lines.get(random.nextInt(lines.size())));
    }
  }

  private static String id(Random random) {
    int number = random.nextInt(20);
    return switch (random.nextInt(8)) {
      case 0 -> "c-" + number;
      case 1 -> " C " + number;
      case 2 -> number == 0 ? "" : "c." + number;
      case 3 -> number == 0 ? "?" : "C" + number;
      default -> "C" + number;
    };
  }

  private static Line line(Random random, String start) {
    LocalDate day = START.plusDays(random.nextInt(DAYS));
    LocalDate loaded = day.plusDays(random.nextInt(12) - 2L);
    boolean broken = random.nextInt(15) == 0;
    String value = random.nextInt(10) == 0 ? "much" : String.valueOf(random.nextInt(4));
    String text = start + "," + (broken ? "someday" : day) + "," + loaded + "," + value;
    return new Line(text, broken ? null : loaded.isAfter(day) ? loaded : day);
  }

  private static <T> T within(Function<Path, T> work) {
    try {
      Path folder = Files.createTempDirectory("tables-property");
      try {
        return work.apply(folder);
      } finally {
        AtomicFiles.deleteTree(folder);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
