package io.webbrick.gateway.logging.config;

import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.store.Compressor;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The state of Python's logging in one case: loggers, handlers by name, what went to standard error. One thread. */
final class Tree implements AutoCloseable {
    private static final int WARNING = 30;

    private final Clock clock;
    private final long startNanos;
    private final Path directory;
    private final SelfLog selfLog;
    private final Compressor compressor;
    private final Node root = new Node("root");
    private final TreeMap<String, Node> loggers = new TreeMap<>();
    private final Map<String, Handler> handlers = new TreeMap<>();
    private final Map<Path, Long> written = new HashMap<>();
    private final StringBuilder standardError = new StringBuilder();
    private int failures;
    private int disabledUpTo;

    /** A logger. */
    static final class Node {
        final String name;
        final List<Handler> handlers = new ArrayList<>();
        final List<String> filters = new ArrayList<>();
        int level;
        boolean propagate = true;
        boolean disabled;

        Node(String name) {
            this.name = name;
        }

        void attach(Handler handler) {
            if (!handlers.contains(handler)) {
                handlers.add(handler);
            }
        }
    }

    Tree(Clock clock, Path directory) {
        this.clock = clock;
        this.startNanos = clock.nanos();
        this.directory = directory;
        this.selfLog =
                new SelfLog(clock, new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        this.compressor = new Compressor(selfLog);
        root.level = WARNING;
    }

    Clock clock() {
        return clock;
    }

    SelfLog selfLog() {
        return selfLog;
    }

    Compressor compressor() {
        return compressor;
    }

    StringBuilder standardError() {
        return standardError;
    }

    int failures() {
        return failures;
    }

    void failedToEmit() {
        failures++;
    }

    /** Nothing of this level or below is logged any more. */
    void disable(int level) {
        disabledUpTo = level;
    }

    /** Where a file of the case lies: always below its own directory. */
    Path file(String name) {
        Path below = directory.getRoot().resolve(name).normalize();
        return directory.resolve(directory.getRoot().relativize(below).toString());
    }

    Path directory() {
        return directory;
    }

    void written(Path file) {
        written.put(file, clock.millis());
    }

    Optional<Long> writtenMillis(Path file) {
        return Optional.ofNullable(written.get(file));
    }

    /** The handlers by their names. */
    Map<String, Handler> handlers() {
        return handlers;
    }

    /** All loggers that anybody asked for, by name, without the root. */
    Map<String, Node> loggers() {
        return loggers;
    }

    Node logger(String name) {
        return name.isEmpty() || name.equals("root") ? root : loggers.computeIfAbsent(name, Node::new);
    }

    private @Nullable Node parent(Node logger) {
        if (logger == root) {
            return null;
        }
        String name = logger.name;
        for (int dot = name.lastIndexOf('.'); dot >= 0; dot = name.lastIndexOf('.')) {
            name = name.substring(0, dot);
            Node above = loggers.get(name);
            if (above != null) {
                return above;
            }
        }
        return root;
    }

    int effectiveLevel(Node logger) {
        for (Node at = logger; at != null; at = parent(at)) {
            if (at.level != 0) {
                return at.level;
            }
        }
        return 0;
    }

    boolean isEnabled(Node logger, int level) {
        return !logger.disabled && level > disabledUpTo && level >= effectiveLevel(logger);
    }

    void log(
            Node logger,
            int level,
            @Nullable Object message,
            List<?> arguments,
            Map<String, @Nullable Object> extra,
            @Nullable String error)
            throws PythonError {
        if (!isEnabled(logger, level)) {
            return;
        }
        var call = new Call(logger.name, level, message, arguments, extra, error, clock.nanos(), startNanos);
        if (Handler.passes(logger.filters, logger.name)) {
            despatch(logger, call);
        }
    }

    private void despatch(Node logger, Call call) throws PythonError {
        int found = 0;
        boolean taken = false;
        for (Node at = logger; at != null; at = at.propagate ? parent(at) : null) {
            for (Handler handler : at.handlers) {
                found++;
                if (!handler.collects() && call.level() >= handler.level()) {
                    handler.handle(call);
                    taken = true;
                }
            }
        }
        for (Handler handler : handlers.values()) {
            if (handler.collects() && (taken || call.level() >= handler.level())) {
                found++;
                handler.handle(call);
            }
        }
        if (found == 0 && call.level() >= WARNING) {
            lastResort(call);
        }
    }

    private void lastResort(Call call) {
        try {
            standardError.append(call.text()).append('\n');
        } catch (PythonError e) {
            failures++;
        }
    }

    /** Closes the handlers, which stay attached where nobody takes them off. */
    void clearHandlers() throws PythonError {
        List<Handler> all = new ArrayList<>(handlers.values());
        Collections.reverse(all);
        handlers.clear();
        for (Handler handler : all) {
            handler.close();
        }
    }

    void flush() throws PythonError {
        for (Handler handler : handlers.values()) {
            handler.flush();
        }
    }

    @Override
    public void close() {
        compressor.close();
    }
}
