package io.webbrick.gateway.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.LoggingOptions;
import io.webbrick.gateway.logging.record.Level;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes first for whoever begins to follow is bounded, however many streams are followed. */
final class TailBacklogTest {
    private static final int CHARS = 4_000;
    private static final int WRITTEN = 600;

    /** It reads parts until it has its share; the last part may double that. */
    private static final int MOST_CHARS = 2 * 1_024 * 1_024;

    @TempDir
    private Path directory;

    private GatewayLogging logging;
    private Tails tails;
    private TailApi api;

    @BeforeEach
    void start() throws Exception {
        InstantSource clock = InstantSource.system();
        logging = GatewayLogging.start(new LoggingOptions(List.of(), directory, ZoneOffset.UTC, null, false, clock));
        tails = new Tails(logging.reading(), Runnable::run, Long.MAX_VALUE);
        var vitals = new Vitals("a house", null, logging::status, clock, () -> ZoneOffset.UTC);
        api = new TailApi(new Streams(vitals, logging.reading()), tails, new Moments(clock, () -> ZoneOffset.UTC));
    }

    @AfterEach
    void stop() {
        tails.close(0);
        logging.close();
    }

    /** Into EventLog, and so into Debug as well. */
    private void write(int count) {
        var journal = logging.journal("EventLog.t");
        for (int number = 0; number < count; number++) {
            journal.append(Level.INFO, 1_000_000 + number, "t,s," + "x".repeat(CHARS));
            if (number % 100 == 99) {
                assertTrue(logging.flush(10_000));
            }
        }
    }

    /** What comes at once to who follows these streams and asks for the newest thousand. */
    private String backlog(String... streams) throws Refusal, IOException {
        Answer answer = api.tail(Asked.of("/api/tail", Map.of("stream", List.of(streams), "n", List.of("1000"))));
        var text = new StringBuilder();
        try (Parts parts = Objects.requireNonNull(answer.parts())) {
            ByteBuffer part = Objects.requireNonNull(parts.next());
            while (part.hasRemaining()) {
                text.append(StandardCharsets.UTF_8.decode(part));
                part = Objects.requireNonNull(parts.next());
            }
        }
        return text.toString();
    }

    private static int count(String text, String what) {
        return text.split(what, -1).length - 1;
    }

    @Test
    void allStreamsTogetherAreBoundedAsOneIs() throws Exception {
        write(WRITTEN);
        String one = backlog("EventLog");
        assertTrue(count(one, "event: record") * CHARS <= MOST_CHARS, () -> "records: " + count(one, "event: record"));
        String both = backlog("EventLog", "Debug");
        int events = count(both, "\"stream\":\"EventLog\"");
        int copies = count(both, "\"stream\":\"Debug\"");
        assertTrue(events > 0 && copies > 0, () -> events + " and " + copies);
        assertTrue((events + copies) * CHARS <= MOST_CHARS, () -> events + " and " + copies);
    }

    @Test
    void whatIsShortComesInFullFromAllStreams() throws Exception {
        write(20);
        String both = backlog("EventLog", "Debug");
        assertEquals(20, count(both, "\"stream\":\"EventLog\""));
        assertEquals(20, count(both, "logger\":\"EventLog.t"));
    }
}
