package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.client.GatewayClient;
import io.webbrick.gateway.app.place.Surroundings;
import io.webbrick.gateway.events.history.EventHistory;
import io.webbrick.gateway.events.series.Series;
import io.webbrick.gateway.events.series.SeriesCsv;
import io.webbrick.gateway.events.series.SeriesJson;
import io.webbrick.gateway.events.series.SeriesQuery;
import io.webbrick.gateway.events.series.SeriesReader;
import io.webbrick.gateway.events.series.SeriesSvg;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads one or more series out of EventLog. */
@Command(
        name = "series",
        description = {
            "One reading over time, down-sampled to at most N points of min, max and last per bucket.",
            "Where readings are missing there is a gap, never a made-up value."
        })
final class SeriesCommand extends GatewayCommand {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 360;

    @Mixin
    StreamOptions stream = new StreamOptions();

    @Mixin
    RangeOptions range = new RangeOptions();

    @Option(
            names = "--source",
            required = true,
            paramLabel = "SOURCE",
            description = "Whose readings, such as temperature/outside; may be repeated.")
    List<String> sources = new ArrayList<>();

    @Option(
            names = "--attr",
            paramLabel = "NAME",
            description = "The payload's attribute (default: val, else state, else the first that is a number).")
    @Nullable
    String attr;

    @Option(
            names = "--points",
            paramLabel = "N",
            defaultValue = "1000",
            description = "At most so many points, 1 to 10000 (default: ${DEFAULT-VALUE}).")
    int points = 1_000;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "csv",
            description = "csv, json or svg (default: ${DEFAULT-VALUE}).")
    Format format = Format.CSV;

    @Parameters(paramLabel = "FILE", description = "EventLog files to read instead, in this order.")
    List<Path> files = new ArrayList<>();

    /** What is printed. */
    enum Format {
        CSV,
        JSON,
        SVG
    }

    SeriesCommand(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws CommandFailure, IOException {
        if (points < 1 || points > 10_000) {
            throw wrong("--points (" + points + ") must be 1 to 10000");
        }
        ZoneId zone = range.zone(around().zone());
        var query = new SeriesQuery(sources, attr, range.from(zone), range.to(zone), points);
        List<Series> series = files.isEmpty() && stream.remote(around())
                ? new RemoteSeries(client()).read(query)
                : new SeriesReader(history(zone)).read(query);
        out().print(text(series, zone).stripTrailing());
        out().print('\n');
        return empty(series) ? complain() : 0;
    }

    private GatewayClient client() throws CommandFailure {
        return stream.target.client(around(), null);
    }

    private EventHistory history(ZoneId zone) throws CommandFailure, IOException {
        return files.isEmpty()
                ? EventHistory.of(stream.newest("EventLog", around()), zone)
                : EventHistory.of(EventsCommand.readable(files), zone);
    }

    private String text(List<Series> series, ZoneId zone) {
        return switch (format) {
            case CSV -> SeriesCsv.write(series, zone);
            case JSON -> SeriesJson.write(series);
            case SVG -> SeriesSvg.draw(series, zone, WIDTH, HEIGHT);
        };
    }

    private static boolean empty(List<Series> series) {
        return series.stream().allMatch(each -> each.points().isEmpty());
    }

    private int complain() {
        note("no readings of " + String.join(", ", sources) + (attr == null ? "" : ", attribute " + attr)
                + " in that time; 'gateway events --source " + sources.get(0) + "' shows what there is");
        return CommandFailure.PROBLEM;
    }
}
