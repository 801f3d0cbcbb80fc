package io.webbrick.gateway.web.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.events.wire.SecretNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SecretsTest {
    private final Secrets secrets = new Secrets(List.of("known-secret", "known-secret-longer", "abc"));

    /** What a program may log, with the place of a secret. */
    private static final List<String> LINES = List.of(
            "login with password=%s",
            "login with password: %s",
            "{\"user\":\"anna\",\"password\":\"%s\",\"x\":1}",
            "{u'password': u'%s', u'val': 1}",
            "dbPassword='%s'",
            "DB_PASSWORD=%s",
            "api_key=%s&x=1",
            "apikey => %s",
            "X-Api-Key: %s",
            "Authorization: Bearer %s",
            "authorization=Basic %s",
            "sent headers {'Authorization': 'Token %s'}",
            "Cookie: a=b; webbrick-session=%s; c=d",
            "Set-Cookie: webbrick-session=%s; Path=/",
            "GET /x?token=%s HTTP/1.1",
            "GET /x?a=1&access_token=%s&b=2",
            "fetching https://anna:%s@example.org/feed",
            "fetching https%%3A%%2F%%2Fanna%%3A%s%%40example.org",
            "client_secret: \"%s\"",
            "secrets: [%s, x]",
            "credentials=('anna', '%s')",
            "X-Amz-Signature=%s",
            "the pin: %s",
            "key=%s",
            "passphrase = %s\n\tat house.Lamp.on(Lamp.java:7)",
            "-----BEGIN RSA PRIVATE KEY-----\n\t%s\n\t-----END RSA PRIVATE KEY-----",
            "posting to https://hooks.slack.com/services/T0/B0/%s",
            "webhook_url: https://example.org/%s");

    @Test
    void masksWhateverIsPlantedIntoLinesOfManyForms() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            String secret = secret(random);
            for (String line : LINES) {
                String masked = secrets.mask(String.format(line, secret));
                assertFalse(masked.contains(secret), () -> "seed " + seed + ": " + masked);
            }
        }
    }

    private static String secret(Random random) {
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.+~";
        var secret = new StringBuilder();
        for (int i = 8 + random.nextInt(40); i > 0; i--) {
            secret.append(letters.charAt(random.nextInt(letters.length())));
        }
        return secret.toString();
    }

    @Test
    void masksPhrasesOfSeveralWordsAndWithQuotesInThem() {
        assertEquals("password: ***", secrets.mask("password: correct horse, battery; staple"));
        assertEquals("{\"password\":***,\"x\":1}", secrets.mask("{\"password\":\"a\\\"b c\",\"x\":1}"));
    }

    @Test
    void masksTextsThatLookLikeSecretsWhereverTheyStand() {
        for (String secret : List.of(
                "wbg_0123456789abcdefABCDEF",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm5hIn0.c2lnbmF0dXJl",
                "AKIAIOSFODNN7EXAMPLE",
                "ASIAIOSFODNN7EXAMPLE",
                "Bearer abcd1234",
                "basic YW5uYTpzZWNyZXQ=",
                "Digest abcd1234",
                "xoxb-1234-5678-abcdef",
                "$2b$12$Qm3tW8bRk1cPz5vLx7nYdOe2sHf4gJ6kA9uT0iB1oC3wE5rD7yN8G",
                "known-secret",
                "known-secret-longer")) {
            assertEquals("saw *** here", secrets.mask("saw " + secret + " here"));
        }
    }

    @Test
    void leavesWhatPeopleNeedToRead() {
        for (String line : List.of(
                "2026-11-21T05:20:00.123+00:00 ERROR EventDespatch.lamp no bulb\n\tat house.Lamp.on(Lamp.java:7)",
                "lost 12 records, 05:20:00 to 05:21:00, the file could not be written",
                "temperature,temperature/outside,{\"name\":\"Outside\",\"val\":11.4}",
                "abc is too short to be taken for a secret",
                "anna signed in from 192.168.1.7",
                "the monkey passes the turnkey hotel")) {
            assertEquals(line, secrets.mask(line));
        }
    }

    @Test
    void knowsEveryNameByWhichTheWireMonitorKnowsASecret() {
        for (String name : SecretNames.WHOLE) {
            assertEquals(name + "=***", secrets.mask(name + "=abcd1234"));
        }
        for (String word : SecretNames.WORDS) {
            assertTrue(Secrets.isNamed("the" + word + "s"), word);
            assertEquals("X-" + word + ": ***", secrets.mask("X-" + word + ": abcd1234"));
        }
    }

    @Test
    void knowsTheseWordsInNamesOfLinesAndOfJson() {
        for (String word : List.of(
                "password",
                "passwd",
                "passphrase",
                "pwd",
                "secret",
                "token",
                "credential",
                "apikey",
                "api_key",
                "api-key",
                "signature",
                "auth",
                "webhook",
                "cookie",
                "session")) {
            assertEquals("my-" + word + "-x=***", secrets.mask("my-" + word + "-x=abcd1234"));
            assertEquals(Map.of("my" + word + "2", "***"), secrets.maskJson(Map.of("my" + word + "2", "abcd1234")));
        }
        for (String name : List.of("pass", "pwd", "jwt", "sid", "sig", "pin", "passcode", "key", "otp", "dsn")) {
            assertEquals("x " + name + "=***", secrets.mask("x " + name + "=abcd1234"));
            assertEquals(Map.of("a_" + name, "***"), secrets.maskJson(Map.of("a_" + name, "abcd1234")));
        }
    }

    @Test
    void masksValuesOfJsonByTheirNames() {
        assertEquals(
                Map.of(
                        "handlers",
                        Map.of(
                                "Slack",
                                Map.of("webhook", "***", "level", "ERROR", "url", "https://example.org/***"),
                                "Out",
                                Map.of("apiKey", "***", "port", 443L))),
                secrets.maskJson(Map.of(
                        "handlers",
                        Map.of(
                                "Slack",
                                Map.of("webhook", List.of("x"), "level", "ERROR", "url", "https://u:p@example.org/a/b"),
                                "Out",
                                Map.of("apiKey", 7L, "port", 443L)))));
        var found = new ArrayList<String>();
        Secrets.collect(Map.of("credentials", List.of("anna", 77L), "level", "ERROR"), false, found);
        assertEquals(List.of("anna", "77"), found);
    }

    @Test
    void takesNoLongerForLinesThatAreMeantToTakeLong() {
        for (String piece : List.of(
                "a",
                "token",
                "token=",
                "password: ",
                "eyJ-",
                "cookie ",
                "//",
                "key=[",
                "\\\"",
                "password='\\'",
                "-----BEGIN ")) {
            String line = piece.repeat(60_000 / piece.length());
            assertTimeout(
                    Duration.ofSeconds(5), () -> assertTrue(secrets.mask(line).length() <= 2 * line.length()), piece);
        }
    }
}
