package io.webbrick.gateway.logging.config;

import io.webbrick.gateway.logging.store.BudgetShare;
import io.webbrick.gateway.logging.store.Retention;
import io.webbrick.gateway.logging.store.Rotation;
import io.webbrick.gateway.logging.stream.Role;
import io.webbrick.gateway.logging.stream.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the file side of a handler from its class, its args and its readable keys. Within one file the three must agree;
 * across files the later one counts: args cover every readable key of the files before, a class covers those it does not
 * have itself. One thread, one use.
 */
final class FileTarget {
    private static final Duration SYNC_SOON = Duration.ofSeconds(1);
    private static final Duration SYNC_LATER = Duration.ofSeconds(30);
    private static final Pattern MODE = Pattern.compile("[aw]\\+?[bt]?\\+?");

    private final Settings handler;
    private final HandlerClass declared;
    private final @Nullable HandlerArgs args;
    private final Problems problems;

    private FileTarget(Settings handler, HandlerClass declared) {
        this.handler = handler;
        this.declared = declared;
        this.args = HandlerArgs.read(handler, declared).orElse(null);
        this.problems = handler.problems();
    }

    /** The file a handler writes, empty when it cannot be told; the problem is reported then. */
    static Optional<Target> read(Settings handler, HandlerClass declared, LogPaths paths) {
        return new FileTarget(handler, declared).read(paths);
    }

    private Optional<Target> read(LogPaths paths) {
        minorArguments();
        Rotation rotation = rotation();
        int backupCount = number(ConfigKey.BACKUP_COUNT, 0);
        Duration keep = age();
        long keepBytes = keepBytes();
        boolean gzip = handler.word(ConfigKey.COMPRESS, "none", "gzip", "none").equals("gzip");
        if (rotation.when() == null && rotation.maxBytes() > 0 && backupCount == 0 && keep == null && keepBytes == 0) {
            problems.warning(
                    lastOf(ConfigKey.MAX_BYTES, ConfigKey.BACKUP_COUNT, ConfigKey.KEEP),
                    "maxBytes without backupCount or keep never begins a new file, as in Python; add backupCount=5 or"
                            + " keep='14d'");
            rotation = Rotation.NEVER;
        }
        var retention = new Retention(backupCount, keep, keepBytes, gzip);
        Rotation rotates = rotation;
        Duration syncWithin = syncWithin();
        BudgetShare share = BudgetSettings.share(handler);
        return path(paths).map(path -> new Target.File(path, rotates, retention, syncWithin, share));
    }

    private Optional<Path> path(LogPaths paths) {
        Optional<String> name = setting(ConfigKey.FILENAME, this::text);
        if (name.isEmpty() && !reported(ConfigKey.FILENAME)) {
            problems.error(
                    handler.origin(ConfigKey.CLASS),
                    "handler " + Quote.of(handler.name()) + " names no file; add filename='" + handler.name()
                            + ".log'");
        }
        return name.flatMap(file -> paths.file(file, origin(ConfigKey.FILENAME), handler.name()));
    }

    /** Whether the lack of a value has been explained already: it stands there and cannot be read. */
    private boolean reported(ConfigKey key) {
        boolean unreadable = args == null
                && handler.has(ConfigKey.ARGS)
                && HandlerArgs.owner(handler, declared).writesFiles();
        return handler.has(key) || unreadable || (args != null && args.get(key.word()) != null);
    }

