package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.config.dryrun.DryRun;
import java.nio.file.Path;
import java.time.InstantSource;

/** Tries configurations out by Python's rules: no real log, no real clock. Stateless; needs Jackson. */
public final class Trial {
    private Trial() {}

    /**
     * Runs the log calls of one case and tells what every handler wrote.
     *
     * @param line one case as JSON: {@code {"id","config"|"fileConfig"|"files","tz","now","calls":[...]}}
     * @param directory where the case's files go; empty, and best in memory
     * @param now when a case begins that does not say so
     * @return the result as one line of JSON
     * @throws IllegalArgumentException when the line is no case
     */
    public static String answer(String line, Path directory, InstantSource now) {
        return DryRun.answer(line, directory, now);
    }
}
