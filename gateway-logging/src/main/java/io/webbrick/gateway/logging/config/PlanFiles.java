package io.webbrick.gateway.logging.config;

import io.webbrick.gateway.logging.config.Tree.Node;
import io.webbrick.gateway.logging.stream.LoggerSpec;
import io.webbrick.gateway.logging.stream.LoggingPlan;
import io.webbrick.gateway.logging.stream.StreamSpec;
import io.webbrick.gateway.logging.stream.Target;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Applies configuration files as a gateway reads them: its streams become handlers that write by a gateway's rules. */
final class PlanFiles {
    private PlanFiles() {}

    /** Applies the files; those its streams write, by the streams' names. */
    static Map<String, String> apply(Tree tree, List<?> names) throws PythonError {
        LoggingPlan plan = load(tree, names);
        tree.clearHandlers();
        var files = new LinkedHashMap<String, String>();
        for (StreamSpec stream : plan.streams()) {
            boolean ships = plan.shippers().stream()
                    .anyMatch(shipper -> shipper.handler().equals(stream.name()));
            Handler handler = ships ? new Handler.Nothing(tree) : handler(tree, stream);
            handler.name(stream.name());
            handler.level(stream.level());
            handler.formatter(Formatter.of(
                    stream.format().toString(),
                    stream.format().datefmt(),
                    "%",
                    false,
                    Map.of(),
                    tree.clock().zone()));
            stream.only().forEach(handler::filter);
            if (stream.collectsAll()) {
                handler.collectAll();
            }
            tree.handlers().put(stream.name(), handler);
            if (stream.target() instanceof Target.File file && !ships) {
                files.put(
                        stream.name(), tree.directory().relativize(file.path()).toString());
            }
        }
        plan.loggers().forEach(logger -> logger(tree, logger));
        return files;
    }

    private static LoggingPlan load(Tree tree, List<?> names) throws PythonError {
        var paths = new ArrayList<Path>();
        try {
            names.forEach(name -> paths.add(Path.of(Values.str(name))));
        } catch (InvalidPathException e) {
            throw PythonError.value(String.valueOf(e.getMessage()));
        }
        LoadedConfig loaded = ConfigLoader.load(
                new ConfigRequest(paths, tree.directory(), tree.clock().zone(), tree.directory(), tree.clock()));
        LoggingPlan plan = loaded.plan();
        if (plan == null) {
            throw PythonError.value(
                    loaded.problems().stream().map(ConfigProblem::toString).collect(Collectors.joining("; ")));
        }
        return plan;
    }

    private static Handler handler(Tree tree, StreamSpec stream) throws PythonError {
        if (stream.target() instanceof Target.Console console) {
            return new Handler.Console(tree, console.error());
        }
        if (!(stream.target() instanceof Target.File file)) {
            return new Handler.Nothing(tree);
        }
        String kind = file.rotation().when() != null
                ? PythonHandlerClass.TIMED.fullName()
                : file.rotation().maxBytes() > 0
                        ? PythonHandlerClass.ROTATING.fullName()
                        : PythonHandlerClass.FILE.fullName();
        var handler = new FileHandler(tree, kind, file.path(), file.rotation(), file.retention(), false, true);
        handler.create();
        return handler;
    }

    private static void logger(Tree tree, LoggerSpec spec) {
        Node logger = tree.logger(spec.qualname());
        logger.level = spec.level();
        logger.propagate = spec.propagate();
        logger.filters.addAll(spec.only());
        spec.streams().stream()
                .map(tree.handlers()::get)
                .filter(handler -> handler != null)
                .forEach(logger::attach);
    }
}
