package io.webbrick.gateway.logging.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.webbrick.gateway.logging.format.LineFormat;
import io.webbrick.gateway.logging.record.RecordEncoder;
import io.webbrick.gateway.logging.record.Utf8Buffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each stream's loss in its own grammar, to the letter. */
final class LossLineTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final long NOW = Instant.parse("2026-11-21T04:20:00.123Z").toEpochMilli();
    private static final long FROM = Instant.parse("2026-11-21T04:10:00Z").toEpochMilli();
    private static final long TO = Instant.parse("2026-11-21T04:19:59.999Z").toEpochMilli();

    private static String line(@Nullable Role role, String name, String format) {
        var spec = new StreamSpec(
                name,
                role,
                new Target.Nothing(),
                0,
                LineFormat.compile(format, "iso", BERLIN),
                false,
                Durability.PROCESS);
        var loss = new Loss();
        loss.add(FROM, 40, "the ring was full");
        loss.add(TO, 2, "the ring was full");
        var encoder = new RecordEncoder();
        LossLine.encode(encoder, spec, Objects.requireNonNull(loss.take()), NOW, BERLIN);
        var out = new Utf8Buffer(256);
        spec.format().append(Encoded.view(encoder), out);
        return new String(out.bytes(), 0, out.length(), StandardCharsets.UTF_8);
    }

    @Test
    void anEventSaysWhatEventLogLost() {
        assertEquals(
                "2026-11-21T05:20:00.123+01:00 http://id.webbrick.co.uk/events/log/lost,log/EventLog,"
                        + "{\"lost\":42,\"from\":\"2026-11-21T04:10:00Z\",\"to\":\"2026-11-21T04:19:59.999Z\","
                        + "\"reason\":\"the ring was full\"}\n",
                line(Role.EVENT_LOG, "event_log", "%(asctime)s %(message)s"));
    }

    @Test
    void aRequestSaysWhatAccessLost() {
        assertEquals(
                "- - - [21/Nov/2026:05:20:00 +0100] \"LOST /log/Access HTTP/1.1\" 503 0 \"-\" "
                        + "\"lost 42 records, 2026-11-21T04:10:00Z to 2026-11-21T04:19:59.999Z, the ring was full\" 0\n",
                line(Role.ACCESS, "access_out", "%(message)s"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"ERROR", "DEBUG", "SCREEN"})
    void aRecordOfTheWriterSaysWhatOtherStreamsLost(Role role) {
        assertEquals(
                "2026-11-21T05:20:00.123+01:00 ERROR WebBrickLibs.LogWriter lost 42 records, "
                        + "2026-11-21T04:10:00Z to 2026-11-21T04:19:59.999Z, the ring was full\n",
                line(role, role.title(), "%(asctime)s %(levelname)s %(name)s %(message)s"));
    }

    @Test
    void aStreamThatAUserAddedSaysItAsDebugDoes() {
        assertEquals(
                "WebBrickLibs.LogWriter lost 42 records, "
                        + "2026-11-21T04:10:00Z to 2026-11-21T04:19:59.999Z, the ring was full\n",
                line(null, "mine", "%(name)s %(message)s"));
    }

    @Test
    void theLoggersAreThoseOfTheirStreams() {
        assertEquals("EventLog.log.lost\n", line(Role.EVENT_LOG, "x", "%(name)s"));
        assertEquals("turbogears.access\n", line(Role.ACCESS, "x", "%(name)s"));
        assertEquals(Path.of("log-writer") + "\n", line(Role.ERROR, "x", "%(threadName)s"));
    }
}
