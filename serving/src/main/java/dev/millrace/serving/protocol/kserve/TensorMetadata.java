package dev.millrace.serving.protocol.kserve;

import dev.millrace.contract.feature.Column;
import java.util.List;

/** A tensor as a model's metadata describes it; -1 stands for any number of rows. */
record TensorMetadata(String name, String datatype, List<Integer> shape) {
  private static final List<Integer> ANY_ROWS = List.of(-1);

  static TensorMetadata of(Output output) {
    return new TensorMetadata(output.tensorName(), output.type().name(), ANY_ROWS);
  }

  static TensorMetadata of(Column column) {
    return new TensorMetadata(column.name(), datatype(column).name(), ANY_ROWS);
  }

  /** The narrowest that can also say that a value is missing, where it may be: NaN, empty text. */
  private static Datatype datatype(Column column) {
    return switch (column.type()) {
      case NUMBER -> Datatype.FP64;
      case INTEGER -> column.missing() ? Datatype.FP64 : Datatype.INT64;
      case BOOLEAN -> column.missing() ? Datatype.FP64 : Datatype.BOOL;
      case DATE, TIMESTAMP, CATEGORY -> Datatype.BYTES;
    };
  }
}
