package io.webbrick.gateway.events.bus;

import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** Loggers that remember what was logged, as {@code LEVEL name: message}. Any thread. */
final class RecordingLoggers implements Function<String, Logger> {
    final List<String> records = new CopyOnWriteArrayList<>();
    final List<Throwable> thrown = new CopyOnWriteArrayList<>();
    private final Set<String> debugging = ConcurrentHashMap.newKeySet();

    @Override
    public Logger apply(String name) {
        return new Recording(name, this);
    }

    /** From now on this logger takes DEBUG records. */
    void debug(String name) {
        debugging.add(name);
    }

    /** The records of this level. */
    List<String> at(Level level) {
        var found = new ArrayList<>(records);
        found.removeIf(text -> !text.startsWith(level + " "));
        return found;
    }

    private static final class Recording extends LegacyAbstractLogger {
        @Serial
        private static final long serialVersionUID = 1L;

        private final transient RecordingLoggers owner;

        Recording(String name, RecordingLoggers owner) {
            this.name = name;
            this.owner = owner;
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level,
                @Nullable Marker marker,
                String message,
                Object @Nullable [] arguments,
                @Nullable Throwable throwable) {
            owner.records.add(level + " " + name + ": " + MessageFormatter.basicArrayFormat(message, arguments));
            if (throwable != null) {
                owner.thrown.add(throwable);
            }
        }

        @Override
        protected @Nullable String getFullyQualifiedCallerName() {
            return null;
        }

        @Override
        public boolean isTraceEnabled() {
            return false;
        }

        @Override
        public boolean isDebugEnabled() {
            return owner.debugging.contains(name);
        }

        @Override
        public boolean isInfoEnabled() {
            return true;
        }

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }
    }
}
