package dev.millrace.pipeline.demo;

import dev.millrace.pipeline.demo.Ticket.Category;
import java.util.ArrayList;
import java.util.List;

/** A customer's tickets: more of them, and angrier, while the product does not work. */
final class Tickets {
  private static final double PER_DAY = 0.004;
  private static final double PER_BROKEN_DAY = 0.05;
  private static final List<Category> CATEGORIES = List.of(Category.values());
  private static final double[] ABOUT = {0.25, 0.25, 0.2, 0.3};
  private static final double[] ABOUT_BROKEN = {0.8, 0.05, 0.05, 0.1};
  private static final double STUCK = 0.22;
  private static final double RATED = 0.4;
  private static final double[] SOLVED = {0.8, 0.15, 0.05};
  private static final double[] NOT_SOLVED = {0.35, 0.25, 0.4};
  private static final List<String> RESOLUTIONS = List.of("solved", "workaround", "declined");

  private Tickets() {}

  /**
   * Draws the tickets of a life.
   *
   * @param broken 1 on days on which the product does not work for the customer, else 0
   */
  static List<Ticket> draw(Engagement engagement, Days broken, Chance chance) {
    List<Ticket> tickets = new ArrayList<>();
    for (int day = broken.from(); day < broken.to(); day++) {
      boolean trouble = broken.get(day) > 0;
      if (chance.of(trouble ? PER_BROKEN_DAY : PER_DAY)) {
        double level = engagement.level(day);
        tickets.add(ticket(tickets.size() + 1, day, trouble, level, chance));
      }
    }
    return tickets;
  }

  private static Ticket ticket(
      int number, int day, boolean trouble, double engagement, Chance chance) {
    double content = 3.5 + 0.4 * engagement - (trouble ? 0.8 : 0) + 1.1 * chance.normal();
    int mood = mark(content);
    boolean stuck = chance.of(STUCK);
    long opened = day * Ticket.DAY + chance.whole(6 * 3600, 22 * 3600);
    long lasts = stuck ? chance.whole(10, 80) * Ticket.DAY : chance.whole(1800, 4 * 86_400);
    long resolved = opened + lasts + chance.whole(0, 3600);
    Category category = chance.one(CATEGORIES, trouble ? ABOUT_BROKEN : ABOUT);
    String resolution = chance.one(RESOLUTIONS, stuck ? NOT_SOLVED : SOLVED);
    Integer satisfaction =
        chance.of(RATED) ? mark(mood - (stuck ? 0.7 : 0) + 0.4 * chance.normal()) : null;
    long rated = resolved + chance.whole(600, 3 * 86_400);
    return new Ticket(number, opened, category, mood, resolved, resolution, satisfaction, rated);
  }

  private static int mark(double content) {
    return (int) Math.max(1, Math.min(5, StrictMath.rint(content)));
  }
}
