package dev.millrace.etl.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.encode.Encoder;
import dev.millrace.contract.encode.EncodingCounts;
import dev.millrace.contract.encode.FittedEncoder;
import dev.millrace.contract.rows.RowCursor;
import dev.millrace.contract.rows.RowSource;
import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import org.datavec.api.records.reader.RecordReader;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.datavec.api.writable.batch.NDArrayRecordBatch;
import org.deeplearning4j.datasets.datavec.RecordReaderDataSetIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class FeatureTableReaderTest {
  private static final int BATCH = 300;

  @TempDir Path folder;
  private FeatureTable table;
  private FittedEncoder encoder;
  private int width;

  @BeforeEach
  void open() {
    Path file = folder.resolve("features.duckdb");
    Feed.split(Feed.clean(folder, 8000), file, Feed.STRATIFIED);
    table = FeatureTable.open(file, Feed.CONTRACT, Feed.SETTINGS);
    encoder = EncoderFitter.fit(file, Feed.CONTRACT, Feed.SETTINGS);
    width = encoder.encoder().width();
  }

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void datavecs_iterator_gives_what_a_direct_encoding_gives() {
    RowSource source = table.training().source();
    INDArray features = features(source);
    try (var reader = reader(source)) {
      RecordReaderDataSetIterator iterator = iterator(reader);
      for (int pass = 0; pass < 2; pass++) {
        int row = 0;
        while (iterator.hasNext()) {
          DataSet batch = iterator.next();
          int n = (int) batch.getFeatures().size(0);
          assertThat(n).isEqualTo(Math.min(BATCH, (int) source.rows() - row));
          assertThat(batch.getFeatures().shape()).containsExactly(n, width);
          assertThat(batch.getLabels().shape()).containsExactly(n, 1);
          assertThat(batch.getFeatures().dataType()).isEqualTo(DataType.FLOAT);
          INDArray expected =
              features.get(
                  org.nd4j.linalg.indexing.NDArrayIndex.interval(row, row + n),
                  org.nd4j.linalg.indexing.NDArrayIndex.all());
          assertThat(batch.getFeatures()).isEqualTo(expected);
          row += n;
        }
        assertThat(row).isEqualTo((int) source.rows());
        iterator.reset();
      }
    }
  }

  @Test
  void training_rows_are_encoded_by_the_encoder_of_their_fold_and_others_by_the_whole_one() {
    RowSource training = table.training().source();
    int rate = width - 2;
    assertThat(encoder.encoder().featureNames().get(rate)).endsWith(" rate");
    try (RowCursor cursor = training.cursor();
        FeatureTableReader reader = reader(training)) {
      cursor.next();
      INDArray got = arrays(reader, 100).get(0);
      float[] own = new float[width];
      int differing = 0;
      for (int row = 0; row < 100; row++) {
        EncodingCounts counts = new EncodingCounts(5);
        encoder.outOfFold().get(cursor.fold(row)).encode(cursor.batch(), row, own, 0, counts);
        assertThat(got.getFloat(row, rate)).isEqualTo(own[rate]);
        encoder.encoder().encode(cursor.batch(), row, own, 0, counts);
        differing += got.getFloat(row, rate) == own[rate] ? 0 : 1;
      }
      assertThat(differing).isGreaterThan(50);
    }
    try (FeatureTableReader reader = reader(table.validation().source())) {
      assertThat(arrays(reader, 1_000_000).get(0))
          .isEqualTo(features(table.validation().source(), FittedEncoder.of(encoder.encoder())));
    }
  }

  @Test
  void a_batch_is_two_arrays_and_a_record_is_one_row_of_them() {
    try (FeatureTableReader one = reader(table.training().source());
        FeatureTableReader many = reader(table.training().source())) {
      List<INDArray> batch = arrays(many, 3);
      for (int row = 0; row < 3; row++) {
        List<Writable> record = row == 1 ? one.nextRecord().getRecord() : one.next();
        assertThat(((NDArrayWritable) record.get(0)).get())
            .isEqualTo(batch.get(0).getRow(row, true));
        assertThat(((NDArrayWritable) record.get(1)).get().shape()).containsExactly(1, 1);
        assertThat(((NDArrayWritable) record.get(1)).get())
            .isEqualTo(batch.get(1).getRow(row, true));
      }
    }
  }

  @Test
  void the_end_is_said_and_reset_starts_over() {
    RowSource source = table.validation().source();
    try (FeatureTableReader reader = reader(source)) {
      INDArray first = arrays(reader, 10).get(0);
      List<INDArray> rest = arrays(reader, 1_000_000);
      assertThat(rest.get(0).size(0)).isEqualTo(source.rows() - 10);
      assertThat(reader.hasNext()).isFalse();
      assertThatThrownBy(() -> reader.next(1)).isInstanceOf(NoSuchElementException.class);
      reader.reset();
      assertThat(arrays(reader, 10).get(0)).isEqualTo(first);
      reader.initialize(null);
      assertThat(arrays(reader, 10).get(0)).isEqualTo(first);
    }
  }

  @Test
  void missing_and_unseen_values_are_counted_once_a_pass() {
    EncodingCounts counts = new EncodingCounts(5);
    RowSource source = table.validation().source();
    RecordReader reader = source.encoded(encoder, counts);
    while (reader.hasNext()) {
      reader.next(1000);
    }
    long missing = 0;
    try (RowCursor cursor = source.cursor()) {
      while (cursor.next()) {
        for (int row = 0; row < cursor.batch().rows(); row++) {
          missing += cursor.batch().text(4, row) == null ? 1 : 0;
        }
      }
    }
    assertThat(counts.missing(4)).isEqualTo(missing).isPositive();
    assertThat(counts.unseen(4)).isZero();
  }

  @Test
  void a_closed_reader_says_so_and_none_leaves_its_process() {
    FeatureTableReader reader = reader(table.validation().source());
    assertThatThrownBy(
            () -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(reader))
        .isInstanceOf(NotSerializableException.class);
    reader.close();
    assertThatThrownBy(reader::hasNext).hasMessageContaining("closed");
  }

  private static RecordReaderDataSetIterator iterator(RecordReader reader) {
    return new RecordReaderDataSetIterator(reader, BATCH, 1, 1, true);
  }

  private FeatureTableReader reader(RowSource source) {
    return (FeatureTableReader) source.encoded(encoder, new EncodingCounts(5));
  }

  private static List<INDArray> arrays(RecordReader reader, int rows) {
    List<List<Writable>> batch = reader.next(rows);
    return ((NDArrayRecordBatch) batch).getArrays();
  }

  private INDArray features(RowSource source) {
    return features(source, encoder);
  }

  /** All rows, encoded one by one without the reader. */
  private INDArray features(RowSource source, FittedEncoder by) {
    float[] all = new float[(int) source.rows() * width];
    int at = 0;
    try (RowCursor cursor = source.cursor()) {
      while (cursor.next()) {
        for (int row = 0; row < cursor.batch().rows(); row++, at += width) {
          Encoder own = by.forTraining(cursor.fold(row));
          own.encode(cursor.batch(), row, all, at, new EncodingCounts(5));
        }
      }
    }
    return Nd4j.create(all, new int[] {(int) source.rows(), width}, 'c');
  }
}
