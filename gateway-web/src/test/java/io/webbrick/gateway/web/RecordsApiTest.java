package io.webbrick.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.record.Level;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What a stream has stored, asked for with filters and page by page, in both directions. */
final class RecordsApiTest {
    private static final String DEBUG = "/api/streams/Debug/records?";

    private House house;
    private GatewayLogging logging;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        house = new House(directory);
        logging = house.log();
    }

    @AfterEach
    void stop() {
        logging.close();
        house.close();
    }

    private void log(Level level, String logger, String message) {
        GatewayLogging.handle(logger).log(level.number(), message);
    }

    private Wire.Reply ask(String parameters) throws IOException {
        assertTrue(logging.flush(10_000));
        Wire.Reply reply = house.get(DEBUG + "logger=T&" + parameters);
        assertEquals(200, reply.status(), reply.body());
        return reply;
    }

    /** The messages of an answer. */
    private static List<String> messages(Wire.Reply reply) {
        return reply.list("records").stream()
                .map(each -> String.valueOf(each.get("message")))
                .toList();
    }

    private static String encoded(@Nullable Object text) {
        return URLEncoder.encode(String.valueOf(text), StandardCharsets.UTF_8);
    }

    private void several() {
        log(Level.INFO, "T.kitchen", "Kettle on");
        log(Level.WARNING, "T.kitchen.sink", "kettle dry <b>");
        log(Level.ERROR, "T.kitchenette", "fuse 7");
        log(Level.CRITICAL, "T", "fire 112");
    }

    @Test
    void aRecordTellsWhatItsLineSays() throws IOException {
        GatewayLogging.handle("T.oven").log(Level.ERROR.number(), "burnt");
        Map<String, Object> record = ask("").list("records").get(0);
        assertEquals("Debug", record.get("stream"));
        assertEquals("ERROR", record.get("level"));
        assertEquals("T.oven", record.get("logger"));
        assertEquals("burnt", record.get("message"));
        assertEquals("debug.log", record.get("file"));
        assertTrue(String.valueOf(record.get("position")).startsWith("debug/"), record.toString());
        assertTrue(String.valueOf(record.get("text")).endsWith(" ERROR T.oven burnt"), record.toString());
        Instant time = Instant.parse(String.valueOf(record.get("time")));
        assertTrue(Math.abs(time.toEpochMilli() - System.currentTimeMillis()) < 60_000, record.toString());
    }

    @Test
    void levelsAndLoggersAreFiltered() throws IOException {
        several();
        assertEquals(List.of("kettle dry <b>", "fuse 7", "fire 112"), messages(ask("level=warning")));
        assertEquals(List.of("fire 112"), messages(ask("level=CRITICAL")));
        assertEquals(List.of("Kettle on", "fire 112"), messages(ask("hide=T.kitchen.sink&hide=T.kitchenette")));
        Wire.Reply kitchen = house.get(DEBUG + "logger=T.kitchen");
        assertEquals(List.of("Kettle on", "kettle dry <b>"), messages(kitchen));
        Wire.Reply both = house.get(DEBUG + "logger=T.kitchen.sink&logger=T.kitchenette");
        assertEquals(List.of("kettle dry <b>", "fuse 7"), messages(both));
        assertEquals(400, house.get(DEBUG + "level=LOUD").status());
    }

    @Test
    void aRecordWithoutALevelCountsAsInfo() throws IOException {
        logging.journal("EventLog.t").append(Level.INFO, System.currentTimeMillis(), "t,s,1");
        assertTrue(logging.flush(10_000));
        String events = "/api/streams/EventLog/records?level=";
        assertEquals(1, house.get(events + "INFO").list("records").size());
        assertEquals(0, house.get(events + "WARNING").list("records").size());
        assertNull(house.get(events + "INFO").list("records").get(0).get("level"));
    }

    @Test
    void textsAreFilteredInAnyCaseAllOfThem() throws IOException {
        several();
        assertEquals(List.of("Kettle on", "kettle dry <b>"), messages(ask("q=KETTLE")));
        assertEquals(List.of("kettle dry <b>"), messages(ask("q=kettle&q=DRY")));
        assertEquals(List.of("fuse 7", "fire 112"), messages(ask("not=kettle")));
        assertEquals(List.of("fire 112"), messages(ask("not=kettle&not=fuse")));
    }

    @Test
    void expressionsAreFilteredInAnyCase() throws IOException {
        several();
        assertEquals(List.of("fuse 7", "fire 112"), messages(ask("regex=true&q=" + encoded("F[IU].E \\d+$"))));
        assertEquals(List.of("fire 112"), messages(ask("regex=true&q=" + encoded("\\d$") + "&not=" + encoded("fus."))));
    }

    @Test
    void aWrongExpressionIsRefusedWithItsPlace() throws IOException {
        Wire.Reply reply = house.get(DEBUG + "regex=true&q=" + encoded("a(b"));
        assertEquals(400, reply.status());
        assertTrue(reply.body().contains("unclosed group at position 4"), reply.body());
        assertEquals(
                400,
                house.get(DEBUG + "regex=true&q=" + encoded("(".repeat(2_500))).status());
        assertEquals(400, house.get(DEBUG + "regex=perhaps").status());
    }

    @Test
    void anExpressionThatRunsTooLongIsGivenUpAndCounted() throws IOException {
        log(Level.INFO, "T", "a".repeat(2_000) + "!");
        log(Level.INFO, "T", "aaab");
        Wire.Reply reply = ask("regex=true&q=" + encoded("(a+)+b"));
        assertEquals(List.of("aaab"), messages(reply));
        assertEquals(1L, reply.json().get("cutOff"));
        assertEquals(1L, ask("regex=true&q=" + encoded("(a|b)*c")).json().get("cutOff"), "and a deep one");
    }

    @Test
    void aRangeOfTimeIsFromInclusiveToExclusive() throws IOException {
        for (int second = 0; second < 10; second++) {
            logging.journal("EventLog.t")
                    .append(
                            Level.INFO,
                            Instant.parse("2026-11-21T05:00:0" + second + "Z").toEpochMilli(),
                            "t,s," + second);
        }
        assertTrue(logging.flush(10_000));
        String range = "/api/streams/EventLog/records?from=2026-11-21T05:00:03Z&to=2026-11-21T05:00:06Z";
        assertEquals(List.of("t,s,3", "t,s,4", "t,s,5"), messages(house.get(range)));
        assertEquals(List.of("t,s,3", "t,s,4"), messages(house.get(range + "&limit=2")), "oldest first with from");
        assertEquals(List.of("t,s,4", "t,s,5"), messages(house.get(range + "&limit=2&order=newest")));
        assertEquals(
                List.of("t,s,0", "t,s,1"), messages(house.get("/api/streams/EventLog/records?order=oldest&limit=2")));
        assertEquals(List.of("t,s,8", "t,s,9"), messages(house.get("/api/streams/EventLog/records?limit=2")));
    }

    /** 3,000 records, over several files. */
    private List<String> many() {
        var all = new ArrayList<String>();
        for (int number = 0; number < 3_000; number++) {
            String message = "record " + number + " " + "x".repeat(number % 400);
            all.add(message);
            log(number % 10 == 0 ? Level.WARNING : Level.INFO, "T", message);
            if (number % 700 == 699) {
                assertTrue(logging.flush(10_000));
                logging.rotate("Debug");
            }
        }
        return all;
    }

    @Test
    void pagesUpwardsAreWithoutGapAndWithoutOverlap() throws IOException {
        List<String> all = many().stream().filter(each -> each.contains("7 x")).toList();
        var read = new ArrayList<String>();
        String before = "";
        boolean more = true;
        while (more) {
            Wire.Reply page = ask("q=" + encoded("7 x") + "&limit=53" + before);
            read.addAll(0, messages(page));
            more = Boolean.TRUE.equals(page.json().get("more"));
            before = "&before=" + encoded(page.json().get("first"));
        }
        assertEquals(all, read);
    }

    @Test
    void pagesDownwardsAreWithoutGapAndWithoutOverlap() throws IOException {
        List<String> all = many();
        var read = new ArrayList<String>();
        String where = "&order=oldest";
        boolean more = true;
        while (more) {
            Wire.Reply page = ask("limit=331" + where);
            read.addAll(messages(page));
            more = Boolean.TRUE.equals(page.json().get("more"));
            where = "&cursor=" + encoded(page.json().get("cursor"));
        }
        assertEquals(all, read);
    }

    @Test
    void moreSaysWhetherThereIsAFurtherOneThatMatches() throws IOException {
        several();
        assertEquals(true, ask("q=kettle&limit=1").json().get("more"));
        assertEquals(false, ask("q=kettle&limit=2").json().get("more"));
    }

    @Test
    void aPositionIsShownWithWhatStandsAroundItWhateverTheFilter() throws IOException {
        List<String> all = many();
        Wire.Reply found = ask("q=" + encoded("record 1500 "));
        Object position = Objects.requireNonNull(found.list("records").get(0).get("position"));
        Wire.Reply around = house.get(DEBUG + "level=CRITICAL&limit=11&around=" + encoded(position));
        assertEquals(all.subList(1_495, 1_506), messages(around));
        assertEquals(false, around.json().get("deleted"));
        Wire.Reply up = ask("limit=3&before=" + encoded(around.json().get("first")));
        assertEquals(all.subList(1_492, 1_495), messages(up));
        Wire.Reply down = ask("limit=3&cursor=" + encoded(around.json().get("cursor")));
        assertEquals(all.subList(1_506, 1_509), messages(down));
    }

    @Test
    void aTraceBelongsToItsRecordWhereverReadingBegins() throws IOException {
        LoggerFactory.getLogger("T").error("boom", new IllegalStateException("so"));
        log(Level.INFO, "T", "next");
        Wire.Reply both = ask("");
        Map<String, Object> boom = both.list("records").get(0);
        assertEquals("boom", boom.get("message"));
        assertTrue(
                String.valueOf(boom.get("text")).contains("\n\tjava.lang.IllegalStateException: so"), boom.toString());
        assertEquals(List.of("next"), messages(ask("cursor=" + encoded(boom.get("position")))));
        Object next = both.list("records").get(1).get("position");
        assertEquals(List.of("boom"), messages(ask("before=" + encoded(next))));
    }

    @Test
    void placesThatContradictOrBelongElsewhereAreRefused() throws IOException {
        several();
        Object position = ask("").list("records").get(0).get("position");
        for (String wrong : List.of(
                "before=x",
                "around=x",
                "cursor=x",
                "before=" + position + "&around=" + position,
                "order=newest&cursor=" + position,
                "limit=0",
                "limit=1001",
                "nothing=1")) {
            assertEquals(400, house.get(DEBUG + wrong).status(), wrong);
        }
        for (String name : List.of("before", "around", "cursor")) {
            Wire.Reply reply = house.get("/api/streams/Error/records?" + name + "=" + position);
            assertEquals(400, reply.status(), name);
            assertTrue(reply.body().contains(name), reply.body());
        }
        assertFalse(ask("before=" + position).json().containsKey("cursor"));
    }
}
