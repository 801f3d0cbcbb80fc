package io.webbrick.gateway.web.api;

import io.webbrick.gateway.web.meter.Meters;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Which endpoint answers which method and path. Filled before the first question, read by any thread afterwards. */
public final class Routes implements Endpoint {
    private static final String PICTURE = "/history.svg";

    private final Meters meters;
    private final Map<String, Map<String, Endpoint>> exact = new LinkedHashMap<>();
    private final Map<String, Map<String, Endpoint>> below = new LinkedHashMap<>();

    /** @param meters counts how long answers take */
    public Routes(Meters meters) {
        this.meters = meters;
    }

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

    /** Answers DELETE of every path that begins so; {@code prefix} ends with a slash. */
    void deleteBelow(String prefix, Endpoint endpoint) {
        below.computeIfAbsent(prefix, key -> new TreeMap<>()).put("DELETE", endpoint);
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
        String place = find(ask.path());
        Map<String, Endpoint> methods = exact.containsKey(place) ? exact.get(place) : below.get(place);
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
        long began = System.nanoTime();
        try {
            return endpoint.answer(ask);
        } finally {
            if (ask.method().equals("GET") && (place.startsWith("/api/") || place.equals(PICTURE))) {
                meters.question(place, System.nanoTime() - began);
            }
        }
    }

    static Refusal notFound(String path) {
        return new Refusal(404, "not found", "there is nothing at " + path + "; see docs/api.md for what there is");
    }

    /** The path that was added and that this one is or lies below; this one when there is none. */
    private String find(String path) {
        if (exact.containsKey(path)) {
            return path;
        }
        for (String prefix : below.keySet()) {
            if (path.startsWith(prefix)) {
                return prefix;
            }
        }
        return path;
    }

    private static String allowed(Map<String, Endpoint> methods) {
        var names = new TreeMap<>(methods);
        if (names.containsKey("GET")) {
            names.put("HEAD", names.get("GET"));
        }
        return String.join(", ", names.keySet());
    }
}
