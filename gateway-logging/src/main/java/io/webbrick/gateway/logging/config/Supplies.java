package io.webbrick.gateway.logging.config;

import io.webbrick.gateway.logging.record.Level;
import io.webbrick.gateway.logging.stream.LoggerSpec;
import io.webbrick.gateway.logging.stream.Role;
import io.webbrick.gateway.logging.stream.StreamSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the built-in configuration supplies: the five streams always exist, so a role that no file defines gets its
 * built-in stream, with what an overlay says about it on top, and the built-in loggers that feed it where no file
 * configures those. Start and stop messages reach Screen whatever a file says, unless it configures their logger.
 */
final class Supplies {
    /** The logger of start and stop. */
    private static final String LIFECYCLE = "WebBrickGateway.Lifecycle";

    private final Section builtIn;
    private final List<Section> handlers;

    private Supplies(Section builtIn, List<Section> handlers) {
        this.builtIn = builtIn;
        this.handlers = handlers;
    }

    /** A handler to read, and where its formatters stand. */
    record Supplied(Settings handler, Settings formatters) {}

    /** Finds the roles that the merged files leave open. */
    static Supplies of(Section merged, Section builtIn, Problems problems) {
        Section theirs = merged.sectionOrEmpty("logging").sectionOrEmpty("handlers");
        Section ours = builtIn.sectionOrEmpty("logging").sectionOrEmpty("handlers");
        var open = new ArrayList<Section>();
        for (Role role : Role.values()) {
            Optional<Section> mentioned =
                    Merge.handlerNamed(role.title(), theirs).map(theirs.sections()::get);
            if (mentioned.isEmpty() || !HandlerReader.isDefined(mentioned.get())) {
                open.add(completed(role, ours, mentioned, theirs));
                mentioned
                        .filter(section -> !section.entries().isEmpty())
                        .ifPresent(section -> problems.warning(
                                section.origin(),
                                "no file defines the stream " + role.title()
                                        + ", so the built-in one is used, with what stands here"));
            }
        }
        return new Supplies(builtIn, open);
    }

    private static Section completed(Role role, Section ours, Optional<Section> mentioned, Section theirs) {
        String name = mentioned.map(Section::name).orElse(role.title());
        Section result = theirs.aside(name, 3, mentioned.map(Section::origin).orElse(ours.origin()));
        ours.sectionOrEmpty(role.title()).entries().values().forEach(result::put);
        mentioned.ifPresent(section -> section.entries()
                .values()
                .forEach(entry -> result.put(entry.over(result.entries().get(entry.key())))));
        return result;
    }

    /** The handlers that are supplied, each as it is after what the files say about it. */
    List<Section> handlers() {
        return handlers;
    }

    /** The handlers as settings; a formatter that a file chose is the file's, else the built-in's. */
    List<Supplied> of(Interpolation interpolation, Problems problems) {
        return handlers.stream()
                .map(handler -> {
                    var settings = new Settings(handler, interpolation, problems);
                    boolean theirs = settings.origin(ConfigKey.FORMATTER).rank() != Origin.BUILT_IN;
                    Section handlersOfFile = handler.parent();
                    Section logging = handlersOfFile == null ? null : handlersOfFile.parent();
                    Section from = theirs && logging != null ? logging : builtIn.sectionOrEmpty("logging");
                    return new Supplied(settings, settings.below(from.sectionOrEmpty("formatters")));
                })
                .toList();
    }

    /** Adds the built-in loggers that feed what is supplied, where no file configures them. */
    void addLoggers(List<LoggerSpec> loggers, List<StreamSpec> streams) {
        for (LoggerSpec ours : builtInLoggers()) {
            boolean theirs =
                    loggers.stream().anyMatch(logger -> logger.qualname().equals(ours.qualname()));
            List<String> fed = theirs ? List.of() : fed(ours, streams);
            boolean quiets = ours.streams().isEmpty() && feedsNearestAncestor(ours, loggers);
            if (!fed.isEmpty() || (!theirs && quiets)) {
                int level = ours.qualname().equals(LIFECYCLE) ? Level.INFO.number() : ours.level();
                loggers.add(new LoggerSpec(ours.qualname(), level, fed, ours.propagate(), ours.origin()));
            }
        }
    }

    private List<LoggerSpec> builtInLoggers() {
        Section logging = builtIn.sectionOrEmpty("logging");
        var quiet = new Settings(logging.sectionOrEmpty("loggers"), new Interpolation(null), new Problems());
        return LoggerReader.read(quiet, logging.sectionOrEmpty("handlers"));
    }

    /** The names of the streams that a built-in logger feeds here. */
    private List<String> fed(LoggerSpec ours, List<StreamSpec> streams) {
        return ours.streams().stream()
                .flatMap(stream -> Role.ofSection(stream).stream())
                .filter(role -> isSupplied(role)
                        || (role == Role.SCREEN && ours.qualname().equals(LIFECYCLE)))
                .flatMap(role -> streams.stream().filter(stream -> stream.role() == role))
                .map(StreamSpec::name)
                .toList();
    }

    private boolean isSupplied(Role role) {
        return handlers.stream()
                .anyMatch(handler -> Role.ofSection(handler.name()).equals(Optional.of(role)));
    }

    /** Whether the logger above is ours: a logger that only quiets belongs to the one it quiets. */
    private static boolean feedsNearestAncestor(LoggerSpec ours, List<LoggerSpec> loggers) {
        String[] names = ours.qualname().split("\\.", -1);
        for (int length = names.length - 1; length >= 0; length--) {
            String name = String.join(".", Arrays.copyOf(names, length));
            Optional<LoggerSpec> ancestor = loggers.stream()
                    .filter(logger -> logger.qualname().equals(name))
                    .findFirst();
            if (ancestor.isPresent()) {
                return ancestor.get().origin().startsWith(BuiltIn.SUPPLIED + ":");
            }
        }
        return false;
    }
}
