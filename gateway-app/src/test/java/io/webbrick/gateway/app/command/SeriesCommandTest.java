package io.webbrick.gateway.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SeriesCommandTest {
    @TempDir
    Path home;

    @BeforeEach
    void write() throws IOException {
        var lines = new StringBuilder();
        for (int minute = 0; minute < 60; minute++) {
            lines.append(String.format("2026-11-21T05:%02d:00.000+00:00 t,outside,{\"val\":%d.5}%n", minute, minute));
        }
        Files.writeString(home.resolve("EventLog.log"), lines.toString().replace("\r", ""), StandardCharsets.UTF_8);
    }

    @Test
    void printsOneRowPerPointAndNoMoreThanAsked() {
        Harness.Answer all = series("--points", "100");
        assertTrue(all.lines().size() >= 60, all::out);
        Harness.Answer few = series("--points", "10");
        assertTrue(few.lines().size() <= 12, few::out);
        assertTrue(few.out().contains("59.5"), few::out);
    }

    @Test
    void printsAPicture() {
        Harness.Answer answer = series("--format", "svg");
        assertTrue(answer.out().startsWith("<svg") || answer.out().startsWith("<?xml"), answer::out);
        assertTrue(answer.out().stripTrailing().endsWith("</svg>"), answer::out);
    }

    @Test
    void printsTheShapeOfTheApi() {
        Harness.Answer answer = series("--format", "json");
        assertTrue(answer.out().startsWith("{\"series\":[{\"source\":\"outside\",\"attr\":\"val\""), answer::out);
    }

    @Test
    void unitsFaultsAndGapsComeFromTheConfiguration() throws IOException {
        Files.createDirectories(home.resolve("conf"));
        Files.createFile(Files.createDirectories(home.resolve("platform/disk")).resolve("log.cfg"));
        Path conf = home.resolve("conf").resolve("log.cfg");
        Files.writeString(conf, "[logging]\nfaultValues=[30.5]\n", StandardCharsets.UTF_8);
        Harness.Answer answer = series("--format", "json");
        assertTrue(answer.out().contains("sensor fault"), answer::out);
        Files.writeString(conf, "[logging]\nunits={'outside': 'mm'}\n", StandardCharsets.UTF_8);
        assertTrue(series("--format", "json").out().contains("\"unit\":\"mm\""), answer::out);
    }

    @Test
    void countersAreToldForEachPeriodOfLocalTime() throws IOException {
        Path meter = home.resolve("meter.log");
        Files.writeString(meter, """
                2026-10-24T12:00:00.000+01:00 t,meter,{"kwh":10.5}
                2026-10-24T23:59:00.000+01:00 t,meter,{"kwh":12.5}
                2026-10-25T00:30:00.000+01:00 t,meter,{"kwh":13}
                2026-10-25T23:30:00.000+00:00 t,meter,{"kwh":20}
                2026-10-26T00:10:00.000+00:00 t,meter,{"kwh":1}
                """, StandardCharsets.UTF_8);
        Harness.Answer answer = new Harness(home)
                .run("series", "--source", "meter", "--per", "day", "--zone", "Europe/London", meter.toString());
        assertEquals(
                java.util.List.of(
                        "time,source,attr,min,max,last,n,mean",
                        "2026-10-24T00:00:00.000+01:00,meter,kwh,2,2,2,2,2",
                        "2026-10-25T00:00:00.000+01:00,meter,kwh,7.5,7.5,7.5,2,7.5",
                        "2026-10-26T00:00:00.000+00:00,meter,kwh,1,1,1,1,1"),
                answer.lines().stream().map(String::strip).toList(),
                answer::err);
    }

    @Test
    void aSourceWithoutReadingsIsSaid() {
        Harness.Answer answer = new Harness(home).run("series", "--source", "inside", "--logs", home.toString());
        assertEquals(1, answer.status());
        assertTrue(answer.err().contains("no readings of inside"), answer::err);
    }

    private Harness.Answer series(String... more) {
        var args = new java.util.ArrayList<>(
                java.util.List.of("series", "--source", "outside", "--logs", home.toString(), "--zone", "UTC"));
        args.addAll(java.util.List.of(more));
        Harness.Answer answer = new Harness(home).run(args.toArray(String[]::new));
        assertEquals(0, answer.status(), answer::err);
        return answer;
    }
}
