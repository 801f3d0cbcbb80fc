package io.webbrick.gateway.events.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.events.history.EventHistory.Tally;
import io.webbrick.gateway.events.line.JournaledEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventHistoryTest {
    private static final Path ORIGINAL =
            Path.of(System.getProperty("project.root", "..")).resolve("tests/corpus/original");
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    @TempDir
    Path directory;

    private final List<JournaledEvent> events = new ArrayList<>();

    private Path write(String name, String... lines) throws IOException {
        return Files.writeString(directory.resolve(name), String.join("\n", lines) + "\n");
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static String line(int minute, String source) {
        return "2026-11-21T05:%02d:00.000+00:00 t,%s,{\"val\":%d}".formatted(minute, source, minute);
    }

    private Tally read(EventHistory history, EventQuery query) throws IOException {
        events.clear();
        return history.read(query, events::add);
    }

    private List<String> sources() {
        return events.stream().map(event -> event.event().source()).toList();
    }

    @Test
    void readsRotatedAndGzippedFilesOldestFirst() throws IOException {
        Path newest = write("EventLog.log", line(4, "d"), line(5, "e"));
        write("EventLog.log.1", line(3, "c"));
        Files.write(directory.resolve("EventLog.log.2.gz"), gzip(line(2, "b") + "\n"));
        write("EventLog.log.10", line(1, "a"));
        assertEquals(new Tally(5, 0, List.of()), read(EventHistory.of(newest, LONDON), EventQuery.ALL));
        assertEquals(List.of("a", "b", "c", "d", "e"), sources());
    }

    @Test
    void listsTheFilesAnewForEachRead() throws IOException {
        Path newest = directory.resolve("EventLog.log");
        EventHistory history = EventHistory.of(newest, LONDON);
        assertEquals(0, read(history, EventQuery.ALL).events());
        write("EventLog.log", line(1, "a"));
        assertEquals(1, read(history, EventQuery.ALL).events());
    }

    @Test
    void countsUnreadableLinesAndNamesTheFirst() throws IOException {
        Path file =
                write("EventLog.log", line(1, "a"), "rubbish", "", line(2, "b"), "2026-11-21T05:00:00Z t,s,{\"val\":");
        Tally tally = read(EventHistory.of(file, LONDON), EventQuery.ALL);
        assertEquals(2, tally.events());
        assertEquals(2, tally.unreadable());
        assertEquals(
                file + ":2: no time stamp at its head, such as 2026-11-21T05:20:00.123+00:00",
                tally.firstUnreadable().get(0));
        assertTrue(tally.firstUnreadable().get(1).startsWith(file + ":5: payload is no JSON value"));
    }

    @Test
    void namesTenUnreadableLinesAndCountsAll() throws IOException {
        var lines = new String[1_000];
        Arrays.fill(lines, "rubbish");
        Tally tally = read(EventHistory.of(write("EventLog.log", lines), LONDON), EventQuery.ALL);
        assertEquals(1_000, tally.unreadable());
        assertEquals(10, tally.firstUnreadable().size());
    }

    @Test
    void readsOnBehindADamagedFile() throws IOException {
        byte[] whole = gzip((line(1, "a") + "\n").repeat(10_000));
        Files.write(directory.resolve("EventLog.log.2.gz"), Arrays.copyOf(whole, whole.length / 2));
        Files.write(directory.resolve("EventLog.log.1.gz"), new byte[] {1, 2, 3});
        Path newest = write("EventLog.log", line(2, "b"));
        Tally tally = read(EventHistory.of(newest, LONDON), EventQuery.ALL);
        assertEquals("b", sources().get(sources().size() - 1));
        assertTrue(tally.events() > 1 && tally.events() < 10_001, tally.toString());
        assertEquals(2, tally.unreadable());
        assertTrue(tally.firstUnreadable().get(0).contains("EventLog.log.2.gz is damaged: "), tally.toString());
        assertTrue(
                tally.firstUnreadable().get(1).contains("EventLog.log.1.gz is damaged: it is not a gzip file, "),
                tally.toString());
    }

    @Test
    void asksForSourceTypeAndTime() throws IOException {
        Path file = write("EventLog.log", line(1, "a"), line(2, "b"), line(3, "a"), line(4, "a"));
        EventHistory history = EventHistory.of(file, LONDON);
        read(
                history,
                new EventQuery(
                        Set.of("a"),
                        "t",
                        Instant.parse("2026-11-21T05:01:00Z"),
                        Instant.parse("2026-11-21T05:04:00Z")));
        assertEquals(List.of("a", "a"), sources());
        assertEquals(
                0, read(history, new EventQuery(Set.of(), "other", null, null)).events());
        assertEquals(
                1,
                read(history, new EventQuery(Set.of(), null, Instant.parse("2026-11-21T05:04:00Z"), null))
                        .events());
    }

    @Test
    void goesByTheTimeAnEventHappened() throws IOException {
        Path file = write("EventLog.log", "2026-11-21T05:00:00Z t,s,{\"@at\":\"2008-10-26T18:18:23.086Z\",\"val\":1}");
        var query = new EventQuery(Set.of(), null, null, Instant.parse("2009-01-01T00:00:00Z"));
        assertEquals(1, read(EventHistory.of(file, LONDON), query).events());
    }

    @Test
    void stopsWhenNobodyWantsMore() throws IOException {
        Path file = write("EventLog.log", line(1, "a"), line(2, "b"), line(3, "c"));
        Tally tally = EventHistory.of(file, LONDON).read(EventQuery.ALL, event -> {
            events.add(event);
            return events.size() < 2;
        });
        assertEquals(2, tally.events());
        assertEquals(List.of("a", "b"), sources());
    }

    @Test
    void readsTheGivenFilesInTheGivenOrder() throws IOException {
        Path first = write("z.log", line(2, "b"));
        Path second = write("a.log", line(1, "a"));
        read(EventHistory.of(List.of(first, second), LONDON), EventQuery.ALL);
        assertEquals(List.of("b", "a"), sources());
    }

    @Test
    void refusesAGivenFileThatIsNotThere() {
        EventHistory history = EventHistory.of(List.of(directory.resolve("none.log")), LONDON);
        assertThrows(NoSuchFileException.class, () -> read(history, EventQuery.ALL));
    }

    @Test
    void ordersTheHourThatComesTwiceAcrossFiles() throws IOException {
        write("EventLog.log.1", "2008-10-26 01:10:00,000 t,s", "2008-10-26 01:50:00,000 t,s");
        Path newest = write(
                "EventLog.log",
                "2008-10-26 01:10:00,000 t,s",
                "2008-10-26 01:50:00,000 t,s",
                "2008-10-26 02:10:00,000 t,s");
        read(EventHistory.of(newest, LONDON), EventQuery.ALL);
        assertEquals(
                List.of(
                        "2008-10-26T00:10:00Z",
                        "2008-10-26T00:50:00Z",
                        "2008-10-26T01:10:00Z",
                        "2008-10-26T01:50:00Z",
                        "2008-10-26T02:10:00Z"),
                events.stream().map(event -> event.time().toString()).toList());
    }

    @Test
    void readsTheOriginalsFiles() throws IOException {
        EventHistory history = EventHistory.of(
                List.of(ORIGINAL.resolve("EventLog-2008.log"), ORIGINAL.resolve("EventLog-generated.log")), LONDON);
        assertEquals(new Tally(115, 0, List.of()), read(history, EventQuery.ALL));
    }

    /** The nine lines of the original's own test of reading: its sources, and the typed payloads it never had. */
    @Test
    void readsTheOriginalsAcceptanceCaseTyped() throws IOException {
        String t = HomeEvent.TYPE_PREFIX + "webbrick/";
        Path file = write(
                "EventLog.log",
                "2008-10-26 18:18:23,086 temperature,temperature/outside,{u'name': u'Outside', u'val': 11.4}\r",
                "2008-10-26 18:18:23,717 " + t
                        + "1,webbrick/3/1,{'seqNr': 80, 'pktType': '1', 'fromNode': 3, 'data': '\\xfe\\x04\\x14\\x08 22\\x07\\x06\\x07\\x00\\x04'}\r",
                "2008-10-26 18:18:23,720 " + t
                        + "1,webbrick/3/1,{'seqNr': 81, 'pktType': '1', 'fromNode': 3, 'data': '\\xff'}\r",
                "2008-10-26 18:18:23,833 " + t + "ST,webbrick/6,{'uptime': 693, 'hour': 18}\r",
                "2008-10-26 18:18:23,900 " + t + "ST,webbrick/2,{'uptime': 693, 'hour': 18}\r",
                "2008-10-26 18:18:24,000 " + t + "ST,webbrick/7,{'uptime': 693, 'hour': 18}\r",
                "2008-10-26 18:18:24,100 " + t + "ST,webbrick/4,{'uptime': 693, 'hour': 18}\r",
                "2008-10-26 18:18:24,184 " + t
                        + "CT,webbrick/9/CT/3,{'curhi': 100.0, 'val': 19.600000000000001, 'defhi': 100.0}\r",
                "2008-10-26 18:18:24,186 " + t + "AI,webbrick/9/AI/0,{'curhi': 100.0, 'val': 24.0, 'defhi': 100}\r");
        assertEquals(new Tally(9, 0, List.of()), read(EventHistory.of(List.of(file), LONDON), EventQuery.ALL));
        assertEquals(
                List.of(
                        "temperature/outside",
                        "webbrick/3/1",
                        "webbrick/3/1",
                        "webbrick/6",
                        "webbrick/2",
                        "webbrick/7",
                        "webbrick/4",
                        "webbrick/9/CT/3",
                        "webbrick/9/AI/0"),
                sources());
        assertEquals(Map.of("name", "Outside", "val", 11.4), payload(0));
        byte[] data = String.valueOf(payload(1).get("data")).getBytes(StandardCharsets.ISO_8859_1);
        assertEquals("[-2, 4, 20, 8, 32, 50, 50, 7, 6, 7, 0, 4]", Arrays.toString(data));
        assertEquals(19.6, payload(7).get("val"));
        assertEquals(100L, payload(8).get("defhi"));
        assertEquals(100.0, payload(8).get("curhi"));
    }

    private Map<?, ?> payload(int index) {
        return assertInstanceOf(Map.class, events.get(index).event().payload());
    }
}
