package io.webbrick.gateway.events.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.ConfiguredWire;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MaskingTest {
    private static final String SECRET = "s3cr/t+Ä \"x\\y=";

    private final Watched watched = new Watched();
    private final WireMonitor monitor = watched.monitor.logData(true);

    private String exchange(String url, List<WireHeader> asked, String body, List<WireHeader> answered, String reply) {
        byte[] sent = body.getBytes(StandardCharsets.UTF_8);
        WireExchange exchange = monitor.begin("POST", url, asked, sent.length, 1);
        Watched.pass(exchange.requestBody(), sent);
        exchange.reply(200, "OK", answered);
        Watched.pass(exchange.replyBody(), reply.getBytes(StandardCharsets.UTF_8));
        exchange.end();
        return watched.text();
    }

    private String body(String body) {
        exchange("http://brick/", List.of(), body, List.of(), "");
        return watched.blocks.get(watched.blocks.size() - 2).get(2).substring(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Auth-Token",
                "x-subject-token",
                "X-Storage-Token",
                "Authorization",
                "Proxy-Authorization",
                "Cookie",
                "Set-Cookie",
                "X-Amz-Security-Token",
                "X-Api-Key",
                "X-Client-Secret"
            })
    void masksAHeaderThatHoldsASecret(String name) {
        String text =
                exchange("http://brick/", Watched.headers(name, "abcd1234"), "", Watched.headers(name, "efgh5678"), "");
        assertTrue(text.contains(">   " + name + ": ..."), text);
        assertTrue(text.contains("<   " + name + ": ..."), text);
    }

    @Test
    void leavesHeadersAloneThatOnlySpeakOfSecrets() {
        String text = exchange(
                "http://brick/",
                Watched.headers("Accept", "text/html"),
                "",
                Watched.headers(
                        "vary", "X-Auth-Token,Accept-Language", "etag", "\"43af...36\"", "x-token-expires", "60"),
                "");
        assertTrue(text.contains("<   vary: X-Auth-Token,Accept-Language\n<   etag: \"43af...36\"\n"), text);
        assertTrue(text.contains("x-token-expires: 60"), text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "http://h/p?a=1&X-Amz-Signature=abcd99&b=2|http://h/p?a=1&X-Amz-Signature=...&b=2",
                "http://h/p?token=abcd99#x|http://h/p?token=...#x",
                "http://h/p?ACCESS%5Ftoken=abcd99|http://h/p?ACCESS%5Ftoken=...",
                "http://h/p#api_key=abcd99|http://h/p#api_key=...",
                "http://h/p?key=abcd99&monkey=tree|http://h/p?key=...&monkey=tree",
                "http://jane:pa@ss@h/p?q=a@b|http://...@h/p?q=a@b",
                "http://h/p?password=|http://h/p?password=",
                "http://h/p?next=http%3A%2F%2Fh%2F&pwd=99|http://h/p?next=http%3A%2F%2Fh%2F&pwd=...",
            })
    void masksParametersAndUserInfo(String url, String shown) {
        exchange(url, List.of(), "", List.of(), "");
        assertEquals("> POST " + shown, watched.lines().get(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"auth\": {\"token\": {\"id\": \"abcd99\"}, \"id\": \"room\"}}|{\"auth\": {\"token\": {\"id\": \"...\"}, \"id\": \"room\"}}",
                "{\"passwordCredentials\":{\"username\":\"jane\",\"password\":\"ab\\\"cd\"}}|{\"passwordCredentials\":{\"username\":\"jane\",\"password\":\"...\"}}",
                "[{\"tokens\":[\"abcd99\",\"efgh88\"]}]|[{\"tokens\":[\"...\",\"...\"]}]",
                "{\"pin\":1234,\"open\":true}|{\"pin\":...,\"open\":true}",
                "{\"token_type\":\"bearer\",\"expires_in\":60}|{\"token_type\":\"bearer\",\"expires_in\":60}",
                "{\"a\":{\"secret\":\"abcd|{\"a\":{\"secret\":\"...",
                "{\"secret\":null} {\"Secret\":\"abcd99\"}|{\"secret\":null} {\"Secret\":\"...\"}",
                "user=jane&password=abcd99&x=1|user=jane&password=...&x=1",
                "{\"key\":\"temperature\",\"val\":7}|{\"key\":\"temperature\",\"val\":7}",
                "{\"pass\\u0077ord\":\"abcd99\"}|{\"pass\\u0077ord\":\"...\"}",
            })
    void masksWhatABodyHoldsUnderNamesOfSecrets(String body, String shown) {
        assertEquals(shown, body(body));
    }

    @Test
    void takesFurtherNamesFromTheConfiguration() {
        watched.configured = new ConfiguredWire(
                List.of(), List.of(), 4_096, List.of("X-House"), List.of("ticket"), List.of("door.code"));
        String text = exchange(
                "http://h/?ticket=abcd99",
                Watched.headers("x-house", "attic"),
                "{\"door\":{\"code\":\"efgh88\"},\"code\":\"ijkl77\"}",
                List.of(),
                "");
        assertTrue(text.startsWith("> POST http://h/?ticket=...\n>   x-house: ...\n"), text);
        assertTrue(text.contains("{\"door\":{\"code\":\"...\"},\"code\":\"ijkl77\"}"), text);
    }

    @Test
    void masksWhatTheReplyGivesAwayInTheRequestToo() {
        String text = exchange(
                "http://h/tokens/abcd1234",
                List.of(),
                "abcd1234",
                Watched.headers("Set-Cookie", "sid=abcd1234; Path=/"),
                "");
        assertTrue(text.startsWith("> POST http://h/tokens/...\n> data size: 8\n> ...\n"), text);
        assertTrue(
                exchange("http://h/Path/HttpOnly", List.of(), "", List.of(), "").contains("/Path/HttpOnly"));
    }

    @Test
    void remembersSecretsOverRequests() {
        exchange("http://h/", List.of(), "", List.of(), "{\"access\":{\"token\":{\"id\":\"abcd1234\"}}}");
        assertEquals("got ...", body("got abcd1234"));
    }

    @Test
    void knowsThePasswordWithinBasicCredentials() {
        String basic = Base64.getEncoder().encodeToString("jane:hunter22".getBytes(StandardCharsets.UTF_8));
        exchange("http://h/", Watched.headers("Authorization", "Basic " + basic), "", List.of(), "");
        assertEquals("... and ... of jane", body("hunter22 and " + basic + " of jane"));
    }

    @Test
    void knowsTheSignatureWithinOtherCredentials() {
        exchange(
                "http://h/",
                Watched.headers(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AKID/2026/s3, SignedHeaders=host;x-amz-date, Signature=fe5f80f7"),
                "",
                List.of(),
                "");
        assertEquals("... ... host;x-amz-date", body("fe5f80f7 AKID/2026/s3 host;x-amz-date"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "as it is: s3cr/t+Ä \"x\\y=",
                "percent: s3cr%2Ft%2B%C3%84%20%22x%5cy%3D",
                "form: s3cr%2ft%2b%c3%84+%22x%5cy%3d",
                "all percent: %733%63r%2Ft%2B%C3%84%20%22%78%5c%79%3D",
                "JSON: s3cr\\/t+\\u00c4 \\\"x\\\\y=",
                "JSON: \\u00733cr/t+Ä \\u0022x\\u005cy=",
                "percent twice: s3cr%252Ft%252B%25C3%2584%2520%2522x%255cy%253D",
                "JSON in JSON: s3cr/t+Ä \\\\\\\"x\\\\\\\\y=",
                "JSON in percent: s3cr%2Ft%2B%5Cu00c4%20%5C%22x%5C%5Cy%3D",
            })
    void findsASecretInEveryEncoding(String text) {
        monitor.begin("GET", "http://h/", Watched.headers("X-Auth-Token", SECRET), 0, 1)
                .end();
        String shown = body(text + " end");
        assertTrue(shown.endsWith(": ... end"), shown);
    }

    @Test
    void findsASecretAtEveryPlaceOfBase64() {
        monitor.begin("GET", "http://h/", Watched.headers("X-Auth-Token", SECRET), 0, 1)
                .end();
        for (int before = 0; before < 6; before++) {
            String whole = "b".repeat(before) + SECRET + "after";
            byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
            for (Base64.Encoder encoder : List.of(
                    Base64.getEncoder(),
                    Base64.getUrlEncoder().withoutPadding(),
                    Base64.getMimeEncoder(8, new byte[] {'\n'}))) {
                String encoded = encoder.encodeToString(bytes);
                String shown = body("[" + encoded + "]");
                assertTrue(shown.contains("..."), shown);
                assertTrue(shown.length() < encoded.length() - 10, shown);
            }
        }
    }

    @Test
    void findsBase64BehindOtherLettersOfIt() {
        monitor.begin("GET", "http://h/", Watched.headers("X-Auth-Token", SECRET), 0, 1)
                .end();
        String encoded = Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8));
        for (String before : List.of("/", "/a", "/ab", "/abc")) {
            assertTrue(body("at " + before + encoded).matches("at " + before + "\\.\\.\\.=*"), before);
        }
    }

    @Test
    void masksTheBeginningOfASecretWhereABodyIsCut() {
        watched.configured = new ConfiguredWire(List.of(), List.of(), 20, List.of(), List.of(), List.of());
        String token = "T".repeat(50) + "abcdefgh".repeat(200);
        monitor.begin("GET", "http://h/", Watched.headers("X-Auth-Token", token), 0, 1)
                .end();
        assertEquals("0123456789......" + " (1646 bytes more)", body("0123456789" + token + "012345"));
    }

    @Test
    void showsBothSidesWhenTokensAreShown() {
        monitor.logToken(true);
        String text = exchange(
                "http://u:p1234@h/?token=abcd1234",
                Watched.headers("X-Auth-Token", "abcd1234"),
                "abcd1234",
                Watched.headers("Set-Cookie", "sid=abcd1234"),
                "{\"token\":\"abcd1234\"}");
        assertFalse(text.contains("..."), text);
        assertTrue(text.contains("<   Set-Cookie: sid=abcd1234\n"), text);
        monitor.logToken(false);
        assertEquals("abcd1234", body("abcd1234"));
    }

    @Test
    void masksTheWordsOfAFailure() {
        monitor.begin("GET", "http://h/?token=abcd1234", List.of(), 0, 1)
                .fail(new IllegalStateException("cannot ask http://h/?token=abcd1234, abcd1234"));
        assertTrue(watched.text().endsWith("< no reply: IllegalStateException: cannot ask http://h/?token=... ..."));
    }

    @Test
    void takesNoLongerForHostileTexts() {
        String hostile = "=".repeat(2_000) + "\"".repeat(500) + "//@".repeat(500) + "{[".repeat(500);
        exchange("http://h/", Watched.headers("X-Auth-Token", "====", "Cookie", hostile), hostile, List.of(), hostile);
        assertTrue(watched.text().contains("data size: " + hostile.length()));
    }
}
