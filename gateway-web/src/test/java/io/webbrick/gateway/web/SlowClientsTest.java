package io.webbrick.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.record.Level;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a log call takes while nobody follows, and while twenty do that read nothing. It measures, so it runs with {@code
 * -Dslow.clients=true} only.
 */
@EnabledIfSystemProperty(named = "slow.clients", matches = "true")
final class SlowClientsTest {
    private static final int CLIENTS = 20;
    private static final int ROUNDS = 5;
    private static final int CALLS = 20_000;
    private static final int WARM_UP = 60_000;
    private static final long PACE_NANOS = 200_000;

    @TempDir
    private Path directory;

    @Test
    void costALogCallNothing() throws IOException {
        try (House house = new House(directory);
                GatewayLogging logging = house.log()) {
            round(WARM_UP, 0);
            var alone = new long[ROUNDS];
            var followed = new long[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                alone[round] = report(round + " nobody follows", round(CALLS, PACE_NANOS));
                List<Wire> clients = clients(house);
                followed[round] = report(round + " " + CLIENTS + " slow clients", round(CALLS, PACE_NANOS));
                for (Wire client : clients) {
                    client.close();
                }
            }
            assertTrue(logging.flush(10_000));
            Arrays.sort(alone);
            Arrays.sort(followed);
            long without = alone[ROUNDS / 2];
            long with = followed[ROUNDS / 2];
            assertTrue(with < 3 * without + 20_000, "p99 " + without + " ns without, " + with + " ns with them");
        }
    }

    private static List<Wire> clients(House house) throws IOException {
        var clients = new ArrayList<Wire>();
        for (int client = 0; client < CLIENTS; client++) {
            Wire wire = house.wire();
            wire.socket.setReceiveBufferSize(4_096);
            wire.send("GET /api/tail?stream=Debug&n=1000 HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertEquals('H', wire.socket.getInputStream().read());
            clients.add(wire);
        }
        return clients;
    }

    /** Nanoseconds of so many calls, sorted; from one to the next it waits so long. */
    private static long[] round(int calls, long pause) {
        var log = GatewayLogging.handle("T");
        var nanos = new long[calls];
        long next = System.nanoTime();
        for (int call = 0; call < calls; call++) {
            long begin = System.nanoTime();
            log.log(Level.INFO.number(), "the lamp in the hall was switched on by the sensor at the front door");
            nanos[call] = System.nanoTime() - begin;
            next += pause;
            for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
        Arrays.sort(nanos);
        return nanos;
    }

    private static long report(String what, long[] sorted) {
        long p99 = sorted[sorted.length * 99 / 100];
        System.out.println(what + ": p50 " + sorted[sorted.length / 2] + " ns, p99 " + p99 + " ns, p99.9 "
                + sorted[sorted.length * 999 / 1_000] + " ns");
        return p99;
    }
}
