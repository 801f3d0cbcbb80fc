package io.webbrick.gateway.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.app.client.GatewayClient;
import io.webbrick.gateway.app.client.RefusedException;
import io.webbrick.gateway.logging.read.StreamCursor;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code tail} asks a gateway elsewhere, and what it makes of the answers. */
final class RemoteTailTest {
    private static final String RECORDS = "/api/streams/Debug/records";
    private static final String TAIL = "/api/tail";
    private static final String PLACE = "Debug/4f1c07a29be1d300.12/";
    private static final RecordFilter ALL = new RecordFilter(null, null, null);

    private final List<String> said = new ArrayList<>();

    @TempDir
    Path home;

    private FakeGateway gateway;

    @BeforeEach
    void open() throws IOException {
        gateway = new FakeGateway();
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void asksFurtherBackUntilItHasEnough() {
        gateway.answers(RECORDS, 200, page("\"first\":\"" + PLACE + 30 + "\",\"more\":true", "three", "four"))
                .andThen(RECORDS, 200, page("\"first\":\"" + PLACE + 20 + "\",\"more\":true"))
                .andThen(RECORDS, 200, page("\"first\":\"" + PLACE + 10 + "\",\"more\":true", "two"))
                .andThen(RECORDS, 200, page("\"more\":false", "zero", "one"));
        Harness.Answer answer = run("tail", "Debug", "-n", "4", "--url", gateway.url());
        assertEquals(List.of("one", "two", "three", "four"), answer.lines(), answer::err);
        assertEquals(
                List.of(
                        RECORDS + "?order=newest&limit=4",
                        RECORDS + "?before=" + PLACE + "30&limit=2",
                        RECORDS + "?before=" + PLACE + "20&limit=2",
                        RECORDS + "?before=" + PLACE + "10&limit=1"),
                asked());
    }

    @Test
    void letsTheGatewayFilterAsItWouldItself() {
        gateway.answers(RECORDS, 200, page("\"more\":false", "it"));
        run("tail", "Debug", "-n", "1", "--level", "warning", "--grep", "a+b c", "--not", "&", "--url", gateway.url());
        assertEquals(
                List.of(RECORDS + "?order=newest&limit=1&level=WARNING&regex=true&q=(?-i)a+b c&not=(?-i)&"), asked());
    }

    @Test
    void goesOnBehindThePlaceInItsFile() throws IOException {
        Path kept = Files.writeString(home.resolve("cursor"), PLACE + "88131+2\n");
        gateway.answers(RECORDS, 200, page("\"cursor\":\"" + PLACE + "90000\",\"more\":true", "two"))
                .andThen(RECORDS, 200, page("\"cursor\":\"" + PLACE + "90007\",\"more\":false", "three"));
        Harness.Answer answer =
                run("tail", "Debug", "-n", "9", "--cursor-file", kept.toString(), "--url", gateway.url());
        assertEquals(List.of("two", "three"), answer.lines(), answer::err);
        assertEquals(
                List.of(
                        RECORDS + "?cursor=" + PLACE + "88131+2&limit=1000",
                        RECORDS + "?cursor=" + PLACE + "90000&limit=1000"),
                asked());
        assertEquals(PLACE + "90007", Files.readString(kept).strip());
    }

    @Test
    void saysWhatIsLeftOut() {
        gateway.answers(
                RECORDS,
                200,
                page("\"more\":false,\"deleted\":true,\"cutOff\":3,\"damaged\":[\"debug.log.1.gz\"]", "one"));
        Harness.Answer answer = run("tail", "Debug", "-n", "1", "--grep", "one", "--url", gateway.url());
        assertEquals(3, answer.errors().size(), answer::err);
        assertTrue(answer.err().contains("records were deleted before they were read"), answer::err);
        assertTrue(answer.err().contains("debug.log.1.gz is damaged"), answer::err);
        assertTrue(answer.err().contains("looked for too long"), answer::err);
    }

    @Test
    void followsAndComesAgainBehindTheLastRecord() throws IOException {
        gateway.answers(TAIL, 200, event("record", "2", "two") + ": alive\nid: " + PLACE + "4\n\n")
                .andThen(TAIL, 503, "{\"detail\":\"busy\"}")
                .andThen(TAIL, 200, event("counts", "", "") + event("record", "5", "five"));
        RemoteTail tail = tail(PLACE + "1");
        assertEquals(List.of("two", "five"), all(tail, 2));
        assertEquals(PLACE + "5", tail.cursor().toString());
        assertEquals(
                List.of(
                        TAIL + "?stream=Debug&cursor=" + PLACE + "1",
                        TAIL + "?stream=Debug&cursor=" + PLACE + "4",
                        TAIL + "?stream=Debug&cursor=" + PLACE + "4"),
                asked().subList(0, 3));
        assertEquals(2, said.size(), said::toString);
        assertTrue(said.get(0).startsWith("the connection is lost (the gateway at "), said::toString);
        assertEquals("connected to " + gateway.url() + " again", said.get(1));
    }

    @Test
    void readsWhatTheGatewaySkippedAndSaysWhatWasDeleted() throws IOException {
        gateway.answers(
                        TAIL,
                        200,
                        event("record", "1", "one") + "event: skipped\nid: " + PLACE
                                + "9\ndata: {\"stream\":\"Debug\",\"count\":7,\"from\":\"" + PLACE + "1\"}\n\n"
                                + event("record", "10", "ten"))
                .andThen(TAIL, 200, "event: deleted\ndata: {\"stream\":\"Debug\"}\n\n" + event("record", "2", "two"));
        RemoteTail tail = tail(PLACE + "0");
        assertEquals(List.of("one", "two"), all(tail, 2));
        assertEquals(TAIL + "?stream=Debug&cursor=" + PLACE + "1", asked().get(1));
        assertEquals(List.of("records were deleted before they were read; retention was faster"), said);
    }

    @Test
    void anEmptyStreamIsFollowedFromItsFirstRecordOn() throws IOException {
        gateway.answers(RECORDS, 200, page("\"more\":false"))
                .answers(TAIL, 200, "event: skipped\ndata: {\"stream\":\"Debug\",\"count\":7}\n\n")
                .andThen(TAIL, 200, event("record", "1", "one"));
        RemoteTail tail = tail("");
        assertEquals(List.of(), tail.last(5));
        assertEquals(List.of("one"), all(tail, 1));
        assertEquals(List.of(TAIL + "?stream=Debug&n=1000", TAIL + "?stream=Debug&cursor=-"), asked().subList(1, 3));
    }

    @Test
    void doesNotTryAgainWhereNobodyEverAnsweredOrNobodyIsLetIn() {
        gateway.answers(TAIL, 503, "{\"detail\":\"64 clients follow streams already\"}");
        RemoteTail tail = tail(PLACE + "0");
        assertTrue(
                String.valueOf(assertThrows(RefusedException.class, tail::await).getMessage())
                        .contains("64 clients"));
        gateway.answers(TAIL, 200, event("record", "1", "one")).andThen(TAIL, 401, "{\"detail\":\"no\"}");
        assertThrows(RefusedException.class, () -> all(tail, 9));
        gateway.close();
        assertThrows(IOException.class, tail(PLACE + "0")::await);
    }

    @Test
    void eventsAreFoundByTheGatewayAndChosenHere() {
        String path = "/api/streams/EventLog/records";
        String time = "2026-11-21T05:20:00.000+00:00 ";
        gateway.answers(
                        path,
                        200,
                        page("\"cursor\":\"" + PLACE + "5\",\"more\":true", time + "t,hall,1", time + "t,attic,2"))
                .andThen(path, 200, page("\"cursor\":\"" + PLACE + "6\",\"more\":true"))
                .andThen(path, 200, page("\"cursor\":\"" + PLACE + "7\",\"more\":false", "rubbish", time + "t,hall,3"));
        Harness.Answer answer = run(
                "events",
                "--grep",
                "[a-z]all|attic|rubb",
                "--source",
                "hall",
                "--format",
                "line",
                "--url",
                gateway.url());
        assertEquals(
                List.of(time + "t,hall,1", time + "t,hall,3").stream()
                        .map(line -> line.replace("+00:00", "Z"))
                        .toList(),
                answer.lines().stream().map(line -> line.replace("+00:00", "Z")).toList(),
                answer::err);
        assertTrue(answer.err().contains("1 line is no event"), answer::err);
        assertEquals(
                List.of(
                        path + "?order=oldest&limit=1000&regex=true&q=(?-i)[a-z]all|attic|rubb",
                        path + "?cursor=" + PLACE + "5&limit=1000&regex=true&q=(?-i)[a-z]all|attic|rubb",
                        path + "?cursor=" + PLACE + "6&limit=1000&regex=true&q=(?-i)[a-z]all|attic|rubb"),
                asked());
    }

    /** So many records as they come; no call waits before it comes again. */
    private static List<String> all(RemoteTail tail, int records) throws IOException {
        var all = new ArrayList<String>();
        for (int call = 0; all.size() < records && call < 20; call++) {
            LockSupport.unpark(Thread.currentThread());
            all.addAll(tail.await());
        }
        return all;
    }

    private RemoteTail tail(String place) {
        return new RemoteTail(
                new GatewayClient(gateway.url(), Optional.empty()),
                "Debug",
                StreamCursor.parse(place).orElse(StreamCursor.START),
                ALL,
                new Progress("records found", said::add, false),
                said::add);
    }

    private static String page(String rest, String... texts) {
        String records =
                Stream.of(texts).map(text -> "{\"text\":\"" + text + "\"}").collect(Collectors.joining(","));
        return "{\"stream\":\"Debug\",\"records\":[" + records + "]," + rest + "}";
    }

    private static String event(String type, String place, String text) {
        return "event: " + type + "\n" + (place.isEmpty() ? "" : "id: " + PLACE + place + "\n") + "data: {\"text\":\""
                + text + "\"}\n\n";
    }

    private List<String> asked() {
        return gateway.questions().stream()
                .map(question -> URLDecoder.decode(question.path(), StandardCharsets.UTF_8))
                .toList();
    }

    private Harness.Answer run(String... args) {
        return new Harness(home).run(args);
    }
}
