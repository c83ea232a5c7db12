package dev.millrace.serving.experiment;

import dev.millrace.contract.support.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Outcomes that go to the disk together; until then the ledger does not know of them. */
final class OutcomeGroup {
  private final Ledger ledger;
  private final Map<Long, Genuine> fresh = new LinkedHashMap<>();

  OutcomeGroup(Ledger ledger) {
    this.ledger = ledger;
  }

  /** What becomes of a request once {@link #lines} are on the disk. */
  OutcomeResult take(List<Genuine> outcomes, List<OutcomeProblem> before) {
    List<OutcomeProblem> problems = new ArrayList<>(before);
    int accepted = 0;
    int duplicates = 0;
    for (Genuine genuine : outcomes) {
      if (!isKnown(genuine.prediction())) {
        fresh.put(genuine.prediction().tag(), genuine);
        accepted++;
      } else if (known(genuine.prediction()) == genuine.outcome().happened()) {
        duplicates++;
      } else {
        problems.add(contradiction(genuine.outcome()));
      }
    }
    problems.sort(Comparator.comparingInt(OutcomeProblem::number));
    return new OutcomeResult(accepted, duplicates, problems);
  }

  private static OutcomeProblem contradiction(Outcome outcome) {
    return outcome.problem(
        "The outcome "
            + !outcome.happened()
            + " was taken before and "
            + outcome.happened()
            + " came now; the first one stays.");
  }

  private boolean isKnown(PredictionId prediction) {
    return fresh.containsKey(prediction.tag()) || ledger.contains(prediction);
  }

  private boolean known(PredictionId prediction) {
    Genuine here = fresh.get(prediction.tag());
    return here != null ? here.outcome().happened() : ledger.happened(prediction);
  }

  boolean isEmpty() {
    return fresh.isEmpty();
  }

  int size() {
    return fresh.size();
  }

  byte[] lines() {
    long now = System.currentTimeMillis();
    StringBuilder lines = new StringBuilder();
    for (Genuine genuine : fresh.values()) {
      Outcome outcome = genuine.outcome();
      lines.append(Json.line(new OutcomeLine(outcome.id(), outcome.happened(), now))).append('\n');
    }
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Adds up what is on the disk now. */
  void commit() {
    fresh.values().forEach(one -> ledger.add(one.prediction(), one.outcome().happened()));
  }
}
