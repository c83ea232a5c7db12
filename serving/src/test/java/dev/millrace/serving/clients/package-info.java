/** Clients that others wrote, against a real server. */
@NullMarked
package dev.millrace.serving.clients;

import org.jspecify.annotations.NullMarked;
