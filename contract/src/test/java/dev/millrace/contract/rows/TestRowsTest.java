package dev.millrace.contract.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.encode.EncodingCounts;
import dev.millrace.contract.encode.FittedEncoder;
import org.datavec.api.records.reader.RecordReader;
import org.junit.jupiter.api.Test;

class TestRowsTest {

  @Test
  void test_rows_are_handed_out_once_but_counted_any_number_of_times() {
    RowSource source = new Nothing();
    TestRows rows = new TestRows(source);
    assertThat(rows.rows()).isEqualTo(3);
    assertThat(rows.positives()).isEqualTo(1);
    assertThat(rows.takeForEvaluation()).isSameAs(source);
    assertThatThrownBy(rows::takeForEvaluation)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("already taken");
    assertThat(rows.rows()).isEqualTo(3);
  }

  /** A source that only knows how many rows it would have. */
  private static final class Nothing implements RowSource {
    @Override
    public long rows() {
      return 3;
    }

    @Override
    public long positives() {
      return 1;
    }

    @Override
    public RowCursor cursor() {
      throw new UnsupportedOperationException("there are no rows here");
    }

    @Override
    public RecordReader encoded(FittedEncoder encoder, EncodingCounts counts) {
      throw new UnsupportedOperationException("there are no rows here");
    }
  }
}
