package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.client.GatewayClient;
import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.events.line.EventJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Posts events into a gateway in their order, in batches that its limits allow. One thread. */
final class Replay {
    private static final int MOST_EVENTS = 1_000;
    private static final int MOST_BYTES = 1_000_000;

    private final GatewayClient client;
    private final Speed speed;
    private final StringBuilder batch = new StringBuilder();
    private int inBatch;
    private int bytes;
    private long suppressed;

    Replay(GatewayClient client, Speed speed) {
        this.client = client;
        this.speed = speed;
    }

    /** Publishes all of them; answers how many the gateway's configuration keeps out of EventLog. */
    long publish(List<HomeEvent> events, Progress progress) throws IOException {
        Instant before = null;
        for (HomeEvent event : events) {
            before = pause(before, event.at());
            add(EventJson.write(event));
            progress.step();
        }
        send();
        return suppressed;
    }

    private void add(String json) throws IOException {
        int length = json.getBytes(StandardCharsets.UTF_8).length + 1;
        if (inBatch == MOST_EVENTS || bytes + length > MOST_BYTES) {
            send();
        }
        batch.append(json).append('\n');
        inBatch++;
        bytes += length;
    }

    private void send() throws IOException {
        if (inBatch == 0) {
            return;
        }
        Map<?, ?> answer = client.post("/api/events", "application/x-ndjson", batch.toString());
        if (answer.get("suppressed") instanceof Number number) {
            suppressed += number.longValue();
        }
        batch.setLength(0);
        inBatch = 0;
        bytes = 0;
    }

    /** Waits as long as it took then, divided by the speed; what is due is sent before. */
    private @Nullable Instant pause(@Nullable Instant before, @Nullable Instant at) throws IOException {
        if (!speed.paced() || at == null) {
            return at;
        }
        long nanos = before == null ? 0 : (long) (Duration.between(before, at).toMillis() * 1e6 / speed.factor());
        if (nanos > 0) {
            send();
            long end = System.nanoTime() + nanos;
            while (System.nanoTime() < end) {
                LockSupport.parkNanos(end - System.nanoTime());
            }
        }
        return at;
    }
}
