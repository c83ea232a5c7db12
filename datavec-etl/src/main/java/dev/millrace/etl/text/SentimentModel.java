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
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import opennlp.tools.doccat.BagOfWordsFeatureGenerator;
import opennlp.tools.doccat.FeatureGenerator;
import opennlp.tools.doccat.NGramFeatureGenerator;
import opennlp.tools.ml.maxent.GISTrainer;
import opennlp.tools.ml.maxent.io.BinaryGISModelReader;
import opennlp.tools.ml.maxent.io.BinaryGISModelWriter;
import opennlp.tools.ml.model.AbstractModel;
import opennlp.tools.ml.model.Event;
import opennlp.tools.ml.model.MaxentModel;
import opennlp.tools.util.InvalidFormatException;
import opennlp.tools.util.ObjectStream;
import opennlp.tools.util.TrainingParameters;

/**
 * How content a text sounds: maximum entropy, fitted by generalised iterative scaling (Darroch and
 * Ratcliff 1972), over lower-case words and pairs of neighbouring words. This is what a document
 * categoriser of Apache OpenNLP is inside; taken apart, because the whole finds its parts again by
 * the names of their classes, and writes the time into its file. Equal texts in equal order give
 * equal bytes. Not thread-safe.
 */
final class SentimentModel {
  /** A text and whether its score says content. */
  record Text(String text, boolean content) {}

  private static final String CONTENT = "content";
  private static final String DISCONTENT = "discontent";

  /** Says nothing of a text; what it learns is how many are content at all. */
  private static final String ALWAYS = "always";

  /** One very long text would slow the fitting of all others: its steps shrink with the longest. */
  private static final int MOST_WORDS = 100;

  private static final int ITERATIONS = 100;
  private static final int FEWEST_MENTIONS = 2;

  /** Of the weight of a word before anything is known of it. */
  private static final double PRIOR_DEVIATION = 1;

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{Nd}']+");
  private static final FeatureGenerator WORDS = new BagOfWordsFeatureGenerator();
  private static final FeatureGenerator PAIRS = pairs();

  private final MaxentModel model;
  private final int content;

  private SentimentModel(MaxentModel model) {
    this.model = model;
    this.content = model.getIndex(CONTENT);
  }

  private static FeatureGenerator pairs() {
    try {
      return new NGramFeatureGenerator(2, 2);
    } catch (InvalidFormatException e) {
      throw new IllegalStateException("from 2 to 2 is a range", e);
    }
  }

  /**
   * Fits a model, in one thread.
   *
   * @param texts of both kinds
   */
  static SentimentModel fit(List<Text> texts) {
    TrainingParameters parameters = TrainingParameters.defaultParams();
    parameters.put(TrainingParameters.ITERATIONS_PARAM, ITERATIONS);
    parameters.put(TrainingParameters.CUTOFF_PARAM, FEWEST_MENTIONS);
    parameters.put(TrainingParameters.THREADS_PARAM, 1);
    parameters.put("GaussianSmoothing", true);
    parameters.put("GaussianSmoothingSigma", PRIOR_DEVIATION);
    Iterator<Event> events = texts.stream().map(SentimentModel::event).iterator();
    try (ObjectStream<Event> stream = () -> events.hasNext() ? events.next() : null) {
      GISTrainer trainer = new GISTrainer();
      trainer.init(parameters, new HashMap<>());
      return new SentimentModel(trainer.train(stream));
    } catch (IOException e) {
      throw new IllegalStateException("fitting reads from memory", e);
    }
  }

  private static Event event(Text text) {
    return new Event(text.content() ? CONTENT : DISCONTENT, features(text.text()));
  }

  private static String[] features(String text) {
    String[] words =
        BETWEEN_WORDS
            .splitAsStream(text.toLowerCase(Locale.ROOT))
            .filter(word -> !word.isEmpty())
            .limit(MOST_WORDS)
            .toArray(String[]::new);
    return Stream.of(
            List.of(ALWAYS),
            WORDS.extractFeatures(words, Map.of()),
            PAIRS.extractFeatures(words, Map.of()))
        .flatMap(Collection::stream)
        .distinct()
        .toArray(String[]::new);
  }

  /** Probability of content, 0 to 1. */
  double content(String text) {
    return model.eval(features(text))[content];
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
