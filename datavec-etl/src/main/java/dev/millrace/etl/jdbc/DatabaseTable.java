package dev.millrace.etl.jdbc;

import org.jspecify.annotations.Nullable;

/** A table or view as its database spells it. */
public record DatabaseTable(@Nullable String catalog, @Nullable String schema, String name) {

  /** With its schema: {@code billing.invoices}. */
  public String path() {
    String owner = schema == null ? catalog : schema;
    return owner == null ? name : owner + "." + name;
  }
}
