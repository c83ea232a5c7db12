package dev.millrace.pipeline.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * Who a customer is from the first day on; none of it says much about leaving.
 *
 * @param number in the identifier; says nothing
 * @param signup day since 1970-01-01
 * @param contractMonths 1, 12 or 24; renewed by as many unless the customer leaves
 * @param billingDay of the month, 1 to 28
 * @param taste how much the customer uses the product at engagement 0, on a log scale; no reason to
 *     leave or to stay
 */
record Customer(
    int number,
    int signup,
    String region,
    Channel channel,
    int birthYear,
    Plan plan,
    int contractMonths,
    int billingDay,
    double taste,
    List<Device> devices) {
  /** Of the first customer. */
  static final int FIRST_NUMBER = 10_000;

  static final List<String> REGIONS = List.of("north", "east", "south", "west");

  private static final List<Channel> CHANNELS = List.of(Channel.values());
  private static final List<Plan> PLANS = List.of(Plan.values());
  private static final List<Integer> CONTRACTS = List.of(1, 12, 24);
  private static final double[] CONTRACT_SHARES = {0.45, 0.35, 0.2};
  private static final double TASTE = 0.04;
  private static final int OLDEST_DAYS = 2000;
  private static final double MONTHS_TO_DOUBLE = 36;

  /** Draws a customer: one who is there at the start, or one who joins while the data lasts. */
  static Customer draw(int number, Period period, Chance chance) {
    double joining = period.months() / (period.months() + MONTHS_TO_DOUBLE);
    int signup =
        chance.of(joining)
            ? chance.whole(period.first(), Period.END - 1)
            : period.first() - chance.whole(1, OLDEST_DAYS);
    return new Customer(
        number,
        signup,
        chance.one(REGIONS),
        chance.one(CHANNELS, CHANNELS.stream().mapToDouble(Channel::share).toArray()),
        chance.whole(1945, 2004),
        chance.one(PLANS, PLANS.stream().mapToDouble(Plan::share).toArray()),
        chance.one(CONTRACTS, CONTRACT_SHARES),
        chance.whole(1, 28),
        TASTE * chance.normal(),
        devices(chance));
  }

  /** Whether the contract runs for a term and not from month to month. */
  boolean hasTerm() {
    return contractMonths > 1;
  }

  private static List<Device> devices(Chance chance) {
    List<Device> devices = new ArrayList<>();
    for (Device device : Device.values()) {
      if (chance.of(device.owned())) {
        devices.add(device);
      }
    }
    return devices.isEmpty() ? List.of(Device.PHONE) : List.copyOf(devices);
  }
}
