package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.record.Level;
import io.webbrick.gateway.logging.record.LoggerName;
import io.webbrick.gateway.logging.record.RecordEncoder;
import io.webbrick.gateway.logging.stream.Acceptance;
import io.webbrick.gateway.logging.stream.Engine;
import io.webbrick.gateway.logging.stream.Route;
import io.webbrick.gateway.logging.stream.Volumes;
import io.webbrick.gateway.logging.stream.Way;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One named logger: its threshold and the way into the ring. Any thread. No call throws; none blocks longer than the
 * engine's bound. Off, a call costs one comparison.
 */
public final class LogHandle {
    /** Below every level: nothing is known of this logger yet, the first record sets logging up. */
    private static final int UNBOUND = Integer.MIN_VALUE;

    private static final int FATAL = Level.CRITICAL.number();

    /** Counted without calling anything. */
    private static int unsaid;

    private final String name;
    private final LoggerName encodedName;
    private volatile int threshold = UNBOUND;
    private volatile @Nullable Bound bound;

    /**
     * Where the records of this logger go under the configuration in force.
     *
     * @param way all volumes
     * @param engine the first one's, with its route
     * @param single whether there is no other
     * @param wantsMore whether formats show more than the thread's name that only the call can tell
     */
    private record Bound(
            GatewayLogging logging,
            Way way,
            Engine engine,
            Route route,
            boolean single,
            boolean wantsThreadName,
            boolean wantsMore) {}

    LogHandle(String name) {
        this.name = name;
        this.encodedName = LoggerName.of(name);
    }

    /** The logger's full name. */
    public String name() {
        return name;
    }

    /** Whether any stream takes records of this level number from this logger. */
    public boolean enabled(int level) {
        int lowest = threshold;
        if (level < lowest) {
            return false;
        }
        return lowest != UNBOUND || level >= setUp();
    }

    private int setUp() {
        try {
            if (OwnStack.isHere()) {
                unsaid++;
            } else {
                GatewayLogging.current();
            }
        } catch (Throwable unexpected) {
            unsaid++;
        }
        return threshold;
    }

    /** Records that were given up where even counting them failed: the stack or the memory was at its end. */
    static int unsaid() {
        return unsaid;
    }

    /** A reload that swaps while a new logger is bound must have the last word, so one at a time. */
    synchronized void bind(GatewayLogging logging, Volumes volumes, boolean muted) {
        Way way = volumes.way(name);
        bound = new Bound(
                logging, way, way.engine(), way.route(), way.isSingle(), way.wantsThreadName(), way.wantsMore());
        threshold = muted ? Route.NOBODY : way.threshold();
    }

    synchronized void unbind() {
        threshold = Route.NOBODY;
        bound = null;
    }

    /** Logs a message as it is. */
    public void log(int level, @Nullable String message) {
        log(level, message, 0, null, null);
    }

    /** Logs a template with one argument. */
    public void log(int level, @Nullable String template, @Nullable Object a) {
        log(level, template, 1, a, null);
    }

    /** Logs a template with two arguments. */
    public void log(int level, @Nullable String template, @Nullable Object a, @Nullable Object b) {
        log(level, template, 2, a, b);
    }

    private void log(int level, @Nullable String template, int count, @Nullable Object a, @Nullable Object b) {
        if (!enabled(level)) {
            return;
        }
        Bound to = bound;
        if (to == null) {
            return;
        }
        try {
            RecordEncoder encoder = Encoders.take();
            long now = begin(to, encoder, level);
            encoder.message(template, count, a, b);
            if (to.wantsMore()) {
                to.way().describeCall(encoder, template);
            }
            encoder.attributes(null, GatewayLogging.mdc());
            offer(to, level, now, encoder);
            Encoders.give(encoder);
            if (level >= FATAL) {
                to.logging().fatal();
            }
        } catch (Throwable unexpected) {
            try {
                to.logging().gaveUp(name, unexpected);
            } catch (Throwable evenThat) {
                unsaid++;
            }
        }
    }

    /**
     * Logs with everything a call can bring.
     *
     * @param args the template's arguments, the first {@code argCount} of them; may be null
     * @param keyValues alternating key, value; may be null
     * @param mdc the thread's context; may be null
     */
    public void log(
            int level,
            @Nullable String template,
            @Nullable Object @Nullable [] args,
            int argCount,
            @Nullable Throwable thrown,
            @Nullable Object @Nullable [] keyValues,
            @Nullable Map<String, String> mdc) {
        if (!enabled(level)) {
            return;
        }
        Bound to = bound;
        if (to == null) {
            return;
        }
        try {
            RecordEncoder encoder = Encoders.take();
            long now = begin(to, encoder, level);
            encoder.message(template, args, args == null ? 0 : Math.min(argCount, args.length));
            encoder.thrown(thrown);
            if (to.wantsMore()) {
                to.way().describeCall(encoder, template);
            }
            encoder.attributes(keyValues, mdc);
            offer(to, level, now, encoder);
            Encoders.give(encoder);
            if (level >= FATAL) {
                to.logging().fatal();
            }
        } catch (Throwable unexpected) {
            try {
                to.logging().gaveUp(name, unexpected);
            } catch (Throwable evenThat) {
                unsaid++;
            }
        }
    }

    /**
     * Logs one record of several lines: no stream puts anything between them. Each line is escaped like any message; the first
     * stands where messages do, the others behind it, each after a tab, or as the format's {@code %(lines)s} says.
     */
    public void log(int level, List<String> lines) {
        if (!enabled(level)) {
            return;
        }
        Bound to = bound;
        if (to == null) {
            return;
        }
        try {
            RecordEncoder encoder = Encoders.take();
            long now = begin(to, encoder, level);
            encoder.lines(lines);
            if (to.wantsMore()) {
                to.way().describeCall(encoder, null);
            }
            encoder.attributes(null, GatewayLogging.mdc());
            offer(to, level, now, encoder);
            Encoders.give(encoder);
        } catch (Throwable unexpected) {
            try {
                to.logging().gaveUp(name, unexpected);
            } catch (Throwable evenThat) {
                unsaid++;
            }
        }
    }

    /** Appends a line in its final grammar. */
    Acceptance append(int level, long epochMillis, CharSequence line) {
        Bound to = bound;
        if (to == null) {
            return Acceptance.REFUSED;
        }
        try {
            RecordEncoder encoder = Encoders.take();
            encoder.begin(epochMillis, level, encodedName, "");
            encoder.verbatim(line);
            encoder.attributes(null, null);
            Acceptance accepted = offer(to, level, epochMillis, encoder);
            Encoders.give(encoder);
            return accepted;
        } catch (Throwable unexpected) {
            try {
                to.logging().gaveUp(name, unexpected);
            } catch (Throwable evenThat) {
                unsaid++;
            }
            return Acceptance.REFUSED;
        }
    }

    private static Acceptance offer(Bound to, int level, long epochMillis, RecordEncoder encoder) {
        return to.single()
                ? to.engine().offer(to.route(), level, epochMillis, encoder)
                : to.way().offer(level, epochMillis, encoder);
    }

    private long begin(Bound to, RecordEncoder encoder, int level) {
        long now = to.logging().clock().millis();
        encoder.begin(
                now,
                level,
                encodedName,
                to.wantsThreadName() ? Thread.currentThread().getName() : "");
        return now;
    }
}
