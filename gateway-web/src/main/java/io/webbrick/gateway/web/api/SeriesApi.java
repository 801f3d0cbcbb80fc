package io.webbrick.gateway.web.api;

import io.webbrick.gateway.events.series.Series;
import io.webbrick.gateway.events.series.SeriesJson;
import io.webbrick.gateway.events.series.SeriesQuery;
import io.webbrick.gateway.events.series.SeriesSvg;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /api/series}, {@code /api/sources} and {@code /history.svg}: readings over time. */
final class SeriesApi {
    private static final int MAX_SOURCES = 16;
    private static final String PICTURE_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";

    private final EventArchive archive;
    private final Moments moments;
    private final ZoneId zone;

    SeriesApi(EventArchive archive, Moments moments, ZoneId zone) {
        this.archive = archive;
        this.moments = moments;
        this.zone = zone;
    }

    Answer series(Ask ask) throws Refusal, IOException {
        var parameters =
                new Parameters(ask, moments, Set.of("attr", "from", "to", "range", "points"), Set.of("source"));
        int points = parameters.number("points", 500, 1, 10_000);
        return Answer.jsonText(200, SeriesJson.write(read(parameters, points)));
    }

    Answer picture(Ask ask) throws Refusal, IOException {
        var parameters = new Parameters(
                ask, moments, Set.of("attr", "from", "to", "range", "width", "height"), Set.of("source"));
        int width = parameters.number("width", 900, 200, 4_000);
        int height = parameters.number("height", 320, 120, 3_000);
        String svg = SeriesSvg.draw(read(parameters, width), zone, width, height);
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

    private List<Series> read(Parameters parameters, int points) throws Refusal, IOException {
        List<String> sources = parameters.all("source");
        if (sources.isEmpty() || sources.size() > MAX_SOURCES) {
            throw new Refusal(
                    400,
                    "bad parameter",
                    "source must be given 1 to " + MAX_SOURCES + " times, not " + sources.size()
                            + "; /api/sources lists what there is");
        }
        Parameters.Span span = parameters.span();
        return archive.series(new SeriesQuery(sources, parameters.text("attr"), span.from(), span.to(), points));
    }
}