    private Rotation rotation() {
        long maxBytes = setting(ConfigKey.MAX_BYTES, this::bytes).orElse(0L);
        Optional<Optional<Rotation.When>> given = setting(ConfigKey.WHEN, this::when);
        Optional<Rotation.When> usual =
                declared == HandlerClass.TIMED ? Optional.of(Rotation.When.H) : Optional.empty();
        Optional<Rotation.When> when = given.orElse(usual);
        int interval = number(ConfigKey.INTERVAL, 1);
        boolean counts = when.isPresent() && !when.get().hasFixedStart();
        if (interval == 0 && counts) {
            problems.warning(origin(ConfigKey.INTERVAL), "interval 0 counts as 1");
        }
        return new Rotation(
                maxBytes,
                when.orElse(null),
                Math.max(1, interval),
                atTime(when.orElse(null)),
                setting(ConfigKey.UTC, this::truth).orElse(false),
                handler.literal(ConfigKey.AT_START)
                        .flatMap(literal ->
                                truth(new Value(ConfigKey.AT_START, literal, handler.origin(ConfigKey.AT_START))))
                        .orElse(false));
    }

    private @Nullable LocalTime atTime(Rotation.@Nullable When when) {
        Optional<Literal> given = handler.literal(ConfigKey.AT_TIME);
        if (given.isEmpty()) {
            return null;
        }
        Optional<Optional<LocalTime>> time = Units.timeOfDay(given.get());
        if (time.isEmpty()) {
            handler.wrong(ConfigKey.AT_TIME, given.get(), "a time of day such as '03:30'");
            return null;
        }
        if (time.get().isPresent() && (when == null || !when.hasFixedStart())) {
            problems.warning(
                    handler.origin(ConfigKey.AT_TIME),
                    "atTime counts for midnight and the week days only; set when='midnight'");
        }
        return time.get().orElse(null);
    }

    private Optional<Boolean> truth(Value value) {
        Optional<Boolean> truth = Units.truth(value.literal());
        if (truth.isEmpty()) {
            wrong(value, "True or False");
        }
        return truth;
    }

    private @Nullable Duration age() {
        Optional<Literal> keep = handler.literal(ConfigKey.KEEP);
        if (keep.isEmpty() || (keep.get() instanceof Literal.Text text && isUnlimited(text.value()))) {
            return null;
        }
        Optional<Duration> age = Units.age(keep.get());
        if (age.isEmpty()) {
            handler.wrong(ConfigKey.KEEP, keep.get(), "a number of d, h or m, such as '14d'");
        }
        return age.orElse(null);
    }

    private long keepBytes() {
        return handler.literal(ConfigKey.KEEP_BYTES)
                .filter(Literal::truthy)
                .flatMap(literal ->
                        bytes(new Value(ConfigKey.KEEP_BYTES, literal, handler.origin(ConfigKey.KEEP_BYTES))))
                .orElse(0L);
    }

    private @Nullable Duration syncWithin() {
        Optional<Literal> within = handler.literal(ConfigKey.SYNC);
        if (within.isEmpty()
                || (within.get() instanceof Literal.Text text && text.value().isBlank())) {
            Role role = Role.ofSection(handler.name()).orElse(null);
            return role == Role.EVENT_LOG || role == Role.ERROR ? SYNC_SOON : SYNC_LATER;
        }
        if (within.get() instanceof Literal.Text text && text.value().strip().equalsIgnoreCase(Units.NEVER)) {
            return null;
        }
        Optional<Duration> span = Units.span(within.get());
        if (span.isEmpty()) {
            handler.wrong(ConfigKey.SYNC, within.get(), "a number of s, m or h, such as '30s', or 'never'");
        }
        return span.orElse(null);
    }

    private static boolean isUnlimited(String words) {
        return words.isBlank() || words.strip().toLowerCase(Locale.ROOT).equals("forever");
    }

    private int number(ConfigKey key, int otherwise) {
        return setting(key, this::number).orElse(otherwise);
    }

    private record Value(ConfigKey key, Literal literal, Origin origin) {}

    private Optional<Integer> number(Value value) {
        var number = Units.number(value.literal());
        if (number.isEmpty()) {
            wrong(value, "a whole number from 0 to 999999999");
        }
        return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
    }

    private Optional<Long> bytes(Value value) {
        var bytes = Units.bytes(value.literal());
        if (bytes.isEmpty()) {
            wrong(value, "bytes, or text such as '1MB' (1000 kB) or '1MiB' (1024 KiB)");
        }
        return bytes.isPresent() ? Optional.of(bytes.getAsLong()) : Optional.empty();
    }

