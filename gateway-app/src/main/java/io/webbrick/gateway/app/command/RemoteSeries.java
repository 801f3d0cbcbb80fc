package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.client.GatewayClient;
import io.webbrick.gateway.app.client.Query;
import io.webbrick.gateway.events.series.Per;
import io.webbrick.gateway.events.series.Series;
import io.webbrick.gateway.events.series.Series.Gap;
import io.webbrick.gateway.events.series.Series.Kind;
import io.webbrick.gateway.events.series.Series.Point;
import io.webbrick.gateway.events.series.SeriesQuery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Series of a gateway elsewhere, as its API gives them. */
final class RemoteSeries {
    private final GatewayClient client;

    RemoteSeries(GatewayClient client) {
        this.client = client;
    }

    List<Series> read(SeriesQuery query) throws IOException {
        Map<?, ?> answer = client.get("/api/series" + parameters(query));
        if (!(answer.get("series") instanceof List<?> list)) {
            throw new IOException("the gateway at " + client.address() + " answered no series");
        }
        var series = new ArrayList<Series>();
        for (Object each : list) {
            if (each instanceof Map<?, ?> map) {
                series.add(series(map));
            }
        }
        return series;
    }

    private static Series series(Map<?, ?> map) throws IOException {
        var points = new ArrayList<Point>();
        List<?> means = map.get("means") instanceof List<?> list ? list : List.of();
        for (List<?> point : rows(map, "points", 5)) {
            Object mean = points.size() < means.size() ? means.get(points.size()) : point.get(3);
            points.add(new Point(
                    number(point.get(0)).longValue(),
                    number(point.get(1)).doubleValue(),
                    number(point.get(2)).doubleValue(),
                    number(point.get(3)).doubleValue(),
                    number(point.get(4)).longValue(),
                    number(mean).doubleValue()));
        }
        var gaps = new ArrayList<Gap>();
        for (List<?> gap : rows(map, "gaps", 3)) {
            gaps.add(new Gap(
                    number(gap.get(0)).longValue(), number(gap.get(1)).longValue(), String.valueOf(gap.get(2))));
        }
        Object unit = map.get("unit");
        return new Series(
                String.valueOf(map.get("source")),
                String.valueOf(map.get("attr")),
                unit == null ? null : unit.toString(),
                points,
                gaps,
                before(map.get("before")),
                kind(map.get("kind")));
    }

    private static @Nullable Point before(@Nullable Object before) throws IOException {
        if (!(before instanceof List<?> reading) || reading.size() < 2) {
            return null;
        }
        double value = number(reading.get(1)).doubleValue();
        return new Point(number(reading.get(0)).longValue(), value, value, value, 1, value);
    }

    private static Kind kind(@Nullable Object word) {
        for (Kind kind : Kind.values()) {
            if (kind.name().equalsIgnoreCase(String.valueOf(word))) {
                return kind;
            }
        }
        return Kind.CURVE;
    }

    private static List<List<?>> rows(Map<?, ?> map, String key, int cells) throws IOException {
        var rows = new ArrayList<List<?>>();
        if (map.get(key) instanceof List<?> list) {
            for (Object each : list) {
                if (!(each instanceof List<?> row) || row.size() < cells) {
                    throw new IOException("the gateway answered " + key + " that cannot be read: " + each);
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static Number number(@Nullable Object value) throws IOException {
        if (value instanceof Number number) {
            return number;
        }
        throw new IOException("the gateway answered '" + value + "' where a number must be");
    }

    private static Query parameters(SeriesQuery query) {
        var asked = new Query().with("points", query.points());
        query.sources().forEach(source -> asked.with("source", source));
        query.attrs().forEach(attr -> asked.with("attr", attr));
        Per per = query.per();
        return asked.with("per", per == null ? null : per.unit().word())
                .with("from", query.from())
                .with("to", query.to());
    }
}
