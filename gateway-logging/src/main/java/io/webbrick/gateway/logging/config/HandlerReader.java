package io.webbrick.gateway.logging.config;

import io.webbrick.gateway.logging.stream.Durability;
import io.webbrick.gateway.logging.stream.Role;
import io.webbrick.gateway.logging.stream.StreamSpec;
import io.webbrick.gateway.logging.stream.Target;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes a stream of a handler section. Immutable. */
final class HandlerReader {
    /** The keys that say what a handler writes to; without any of them nobody has defined it. */
    static final List<ConfigKey> DEFINING = List.of(ConfigKey.CLASS, ConfigKey.FILENAME, ConfigKey.STREAM);

    private static final List<ConfigKey> FILES_ONLY = List.of(
            ConfigKey.MAX_BYTES,
            ConfigKey.WHEN,
            ConfigKey.INTERVAL,
            ConfigKey.AT_TIME,
            ConfigKey.UTC,
            ConfigKey.AT_START,
            ConfigKey.BACKUP_COUNT,
            ConfigKey.KEEP,
            ConfigKey.KEEP_BYTES,
            ConfigKey.COMPRESS,
            ConfigKey.SHARE,
            ConfigKey.FLOOR,
            ConfigKey.DURABILITY,
            ConfigKey.SYNC);

    private final LogPaths paths;
    private final Formats formats;

    HandlerReader(LogPaths paths, Formats formats) {
        this.paths = paths;
        this.formats = formats;
    }

    /** The stream of this section, empty when it cannot be told; the problem is reported then. */
    Optional<StreamSpec> read(Settings handler) {
        Optional<ShipperReader> shipper = ShipperReader.of(handler).filter(found -> delivers(handler));
        if (shipper.isEmpty()) {
            handler.warnUnknown(ConfigKey.Place.HANDLER);
        }
        Role role = Role.ofSection(handler.name()).orElse(null);
        int level = handler.level(ConfigKey.HANDLER_LEVEL).orElse(0);
        var format = formats.of(handler);
        boolean collects = handler.word(ConfigKey.COLLECTS, "own", "all", "own").equals("all");
        String usual = role == Role.EVENT_LOG ? "file" : "process";
        String durability = handler.word(ConfigKey.DURABILITY, usual, "process", "file", "disk");
        List<String> only = handler.words(ConfigKey.HANDLER_ONLY).orElse(List.of());
        Optional<Target> chosen =
                shipper.isPresent() ? Optional.of(shipper.get().target(paths)) : target(handler);
        boolean frames = shipper.isPresent() && chosen.orElse(null) instanceof Target.File;
        return chosen.map(target -> new StreamSpec(
                handler.name(),
                role,
                target,
                level,
                frames ? ShipperReader.framed(format) : format,
                collects,
                durability(durability, target),
                only,
                handler.origin(ConfigKey.HANDLER_LEVEL).toString()));
    }

    /** Whether the class is in force: a file name or a console in a later file makes another one of it. */
    static boolean delivers(Settings handler) {
        return HandlerClass.named(handler.text(ConfigKey.CLASS).orElse(""))
                .filter(HandlerClass::isShipper)
                .map(declared -> inForce(handler, declared).isShipper())
                .orElse(false);
    }

    /** Whether any file says what this handler writes to. */
    static boolean isDefined(Section handler) {
        return DEFINING.stream().anyMatch(key -> handler.entries().containsKey(key.word()));
    }

    private static Durability durability(String word, Target target) {
        return target instanceof Target.File ? Durability.valueOf(word.toUpperCase(Locale.ROOT)) : Durability.PROCESS;
    }

    private Optional<Target> target(Settings handler) {
        Optional<HandlerClass> declared = declared(handler);
        if (declared.isEmpty()) {
            return Optional.empty();
        }
        conflicts(handler, declared.get());
        HandlerClass kind = inForce(handler, declared.get());
        if (kind.writesFiles()) {
            return FileTarget.read(handler, kind, paths);
        }
        warnWithoutFile(handler, kind);
        return kind == HandlerClass.NULL ? Optional.of(new Target.Nothing()) : console(handler);
    }

    /** The class that is named, or that the readable keys imply. */
    private static Optional<HandlerClass> declared(Settings handler) {
        if (!handler.has(ConfigKey.CLASS)) {
            return Optional.of(handler.has(ConfigKey.STREAM) ? HandlerClass.STREAM : HandlerClass.FILE);
        }
        Optional<String> name = handler.text(ConfigKey.CLASS);
        Optional<HandlerClass> known = name.flatMap(HandlerClass::named);
        if (name.isPresent() && known.isEmpty()) {
            handler.problems()
                    .error(
                            handler.origin(ConfigKey.CLASS),
                            "class " + Quote.of(name.get()) + " of handler " + Quote.of(handler.name())
                                    + " unknown; one of " + HandlerClass.names());
        }
        return known;
    }

