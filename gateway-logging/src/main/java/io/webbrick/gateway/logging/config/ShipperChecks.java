package io.webbrick.gateway.logging.config;

import io.webbrick.gateway.logging.stream.LoggerSpec;
import io.webbrick.gateway.logging.stream.ShipperSpec;
import io.webbrick.gateway.logging.stream.StreamSpec;
import io.webbrick.gateway.logging.stream.Target;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Checks what a shipper cannot know alone: that its stream is there, and that silent failures lose nothing. */
final class ShipperChecks {
    private final List<StreamSpec> streams;
    private final List<LoggerSpec> loggers;
    private final Section handlers;
    private final Problems problems;

    ShipperChecks(List<StreamSpec> streams, List<LoggerSpec> loggers, Section handlers, Problems problems) {
        this.streams = streams;
        this.loggers = loggers;
        this.handlers = handlers;
        this.problems = problems;
    }

    void run(ShipperSpec shipper, List<ShipperSpec> all) {
        all.subList(0, all.indexOf(shipper)).stream()
                .filter(other -> other.settings()
                        .name()
                        .equalsIgnoreCase(shipper.settings().name()))
                .forEach(other -> problems.error(
                        origin(shipper),
                        "handlers " + Quote.of(other.handler()) + " and " + Quote.of(shipper.handler())
                                + " would keep their places in one file; name them apart"));
        if (shipper.framed()) {
            if (shipper.settings().truth("fail_silent", false) && !isCovered(shipper, all)) {
                problems.warning(
                        origin(shipper),
                        "handler " + Quote.of(shipper.handler())
                                + " fails silently, and no other handler with a file takes"
                                + " the same records: what cannot be delivered may be lost unnoticed");
            }
            return;
        }
        Optional<StreamSpec> stream = stream(shipper.stream());
        boolean shipped = stream.isPresent()
                && all.stream()
                        .anyMatch(other -> other.framed()
                                && other.handler().equals(stream.get().name()));
        if (stream.isEmpty() || shipped || !(stream.get().target() instanceof Target.File)) {
            List<String> known = streams.stream()
                    .filter(spec -> spec.target() instanceof Target.File)
                    .map(StreamSpec::title)
                    .toList();
            problems.error(
                    origin(shipper),
                    "handler " + Quote.of(shipper.handler()) + " ships " + Quote.of(shipper.stream())
                            + ", which is no stream with a file; one of " + String.join(", ", known));
        }
        if (loggers.stream().anyMatch(logger -> logger.streams().contains(shipper.handler()))) {
            problems.error(
                    origin(shipper),
                    "handler " + Quote.of(shipper.handler()) + " ships the stream " + shipper.stream()
                            + " and stands in a logger's handlers as well; remove one");
        }
    }

    private Optional<StreamSpec> stream(String name) {
        return streams.stream()
                .filter(spec ->
                        spec.title().equalsIgnoreCase(name) || spec.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** Whether a file of somebody else gets every record that this shipper gets. */
    private boolean isCovered(ShipperSpec shipper, List<ShipperSpec> all) {
        int level = stream(shipper.handler()).map(StreamSpec::level).orElse(0);
        List<StreamSpec> files = streams.stream()
                .filter(spec -> spec.target() instanceof Target.File)
                .filter(spec -> all.stream().noneMatch(other -> other.handler().equals(spec.name())))
                .toList();
        return loggers.stream()
                .filter(logger -> logger.streams().contains(shipper.handler()))
                .allMatch(logger -> files.stream()
                        .anyMatch(file -> file.level() <= Math.max(level, lowest(logger))
                                && (file.collectsAll() || reaches(logger, file))));
    }

    /** The lowest level of what this logger passes on, and of what those below it do. */
    private int lowest(LoggerSpec logger) {
        String below = logger.qualname().isEmpty() ? "" : logger.qualname() + ".";
        return loggers.stream()
                .filter(other -> other.qualname().startsWith(below) && other.level() > 0)
                .mapToInt(LoggerSpec::level)
                .reduce(effective(logger.qualname()), Math::min);
    }

    /** The level that counts for this logger: its own, or the nearest one's above it. */
    private int effective(String name) {
        return loggers.stream()
                .filter(logger -> logger.level() > 0
                        && (logger.qualname().isEmpty() || (name + ".").startsWith(logger.qualname() + ".")))
                .max(Comparator.comparingInt(logger -> logger.qualname().length()))
                .map(LoggerSpec::level)
                .orElse(0);
    }

    private boolean reaches(LoggerSpec logger, StreamSpec file) {
        if (logger.streams().contains(file.name())) {
            return true;
        }
        int dot = logger.qualname().lastIndexOf('.');
        if (!logger.propagate() || logger.qualname().isEmpty()) {
            return false;
        }
        String above = dot < 0 ? "" : logger.qualname().substring(0, dot);
        return loggers.stream()
                .filter(other -> other.qualname().equals(above))
                .findFirst()
                .map(other -> reaches(other, file))
                .orElseGet(() ->
                        !above.isEmpty() && reaches(new LoggerSpec(above, 0, List.of(), true, logger.origin()), file));
    }

    private Origin origin(ShipperSpec shipper) {
        Section section = handlers.sections().get(shipper.handler());
        return section == null ? handlers.origin() : section.origin();
    }
}
