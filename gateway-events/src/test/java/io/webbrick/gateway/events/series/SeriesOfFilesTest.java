package io.webbrick.gateway.events.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.events.history.EventHistory;
import io.webbrick.gateway.events.series.Series.Gap;
import io.webbrick.gateway.events.series.Series.Point;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SeriesOfFilesTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    @TempDir
    Path directory;

    @Test
    void readsTheOriginalsLines() throws IOException {
        var reader = new SeriesReader(EventHistory.of(List.of(corpus("EventLog-2008.log")), LONDON));
        List<Series> series = reader.read(new SeriesQuery(
                List.of("webbrick/9/CT/3", "temperature/outside", "webbrick/6"), null, null, null, 100));
        long sensed = Instant.parse("2008-10-26T18:18:24.184Z").toEpochMilli();
        assertEquals(
                List.of(new Point(sensed, 19.6, 19.6, 19.6, 1, 19.6)),
                series.get(0).points());
        assertEquals("°C", series.get(0).unit());
        assertEquals(11.4, series.get(1).points().get(0).last());
        assertEquals(1, series.get(2).points().size());
    }

    @Test
    void switchesOfTheOriginalAreTextsOfNoughtAndOne() throws IOException {
        var reader = new SeriesReader(EventHistory.of(List.of(corpus("EventLog-generated.log")), LONDON));
        Series lamp = reader.read(new SeriesQuery(List.of("webbrick/100/DO/0"), null, null, null, 100))
                .get(0);
        assertEquals("state", lamp.attr());
        assertEquals(List.of(0.0, 1.0), lamp.points().stream().map(Point::last).toList());
        List<SourceInfo> sources = reader.sources();
        assertEquals(110, sources.stream().mapToLong(SourceInfo::events).sum());
        SourceInfo runtime = sources.stream()
                .filter(s -> s.source().equals("time/runtime"))
                .findFirst()
                .orElseThrow();
        assertEquals(List.of("elapsed"), runtime.attributes());
    }

    @Test
    void goesByTheEventsOwnTimesOverRotatedFiles() throws IOException {
        Path newest = directory.resolve("EventLog.log");
        String type = " http://id.webbrick.co.uk/events/webbrick/";
        write(
                newest.resolveSibling("EventLog.log.1"),
                "2026-11-21T05:00:00.000+00:00" + type
                        + "CT,webbrick/2/CT/0,{\"@at\":\"2026-11-20T05:00:00Z\",\"val\":18.5}",
                "2026-11-21T05:00:00.001+00:00" + type
                        + "ET,webbrick/2/ET/0,{\"@at\":\"2026-11-20T05:00:10Z\",\"val\":-1000.0}");
        write(
                newest,
                "2026-11-21T05:00:00.002+00:00" + type
                        + "CT,webbrick/2/CT/0,{\"@at\":\"2026-11-20T05:00:20Z\",\"val\":19.5}",
                "2026-11-21T05:00:00.003+00:00 broken line",
                "2026-11-21T05:00:01.000+00:00 http://id.webbrick.co.uk/events/log/lost,log/EventLog,"
                        + "{\"lost\":3,\"from\":\"2026-11-20T05:00:15Z\",\"to\":\"2026-11-20T05:00:16Z\","
                        + "\"reason\":\"ring full\"}");
        Series series = new SeriesReader(EventHistory.of(newest, LONDON))
                .read(new SeriesQuery(List.of("webbrick/2/CT/0"), null, null, null, 100))
                .get(0);
        long start = Instant.parse("2026-11-20T05:00:00Z").toEpochMilli();
        assertEquals(
                List.of(
                        new Point(start, 18.5, 18.5, 18.5, 1, 18.5),
                        new Point(start + 20_000, 19.5, 19.5, 19.5, 1, 19.5)),
                series.points());
        assertEquals(
                List.of(
                        new Gap(start + 10_000, start + 20_000, "sensor fault"),
                        new Gap(start + 15_000, start + 16_000, "lost")),
                series.gaps());
        assertTrue(SeriesSvg.draw(List.of(series), LONDON, 900, 360).contains("sensor fault"));
    }

    private static void write(Path file, String... lines) throws IOException {
        Files.writeString(file, String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
    }

    private static Path corpus(String name) {
        return Path.of(System.getProperty("project.root"), "tests", "corpus", "original", name);
    }
}
