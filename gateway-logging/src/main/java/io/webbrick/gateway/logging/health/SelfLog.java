package io.webbrick.gateway.logging.health;

import java.io.PrintStream;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Problems of the logger itself: the one place that may speak when the streams cannot. Keeps the newest 100 for
 * {@code status}, repeats none on standard error within a minute. Any thread; never throws.
 */
public final class SelfLog {
    private static final int KEPT = 100;
    private static final long QUIET_MILLIS = 60_000;

    private final InstantSource clock;
    private final PrintStream err;
    private final ArrayDeque<Problem> problems = new ArrayDeque<>();

    /** One problem, how often it came and when it came last. */
    public record Problem(long firstMillis, long lastMillis, long count, String text) {}

    public SelfLog(InstantSource clock, PrintStream err) {
        this.clock = clock;
        this.err = err;
    }

    /** A self log that speaks on the process's standard error. */
    public static SelfLog onStandardError(InstantSource clock) {
        return new SelfLog(clock, System.err);
    }

    /** Notes a problem; {@code text} is one line that says what happened and what to do. */
    public void problem(String text) {
        boolean speak;
        synchronized (problems) {
            speak = note(text, clock.millis());
        }
        if (speak) {
            err.println("webbrick logging: " + text);
        }
    }

    /** As {@link #problem(String)}, with the exception's own words at the end. */
    public void problem(String text, Throwable cause) {
        problem(text + ": " + describe(cause));
    }

    /** The newest problems, newest first. */
    public List<Problem> problems() {
        synchronized (problems) {
            return new ArrayList<>(problems);
        }
    }

    private boolean note(String text, long now) {
        for (Problem old : problems) {
            if (old.text().equals(text)) {
                problems.remove(old);
                boolean speak = now - old.lastMillis() >= QUIET_MILLIS || now < old.lastMillis();
                long shown = speak ? now : old.lastMillis();
                problems.addFirst(new Problem(old.firstMillis(), shown, old.count() + 1, text));
                return speak;
            }
        }
        problems.addFirst(new Problem(now, now, 1, text));
        if (problems.size() > KEPT) {
            problems.removeLast();
        }
        return true;
    }

    private static String describe(Throwable cause) {
        try {
            return cause.toString();
        } catch (Throwable broken) {
            return cause.getClass().getName();
        }
    }
}
