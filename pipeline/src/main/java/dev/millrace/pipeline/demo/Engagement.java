package dev.millrace.pipeline.demo;

/**
 * How much a customer cares, day by day, on a log scale: small ups and downs around 0, and spells
 * in which it decays over weeks, stays low and recovers.
 */
final class Engagement {
  /** Days after which two thirds of an up or down are forgotten. */
  private static final double MEMORY = 60;

  private static final double DEVIATION = 0.33;
  private static final double DECAY_PER_DAY = 1 / 400.0;
  private static final double DECAYING_AT_FIRST = 0.22;
  private static final double SHALLOWEST = 0.8;
  private static final double DEEPEST = 2.6;

  /** Days over which what a customer is used to is averaged. */
  private static final double HABIT = 50;

  private final Days level;
  private final Days habit;

  private Engagement(int from, int to) {
    this.level = new Days(from, to);
    this.habit = new Days(from, to);
  }

  static Engagement draw(int from, int to, Chance chance) {
    Engagement engagement = new Engagement(from, to);
    engagement.drift(chance);
    engagement.decay(chance);
    engagement.remember();
    return engagement;
  }

  /** Engagement on a day. */
  double level(int day) {
    return level.get(day);
  }

  /** How far engagement lies below what the customer is used to; 0 where it does not. */
  double drop(int day) {
    return Math.max(0, habit.get(day) - level.get(day));
  }

  private void drift(Chance chance) {
    double keep = StrictMath.exp(-1 / MEMORY);
    double step = DEVIATION * StrictMath.sqrt(1 - keep * keep);
    double value = DEVIATION * chance.normal();
    for (int day = level.from(); day < level.to(); day++) {
      level.set(day, value);
      value = keep * value + step * chance.normal();
    }
  }

  private void decay(Chance chance) {
    int day = level.from();
    if (chance.of(DECAYING_AT_FIRST)) {
      day = spell(day - chance.whole(0, 60), chance);
    }
    while (day < level.to()) {
      day = chance.of(DECAY_PER_DAY) ? spell(day, chance) : day + 1;
    }
  }

  /** Lowers the days of one spell; returns the day after it. */
  private int spell(int start, Chance chance) {
    double depth = chance.between(SHALLOWEST, DEEPEST);
    int low = start + chance.whole(30, 90);
    int rising = low + chance.days(80);
    int end = rising + chance.whole(30, 90);
    for (int day = start; day < end; day++) {
      double down = Math.min(1, (day - start + 1.0) / (low - start));
      double up = day < rising ? 1 : (double) (end - day) / (end - rising);
      level.add(day, day + 1, -depth * Math.min(down, up));
    }
    return end;
  }

  private void remember() {
    double usual = level.get(level.from());
    for (int day = level.from(); day < level.to(); day++) {
      usual += (level.get(day) - usual) / HABIT;
      habit.set(day, usual);
    }
  }
}
