package dev.millrace.pipeline.demo;

import dev.millrace.pipeline.demo.Invoice.State;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** A customer's invoices: one a month, paid in time but for spells of trouble. */
final class Invoices {
  private static final double INTO_TROUBLE = 0.035;
  private static final double OUT_OF_TROUBLE = 0.3;
  private static final double TROUBLED_AT_FIRST = 0.1;
  private static final List<State> STATES = List.of(State.values());
  private static final double[] FINE = {0.965, 0.03, 0.005};
  private static final double[] TROUBLED = {0.2, 0.4, 0.4};
  private static final int DAYS_TO_PAY = 7;
  private static final int GIVEN_UP_AFTER = 5;

  private Invoices() {}

  /** Draws the invoices from a day up to the end of the data. */
  static List<Invoice> draw(Customer customer, Contract contract, int from, Chance chance) {
    List<Invoice> invoices = new ArrayList<>();
    boolean trouble = chance.of(TROUBLED_AT_FIRST);
    int day = onOrAfter(LocalDate.ofEpochDay(from), customer.billingDay());
    for (int number = 1; day < Period.END; number++) {
      State state = chance.one(STATES, trouble ? TROUBLED : FINE);
      invoices.add(invoice(number, day, contract.cents(day), state, chance));
      trouble = trouble ? !chance.of(OUT_OF_TROUBLE) : chance.of(INTO_TROUBLE);
      day = onOrAfter(LocalDate.ofEpochDay(day + 1L), customer.billingDay());
    }
    return invoices;
  }

  /** The first day with this day of the month, on or after a date. */
  static int onOrAfter(LocalDate date, int dayOfMonth) {
    LocalDate same = date.withDayOfMonth(dayOfMonth);
    return (int) (same.isBefore(date) ? same.plusMonths(1) : same).toEpochDay();
  }

  private static Invoice invoice(int number, int day, int cents, State state, Chance chance) {
    int due = day + DAYS_TO_PAY;
    int paid =
        switch (state) {
          case PAID -> due - chance.whole(0, DAYS_TO_PAY - 1);
          case LATE -> due + chance.whole(2, 10);
          case FAILED -> Invoice.NEVER;
        };
    int settled = state == State.FAILED ? due + GIVEN_UP_AFTER : paid;
    return new Invoice(number, day, due, cents, state, paid, settled);
  }
}
