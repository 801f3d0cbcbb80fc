package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.health.Counters;
import io.webbrick.gateway.logging.health.SelfLog;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * What all engines of a process share.
 *
 * @param notices is told of every rotation, on a writer thread
 */
record Surroundings(
        Counters counters, InstantSource clock, SelfLog selfLog, Consumer<String> notices, Accounts accounts) {
    /** For an engine, or engines, that begin to count. */
    Surroundings(Counters counters, InstantSource clock, SelfLog selfLog, Consumer<String> notices) {
        this(counters, clock, selfLog, notices, new Accounts());
    }
}
