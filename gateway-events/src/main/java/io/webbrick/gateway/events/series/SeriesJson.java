package io.webbrick.gateway.events.series;

import io.webbrick.gateway.events.line.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Series as JSON on one line: {@code {"series":[{"source","attr","unit"?,"kind"?,"before"?:[epochMillis,value],
 * "points":[[epochMillis,min,max,last,n]...],"means":[...],"gaps":[[from,to,reason]...]}]}}. Means stand beside the points, one
 * for each; kind is {@code steps} or {@code totals}.
 */
public final class SeriesJson {
    private SeriesJson() {}

    /** The whole document. */
    public static String write(List<Series> series) {
        return Json.write(Map.of("series", series.stream().map(SeriesJson::one).toList()));
    }

    private static Map<String, @Nullable Object> one(Series series) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("source", series.source());
        map.put("attr", series.attr());
        if (series.unit() != null) {
            map.put("unit", series.unit());
        }
        if (series.kind() != Series.Kind.CURVE) {
            map.put("kind", series.kind().name().toLowerCase(Locale.ROOT));
        }
        if (series.before() != null) {
            map.put(
                    "before",
                    List.of(series.before().epochMillis(), series.before().last()));
        }
        map.put(
                "points",
                series.points().stream()
                        .map(p -> List.of(p.epochMillis(), p.min(), p.max(), p.last(), p.n()))
                        .toList());
        map.put("means", series.points().stream().map(Series.Point::mean).toList());
        map.put(
                "gaps",
                series.gaps().stream()
                        .map(g -> List.of(g.fromMillis(), g.toMillis(), g.reason()))
                        .toList());
        return map;
    }
}
