package dev.millrace.contract.encode;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.feature.ColumnBatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.datavec.api.writable.NullWritable;
import org.datavec.api.writable.Writable;
import org.jspecify.annotations.Nullable;
import org.nd4j.shade.jackson.annotation.JsonIgnore;

/**
 * An encoding of categories. A missing category is encoded as nothing known and, where the column
 * has an indicator, 1 in a last feature that is 0 otherwise. An unseen one follows its rule.
 */
abstract class CategoryEncoding extends ColumnEncoding {
  private static final long serialVersionUID = 1L;

  /** Stands for a category of which nothing is known. */
  static final int NONE = -1;

  private static final int LISTED = 10;

  private final CategoryRules rules;
  @JsonIgnore private final HashMap<String, Integer> positions;

  CategoryEncoding(String column, CategoryRules rules, List<String> names) {
    super(column, rules.indicator() ? NumberEncoding.withIndicator(column, names) : names);
    this.rules = rules;
    this.positions = new HashMap<>();
    for (String category : rules.categories()) {
      positions.put(category, positions.size());
    }
  }

  /** Writes all features but the indicator for the category at a position, or {@link #NONE}. */
  abstract void write(int category, float[] out, int at);

  @Override
  final ColumnFormula formula() {
    Map<String, List<Float>> known = new LinkedHashMap<>();
    rules.categories().forEach(category -> known.put(category, features(category)));
    return new ColumnFormula.Categories(
        Collections.unmodifiableMap(known), features(null), unseenFeatures());
  }

  private @Nullable List<Float> unseenFeatures() {
    return switch (rules.unseen()) {
      case IGNORE -> {
        float[] out = new float[width()];
        neutral(out, 0);
        yield listed(out);
      }
      case MOST_FREQUENT -> features(rules.categories().get(rules.mostFrequent()));
      case FAIL -> null;
    };
  }

  private List<Float> features(@Nullable String category) {
    float[] out = new float[width()];
    encode(category, out, 0);
    return listed(out);
  }

  private static List<Float> listed(float[] features) {
    List<Float> list = new ArrayList<>();
    for (float feature : features) {
      list.add(feature);
    }
    return List.copyOf(list);
  }

  @Override
  final void encode(
      ColumnBatch batch, int index, float[] out, int at, int stride, EncodingCounts counts) {
    int rows = batch.rows();
    for (int row = 0; row < rows; row++) {
      encode(batch, index, row, out, at + row * stride, counts);
    }
  }

  @Override
  final void encode(
      ColumnBatch batch, int index, int row, float[] out, int at, EncodingCounts counts) {
    String value = batch.text(index, row);
    if (value == null) {
      counts.addMissing(index);
    } else if (!positions.containsKey(value)) {
      counts.addUnseen(index);
    }
    encode(value, out, at);
  }

  @Override
  final void encode(@Nullable Writable value, float[] out, int at) {
    encode(value == null || value instanceof NullWritable ? null : value.toString(), out, at);
  }

  @Override
  final void neutral(float[] out, int at) {
    write(NONE, out, at);
    if (rules.indicator()) {
      out[at + width() - 1] = 0;
    }
  }

  private void encode(@Nullable String value, float[] out, int at) {
    write(value == null ? NONE : position(value), out, at);
    if (rules.indicator()) {
      out[at + width() - 1] = value == null ? 1 : 0;
    }
  }

  private int position(String value) {
    Integer position = positions.get(value);
    if (position != null) {
      return position;
    }
    return switch (rules.unseen()) {
      case IGNORE -> NONE;
      case MOST_FREQUENT -> rules.mostFrequent();
      case FAIL -> throw unseen(value);
    };
  }

  private MillraceException unseen(String value) {
    List<String> known = rules.categories();
    String list = String.join(", ", known.subList(0, Math.min(LISTED, known.size())));
    return new MillraceException(
        ErrorCode.CATEGORY_UNSEEN,
        "Column '"
            + columnName()
            + "' has the value '"
            + value
            + "', but training rows have only "
            + list
            + (known.size() > LISTED ? " and " + (known.size() - LISTED) + " more." : "."),
        "Correct the value, or give the column 'unseen: ignore' and train again.");
  }
}
