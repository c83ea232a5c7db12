package dev.millrace.pipeline.demo;

/** How a customer came to us. */
enum Channel {
  WEB("web", 0.5, 0.0),
  SHOP("shop", 0.2, -0.1),
  PARTNER("partner", 0.2, 0.1),
  PHONE("phone", 0.1, 0.15);

  private final String title;
  private final double share;
  private final double leaving;

  Channel(String title, double share, double leaving) {
    this.title = title;
    this.share = share;
    this.leaving = leaving;
  }

  /** As it stands in the data. */
  String title() {
    return title;
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
