package io.webbrick.gateway.logging.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.record.Utf8Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class RingTest {
    private final Ring ring = Ring.inMemory(4_096);

    private static Utf8Buffer record(String text) {
        var buffer = new Utf8Buffer(64);
        buffer.append(text);
        return buffer;
    }

    private long drain(long from, List<String> into) {
        return ring.drain(from, Integer.MAX_VALUE, (slots, index, length, route, at) -> {
            var bytes = new byte[length];
            slots.get(index, bytes, 0, length);
            into.add(route + ":" + new String(bytes, StandardCharsets.UTF_8));
        });
    }

    @Test
    void recordsComeOutInOrderWithTheirRoutes() {
        ring.append(record("one"), 1);
        ring.append(record("two"), 65_535);
        var out = new ArrayList<String>();
        drain(0, out);
        assertEquals(List.of("1:one", "65535:two"), out);
    }

    @Test
    void aFullRingRefusesUntilSpaceIsGivenBack() {
        int stored = 0;
        while (ring.append(record("x".repeat(100)), 0) >= 0) {
            stored++;
        }
        assertEquals(4_096 / 128, stored);
        var out = new ArrayList<String>();
        long seen = drain(0, out);
        assertEquals(-1, ring.append(record("still taken"), 0));
        ring.free(seen);
        assertTrue(ring.append(record("free again"), 0) > 0);
    }

    @Test
    void randomSizesSurviveManyLaps() {
        long seed = 99;
        var random = new Random(seed);
        long position = 0;
        int number = 0;
        int seen = 0;
        for (int round = 0; round < 5_000; round++) {
            var expected = new ArrayList<String>();
            for (int count = random.nextInt(5); count >= 0; count--) {
                String text = number + "x".repeat(random.nextInt(300));
                if (ring.append(record(text), 3) >= 0) {
                    expected.add("3:" + text);
                    number++;
                }
            }
            var out = new ArrayList<String>();
            position = drain(position, out);
            ring.free(position);
            assertEquals(expected, out, "seed " + seed + ", round " + round);
            seen += out.size();
        }
        assertEquals(number, seen);
    }

    @Test
    void fourProducersLoseAndDoubleNothingAndKeepTheirOrder() throws Exception {
        int each = 20_000;
        var running = new AtomicInteger(4);
        for (int producer = 0; producer < 4; producer++) {
            int id = producer;
            new Thread(() -> {
                        for (int number = 0; number < each; ) {
                            if (ring.append(record(Integer.toString(number)), id) >= 0) {
                                number++;
                            } else {
                                Thread.onSpinWait();
                            }
                        }
                        running.decrementAndGet();
                    })
                    .start();
        }
        Map<String, Integer> next = new HashMap<>();
        long position = 0;
        while (running.get() > 0 || position != ring.tail()) {
            var out = new ArrayList<String>();
            position = drain(position, out);
            ring.free(position);
            for (String line : out) {
                String producer = line.substring(0, line.indexOf(':'));
                int number = Integer.parseInt(line.substring(line.indexOf(':') + 1));
                assertEquals(next.getOrDefault(producer, 0), number, "order of producer " + producer);
                next.put(producer, number + 1);
            }
        }
        assertEquals(Map.of("0", each, "1", each, "2", each, "3", each), next);
    }

    @Test
    void aCapacityThatIsNoPowerOfTwoIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Ring.inMemory(5_000));
    }
}
