package dev.millrace.pipeline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.command.Captured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code examples/returns} as it stands: a table of a real PostgreSQL and two files, with
 * references over two steps, an event that happens again and again, and scores that go back into
 * the database.
 */
class ReturnsExampleTest {
  private static final int ACCOUNTS = 300;
  private static final LocalDate BEGIN = LocalDate.of(2024, 3, 1);
  private static final LocalDate END = LocalDate.of(2026, 1, 15);
  private static final List<String> GROUPS = List.of("shoes", "shirts", "toys");
  private static final List<String> REASONS = List.of("size", "broken", "late", "other");
  private static final DateTimeFormatter GERMAN = DateTimeFormatter.ofPattern("dd.MM.yyyy");

  @TempDir Path folder;
  private final SplittableRandom random = new SplittableRandom(5);
  private final List<String> accounts = new ArrayList<>();
  private final StringBuilder orders =
      new StringBuilder("order_no;account;ordered_on;amount;group\n");
  private final StringBuilder returns =
      new StringBuilder("return_no,order_no,sent_on,booked_at,reason\n");
  private int parcels;

  @Test
  void it_runs_scores_and_writes_back() throws IOException {
    try (Postgres shop = Postgres.start()) {
      makeUp(shop);
      Path recipe = Path.of(System.getProperty("millrace.root"), "examples/returns/recipe.yaml");
      Path own = Files.copy(recipe, folder.resolve("recipe.yaml"));
      String url = "DB_URL=" + shop.url();
      String password = "DB_PASSWORD=secret";

      Captured run =
          Captured.run("run", own.toString(), "--prove", "--set", url, "--set", password);

      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.out())
          .containsPattern("accounts +300 rows read +0 set aside")
          .containsPattern("orders +[0-9,]+ rows read +0 set aside")
          .containsPattern("returns +[0-9,]+ rows read +0 set aside")
          .containsPattern("[0-9,]+ rows of [0-9]+ entities at 9 cutoffs, 2025-03-01 to 2025-11-01")
          .contains("proved: ")
          .containsPattern("test ROC-AUC 0\\.[6-9]")
          .doesNotContain("best possible");
      Path directory = ProjectFolder.directory(run);
      assertThat(ProjectFolder.read(directory.resolve("recipe.yaml")))
          .contains("password: '***'")
          .doesNotContain("secret");

      Captured score =
          Captured.run(
              "score",
              directory.resolve("model").toString(),
              own.toString(),
              "--at",
              "2026-01-15",
              "--write",
              "--set",
              url,
              "--set",
              password);
      assertThat(score.code()).as(score.err()).isZero();
      assertThat(shop.query("SELECT count(return_risk), max(return_scored_at)::text FROM accounts"))
          .startsWith("300|2026-01-15 ");
      assertThat(Captured.run("explain", own.toString(), "--set", url, "--set", password).out())
          .containsPattern("ingest +skipped");
    }
  }

  private void makeUp(Postgres shop) throws IOException {
    for (int i = 0; i < ACCOUNTS; i++) {
      account(i);
    }
    Files.writeString(folder.resolve("orders.csv"), orders);
    Files.writeString(folder.resolve("returns.csv"), returns);
    shop.execute(
        "CREATE TABLE accounts (id integer PRIMARY KEY, opened_at timestamptz NOT NULL, country"
            + " text NOT NULL, tier text, changed_at timestamptz NOT NULL)");
    shop.execute("INSERT INTO accounts VALUES " + String.join(", ", accounts));
  }

  /** Some people send back much of what they order, above all shoes. */
  private void account(int id) {
    LocalDate opened = BEGIN.plusDays(random.nextInt(300));
    String tier = random.nextInt(10) == 0 ? "NULL" : random.nextInt(4) == 0 ? "'gold'" : "'basic'";
    accounts.add(
        "(%d, '%s 09:30:00+01', '%s', %s, now())"
            .formatted(id, opened, id % 3 == 0 ? "AT" : "DE", tier));
    double habit = random.nextDouble() * random.nextDouble();
    int pause = 20 + random.nextInt(60);
    for (LocalDate day = opened.plusDays(1);
        day.isBefore(END);
        day = day.plusDays(1 + random.nextInt(pause))) {
      String group = GROUPS.get(random.nextInt(GROUPS.size()));
      String number = "o-%d-%d".formatted(id, day.toEpochDay());
      String amount = String.format(Locale.GERMAN, "%,.2f", 10 + 1500 * random.nextDouble());
      orders.append("%s;%d;%s;%s;%s\n".formatted(number, id, GERMAN.format(day), amount, group));
      if (random.nextDouble() < habit * (group.equals("shoes") ? 1.4 : 0.7)) {
        parcel(number.toUpperCase(Locale.ROOT), day.plusDays(2 + random.nextInt(12)));
      }
    }
  }

  private void parcel(String order, LocalDate sent) {
    LocalDate booked = sent.plusDays(1 + random.nextInt(9));
    if (booked.isBefore(END)) {
      String reason = REASONS.get(random.nextInt(REASONS.size()));
      returns.append(
          "r%d,%s,%s,%sT11:00:00,%s\n".formatted(parcels++, order, sent, booked, reason));
    }
  }
}
