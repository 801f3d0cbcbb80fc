package io.webbrick.gateway.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventsCommandTest {
    private static final String OLD = Harness.corpus("EventLog-2008.log").toString();

    @TempDir
    Path home;

    @Test
    void findsEventsByARegularExpression() throws IOException {
        Path file = Files.writeString(home.resolve("grep.log"), """
                2026-11-21T05:20:00.000+00:00 t,hall,{"val":1}
                2026-11-21T05:21:00.000+00:00 t,attic,{"val":2}
                2026-11-21T05:22:00.000+00:00 t,hall,{"val":3}
                attic rubbish
                """, java.nio.charset.StandardCharsets.UTF_8);
        Harness.Answer answer = new Harness(home).run("events", "--grep", "att.c", "--format", "line", file.toString());
        assertEquals(1, answer.lines().size(), answer::out);
        assertTrue(answer.out().contains("t,attic,"), answer::out);
        assertTrue(answer.err().contains("1 "), answer::err);
        Path old = Files.writeString(home.resolve("old.log"), """
                2008-10-26 18:18:23,086 temperature,attic,{u'val': 11.4}
                2008-10-26 18:18:24,086 temperature,hall,{u'val': 11.5}
                """, java.nio.charset.StandardCharsets.UTF_8);
        answer = new Harness(home).run("events", "--grep", "hall", "--zone", "UTC", "--format", "line", old.toString());
        assertEquals(1, answer.lines().size(), answer::out);
        assertTrue(answer.out().contains("hall"), answer::out);
    }

    @Test
    void readsTheOriginalsFileAsTypedEvents() {
        Harness.Answer answer = run("events", OLD, "--zone", "UTC");
        assertEquals(0, answer.status(), answer::err);
        assertEquals(5, answer.lines().size());
        assertTrue(answer.lines().get(0).contains("\"payload\":{\"name\":\"Outside\",\"val\":11.4}"), answer::out);
        assertEquals("", answer.err());
    }

    @Test
    void choosesBySource() {
        Harness.Answer answer =
                run("events", OLD, "--source", "webbrick/3/1", "--source", "webbrick/6", "--zone", "UTC");
        assertEquals(2, answer.lines().size(), answer::out);
    }

    @Test
    void fromIsInclusiveAndToExclusive() throws IOException {
        Path file = log("2026-11-21T05:20:00.000+00:00 t,a", "2026-11-21T05:20:01.000+00:00 t,b");
        assertEquals(
                1,
                run("events", file.toString(), "--from", "2026-11-21T05:20:01Z")
                        .lines()
                        .size());
        assertEquals(
                1,
                run("events", file.toString(), "--to", "2026-11-21T05:20:01Z")
                        .lines()
                        .size());
        assertEquals(
                2,
                run("events", file.toString(), "--from", "2026-11-21", "--to", "2026-11-21 05:21", "--zone", "UTC")
                        .lines()
                        .size());
    }

    @Test
    void printsCsvAndLines() throws IOException {
        Path file = log("2026-11-21T05:20:00.000+00:00 t,a,{\"val\":1}");
        assertEquals(
                List.of("time,at,type,source,payload", "2026-11-21T05:20:00.000+00:00,,t,a,\"{\"\"val\"\":1}\""),
                run("events", file.toString(), "--format", "csv", "--zone", "UTC")
                        .lines());
        assertEquals(
                List.of("2026-11-21T06:20:00.000+01:00 t,a,{\"val\":1}"),
                run("events", file.toString(), "--format", "line", "--zone", "Europe/Berlin")
                        .lines());
    }

    @Test
    void countsUnreadableLinesAndGoesOn() throws IOException {
        Path file = log("2026-11-21T05:20:00.000+00:00 t,a", "garbage", "2026-11-21T05:20:01.000+00:00 t,b");
        Harness.Answer answer = run("events", file.toString());
        assertEquals(0, answer.status());
        assertEquals(2, answer.lines().size());
        assertTrue(answer.err().contains("1 line is no event"), answer::err);
        assertTrue(answer.err().contains(file + ":2"), answer::err);
    }

    @Test
    void readsADirectoryAcrossRotatedFiles() throws IOException {
        log("2026-11-21T05:20:01.000+00:00 t,b");
        Files.writeString(
                home.resolve("EventLog.log.1"), "2026-11-21T05:20:00.000+00:00 t,a\n", StandardCharsets.UTF_8);
        Harness.Answer answer = run("events", "--logs", home.toString());
        assertEquals(2, answer.lines().size(), answer::err);
        assertTrue(answer.lines().get(0).contains("\"source\":\"a\""), answer::out);
    }

    @Test
    void readsADirectoryWhoseNewestFileIsGone() throws IOException {
        Files.writeString(
                home.resolve("EventLog.log.1"), "2026-11-21T05:20:00.000+00:00 t,a\n", StandardCharsets.UTF_8);
        assertEquals(1, run("events", "--logs", home.toString()).lines().size());
    }

    private static String line(int second) {
        return "2026-11-21T05:20:0" + second + ".000+00:00 t,s,{\"val\":" + second + "}\n";
    }

    private static List<String> values(Harness.Answer answer) {
        return answer.lines().stream()
                .map(line -> line.replaceAll(".*val\":(\\d).*", "$1"))
                .toList();
    }

    @Test
    void readsSeveralDirectoriesEachFromItsOldestFile() throws IOException {
        Path first = Files.createDirectory(home.resolve("first"));
        Path second = Files.createDirectory(home.resolve("second"));
        Files.writeString(first.resolve("EventLog.log.1"), line(1));
        Files.writeString(first.resolve("EventLog.log"), line(2));
        Files.writeString(second.resolve("EventLog.log.10"), line(3));
        Files.writeString(second.resolve("EventLog.log.9"), line(4));
        Harness.Answer answer = run("events", first.toString(), second.toString());
        assertEquals(List.of("1", "2", "3", "4"), values(answer), answer::err);
    }

    @Test
    void readsAZipArchiveWhereverItsFilesLie() throws IOException {
        Path zip = home.resolve("old.zip");
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(line(1).getBytes(StandardCharsets.UTF_8));
        }
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (int file = 0; file < 3; file++) {
                String name = file == 0 ? "EventLog.log" : file == 1 ? "EventLog.log.1" : "EventLog.log.2.gz";
                out.putNextEntry(new ZipEntry("var/log/" + name));
                out.write(file == 2 ? packed.toByteArray() : line(3 - file).getBytes(StandardCharsets.UTF_8));
            }
            out.putNextEntry(new ZipEntry("var/log/error.log"));
            out.write(line(9).getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(List.of("1", "2", "3"), values(run("events", zip.toString())));
        Harness.Answer series = run("series", "--source", "s", "--format", "csv", "--zone", "UTC", zip.toString());
        assertEquals(4, series.lines().size(), series::err);
    }

    @Test
    void aZipThatIsNoneIsNamed() throws IOException {
        Path zip = Files.writeString(home.resolve("broken.zip"), "no archive");
        Harness.Answer answer = run("events", zip.toString());
        assertEquals(2, answer.status());
        assertTrue(answer.err().contains("broken.zip"), answer::err);
    }

    @Test
    void aMissingFileIsNamed() {
        Harness.Answer answer = run("events", home.resolve("none.log").toString());
        assertEquals(2, answer.status());
        assertTrue(answer.err().contains("none.log"), answer::err);
    }

    @Test
    void aDirectoryWithoutEventLogIsNamed() {
        Harness.Answer answer = run("events", "--logs", home.toString());
        assertEquals(1, answer.status());
        assertTrue(answer.err().contains(home.toString()), answer::err);
    }

    private Path log(String... lines) throws IOException {
        return Files.writeString(home.resolve("EventLog.log"), String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
    }

    private Harness.Answer run(String... args) {
        return new Harness(home).run(args);
    }
}
