package io.webbrick.gateway.logging.health;

import java.io.PrintStream;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Problems of the logger itself: the one place that may speak when the streams cannot. Keeps the newest 100 for
 * {@code status}, repeats none on standard error within a minute. Any thread; never throws: what could not be told, for want of
 * memory or of a class, is counted and told with the next problem.
 */
public final class SelfLog {
    private static final int KEPT = 100;
    private static final long QUIET_MILLIS = 60_000;
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final InstantSource clock;
    private final PrintStream err;
    private final ArrayDeque<Kept> problems = new ArrayDeque<>();
    private final AtomicLong unsaid = new AtomicLong();

    /** One problem, how often it came and when it came last. */
    public record Problem(long firstMillis, long lastMillis, long count, String text) {}

    /** A problem, what it has in common with its repetitions, and when it was said last. */
    private record Kept(String key, Problem problem, long saidMillis) {}

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
        problem(text, text);
    }

    /**
     * As {@link #problem(String)}, with the exception's own words at the end. The same words with other numbers, such as
     * sizes, are the same problem.
     */
    public void problem(String text, Throwable cause) {
        String why = describe(cause);
        problem(text + ": " + NUMBER.matcher(why).replaceAll("#"), text + ": " + why);
    }

    private void problem(String key, String text) {
        try {
            tell(key, text);
            long before = unsaid.getAndSet(0);
            if (before > 0) {
                String untold = before + " problems before this one could not be told";
                tell(untold, untold);
            }
        } catch (Throwable broken) {
            unsaid.incrementAndGet();
        }
    }

    private void tell(String key, String text) {
        boolean speak;
        synchronized (problems) {
            speak = note(key, text, clock.millis());
        }
        if (speak) {
            err.println("webbrick logging: " + text);
        }
    }

    /** The newest problems, newest first. */
    public List<Problem> problems() {
        synchronized (problems) {
            return problems.stream().map(Kept::problem).toList();
        }
    }

    private boolean note(String key, String text, long now) {
        for (Kept kept : problems) {
            Problem old = kept.problem();
            if (kept.key().equals(key)) {
                problems.remove(kept);
                boolean speak = now - kept.saidMillis() >= QUIET_MILLIS || now < kept.saidMillis();
                var again = new Problem(old.firstMillis(), now, old.count() + 1, text);
                problems.addFirst(new Kept(key, again, speak ? now : kept.saidMillis()));
                return speak;
            }
        }
        problems.addFirst(new Kept(key, new Problem(now, now, 1, text), now));
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
