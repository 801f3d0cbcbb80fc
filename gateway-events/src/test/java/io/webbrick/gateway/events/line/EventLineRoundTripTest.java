package io.webbrick.gateway.events.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.webbrick.gateway.events.HomeEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class EventLineRoundTripTest {
    private static final String STAMP = "2026-11-21T05:20:00.123+00:00 ";
    private static final String LOCAL_STAMP = "2026-11-21 05:20:00,123 ";
    private static final Instant TIME = Instant.parse("2026-11-21T05:20:00.123Z");
    private static final long SEED = 20261121;

    @Test
    void readsBackWhatItPrinted() throws LineException {
        var random = new Random(SEED);
        var events = new RandomEvents(random);
        for (int i = 0; i < 20_000; i++) {
            HomeEvent event = events.next();
            String line = EventLine.print(event);
            String where = "seed " + SEED + ", case " + i + ": " + line;
            assertEquals(new JournaledEvent(TIME, event), EventLine.parse(STAMP + line, ZoneOffset.UTC), where);
            assertEquals(
                    event, EventLine.parse(LOCAL_STAMP + line, ZoneOffset.UTC).event(), where);
            assertKeysInOrder(
                    event, EventLine.parse(STAMP + line, ZoneOffset.UTC).event(), where);
            String stored = new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            assertEquals(line, stored, where);
            assertTrue(line.codePoints().noneMatch(EventLineRoundTripTest::breaksLines), where);
        }
    }

    private static boolean breaksLines(int c) {
        return Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || c == 0xFEFF || (c >= 0x202A && c <= 0x202E);
    }

    private static void assertKeysInOrder(HomeEvent event, HomeEvent back, String where) {
        if (event.payload() instanceof Map<?, ?> map && back.payload() instanceof Map<?, ?> other) {
            assertEquals(List.copyOf(map.keySet()), List.copyOf(other.keySet()), where);
        }
    }

    @Test
    void readsBackWhatJsonCarries() throws EventJsonException, JsonException {
        var events = new RandomEvents(new Random(SEED));
        for (int i = 0; i < 5_000; i++) {
            HomeEvent event = events.next();
            if (event.type().isEmpty()
                    || event.source().isEmpty()
                    || String.valueOf(event.payload()).contains("@float")) {
                continue;
            }
            String json = EventJson.write(event);
            String where = "seed " + SEED + ", case " + i + ": " + json;
            assertEquals(List.of(event), EventJson.read(json.getBytes(StandardCharsets.UTF_8), 1), where);
            var journaled = new JournaledEvent(TIME, event);
            assertEquals(journaled, EventJson.journaled(EventJson.write(journaled)), where);
        }
    }

    @Test
    void throwsNothingElseWhateverALineHolds() {
        var random = new Random(SEED);
        var events = new RandomEvents(random);
        String[] old = {
            "2008-10-26 18:18:23,086 temperature,temperature/outside,{u'name': u'Outside', u'val': 11.4}",
            "2008-10-26 18:18:23,717 http://id.webbrick.co.uk/events/webbrick/1,webbrick/3/1,{'seqNr': 80L, 'data': '\\xfe\\x04 22\\x07', 'n': [nan, (1,), -inf]}"
        };
        int refused = 0;
        for (int i = 0; i < 5_000; i++) {
            String line = i % 2 == 0 ? STAMP + EventLine.print(events.next()) : old[random.nextInt(old.length)];
            String mutant = mutate(line, random);
            try {
                EventLine.parse(mutant, ZoneOffset.UTC);
            } catch (LineException e) {
                refused++;
            } catch (RuntimeException | Error e) {
                fail("seed " + SEED + ", case " + i + ": " + mutant, e);
            }
        }
        assertTrue(refused > 1_000, "only " + refused + " mutants refused");
    }

    private static String mutate(String line, Random random) {
        var text = new StringBuilder(line);
        for (int changes = 1 + random.nextInt(4); changes > 0 && text.length() > 0; changes--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, "{}[](),:'\"\\uUxN@0 eE-LBr".charAt(random.nextInt(24)));
                case 2 -> text.setLength(at);
                default -> text.setCharAt(at, (char) random.nextInt(0x10000));
            }
        }
        return text.toString();
    }
}
