package dev.millrace.pipeline.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** When a customer's contract renews, and what it costs. */
final class Contract {
  private static final double DEARER = 0.75;
  private static final double LEAST_RISE = 0.03;
  private static final double MOST_RISE = 0.18;
  private static final int MONTHS_BETWEEN_PRICES = 12;

  /**
   * A price from a day on.
   *
   * @param rise log of the ratio to the price before; 0 for the first
   */
  record Price(int from, int cents, double rise) {}

  private final List<Integer> renewals;
  private final List<Price> prices;

  private Contract(List<Integer> renewals, List<Price> prices) {
    this.renewals = renewals;
    this.prices = prices;
  }

  /** Draws the contract of a customer up to the end of the data and a contract beyond. */
  static Contract draw(Customer customer, Chance chance) {
    return new Contract(renewals(customer), prices(customer, chance));
  }

  /** The day of the next renewal: that day or later. */
  int until(int day) {
    for (int renewal : renewals) {
      if (renewal >= day) {
        return renewal;
      }
    }
    throw new IllegalArgumentException("no renewal is known after day " + day);
  }

  List<Price> prices() {
    return prices;
  }

  /** The price of an invoice written on a day. */
  int cents(int day) {
    int cents = prices.get(0).cents();
    for (Price price : prices) {
      cents = price.from() <= day ? price.cents() : cents;
    }
    return cents;
  }

  private static List<Integer> renewals(Customer customer) {
    LocalDate start = LocalDate.ofEpochDay(customer.signup());
    List<Integer> renewals = new ArrayList<>();
    int last = customer.signup();
    for (int n = 1; last < Period.END + Hazard.NOTICE; n++) {
      last = (int) start.plusMonths((long) n * customer.contractMonths()).toEpochDay();
      renewals.add(last);
    }
    return renewals;
  }

  /** Prices rise with the first invoice on or after an anniversary. */
  private static List<Price> prices(Customer customer, Chance chance) {
    LocalDate start = LocalDate.ofEpochDay(customer.signup());
    List<Price> prices = new ArrayList<>();
    prices.add(new Price(customer.signup(), customer.plan().cents(), 0));
    for (int n = 1; ; n++) {
      LocalDate anniversary = start.plusMonths((long) n * MONTHS_BETWEEN_PRICES);
      if (anniversary.toEpochDay() >= Period.END) {
        return prices;
      }
      if (chance.of(DEARER)) {
        int before = prices.get(prices.size() - 1).cents();
        int after = (int) (before * (1 + chance.between(LEAST_RISE, MOST_RISE)));
        int from = Invoices.onOrAfter(anniversary, customer.billingDay());
        prices.add(new Price(from, after, StrictMath.log((double) after / before)));
      }
    }
  }
}
