package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.client.GatewayClient;
import io.webbrick.gateway.app.place.Surroundings;
import io.webbrick.gateway.events.history.EventHistory;
import io.webbrick.gateway.events.series.Per;
import io.webbrick.gateway.events.series.Series;
import io.webbrick.gateway.events.series.SeriesCsv;
import io.webbrick.gateway.events.series.SeriesJson;
import io.webbrick.gateway.events.series.SeriesQuery;
import io.webbrick.gateway.events.series.SeriesReader;
import io.webbrick.gateway.events.series.SeriesRules;
import io.webbrick.gateway.events.series.SeriesSvg;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

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
            description = {
                "The payload's attribute: once for all sources, or once for each in their order",
                "(default: val, else state, else the first that is a number)."
            })
    List<String> attrs = new ArrayList<>();

    @Option(
            names = "--per",
            paramLabel = "PERIOD",
            converter = PerConverter.class,
            description = "What a counter counted in each hour, day, month or year of local time.")
    Per.@Nullable Unit per;

    @Option(
            names = "--unit",
            paramLabel = "SOURCE=UNIT",
            description = "The unit of a source whose payload names none; may be repeated.")
    Map<String, String> units = new LinkedHashMap<>();

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

    @Parameters(
            paramLabel = "FILE",
            description = "EventLog files to read instead, in this order; or directories, or zip archives of them.")
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
        SeriesQuery query = query(zone);
        List<Series> series = read(query, zone);
        out().print(text(series, query, zone).stripTrailing());
        out().print('\n');
        return empty(series) ? complain() : 0;
    }

    private List<Series> read(SeriesQuery query, ZoneId zone) throws CommandFailure, IOException {
        if (files.isEmpty() && stream.remote(around())) {
            return new RemoteSeries(client()).read(query);
        }
        try (EventFiles given = EventFiles.of(files);
                var progress = new Progress("readings read", this::note, around().terminal())) {
            EventHistory history = files.isEmpty()
                    ? EventHistory.of(stream.newest("EventLog", around()), zone)
                    : EventHistory.of(given.paths(), zone);
            var rows = new WatchedRows(history.rows(), progress);
            return new SeriesReader(
                            rows, SeriesRules.of(StreamOptions.series(around())).withUnits(units))
                    .read(query);
        }
    }

    private SeriesQuery query(ZoneId zone) throws CommandFailure {
        if (attrs.size() > 1 && attrs.size() != sources.size()) {
            throw wrong("--attr is given " + attrs.size() + " times for " + sources.size()
                    + " sources; give it once, or once for each");
        }
        return new SeriesQuery(
                sources, attrs, range.from(zone), range.to(zone), points, per == null ? null : new Per(per, zone));
    }

    private GatewayClient client() throws CommandFailure {
        return stream.target.client(around(), null);
    }

    private String text(List<Series> series, SeriesQuery query, ZoneId zone) {
        return switch (format) {
            case CSV -> SeriesCsv.write(series, zone);
            case JSON -> SeriesJson.write(series);
            case SVG -> SeriesSvg.draw(series, zone, query.from(), query.to(), WIDTH, HEIGHT);
        };
    }

    private static boolean empty(List<Series> series) {
        return series.stream().allMatch(each -> each.points().isEmpty());
    }

    private int complain() {
        note("no readings of " + String.join(", ", sources)
                + (attrs.isEmpty() ? "" : ", attribute " + String.join(", ", attrs))
                + " in that time; 'gateway events --source " + sources.get(0) + "' shows what there is");
        return CommandFailure.PROBLEM;
    }

    /** Reads a period. */
    static final class PerConverter implements ITypeConverter<Per.Unit> {
        @Override
        public Per.Unit convert(String value) {
            return Per.Unit.named(value)
                    .orElseThrow(() ->
                            new TypeConversionException("'" + value + "' is no period; one of hour, day, month, year"));
        }
    }
}
