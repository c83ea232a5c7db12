package dev.millrace.pipeline.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCompanyTest {
  private static final int MANY = 2 * Block.SIZE + 100;

  @TempDir Path folder;

  @Test
  void the_same_seed_gives_the_same_bytes_whatever_the_threads() throws Exception {
    Path one = write("one", MANY, 7, 1);
    Path three = write("three", MANY, 7, 3);

    assertThat(Company.files(three))
        .isEqualTo(Company.files(one))
        .containsKeys(
            "billing/2025-12.csv",
            "tickets.jsonl",
            "surveys.csv",
            "usage/month=2025-12/part-0002.parquet",
            "truth/part-0002.parquet",
            "recipe.yaml",
            "README.md");
    assertThat(Company.customers(three)).isEqualTo(Company.customers(one)).hasSize(MANY);
  }

  @Test
  void another_seed_gives_another_company() throws Exception {
    Path seven = write("seven", 50, 7, 2);
    Path eight = write("eight", 50, 8, 2);

    assertThat(Company.files(eight).get("tickets.jsonl"))
        .isNotEqualTo(Company.files(seven).get("tickets.jsonl"));
    assertThat(Company.customers(eight)).isNotEqualTo(Company.customers(seven));
  }

  @Test
  void more_customers_leave_those_that_were_there_as_they_are() throws Exception {
    Path few = write("few", 20, 7, 1);
    Path more = write("more", 40, 7, 1);

    assertThat(Company.customers(more)).containsAll(Company.customers(few));
  }

  @Test
  void a_small_company_over_a_few_months_has_all_sources() throws Exception {
    try (Company small = Company.write(Company.request(folder.resolve("small"), 50, 3))) {
      DemoResult result = small.result();

      assertThat(result.customers()).isEqualTo(50);
      assertThat(result.usage()).isEqualTo((long) small.number("SELECT count(*) FROM usage"));
      assertThat(result.invoices()).isPositive();
      assertThat(result.tickets()).isEqualTo((long) small.number("SELECT count(*) FROM tickets"));
      assertThat(result.surveys()).isPositive();
      assertThat(result.truths()).isEqualTo((long) small.number("SELECT count(*) FROM truth"));
      assertThat(small.rows("SELECT min(day), max(day) FROM usage"))
          .containsExactly("2025-10-01|2025-12-31");
    }
  }

  @Test
  void one_customer_and_one_month_are_enough() {
    DemoResult result =
        DemoCompany.write(Company.request(folder.resolve("one"), 1, 1), Progress.silent());

    assertThat(result.customers()).isEqualTo(1);
  }

  @Test
  void the_truth_is_written_for_every_day_where_that_is_asked_for() throws Exception {
    DemoRequest daily =
        new DemoRequest(folder.resolve("daily"), 50, 2, 7, TruthDates.DAILY, false, 1);

    try (Company company = Company.write(daily)) {
      assertThat(company.rows("SELECT min(date), max(date), count(DISTINCT date) FROM truth"))
          .containsExactly("2025-11-01|2026-01-01|62");
    }
  }

  @Test
  void a_folder_that_holds_something_is_refused_unless_forced() throws IOException {
    Path place = Files.createDirectories(folder.resolve("place"));
    Files.writeString(place.resolve("notes.txt"), "mine");
    Files.writeString(place.resolve("tickets.jsonl"), "old");

    assertThatThrownBy(() -> write("place", 10, 7, 1))
        .isInstanceOf(MillraceException.class)
        .hasMessageContaining("notes.txt");
    assertThat(names(place)).containsExactly("notes.txt", "tickets.jsonl");

    DemoCompany.write(
        new DemoRequest(place, 10, 2, 7, TruthDates.MONTHLY, true, 1), Progress.silent());
    assertThat(names(place)).contains("notes.txt", "usage", "company.mv.db");
    assertThat(place.resolve("tickets.jsonl")).content().isNotEqualTo("old");
    assertThat(names(folder)).containsExactly("place");
  }

  @Test
  void an_empty_folder_will_do_and_a_file_will_not() throws IOException {
    Files.createDirectories(folder.resolve("empty"));
    Files.writeString(folder.resolve("file"), "");

    assertThat(write("empty", 10, 7, 1).resolve("usage")).isDirectory();
    assertThatThrownBy(() -> write("file", 10, 7, 1)).hasMessageContaining("is a file");
  }

  @Test
  void nothing_is_left_where_it_fails() throws IOException {
    Progress failing =
        (name, total, unit) -> {
          throw new IllegalStateException("no");
        };

    assertThatThrownBy(
            () -> DemoCompany.write(Company.request(folder.resolve("x"), 10, 2), failing))
        .hasMessage("no");
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void progress_counts_the_customers() {
    long[] seen = {0, 0};
    Progress counting =
        (name, total, unit) -> {
          seen[0] = total;
          return new Progress.Task() {
            @Override
            public void advance(long units) {
              seen[1] += units;
            }

            @Override
            public void note(String remark) {}

            @Override
            public void close() {}
          };
        };

    DemoCompany.write(Company.request(folder.resolve("x"), 30, 1), counting);

    assertThat(seen).containsExactly(30, 30);
  }

  @Test
  void numbers_that_make_no_company_are_refused() {
    assertThatThrownBy(() -> Company.request(folder, 0, 24)).hasMessageContaining("customers");
    assertThatThrownBy(() -> Company.request(folder, 10, 121)).hasMessageContaining("months");
  }

  private Path write(String name, int customers, long seed, int threads) {
    int months = customers > Block.SIZE ? 1 : 2;
    Path place = folder.resolve(name);
    DemoCompany.write(
        new DemoRequest(place, customers, months, seed, TruthDates.MONTHLY, false, threads),
        Progress.silent());
    return place;
  }

  private static List<String> names(Path place) throws IOException {
    try (Stream<Path> entries = Files.list(place)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }
}
