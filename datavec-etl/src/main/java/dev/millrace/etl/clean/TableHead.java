package dev.millrace.etl.clean;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.Key;
import dev.millrace.contract.feature.Rules;
import dev.millrace.contract.feature.TextRule;
import dev.millrace.etl.clean.CleanPolicy.OnViolation;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.source.LandedTable;
import dev.millrace.etl.table.Reference;
import dev.millrace.etl.table.TableContract;
import dev.millrace.etl.table.TimeColumn;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The key, the times and the references of the rows of one of several tables. */
final class TableHead implements RowHead {
  private static final String SEPARATOR = " || chr(31) || ";

  private final TableContract contract;
  private final OnViolation onViolation;
  private final List<IdentifierSql> identifiers = new ArrayList<>();
  private final List<IdentifierSql> keys = new ArrayList<>();
  private final Map<String, IdentifierSql> categories = new HashMap<>();
  private final List<ReferenceSql> references = new ArrayList<>();
  private final List<TimeColumnSql> clock = new ArrayList<>();
  private final Map<String, TimeColumnSql> knownBy = new LinkedHashMap<>();

  /**
   * Looks at the landed table and prepares what its rows are joined to.
   *
   * @param keyText how the keys of all tables are standardised, by name of the table
   */
  TableHead(
      Connection connection,
      LandedTable table,
      TableRules rules,
      Map<String, List<TextRule>> keyText) {
    this.contract = rules.contract();
    this.onViolation = rules.policy().onViolation();
    for (Key key : contract.key()) {
      keys.add(identifier(connection, table, key.column(), key.text(), List.of()));
    }
    for (Reference reference : contract.references()) {
      List<TextRule> text = keyText.getOrDefault(reference.table(), List.of());
      IdentifierSql identifier = identifier(connection, table, reference.column(), text, List.of());
      ReferenceSql sql = new ReferenceSql(reference, identifier, references.size());
      sql.prepare(connection);
      references.add(sql);
    }
    for (Column column : contract.columns()) {
      if (column.type() == ColumnType.CATEGORY) {
        String name = column.name();
        categories.put(name, identifier(connection, table, name, column.text(), column.values()));
      }
    }
    if (contract.time() != null) {
      clock.add(time(table, contract.time()));
    }
    if (contract.known() != null) {
      clock.add(time(table, contract.known()));
    }
    contract.knownBy().forEach((column, time) -> knownBy.put(column, time(table, time)));
  }

  private IdentifierSql identifier(
      Connection connection,
      LandedTable table,
      String column,
      List<TextRule> text,
      List<String> declared) {
    for (IdentifierSql known : identifiers) {
      if (known.column().equals(column)
          && known.text().equals(text)
          && known.declared().equals(declared)) {
        return known;
      }
    }
    String type = CleanSql.typeOf(table, column);
    IdentifierSql plain =
        new IdentifierSql(column, type, text, declared, identifiers.size(), false);
    IdentifierSql made =
        IdentifierSql.prepare(connection, CleanSql.landed(table), table.rows(), plain);
    identifiers.add(made);
    return made;
  }

  private TimeColumnSql time(LandedTable table, TimeColumn time) {
    return TimeColumnSql.of(time, table, clock.size() + knownBy.size(), contract.zone());
  }

  @Override
  public String joins() {
    StringBuilder joins = new StringBuilder();
    identifiers.forEach(identifier -> joins.append(identifier.join()));
    references.forEach(reference -> joins.append(reference.join()));
    return joins.toString();
  }

  @Override
  public List<String> layer(int layer) {
    List<String> made = new ArrayList<>();
    switch (layer) {
      case 0 -> {
        identifiers.forEach(identifier -> made.add(identifier.layer0()));
        for (ReferenceSql reference : references) {
          made.add(reference.found());
          made.add(reference.since());
          made.add(reference.blamed());
        }
        made.add(keyText() + " AS __key_text");
      }
      case 1 -> made.add(key() + " AS __key");
      case 3 -> {
        made.add((clock.isEmpty() ? "NULL::TIMESTAMP" : clock.get(0).moment()) + " AS __time");
        made.add(known() + " AS __known");
      }
      default -> {}
    }
    if (layer < 3) {
      clock.forEach(time -> made.add(time.layer(layer)));
      knownBy.values().forEach(time -> made.add(time.layer(layer)));
    }
    return made;
  }

