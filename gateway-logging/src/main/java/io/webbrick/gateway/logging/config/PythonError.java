package io.webbrick.gateway.logging.config;

import java.io.Serial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Python would have raised: the name of its class, its text, what caused it. */
final class PythonError extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String type;

    PythonError(String type, String text) {
        this(type, text, null);
    }

    PythonError(String type, String text, @Nullable PythonError cause) {
        super(text, cause);
        this.type = type;
    }

    static PythonError value(String text) {
        return new PythonError("ValueError", text);
    }

    static PythonError type(String text) {
        return new PythonError("TypeError", text);
    }

    String type() {
        return type;
    }

    String text() {
        return String.valueOf(getMessage());
    }

    /** As an answer shows it. */
    Map<String, Object> shown() {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("type", type);
        shown.put("text", text());
        List<Map<String, String>> causes = new ArrayList<>();
        Throwable at = getCause();
        while (at instanceof PythonError cause) {
            causes.add(Map.of("type", cause.type, "text", cause.text()));
            at = cause.getCause();
        }
        shown.put("cause", causes);
        return shown;
    }
}
