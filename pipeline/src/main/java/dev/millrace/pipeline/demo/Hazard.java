package dev.millrace.pipeline.demo;

import java.time.LocalDate;
import java.util.List;

/**
 * Why people leave: the probability that a customer leaves on a day, given that they are still
 * there, from the state thirty days before. {@code examples/churn/README.md} states it as formulas.
 */
final class Hazard {
  /** Days between the decision to leave and leaving; also the horizon of the truth. */
  static final int NOTICE = 30;

  /** Days for which a failed payment, a ticket or a price rise counts. */
  static final int MEMORY = 60;

  private static final double BASE = -8.05;
  private static final double FIXED_TERM = -0.5;
  private static final double NEAR_RENEWAL = 2.2;
  private static final double RENEWAL_DAYS = 10;
  private static final double ENGAGEMENT = -1.8;
  private static final double LEAST_ENGAGEMENT = -2.6;
  private static final double MOST_ENGAGEMENT = 0.6;
  private static final double DROP = 0.4;
  private static final double LATE = 0.5;
  private static final double FAILED = 1.1;
  private static final double MOST_TROUBLE = 2.2;
  private static final double OPEN_TICKET = 0.5;
  private static final double MOST_OPEN = 2;
  private static final int PATIENCE = 3;
  private static final double[] MOOD = {0.9, 0.5, 0.0, -0.1, -0.2};
  private static final double LEAST_MOOD = -0.4;
  private static final double MOST_MOOD = 2;
  private static final double RISE = 4;
  private static final double SEASON = 0.2;
  private static final double WORST_DAY = 15;

  private Hazard() {}

  /** The hazard of every day up to {@link #NOTICE} days after the end of the data. */
  static Days of(
      Customer customer,
      Contract contract,
      Engagement engagement,
      List<Invoice> invoices,
      List<Ticket> tickets,
      int from) {
    Days hazard = new Days(from, Period.END + NOTICE);
    Days trouble = trouble(invoices, from);
    Days open = open(tickets, from);
    Days anger = anger(tickets, from);
    Days rise = rise(contract, from);
    double always = always(customer);
    for (int day = from; day < Period.END; day++) {
      double logOdds =
          always
              + engagement(engagement, day)
              + Math.min(MOST_TROUBLE, trouble.get(day))
              + OPEN_TICKET * Math.min(MOST_OPEN, open.get(day))
              + between(LEAST_MOOD, anger.get(day), MOST_MOOD)
              + RISE * rise.get(day)
              + renewal(customer, contract, day + NOTICE)
              + season(day + NOTICE);
      hazard.set(day + NOTICE, 1 / (1 + StrictMath.exp(-logOdds)));
    }
    return hazard;
  }

  private static double always(Customer customer) {
    return BASE
        + customer.plan().leaving()
        + customer.channel().leaving()
        + (customer.hasTerm() ? FIXED_TERM : 0);
  }

  private static double engagement(Engagement engagement, int day) {
    return ENGAGEMENT * between(LEAST_ENGAGEMENT, engagement.level(day), MOST_ENGAGEMENT)
        + DROP * engagement.drop(day);
  }

  /** Invoices of the last sixty days that were paid late or not at all, once that is known. */
  private static Days trouble(List<Invoice> invoices, int from) {
    Days trouble = new Days(from, Period.END);
    for (Invoice invoice : invoices) {
      double weight =
          switch (invoice.state()) {
            case PAID -> 0;
            case LATE -> LATE;
            case FAILED -> FAILED;
          };
      trouble.add(invoice.settled(), invoice.invoiced() + MEMORY, weight);
    }
    return trouble;
  }

  /** Tickets that have been open for some days. */
  private static Days open(List<Ticket> tickets, int from) {
    Days open = new Days(from, Period.END);
    for (Ticket ticket : tickets) {
      open.add(ticket.openedDay() + PATIENCE, ticket.resolvedDay(), 1);
    }
    return open;
  }

  /** The moods of the tickets of the last sixty days. */
  private static Days anger(List<Ticket> tickets, int from) {
    Days anger = new Days(from, Period.END);
    for (Ticket ticket : tickets) {
      anger.add(ticket.openedDay(), ticket.openedDay() + MEMORY, MOOD[ticket.mood() - 1]);
    }
    return anger;
  }

  private static Days rise(Contract contract, int from) {
    Days rise = new Days(from, Period.END);
    for (Contract.Price price : contract.prices()) {
      rise.add(price.from(), price.from() + MEMORY, price.rise());
    }
    return rise;
  }

  /** Contracts of more than a month are mostly left when they would renew. */
  private static double renewal(Customer customer, Contract contract, int day) {
    if (!customer.hasTerm()) {
      return 0;
    }
    double distance = (contract.until(day) - day) / RENEWAL_DAYS;
    return NEAR_RENEWAL * StrictMath.exp(-distance * distance);
  }

  private static double season(int day) {
    int dayOfYear = LocalDate.ofEpochDay(day).getDayOfYear();
    return SEASON * StrictMath.cos(2 * Math.PI * (dayOfYear - WORST_DAY) / 365.25);
  }

  private static double between(double least, double value, double most) {
    return Math.max(least, Math.min(most, value));
  }
}