    private Optional<Optional<Rotation.When>> when(Value value) {
        Optional<Optional<Rotation.When>> when = Units.when(value.literal());
        if (when.isEmpty()) {
            wrong(value, "one of S, M, H, D, midnight, W0 (Monday) to W6, never");
        }
        return when;
    }

    private Optional<String> text(Value value) {
        if (value.literal() instanceof Literal.Text text) {
            return Optional.of(text.value());
        }
        wrong(value, "text in quotes");
        return Optional.empty();
    }

    private void wrong(Value value, String wanted) {
        handler.wrong(value.key(), value.literal(), wanted, value.origin());
    }

    /** What counts for this key, from the readable key or from args. */
    private <T> Optional<T> setting(ConfigKey key, Function<Value, Optional<T>> reader) {
        Entry entry = handler.entry(key);
        Literal arg = args == null ? null : args.get(key.word());
        Optional<T> readable = Optional.empty();
        if (entry != null && counts(key, entry)) {
            readable = handler.literal(key).flatMap(literal -> reader.apply(new Value(key, literal, entry.origin())));
        }
        if (arg == null
                || args == null
                || (entry != null && entry.origin().rank() > args.origin().rank())) {
            return readable;
        }
        Optional<T> fromArgs = reader.apply(new Value(key, arg, args.origin()));
        if (readable.isPresent() && fromArgs.isPresent() && !readable.equals(fromArgs)) {
            problems.error(
                    handler.origin(key),
                    key.word() + " here and args in " + args.origin() + " say different things; remove one");
        }
        return fromArgs;
    }

    /** Whether a readable key is in force beside the class and the args. */
    private boolean counts(ConfigKey key, Entry readable) {
        int rank = readable.origin().rank();
        if (args != null && rank < args.origin().rank()) {
            return false;
        }
        Entry chosen = handler.entry(ConfigKey.CLASS);
        if (chosen == null
                || rank > chosen.origin().rank()
                || (declared.allows(key) && rank == chosen.origin().rank())) {
            return true;
        }
        if (rank == chosen.origin().rank()) {
            problems.error(
                    readable.origin(),
                    key.word() + " is nothing that " + declared.python()
                            + " takes; leave class out, and the keys decide");
        }
        return declared.takes(key);
    }

    /** Where the value that counts stands. */
    /** Where the last word on these keys stands: a file that completes the built-in configuration has it. */
    private Origin lastOf(ConfigKey first, ConfigKey... others) {
        Origin last = origin(first);
        for (ConfigKey key : others) {
            last = origin(key).isAfter(last) ? origin(key) : last;
        }
        return last;
    }

    private Origin origin(ConfigKey key) {
        Entry entry = handler.entry(key);
        boolean inArgs = args != null
                && args.get(key.word()) != null
                && (entry == null || entry.origin().rank() <= args.origin().rank());
        return inArgs && args != null ? args.origin() : handler.origin(key);
    }

    private void minorArguments() {
        if (args == null) {
            return;
        }
        Literal mode = args.get("mode");
        if (mode != null
                && !(mode instanceof Literal.Text text
                        && MODE.matcher(text.value()).matches())) {
            problems.error(args.origin(), "mode " + Quote.of(mode.repr()) + " not understood; use 'a'");
        } else if (mode instanceof Literal.Text text && text.value().startsWith("w") && declared == HandlerClass.FILE) {
            problems.warning(args.origin(), "mode 'w' counts as 'a': a start never deletes what was logged");
        }
        Literal encoding = args.get("encoding");
        if (encoding instanceof Literal.Text text
                && !text.value().toLowerCase(Locale.ROOT).replace("-", "").equals("utf8")) {
            problems.warning(args.origin(), "encoding " + Quote.of(encoding.repr()) + " counts as UTF-8");
        }
    }
}
