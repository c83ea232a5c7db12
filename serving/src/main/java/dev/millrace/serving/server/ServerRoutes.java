package dev.millrace.serving.server;

import dev.millrace.scoring.ReasonText;
import dev.millrace.serving.auth.Gate;
import dev.millrace.serving.config.Role;
import dev.millrace.serving.http.Action;
import dev.millrace.serving.http.ErrorForm;
import dev.millrace.serving.http.Exchange;
import dev.millrace.serving.http.Guard;
import dev.millrace.serving.http.Route;
import dev.millrace.serving.http.Routes;
import dev.millrace.serving.protocol.kserve.KserveProtocol;
import dev.millrace.serving.protocol.kserve.KserveReplies;
import dev.millrace.serving.protocol.mlflow.MlflowProtocol;
import dev.millrace.serving.protocol.mlflow.MlflowReplies;
import dev.millrace.serving.protocol.v1.V1Protocol;
import dev.millrace.serving.request.Protocol;
import dev.millrace.serving.request.Refusal;
import dev.millrace.serving.request.Reply;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** All routes of the server, with the state that one event loop needs for them. */
final class ServerRoutes {
  private static final ErrorForm PROBLEM = challenging(V1Protocol::problem);
  private static final ErrorForm MLFLOW = challenging(MlflowReplies::refusal);
  private static final ErrorForm KSERVE = challenging(KserveReplies::refusal);
  private static final Set<String> MLFLOW_PATHS =
      Set.of("/invocations", "/ping", "/health", "/version");

  private final Service service;
  private final Guard predict;
  private final Guard look;
  private final Guard operate;
  private final List<Route> routes = new ArrayList<>();

  private ServerRoutes(Service service, Access access) {
    this.service = service;
    this.look = access.looking();
    this.predict = access.sending(Role.PREDICT);
    this.operate = access.sending(Role.OPERATE);
  }

  /** Who is not known is told how to say who they are. */
  private static ErrorForm challenging(ErrorForm form) {
    return refusal -> {
      Reply reply = form.reply(refusal);
      if (refusal.status() != 401) {
        return reply;
      }
      Map<String, String> headers = new HashMap<>(reply.headers());
      headers.put("WWW-Authenticate", Gate.CHALLENGE);
      return new Reply(reply.status(), reply.contentType(), reply.body(), headers);
    };
  }

  /** How things are refused at a path that has no route for them: as its protocol does. */
  static ErrorForm errorsAt(String path) {
    if (path.equals("/v2") || path.startsWith("/v2/")) {
      return KSERVE;
    }
    return MLFLOW_PATHS.contains(path) ? MLFLOW : PROBLEM;
  }

  /** Of one event loop. */
  static Routes forLoop(Service service, Access access, Pages pages) {
    ServerRoutes server = new ServerRoutes(service, access);
    server.own();
    server.mlflow();
    server.kserve();
    server.operations();
    pages.paths().forEach(path -> server.get(path, Guard.OPEN, PROBLEM, pages::show));
    String model = service.modelName();
    return new Routes(server.routes)
        .knowing(
            List.of(
                "/v1/models/" + model + "/predict",
                "/v2/models/" + model + "/infer",
                "/v2/models/" + model + "/ready"));
  }

  private void own() {
    ModelRoutes models = new ModelRoutes(service);
    Action predictor = predictor("v1", this::v1);
    predict("/v1/models/{model}/predict", PROBLEM, ofModel(predictor));
    get("/v1/models", look, PROBLEM, models::list);
    get("/v1/models/{model}", look, PROBLEM, ofModel(models::card));
    post("/v1/models/{model}/rollback", operate, PROBLEM, ofModel(models::rollBack));
    post("/v1/outcomes", predict, PROBLEM, models::outcomes);
    get("/v1/status", look, PROBLEM, models::status);
    get("/v1/experiment", look, PROBLEM, models::experiment);
  }

  private void mlflow() {
    Action predictor = predictor("mlflow", this::mlflow);
    predict("/invocations", MLFLOW, predictor);
    get("/ping", Guard.ALWAYS, MLFLOW, exchange -> exchange.reply(MlflowReplies.ping(ready())));
    get("/health", Guard.ALWAYS, MLFLOW, exchange -> exchange.reply(MlflowReplies.ping(ready())));
    get("/version", Guard.OPEN, MLFLOW, exchange -> exchange.reply(MlflowReplies.version()));
  }

  private void kserve() {
    KserveRoutes answers = new KserveRoutes(service);
    Action predictor = predictor("v2", this::kserve);
    get("/v2", Guard.OPEN, KSERVE, answers::server);
    get("/v2/", Guard.OPEN, KSERVE, answers::server);
    get("/v2/health/live", Guard.ALWAYS, KSERVE, answers::live);
    get("/v2/health/ready", Guard.ALWAYS, KSERVE, answers::ready);
    post("/v2/repository/index", predict, KSERVE, answers::index);
    get("/v2/models/stats", look, KSERVE, answers::statistics);
    for (String path : List.of("/v2/models/{model}", "/v2/models/{model}/versions/{version}")) {
      get(path, look, KSERVE, answers.ofModel(answers::metadata));
      get(path + "/ready", look, KSERVE, answers.ofModel(answers::modelReady));
      get(path + "/stats", look, KSERVE, answers.ofModel(answers::statistics));
      predict(path + "/infer", KSERVE, answers.ofModel(predictor));
    }
  }

  private void operations() {
    OperationRoutes operations = new OperationRoutes(service);
    get("/live", Guard.ALWAYS, PROBLEM, operations::live);
    get("/ready", Guard.ALWAYS, PROBLEM, operations::ready);
    get("/metrics", Guard.OPEN, PROBLEM, operations::metrics);
  }

  private boolean ready() {
    return service.isReady();
  }

  private Protocol v1(Lineup lineup) {
    return new V1Protocol(lineup.identity().contract(), reasons(lineup));
  }

  private Protocol mlflow(Lineup lineup) {
    return new MlflowProtocol(lineup.identity(), reasons(lineup));
  }

  private Protocol kserve(Lineup lineup) {
    return new KserveProtocol(lineup.identity(), reasons(lineup));
  }

  private static ReasonText reasons(Lineup lineup) {
    return new ReasonText(lineup.champion().modelPackage());
  }

  private Predictor predictor(String protocol, Function<Lineup, Protocol> maker) {
    return new Predictor(
        service.lineups(),
        new ProtocolPool(maker),
        service.workers(),
        new PredictMeters(service.metrics(), service.traffic(), service.modelName(), protocol),
        service.config().limits().rows(),
        service.config().batching().inlineMicros());
  }

  private Action ofModel(Action action) {
    return action.after(this::requireModel);
  }

  private void requireModel(Exchange exchange) throws Refusal {
    String asked = exchange.variable(0);
    String name = service.modelName();
    if (!asked.equals(name)) {
      throw Refusal.of(
          404,
          "MODEL_NOT_FOUND",
          "This server has no model '%s'.".formatted(asked),
          "It serves '%s'.".formatted(name));
    }
  }

  private void get(String path, Guard guard, ErrorForm errors, Action action) {
    routes.add(new Route(HttpMethod.GET, path, false, guard, errors, action));
  }

  private void post(String path, Guard guard, ErrorForm errors, Action action) {
    routes.add(new Route(HttpMethod.POST, path, false, guard, errors, action));
  }

  private void predict(String path, ErrorForm errors, Action action) {
    routes.add(new Route(HttpMethod.POST, path, true, predict, errors, action));
  }
}
