package dev.millrace.etl.sink;

import dev.millrace.etl.jdbc.Database;

/**
 * The table that scores are written into. Names are found as those of a source are: as written,
 * else without regard to case. Of the columns, only the key's has to be there already.
 *
 * @param table as people write it, {@code customers} or {@code schema.customers}
 * @param key the column that identifies a row
 * @param probability becomes the score, 0 to 1
 * @param scoredAt becomes the moment that the score is for
 * @param modelVersion becomes the version of the model
 * @param reasons becomes the reasons, as text
 */
public record ScoreTarget(
    Database database,
    String table,
    String key,
    String probability,
    String scoredAt,
    String modelVersion,
    String reasons) {}
