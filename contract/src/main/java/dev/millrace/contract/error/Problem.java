package dev.millrace.contract.error;

/**
 * One thing wrong at one place.
 *
 * @param place where, for example {@code telco.yaml:12:5}; empty when the whole thing is meant
 * @param message what was expected and what came
 */
public record Problem(String place, String message) {
  @Override
  public String toString() {
    return place.isEmpty() ? message : place + ": " + message;
  }
}
