package io.webbrick.gateway.logging.health;

import java.io.PrintStream;
import java.time.InstantSource;
import java.util.ArrayDeque;
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
    private final ArrayDeque<Kept> problems = new ArrayDeque<>();

    /** One problem, how often it came and when it came last. */
    public record Problem(long firstMillis, long lastMillis, long count, String text) {}

    /** A problem and when it was said last. */
    private record Kept(Problem problem, long saidMillis) {}

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
            return problems.stream().map(Kept::problem).toList();
        }
    }

    private boolean note(String text, long now) {
        for (Kept kept : problems) {
            Problem old = kept.problem();
            if (old.text().equals(text)) {
                problems.remove(kept);
                boolean speak = now - kept.saidMillis() >= QUIET_MILLIS || now < kept.saidMillis();
                var again = new Problem(old.firstMillis(), now, old.count() + 1, text);
                problems.addFirst(new Kept(again, speak ? now : kept.saidMillis()));
                return speak;
            }
        }
        problems.addFirst(new Kept(new Problem(now, now, 1, text), now));
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
