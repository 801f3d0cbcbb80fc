package io.webbrick.gateway.app.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Server-sent events of one answer, as they come. One thread; memory: one event. */
public final class ServerEvents implements AutoCloseable {
    private final HttpURLConnection connection;
    private final BufferedReader lines;
    private String id = "";

    ServerEvents(HttpURLConnection connection) throws IOException {
        this.connection = connection;
        this.lines = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * One of them.
     *
     * @param type its name
     * @param data its text; empty for a sign of life
     */
    public record Event(String type, String data) {}

    /** Waits for the next one; null when the answer has ended. */
    public @Nullable Event next() throws IOException {
        String type = "message";
        var data = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                return new Event(type, data.toString());
            }
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(line.startsWith(": ", colon) ? colon + 2 : colon + 1);
            switch (field) {
                case "event" -> type = value;
                case "id" -> id = value;
                case "data" -> data.append(data.isEmpty() ? "" : "\n").append(value);
                default -> {
                    // a comment, or what is told to browsers only
                }
            }
        }
        return null;
    }

    /** The last place that was named; empty when none was. */
    public String id() {
        return id;
    }

    /** Whether more has come already. */
    public boolean isReady() throws IOException {
        return lines.ready();
    }

    /** Breaks the answer off. */
    @Override
    public void close() {
        connection.disconnect();
    }
}
