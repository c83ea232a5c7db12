/**
 * What {@code deploy/} holds: {@link dev.millrace.serving.deploy.ServerPanels} and {@link
 * dev.millrace.serving.deploy.ServerAlerts} write the dashboard and the alert rules from the names
 * of the metrics, and the tests keep all files there true.
 */
@NullMarked
package dev.millrace.serving.deploy;

import org.jspecify.annotations.NullMarked;
