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
                List.of(new Point(1000, -1, 2.5, 2, 3, 2)),
                List.of(new Gap(1000, 2000, "sensor fault")));
        var without = new Series("a\"b", "state", null, List.of(), List.of());
        assertEquals(
                "{\"series\":[{\"source\":\"webbrick/9/CT/3\",\"attr\":\"val\",\"unit\":\"°C\","
                        + "\"points\":[[1000,-1.0,2.5,2.0,3]],\"means\":[2.0],\"gaps\":[[1000,2000,\"sensor fault\"]]},"
                        + "{\"source\":\"a\\\"b\",\"attr\":\"state\",\"points\":[],\"means\":[],\"gaps\":[]}]}",
                SeriesJson.write(List.of(with, without)));
    }

    @Test
    void saysWhatWasBeforeAndOfWhichKindItIs() {
        var steps = new Series(
                "lamp", "state", null, List.of(Point.of(5, 1)), List.of(), Point.of(1, 0), Series.Kind.STEPS);
        assertEquals(
                "{\"series\":[{\"source\":\"lamp\",\"attr\":\"state\",\"kind\":\"steps\",\"before\":[1,0.0],"
                        + "\"points\":[[5,1.0,1.0,1.0,1]],\"means\":[1.0],\"gaps\":[]}]}",
                SeriesJson.write(List.of(steps)));
    }

    @Test
    void noSeriesAreAnEmptyList() {
        assertEquals("{\"series\":[]}", SeriesJson.write(List.of()));
    }
}
