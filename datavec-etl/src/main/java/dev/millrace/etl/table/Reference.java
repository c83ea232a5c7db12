package dev.millrace.etl.table;

/**
 * A column that holds the key of a row of another table. It is standardised by the text rules of
 * that table's key.
 *
 * @param column as in the source
 * @param table whose key it holds; that table has a key of one column
 * @param required whether a row without a partner there is set aside; otherwise the reference of
 *     such a row counts as missing
 */
public record Reference(String column, String table, boolean required) {}
