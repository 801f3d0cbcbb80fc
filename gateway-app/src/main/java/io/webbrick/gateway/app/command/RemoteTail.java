package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.client.GatewayClient;
import io.webbrick.gateway.app.client.Query;
import io.webbrick.gateway.app.client.RefusedException;
import io.webbrick.gateway.app.client.ServerEvents;
import io.webbrick.gateway.events.line.Json;
import io.webbrick.gateway.events.line.JsonException;
import io.webbrick.gateway.logging.read.StreamCursor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A stream of a gateway elsewhere: what is stored page by page, what comes then as it comes. A lost connection is made again, and it
 * goes on behind the last record, each once; so it does where the gateway leaves out records because there are too many at once.
 * One thread; at most one connection.
 */
final class RemoteTail implements RecordSource {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int BUSY = 503;

    /** A stream's beginning, as the gateway calls it. */
    private static final String BEGIN = "-";

    private final GatewayClient client;
    private final String stream;
    private final RecordFilter wanted;
    private final Consumer<String> problems;
    private final RemoteRecords stored;

    /** Behind what was given; empty where nothing was there to give. */
    private String place;

    private @Nullable ServerEvents events;
    private boolean followed;
    private boolean lost;

    /** {@code problems} hears of what is left out, and of lost connections. */
    RemoteTail(
            GatewayClient client,
            String stream,
            StreamCursor cursor,
            RecordFilter wanted,
            Progress progress,
            Consumer<String> problems) {
        this.client = client;
        this.stream = stream;
        this.wanted = wanted;
        this.problems = problems;
        this.stored = new RemoteRecords(client, stream, wanted, progress, problems);
        this.place = cursor.isNamed() ? cursor.toString() : "";
    }

    @Override
    public List<String> last(int count) throws IOException {
        RemoteRecords.Page page = stored.page("order", "newest", count);
        String cursor = page.cursor();
        place = cursor == null ? "" : cursor;
        List<String> found = page.texts();
        for (String before = page.first(); page.more() && before != null && found.size() < count; ) {
            page = stored.page("before", before, count - found.size());
            var older = new ArrayList<>(page.texts());
            older.addAll(found);
            found = older;
            before = page.first();
        }
        return found.subList(Math.max(0, found.size() - count), found.size());
    }

    @Override
    public List<String> rest() throws IOException {
        var found = new ArrayList<String>();
        boolean more = true;
        while (more) {
            RemoteRecords.Page page = stored.page("cursor", place, RemoteRecords.MOST);
            found.addAll(page.texts());
            String cursor = page.cursor();
            more = page.more() && cursor != null && !cursor.equals(place);
            place = cursor == null ? place : cursor;
        }
        return found;
    }

    @Override
    public List<String> await() throws IOException {
        var fresh = new ArrayList<String>();
        try {
            ServerEvents open = connected();
            boolean more = true;
            while (more) {
                more = take(open, fresh) && open.isReady();
            }
        } catch (RefusedException refused) {
            if (!followed || refused.status() != BUSY) {
                throw refused;
            }
            lose(String.valueOf(refused.getMessage()));
        } catch (IOException broken) {
            if (!followed) {
                throw broken;
            }
            lose(String.valueOf(broken.getMessage()));
        }
        return fresh;
    }

    @Override
    public StreamCursor cursor() {
        return StreamCursor.parse(place).orElse(StreamCursor.START);
    }

    private ServerEvents connected() throws IOException {
        ServerEvents open = events;
        if (open == null) {
            Query question = new Query().with("stream", stream);
            if (place.isEmpty()) {
                question.with("n", RemoteRecords.MOST);
            } else {
                question.with("cursor", place);
            }
            open = client.events("/api/tail" + wanted.addTo(question));
            events = open;
            if (lost) {
                lost = false;
                problems.accept("connected to " + client.address() + " again");
            }
            followed = true;
        }
        return open;
    }

    /** Takes the next event; whether to go on with the one behind it. */
    private boolean take(ServerEvents open, List<String> fresh) throws IOException {
        ServerEvents.Event event = open.next();
        if (event == null) {
            close();
            LockSupport.parkNanos(PAUSE.toNanos());
            return false;
        }
        if (event.type().equals("skipped")) {
            place = object(event.data()).get("from") instanceof String from ? from : BEGIN;
            close();
            return false;
        }
        switch (event.type()) {
            case "record" -> fresh.add(String.valueOf(object(event.data()).get("text")));
            case "deleted" -> stored.tellDeleted();
            default -> {
                // counts, and signs of life
            }
        }
        place = open.id().isEmpty() ? place : open.id();
        return true;
    }

    private static Map<?, ?> object(String data) throws IOException {
        try {
            if (Json.parse(data) instanceof Map<?, ?> map) {
                return map;
            }
        } catch (JsonException e) {
            throw new IOException("an event of the gateway cannot be read: " + e.getMessage(), e);
        }
        throw new IOException("an event of the gateway cannot be read: not a JSON object");
    }

    private void lose(String why) {
        close();
        if (!lost) {
            lost = true;
            problems.accept("the connection is lost (" + why + "); trying again");
        }
        LockSupport.parkNanos(PAUSE.toNanos());
    }

    private void close() {
        if (events != null) {
            events.close();
            events = null;
        }
    }
}
