package io.webbrick.gateway.ship.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.logging.read.StreamCursor;
import io.webbrick.gateway.logging.sink.ShipperKind;
import io.webbrick.gateway.logging.sink.ShipperPlace;
import io.webbrick.gateway.logging.sink.ShipperSettings;
import io.webbrick.gateway.ship.deliver.Limits;
import io.webbrick.gateway.ship.deliver.Outgoing;
import io.webbrick.gateway.ship.deliver.Sender;
import io.webbrick.gateway.ship.deliver.SteppedDelivery;
import io.webbrick.gateway.ship.deliver.Verdict;
import io.webbrick.gateway.ship.testing.LoggedHouse;
import io.webbrick.gateway.ship.testing.ServerDouble;
import io.webbrick.gateway.ship.testing.ServerDouble.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlackSenderTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path temp;

    private final ManualClock clock = ManualClock.at("2026-11-21T05:20:00Z");
    private ServerDouble server;

    @BeforeEach
    void begin() throws IOException {
        server = ServerDouble.start(request -> ServerDouble.answer(200, "{\"ok\":true}"));
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    private Sender sender(Map<String, Object> more) {
        var values = new HashMap<String, Object>(more);
        values.putIfAbsent("channel", "general");
        values.put("endpoint", server.uri() + "/api/chat.postMessage");
        if (!more.containsKey("webhook_url")) {
            values.put("api_key", "xoxb-1-2-3");
        }
        var place = new ShipperPlace(temp.resolve("x.log"), true, temp, "gw-1", ZoneId.of("UTC"), clock);
        return SlackKind.sender(new ShipperSettings("slack", "SlackHandler", values, temp), place, Map.of());
    }

    private Outgoing record(int level, String text) {
        return new Outgoing("uid", StreamCursor.START, clock.millis(), level, "house", text, Outgoing.Kind.RECORD);
    }

    private Verdict send(String text) throws InterruptedException {
        return sender(Map.of()).send(List.of(record(40, text)));
    }

    private JsonNode last() throws IOException {
        return message(server.requests().size() - 1);
    }

    private JsonNode message(int index) throws IOException {
        return MAPPER.readTree(server.requests().get(index).text());
    }

    private List<String> texts() throws IOException {
        return texts(last());
    }

    private static List<String> texts(JsonNode message) {
        var texts = new ArrayList<String>();
        message.path("attachments")
                .forEach(attachment -> texts.add(attachment.path("text").asText()));
        return texts;
    }

    @Test
    void eachRecordHasTheColourOfItsOwnLevel() throws Exception {
        sender(Map.of())
                .send(List.of(record(10, "a"), record(20, "b"), record(30, "c"), record(40, "d"), record(50, "e")));
        var colors = new ArrayList<String>();
        last().path("attachments")
                .forEach(attachment -> colors.add(attachment.path("color").asText()));
        assertEquals(List.of("#eeeeee", "good", "warning", "danger", "danger"), colors);
        assertEquals(List.of("a", "b", "c", "d", "e"), texts());
        assertEquals("Bearer xoxb-1-2-3", server.requests().get(0).headers().get("authorization"));
        assertEquals("#general", last().path("channel").asText());
        assertEquals("Python logger", last().path("username").asText());
        assertEquals(":heavy_exclamation_mark:", last().path("icon_emoji").asText());
    }

    @Test
    void idsOfChannelsStayAndAnEmojiBeatsAPicture() throws Exception {
        for (String id : List.of("C0123ABC", "G0123ABCD", "D0123ABCD", "#house", "@bob")) {
            assertEquals(id, SlackSender.channel(id));
        }
        assertEquals("#general", SlackSender.channel("general"));
        sender(Map.of("icon_url", "https://x/y.png")).send(List.of(record(20, "a")));
        assertEquals("https://x/y.png", last().path("icon_url").asText());
        assertFalse(last().has("icon_emoji"));
        sender(Map.of("icon_url", "https://x/y.png", "icon_emoji", ":fire:")).send(List.of(record(20, "a")));
        assertEquals(":fire:", last().path("icon_emoji").asText());
        assertFalse(last().has("icon_url"));
    }

    @Test
    void repetitionsAreFoldedAndTheOrderStays() throws Exception {
        var batch = new ArrayList<Outgoing>();
        for (int number = 0; number < 18; number++) {
            batch.add(record(40, "sensor 7 failed, attempt " + number));
        }
        batch.add(record(40, "gas"));
        sender(Map.of()).send(batch);
        assertEquals(List.of("sensor 7 failed, attempt 0 (+17 similar)", "gas"), texts());
    }

    @Test
    void forAsLongAsSlackWishesNothingIsPostedAndWhatCameMeanwhileIsFoldedInItsOrder() throws Exception {
        var asked = new CopyOnWriteArrayList<Instant>();
        server.rules(request -> {
            asked.add(clock.instant());
            return asked.size() == 1
                    ? new Response.Answer(429, "Retry-After: 30", "")
                    : ServerDouble.answer(200, "{\"ok\":true}");
        });
        var settings = new ShipperSettings("slack", "SlackHandler", Map.of(), temp);
        try (var house = LoggedHouse.start(temp.resolve("logs"), clock)) {
            var delivery =
                    new SteppedDelivery(settings, house.place(), sender(Map.of()), SlackKind.limits(settings), clock);
            LoggedHouse.LOG.error("door");
            house.settle();
            delivery.run(Duration.ofSeconds(5));
            for (int number = 0; number < 18; number++) {
                LoggedHouse.LOG.error("sensor 7 failed, attempt {}", number);
                house.settle();
                delivery.run(Duration.ofSeconds(1));
            }
            LoggedHouse.LOG.error("gas");
            house.settle();
            Instant until = asked.get(0).plusSeconds(30);
            delivery.run(Duration.between(clock.instant(), until));
            assertEquals(1, asked.size(), "asked before thirty seconds were over");
            delivery.run(Duration.ofSeconds(5));
        }
        assertEquals(3, asked.size());
        assertFalse(asked.get(1).isBefore(asked.get(0).plusSeconds(30)), asked::toString);
        assertEquals(List.of("door"), texts(message(1)));
        assertEquals(List.of("sensor 7 failed, attempt 0 (+17 similar)", "gas"), texts(message(2)));
    }

    @Test
    void nobodyIsMentionedByWhatARecordSays() throws Exception {
        send("<!channel> <@U123> & <https://evil|click>");
        assertEquals(List.of("&lt;!channel&gt; &lt;@U123&gt; &amp; &lt;https://evil|click&gt;"), texts());
        assertTrue(last().path("attachments").get(0).path("mrkdwn_in").isEmpty());
    }

    @Test
    void aMessageASecondAndFiveAttemptsAreAllThereIs() {
        var settings = new ShipperSettings("slack", "SlackHandler", Map.of("buffer_duration", 0L), temp);
        assertEquals(
                new Limits(200_000, 500, Duration.ZERO, null, 5, Duration.ofSeconds(1)), SlackKind.limits(settings));
    }

    @Test
    void longTextsAreSplitAndVeryLongOnesCutWithAMark() throws Exception {
        send("x".repeat(9_000));
        assertEquals(
                List.of(3_900, 3_900, 1_200),
                texts().stream().map(String::length).toList());
        send("y".repeat(45_000));
        assertTrue(texts().get(texts().size() - 1).endsWith("... 5000 characters more, in the log"));
        sender(Map.of("stack_trace", false)).send(List.of(record(40, "boom\n\tat x")));
        assertEquals(List.of("boom"), texts());
    }

    @Test
    void tooManyAndTooOldRecordsAreCounted() throws Exception {
        var batch = new ArrayList<Outgoing>();
        batch.add(record(40, "from before"));
        clock.advance(Duration.ofMinutes(11));
        for (int number = 0; number < 40; number++) {
            batch.add(record(40, "kind " + Character.toString('A' + number)));
        }
        sender(Map.of()).send(batch);
        assertEquals(20, texts().size());
        assertEquals(
                "+21 further records, in the log; +1 records from more than ten minutes ago, in the log",
                texts().get(19));
    }

    @Test
    void aFailureWithinA200IsAFailure() throws Exception {
        for (String error : List.of("invalid_auth", "token_revoked", "not_in_channel", "is_archived")) {
            server.rules(request -> ServerDouble.answer(200, "{\"ok\":false,\"error\":\"" + error + "\"}"));
            assertEquals(
                    error, assertInstanceOf(Verdict.Denied.class, send("a")).why());
        }
        server.rules(request -> ServerDouble.answer(200, "{\"ok\":false,\"error\":\"internal_error\"}"));
        assertInstanceOf(Verdict.Again.class, send("a"));
        server.rules(request -> ServerDouble.answer(200, "{\"ok\":false,\"error\":\"msg_too_long\"}"));
        assertInstanceOf(Verdict.Poisoned.class, send("a"));
        server.rules(request -> new Response.Answer(429, "Retry-After: 30", ""));
        assertEquals(
                Duration.ofSeconds(30),
                assertInstanceOf(Verdict.Again.class, send("a")).after());
    }

    @Test
    void aMessageWhoseAnswerWasLostIsPostedOnceMoreMarkedAndThenGivenUp() throws Exception {
        Sender sender = sender(Map.of());
        server.rules(request -> new Response.Reset());
        assertInstanceOf(Verdict.Again.class, sender.send(List.of(record(40, "a"))));
        assertEquals(List.of("a"), texts());
        assertInstanceOf(Verdict.GivenUp.class, sender.send(List.of(record(40, "a"))));
        assertEquals(List.of("a", "perhaps posted a moment ago already"), texts());
        server.close();
        for (int attempt = 0; attempt < 3; attempt++) {
            assertInstanceOf(Verdict.Again.class, sender.send(List.of(record(40, "b"))));
        }
    }

    @Test
    void aFatalErrorMayHavePostedTheMessageSoItIsRepeatedOnceAndMarked() throws Exception {
        server.rules(request -> ServerDouble.answer(200, "{\"ok\":false,\"error\":\"fatal_error\"}"));
        Sender sender = sender(Map.of());
        assertInstanceOf(Verdict.Again.class, sender.send(List.of(record(40, "a"))));
        assertInstanceOf(Verdict.GivenUp.class, sender.send(List.of(record(40, "a"))));
        assertEquals(List.of("a", "perhaps posted a moment ago already"), texts());
    }

    @Test
    void pingedUsersAreMentionedByRecordsOfThePingLevelAndByNoOthers() throws Exception {
        Map<String, Object> pings = Map.of("ping_users", List.of("U0123ABCD", "W0123ABCD"), "ping_level", "CRITICAL");
        sender(pings).send(List.of(record(40, "boiler"), record(50, "gas")));
        assertEquals("<@U0123ABCD> <@W0123ABCD>", last().path("text").asText());
        sender(pings).send(List.of(record(40, "<@U0123ABCD>")));
        assertFalse(last().has("text"));
        assertEquals(List.of("&lt;@U0123ABCD&gt;"), texts());
        sender(Map.of("ping_users", "U0123ABCD")).send(List.of(record(40, "boiler")));
        assertEquals("<@U0123ABCD>", last().path("text").asText());
    }

    @Test
    void checkWantsIdsOfUsersAndALevel() {
        Map<String, Object> fine = Map.of("token_file", "t", "channel", "x");
        var values = new HashMap<String, Object>(fine);
        values.put("ping_users", List.of("bob"));
        values.put("ping_level", "LOUD");
        assertEquals(List.of("ping_users", "ping_level"), check(values));
        values.put("ping_users", List.of("U0123ABCD"));
        values.put("ping_level", 30L);
        assertEquals(List.of(), check(values));
        values.remove("ping_users");
        assertEquals(List.of("ping_level"), check(values));
    }

    @Test
    void aTokenThatMayNotChooseNameAndIconIsToldOnce() throws Exception {
        server.rules(request -> new Response.Answer(200, "X-OAuth-Scopes: identify, chat:write", "{\"ok\":true}"));
        assertEquals(Verdict.accepted(), send("a"));
        Sender named = sender(Map.of("username", "attic"));
        var told = assertInstanceOf(Verdict.Accepted.class, named.send(List.of(record(40, "a"))));
        assertTrue(String.valueOf(told.why()).contains("chat:write.customize"), told::toString);
        assertEquals(Verdict.accepted(), named.send(List.of(record(40, "a"))));
    }

    @Test
    void noCharacterIsHalvedWhereATextIsSplit() throws Exception {
        String text = "x" + "\ud83d\ude00&".repeat(3_000);
        send(text);
        assertEquals(text.replace("&", "&amp;"), String.join("", texts()));
        assertTrue(texts().stream().allMatch(part -> part.length() <= 3_900 && !part.endsWith("\ud83d")));
    }

    @Test
    void afterALongOutageOldRecordsAreCountedOnceAMinute() throws Exception {
        Outgoing old = record(40, "old");
        clock.advance(Duration.ofMinutes(11));
        Sender sender = sender(Map.of());
        for (int batch = 0; batch < 5; batch++) {
            assertEquals(Verdict.accepted(), sender.send(List.of(old, old)));
        }
        assertEquals(1, server.requests().size());
        assertEquals(List.of("+2 records from more than ten minutes ago, in the log"), texts());
        sender.send(List.of(record(40, "fresh")));
        assertEquals(List.of("fresh", "+8 records from more than ten minutes ago, in the log"), texts());
    }

    @Test
    void anAnswerThatRepeatsTokenOrAddressOfTheWebhookShowsNeither() throws Exception {
        server.rules(request -> ServerDouble.answer(
                404, "no " + request.target() + " for " + request.headers().get("authorization")));
        assertEquals("HTTP 404: no /api/chat.postMessage for Bearer ***", denied(sender(Map.of())));
        String said = denied(sender(Map.of("webhook_url", server.uri() + "/services/T/B/secret")));
        assertEquals("HTTP 404: no *** for null", said);
    }

    private String denied(Sender sender) throws InterruptedException {
        return assertInstanceOf(Verdict.Denied.class, sender.send(List.of(record(40, "a"))))
                .why();
    }

    @Test
    void aWebhookIsPostedToWithoutAToken() throws Exception {
        server.rules(request -> ServerDouble.answer(200, "ok"));
        Sender sender = sender(Map.of("webhook_url", server.uri() + "/services/T/B/secret"));
        assertInstanceOf(Verdict.Accepted.class, sender.send(List.of(record(40, "a"))));
        assertEquals("/services/T/B/secret", server.requests().get(0).target());
        assertFalse(server.requests().get(0).headers().containsKey("authorization"));
        assertFalse(sender.destination().contains("secret"));
        server.rules(request -> ServerDouble.answer(404, "no_service"));
        assertEquals(
                "no_service",
                assertInstanceOf(Verdict.Denied.class, sender.send(List.of(record(40, "a"))))
                        .why());
    }

    @Test
    void checkWantsExactlyOneWayInAndAChannel() {
        assertEquals(List.of("token", "channel"), check(Map.of()));
        assertEquals(List.of(), check(Map.of("token_file", "t", "channel", "x")));
        assertEquals(List.of("token"), check(Map.of("token_file", "t", "webhook_url_file", "w")));
        assertEquals(List.of("webhook_url"), check(Map.of("webhook_url_file", "w", "username", "x")));
        assertEquals(List.of("api_key"), check(Map.of("api_key", "xoxb", "channel", "x")));
    }

    private List<String> check(Map<String, Object> values) {
        var keys = new ArrayList<String>();
        new SlackKind().check(new ShipperSettings("s", "SlackHandler", values, temp), new ShipperKind.Findings() {
            @Override
            public void error(String key, String text) {
                keys.add(key);
            }

            @Override
            public void warning(String key, String text) {
                keys.add(key);
            }
        });
        return keys;
    }
}
