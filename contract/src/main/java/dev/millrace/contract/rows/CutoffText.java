package dev.millrace.contract.rows;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Cutoffs as people read and files hold them, in UTC. */
public final class CutoffText {
  private CutoffText() {}

  /** {@code 2025-10-01} at midnight, {@code 2025-10-01T06:30:00Z} at other times. */
  public static String of(Instant cutoff) {
    OffsetDateTime utc = cutoff.atOffset(ZoneOffset.UTC);
    return utc.toLocalTime().equals(LocalTime.MIDNIGHT)
        ? utc.toLocalDate().toString()
        : cutoff.toString();
  }

  /** Reads what {@link #of} wrote. */
  public static Instant parse(String text) {
    return text.contains("T")
        ? Instant.parse(text)
        : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
