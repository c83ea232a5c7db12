/**
 * What Millrace asks of an MLflow server: {@link dev.millrace.mlflow.api.ServerConfig} says how one
 * is reached, {@link dev.millrace.mlflow.api.MlflowCalls} are the calls. Each is sent once; trying
 * again is for the caller, who knows what may be repeated.
 */
@NullMarked
package dev.millrace.mlflow.api;

import org.jspecify.annotations.NullMarked;
