/**
 * How a server is to run: {@link dev.millrace.serving.config.ServeConfig}, read by {@link
 * dev.millrace.serving.config.ConfigReader} from a file, environment variables and flags.
 */
@NullMarked
package dev.millrace.serving.config;

import org.jspecify.annotations.NullMarked;
