package dev.millrace.scoring;

import java.util.Map;

/**
 * A row with the answer it must get, computed by the network that was trained.
 *
 * @param row clean values by column: numbers for numeric columns, texts for categories, absent
 *     where missing
 * @param raw the network's own probability, in [0, 1]
 * @param probability the calibrated probability, in [0, 1]
 */
public record GoldenRow(Map<String, Object> row, double raw, double probability) {
  public GoldenRow {
    row = Map.copyOf(row);
  }
}
