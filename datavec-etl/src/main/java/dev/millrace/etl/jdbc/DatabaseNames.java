package dev.millrace.etl.jdbc;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.error.Suggestions;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names as a person writes them and as a database spells them. A name is taken as written where
 * there is such a name, else without regard to case. Databases that turn names without quotes into
 * capitals (H2, Oracle, Db2) show them to people in small letters, as the others do.
 */
public final class DatabaseNames {
  private static final Pattern NO_TABLE =
      Pattern.compile("INDEX|SEQUENCE|SYSTEM|TYPE", Pattern.CASE_INSENSITIVE);
  private static final Pattern OWN_SCHEMA =
      Pattern.compile("information_schema|pg_catalog|pg_toast|sys", Pattern.CASE_INSENSITIVE);
  private static final int NAMES_SHOWN = 8;

  private final DatabaseMetaData metaData;
  private final @Nullable String catalog;
  private final @Nullable String home;
  private final String quote;
  private final boolean capitals;

  /** Looks at an open connection; keeps no more of it than its description. */
  public DatabaseNames(Connection connection) throws SQLException {
    metaData = connection.getMetaData();
    catalog = connection.getCatalog();
    home = connection.getSchema();
    String mark = metaData.getIdentifierQuoteString();
    quote = mark == null ? "" : mark.strip();
    capitals = metaData.storesUpperCaseIdentifiers();
  }

  /** What is known of the database. */
  public DatabaseMetaData metaData() {
    return metaData;
  }

  /** A name as SQL, exactly so spelled. */
  public String quoted(String name) {
    return quote.isEmpty() ? name : quote + name.replace(quote, quote + quote) + quote;
  }

  /** A table as SQL. */
  public String quoted(DatabaseTable table) {
    String owner = table.schema() == null ? table.catalog() : table.schema();
    return owner == null ? quoted(table.name()) : quoted(owner) + "." + quoted(table.name());
  }

  /** A name of the database as people see it. */
  public String shown(String name) {
    return capitals && name.equals(name.toUpperCase(Locale.ROOT))
        ? name.toLowerCase(Locale.ROOT)
        : name;
  }

  /** A new name as the database would spell it without quotes. */
  public String spelled(String name) {
    boolean plain = name.matches("[a-z_][a-z0-9_]*");
    return capitals && plain ? name.toUpperCase(Locale.ROOT) : name;
  }

  /** The one of several names that somebody means. */
  public Optional<String> meant(String wanted, Collection<String> names) {
    if (names.contains(wanted)) {
      return Optional.of(wanted);
    }
    List<String> folded = names.stream().filter(wanted::equalsIgnoreCase).toList();
    return folded.size() == 1 ? Optional.of(folded.get(0)) : Optional.empty();
  }

  /**
   * The table or view that somebody means: {@code customers} or {@code schema.customers}; without a
   * schema, the connection's own comes first.
   *
   * @throws MillraceException {@code SOURCE_NOT_FOUND} with the nearest names
   */
  public DatabaseTable table(String wanted, DatabaseErrors errors) throws SQLException {
    List<DatabaseTable> all = tables();
    List<Function<DatabaseTable, String>> ways =
        List.of(t -> isHome(t) ? t.name() : "", DatabaseTable::name, DatabaseTable::path);
    for (Function<DatabaseTable, String> way : ways) {
      List<DatabaseTable> found = all.stream().filter(t -> way.apply(t).equals(wanted)).toList();
      found =
          found.isEmpty()
              ? all.stream().filter(t -> way.apply(t).equalsIgnoreCase(wanted)).toList()
              : found;
      if (found.size() == 1) {
        return found.get(0);
      }
      if (found.size() > 1) {
        throw errors.error(
            ErrorCode.SOURCE_NOT_FOUND,
            "there are several tables '" + wanted + "'.",
            "Write one of " + paths(found) + ".");
      }
    }
    throw missing(wanted, all, errors);
  }

  private MillraceException missing(String wanted, List<DatabaseTable> all, DatabaseErrors errors) {
    List<String> near = new ArrayList<>();
    all.forEach(table -> near.add(isHome(table) ? shown(table.name()) : table.path()));
    all.forEach(table -> near.add(shown(table.name())));
    String hint =
        Suggestions.nearest(wanted, near)
            .map(name -> "Did you mean '" + name + "'?")
            .orElseGet(
                () ->
                    all.isEmpty()
                        ? "There is no table at all, or the user may see none."
                        : "There is: " + paths(all) + ".");
    return errors.error(
        ErrorCode.SOURCE_NOT_FOUND, "there is no table '" + wanted + "' in the database.", hint);
  }

  private String paths(List<DatabaseTable> tables) {
    List<String> paths =
        tables.stream()
            .map(t -> isHome(t) ? shown(t.name()) : t.path())
            .limit(NAMES_SHOWN)
            .toList();
    int more = tables.size() - paths.size();
    return String.join(", ", paths) + (more > 0 ? " and " + more + " more" : "");
  }

  private boolean isHome(DatabaseTable table) {
    return home == null || home.equals(table.schema());
  }

  private List<DatabaseTable> tables() throws SQLException {
    List<DatabaseTable> tables = new ArrayList<>();
    try (ResultSet rows = metaData.getTables(catalog, null, "%", null)) {
      while (rows.next()) {
        String schema = rows.getString("TABLE_SCHEM");
        String type = String.valueOf(rows.getString("TABLE_TYPE"));
        if (!NO_TABLE.matcher(type).find()
            && (schema == null || !OWN_SCHEMA.matcher(schema).matches())) {
          tables.add(
              new DatabaseTable(rows.getString("TABLE_CAT"), schema, rows.getString("TABLE_NAME")));
        }
      }
    }
    return tables;
  }
}
