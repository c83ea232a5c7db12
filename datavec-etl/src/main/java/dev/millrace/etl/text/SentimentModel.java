package dev.millrace.etl.text;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Io;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import opennlp.tools.doccat.BagOfWordsFeatureGenerator;
import opennlp.tools.doccat.DoccatFactory;
import opennlp.tools.doccat.DoccatModel;
import opennlp.tools.doccat.DocumentCategorizerME;
import opennlp.tools.doccat.DocumentSample;
import opennlp.tools.doccat.FeatureGenerator;
import opennlp.tools.doccat.NGramFeatureGenerator;
import opennlp.tools.ml.maxent.io.BinaryGISModelReader;
import opennlp.tools.ml.maxent.io.BinaryGISModelWriter;
import opennlp.tools.ml.model.AbstractModel;
import opennlp.tools.ml.model.MaxentModel;
import opennlp.tools.util.ObjectStream;
import opennlp.tools.util.TrainingParameters;

/**
 * A document categoriser of Apache OpenNLP with two outcomes: maximum entropy, fitted by
 * generalised iterative scaling (Darroch and Ratcliff 1972) in one thread, over lower-case words
 * and pairs of neighbouring words. Equal texts in equal order give equal bytes. Not thread-safe.
 */
final class SentimentModel {
  /** A text and whether its score says content. */
  record Text(String text, boolean content) {}

  private static final String CONTENT = "content";
  private static final String DISCONTENT = "discontent";

  /** One very long text would slow the fitting of all others: its steps shrink with the longest. */
  private static final int MOST_WORDS = 100;

  private static final int ITERATIONS = 100;
  private static final int FEWEST_MENTIONS = 2;
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{Nd}']+");

  private final MaxentModel model;
  private final DocumentCategorizerME categorizer;
  private final int content;

  private SentimentModel(MaxentModel model) {
    this.model = model;
    this.categorizer =
        new DocumentCategorizerME(new DoccatModel("x-unspecified", model, Map.of(), factory()));
    this.content = categorizer.getIndex(CONTENT);
  }

  /**
   * Fits a model.
   *
   * @param texts of both kinds
   */
  static SentimentModel fit(List<Text> texts) {
    TrainingParameters parameters = TrainingParameters.defaultParams();
    parameters.put(TrainingParameters.ITERATIONS_PARAM, ITERATIONS);
    parameters.put(TrainingParameters.CUTOFF_PARAM, FEWEST_MENTIONS);
    parameters.put(TrainingParameters.THREADS_PARAM, 1);
    Iterator<DocumentSample> samples = texts.stream().map(SentimentModel::sample).iterator();
    try (ObjectStream<DocumentSample> stream = () -> samples.hasNext() ? samples.next() : null) {
      return new SentimentModel(
          DocumentCategorizerME.train("x-unspecified", stream, parameters, factory())
              .getMaxentModel());
    } catch (IOException e) {
      throw new IllegalStateException("fitting reads from memory", e);
    }
  }

  private static DocumentSample sample(Text text) {
    return new DocumentSample(text.content() ? CONTENT : DISCONTENT, words(text.text()));
  }

  private static String[] words(String text) {
    return BETWEEN_WORDS
        .splitAsStream(text.toLowerCase(Locale.ROOT))
        .filter(word -> !word.isEmpty())
        .limit(MOST_WORDS)
        .toArray(String[]::new);
  }

  private static DoccatFactory factory() {
    try {
      return new DoccatFactory(
          new FeatureGenerator[] {
            new BagOfWordsFeatureGenerator(), new NGramFeatureGenerator(2, 2), new Always()
          });
    } catch (IOException e) {
      throw new IllegalStateException("pairs are pairs", e);
    }
  }

  /** Says nothing of a text; what it learns is how many are content at all. */
  private static final class Always implements FeatureGenerator {
    @Override
    public Collection<String> extractFeatures(String[] words, Map<String, Object> unused) {
      return List.of("always");
    }
  }

  /** Probability of content, 0 to 1. */
  double content(String text) {
    return categorizer.categorize(words(text))[content];
  }

  /** Writes the model, whole or not at all. */
  void write(Path file) {
    AtomicFiles.write(
        file,
        temporary -> {
          try (DataOutputStream out =
              new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(temporary)))) {
            new BinaryGISModelWriter((AbstractModel) model, out).persist();
          }
        });
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws MillraceException {@code PACKAGE_INVALID} naming the file where it is none
   */
  static SentimentModel read(Path file) {
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
      return new SentimentModel(new BinaryGISModelReader(new DataInputStream(bytes)).getModel());
    } catch (NoSuchFileException | EOFException | RuntimeException e) {
      throw new MillraceException(
          ErrorCode.PACKAGE_INVALID,
          file + ": expected a fitted model of sentiment.",
          "The file is missing, was changed, or was written by another version of Millrace.",
          e);
    } catch (IOException e) {
      throw Io.fault(file, e);
    }
  }
}
