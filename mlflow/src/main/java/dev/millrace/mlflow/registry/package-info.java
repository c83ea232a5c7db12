/** The models of a server: {@link dev.millrace.mlflow.registry.ModelRegistry}. */
@NullMarked
package dev.millrace.mlflow.registry;

import org.jspecify.annotations.NullMarked;
