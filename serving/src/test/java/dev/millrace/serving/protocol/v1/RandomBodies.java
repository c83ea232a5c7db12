package dev.millrace.serving.protocol.v1;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.Encoding;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.Key;
import dev.millrace.contract.feature.NumberStyle;
import dev.millrace.contract.feature.Target;
import dev.millrace.contract.feature.TextRule;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Contracts and requests to them: usual ones, odd ones and broken ones. */
final class RandomBodies {
  private static final String QUOTED = "a\"b";
  private static final List<String> NAMES =
      List.of("a", "tenure", "Île", "plan type", QUOTED, "plan", "x1", "long_name_of_a_column");
  private static final List<String> WORDS = List.of("basic", "pro", "Île-de-France", "0012", "日本");

  private final Random random;

  RandomBodies(long seed) {
    random = new Random(seed);
  }

  FeatureContract contract() {
    List<String> names = new ArrayList<>(NAMES);
    if (random.nextInt(8) > 0) {
      names.remove(QUOTED);
    }
    return contract(names, random.nextInt(8) == 0);
  }

  /** A contract without a name in need of escapes and without a feature that is the key. */
  FeatureContract usualContract() {
    List<String> names = new ArrayList<>(NAMES);
    names.remove(QUOTED);
    return contract(names, false);
  }

  private FeatureContract contract(List<String> names, boolean keyIsFeature) {
    Collections.shuffle(names, random);
    List<Column> columns = new ArrayList<>();
    for (String name : names.subList(0, 1 + random.nextInt(names.size()))) {
      columns.add(column(name));
    }
    return new FeatureContract(
        "m",
        keyIsFeature ? Key.of(columns.get(0).name()) : key(),
        new Target("target", "yes"),
        columns);
  }

  /** A request that may have something odd in it. */
  byte[] oddBody(FeatureContract contract) {
    return body(contract, random.nextBoolean());
  }

  /** A request as most are, though values may be out of range. */
  byte[] usualBody(FeatureContract contract) {
    return body(contract, false);
  }

  private byte[] body(FeatureContract contract, boolean odd) {
    List<String> members = new ArrayList<>();
    boolean single = random.nextBoolean();
    members.add(single ? "\"row\":" + row(contract, odd) : "\"rows\":" + rows(contract, odd));
    if (random.nextInt(3) == 0) {
      members.add("\"reasons\":" + random.nextInt(contract.columns().size() + (odd ? 3 : 1)));
    }
    if (odd && random.nextInt(8) == 0) {
      members.add(one(List.of("\"row\":{}", "\"rows\":[]", "\"rowz\":1", "\"reasons\":1.0")));
    }
    Collections.shuffle(members, random);
    return ("{" + String.join(",", members) + "}").getBytes(StandardCharsets.UTF_8);
  }

  /** The bytes with a few of them changed, removed, doubled or moved. */
  byte[] mutated(byte[] body) {
    byte[] bytes = body;
    for (int i = 0; i <= random.nextInt(3) && bytes.length > 0; i++) {
      bytes = mutatedOnce(bytes);
    }
    return bytes;
  }

