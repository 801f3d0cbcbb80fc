package io.webbrick.gateway.web;

import io.webbrick.gateway.events.line.Json;
import io.webbrick.gateway.events.line.JsonException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A client of server-sent events, as a browser is one: chunks taken apart, the last id kept. */
final class Listener implements AutoCloseable {
    private static final long PATIENCE_NANOS = 15_000_000_000L;

    private final Wire wire;
    private final BufferedReader in;
    String head = "";
    String lastId = "";

    /** One event. */
    record Event(String name, String id, String data) {
        Map<?, ?> json() {
            try {
                return (Map<?, ?>) Objects.requireNonNull(Json.parse(data));
            } catch (JsonException e) {
                throw new AssertionError(data, e);
            }
        }

        String message() {
            return String.valueOf(json().get("message"));
        }
    }

    Listener(House house, String path, String... headers) throws IOException {
        wire = house.wire();
        in = new BufferedReader(new InputStreamReader(wire.socket.getInputStream(), StandardCharsets.UTF_8));
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        wire.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + more + "\r\n");
    }

    private void readHead() throws IOException {
        var text = new StringBuilder();
        for (String line = line(); !line.isEmpty(); line = line()) {
            text.append(line).append("\r\n");
        }
        head = text.toString();
    }

    private String line() throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new IOException("closed");
        }
        return line;
    }

    int status() throws IOException {
        if (head.isEmpty()) {
            readHead();
        }
        return Integer.parseInt(head.substring(9, 12));
    }

    /** The next event; null when the answer has ended. */
    @Nullable
    Event next() throws IOException {
        status();
        long begin = System.nanoTime();
        String name = "";
        String id = "";
        var data = new StringBuilder();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (System.nanoTime() - begin > PATIENCE_NANOS) {
                throw new IOException("no event for long, after id " + lastId);
            }
            if (line.equals("0")) {
                return null;
            }
            if (line.startsWith("event: ")) {
                name = line.substring("event: ".length());
            } else if (line.startsWith("id: ")) {
                id = line.substring("id: ".length());
                lastId = id;
            } else if (line.startsWith("data: ")) {
                data.append(line.substring("data: ".length()));
            } else if (line.isEmpty() && data.length() > 0) {
                return new Event(name, id, data.toString());
            }
        }
        return null;
    }

    /** Waits for the next sign of life; events before it are passed over. */
    void heartbeat() throws IOException {
        status();
        String line = line();
        while (!line.equals(": alive")) {
            line = line();
        }
        line = line();
        lastId = line.startsWith("id: ") ? line.substring("id: ".length()) : lastId;
    }

    /** The next event of this name; others are passed over. */
    Event next(String name) throws IOException {
        Event event = next();
        while (event != null && !event.name().equals(name)) {
            event = next();
        }
        return Objects.requireNonNull(event, "the answer ended without " + name);
    }

    /** The messages of the next so many records. */
    List<String> messages(int count) throws IOException {
        var messages = new ArrayList<String>();
        while (messages.size() < count) {
            messages.add(next("record").message());
        }
        return messages;
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
