package io.webbrick.gateway.logging.ring;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.record.Utf8Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
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

    /** A slot that a thread claimed and did not commit, at the beginning of the ring. */
    private static void claimOnly(ByteBuffer slots, Thread owner) {
        slots.put(4, Ring.VERSION).put(5, Ring.RECORD).putLong(8, 0).putInt(20, (int) owner.getId());
        slots.putInt(0, -32);
    }

    private static Ring claimed(ByteBuffer slots) {
        var ring = new Ring(new Region(slots, 0, null), 0, "test");
        ring.append(record("claimed"), 0);
        ring.append(record("behind it"), 1);
        return ring;
    }

    @Test
    void aSlotWhoseOwnerDiedIsSkipped() throws Exception {
        var owner = new Thread(() -> {});
        owner.start();
        owner.join();
        ByteBuffer slots = ByteBuffer.allocateDirect(4_096).order(ByteOrder.LITTLE_ENDIAN);
        Ring dying = claimed(slots);
        claimOnly(slots, owner);
        var out = new ArrayList<String>();
        await().until(() -> dying.drain(0, 4_096, (bytes, index, length, route, at) -> out.add("seen")) > 0);
        assertEquals(List.of("seen"), out);
    }

    @Test
    void aSlotWhoseOwnerIsOnlySlowIsWaitedFor() throws Exception {
        var mayEnd = new CountDownLatch(1);
        var owner = new Thread(() -> {
            try {
                mayEnd.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        owner.start();
        ByteBuffer slots = ByteBuffer.allocateDirect(4_096).order(ByteOrder.LITTLE_ENDIAN);
        Ring slow = claimed(slots);
        claimOnly(slots, owner);
        var out = new ArrayList<String>();
        await().during(Duration.ofMillis(1_500)).atMost(Duration.ofSeconds(5)).until(() -> {
            slow.drain(0, 4_096, (bytes, index, length, route, at) -> out.add("seen"));
            return out.isEmpty();
        });
        mayEnd.countDown();
        owner.join();
    }

    @Test
    void nothingCanBeClaimedOnceItIsSealed() {
        long end = ring.append(record("last"), 0);
        assertFalse(ring.seal(0), "something is behind this position");
        assertTrue(ring.seal(end));
        assertEquals(-1, ring.append(record("too late"), 0));
    }

    @Test
    void aMappingThatFailsIsReplacedByMemoryAndTheCallerMayTryAgain() {
        ByteBuffer slots = ByteBuffer.allocateDirect(4_096);
        var header = new RingHeader(RingHeader.fresh(4_096, UUID.randomUUID(), UUID.randomUUID()));
        var mapped = new Ring(new Region(slots, 0, header), 0, "a file");
        assertTrue(mapped.isDurable());
        long end = mapped.append(record("read before the fault"), 0);
        Ring.RecordConsumer fault = (bytes, index, length, route, at) -> {
            throw new InternalError("a fault occurred in a recent unsafe memory access operation");
        };
        assertEquals(0, mapped.drain(0, 4_096, fault));
        assertFalse(mapped.isDurable());
        assertEquals(-1, mapped.append(record("until the consumer has seen it"), 0));
        long first = mapped.drain(end, 4_096, fault);
        mapped.free(first);
        assertTrue(mapped.append(record("goes on"), 0) > first);
        var out = new ArrayList<String>();
        mapped.drain(first, 4_096, (bytes, index, length, route, at) -> out.add("seen"));
        assertEquals(List.of("seen"), out);
        assertTrue(mapped.describe().contains("a file failed"), mapped.describe());
    }

    @Test
    void aConsumerThatDozesIsWokenBeforeTheRingIsFull() throws InterruptedException {
        var dozed = new AtomicInteger();
        var consumer = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                ring.doze();
                dozed.incrementAndGet();
            }
        });
        ring.consumedBy(consumer);
        consumer.start();
        while (ring.fill() < 0.3) {
            ring.append(record("x".repeat(100)), 0);
        }
        long shortest = Long.MAX_VALUE;
        for (int trial = 0; trial < 20; trial++) {
            await().until(() -> consumer.getState() == Thread.State.TIMED_WAITING);
            int before = dozed.get();
            long start = System.nanoTime();
            while (dozed.get() == before) {
                ring.wakeIfParked();
                Thread.onSpinWait();
            }
            shortest = Math.min(shortest, System.nanoTime() - start);
        }
        consumer.interrupt();
        consumer.join();
        assertTrue(shortest < 2_000_000, "it was left to sleep for its 20 ms");
    }
}
