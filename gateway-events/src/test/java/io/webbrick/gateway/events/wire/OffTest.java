package io.webbrick.gateway.events.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import org.junit.jupiter.api.Test;

final class OffTest {
    @Test
    void costsNoMemoryWhileNobodyListens() throws IOException, InterruptedException {
        var watched = new Watched();
        watched.listened = false;
        var asked = new SilentHttpClient();
        HttpClient client = WatchedHttpClient.of(asked, watched.monitor);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        send(client, 20_000);
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            send(client, 1_000);
            best = Math.min(best, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertTrue(best < 1_000, best + " bytes for 1,000 requests");
        assertEquals(25_000, asked.sent);
    }

    private static void send(HttpClient client, int count) throws IOException, InterruptedException {
        for (int i = 0; i < count; i++) {
            client.send(SilentHttpClient.REQUEST, SilentHttpClient.HANDLER);
        }
    }
}
