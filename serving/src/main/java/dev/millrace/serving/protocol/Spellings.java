package dev.millrace.serving.protocol;

import dev.millrace.contract.feature.ColumnReader;
import dev.millrace.serving.request.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What a column's values mean, by their very bytes. A spelling that is new is read as JSON and by
 * the contract's own reader, so that it cannot mean anything else here; only values without fault
 * are kept. Keeps at most {@value #KEPT}, each in one of four places: nobody can make a search
 * longer or the table larger by what he sends.
 */
final class Spellings {
  static final int KEPT = 1024;
  private static final int WAYS = 4;
  private static final int LONGEST = 128;

  /** Until there is something to keep, as in most columns of plain numbers. */
  private static final @Nullable Spelling[] NONE = new Spelling[KEPT];

  /** A value as it is written and what it means. */
  static final class Spelling {
    final byte[] token;
    final double number;
    final @Nullable String text;

    Spelling(byte[] token, ColumnReader.Reading reading) {
      this.token = token;
      this.number = reading.number();
      this.text = reading.text();
    }
  }

  private final ColumnReader reader;
  private @Nullable Spelling[] kept = NONE;
  private int nextWay;

  Spellings(ColumnReader reader) {
    this.reader = reader;
  }

  /** Takes a value; null where none comes or the general reader has to say what is wrong. */
  @Nullable Spelling take(JsonBytes json) {
    if (!json.takeToken()) {
      return null;
    }
    int set = (json.tokenHash() & (KEPT / WAYS - 1)) * WAYS;
    for (int i = set; i < set + WAYS; i++) {
      Spelling spelling = kept[i];
      if (spelling == null) {
        break;
      }
      if (json.tokenEquals(spelling.token)) {
        return spelling;
      }
    }
    return learn(json, set);
  }

  private @Nullable Spelling learn(JsonBytes json, int set) {
    ColumnReader.Reading reading = read(json);
    if (reading == null || reading.broken() != null) {
      return null;
    }
    Spelling spelling = new Spelling(json.tokenBytes(), reading);
    if (json.tokenLength() <= LONGEST) {
      keep(spelling, set);
    }
    return spelling;
  }

  private void keep(Spelling spelling, int set) {
    if (kept == NONE) {
      kept = new Spelling[KEPT];
    }
    kept[placeIn(set)] = spelling;
  }

  private ColumnReader.@Nullable Reading read(JsonBytes json) {
    try {
      return reader.read(json.tokenValue());
    } catch (Refusal refusal) {
      return null; // the general reader refuses the whole body, and says where
    }
  }

  /** The first free place of a set, or the one whose turn it is. */
  private int placeIn(int set) {
    for (int i = set; i < set + WAYS; i++) {
      if (kept[i] == null) {
        return i;
      }
    }
    nextWay = (nextWay + 1) & (WAYS - 1);
    return set + nextWay;
  }
}
