package io.webbrick.gateway.logging.slf4j;

import io.webbrick.gateway.logging.LogHandle;
import java.io.Serial;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.event.LoggingEvent;
import org.slf4j.spi.LoggingEventAware;
import org.slf4j.spi.LoggingEventBuilder;
import org.slf4j.spi.NOPLoggingEventBuilder;

/**
 * One SLF4J logger: compares the level, splits off a throwable, and hands template and arguments to the engine as they
 * are. Any thread; never throws; a disabled call is one comparison, an enabled one with up to two arguments allocates
 * nothing here. Serialised by its name alone.
 *
 * <p>A throwable in the last place is the record's exception and not an argument, as SLF4J's own formatter has it.
 * Public because SLF4J replays the records of its start-up phase through reflection.
 */
public final class GatewayLogger implements Logger, LoggingEventAware, Serializable {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String name;
    private final transient LogHandle handle;
    private final transient DiagnosticContext context;

    GatewayLogger(LogHandle handle, DiagnosticContext context) {
        this.name = handle.name();
        this.handle = handle;
        this.context = context;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public boolean isTraceEnabled() {
        return handle.enabled(Severity.TRACE);
    }

    @Override
    public void trace(@Nullable String message) {
        if (handle.enabled(Severity.TRACE)) {
            handle.log(Severity.TRACE, message);
        }
    }

    @Override
    public void trace(@Nullable String template, @Nullable Object a) {
        if (handle.enabled(Severity.TRACE)) {
            one(Severity.TRACE, template, a);
        }
    }

    @Override
    public void trace(@Nullable String template, @Nullable Object a, @Nullable Object b) {
        if (handle.enabled(Severity.TRACE)) {
            two(Severity.TRACE, template, a, b);
        }
    }

    @Override
    public void trace(@Nullable String template, @Nullable Object @Nullable ... args) {
        if (handle.enabled(Severity.TRACE)) {
            write(Severity.TRACE, template, args, args == null ? 0 : args.length, null, null);
        }
    }

    @Override
    public void trace(@Nullable String message, @Nullable Throwable thrown) {
        if (handle.enabled(Severity.TRACE)) {
            write(Severity.TRACE, message, null, 0, thrown, null);
        }
    }

    @Override
    public boolean isTraceEnabled(@Nullable Marker marker) {
        return handle.enabled(raised(Severity.TRACE, marker));
    }

    @Override
    public void trace(@Nullable Marker marker, @Nullable String message) {
        marked(Severity.TRACE, marker, message, null, null);
    }

    @Override
    public void trace(@Nullable Marker marker, @Nullable String template, @Nullable Object a) {
        marked(Severity.TRACE, marker, template, new @Nullable Object[] {a}, null);
    }

    @Override
    public void trace(@Nullable Marker marker, @Nullable String template, @Nullable Object a, @Nullable Object b) {
        marked(Severity.TRACE, marker, template, new @Nullable Object[] {a, b}, null);
    }

    @Override
    public void trace(@Nullable Marker marker, @Nullable String template, @Nullable Object @Nullable ... args) {
        marked(Severity.TRACE, marker, template, args, null);
    }

    @Override
    public void trace(@Nullable Marker marker, @Nullable String message, @Nullable Throwable thrown) {
        marked(Severity.TRACE, marker, message, null, thrown);
    }

    @Override
    public boolean isDebugEnabled() {
        return handle.enabled(Severity.DEBUG);
    }

    @Override
    public void debug(@Nullable String message) {
        if (handle.enabled(Severity.DEBUG)) {
            handle.log(Severity.DEBUG, message);
        }
    }

    @Override
    public void debug(@Nullable String template, @Nullable Object a) {
        if (handle.enabled(Severity.DEBUG)) {
            one(Severity.DEBUG, template, a);
        }
    }

    @Override
    public void debug(@Nullable String template, @Nullable Object a, @Nullable Object b) {
        if (handle.enabled(Severity.DEBUG)) {
            two(Severity.DEBUG, template, a, b);
        }
    }

    @Override
    public void debug(@Nullable String template, @Nullable Object @Nullable ... args) {
        if (handle.enabled(Severity.DEBUG)) {
            write(Severity.DEBUG, template, args, args == null ? 0 : args.length, null, null);
        }
    }

    @Override
    public void debug(@Nullable String message, @Nullable Throwable thrown) {
        if (handle.enabled(Severity.DEBUG)) {
            write(Severity.DEBUG, message, null, 0, thrown, null);
        }
    }

    @Override
    public boolean isDebugEnabled(@Nullable Marker marker) {
        return handle.enabled(raised(Severity.DEBUG, marker));
    }

    @Override
    public void debug(@Nullable Marker marker, @Nullable String message) {
        marked(Severity.DEBUG, marker, message, null, null);
    }

    @Override
    public void debug(@Nullable Marker marker, @Nullable String template, @Nullable Object a) {
        marked(Severity.DEBUG, marker, template, new @Nullable Object[] {a}, null);
    }

    @Override
    public void debug(@Nullable Marker marker, @Nullable String template, @Nullable Object a, @Nullable Object b) {
        marked(Severity.DEBUG, marker, template, new @Nullable Object[] {a, b}, null);
    }

    @Override
    public void debug(@Nullable Marker marker, @Nullable String template, @Nullable Object @Nullable ... args) {
        marked(Severity.DEBUG, marker, template, args, null);
    }

    @Override
    public void debug(@Nullable Marker marker, @Nullable String message, @Nullable Throwable thrown) {
        marked(Severity.DEBUG, marker, message, null, thrown);
    }

    @Override
    public boolean isInfoEnabled() {
        return handle.enabled(Severity.INFO);
    }

    @Override
    public void info(@Nullable String message) {
        if (handle.enabled(Severity.INFO)) {
            handle.log(Severity.INFO, message);
        }
    }

    @Override
    public void info(@Nullable String template, @Nullable Object a) {
        if (handle.enabled(Severity.INFO)) {
            one(Severity.INFO, template, a);
        }
    }

    @Override
    public void info(@Nullable String template, @Nullable Object a, @Nullable Object b) {
        if (handle.enabled(Severity.INFO)) {
            two(Severity.INFO, template, a, b);
        }
    }

    @Override
    public void info(@Nullable String template, @Nullable Object @Nullable ... args) {
        if (handle.enabled(Severity.INFO)) {
            write(Severity.INFO, template, args, args == null ? 0 : args.length, null, null);
        }
    }

    @Override
    public void info(@Nullable String message, @Nullable Throwable thrown) {
        if (handle.enabled(Severity.INFO)) {
            write(Severity.INFO, message, null, 0, thrown, null);
        }
    }

    @Override
    public boolean isInfoEnabled(@Nullable Marker marker) {
        return handle.enabled(raised(Severity.INFO, marker));
    }

    @Override
    public void info(@Nullable Marker marker, @Nullable String message) {
        marked(Severity.INFO, marker, message, null, null);
    }

    @Override
    public void info(@Nullable Marker marker, @Nullable String template, @Nullable Object a) {
        marked(Severity.INFO, marker, template, new @Nullable Object[] {a}, null);
    }

    @Override
    public void info(@Nullable Marker marker, @Nullable String template, @Nullable Object a, @Nullable Object b) {
        marked(Severity.INFO, marker, template, new @Nullable Object[] {a, b}, null);
    }

    @Override
    public void info(@Nullable Marker marker, @Nullable String template, @Nullable Object @Nullable ... args) {
        marked(Severity.INFO, marker, template, args, null);
    }

    @Override
    public void info(@Nullable Marker marker, @Nullable String message, @Nullable Throwable thrown) {
        marked(Severity.INFO, marker, message, null, thrown);
    }

    @Override
    public boolean isWarnEnabled() {
        return handle.enabled(Severity.WARNING);
    }

    @Override
    public void warn(@Nullable String message) {
        if (handle.enabled(Severity.WARNING)) {
            handle.log(Severity.WARNING, message);
        }
    }

    @Override
    public void warn(@Nullable String template, @Nullable Object a) {
        if (handle.enabled(Severity.WARNING)) {
            one(Severity.WARNING, template, a);
        }
    }

    @Override
    public void warn(@Nullable String template, @Nullable Object a, @Nullable Object b) {
        if (handle.enabled(Severity.WARNING)) {
            two(Severity.WARNING, template, a, b);
        }
    }

    @Override
    public void warn(@Nullable String template, @Nullable Object @Nullable ... args) {
        if (handle.enabled(Severity.WARNING)) {
            write(Severity.WARNING, template, args, args == null ? 0 : args.length, null, null);
        }
    }

    @Override
    public void warn(@Nullable String message, @Nullable Throwable thrown) {
        if (handle.enabled(Severity.WARNING)) {
            write(Severity.WARNING, message, null, 0, thrown, null);
        }
    }

    @Override
    public boolean isWarnEnabled(@Nullable Marker marker) {
        return handle.enabled(raised(Severity.WARNING, marker));
    }

    @Override
    public void warn(@Nullable Marker marker, @Nullable String message) {
        marked(Severity.WARNING, marker, message, null, null);
    }

    @Override
    public void warn(@Nullable Marker marker, @Nullable String template, @Nullable Object a) {
        marked(Severity.WARNING, marker, template, new @Nullable Object[] {a}, null);
    }

    @Override
    public void warn(@Nullable Marker marker, @Nullable String template, @Nullable Object a, @Nullable Object b) {
        marked(Severity.WARNING, marker, template, new @Nullable Object[] {a, b}, null);
    }

    @Override
    public void warn(@Nullable Marker marker, @Nullable String template, @Nullable Object @Nullable ... args) {
        marked(Severity.WARNING, marker, template, args, null);
    }

    @Override
    public void warn(@Nullable Marker marker, @Nullable String message, @Nullable Throwable thrown) {
        marked(Severity.WARNING, marker, message, null, thrown);
    }

    @Override
    public boolean isErrorEnabled() {
        return handle.enabled(Severity.ERROR);
    }

    @Override
    public void error(@Nullable String message) {
        if (handle.enabled(Severity.ERROR)) {
            handle.log(Severity.ERROR, message);
        }
    }

    @Override
    public void error(@Nullable String template, @Nullable Object a) {
        if (handle.enabled(Severity.ERROR)) {
            one(Severity.ERROR, template, a);
        }
    }

    @Override
    public void error(@Nullable String template, @Nullable Object a, @Nullable Object b) {
        if (handle.enabled(Severity.ERROR)) {
            two(Severity.ERROR, template, a, b);
        }
    }

    @Override
    public void error(@Nullable String template, @Nullable Object @Nullable ... args) {
        if (handle.enabled(Severity.ERROR)) {
            write(Severity.ERROR, template, args, args == null ? 0 : args.length, null, null);
        }
    }

    @Override
    public void error(@Nullable String message, @Nullable Throwable thrown) {
        if (handle.enabled(Severity.ERROR)) {
            write(Severity.ERROR, message, null, 0, thrown, null);
        }
    }

    @Override
    public boolean isErrorEnabled(@Nullable Marker marker) {
        return handle.enabled(raised(Severity.ERROR, marker));
    }

    @Override
    public void error(@Nullable Marker marker, @Nullable String message) {
        marked(Severity.ERROR, marker, message, null, null);
    }

    @Override
    public void error(@Nullable Marker marker, @Nullable String template, @Nullable Object a) {
        marked(Severity.ERROR, marker, template, new @Nullable Object[] {a}, null);
    }

    @Override
    public void error(@Nullable Marker marker, @Nullable String template, @Nullable Object a, @Nullable Object b) {
        marked(Severity.ERROR, marker, template, new @Nullable Object[] {a, b}, null);
    }

    @Override
    public void error(@Nullable Marker marker, @Nullable String template, @Nullable Object @Nullable ... args) {
        marked(Severity.ERROR, marker, template, args, null);
    }

    @Override
    public void error(@Nullable Marker marker, @Nullable String message, @Nullable Throwable thrown) {
        marked(Severity.ERROR, marker, message, null, thrown);
    }

    @Override
    public LoggingEventBuilder makeLoggingEventBuilder(org.slf4j.event.Level level) {
        return new RecordBuilder(this, Severity.of(level));
    }

    /** A builder that does nothing when the level is not enabled, whatever markers it may be given later. */
    @Override
    public LoggingEventBuilder atLevel(org.slf4j.event.Level level) {
        return handle.enabled(Severity.of(level)) ? makeLoggingEventBuilder(level) : NOPLoggingEventBuilder.singleton();
    }

    /** Takes a finished SLF4J event: those of the start-up phase, and those of other builders. */
    @Override
    public void log(LoggingEvent event) {
        new RecordBuilder(this, Severity.of(event.getLevel())).take(event).log();
    }

    boolean enabled(int level) {
        return handle.enabled(level);
    }

    /** Writes a record whose level is known to be enabled. */
    void write(
            int level,
            @Nullable String template,
            @Nullable Object @Nullable [] args,
            int argCount,
            @Nullable Throwable thrown,
            @Nullable Object @Nullable [] keyValues) {
        int count = argCount;
        Throwable cause = thrown;
        if (cause == null && args != null && count > 0 && args[count - 1] instanceof Throwable last) {
            cause = last;
            count--;
        }
        handle.log(level, template, args, count, cause, keyValues, context.lend());
    }

    private void one(int level, @Nullable String template, @Nullable Object a) {
        if (a instanceof Throwable thrown) {
            write(level, template, null, 0, thrown, null);
        } else {
            handle.log(level, template, a);
        }
    }

    private void two(int level, @Nullable String template, @Nullable Object a, @Nullable Object b) {
        if (b instanceof Throwable thrown) {
            write(level, template, new @Nullable Object[] {a}, 1, thrown, null);
        } else {
            handle.log(level, template, a, b);
        }
    }

    private void marked(
            int level,
            @Nullable Marker marker,
            @Nullable String template,
            @Nullable Object @Nullable [] args,
            @Nullable Throwable thrown) {
        int raised = raised(level, marker);
        if (handle.enabled(raised)) {
            int argCount = args == null ? 0 : args.length;
            write(raised, template, args, argCount, thrown, raised == level ? keyValues(marker) : null);
        }
    }

    private static @Nullable Object @Nullable [] keyValues(@Nullable Marker marker) {
        return marker == null ? null : new @Nullable Object[] {Markers.KEY, Markers.name(marker)};
    }

    private static int raised(int level, @Nullable Marker marker) {
        return marker != null && Markers.critical(marker) ? Severity.CRITICAL : level;
    }

    /** The logger of this name in the process that reads it. */
    @Serial
    private Object readResolve() {
        return LoggerFactory.getLogger(name);
    }
}