  private byte[] mutatedOnce(byte[] bytes) {
    int at = random.nextInt(bytes.length);
    int length = Math.min(random.nextInt(6), bytes.length - at);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, at);
    switch (random.nextInt(5)) {
      case 0 -> out.write(one(List.of(' ', '"', '\\', '{', '}', ',', '-', '0', '.', 'e')));
      case 1 -> out.write(random.nextInt(256));
      case 2 -> out.write(bytes, at, length);
      case 3 -> at = Math.min(bytes.length, at + length);
      default -> {
        out.write(random.nextInt(256));
        at++;
      }
    }
    out.write(bytes, at, bytes.length - at);
    return out.toByteArray();
  }

  private @Nullable Key key() {
    return switch (random.nextInt(4)) {
      case 0 -> null;
      case 1 -> new Key("id", List.of(TextRule.ALPHANUMERIC, TextRule.UPPER));
      default -> Key.of("id");
    };
  }

  private Column column(String name) {
    ColumnType type = one(List.of(ColumnType.values()));
    boolean bounded = type.isNumeric() && random.nextInt(3) == 0;
    boolean closed = !type.isNumeric() && random.nextInt(3) == 0;
    return new Column(
        name,
        type,
        random.nextInt(3) > 0,
        bounded ? (double) -random.nextInt(3) : null,
        bounded ? 20_000.5 : null,
        closed ? WORDS.subList(0, 3) : List.of(),
        !type.isNumeric() && random.nextInt(8) == 0 ? "[a-z]+" : null,
        null,
        null,
        one(List.of(NumberStyle.values())),
        List.of(),
        one(List.of(List.of(TextRule.TRIM), List.of(TextRule.TRIM, TextRule.FOLD), List.of())),
        Encoding.defaultFor(type));
  }

  private String rows(FeatureContract contract, boolean odd) {
    List<String> rows = new ArrayList<>();
    for (int i = odd ? 0 : -1; i < random.nextInt(5); i++) {
      rows.add(row(contract, odd));
    }
    return "[" + String.join(blank() + ",", rows) + "]";
  }

  private String row(FeatureContract contract, boolean odd) {
    List<String> fields = new ArrayList<>();
    for (Column column : contract.columns()) {
      if (!column.missing() || random.nextInt(6) > 0) {
        fields.add(field(column.name(), value(column, odd)));
      }
    }
    Key key = contract.key();
    if (key != null && random.nextBoolean() && contract.indexOf(key.column()).isEmpty()) {
      fields.add(field(key.column(), text(one(List.of("7590-VHVEG", " a  b ", "é", "")))));
    }
    if (random.nextInt(4) == 0) {
      fields.add(field("target", one(List.of("\"yes\"", "true", "null", "1", "\"é\""))));
    }
    if (odd && random.nextInt(6) == 0) {
      fields.add(field(one(List.of("tenur", "id", "target", "a")), anything()));
    }
    if (random.nextBoolean()) {
      Collections.shuffle(fields, random);
    }
    return "{" + String.join(",", fields) + "}" + blank();
  }

  private String field(String name, String value) {
    String quoted = text(name);
    return blank() + quoted + blank() + ":" + blank() + value + blank();
  }

  private String value(Column column, boolean odd) {
    if (odd && random.nextInt(4) == 0) {
      return anything();
    }
    return switch (column.type()) {
      case INTEGER -> one(List.of("0", "3", "17", "12345", "4.0", "\"5\"", "3e2", "-0", "-0.0"));
      case NUMBER -> number();
      case BOOLEAN -> one(List.of("true", "false", "1", "0", "\"Yes\"", "\"no\"", "1.0"));
      case DATE -> one(List.of("\"2020-02-29\"", "\" 2001-01-01\"", "\"1970-01-01\""));
      case TIMESTAMP -> one(List.of("\"2020-02-29T10:00:00.5Z\"", "\"1999-12-31 23:59\""));
      case CATEGORY -> random.nextInt(9) > 0 ? text(one(WORDS)) : one(List.of("12", "1.5", "true"));
    };
  }

  private String number() {
    return switch (random.nextInt(7)) {
      case 0 -> Double.toString(Double.longBitsToDouble(random.nextLong())).replace("NaN", "0");
      case 1 -> Long.toString(random.nextLong());
      case 2 -> random.nextInt(1000) + "." + (random.nextLong() >>> 1);
      case 3 -> "0." + "0".repeat(random.nextInt(25)) + random.nextInt(10_000);
      case 4 -> random.nextInt(100) + (random.nextBoolean() ? "E" : "e-") + random.nextInt(330);
      default -> random.nextInt(10_000) + "." + random.nextInt(100);
    };
  }

  private String anything() {
    return one(
        ("null,\"\",\"x\",{},[],[1],{\"a\":1},-1,1e999,1.5,007,+1,.5,1.,-,NaN,true,nul,1e+5,"
                + "1E5,9007199254740993,20001,\"\\u0000\",\"\\u00ce\",\"\\n\",\"a\\\\\",\"\\x\",\"1,5\""
                + ","
                + "9".repeat(70)
                + ",1"
                + "0".repeat(400))
            .split(",(?!5\")"));
  }

  private String text(String text) {
    String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"");
    boolean unusual = random.nextInt(20) == 0;
    return '"'
        + (unusual ? escaped.replace("a", "\\u0061").replace("Î", "\\u00ce") : escaped)
        + '"';
  }

  private String blank() {
    return random.nextInt(10) == 0 ? one(List.of(" ", "\n", "\t", "\r\n  ")) : "";
  }

  private <T> T one(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private String one(String... values) {
    return one(Arrays.asList(values));
  }
}
