import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Random;

/** Writes the made-up table that the packages of these tests are trained on: one column per type. */
final class SubscriberTable {
  private static final String[] PLANS = {"basic", "pro", "team"};
  private static final String[] REGIONS = {"north", "south", "east", "west", "Île-de-France"};

  private SubscriberTable() {}

  public static void main(String[] arguments) {
    Random random = new Random(Long.parseLong(arguments[0]));
    StringBuilder out =
        new StringBuilder("subscriber,plan,region,tenure,minutes,autopay,joined,last_seen,churned\n");
    for (int i = 0; i < 2000; i++) {
      int plan = random.nextInt(PLANS.length);
      int tenure = 1 + random.nextInt(72);
      double minutes = Math.exp(3 + random.nextGaussian());
      boolean autopay = random.nextInt(3) > 0;
      double logit = 0.8 - 0.05 * tenure - 0.6 * plan - (autopay ? 0.7 : 0) - 0.3 * Math.log(minutes / 20);
      boolean churned = random.nextDouble() < 1 / (1 + Math.exp(-logit));
      LocalDate joined = LocalDate.of(2026, 6, 1).minusDays(tenure * 30L + random.nextInt(30));
      Instant seen = Instant.parse("2026-06-01T12:00:00Z").minusSeconds(random.nextInt(2_000_000));
      out.append("S").append(10_000 + i).append(',').append(PLANS[plan]).append(',')
          .append(REGIONS[random.nextInt(REGIONS.length)]).append(',').append(tenure).append(',')
          .append(random.nextInt(20) == 0 ? "" : String.format(Locale.ROOT, "%.1f", minutes)).append(',')
          .append(autopay).append(',').append(joined).append(',').append(seen).append(',')
          .append(churned ? "Yes" : "No").append('\n');
    }
    System.out.print(out);
  }
}
