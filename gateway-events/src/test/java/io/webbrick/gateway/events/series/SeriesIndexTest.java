package io.webbrick.gateway.events.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.events.history.EventHistory;
import io.webbrick.gateway.events.history.EventQuery;
import io.webbrick.gateway.events.index.LiveIndex;
import io.webbrick.gateway.fixtures.FaultyFileSystem;
import io.webbrick.gateway.logging.DerivedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index changes how long an answer takes, and nothing else. */
final class SeriesIndexTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final long SEED = 20261121;
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    Path directory;

    private static void index(Path newest) throws IOException {
        Path logs = Objects.requireNonNull(newest.getParent());
        var problems = new ArrayList<String>();
        try (LiveIndex index = LiveIndex.restless(
                newest, LONDON, DerivedFiles.of(logs), (problem, e) -> problems.add(problem + ": " + e))) {
            index.catchUp();
        }
        assertEquals(List.of(), problems);
    }

    private static List<Path> indexes(Path logs) throws IOException {
        Path place = logs.resolve(".state/series");
        if (Files.notExists(place)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.sorted().toList();
        }
    }

    private static List<Series> answers(Path newest, List<SeriesQuery> queries) throws IOException {
        var reader = new SeriesReader(
                EventHistory.of(newest, LONDON).rows(), SeriesRules.DEFAULT, () -> RandomLog.START.plus(DAY));
        var answers = new ArrayList<Series>();
        for (SeriesQuery query : queries) {
            answers.addAll(reader.read(query));
        }
        return answers;
    }

    private static List<SeriesQuery> queries(Random random, Instant end, int count) {
        long span = Duration.between(RandomLog.START, end).toMillis();
        var queries = new ArrayList<SeriesQuery>();
        for (int i = 0; i < count; i++) {
            Instant from =
                    random.nextInt(4) == 0 ? null : RandomLog.START.plusMillis((long) (random.nextDouble() * span));
            Instant to =
                    random.nextInt(4) == 0 ? null : RandomLog.START.plusMillis((long) (random.nextDouble() * span));
            List<String> sources = new ArrayList<>(RandomLog.SOURCES);
            Collections.shuffle(sources, random);
            sources = sources.subList(0, 1 + random.nextInt(3));
            List<String> attrs = random.nextBoolean() ? List.of() : List.of(attr(random));
            Per per = random.nextInt(6) == 0 ? new Per(Per.Unit.HOUR, LONDON) : null;
            queries.add(new SeriesQuery(sources, attrs, from, to, 1 + random.nextInt(100), per));
        }
        return queries;
    }

    private static String attr(Random random) {
        return new String[] {"val", "state", "total", "x", "deep.er", "none"}[random.nextInt(6)];
    }

    @Test
    void givesTheSameAnswersAsTheText() throws IOException {
        var random = new Random(SEED);
        for (int round = 0; round < 20; round++) {
            Path logs = Files.createDirectory(directory.resolve("r" + round));
            var log = new RandomLog(random, LONDON);
            Path newest = log.write(logs, 2 + random.nextInt(6), 20 + random.nextInt(300));
            List<SeriesQuery> queries = queries(random, log.end(), 40);
            List<Series> byText = answers(newest, queries);
            List<SourceInfo> sources = new SeriesReader(EventHistory.of(newest, LONDON)).sources();
            index(newest);
            assertFalse(indexes(logs).isEmpty());
            List<Series> byIndex = answers(newest, queries);
            for (int i = 0; i < byText.size(); i++) {
                assertEquals(byText.get(i), byIndex.get(i), "seed " + SEED + ", round " + round + ", answer " + i);
            }
            assertEquals(sources, new SeriesReader(EventHistory.of(newest, LONDON)).sources());
        }
    }

    private static List<String> events(Path newest, EventQuery query) throws IOException {
        var events = new ArrayList<String>();
        EventHistory.Tally tally = EventHistory.of(newest, LONDON).read(query, event -> events.add(event.toString()));
        events.add(tally.events() + " events, " + tally.unreadable() + " unreadable");
        return events;
    }

    @Test
    void sparesQuestionsForEventsTheLinesThatCannotMatter() throws IOException {
        var random = new Random(SEED);
        for (int round = 0; round < 10; round++) {
            Path logs = Files.createDirectory(directory.resolve("e" + round));
            var log = new RandomLog(random, LONDON);
            Path newest = log.write(logs, 2 + random.nextInt(5), 20 + random.nextInt(300));
            var queries = new ArrayList<EventQuery>();
            for (SeriesQuery query : queries(random, log.end(), 20)) {
                Set<String> sources = random.nextInt(4) == 0 ? Set.of() : Set.copyOf(query.sources());
                queries.add(new EventQuery(sources, null, query.from(), query.to()));
            }
            var byText = new ArrayList<List<String>>();
            for (EventQuery query : queries) {
                byText.add(events(newest, query));
            }
            index(newest);
            for (int i = 0; i < queries.size(); i++) {
                assertEquals(
                        byText.get(i),
                        events(newest, queries.get(i)),
                        "seed " + SEED + ", round " + round + ": " + queries.get(i));
            }
        }
    }

    @Test
    void isReadInsteadOfTheText() throws IOException {
        var log = new RandomLog(new Random(SEED), LONDON);
        Path newest = log.write(directory, 4, 200);
        index(newest);
        List<SeriesQuery> queries = queries(new Random(1), log.end(), 20);
        List<Series> before = answers(newest, queries);
        for (Path file : segments(directory)) {
            byte[] text = Files.readAllBytes(file);
            int middle = text.length / 2;
            if (!file.toString().endsWith(".gz") && text.length > 2_000) {
                Arrays.fill(text, middle - 200, middle + 200, (byte) '#');
                Files.write(file, text);
            }
        }
        assertEquals(before, answers(newest, queries));
    }

    @Test
    void oneFileIsOpenAtATimeHoweverManyThereAre() throws IOException {
        var files = FaultyFileSystem.unix();
        Path logs = Files.createDirectory(files.getPath("/log"));
        Path newest = logs.resolve("EventLog.log");
        for (int number = 300; number > 0; number--) {
            Files.writeString(newest.resolveSibling("EventLog.log." + number), line(300 - number));
        }
        Files.writeString(newest, line(300));
        files.forgetMostOpen();
        index(newest);
        assertTrue(files.mostOpen() <= 2, files.mostOpen() + " files and indexes were open");
        assertEquals(300, indexes(logs).size());
        for (boolean byIndex : new boolean[] {true, false}) {
            files.forgetMostOpen();
            var query = new SeriesQuery(List.of("s"), "val", null, null, 1_000);
            assertEquals(301, answers(newest, List.of(query)).get(0).points().size());
            assertEquals(301 + 1, events(newest, EventQuery.ALL).size());
            assertTrue(files.mostOpen() <= 2, files.mostOpen() + " files and indexes were open");
            if (byIndex) {
                for (Path index : indexes(logs)) {
                    Files.delete(index);
                }
            }
        }
    }

    @Test
    void sparesFilesThatWereJournaledBeforeAMomentUnlessAClockWasSetBackInThem() throws IOException {
        Files.writeString(directory.resolve("EventLog.log.2"), "2026-11-21T04:00:00.000+00:00 t,a\n");
        Files.writeString(
                directory.resolve("EventLog.log.1"),
                "2026-11-21T07:00:00.000+00:00 t,b\n2026-11-21T05:10:00.000+00:00 t,c\n");
        Path newest = Files.writeString(directory.resolve("EventLog.log"), "2026-11-21T05:20:00.000+00:00 t,d\n");
        index(newest);
        var seen = new ArrayList<String>();
        EventHistory.of(newest, LONDON)
                .read(
                        EventQuery.ALL,
                        Instant.parse("2026-11-21T06:00:00Z"),
                        event -> seen.add(event.event().source()));
        assertEquals(List.of("b", "c", "d"), seen);
    }

    private static String line(int minute) {
        return RandomLog.START.plusSeconds(60L * minute) + " t,s,{\"val\":" + minute + ".5}\n";
    }

    private static List<Path> segments(Path logs) throws IOException {
        try (Stream<Path> files = Files.list(logs)) {
            return files.filter(file -> file.getFileName().toString().startsWith("EventLog.log."))
                    .toList();
        }
    }

    @Test
    void isNotBelievedOnceItIsDamaged() throws IOException {
        var random = new Random(SEED);
        var log = new RandomLog(random, LONDON);
        Path newest = log.write(directory, 3, 60);
        List<SeriesQuery> queries = queries(random, log.end(), 3);
        List<Series> byText = answers(newest, queries);
        index(newest);
        List<Path> indexes = indexes(directory);
        var whole = new ArrayList<byte[]>();
        for (Path index : indexes) {
            whole.add(Files.readAllBytes(index));
        }
        for (int mutation = 0; mutation < 1_000; mutation++) {
            int which = random.nextInt(indexes.size());
            Path index = indexes.get(which);
            String what = mutate(index, whole.get(which), random, indexes);
            String where = "seed " + SEED + ", mutation " + mutation + ": " + what + " of " + index.getFileName();
            assertEquals(byText, answers(newest, queries), where);
            Files.write(index, whole.get(which));
        }
    }

    @Test
    void noBitOfItIsBelievedUnchecked() throws IOException {
        var text = new StringBuilder();
        for (int minute = 10; minute < 22; minute++) {
            text.append("2026-11-21T05:").append(minute).append(":00.000+00:00 t,s,{\"val\":");
            text.append(minute * minute % 7)
                    .append(".5,\"total\":")
                    .append(minute)
                    .append("}\n");
        }
        Files.writeString(directory.resolve("EventLog.log.1"), text);
        Path newest = Files.writeString(directory.resolve("EventLog.log"), "");
        List<SeriesQuery> queries = List.of(
                new SeriesQuery(List.of("s"), "val", null, null, 50),
                new SeriesQuery(
                        List.of("s"),
                        "total",
                        Instant.parse("2026-11-21T05:15:00Z"),
                        Instant.parse("2026-11-21T05:18:00Z"),
                        50));
        List<Series> byText = answers(newest, queries);
        index(newest);
        Path index = indexes(directory).get(0);
        byte[] whole = Files.readAllBytes(index);
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] bytes = whole.clone();
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(index, bytes);
            assertEquals(byText, answers(newest, queries), "bit " + bit % 8 + " of byte " + bit / 8);
        }
    }

    @Test
    void drawsInOrderWhatFilesHaveWhoseClockWasSetBetweenThem() throws IOException {
        Files.writeString(
                directory.resolve("EventLog.log.3"),
                "2026-11-20T05:00:00.000+00:00 t,s,{\"val\":3}\n2026-11-20T05:01:00.000+00:00 t,s,{\"val\":4}\n");
        Files.writeString(
                directory.resolve("EventLog.log.2"),
                "1970-01-01T00:00:05.000+00:00 t,s,{\"val\":1}\n1970-01-01T00:01:05.000+00:00 t,s,{\"val\":2}\n");
        Files.writeString(directory.resolve("EventLog.log.1"), "2036-01-01T00:00:00.000+00:00 t,s,{\"val\":7}\n");
        Path newest = Files.writeString(
                directory.resolve("EventLog.log"),
                "2026-11-21T05:00:00.000+00:00 t,s,{\"val\":5}\n2026-11-21T05:01:00.000+00:00 t,s,{\"val\":6}\n");
        var all = new SeriesQuery(List.of("s"), "val", null, null, 5_000);
        var some = new SeriesQuery(
                List.of("s"),
                "val",
                Instant.parse("2026-11-20T00:00:00Z"),
                Instant.parse("2026-11-22T00:00:00Z"),
                5_000);
        List<Series> byText = answers(newest, List.of(all, some));
        index(newest);
        assertEquals(3, indexes(directory).size());
        assertEquals(byText, answers(newest, List.of(all, some)));
        assertEquals(
                List.of(1.0, 2.0, 3.0, 6.0, 7.0),
                values(byText.get(0)),
                "lowest and highest of days next to one another");
        assertEquals(List.of(3.0, 4.0, 5.0, 6.0), values(byText.get(1)));
    }

    private static List<Double> values(Series series) {
        return series.points().stream()
                .flatMap(point ->
                        point.min() == point.max() ? Stream.of(point.last()) : Stream.of(point.min(), point.max()))
                .toList();
    }

    private static String mutate(Path index, byte[] whole, Random random, List<Path> others) throws IOException {
        byte[] bytes = whole.clone();
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(7)) {
            case 0 -> {
                Files.delete(index);
                return "deletion";
            }
            case 1 -> {
                Files.write(index, Arrays.copyOf(bytes, at));
                return "cut at " + at;
            }
            case 2 -> {
                byte[] garbage = new byte[random.nextInt(4_000)];
                random.nextBytes(garbage);
                Files.write(index, garbage);
                return garbage.length + " bytes of garbage instead";
            }
            case 3 -> {
                Files.write(index, Files.readAllBytes(others.get(random.nextInt(others.size()))));
                return "exchange";
            }
            case 4 -> {
                int end = Math.min(bytes.length, at + 1 + random.nextInt(64));
                Arrays.fill(bytes, at, end, (byte) 0);
                Files.write(index, bytes);
                return "zeros from " + at + " to " + end;
            }
            default -> {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                Files.write(index, bytes);
                return "flip at " + at;
            }
        }
    }

    @Test
    void isMadeAgainWhereItIsMissingOrDamaged() throws IOException {
        Path newest = new RandomLog(new Random(SEED), LONDON).write(directory, 4, 100);
        index(newest);
        List<Path> indexes = indexes(directory);
        var whole = new ArrayList<String>();
        for (Path index : indexes) {
            whole.add(Arrays.toString(Files.readAllBytes(index)));
        }
        Files.delete(indexes.get(0));
        Files.write(indexes.get(1), new byte[] {1, 2, 3});
        index(newest);
        assertEquals(indexes, indexes(directory));
        for (int i = 0; i < indexes.size(); i++) {
            assertEquals(whole.get(i), Arrays.toString(Files.readAllBytes(indexes.get(i))));
        }
    }

    @Test
    void coversTheBeginningOfALargeNewestFile() throws IOException {
        var random = new Random(SEED);
        var log = new RandomLog(random, LONDON);
        Path newest = log.write(directory, 1, 45_000);
        assertTrue(Files.size(newest) > 2_000_000, "more lines are needed");
        List<SeriesQuery> queries = queries(random, log.end(), 6);
        index(newest);
        assertTrue(indexes(directory).get(0).getFileName().toString().startsWith("n-"));
        String more = "2026-12-31T00:00:00.000+00:00 t,webbrick/1/CT/0,{\"val\":77}\n";
        Files.writeString(newest, more, StandardOpenOption.APPEND);
        List<Series> byIndex = answers(newest, queries);
        for (Path index : indexes(directory)) {
            Files.delete(index);
        }
        assertEquals(answers(newest, queries), byIndex);
        index(newest);
        Files.writeString(newest, more);
        assertEquals(
                1,
                answers(newest, List.of(new SeriesQuery(List.of("webbrick/1/CT/0"), "val", null, null, 9)))
                        .get(0)
                        .points()
                        .size());
    }

    @Test
    void followsItsTextWhenThatIsPacked() throws IOException {
        Path newest = new RandomLog(new Random(SEED + 1), LONDON).write(directory, 3, 100);
        Path plain = directory.resolve("EventLog.log.1");
        assertTrue(Files.exists(plain), "another seed is needed");
        index(newest);
        int before = indexes(directory).size();
        Files.write(directory.resolve("EventLog.log.1.gz"), RandomLog.gzip(Files.readAllBytes(plain)));
        Files.delete(plain);
        index(newest);
        assertEquals(before, indexes(directory).size());
        assertTrue(indexes(directory).stream()
                .anyMatch(index -> index.getFileName().toString().startsWith("z-")));
    }

    @Test
    void goesWhenItsTextGoes() throws IOException {
        Path newest = new RandomLog(new Random(SEED), LONDON).write(directory, 5, 50);
        index(newest);
        int before = indexes(directory).size();
        Files.delete(segments(directory).get(0));
        index(newest);
        assertEquals(before - 1, indexes(directory).size());
    }

    @Test
    void ofLocalTimesIsForTheirZoneOnly() throws IOException {
        Files.writeString(directory.resolve("EventLog.log.1"), "2026-07-01 12:00:00,000 t,s,{'val': 1}\n");
        Path newest = Files.writeString(directory.resolve("EventLog.log"), "");
        index(newest);
        assertEquals(1, indexes(directory).size());
        var query = new SeriesQuery(List.of("s"), "val", null, null, 10);
        for (String zone : List.of("Europe/London", "Asia/Tokyo")) {
            List<Series> series = new SeriesReader(EventHistory.of(newest, ZoneId.of(zone))).read(query);
            Instant noon = java.time.LocalDateTime.of(2026, 7, 1, 12, 0)
                    .atZone(ZoneId.of(zone))
                    .toInstant();
            assertEquals(noon.toEpochMilli(), series.get(0).points().get(0).epochMillis(), zone);
        }
    }

    @Test
    void isNotMadeOfTheHourThatComesTwice() throws IOException {
        Files.writeString(
                directory.resolve("EventLog.log.1"),
                "2008-10-26 01:30:00,000 t,s,{'val': 1}\n2008-10-26 01:10:00,000 t,s,{'val': 2}\n");
        Path newest = Files.writeString(directory.resolve("EventLog.log"), "2008-10-26 01:20:00,000 t,s,{'val': 3}\n");
        index(newest);
        assertEquals(List.of(), indexes(directory));
        Series series = new SeriesReader(EventHistory.of(newest, LONDON))
                .read(new SeriesQuery(List.of("s"), "val", null, null, 10))
                .get(0);
        assertEquals(
                List.of(1.0, 2.0, 3.0),
                series.points().stream().map(Series.Point::last).toList());
        assertEquals(
                List.of("2008-10-26T00:30:00Z", "2008-10-26T01:10:00Z", "2008-10-26T01:20:00Z"),
                series.points().stream()
                        .map(point -> Instant.ofEpochMilli(point.epochMillis()).toString())
                        .toList());
    }
}
