package io.webbrick.gateway.benchmarks.run;

import io.webbrick.gateway.benchmarks.row.Row;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A way to measure: what it found, by the keys of the figures. */
@FunctionalInterface
interface Measuring {
    /**
     * Measures.
     *
     * @throws IOException when a process did not do what it should; the message says what it did
     */
    Map<String, List<Double>> run(Row row, Launch launch, Map<String, String> settings)
            throws IOException, InterruptedException;

    /** The way of this kind of row. */
    static Measuring of(Row.Kind kind) {
        return switch (kind) {
            case CASE, COUNTED -> CaseRun::run;
            case KILL -> KillRun::run;
            case START -> StartRun::run;
        };
    }
}
