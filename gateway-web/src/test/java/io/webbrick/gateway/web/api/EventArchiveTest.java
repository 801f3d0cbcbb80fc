package io.webbrick.gateway.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.webbrick.gateway.events.history.EventHistory;
import io.webbrick.gateway.events.series.SeriesRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventArchiveTest {
    @TempDir
    Path directory;

    @Test
    void whatItKnowsOfLocalTimesIsOfTheZoneInForce() throws IOException {
        Path newest = Files.writeString(
                directory.resolve("EventLog.log"),
                "2008-11-21 05:20:00,123 temperature,temperature/outside,{u'val': 11.4}\n",
                StandardCharsets.UTF_8);
        ZoneId[] zone = {ZoneOffset.UTC};
        var archive = new EventArchive(
                () -> EventHistory.of(newest, zone[0]), () -> SeriesRules.DEFAULT, () -> newest, () -> zone[0]);
        assertEquals(Instant.parse("2008-11-21T05:20:00.123Z"), first(archive));
        zone[0] = ZoneId.of("Asia/Kathmandu");
        assertEquals(Instant.parse("2008-11-20T23:35:00.123Z"), first(archive));
    }

    private static Instant first(EventArchive archive) throws IOException {
        return archive.latest(1).get(0).happened();
    }
}
