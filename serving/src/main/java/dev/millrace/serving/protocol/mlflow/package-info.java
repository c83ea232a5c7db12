/**
 * The protocol of MLflow's scoring server, as {@code mlflow models serve} of MLflow 3.17.2 speaks
 * it: {@link dev.millrace.serving.protocol.mlflow.MlflowProtocol} for {@code /invocations}, {@link
 * dev.millrace.serving.protocol.mlflow.MlflowReplies} for the routes beside it. SageMaker asks the
 * same two questions.
 */
@NullMarked
package dev.millrace.serving.protocol.mlflow;

import org.jspecify.annotations.NullMarked;
