package io.webbrick.gateway.events.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.events.line.EventLine;
import io.webbrick.gateway.events.line.JournaledEvent;
import io.webbrick.gateway.events.line.LineException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LineScannerTest {
    private static final String TIME = "2026-11-21T05:20:00.123+00:00 ";
    private static final byte[][] ALL = {};
    private static final long SEED = 61;

    private final LineScanner scanner = new LineScanner();

    private boolean takes(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return scanner.scan(bytes, 0, bytes.length, ALL);
    }

    /** What the full parser makes of a line; null when it is none. */
    private static @Nullable RowLog full(String line) {
        var log = new RowLog();
        try {
            new EventRows(log).take(EventLine.parse(line, ZoneOffset.UTC));
            return log;
        } catch (LineException damaged) {
            return null;
        }
    }

    private void assertSameWhereTaken(String line, String where) {
        if (!takes(line)) {
            return;
        }
        var log = new RowLog();
        Shape shape = scanner.shape();
        assertNotNull(shape, where);
        log.row(scanner.millis(), shape, scanner.values());
        RowLog wanted = full(line);
        assertNotNull(wanted, where + " is taken and is no event");
        assertEquals(wanted.rows(), log.rows(), where);
        assertEquals(wanted.losses(), log.losses(), where);
    }

    @Test
    void takesTheLinesThatTheHouseWritesMost() {
        for (String payload : new String[] {
            "",
            ",{}",
            ",{\"val\":19.6}",
            ",{\"srcChannel\":3,\"curhi\":100.0,\"val\":-19.65,\"fromNode\":9}",
            ",{\"state\":\"on\",\"name\":\"Lamp\",\"unit\":\"W\",\"x\":null,\"y\":true}",
        }) {
            String line = TIME + "http://id.webbrick.co.uk/events/webbrick/CT,webbrick/9/CT/3" + payload;
            assertTrue(takes(line), line);
            assertSameWhereTaken(line, line);
        }
    }

    @Test
    void leavesToTheFullParserWhatIsNotPlain() {
        for (String line : new String[] {
            "2026-11-21 05:20:00,123 t,s,{\"val\":1}",
            "2026-11-21T05:20:60.123+00:00 t,s,{\"val\":1}",
            "2026-13-21T05:20:00.123+00:00 t,s,{\"val\":1}",
            "2026-11-31T05:20:00.123+00:00 t,s,{\"val\":1}",
            "6026-11-21T05:20:00.123+00:00 t,s,{\"val\":1}",
            TIME + "t,\"a,b\",{\"val\":1}",
            TIME + "t,s,{\"@at\":\"2026-11-21T05:20:00Z\",\"val\":1}",
            TIME + "t,s,{\"val\":1e3}",
            TIME + "t,s,{\"val\":1234567890123456}",
            TIME + "t,s,{\"val\":01}",
            TIME + "t,s,{\"val\":1.}",
            TIME + "t,s,{\"val\":1,}",
            TIME + "t,s,{\"val\":1}}",
            TIME + "t,s,{\"val\":1,\"val\":2}",
            TIME + "t,s,{\"a\":{\"val\":1}}",
            TIME + "t,s,{\"a\\u0041\":1}",
            TIME + "t,s,{\"v\u00e4l\":1}",
            TIME + "t,s,[1]",
            TIME + "t,s,1",
            TIME + "t,s,{\"val\":1}\r",
            TIME + "http://id.webbrick.co.uk/events/log/lost,log/EventLog,{\"lost\":3}",
        }) {
            assertFalse(takes(line), line);
        }
    }

    @Test
    void agreesWithTheFullParserOnWhateverItTakes() {
        var random = new Random(SEED);
        int taken = 0;
        for (int i = 0; i < 60_000; i++) {
            String line = TIME.replace(
                            "20:00.123",
                            "2" + random.nextInt(10) + ":0" + random.nextInt(10) + ".12" + random.nextInt(10))
                    + EventLine.print(event(random));
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                int at = random.nextInt(line.length());
                char c = "{}[](),:'\"\\u@0 eE-+.1tn\u00e4\r".charAt(random.nextInt(25));
                line = switch (random.nextInt(3)) {
                    case 0 -> line.substring(0, at) + line.substring(at + 1);
                    case 1 -> line.substring(0, at) + c + line.substring(at);
                    default -> line.substring(0, at) + c + line.substring(at + 1);
                };
            }
            taken += takes(line) ? 1 : 0;
            assertSameWhereTaken(line, "seed " + SEED + ", case " + i + ": " + line);
        }
        assertTrue(taken > 15_000, "only " + taken + " lines taken");
    }

    private static HomeEvent event(Random random) {
        Map<String, Object> payload = new LinkedHashMap<>();
        for (int count = random.nextInt(5); count > 0; count--) {
            payload.put(
                    new String[] {"val", "state", "unit", "units", "name", "a", "b.c", "@x", ""}[random.nextInt(9)],
                    value(random));
        }
        String source = "webbrick/" + random.nextInt(4) + "/CT/" + random.nextInt(3);
        return HomeEvent.of(HomeEvent.TYPE_PREFIX + "webbrick/CT", source, payload.isEmpty() ? null : payload);
    }

    private static Object value(Random random) {
        return switch (random.nextInt(9)) {
            case 0 -> (long) random.nextInt(1000) - 500;
            case 1 -> random.nextInt(10_000) / 10.0;
            case 2 -> -random.nextInt(10_000) / 1000.0;
            case 3 -> random.nextBoolean();
            case 4 -> random.nextDouble();
            case 5 -> random.nextLong();
            case 6 ->
                new String[] {"on", "OFF ", "true", "1", "-3.5", " 7", "°C", "Out", "on      ", "1e999", "f"}
                        [random.nextInt(11)];
            case 7 -> -0.0;
            default -> Map.of("x", 1L);
        };
    }

    @Test
    void passesOtherSourcesByWithoutLookingAtTheirPayload() {
        byte[] line = (TIME + "t,s,{broken").getBytes(StandardCharsets.UTF_8);
        byte[][] wanted = {"other".getBytes(StandardCharsets.UTF_8)};
        assertTrue(scanner.scan(line, 0, line.length, wanted));
        assertEquals(null, scanner.shape());
    }

    @Test
    void keepsShapesApartWhoseTextsDiffer() throws LineException {
        String one = TIME + "t,s,{\"unit\":\"W\",\"val\":1}";
        String other = TIME + "t,s,{\"unit\":\"kW\",\"val\":1}";
        for (String line : new String[] {one, other, one}) {
            assertSameWhereTaken(line, line);
            JournaledEvent event = EventLine.parse(line, ZoneOffset.UTC);
            Shape shape = scanner.shape();
            assertNotNull(shape);
            assertEquals(Attributes.unit(event.event().payload()), shape.unit());
        }
    }
}
