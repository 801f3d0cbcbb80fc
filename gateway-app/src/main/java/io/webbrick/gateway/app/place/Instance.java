package io.webbrick.gateway.app.place;

import io.webbrick.gateway.events.line.Json;
import io.webbrick.gateway.events.line.JsonException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A gateway that runs, as its instance file tells. Immutable.
 *
 * @param pid its process
 * @param identity what tells this process from a later one with the same pid, see {@link ProcessIdentity}
 * @param url where its web server answers
 * @param logs its log directory, absolute
 * @param token the secret that lets this machine's user end it
 * @param streams the newest file of each stream that has one, by the stream's title
 * @param certificate the SHA-256 of the web server's certificate, in hexadecimal; empty for plain text
 */
public record Instance(
        long pid, String identity, String url, Path logs, String token, Map<String, Path> streams, String certificate) {
    /** Stands for the log directory of a gateway that keeps its logs in its own memory. */
    public static final Path IN_MEMORY = Path.of("ram");

    /** One in plain text. */
    public Instance(long pid, String identity, String url, Path logs, String token, Map<String, Path> streams) {
        this(pid, identity, url, logs, token, streams, "");
    }

    public Instance {
        streams = Map.copyOf(streams);
    }

    /** Whether its logs are seen through the API only. */
    public boolean isInMemory() {
        return logs.equals(IN_MEMORY);
    }

    String toJson() {
        var files = new LinkedHashMap<String, Object>();
        streams.forEach((name, file) -> files.put(name, file.toString()));
        var all = new LinkedHashMap<String, Object>();
        all.put("pid", pid);
        all.put("identity", identity);
        all.put("url", url);
        all.put("logs", logs.toString());
        all.put("token", token);
        all.put("streams", files);
        all.put("certificate", certificate);
        return Json.write(all) + "\n";
    }

    static Instance ofJson(String text) throws IOException {
        try {
            Object value = Json.parse(text);
            if (!(value instanceof Map<?, ?> map)
                    || !(map.get("pid") instanceof Number pid)
                    || !(map.get("streams") instanceof Map<?, ?> streams)) {
                throw new IOException("not an instance file");
            }
            var files = new LinkedHashMap<String, Path>();
            streams.forEach((name, file) -> files.put(String.valueOf(name), Path.of(String.valueOf(file))));
            return new Instance(
                    pid.longValue(),
                    text(map.get("identity")),
                    text(map.get("url")),
                    Path.of(text(map.get("logs"))),
                    text(map.get("token")),
                    files,
                    map.get("certificate") instanceof String certificate ? certificate : "");
        } catch (JsonException | InvalidPathException e) {
            throw new IOException("not an instance file: " + e.getMessage(), e);
        }
    }

    private static String text(@Nullable Object value) throws IOException {
        if (value instanceof String text) {
            return text;
        }
        throw new IOException("not an instance file: a text is missing");
    }
}
