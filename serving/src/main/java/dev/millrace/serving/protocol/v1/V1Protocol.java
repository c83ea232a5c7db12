package dev.millrace.serving.protocol.v1;

import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.scoring.ReasonText;
import dev.millrace.serving.protocol.ContentType;
import dev.millrace.serving.protocol.JsonReply;
import dev.millrace.serving.protocol.Refusals;
import dev.millrace.serving.request.PredictRequest;
import dev.millrace.serving.request.Predictions;
import dev.millrace.serving.request.Protocol;
import dev.millrace.serving.request.Refusal;
import dev.millrace.serving.request.Reply;
import dev.millrace.serving.request.RequestBody;
import java.util.List;

/**
 * {@code {"row":{…}}} or {@code {"rows":[{…},…]}}, with {@code "reasons": n} where reasons are
 * wanted, in; predictions, or a problem in the form of RFC 9457, out. A body of the usual form is
 * read from its bytes; whatever is unusual is read again, from its start, by the general reader,
 * which alone says what is wrong.
 */
public final class V1Protocol implements Protocol {
  private static final List<String> TYPES = List.of("application/json");

  private final FastReader fast;
  private final GeneralReader general;
  private final AnswerWriter answers;

  /**
   * For requests to one model.
   *
   * @param reasonText of the package that gives the reasons
   */
  public V1Protocol(FeatureContract contract, ReasonText reasonText) {
    this.fast = new FastReader(contract);
    this.general = new GeneralReader(contract);
    this.answers = new AnswerWriter(contract, reasonText);
  }

  @Override
  public String label() {
    return "v1";
  }

  @Override
  public PredictRequest read(RequestBody body) throws Refusal {
    ContentType.require(body.contentType(), TYPES);
    if (fast.read(body)) {
      return fast;
    }
    fast.rest();
    return general.read(body);
  }

  @Override
  public Reply answer(PredictRequest request, Predictions predictions) {
    if (!(request instanceof V1Request asked)) {
      throw new IllegalArgumentException("another protocol read the request: " + request);
    }
    return Reply.of(200, JsonReply.TYPE, answers.write(asked, predictions));
  }

  @Override
  public Reply refuse(Refusal refusal) {
    return problem(refusal);
  }

  @Override
  public void rest() {
    fast.rest();
    answers.rest();
  }

  /** A refusal of any route whose errors have the form of RFC 9457. */
  public static Reply problem(Refusal refusal) {
    return new Reply(
        refusal.status(),
        ProblemWriter.CONTENT_TYPE,
        ProblemWriter.write(refusal),
        Refusals.headers(refusal));
  }
}
