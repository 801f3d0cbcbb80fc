package io.webbrick.gateway.benchmarks.measure;

import org.slf4j.LoggerFactory;

/**
 * One line, then the end of the program: what a start costs. The library ends by its own shutdown hook, as in any
 * program that just returns.
 */
public final class FirstLine {
    /** What the line says. */
    public static final String TEXT = "the first line";

    private FirstLine() {}

    public static void main(String[] arguments) {
        LoggerFactory.getLogger(CallSite.LOGGER).info(TEXT);
    }
}
