package dev.millrace.pipeline.demo;

import dev.millrace.contract.support.Seeds;
import java.util.List;

/**
 * Everything that happens to a customer, as if they never left, and when they do leave. Days are
 * counted from 1970-01-01.
 *
 * @param from the first day that is known: sign-up, or some months before the data begins
 * @param broken 1 on days on which the product does not work for the customer, else 0
 * @param hazard of leaving, by day
 * @param left the day of leaving; {@link Period#END} where that is not before the end of the data
 */
record Life(
    Customer customer,
    int from,
    Contract contract,
    Engagement engagement,
    Days broken,
    List<Invoice> invoices,
    List<Ticket> tickets,
    Days hazard,
    int left) {
  /** Days before the data begins from which on states are drawn. */
  private static final int BEFORE = Hazard.NOTICE + 2 * Hazard.MEMORY;

  private static final double BREAKS_PER_DAY = 1 / 160.0;
  private static final double BROKEN_DAYS = 12;

  /** Draws a life, again until it is of somebody who has not left before the data begins. */
  static Life draw(Customer customer, Period period, Seeds seeds) {
    for (int attempt = 0; ; attempt++) {
      Life life = drawOnce(customer, period, seeds.derive(attempt));
      if (life.left() >= period.first()) {
        return life;
      }
    }
  }

  /** Every part has a stream of random numbers of its own. */
  private static Life drawOnce(Customer customer, Period period, Seeds seeds) {
    int from = Math.max(customer.signup(), period.first() - BEFORE);
    Contract contract = Contract.draw(customer, new Chance(seeds.derive("contract")));
    Engagement engagement =
        Engagement.draw(from, Period.END, new Chance(seeds.derive("engagement")));
    Days broken = broken(from, new Chance(seeds.derive("broken")));
    List<Invoice> invoices =
        Invoices.draw(customer, contract, from, new Chance(seeds.derive("invoices")));
    List<Ticket> tickets = Tickets.draw(engagement, broken, new Chance(seeds.derive("tickets")));
    Days hazard = Hazard.of(customer, contract, engagement, invoices, tickets, from);
    int left = leave(hazard, new Chance(seeds.derive("leaving")));
    return new Life(customer, from, contract, engagement, broken, invoices, tickets, hazard, left);
  }

  /** Whether the customer is there on a day. */
  boolean active(int day) {
    return day >= customer.signup() && day < left;
  }

  /** Whether the customer leaves before the data ends. */
  boolean leaves() {
    return left < Period.END;
  }

  private static Days broken(int from, Chance chance) {
    Days broken = new Days(from, Period.END);
    for (int day = from; day < Period.END; day++) {
      if (chance.of(BREAKS_PER_DAY)) {
        int end = day + chance.days(BROKEN_DAYS);
        broken.add(day, end, 1);
        day = end;
      }
    }
    return broken;
  }

  private static int leave(Days hazard, Chance chance) {
    for (int day = hazard.from(); day < Period.END; day++) {
      if (chance.of(hazard.get(day))) {
        return day;
      }
    }
    return Period.END;
  }
}
