package io.webbrick.gateway.logging.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Python's Handler: a level, filters, a formatter, and somewhere to write. One thread. */
abstract class Handler {
    final Tree tree;
    private final String kind;
    private String name = "";
    private int level;
    private @Nullable Formatter formatter;
    private String terminator = "\n";
    private boolean collects;
    private final List<String> filters = new ArrayList<>();

    Handler(Tree tree, String kind) {
        this.tree = tree;
        this.kind = kind;
    }

    final String kind() {
        return kind;
    }

    final String name() {
        return name;
    }

    final void name(String newName) {
        name = newName;
    }

    final int level() {
        return level;
    }

    final void level(int newLevel) {
        level = newLevel;
    }

    final void formatter(Formatter newFormatter) {
        formatter = newFormatter;
    }

    final void terminator(String newTerminator) {
        terminator = newTerminator;
    }

    final boolean collects() {
        return collects;
    }

    final void collectAll() {
        collects = true;
    }

    /** Only calls to this logger and those below it enter. */
    final void filter(String logger) {
        filters.add(logger);
    }

    final void handle(Call call) throws PythonError {
        if (passes(filters, call.logger())) {
            emit(call);
        }
    }

    /** Python's Filter for each of these names. */
    static boolean passes(List<String> filters, String logger) {
        return filters.stream()
                .allMatch(name -> name.isEmpty() || logger.equals(name) || logger.startsWith(name + "."));
    }

    final String text(Call call) throws PythonError {
        Formatter chosen = formatter == null ? Formatter.messages(tree.clock().zone()) : formatter;
        return chosen.text(call);
    }

    final String terminator() {
        return terminator;
    }

    /** Writes a call; what Python's handlers print a traceback for is counted, what they let through is thrown. */
    abstract void emit(Call call) throws PythonError;

    /** Writes what is kept back. */
    void flush() throws PythonError {}

    /** Gives back what is open; a file may be opened again. */
    void close() throws PythonError {
        flush();
    }

    /** Goes nowhere. */
    static final class Nothing extends Handler {
        Nothing(Tree tree) {
            super(tree, "logging.NullHandler");
        }

        @Override
        void emit(Call call) {}
    }

    /** A console. */
    static final class Console extends Handler {
        private StringBuilder out;

        Console(Tree tree, boolean error) {
            super(tree, "logging.StreamHandler");
            out = error ? tree.standardError() : new StringBuilder();
        }

        void writeTo(StringBuilder buffer) {
            out = buffer;
        }

        @Override
        void emit(Call call) {
            try {
                out.append(text(call)).append(terminator());
            } catch (PythonError e) {
                tree.failedToEmit();
            }
        }
    }

    /** Keeps calls back until there are many, or a serious one. */
    static final class Memory extends Handler {
        private final long capacity;
        private final int flushLevel;
        private final boolean flushOnClose;
        private @Nullable Handler target;
        private final List<Call> kept = new ArrayList<>();

        Memory(Tree tree, String kind, long capacity, int flushLevel, @Nullable Handler target, boolean flushOnClose) {
            super(tree, kind);
            this.capacity = capacity;
            this.flushLevel = flushLevel;
            this.target = target;
            this.flushOnClose = flushOnClose;
        }

        /** Where what is kept goes from now on. */
        void target(Handler handler) {
            target = handler;
        }

        @Override
        void emit(Call call) throws PythonError {
            kept.add(call);
            if (kept.size() >= capacity || call.level() >= flushLevel) {
                flush();
            }
        }

        @Override
        void flush() throws PythonError {
            Handler to = target;
            if (to != null) {
                for (Call call : kept) {
                    to.handle(call);
                }
                kept.clear();
            }
        }

        @Override
        void close() throws PythonError {
            if (flushOnClose) {
                flush();
            }
            kept.clear();
        }
    }
}
