package dev.millrace.serving.deploy;

/**
 * One alert, for somebody who was asleep a minute ago.
 *
 * @param lasting how long it has to be so, for example {@code 10m}
 * @param severity {@code page} wakes somebody, {@code ticket} waits for the morning
 * @param summary one line, with the labels of the alert as {@code {{ $labels.job }}}
 * @param meaning what has happened and who notices
 * @param look where to look first
 * @param act what to do about what is found there
 */
record Alert(
    String name,
    String expression,
    String lasting,
    String severity,
    String summary,
    String meaning,
    String look,
    String act) {

  static Alert page(String name, String lasting, String expression) {
    return new Alert(name, expression, lasting, "page", "", "", "", "");
  }

  static Alert ticket(String name, String lasting, String expression) {
    return new Alert(name, expression, lasting, "ticket", "", "", "", "");
  }

  Alert says(String newSummary, String newMeaning) {
    return new Alert(name, expression, lasting, severity, newSummary, newMeaning, look, act);
  }

  Alert look(String newLook) {
    return new Alert(name, expression, lasting, severity, summary, meaning, newLook, act);
  }

  Alert act(String newAct) {
    return new Alert(name, expression, lasting, severity, summary, meaning, look, newAct);
  }

  /** An item of a rule group. */
  String yaml() {
    return """
              - alert: %s
                expr: |-
                  %s
                for: %s
                labels: {severity: %s}
                annotations:
                  summary: '%s'
                  meaning: '%s'
                  look: '%s'
                  act: '%s'
        """
        .formatted(
            name,
            expression,
            lasting,
            severity,
            quoted(summary),
            quoted(meaning),
            quoted(look),
            quoted(act))
        .replaceAll("(?m)^  ", "");
  }

  private static String quoted(String text) {
    return text.replace("'", "''");
  }
}
