package dev.millrace.etl.jdbc;

import java.sql.Types;
import java.util.Locale;
import java.util.Set;

/** Types that drivers have their own numbers for. */
public final class DatabaseTypes {
  private static final Set<String> ZONED =
      Set.of("timestamptz", "timestamp with time zone", "datetimeoffset");

  private DatabaseTypes() {}

  /**
   * Whether values are moments with a zone.
   *
   * @param type of {@link Types}
   * @param typeName the database's own word for it
   */
  public static boolean isZoned(int type, String typeName) {
    return type == Types.TIMESTAMP_WITH_TIMEZONE
        || ZONED.contains(typeName.toLowerCase(Locale.ROOT));
  }
}
