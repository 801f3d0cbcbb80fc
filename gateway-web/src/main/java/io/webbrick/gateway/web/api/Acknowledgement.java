package io.webbrick.gateway.web.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody has seen a problem.
 *
 * @param at when; what happens later is new
 * @param by the account; null where none is needed
 */
record Acknowledgement(Instant at, @Nullable String by) {}
