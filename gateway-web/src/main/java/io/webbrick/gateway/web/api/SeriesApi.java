package io.webbrick.gateway.web.api;

import io.webbrick.gateway.events.series.Per;
import io.webbrick.gateway.events.series.Series;
import io.webbrick.gateway.events.series.SeriesCsv;
import io.webbrick.gateway.events.series.SeriesJson;
import io.webbrick.gateway.events.series.SeriesQuery;
import io.webbrick.gateway.events.series.SeriesSvg;
import io.webbrick.gateway.events.series.View;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /api/series}, {@code /api/sources} and {@code /history.svg}: readings over time. */
final class SeriesApi {
    private static final int MAX_SOURCES = 16;
    private static final List<String> PERIODS = List.of("reading", "hour", "day", "month", "year");
    private static final String PICTURE_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";

    private final EventArchive archive;
    private final Moments moments;

    SeriesApi(EventArchive archive, Moments moments) {
        this.archive = archive;
        this.moments = moments;
    }

    Answer series(Ask ask) throws Refusal, IOException {
        var parameters = new Parameters(ask, moments, with("points", "format"), Set.of("source", "attr"));
        int points = parameters.number("points", 500, 1, SeriesQuery.MOST_POINTS);
        String format = parameters.word("format", List.of("json", "csv"));
        List<Series> series = archive.series(query(parameters, points));
        return format.equals("csv")
                ? Answer.of(200, "text/csv; charset=utf-8; header=present", SeriesCsv.write(series, moments.zone()))
                        .with("Content-Disposition", "attachment; filename=\"series.csv\"")
                : Answer.jsonText(200, SeriesJson.write(series));
    }

    Answer picture(Ask ask) throws Refusal, IOException {
        var parameters = new Parameters(ask, moments, with("points", "width", "height"), Set.of("source", "attr"));
        int width = parameters.number("width", 900, 200, 4_000);
        int height = parameters.number("height", 320, 120, 3_000);
        int points = parameters.number("points", width, 1, SeriesQuery.MOST_POINTS);
        SeriesQuery query = query(parameters, points);
        String svg = SeriesSvg.draw(archive.series(query), moments.zone(), query.from(), query.to(), width, height);
        return Answer.of(200, "image/svg+xml", svg).with("Content-Security-Policy", PICTURE_POLICY);
    }

    Answer sources(Ask ask) throws Refusal, IOException {
        new Parameters(ask, moments, Set.of(), Set.of());
        var shapes = new ArrayList<Map<String, @Nullable Object>>();
        for (SourceSummary source : archive.sources()) {
            var shape = new LinkedHashMap<String, @Nullable Object>();
            shape.put("source", source.source());
            shape.put("name", source.name());
            shape.put("type", source.type());
            shape.put("attributes", source.attributes());
            shape.put("first", source.first().toString());
            shape.put("last", source.last().toString());
            shape.put("events", source.events());
            shape.put("value", source.value());
            shape.put("unit", source.unit());
            shapes.add(shape);
        }
        return Answer.json(200, Map.of("sources", shapes));
    }

    private static Set<String> with(String... further) {
        var names = new HashSet<>(Set.of("from", "to", "range", "per", "view", "date"));
        names.addAll(List.of(further));
        return names;
    }

    private SeriesQuery query(Parameters parameters, int points) throws Refusal, IOException {
        String view = parameters.text("view");
        return view == null ? given(parameters, points) : ready(parameters, view);
    }

    /** One of the ready-made graphs, with the sources that fit it best unless some are given. */
    private SeriesQuery ready(Parameters parameters, String word) throws Refusal, IOException {
        View view = View.named(word)
                .orElseThrow(() -> Refusal.parameter("view", word, "one of temperatures, energy, month, year"));
        for (String other : List.of("attr", "from", "to", "range", "per")) {
            if (parameters.text(other) != null) {
                throw new Refusal(400, "bad parameter", other + " does not go with view; leave one of them out");
            }
        }
        List<String> sources = parameters.all("source");
        return view.query(
                sources.isEmpty() ? archive.known() : List.of(),
                sources,
                date(parameters),
                moments.now(),
                moments.zone());
    }

    private LocalDate date(Parameters parameters) throws Refusal {
        String text = parameters.text("date");
        if (text == null) {
            return moments.now().atZone(moments.zone()).toLocalDate();
        }
        LocalDate day = Moments.day(text);
        if (day == null) {
            throw Refusal.parameter("date", text, "a day such as 2026-11-21");
        }
        return day;
    }

    private SeriesQuery given(Parameters parameters, int points) throws Refusal {
        List<String> attrs = parameters.each("attr");
        List<String> sources = attrs.size() > 1 ? parameters.each("source") : parameters.all("source");
        if (sources.isEmpty() || sources.size() > MAX_SOURCES) {
            throw new Refusal(
                    400,
                    "bad parameter",
                    "source must be given 1 to " + MAX_SOURCES + " times, not " + sources.size()
                            + "; /api/sources lists what there is");
        }
        Parameters.Span span = parameters.span();
        if (attrs.size() > 1 && attrs.size() != sources.size()) {
            throw new Refusal(
                    400,
                    "bad parameter",
                    "attr is given " + attrs.size() + " times for " + sources.size()
                            + " sources; give it once, or once for each");
        }
        String word = parameters.word("per", PERIODS);
        Per per =
                Per.Unit.named(word).map(unit -> new Per(unit, moments.zone())).orElse(null);
        return new SeriesQuery(sources, attrs, span.from(), span.to(), points, per);
    }
}
