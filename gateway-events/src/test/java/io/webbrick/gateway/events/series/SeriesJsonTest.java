package io.webbrick.gateway.events.series;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.webbrick.gateway.events.series.Series.Gap;
import io.webbrick.gateway.events.series.Series.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SeriesJsonTest {
    @Test
    void hasTheShapeOfTheContract() {
        var with = new Series(
                "webbrick/9/CT/3",
                "val",
                "°C",
                List.of(new Point(1000, -1, 2.5, 2, 3)),
                List.of(new Gap(1000, 2000, "sensor fault")));
        var without = new Series("a\"b", "state", null, List.of(), List.of());
        assertEquals(
                "{\"series\":[{\"source\":\"webbrick/9/CT/3\",\"attr\":\"val\",\"unit\":\"°C\","
                        + "\"points\":[[1000,-1.0,2.5,2.0,3]],\"gaps\":[[1000,2000,\"sensor fault\"]]},"
                        + "{\"source\":\"a\\\"b\",\"attr\":\"state\",\"points\":[],\"gaps\":[]}]}",
                SeriesJson.write(List.of(with, without)));
    }

    @Test
    void noSeriesAreAnEmptyList() {
        assertEquals("{\"series\":[]}", SeriesJson.write(List.of()));
    }
}
