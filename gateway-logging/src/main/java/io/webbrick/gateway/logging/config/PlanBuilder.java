package io.webbrick.gateway.logging.config;

import io.webbrick.gateway.logging.store.BudgetSpec;
import io.webbrick.gateway.logging.stream.LoggerSpec;
import io.webbrick.gateway.logging.stream.LoggingPlan;
import io.webbrick.gateway.logging.stream.Role;
import io.webbrick.gateway.logging.stream.ShipperSpec;
import io.webbrick.gateway.logging.stream.StreamSpec;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a plan of the merged files and of what the built-in configuration supplies for streams that no file defines. One
 * thread, one use.
 */
final class PlanBuilder {
    private static final List<String> PARTS = List.of("formatters", "handlers", "loggers");

    private final Section merged;
    private final Supplies supplies;
    private final ConfigRequest request;
    private final Problems problems;
    private final Interpolation interpolation;

    PlanBuilder(Section merged, Supplies supplies, ConfigRequest request, Problems problems) {
        this.merged = merged;
        this.supplies = supplies;
        this.request = request;
        this.problems = problems;
        this.interpolation = interpolation(request);
    }

    /** Replaces names; the caller's log directory beats any logRoot. */
    static Interpolation interpolation(ConfigRequest request) {
        return new Interpolation(
                request.logs() == null ? null : request.logs().toString().replace('\\', '/'));
    }

    /** The plan; it may be used only when no error was found. */
    LoggingPlan build() {
        Section logging = merged.sectionOrEmpty("logging");
        var settings = new Settings(logging, interpolation, problems);
        warnStray(settings);
        ZoneId zone = zone(settings);
        BudgetSpec budget = BudgetSettings.read(settings);
        LogPaths paths =
                LogPaths.read(settings, request, BudgetSettings.inMemory(budget).limitBytes());
        Formats formats = Formats.read(settings.below(logging.sectionOrEmpty("formatters")), zone);
        Section handlers = logging.sectionOrEmpty("handlers");
        var streams = new ArrayList<StreamSpec>();
        var shippers = new ArrayList<ShipperSpec>();
        var reader = new HandlerReader(paths, formats);
        for (Section handler : handlers.sections().values()) {
            if (mayBeRead(handler)) {
                reader.read(settings.below(handler)).ifPresent(streams::add);
                shipper(settings.below(handler)).ifPresent(shippers::add);
            }
        }
        streams.addAll(suppliedStreams(paths, zone));
        List<LoggerSpec> loggers = new ArrayList<>(
                LoggerReader.read(settings.below(logging.sectionOrEmpty("loggers")), definedHandlers(handlers)));
        supplies.addLoggers(loggers, streams);
        boolean root = loggers.stream().anyMatch(logger -> logger.qualname().isEmpty());
        if (!root) {
            loggers.add(0, LoggerReader.untouchedRoot());
        }
        if (!problems.hasErrors()) {
            CrossChecks.run(streams, loggers, handlers, shippers, problems);
        }
        return new LoggingPlan(
                paths.directory(),
                zone,
                RingSettings.read(settings),
                paths.isInMemory() ? BudgetSettings.inMemory(budget) : budget,
                SnapshotSettings.read(settings, paths.directory(), disk()),
                streams,
                loggers,
                shippers);
    }

    private Optional<ShipperSpec> shipper(Settings handler) {
        Path base = request.files().isEmpty()
                ? Path.of("")
                : request.files().get(0).toAbsolutePath().resolveSibling("");
        return HandlerReader.delivers(handler)
                ? ShipperReader.of(handler).flatMap(reader -> reader.read(base))
                : Optional.empty();
    }

    private FileSystem disk() {
        List<Path> files = request.files();
        return files.isEmpty() ? FileSystems.getDefault() : files.get(0).getFileSystem();
    }

    /** Whether levels that are set at run time are kept beside the configuration. */
    boolean persistsLevels() {
        var settings = new Settings(merged.sectionOrEmpty("logging"), interpolation, problems);
        Optional<Literal> given = settings.literal(ConfigKey.PERSIST_LEVELS);
        Optional<Boolean> truth = given.flatMap(Units::truth);
        if (given.isPresent() && truth.isEmpty()) {
            settings.wrong(ConfigKey.PERSIST_LEVELS, given.get(), "True or False");
        }
        return truth.orElse(false);
    }

    /** What readings mean in this house. */
    SeriesSpec series() {
        return SeriesSettings.read(new Settings(merged.sectionOrEmpty("logging"), interpolation, problems));
    }

    /** What of watched HTTP requests may be shown. */
    WireSpec wire() {
        return WireSettings.read(new Settings(merged.sectionOrEmpty("logging"), interpolation, problems));
    }

    /** Where a dictConfig says that loggers which no file names fall silent; null when none does. */
    @Nullable
    String mutes() {
        Entry entry = merged.sectionOrEmpty("logging").entries().get(DictConfig.MUTES);
        return entry != null && entry.value() instanceof Literal.Truth truth && truth.truthy()
                ? entry.origin().toString()
                : null;
    }