  /**
   * A row that needs a partner is known when both are: rows that were known before any moment are
   * then the same, whether or not later ones are there.
   */
  private String known() {
    if (clock.isEmpty()) {
      return "NULL::TIMESTAMP";
    }
    List<String> moments = new ArrayList<>();
    clock.forEach(time -> moments.add(time.moment()));
    references.stream()
        .filter(reference -> reference.reference().required())
        .forEach(reference -> moments.add("s" + reference.index()));
    return moments.size() == 1 ? moments.get(0) : "greatest(" + String.join(", ", moments) + ")";
  }

  private String key() {
    return keys.isEmpty()
        ? "NULL::VARCHAR"
        : keys.stream().map(IdentifierSql::value).collect(Collectors.joining(SEPARATOR));
  }

  private String keyText() {
    return keys.isEmpty()
        ? "NULL"
        : keys.stream()
            .map(IdentifierSql::written)
            .collect(Collectors.joining(", ", "concat_ws(', ', ", ")"));
  }

  @Override
  public List<Fault> faults() {
    List<Fault> faults = new ArrayList<>();
    int position = -2 * contract.references().size() - keys.size() - clock.size() - 1;
    for (IdentifierSql key : keys) {
      String condition = key.value() + " IS NULL";
      faults.add(
          new Fault(
              position++,
              key.column(),
              "NULL",
              Duck.literal(Rules.REQUIRED),
              condition,
              CleanSql.ASIDE));
    }
    for (TimeColumnSql time : clock) {
      faults.add(time.missing(position++));
    }
    for (ReferenceSql reference : references) {
      if (reference.reference().required() && !keys.contains(reference.identifier())) {
        faults.add(reference.missing(position));
      }
      faults.add(reference.withoutPartner(position + 1));
      position += 2;
    }
    int effect = onViolation == OnViolation.NULL ? CleanSql.NULLED : CleanSql.ASIDE;
    int after = contract.columns().size();
    for (TimeColumnSql time : knownBy.values()) {
      faults.add(time.unreadable(after++, effect));
    }
    return faults;
  }

  @Override
  public List<String> before() {
    List<String> written = new ArrayList<>(List.of("__key", "__time", "__known"));
    references.forEach(reference -> written.add(reference.written()));
    return written;
  }

  @Override
  public List<String> after() {
    List<String> written = new ArrayList<>();
    knownBy.forEach(
        (column, time) ->
            written.add(
                String.format(
                    "CASE WHEN %1$s IS NOT NULL THEN greatest(%1$s, __known) END AS %2$s",
                    time.moment(), Duck.identifier("__known_" + column))));
    return written;
  }

  @Override
  public @Nullable String known(String column) {
    TimeColumnSql time = knownBy.get(column);
    return time == null ? null : time.moment() + " IS NOT NULL";
  }

  @Override
  public @Nullable String standardised(String column) {
    IdentifierSql category = categories.get(column);
    return category == null ? null : category.value();
  }

  /** Versions of one thing are told apart by when they became known. */
  @Override
  public List<String> identity() {
    if (keys.isEmpty()) {
      return List.of();
    }
    return contract.history() ? List.of("__key", "__known") : List.of("__key");
  }

  @Override
  public String keyColumn() {
    return contract.key().stream().map(Key::column).collect(Collectors.joining(", "));
  }

  @Override
  public String order() {
    return "__known, __row";
  }

  @Override
  public boolean firstStays() {
    return true;
  }

  /** The references that a row makes, as a number. */
  String references() {
    return references.isEmpty()
        ? "0"
        : references.stream()
            .map(reference -> "count(" + reference.identifier().value() + ")")
            .collect(Collectors.joining(" + "));
  }
}
