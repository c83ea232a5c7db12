package dev.millrace.etl.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Progress;
import dev.millrace.etl.duck.DuckSettings;
import dev.millrace.etl.feature.NaiveFeatures.Event;
import dev.millrace.etl.table.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;

/** All functions over random rows, cutoffs and windows, beside what the naive way gives. */
class AggregatesTest {
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static final String[] ENTITIES = {"a", "b", "c"};

  /** What is random in one try. */
  private static final class World {
    final Random random;
    final List<Event> events = new ArrayList<>();
    final TreeSet<Double> cutoffs = new TreeSet<>();
    final List<Integer> windows = new ArrayList<>();
    final boolean versions;

    World(long seed, boolean versions) {
      this.random = new Random(seed);
      this.versions = versions;
      int step = 1 + random.nextInt(40);
      for (int i = 0; i < 1 + random.nextInt(6); i++) {
        boolean regular = random.nextInt(3) > 0;
        cutoffs.add(40.0 + (regular ? i * step : random.nextInt(200) + random.nextInt(4) / 4.0));
      }
      Set<Integer> days = new LinkedHashSet<>();
      for (int i = 0; i < 1 + random.nextInt(3); i++) {
        days.add(1 + random.nextInt(random.nextBoolean() ? 10 : 120));
      }
      windows.addAll(days);
      for (int row = 1; row <= random.nextInt(120); row++) {
        events.add(event(row));
      }
    }

    /** Times fall on quarters of days, so that many are the same or on an edge. */
    private Event event(int row) {
      double time = random.nextInt(4 * 200) / 4.0;
      double late = random.nextInt(3) > 0 ? 0 : random.nextInt(4 * 40) / 4.0;
      Double number = random.nextInt(6) == 0 ? null : (Double) number();
      String text = random.nextInt(6) == 0 ? null : "t" + random.nextInt(3);
      String entity = ENTITIES[random.nextInt(ENTITIES.length)];
      return new Event(entity, time, time + late, row, "k" + random.nextInt(40), number, text);
    }

    /** The rows that a cutoff sees: of versions the last one known. */
    List<Event> seen(double cutoff) {
      if (!versions) {
        return events;
      }
      Map<String, Event> last = new HashMap<>();
      events.stream()
          .filter(event -> event.known() < cutoff)
          .sorted(Comparator.comparingDouble(Event::known).thenComparingLong(Event::row))
          .forEach(event -> last.put(event.key(), event));
      return List.copyOf(last.values());
    }

    private double number() {
      return switch (random.nextInt(4)) {
        case 0 -> random.nextInt(10) - 3;
        case 1 -> random.nextInt(100000) / 100.0;
        case 2 -> random.nextGaussian() * 1e-4;
        default -> 1e6 + random.nextGaussian();
      };
    }
  }

  @Property(tries = 8, shrinking = ShrinkingMode.OFF)
  void all_functions_agree_with_the_naive_way(@ForAll long seed) throws IOException {
    agree(new World(seed, false));
  }

  @Property(tries = 4, shrinking = ShrinkingMode.OFF)
  void they_do_over_versions_too(@ForAll long seed) throws IOException {
    agree(new World(seed, true));
  }

  private static void agree(World world) throws IOException {
    Path folder = Files.createTempDirectory("aggregates");
    try {
      Shop shop = shop(folder, world);
      List<String> names = names(world.windows);
      RowsJob job = job(shop, world.cutoffs);
      Map<String, Map<String, Object>> rows = compute(folder, job, names, Shop.SMALL);
      compare(world, names, rows);
      assertThat(compute(folder, job, names, new DuckSettings("64MB", 2)))
          .as("bits do not depend on threads and memory")
          .isEqualTo(rows);
      double one = world.cutoffs.first();
      compute(folder, job(shop, Set.of(one)), names, Shop.SMALL)
          .forEach(
              (key, row) -> {
                row.put("__row", rows.get(key).get("__row"));
                assertThat(row).as("bits do not depend on other cutoffs").isEqualTo(rows.get(key));
              });
    } finally {
      AtomicFiles.deleteTree(folder);
    }
  }

  private static List<String> names(List<Integer> windows) {
    List<String> names = new ArrayList<>();
    List<@Nullable Integer> all = new ArrayList<>(windows);
    all.add(null);
    for (Integer window : all) {
      for (AggregateFunction function : AggregateFunction.values()) {
        names.addAll(names(function, window == null ? "" : ", " + window + "d"));
      }
    }
    return names;
  }

