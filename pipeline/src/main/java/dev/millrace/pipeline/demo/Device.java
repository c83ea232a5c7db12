package dev.millrace.pipeline.demo;

/** What the product is used on. */
enum Device {
  PHONE("phone", 0.92, 2.2, 25),
  COMPUTER("computer", 0.7, 0.9, 35),
  TABLET("tablet", 0.35, 0.5, 30),
  TV("tv", 0.4, 0.6, 40);

  private final String title;
  private final double owned;
  private final double rate;
  private final double minutes;

  Device(String title, double owned, double rate, double minutes) {
    this.title = title;
    this.owned = owned;
    this.rate = rate;
    this.minutes = minutes;
  }

  /** As it stands in the data. */
  String title() {
    return title;
  }

  /** Share of the customers who have one. */
  double owned() {
    return owned;
  }

  /** Times a day that it is taken up, on average, at engagement 0. */
  double rate() {
    return rate;
  }

  /** Of a day with use, at engagement 0; the median. */
  double minutes() {
    return minutes;
  }
}
