package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.AddedSinks.Sink;
import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.record.Level;
import io.webbrick.gateway.logging.record.LoggerName;
import io.webbrick.gateway.logging.store.Permissions;
import io.webbrick.gateway.logging.store.Retention;
import io.webbrick.gateway.logging.store.Rotation;
import io.webbrick.gateway.logging.stream.LoggingPlan;
import io.webbrick.gateway.logging.stream.StreamSpec;
import io.webbrick.gateway.logging.stream.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.Set;

/** Sinks and silences of the running process. Any thread; changes come one at a time, with those of the configuration. */
final class LiveSinks implements LoggerSinks {
    private static final long MAX_BYTES = 1_000_000;
    private static final int OLDER_FILES = 5;

    private final ConfigInForce inForce;
    private final SelfLog selfLog;

    LiveSinks(ConfigInForce inForce, SelfLog selfLog) {
        this.inForce = inForce;
        this.selfLog = selfLog;
    }

    @Override
    public Added file(String logger, Path file, Level level, String format) {
        synchronized (inForce.changing()) {
            LoggingPlan plan = inForce.plan();
            Path path = plan.directory().resolve(file).toAbsolutePath().normalize();
            var target = new Target.File(path, Rotation.bySize(MAX_BYTES), new Retention(OLDER_FILES, null, false));
            Sink sink = sink(logger, nameOf(path, plan), target, level, format);
            try {
                if (plan.streams().stream().noneMatch(stream -> isOf(stream, path))) {
                    Permissions.reserveForOwner(path);
                }
                return add(sink, false);
            } catch (IOException unusable) {
                inForce.added().remove(sink);
                selfLog.problem("cannot write " + path + ", standard error takes its place", unusable);
                return console(logger, level, format);
            }
        }
    }

    @Override
    public Added console(String logger, Level level, String format) {
        synchronized (inForce.changing()) {
            Sink sink = sink(logger, "console of " + meant(logger), new Target.Console(true), level, format);
            try {
                return add(sink, true);
            } catch (IOException unusable) {
                selfLog.problem("cannot add standard error to " + logger + ", it comes with the next change", unusable);
                return new Live(sink, true);
            }
        }
    }

    private Sink sink(String logger, String stream, Target target, Level level, String format) {
        ZoneId zone = inForce.plan().zone();
        return new Sink(LoggerName.meant(logger), StreamSpec.added(stream, target, level, format, zone));
    }

    private Added add(Sink sink, boolean console) throws IOException {
        Sink before = inForce.added().find(sink);
        if (before != null) {
            return new Live(before, console);
        }
        inForce.added().add(sink);
        inForce.putAdded();
        return new Live(sink, console);
    }

    /** That of the stream that has this file already, else the file's own; another stream of that name has another file. */
    private static String nameOf(Path path, LoggingPlan plan) {
        String name = String.valueOf(path.getFileName());
        for (StreamSpec stream : plan.streams()) {
            if (isOf(stream, path)) {
                return stream.name();
            }
        }
        boolean taken = plan.streams().stream().anyMatch(stream -> stream.name().equals(name));
        return taken ? path.toString() : name;
    }

    private static boolean isOf(StreamSpec stream, Path path) {
        return stream.target() instanceof Target.File file && file.path().equals(path);
    }

    @Override
    public Silence deactivate(String logger) {
        synchronized (inForce.changing()) {
            var streams = new LinkedHashSet<String>();
            inForce.plan().streams().forEach(stream -> streams.add(stream.name()));
            return silence(LoggerName.meant(logger), streams);
        }
    }

    private Silence silence(String logger, Set<String> streams) {
        var silence = new AddedSinks.Silence(logger, streams);
        inForce.added().add(silence);
        put("silence " + shown(logger));
        return () -> {
            synchronized (inForce.changing()) {
                if (inForce.added().remove(silence)) {
                    put("end the silence of " + shown(logger));
                }
            }
        };
    }

    @Override
    public void activate(String logger) {
        synchronized (inForce.changing()) {
            if (inForce.added().endSilences(LoggerName.meant(logger))) {
                put("end the silence of " + shown(logger));
            }
        }
    }

    private void put(String what) {
        try {
            inForce.putAdded();
        } catch (IOException failed) {
            selfLog.problem("cannot " + what + " now, it comes with the next change", failed);
        }
    }

    private static String meant(String logger) {
        return shown(LoggerName.meant(logger));
    }

    private static String shown(String logger) {
        return LiveLevels.shown(logger);
    }

    /** A sink that was added; it is known by what it is. */
    private final class Live implements Added {
        private final Sink sink;
        private final boolean console;

        Live(Sink sink, boolean console) {
            this.sink = sink;
            this.console = console;
        }

        @Override
        public String stream() {
            return sink.stream().name();
        }

        @Override
        public boolean isConsole() {
            return console;
        }

        @Override
        public Silence deactivate() {
            synchronized (inForce.changing()) {
                return silence("", Set.of(stream()));
            }
        }

        @Override
        public void close() {
            synchronized (inForce.changing()) {
                if (inForce.added().remove(sink)) {
                    put("take away " + stream());
                }
            }
        }
    }
}