  private static List<String> names(AggregateFunction function, String window) {
    return switch (function) {
      case SHARE -> List.of("share(log where text = 't1'" + window + ")");
      case COUNT, RECENCY, GAP ->
          List.of(
              function + "(log" + window + ")", function + "(log where number >= 2" + window + ")");
      case LAST, DISTINCT ->
          List.of(
              function + "(log.text" + window + ")",
              function + "(log.number where text != 't0'" + window + ")");
      default ->
          List.of(
              function + "(log.number" + window + ")",
              function + "(log.number where text in ('t0', 't1')" + window + ")");
    };
  }

  private static Shop shop(Path folder, World world) {
    Shop shop = new Shop(folder);
    shop.table(
        Shop.contract("customers", "id", false, Map.of(), List.of(), Shop.number("age")),
        "__key VARCHAR, __time TIMESTAMP, __known TIMESTAMP, age DOUBLE");
    for (String entity : ENTITIES) {
      shop.row("customers", entity, at(0), at(0), 1);
    }
    shop.table(
        Shop.contract(
            "log",
            world.versions ? "id" : null,
            world.versions,
            Map.of(),
            List.of(new Reference("customer", "customers", true)),
            Shop.number("number"),
            Shop.category("text")),
        "__key VARCHAR, __time TIMESTAMP, __known TIMESTAMP, \"__ref_customer\" VARCHAR, number"
            + " DOUBLE, text VARCHAR");
    shop.rows(
        "log",
        world.events.stream()
            .map(
                e ->
                    new Object[] {
                      e.key(), at(e.time()), at(e.known()), e.entity(), e.number(), e.text()
                    })
            .toList());
    return shop;
  }

  private static String at(double days) {
    return START.plusMillis(Math.round(days * 86_400_000)).toString().replace("Z", "");
  }

  private static RowsJob job(Shop shop, Set<Double> cutoffs) {
    return new RowsJob(
        shop.clean(),
        null,
        shop.contracts(),
        "customers",
        null,
        Eligibility.everybody(),
        cutoffs.stream().map(c -> START.plus(Duration.ofMinutes(Math.round(c * 1440)))).toList(),
        null);
  }

  private static Map<String, Map<String, Object>> compute(
      Path folder, RowsJob job, List<String> names, DuckSettings settings) {
    Path file = folder.resolve("rows.duckdb");
    FeatureRows.compute(
        job,
        Shop.features(names.toArray(String[]::new)),
        FeatureRows.Purpose.REPLAY,
        file,
        settings,
        Progress.silent());
    return Shop.read(file);
  }

  private static void compare(
      World world, List<String> names, Map<String, Map<String, Object>> rows) {
    assertThat(rows).hasSize(world.cutoffs.size() * ENTITIES.length);
    for (double cutoff : world.cutoffs) {
      for (String entity : ENTITIES) {
        Map<String, Object> row = rows.get(entity + " @ " + LocalDateTime.parse(at(cutoff)));
        for (String name : names) {
          FeatureDefinition.Aggregate a = (FeatureDefinition.Aggregate) FeatureLanguage.parse(name);
          Object expected =
              NaiveFeatures.value(
                  a.function(),
                  world.seen(cutoff),
                  entity,
                  cutoff,
                  a.window() == null ? null : a.window().days(),
                  e -> passes(a.filter(), e),
                  "text".equals(a.column()));
          same(row.get(name), expected, name + " of " + entity + " at " + cutoff);
        }
      }
    }
  }

  private static boolean passes(@Nullable Filter filter, Event event) {
    if (filter == null) {
      return true;
    }
    return switch (filter.operator()) {
      case ">=" -> event.number() != null && event.number() >= 2;
      case "=" -> "t1".equals(event.text());
      case "!=" -> event.text() != null && !event.text().equals("t0");
      default -> event.text() != null && filter.values().contains(event.text());
    };
  }

  private static void same(@Nullable Object found, @Nullable Object expected, String what) {
    if (expected instanceof Double number) {
      double allowed = Math.max(1e-9 * Math.abs(number), 1e-10);
      assertThat((Double) found).as(what).isCloseTo(number, within(allowed));
    } else {
      assertThat(found).as(what).isEqualTo(expected);
    }
  }
}
