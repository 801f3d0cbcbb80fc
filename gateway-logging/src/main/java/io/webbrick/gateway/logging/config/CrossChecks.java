package io.webbrick.gateway.logging.config;

import io.webbrick.gateway.logging.stream.LoggerSpec;
import io.webbrick.gateway.logging.stream.ShipperSpec;
import io.webbrick.gateway.logging.stream.StreamSpec;
import io.webbrick.gateway.logging.stream.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Checks what no section can know alone: two streams for one file, streams nobody feeds. */
final class CrossChecks {
    private static final Pattern NUMBERED = Pattern.compile("\\.[0-9]+.*");

    private final List<LoggerSpec> loggers;
    private final Section handlers;
    private final Problems problems;

    private CrossChecks(List<LoggerSpec> loggers, Section handlers, Problems problems) {
        this.loggers = loggers;
        this.handlers = handlers;
        this.problems = problems;
    }

    static void run(
            List<StreamSpec> streams,
            List<LoggerSpec> loggers,
            Section handlers,
            List<ShipperSpec> shippers,
            Problems problems) {
        var checks = new CrossChecks(loggers, handlers, problems);
        for (int i = 0; i < streams.size(); i++) {
            for (int j = 0; j < i; j++) {
                checks.sharedFile(streams.get(j), streams.get(i));
            }
            checks.unfed(streams.get(i));
        }
        for (ShipperSpec shipper : shippers) {
            new ShipperChecks(streams, loggers, handlers, problems).run(shipper, shippers);
        }
    }

    private void sharedFile(StreamSpec first, StreamSpec second) {
        if (!(first.target() instanceof Target.File one) || !(second.target() instanceof Target.File two)) {
            return;
        }
        if (one.path().equals(two.path())) {
            problems.error(
                    origin(second),
                    "handler " + Quote.of(second.name()) + " writes to " + two.path() + ", as does "
                            + Quote.of(first.name()) + "; give each its own file");
        } else if (isHistoryOf(one.path(), two.path()) || isHistoryOf(two.path(), one.path())) {
            problems.error(
                    origin(second),
                    "handlers " + Quote.of(first.name()) + " and " + Quote.of(second.name()) + " write to " + one.path()
                            + " and " + two.path() + ", of which one would be history of the other; name them apart");
        }
    }

    private static boolean isHistoryOf(Path base, Path path) {
        String baseName = String.valueOf(base.getFileName());
        String name = String.valueOf(path.getFileName());
        boolean together = base.resolveSibling(name).equals(path);
        return together
                && name.startsWith(baseName)
                && NUMBERED.matcher(name.substring(baseName.length())).matches();
    }

    /** Its records are another stream's, whether what delivers them is installed or not. */
    private boolean deliversAnother(String handler) {
        Section section = handlers.sections().get(handler);
        return section != null && section.entries().containsKey(ShipperReader.SHIPS);
    }

    private void unfed(StreamSpec stream) {
        boolean fed = stream.collectsAll()
                || deliversAnother(stream.name())
                || loggers.stream().anyMatch(logger -> logger.streams().contains(stream.name()));
        if (!fed && handlers.sections().containsKey(stream.name())) {
            problems.warning(
                    origin(stream),
                    "no logger writes to handler " + Quote.of(stream.name()) + "; name it in a logger's handlers");
        }
    }

    private Origin origin(StreamSpec stream) {
        Section section = handlers.sections().get(stream.name());
        return section == null ? handlers.origin() : section.origin();
    }
}
