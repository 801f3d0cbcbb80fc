package io.webbrick.gateway.web.api;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which endpoint answers which method and path. Filled before the first question, read by any thread afterwards. */
public final class Routes implements Endpoint {
    private final Map<String, Map<String, Endpoint>> exact = new LinkedHashMap<>();
    private final Map<String, Map<String, Endpoint>> below = new LinkedHashMap<>();

    /** Answers GET and HEAD of exactly this path. */
    public void get(String path, Endpoint endpoint) {
        exact.computeIfAbsent(path, key -> new TreeMap<>()).put("GET", endpoint);
    }

    /** Answers GET and HEAD of every path that begins so; {@code prefix} ends with a slash. */
    public void getBelow(String prefix, Endpoint endpoint) {
        below.computeIfAbsent(prefix, key -> new TreeMap<>()).put("GET", endpoint);
    }

    /** Answers POST of every path that begins so; {@code prefix} ends with a slash. */
    void postBelow(String prefix, Endpoint endpoint) {
        below.computeIfAbsent(prefix, key -> new TreeMap<>()).put("POST", endpoint);
    }

    /** Answers PUT and DELETE of every path that begins so; {@code prefix} ends with a slash. */
    void changeBelow(String prefix, Endpoint put, Endpoint delete) {
        Map<String, Endpoint> methods = below.computeIfAbsent(prefix, key -> new TreeMap<>());
        methods.put("PUT", put);
        methods.put("DELETE", delete);
    }

    /** Answers POST of exactly this path. */
    void post(String path, Endpoint endpoint) {
        exact.computeIfAbsent(path, key -> new TreeMap<>()).put("POST", endpoint);
    }

    @Override
    public Answer answer(Ask ask) throws Refusal, IOException {
        Map<String, Endpoint> methods = find(ask.path());
        if (methods == null) {
            throw notFound(ask.path());
        }
        Endpoint endpoint = methods.get(ask.method());
        if (endpoint == null) {
            String allowed = allowed(methods);
            var refusal = new Refusal(
                    405, "method not allowed", ask.path() + " answers " + allowed + ", not " + ask.method());
            return refusal.answer().with("Allow", allowed);
        }
        return endpoint.answer(ask);
    }

    static Refusal notFound(String path) {
        return new Refusal(404, "not found", "there is nothing at " + path + "; see docs/api.md for what there is");
    }

    private @Nullable Map<String, Endpoint> find(String path) {
        Map<String, Endpoint> methods = exact.get(path);
        if (methods != null) {
            return methods;
        }
        for (var each : below.entrySet()) {
            if (path.startsWith(each.getKey())) {
                return each.getValue();
            }
        }
        return null;
    }

    private static String allowed(Map<String, Endpoint> methods) {
        var names = new TreeMap<>(methods);
        if (names.containsKey("GET")) {
            names.put("HEAD", names.get("GET"));
        }
        return String.join(", ", names.keySet());
    }
}
