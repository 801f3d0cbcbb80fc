package io.webbrick.gateway.events.series;

import static io.webbrick.gateway.events.series.FakeHistory.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.webbrick.gateway.events.series.Series.Gap;
import io.webbrick.gateway.events.series.Series.Point;
import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.logging.ConfiguredSeries;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SeriesReaderTest {
    private static final String SENSOR = "webbrick/9/CT/3";

    private final FakeHistory history = new FakeHistory();
    private final ManualClock clock = new ManualClock(START.plusSeconds(7200));
    private final SeriesReader reader = new SeriesReader(history, SeriesRules.DEFAULT, clock);

    @Test
    void readsTheValuesOfASource() throws IOException {
        history.temperature(0, "3", 19.6).temperature(60, "3", 19.8).temperature(90, "4", 5);
        Series series = read(SENSOR, null, null, null);
        assertEquals(SENSOR, series.source());
        assertEquals("val", series.attr());
        assertEquals(
                List.of(new Point(at(0), 19.6, 19.6, 19.6, 1, 19.6), new Point(at(60), 19.8, 19.8, 19.8, 1, 19.8)),
                series.points());
        assertEquals(List.of(), series.gaps());
    }

    @Test
    void temperaturesOfWebBricksAreCelsiusUnlessThePayloadSaysOtherwise() throws IOException {
        history.temperature(0, "3", 19.6);
        history.add(0, "webbrick/CT", "f", Map.of("val", 67L, "unit", "°F"));
        history.add(0, "x", "plain", Map.of("val", 1L));
        assertEquals("°C", read(SENSOR, null, null, null).unit());
        assertEquals("°F", read("f", null, null, null).unit());
        assertNull(read("plain", null, null, null).unit());
    }

    @Test
    void takesValThenStateThenTheFirstUsefulNumber() throws IOException {
        history.add(0, "x", "a", Map.of("state", "1", "other", 5L));
        history.add(60, "x", "a", Map.of("val", 7L));
        history.add(0, "x", "b", Map.of("state", "on", "fromNode", 9L));
        history.add(0, "x", "c", Map.of("fromNode", 9L));
        history.add(60, "x", "c", Map.of("fromNode", 9L, "elapsed", "25"));
        history.add(0, "x", "d", Map.of("fromNode", 9L));
        assertEquals("val", read("a", null, null, null).attr());
        assertEquals("state", read("b", null, null, null).attr());
        assertEquals("elapsed", read("c", null, null, null).attr());
        assertEquals("fromNode", read("d", null, null, null).attr());
    }

    @Test
    void readsANamedAttributeOnly() throws IOException {
        history.add(0, "x", "a", Map.of("val", 7L, "limits", Map.of("hi", 100L)));
        Series series = read("a", "limits.hi", null, null);
        assertEquals("limits.hi", series.attr());
        assertEquals(List.of(new Point(at(0), 100, 100, 100, 1, 100)), series.points());
        assertEquals(List.of(), read("a", "missing", null, null).points());
        assertEquals("missing", read("a", "missing", null, null).attr());
    }

    @Test
    void manySourcesCostOneScanAndKeepTheirOrder() throws IOException {
        history.temperature(0, "4", 1).temperature(1, "3", 2);
        List<Series> all = reader.read(
                new SeriesQuery(List.of(SENSOR, "unknown", "webbrick/9/CT/4", SENSOR), null, null, null, 10));
        assertEquals(
                List.of(SENSOR, "unknown", "webbrick/9/CT/4", SENSOR),
                all.stream().map(Series::source).toList());
        assertEquals(
                List.of(1, 0, 1, 1), all.stream().map(s -> s.points().size()).toList());
        assertEquals(1, history.scans());
    }

    @Test
    void aFaultIsAGapUntilTheNextGoodReading() throws IOException {
        for (int i = 0; i < 10; i++) {
            if (i < 4 || i > 6) {
                history.temperature(i * 10, "3", 20);
            } else {
                history.fault(i * 10, "3");
            }
        }
        Series series = read(SENSOR, null, null, null);
        assertEquals(7, series.points().size());
        assertEquals(List.of(new Gap(at(40), at(70), "sensor fault")), series.gaps());
    }

    @Test
    void faultsOfOtherChannelsDoNotMatter() throws IOException {
        history.temperature(0, "3", 20).fault(10, "4").temperature(20, "3", 20);
        assertEquals(List.of(), read(SENSOR, null, null, null).gaps());
    }

    @Test
    void minusAThousandDegreesIsAFaultButNotMinusAThousandWatts() throws IOException {
        history.temperature(0, "3", 20).temperature(10, "3", -1000.0).temperature(20, "3", 21);
        history.add(0, "meter", "power", Map.of("val", -1000.0, "unit", "W"));
        Series series = read(SENSOR, null, null, null);
        assertEquals(2, series.points().size());
        assertEquals(List.of(new Gap(at(10), at(20), "sensor fault")), series.gaps());
        assertEquals(1, read("power", null, null, null).points().size());
    }

    @Test
    void aFaultThatLastsEndsWithItsLastSign() throws IOException {
        history.temperature(0, "3", 20).fault(10, "3").fault(20, "3");
        assertEquals(
                List.of(new Gap(at(10), at(20), "sensor fault")),
                read(SENSOR, null, null, null).gaps());
    }

    @Test
    void silenceBeyondFiveIntervalsAndAMinuteIsAGap() throws IOException {
        every(10, 0, 100);
        every(10, 161, 300);
        assertEquals(
                List.of(new Gap(at(100), at(161), "silent")),
                read(SENSOR, null, null, null).gaps());
    }

    @Test
    void silenceOfAMinuteIsNone() throws IOException {
        every(10, 0, 100);
        every(10, 160, 300);
        assertEquals(List.of(), read(SENSOR, null, null, null).gaps());
    }

    @Test
    void slowSourcesMayBeSilentForFiveOfTheirIntervals() throws IOException {
        every(60, 0, 600);
        every(60, 900, 1200);
        every(60, 1501, 1800);
        assertEquals(
                List.of(new Gap(at(1200), at(1501), "silent")),
                read(SENSOR, null, null, null).gaps());
    }

    @Test
    void silenceUntilTheEndOfTheRangeIsAGapButTheFutureIsNot() throws IOException {
        every(10, 0, 100);
        assertEquals(
                List.of(new Gap(at(100), at(200), "silent")),
                read(SENSOR, null, START, START.plusSeconds(200)).gaps());
        clock.set(START.plusSeconds(130));
        assertEquals(
                List.of(), read(SENSOR, null, START, START.plusSeconds(200)).gaps());
    }

    @Test
    void switchesMayBeSilentForEver() throws IOException {
        for (int i = 0; i < 20; i++) {
            history.add(i, "webbrick/DO", "s", Map.of("state", i % 2));
        }
        history.add(50_000, "webbrick/DO", "s", Map.of("state", 1L));
        assertEquals(List.of(), read("s", null, null, null).gaps());
    }

    @Test
    void readingsThatCameLateFillTheGap() throws IOException {
        every(10, 0, 100);
        every(10, 300, 400);
        every(10, 110, 290);
        assertEquals(List.of(), read(SENSOR, null, null, null).gaps());
    }

    @Test
    void recordedLossesAreGapsOfEverySeries() throws IOException {
        every(10, 0, 100);
        history.add(
                50,
                "log/lost",
                "log/EventLog",
                Map.of("lost", 7L, "from", "2026-11-21T05:20:12+00:00", "to", "2026-11-21T06:20:18+01:00"));
        history.add(55, "log/lost", "log/EventLog", Map.of("lost", 7L, "from", "nonsense"));
        history.add(56, "log/lost", "log/Debug", Map.of("lost", 7L));
        assertEquals(
                List.of(new Gap(at(12), at(18), "lost"), new Gap(at(55), at(55), "lost")),
                read(SENSOR, null, null, null).gaps());
        assertEquals(
                List.of(new Gap(at(15), at(18), "lost"), new Gap(at(55), at(55), "lost")),
                read(SENSOR, null, START.plusSeconds(15), START.plusSeconds(60)).gaps());
    }

    @Test
    void theRangeIsHalfOpen() throws IOException {
        every(10, 0, 100);
        Series series = read(SENSOR, null, START.plusSeconds(20), START.plusSeconds(40));
        assertEquals(
                List.of(at(20), at(30)),
                series.points().stream().map(Point::epochMillis).toList());
        assertEquals(
                List.of(),
                read(SENSOR, null, START.plusSeconds(40), START.plusSeconds(40)).points());
    }

    @Test
    void listsSourcesWithTheMostUsefulAttributeFirst() throws IOException {
        history.add(5, "b", "z", Map.of("val", 1L));
        history.add(9, "webbrick/CT", SENSOR, Map.of("fromNode", 9L, "name", "Lounge", "val", 20.5, "curhi", 100L));
        history.add(0, "old", "z", null);
        List<SourceInfo> sources = reader.sources();
        assertEquals(
                List.of(SENSOR, "z"), sources.stream().map(SourceInfo::source).toList());
        assertEquals("val", sources.get(0).attributes().get(0));
        assertEquals(3, sources.get(0).attributes().size());
        assertEquals(
                new SourceInfo(
                        "z",
                        "http://id.webbrick.co.uk/events/b",
                        List.of("val"),
                        START,
                        START.plusSeconds(5),
                        2,
                        null,
                        null,
                        1.0),
                sources.get(1));
        assertEquals("Lounge", sources.get(0).name());
        assertEquals("°C", sources.get(0).unit());
    }

    @Test
    void tellsTheNewestValueOfAnAttributeThatTheNewestEventLacks() throws IOException {
        history.add(0, "t", "s", Map.of("val", 1L));
        history.add(20, "t", "s", Map.of("other", 5L));
        history.add(10, "t", "s", Map.of("val", 2L));
        SourceInfo source = reader.sources().get(0);
        assertEquals(List.of("val", "other"), source.attributes());
        assertEquals(2.0, source.value());
    }

    private void every(int step, int from, int to) {
        for (int i = from; i <= to; i += step) {
            history.temperature(i, "3", 20 + i % 7);
        }
    }

    private Series read(String source, @Nullable String attr, @Nullable Instant from, @Nullable Instant to)
            throws IOException {
        return reader.read(new SeriesQuery(List.of(source), attr, from, to, 100))
                .get(0);
    }

    private static long at(long seconds) {
        return START.toEpochMilli() + seconds * 1000;
    }

    @Test
    void aConfigurationSaysWhatReadingsMean() {
        assertEquals(SeriesRules.DEFAULT, SeriesRules.of(ConfiguredSeries.NONE));
        var configured = new ConfiguredSeries(
                Optional.of(List.of("fault")), Optional.of(List.of(85.0)), Optional.of(9), Map.of("s", "kWh"));
        assertEquals(new SeriesRules(Set.of("fault"), Set.of(85.0), 9, Map.of("s", "kWh")), SeriesRules.of(configured));
    }
}