    /** The handlers that loggers may name: those of the files and those supplied. */
    private Section definedHandlers(Section handlers) {
        Section all = handlers.aside("handlers", 2, handlers.origin());
        handlers.sections().forEach((name, handler) -> {
            if (!handler.entries().isEmpty()) {
                all.add(name, handler.origin());
            }
        });
        supplies.handlers().forEach(handler -> all.add(handler.name(), handler.origin()));
        return all;
    }

    /** A handler section is read unless it is empty, or is the built-in's to complete, or defines nothing: an error. */
    private boolean mayBeRead(Section handler) {
        if (HandlerReader.isDefined(handler)) {
            return true;
        }
        if (Role.ofSection(handler.name()).isPresent()) {
            return false;
        }
        Optional<Entry> first = handler.entries().values().stream().findFirst();
        if (first.isEmpty()) {
            problems.warning(
                    handler.origin(), "section " + handler.path() + " is empty, and no file defines this handler");
        } else {
            problems.error(
                    first.get().origin(),
                    "section " + handler.path() + " sets "
                            + Quote.of(first.get().key())
                            + " of a handler that no file defines; add class, filename or stream"
                            + NearMiss.question(handler.name(), definedNames(handler)));
        }
        return false;
    }

    private static List<String> definedNames(Section handler) {
        Section handlers = handler.parent();
        return handlers == null
                ? List.of()
                : handlers.sections().values().stream()
                        .filter(HandlerReader::isDefined)
                        .map(Section::name)
                        .toList();
    }

    private List<StreamSpec> suppliedStreams(LogPaths paths, ZoneId zone) {
        var streams = new ArrayList<StreamSpec>();
        for (Supplies.Supplied supplied : supplies.of(interpolation, problems)) {
            Formats formats = Formats.read(supplied.formatters(), zone);
            new HandlerReader(paths, formats).read(supplied.handler()).ifPresent(streams::add);
        }
        return streams;
    }

    private ZoneId zone(Settings logging) {
        Optional<Entry> entry = Interpolation.find(ConfigKey.ZONE.word(), logging.section());
        ZoneId zone = entry.map(given -> zone(given, logging)).orElse(null);
        @Nullable ZoneId chosen = request.zone();
        return chosen != null ? chosen : zone != null ? zone : ZoneId.systemDefault();
    }

    private static @Nullable ZoneId zone(Entry entry, Settings logging) {
        Literal value = logging.literal(entry).orElse(new Literal.Text(""));
        if (!(value instanceof Literal.Text text)) {
            logging.wrong(ConfigKey.ZONE, value, "a name in quotes, such as 'Europe/London'", entry.origin());
            return null;
        }
        String name = text.value().strip();
        try {
            return name.isEmpty() ? null : ZoneId.of(name);
        } catch (DateTimeException e) {
            var near = NearMiss.question(name, ZoneId.getAvailableZoneIds());
            logging.problems()
                    .error(
                            entry.origin(),
                            "zone " + Quote.of(name) + " unknown; a name such as Europe/London, or UTC" + near);
            return null;
        }
    }

    /** Warns about what stands in a place where nobody reads it, when it looks like something that is read. */
    private void warnStray(Settings logging) {
        for (Section section : merged.sections().values()) {
            boolean read = section.name().equals("logging") || section.name().equals("DEFAULT");
            Optional<String> near =
                    read ? Optional.empty() : NearMiss.of(section.name(), List.of("logging", "DEFAULT"));
            near.ifPresent(name -> problems.warning(
                    section.origin(), "section " + section.path() + " is not read; did you mean [" + name + "]?"));
        }
        misspelled(merged, List.of(ConfigKey.LOG_ROOT.word()));
        misspelled(merged.sectionOrEmpty("DEFAULT"), List.of(ConfigKey.LOG_ROOT.word()));
        for (Section part : logging.section().sections().values()) {
            if (!PARTS.contains(part.name()) && !part.name().equals("DEFAULT")) {
                problems.warning(
                        part.origin(),
                        "section " + part.path() + " is not read" + NearMiss.question(part.name(), PARTS));
            }
        }
        var known = new ArrayList<>(ConfigKey.Place.TOP.keys());
        known.addAll(ConfigKey.Place.LOGGING.keys());
        misspelled(logging.section(), known);
    }

    /** Any key may be meant for %(name)s, so only those that look like a key of ours are worth a word. */
    private void misspelled(Section section, List<String> known) {
        for (Entry entry : section.entries().values()) {
            if (!known.contains(entry.key())) {
                NearMiss.of(entry.key(), known)
                        .ifPresent(near -> problems.warning(
                                entry.origin(),
                                "key " + Quote.of(entry.key()) + " means nothing in " + section.path()
                                        + "; did you mean " + Quote.of(near) + "?"));
            }
        }
    }
}
