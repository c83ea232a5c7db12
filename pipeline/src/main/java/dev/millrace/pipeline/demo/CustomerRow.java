package dev.millrace.pipeline.demo;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table of customers, as it stands when the data is extracted: what came later has
 * overwritten what was there before.
 *
 * @param winbackCallOn the day on which somebody called to win the customer back; tells that the
 *     customer had left
 */
record CustomerRow(
    String customerId,
    LocalDate signupOn,
    @Nullable String region,
    String channel,
    @Nullable Integer birthYear,
    String plan,
    int contractMonths,
    @Nullable LocalDate cancelledOn,
    @Nullable LocalDate winbackCallOn,
    LocalDateTime updatedAt) {

  static CustomerRow of(Life life, Chance mess) {
    Customer customer = life.customer();
    int called = life.left() + mess.whole(2, 14);
    boolean winback = mess.of(Mess.WINBACK_CALLED) && life.leaves() && called < Period.END;
    int updated = winback ? called : life.leaves() ? life.left() : customer.signup();
    return new CustomerRow(
        Spelling.DASH.of(customer.number()),
        LocalDate.ofEpochDay(customer.signup()),
        region(customer.region(), mess),
        customer.channel().title(),
        mess.of(Mess.BIRTH_YEAR_MISSING) ? null : customer.birthYear(),
        customer.plan().title(),
        customer.contractMonths(),
        life.leaves() ? LocalDate.ofEpochDay(life.left()) : null,
        winback ? LocalDate.ofEpochDay(called) : null,
        LocalDateTime.ofEpochSecond(
            updated * Ticket.DAY + mess.whole(7 * 3600, 19 * 3600), 0, ZoneOffset.UTC));
  }

  private static @Nullable String region(String region, Chance mess) {
    if (mess.of(Mess.REGION_MISSING)) {
      return null;
    }
    if (!mess.of(Mess.REGION_SPELLED_OTHERWISE)) {
      return region;
    }
    return mess.of(0.5) ? region.toUpperCase(Locale.ROOT) : " " + region + " ";
  }
}
