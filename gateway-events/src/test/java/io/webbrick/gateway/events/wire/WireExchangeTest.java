package io.webbrick.gateway.events.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.ConfiguredWire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class WireExchangeTest {
    private final Watched watched = new Watched();
    private final WireMonitor monitor = watched.monitor;

    private WireExchange begin(String url, int attempt) {
        return monitor.begin("GET", url, List.of(), 0, attempt);
    }

    private String reply(byte[] body) {
        WireExchange exchange = begin("http://brick/", 1);
        exchange.reply(200, "OK", List.of());
        Watched.pass(exchange.replyBody(), body);
        exchange.end();
        List<String> last = watched.blocks.get(watched.blocks.size() - 1);
        return last.get(last.size() - 1);
    }

    @Test
    void keepsABodyBackUnlessItIsAskedFor() {
        assertEquals("< data size: 5", reply("hello".getBytes(StandardCharsets.UTF_8)));
        monitor.logData(true);
        assertEquals("< hello", reply("hello".getBytes(StandardCharsets.UTF_8)));
        monitor.logData(false);
        watched.configured = new ConfiguredWire(List.of(), List.of("Other"), 3, List.of(), List.of(), List.of());
        assertEquals("< data size: 5", reply("hello".getBytes(StandardCharsets.UTF_8)));
        watched.configured = new ConfiguredWire(List.of(), List.of("Test"), 3, List.of(), List.of(), List.of());
        assertEquals("< hel... (2 bytes more)", reply("hello".getBytes(StandardCharsets.UTF_8)));
        watched.configured = new ConfiguredWire(List.of(), List.of("*"), 5, List.of(), List.of(), List.of());
        assertEquals("< hello", reply("hello".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void cutsABodyBetweenCharacters() {
        monitor.logData(true);
        watched.configured = new ConfiguredWire(List.of(), List.of(), 4, List.of(), List.of(), List.of());
        assertEquals("< abc... (3 bytes more)", reply("abc€".getBytes(StandardCharsets.UTF_8)));
        assertEquals("< a€... (1 bytes more)", reply("a€b".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void keepsWhatIsNoTextAsItsBytes() {
        monitor.logData(true).logToken(true);
        assertEquals(
                "< \udc89PNG\r\n\u001a\0\udcff\udcc3",
                reply(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, 0, (byte) 0xFF, (byte) 0xC3}));
    }

    @Test
    void keepsTextWithSomeBytesThatAreNone() {
        monitor.logData(true);
        assertEquals(
                "< caf\udce9\r\n\u001b[1mx\0y",
                reply("caf\u00e9\r\n\u001b[1mx\0y".getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void holdsOnlyTheBeginningOfABodyHoweverLongItIs() {
        monitor.logData(true);
        WireExchange exchange = begin("http://brick/film", 1);
        exchange.reply(200, "OK", List.of());
        byte[] piece = "x".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 1_000; i++) {
            exchange.replyBody().pass(piece, 0, piece.length);
        }
        assertTrue(exchange.replyBody().first().length <= 4_096 + 1_024);
        exchange.end();
        assertTrue(watched.text().contains("data size: 10000000\n"));
        assertTrue(watched.text().endsWith("... (9995904 bytes more)"));
    }

    @Test
    void saysThatARequestIsRepeated() {
        begin("http://brick/", 1).fail(new IOException("broken pipe"));
        WireExchange second = begin("http://brick/", 2);
        second.reply(204, null, List.of());
        second.end();
        assertEquals("""
                > GET http://brick/
                > data size: 0

                < no reply: IOException: broken pipe
                > GET http://brick/ attempt=2
                > data size: 0

                < 204 No Content
                < data size: 0""", watched.text());
    }

    @Test
    void saysWhenABodyEndsEarly() {
        WireExchange broken = monitor.begin("PUT", "http://brick/", List.of(), 10, 1);
        Watched.pass(broken.requestBody(), new byte[4]);
        broken.reply(200, "", List.of());
        Watched.pass(broken.replyBody(), new byte[7]);
        broken.fail(new IOException("reset"));
        WireExchange abandoned = begin("http://brick/", 1);
        abandoned.reply(200, "Fine", List.of());
        abandoned.abandon();
        abandoned.fail(new IOException("counts no more"));
        assertEquals("""
                > PUT http://brick/
                > data size: 4 of 10

                < 200 OK
                < data size: 7, then failed: IOException: reset
                > GET http://brick/
                > data size: 0

                < 200 Fine
                < data size: 0, not read to its end""", watched.text());
    }

    @Test
    void logsARequestAloneWhenItsReplyIsOverdue() {
        WireExchange slow = begin("http://slow/", 1);
        WireExchange quick = begin("http://quick/", 1);
        quick.reply(200, null, List.of());
        quick.end();
        watched.later.forEach(Runnable::run);
        slow.reply(200, null, List.of());
        slow.end();
        List<String> firsts = watched.blocks.stream().map(lines -> lines.get(0)).toList();
        String mark = firsts.get(2).split(" ", 3)[1];
        assertTrue(mark.matches("\\[\\d+]"), mark);
        assertEquals(
                List.of("> GET http://quick/", "< 200 OK", "> " + mark + " GET http://slow/", "< " + mark + " 200 OK"),
                firsts);
    }

    @Test
    void keepsEachRequestWithItsReplyWhenManyAreUnderWay() throws InterruptedException {
        var begin = new CountDownLatch(1);
        var threads = IntStream.range(0, 16)
                .mapToObj(number -> new Thread(() -> {
                    try {
                        begin.await();
                        for (int i = 0; i < 20; i++) {
                            WireExchange exchange = begin("http://brick/" + number + "/" + i, 1);
                            exchange.reply(200, number + "/" + i, Watched.headers("a", "1", "b", "2"));
                            exchange.end();
                        }
                    } catch (InterruptedException ended) {
                        Thread.currentThread().interrupt();
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        begin.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(2 * 16 * 20, watched.blocks.size());
        for (int at = 0; at < watched.blocks.size(); at += 2) {
            String request = watched.blocks.get(at).get(0);
            assertEquals(
                    "< 200 " + request.substring("> GET http://brick/".length()),
                    watched.blocks.get(at + 1).get(0));
        }
    }

    @Test
    void staysBelowWhatARecordHolds() {
        var headers = new ArrayList<WireHeader>();
        for (int i = 0; i < 1_000; i++) {
            headers.add(new WireHeader("x-" + i, "v".repeat(1_000)));
        }
        WireExchange exchange = monitor.begin("GET", "http://brick/" + "u".repeat(100_000), headers, 0, 1);
        exchange.reply(200, "OK".repeat(50_000), headers);
        exchange.end();
        for (List<String> block : watched.blocks) {
            assertTrue(String.join("\n", block).length() < 60_000);
            assertTrue(block.get(0).endsWith(" characters more)"), block.get(0));
            assertTrue(block.stream().anyMatch(line -> line.matches("[<>]   \\.\\.\\. \\(99\\d headers more\\)")));
        }
    }

    @Test
    void forgetsTheReplyThatNobodyListensToAnyMore() {
        WireExchange exchange = begin("http://brick/", 1);
        watched.listened = false;
        exchange.reply(200, "OK", List.of());
        exchange.end();
        watched.later.forEach(Runnable::run);
        assertEquals(List.of(), watched.blocks);
        assertFalse(monitor.enabled());
    }
}
