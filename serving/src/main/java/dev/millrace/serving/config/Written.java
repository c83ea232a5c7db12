package dev.millrace.serving.config;

/**
 * A value as somebody gave it.
 *
 * @param text with variables put in
 * @param shown the same with secrets masked; the only form that may leave the process
 * @param verbatim whether it stands in the source as it is, without a variable
 */
record Written(Place place, String text, String shown, boolean verbatim) {
  private static final int LONG = 60;

  static Written of(Place place, String text) {
    return new Written(place, text, text, true);
  }

  Written masked() {
    return new Written(place, text, Secret.MASK, verbatim);
  }

  String describe() {
    String brief = shown.length() > LONG ? shown.substring(0, LONG) + "…" : shown;
    return text.isBlank() ? "nothing" : "'" + brief + "'";
  }
}
