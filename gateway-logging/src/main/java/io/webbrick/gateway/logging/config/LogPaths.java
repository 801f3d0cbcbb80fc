package io.webbrick.gateway.logging.config;

import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where files go: the log directory, and which others a configuration may write to. Touches no file system; links are
 * the writer's concern.
 */
final class LogPaths {
    /** The log directory in memory, and how files below it are written in a configuration. */
    private static final String MEMORY = "ram:";

    private static final Pattern BELOW_MEMORY = Pattern.compile("ram:[/\\\\]*");
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);

    private final Path directory;
    private final @Nullable Path ofFiles;
    private final List<Path> allowed;
    private final Problems problems;
    private final FileSystem fallbackFiles;

    private LogPaths(
            Path directory, @Nullable Path ofFiles, List<Path> allowed, Problems problems, FileSystem fallbackFiles) {
        this.fallbackFiles = fallbackFiles;
        this.directory = directory;
        this.ofFiles = ofFiles;
        this.allowed = allowed;
        this.problems = problems;
    }

    /**
     * Reads logRoot and allowedRoots; the caller's own directory beats what the files say.
     *
     * @param memoryBytes what a directory in memory must hold
     */
    static LogPaths read(Settings logging, ConfigRequest request, long memoryBytes) {
        Problems problems = logging.problems();
        Path fallback = request.defaultDirectory().toAbsolutePath().normalize();
        Optional<Path> ofFiles = logRoot(logging, request, fallback, memoryBytes);
        Path logs = request.logs();
        Path directory = logs != null ? logs.toAbsolutePath().normalize() : ofFiles.orElse(fallback);
        return new LogPaths(
                directory, ofFiles.orElse(null), allowedRoots(logging, directory), problems, fallback.getFileSystem());
    }

    private static Optional<Path> logRoot(Settings logging, ConfigRequest request, Path fallback, long memoryBytes) {
        Path base = request.logs() == null ? fallback : request.logs();
        Optional<Entry> entry = Interpolation.find(ConfigKey.LOG_ROOT.word(), logging.section());
        Optional<Literal> value = entry.flatMap(logging::literal);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Origin at = entry.get().origin();
        if (!(value.get() instanceof Literal.Text text) || text.value().isBlank()) {
            logging.wrong(ConfigKey.LOG_ROOT, value.get(), "a directory in quotes", at);
            return Optional.empty();
        }
        if (text.value().startsWith(MEMORY)) {
            return request.logs() == null ? memory(logging, text, at, request, memoryBytes) : Optional.empty();
        }
        return path(base.getFileSystem(), text.value(), "logRoot", at, logging.problems())
                .map(path -> base.resolve(path).toAbsolutePath().normalize());
    }

    private static Optional<Path> memory(
            Settings logging, Literal.Text text, Origin at, ConfigRequest request, long bytes) {
        LongFunction<Path> memory = request.memory();
        if (memory == null || !text.value().strip().equals(MEMORY)) {
            String wanted = memory == null
                    ? "a directory, such as one on a tmpfs: this program has no file system in memory"
                    : "'ram:' alone, or a directory";
            logging.wrong(ConfigKey.LOG_ROOT, text, wanted, at);
            return Optional.empty();
        }
        try {
            return Optional.of(memory.apply(bytes));
        } catch (UncheckedIOException tooLittle) {
            logging.problems().error(at, "logRoot 'ram:': " + tooLittle.getMessage());
            return Optional.empty();
        }
    }

    private static List<Path> allowedRoots(Settings logging, Path directory) {
        var roots = new ArrayList<Path>();
        Origin at = logging.origin(ConfigKey.ALLOWED_ROOTS);
        for (String word : logging.words(ConfigKey.ALLOWED_ROOTS).orElse(List.of())) {
            Optional<Path> root = path(directory.getFileSystem(), word, "allowedRoots", at, logging.problems());
            if (root.isPresent() && !root.get().isAbsolute()) {
                logging.wrong(ConfigKey.ALLOWED_ROOTS, new Literal.Text(word), "an absolute directory", at);
            } else {
                root.ifPresent(path -> roots.add(path.normalize()));
            }
        }
        return roots;
    }

    /** Whether the log directory is in the memory of this process. */
    boolean isInMemory() {
        return ofFiles != null
                && directory.equals(ofFiles)
                && !directory.getFileSystem().equals(fallbackFiles);
    }

    /** The log directory, absolute. */
    Path directory() {
        return directory;
    }

    /** The file a handler names: below the log directory, or below an allowed one. Empty, with a problem, otherwise. */
    Optional<Path> file(String given, Origin at, String handler) {
        String name = given.startsWith(MEMORY) ? BELOW_MEMORY.matcher(given).replaceFirst("") : given;
        Optional<Path> written = path(directory.getFileSystem(), name, "file name", at, problems);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        Path path = moved(directory.resolve(written.get()).normalize());
        boolean nameless = name.isBlank() || name.endsWith("/") || path.getFileName() == null || path.equals(directory);
        if (nameless) {
            problems.error(at, "file name " + Quote.of(name) + " of handler " + Quote.of(handler) + " names no file");
            return Optional.empty();
        }
        if (path.startsWith(directory)) {
            return Optional.of(path);
        }
        if (allowed.stream().anyMatch(path::startsWith)) {
            problems.warning(
                    at,
                    "file " + path + " of handler " + Quote.of(handler) + " lies outside the log directory, so it does"
                            + " not count in the budget");
            return Optional.of(path);
        }
        problems.error(
                at,
                "file " + path + " of handler " + Quote.of(handler) + " lies outside the log directory " + directory
                        + "; use a relative name, or put its directory into allowedRoots");
        return Optional.empty();
    }

    /** What lay below the files' own logRoot moves with it when the caller chose another directory. */
    private Path moved(Path path) {
        return ofFiles != null && !path.startsWith(directory) && path.startsWith(ofFiles)
                ? directory.resolve(ofFiles.relativize(path)).normalize()
                : path;
    }

    private static Optional<Path> path(FileSystem files, String text, String what, Origin at, Problems problems) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            problems.error(
                    at,
                    what + " " + Quote.of(text) + " holds a control character, because a backslash in quotes begins an"
                            + " escape; use " + Quote.oneLine(withSlashes(text)));
            return Optional.empty();
        }
        if (!files.getSeparator().equals("\\") && DRIVE.matcher(text).matches()) {
            problems.error(at, what + " " + Quote.of(text) + " names a Windows drive, and this is not Windows");
            return Optional.empty();
        }
        try {
            return Optional.of(files.getPath(text));
        } catch (InvalidPathException e) {
            problems.error(at, what + " " + Quote.of(text) + " is not a path: " + e.getReason());
            return Optional.empty();
        }
    }

    /** What the user most likely typed: escapes put back, slashes for backslashes. */
    private static String withSlashes(String text) {
        var path = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int escape = "\u0007\b\f\n\r\t\u000b\u0000".indexOf(c);
            if (escape >= 0) {
                path.append('/').append("abfnrtv0".charAt(escape));
            } else {
                path.append(c == '\\' ? '/' : c);
            }
        }
        return path.toString();
    }
}
