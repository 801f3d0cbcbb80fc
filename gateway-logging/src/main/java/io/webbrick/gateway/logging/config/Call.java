package io.webbrick.gateway.logging.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One log call: Python's LogRecord.
 *
 * @param nanos when, since 1970
 * @param error the text of the exception that was logged with it
 */
record Call(
        String logger,
        int level,
        @Nullable Object message,
        List<?> arguments,
        Map<String, @Nullable Object> extra,
        @Nullable String error,
        long nanos,
        long startNanos) {
    private static final long PROCESS = ProcessHandle.current().pid();

    /** The message with its arguments. */
    String text() throws PythonError {
        String template = Values.str(message);
        if (arguments.isEmpty()) {
            return template;
        }
        if (arguments.size() == 1 && arguments.get(0) instanceof Map<?, ?> map && !map.isEmpty()) {
            return Percent.named(template, Values.map(map, "arguments"));
        }
        return Percent.ordered(template, arguments);
    }

    long millis() {
        return Math.floorDiv(nanos, 1_000_000L);
    }

    /** All attributes but the two that a formatter adds. What only a Python program has is empty. */
    Map<String, @Nullable Object> attributes() {
        var all = new LinkedHashMap<String, @Nullable Object>();
        all.put("name", logger);
        all.put("msg", message);
        all.put("args", arguments);
        all.put("levelname", Values.levelName(level));
        all.put("levelno", level);
        for (String empty : List.of("pathname", "filename", "module", "funcName")) {
            all.put(empty, "");
        }
        all.put("lineno", 0);
        for (String none : List.of("exc_info", "exc_text", "stack_info", "taskName")) {
            all.put(none, null);
        }
        all.put("created", nanos / 1e9);
        all.put("msecs", (double) Math.floorMod(millis(), 1_000L));
        all.put("relativeCreated", (nanos - startNanos) / 1e6);
        all.put("thread", PROCESS);
        all.put("threadName", "MainThread");
        all.put("processName", "MainProcess");
        all.put("process", PROCESS);
        all.putAll(extra);
        return all;
    }
}
