package dev.millrace.serving.server;

import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.monitoring.LiveProfile;
import dev.millrace.scoring.Reason;
import dev.millrace.serving.card.ModelCard;
import dev.millrace.serving.dispatch.Workers;
import dev.millrace.serving.experiment.Arm;
import dev.millrace.serving.experiment.Challenge;
import dev.millrace.serving.experiment.Contest;
import dev.millrace.serving.experiment.Mode;
import dev.millrace.serving.model.ScoringCost;
import dev.millrace.serving.model.ServedModel;
import dev.millrace.serving.request.ModelIdentity;
import dev.millrace.serving.request.PredictRequest;
import dev.millrace.serving.request.Predictions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The models that answer together, and what watches them. Made anew when either changes. Whoever
 * uses it holds both models ({@link Lineups#acquire}, {@link #release}). Thread-safe.
 *
 * <p>Where the challenger fails, in the shadow or in a split, the champion answers: a challenger is
 * on trial, and a client that gets 500 would pay for it though a proven answer is there. Such rows
 * have no probability of the challenger, so they are not compared; how many they are is a metric,
 * for a challenger that fails on hard rows would look better than it is.
 */
final class Lineup implements Workers.Scoring {
  /** Scored together, a row must cost less than this part of a row alone. */
  private static final double WORTH_JOINING = 0.7;

  private static final ScoringCost NOTHING = new ScoringCost(0, 0);

  private final ServedModel champion;
  private final @Nullable ChallengerScorer challenger;
  private final @Nullable ServedModel invited;
  private final Contest contest;
  private final @Nullable LiveProfile profile;

  /**
   * @param challenger that takes part; null where there is none, or where it cannot
   * @param invited the challenger, whether it takes part or not
   */
  Lineup(
      ServedModel champion,
      @Nullable ChallengerScorer challenger,
      @Nullable ServedModel invited,
      Contest contest,
      @Nullable LiveProfile profile) {
    this.champion = champion;
    this.challenger = challenger;
    this.invited = invited;
    this.contest = contest;
    this.profile = profile;
  }

  ServedModel champion() {
    return champion;
  }

  @Nullable ServedModel challenger() {
    return challenger == null ? null : challenger.model();
  }

  /** That of a challenger that takes part with this model; null where this one does not. */
  @Nullable ChallengerScorer challengerOf(ServedModel model) {
    return challenger != null && challenger.model() == model ? challenger : null;
  }

  Contest contest() {
    return contest;
  }

  @Nullable LiveProfile profile() {
    return profile;
  }

  ModelCard card() {
    return champion.documents().card();
  }

  ModelIdentity identity() {
    return champion.identity();
  }

  boolean isOf(ServedModel first, @Nullable ServedModel second) {
    return champion == first && invited == second;
  }

  /** Announces a use; false where one of the models is closed already. */
  boolean retain() {
    if (!champion.retain()) {
      return false;
    }
    if (challenger != null && !challenger.model().retain()) {
      champion.release();
      return false;
    }
    return true;
  }

  void release() {
    champion.release();
    if (challenger != null) {
      challenger.model().release();
    }
  }

  /** Microseconds that a request costs at most, by the costs measured at warm-up. */
  double micros(PredictRequest request) {
    int rows = request.rows().rows();
    boolean reasons = request.reasons() > 0;
    double own = micros(champion, rows, reasons);
    return challenger == null
        ? own
        : own + micros(challenger.model(), rows, reasons && challengerAnswers());
  }

  /** Reasons take a run of the network for each column. */
  private static double micros(ServedModel model, int rows, boolean reasons) {
    ScoringCost cost = model.cost();
    double row = rows == 1 ? cost.microsPerRow() : cost.microsPerRowInBlock();
    int columns = reasons ? model.identity().contract().columns().size() : 0;
    return rows * row * (1 + columns);
  }

  private boolean challengerAnswers() {
    Challenge challenge = contest.challenge();
    return challenge != null && challenge.mode() == Mode.SPLIT;
  }

  @Override
  public boolean joins() {
    ScoringCost own = champion.cost();
    ScoringCost other = challenger == null ? NOTHING : challenger.model().cost();
    return own.microsPerRowInBlock() + other.microsPerRowInBlock()
        < WORTH_JOINING * (own.microsPerRow() + other.microsPerRow());
  }

  /** The champion's probabilities by row; with a challenger its own beside them, NaN for none. */
  @Override
  public double[] score(ColumnBatch rows) {
    double[] own = champion.scorer().score(rows);
    if (challenger == null) {
      return own;
    }
    double[] others = challenger.score(rows);
    double[] both = new double[2 * own.length];
    for (int row = 0; row < own.length; row++) {
      both[2 * row] = own[row];
      both[2 * row + 1] = others[row];
    }
    return both;
  }

  /** What a request is answered, of what {@link #score} said. */
  Predictions predictions(PredictRequest request, double[] values) {
    Predictions predictions =
        challenger == null ? alone(request, values) : together(request, values, challenger);
    if (profile != null) {
      profile.observe(request.rows(), championOf(values));
    }
    return predictions;
  }

  private double[] championOf(double[] values) {
    if (challenger == null) {
      return values;
    }
    double[] own = new double[values.length / 2];
    for (int row = 0; row < own.length; row++) {
      own[row] = values[2 * row];
    }
    return own;
  }

  private Predictions alone(PredictRequest request, double[] values) {
    String[] ids = new String[values.length];
    for (int row = 0; row < ids.length; row++) {
      ids[row] = contest.id(contest.number(), Arm.CHAMPION, values[row], Double.NaN);
    }
    List<List<Reason>> reasons =
        request.reasons() == 0
            ? List.of()
            : champion.scorer().reasons(request.rows(), request.reasons());
    return new Predictions(identity(), values, ids, reasons, null, null);
  }

  private Predictions together(PredictRequest request, double[] values, ChallengerScorer other) {
    int rows = values.length / 2;
    long[] numbers = new long[rows];
    double[] theirs = new double[rows]; // of a split both models judge every row
    boolean[] challenged = new boolean[rows];
    for (int row = 0; row < rows; row++) {
      numbers[row] = contest.number();
      boolean share = contest.armOf(request.key(row), numbers[row]) == Arm.CHALLENGER;
      theirs[row] = share || challengerAnswers() ? values[2 * row + 1] : Double.NaN;
      challenged[row] = share && challengerAnswers() && !Double.isNaN(theirs[row]);
    }
    Optional<List<List<Reason>>> reasons = reasons(request, challenged, other);
    if (reasons.isEmpty()) {
      return together(request, withoutChallenger(values), other);
    }
    double[] answers = new double[rows];
    String[] ids = new String[rows];
    for (int row = 0; row < rows; row++) {
      double own = values[2 * row];
      answers[row] = challenged[row] ? theirs[row] : own;
      Arm answering = challenged[row] ? Arm.CHALLENGER : Arm.CHAMPION;
      ids[row] = contest.id(numbers[row], answering, own, theirs[row]);
    }
    return new Predictions(
        identity(), answers, ids, reasons.get(), other.model().identity(), challenged);
  }

  private static double[] withoutChallenger(double[] values) {
    double[] own = values.clone();
    for (int at = 1; at < own.length; at += 2) {
      own[at] = Double.NaN;
    }
    return own;
  }

  /** Of each row by the model that answers it; empty where the challenger has none for its rows. */
  private Optional<List<List<Reason>>> reasons(
      PredictRequest request, boolean[] challenged, ChallengerScorer other) {
    if (request.reasons() == 0) {
      return Optional.of(List.of());
    }
    PickedRows theirs = new PickedRows(request.rows(), row -> challenged[row]);
    Optional<List<List<Reason>>> given =
        theirs.rows() == 0 ? Optional.of(List.of()) : other.reasons(theirs, request.reasons());
    return given.map(others -> merged(request, challenged, others));
  }

  private List<List<Reason>> merged(
      PredictRequest request, boolean[] challenged, List<List<Reason>> others) {
    PickedRows ours = new PickedRows(request.rows(), row -> !challenged[row]);
    Iterator<List<Reason>> own = champion.scorer().reasons(ours, request.reasons()).iterator();
    Iterator<List<Reason>> other = others.iterator();
    List<List<Reason>> all = new ArrayList<>();
    for (boolean isTheirs : challenged) {
      all.add(isTheirs ? other.next() : own.next());
    }
    return all;
  }
}
