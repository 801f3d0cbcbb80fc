package io.webbrick.gateway.web.api;

import io.webbrick.gateway.events.line.Json;
import io.webbrick.gateway.events.line.JsonException;
import io.webbrick.gateway.logging.StreamReading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which problems somebody has seen, kept in the log directory over restarts. The oldest are forgotten. Any thread. */
final class Acknowledgements {
    private static final Logger LOG = LoggerFactory.getLogger("WebBrickGateway.web");
    private static final String FILE = "acknowledged";
    private static final int MOST = 500;

    private final StreamReading streams;
    private final Map<String, Acknowledgement> all = new LinkedHashMap<>();
    private boolean read;

    Acknowledgements(StreamReading streams) {
        this.streams = streams;
    }

    synchronized @Nullable Acknowledgement of(String id) {
        read();
        return all.get(id);
    }

    /** Keeps one; null takes it back. What cannot be kept changes nothing. */
    synchronized void put(String id, @Nullable Acknowledgement acknowledgement) throws IOException {
        read();
        var next = new LinkedHashMap<>(all);
        next.remove(id);
        if (acknowledgement != null) {
            next.put(id, acknowledgement);
        }
        while (next.size() > MOST) {
            next.remove(next.keySet().iterator().next());
        }
        var json = new LinkedHashMap<String, Object>();
        next.forEach((key, value) -> {
            var one = new LinkedHashMap<String, @Nullable Object>();
            one.put("at", value.at().toString());
            one.put("by", value.by());
            json.put(key, one);
        });
        streams.keep(FILE, Json.write(json).getBytes(StandardCharsets.UTF_8));
        all.clear();
        all.putAll(next);
    }

    private void read() {
        if (read) {
            return;
        }
        read = true;
        try {
            byte[] kept = streams.kept(FILE);
            if (kept.length > 0 && Json.parse(new String(kept, StandardCharsets.UTF_8)) instanceof Map<?, ?> map) {
                map.forEach(this::add);
            }
        } catch (IOException | JsonException e) {
            LOG.warn("which problems were acknowledged cannot be read and is forgotten: {}", e.getMessage());
        }
    }

    private void add(Object id, @Nullable Object value) {
        if (value instanceof Map<?, ?> one && one.get("at") instanceof String at) {
            try {
                Object by = one.get("by");
                all.put(String.valueOf(id), new Acknowledgement(Instant.parse(at), by == null ? null : by.toString()));
            } catch (DateTimeException noTime) {
                LOG.warn("an acknowledgement of {} has no time and is forgotten", id);
            }
        }
    }
}
