package dev.millrace.pipeline.demo;

import java.util.Locale;

/** The ways in which an amount is written, always with two decimals; euros all of them. */
final class Money {
  private static final int STYLES = 4;
  private static final int CENTS = 100;
  private static final int THOUSAND = 1000;

  private Money() {}

  /** An amount in a style by chance: {@code 1.234,50 €}, {@code EUR 1,234.50} and the like. */
  static String of(int cents, Chance mess) {
    return switch (mess.whole(1, STYLES)) {
      case 1 -> number(cents, ".", ",") + " €";
      case 2 -> "€" + number(cents, ",", ".");
      case 3 -> "EUR " + number(cents, ",", ".");
      default -> number(cents, "", ".");
    };
  }

  private static String number(int cents, String between, String point) {
    int whole = cents / CENTS;
    String decimals = String.format(Locale.ROOT, "%02d", cents % CENTS);
    String digits =
        whole < THOUSAND
            ? Integer.toString(whole)
            : whole / THOUSAND + between + String.format(Locale.ROOT, "%03d", whole % THOUSAND);
    return digits + point + decimals;
  }
}
