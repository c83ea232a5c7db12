package dev.millrace.pipeline.score;

import dev.millrace.etl.clean.CleanReport.RuleCount;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of the rows.
 *
 * @param read rows in the file
 * @param scored rows with a probability
 * @param setAside rows without one, because they break the contract
 * @param key the column that the written key comes from; null for row numbers
 * @param missing values that were missing, by column; columns without any are left out
 * @param unseen categories that training did not see, by column; columns without any are left out
 * @param rules how many rows broke which rule, most first
 * @param out the file with the probabilities; null where they went to a stream
 * @param quarantine the file with the rows set aside; null where there is none
 */
public record ScoreOutcome(
    long read,
    long scored,
    long setAside,
    @Nullable String key,
    Map<String, Long> missing,
    Map<String, Long> unseen,
    List<RuleCount> rules,
    @Nullable String out,
    @Nullable String quarantine) {
  public ScoreOutcome {
    missing = Map.copyOf(missing);
    unseen = Map.copyOf(unseen);
    rules = List.copyOf(rules);
  }
}
