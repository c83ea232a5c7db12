package dev.millrace.pipeline.demo;

/** What a customer pays for. */
enum Plan {
  BASIC("basic", 990, 0.45, 0.05),
  PLUS("plus", 1990, 0.33, 0.0),
  PREMIUM("premium", 3990, 0.19, -0.1),
  TEAM("team", 109_000, 0.03, -0.2);

  private final String title;
  private final int cents;
  private final double share;
  private final double leaving;

  Plan(String title, int cents, double share, double leaving) {
    this.title = title;
    this.cents = cents;
    this.share = share;
    this.leaving = leaving;
  }

  /** As it stands in the data. */
  String title() {
    return title;
  }

  /** Per month, for new customers. */
  int cents() {
    return cents;
  }

  /** Of the customers. */
  double share() {
    return share;
  }

  /** Added to the log-odds of leaving. */
  double leaving() {
    return leaving;
  }
}
