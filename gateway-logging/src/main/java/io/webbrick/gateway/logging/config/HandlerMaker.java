package io.webbrick.gateway.logging.config;

import io.webbrick.gateway.logging.store.Retention;
import io.webbrick.gateway.logging.store.Rotation;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes handlers of named arguments, with the errors that Python's constructors raise. */
final class HandlerMaker {
    private static final int ERROR = 40;

    private final Tree tree;
    private final PythonHandlerClass kind;
    private final Map<String, @Nullable Object> arguments;

    private HandlerMaker(Tree tree, PythonHandlerClass kind, Map<String, @Nullable Object> arguments) {
        this.tree = tree;
        this.kind = kind;
        this.arguments = arguments;
    }

    /** @param target where a MemoryHandler sends what it kept */
    static Handler make(
            Tree tree, PythonHandlerClass kind, Map<String, @Nullable Object> arguments, @Nullable Handler target)
            throws PythonError {
        for (String name : arguments.keySet()) {
            if (!kind.parameters().contains(name)) {
                throw PythonError.type(
                        kind.shortName() + ".__init__() got an unexpected keyword argument " + Values.repr(name));
            }
        }
        return new HandlerMaker(tree, kind, arguments).make(target);
    }

    private Handler make(@Nullable Handler target) throws PythonError {
        return switch (kind) {
            case STREAM -> new Handler.Console(tree, !"sys.stdout".equals(consoleName()));
            case NULL -> new Handler.Nothing(tree);
            case FILE, WATCHED -> file(Rotation.NEVER, Retention.FOREVER, false);
            case ROTATING -> rotating();
            case TIMED -> timed();
            case MEMORY ->
                new Handler.Memory(
                        tree,
                        kind.fullName(),
                        number("capacity", null),
                        arguments.containsKey("flushLevel") ? Values.level(arguments.get("flushLevel")) : ERROR,
                        target,
                        Values.truthy(arguments.getOrDefault("flushOnClose", true)));
            case BUFFERING ->
                new Handler.Memory(tree, kind.fullName(), number("capacity", null), Integer.MAX_VALUE, null, true);
        };
    }

    private String consoleName() {
        String name = Values.str(arguments.getOrDefault("stream", "sys.stderr"));
        return name.startsWith("ext://") ? name.substring("ext://".length()) : name;
    }

    private Handler rotating() throws PythonError {
        long maxBytes = number("maxBytes", 0L);
        int backupCount = (int) number("backupCount", 0L);
        boolean rotates = maxBytes > 0 && backupCount > 0;
        return file(
                rotates ? Rotation.bySize(maxBytes) : Rotation.NEVER,
                rotates ? new Retention(backupCount, null, false) : Retention.FOREVER,
                maxBytes > 0);
    }

    private Handler file(Rotation rotation, Retention retention, boolean appends) throws PythonError {
        boolean truncate =
                !appends && Values.str(arguments.getOrDefault("mode", "a")).startsWith("w");
        var handler = new FileHandler(
                tree, kind.fullName(), path(), rotation, retention, truncate, kind == PythonHandlerClass.ROTATING);
        if (!Values.truthy(arguments.get("delay"))) {
            handler.create();
        }
        return handler;
    }

    private Handler timed() throws PythonError {
        Path path = path();
        Object when = arguments.getOrDefault("when", "h");
        if (!(when instanceof String text)) {
            throw new PythonError("AttributeError", "when must be text, not " + Values.repr(when));
        }
        Object atTime = arguments.get("atTime");
        if (atTime != null) {
            throw new PythonError("AttributeError", "atTime must be a time, not " + Values.repr(atTime));
        }
        boolean utc = Values.truthy(arguments.get("utc"));
        Rollover rollover =
                Rollover.of(text, number("interval", 1L), utc, tree.clock().zone());
        return new TimedFileHandler(
                tree, path, rollover, (int) number("backupCount", 0L), Values.truthy(arguments.get("delay")));
    }

    private Path path() throws PythonError {
        Object filename = arguments.get("filename");
        if (filename == null) {
            throw PythonError.type(kind.shortName() + ".__init__() missing 1 required positional argument: 'filename'");
        }
        if (!(filename instanceof String name)) {
            throw PythonError.type("expected str, bytes or os.PathLike object, not " + Values.repr(filename));
        }
        return tree.file(name);
    }

    private long number(String name, @Nullable Long otherwise) throws PythonError {
        Object value = arguments.containsKey(name) ? arguments.get(name) : otherwise;
        if (value instanceof Number number && Values.isWhole(number)) {
            return number.longValue();
        }
        throw PythonError.type(kind.shortName() + ": " + name + " must be a whole number, not " + Values.repr(value));
    }
}