    /** A file name or a console in a later file changes the class of the files before. */
    private static HandlerClass inForce(Settings handler, HandlerClass declared) {
        boolean stream = overrides(handler, ConfigKey.STREAM, ConfigKey.CLASS)
                && !overrides(handler, ConfigKey.FILENAME, ConfigKey.STREAM);
        boolean file = overrides(handler, ConfigKey.FILENAME, ConfigKey.CLASS)
                && overrides(handler, ConfigKey.FILENAME, ConfigKey.STREAM);
        if (stream) {
            return HandlerClass.STREAM;
        }
        if (file && !declared.writesFiles()) {
            return HandlerClass.FILE;
        }
        return declared;
    }

    /** Whether the first key is there and stands in a later file than the second. */
    private static boolean overrides(Settings handler, ConfigKey first, ConfigKey second) {
        Entry one = handler.entry(first);
        Entry other = handler.entry(second);
        return one != null
                && (other == null || one.origin().rank() > other.origin().rank());
    }

    private static void conflicts(Settings handler, HandlerClass declared) {
        conflict(handler, ConfigKey.FILENAME, ConfigKey.STREAM);
        conflict(handler, ConfigKey.CLASS, declared.writesFiles() ? ConfigKey.STREAM : ConfigKey.FILENAME);
        if (handler.has(ConfigKey.ARGS) && !handler.has(ConfigKey.CLASS)) {
            handler.problems()
                    .error(
                            handler.origin(ConfigKey.ARGS),
                            "handler " + Quote.of(handler.name())
                                    + " has args and no class to give them to; add class");
        }
    }

    private static void conflict(Settings handler, ConfigKey first, ConfigKey second) {
        boolean together = handler.has(first)
                && handler.has(second)
                && handler.origin(first).sameFile(handler.origin(second));
        if (together) {
            handler.problems()
                    .error(
                            handler.origin(second),
                            "handler " + Quote.of(handler.name()) + " has both " + first.word() + " and "
                                    + second.word() + ", which do not go together; remove one");
        }
    }

    private static void warnWithoutFile(Settings handler, HandlerClass kind) {
        List<ConfigKey> idle = FILES_ONLY.stream().filter(handler::has).toList();
        if (!idle.isEmpty()) {
            String words = idle.stream().map(ConfigKey::word).collect(Collectors.joining(", "));
            handler.problems()
                    .warning(
                            handler.origin(idle.get(0)),
                            "handler " + Quote.of(handler.name()) + " is a " + kind.python()
                                    + " and writes no file, so " + words + " change nothing");
        }
    }

    private static Optional<Target> console(Settings handler) {
        boolean ofArgs = handler.has(ConfigKey.ARGS)
                && !overrides(handler, ConfigKey.STREAM, ConfigKey.ARGS)
                && HandlerArgs.owner(handler, HandlerClass.STREAM) == HandlerClass.STREAM;
        if (ofArgs) {
            return HandlerArgs.read(handler, HandlerClass.STREAM).flatMap(args -> argument(handler, args));
        }
        if (!handler.has(ConfigKey.STREAM)) {
            handler.problems()
                    .error(
                            handler.origin(ConfigKey.CLASS),
                            "handler " + Quote.of(handler.name())
                                    + " does not say which console; add stream='stdout' or stream='stderr'");
            return Optional.empty();
        }
        return Optional.of(new Target.Console(saysError(handler)));
    }

    private static boolean saysError(Settings handler) {
        String word = handler.word(ConfigKey.STREAM, "stdout", "stdout", "stderr", "sys.stdout", "sys.stderr");
        return word.endsWith("stderr");
    }

    private static Optional<Target> argument(Settings handler, HandlerArgs args) {
        Literal stream = args.get("stream");
        boolean usual = stream == null || stream instanceof Literal.None;
        if (stream != null && !usual && !(stream instanceof Literal.Console)) {
            handler.wrong(ConfigKey.ARGS, stream, "(sys.stdout,) or (sys.stderr,)", args.origin());
            return Optional.empty();
        }
        boolean error = usual || (stream instanceof Literal.Console console && console.error());
        Entry readable = handler.entry(ConfigKey.STREAM);
        if (readable != null && readable.origin().sameFile(args.origin()) && saysError(handler) != error) {
            handler.problems()
                    .error(
                            readable.origin(),
                            "stream here and args in " + args.origin() + " say different things; remove one");
        }
        return Optional.of(new Target.Console(error));
    }
}
