package dev.millrace.serving.protocol;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Finds out which field a name in JSON means. It expects the names in the order of the last row,
 * which then costs one comparison each, and looks up what comes instead.
 */
final class FieldNames {
  private final byte[][] quoted;
  private final int[] order;
  private final int[] table;
  private final boolean plain;

  FieldNames(List<String> names) {
    quoted = names.stream().map(FieldNames::quoted).toArray(byte[][]::new);
    plain = names.stream().allMatch(FieldNames::isPlain);
    order = new int[quoted.length];
    table = new int[Integer.highestOneBit(quoted.length * 4)];
    for (int i = 0; i < quoted.length; i++) {
      order[i] = i;
      table[freeSlot(quoted[i])] = i + 1;
    }
  }

  int count() {
    return quoted.length;
  }

  /** Whether JSON can write all names without escapes; the others are not for this class. */
  boolean plain() {
    return plain;
  }

  /**
   * Takes the name of a row's next field and its colon.
   *
   * @param position of the field in the row, below {@link #count()}
   * @return the field, or -1 where something else comes
   */
  int take(JsonBytes json, int position) {
    int field = order[position];
    if (!json.takeBytes(quoted[field])) {
      field = lookUp(json);
      if (field < 0) {
        return -1;
      }
      order[position] = field;
    }
    return json.take(':') ? field : -1;
  }

  /**
   * Where the search for a name begins. The names are the contract's: nobody can send ones that
   * collide.
   */
  static int slot(byte[] bytes, int from, int to, int slots) {
    int hash = to - from;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    return (hash ^ (hash >>> 15)) & (slots - 1);
  }

  private int lookUp(JsonBytes json) {
    if (!json.atText() || !json.takeToken()) {
      return -1;
    }
    for (int slot = json.tokenSlot(table.length);
        table[slot] != 0;
        slot = (slot + 1) & (table.length - 1)) {
      if (json.tokenEquals(quoted[table[slot] - 1])) {
        return table[slot] - 1;
      }
    }
    return -1;
  }

  private int freeSlot(byte[] name) {
    int slot = slot(name, 0, name.length, table.length);
    while (table[slot] != 0) {
      slot = (slot + 1) & (table.length - 1);
    }
    return slot;
  }

  private static byte[] quoted(String name) {
    return ('"' + name + '"').getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isPlain(String name) {
    return name.chars().noneMatch(c -> c < ' ' || c == '"' || c == '\\')
        && name.equals(new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
  }
}
