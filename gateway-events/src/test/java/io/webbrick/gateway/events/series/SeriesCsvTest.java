package io.webbrick.gateway.events.series;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.webbrick.gateway.events.series.Series.Point;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SeriesCsvTest {
    @Test
    void writesOneLineForEachPointWithLocalTimes() {
        long time = Instant.parse("2026-06-21T05:20:00.5Z").toEpochMilli();
        var series = new Series("a", "val", null, List.of(new Point(time, -1, 2.5, 1e-7, 3, 1e-7)), List.of());
        assertEquals(
                "time,source,attr,min,max,last,n,mean\r\n2026-06-21T06:20:00.500+01:00,a,val,-1,2.5,1.0E-7,3,1.0E-7\r\n",
                SeriesCsv.write(List.of(series), ZoneId.of("Europe/London")));
    }

    @Test
    void quotesNamesThatNeedIt() {
        var series = new Series("a,\"b\"\n", "x", null, List.of(new Point(0, 1, 1, 1, 1, 1)), List.of());
        assertEquals(
                "time,source,attr,min,max,last,n,mean\r\n1970-01-01T00:00:00.000+00:00,\"a,\"\"b\"\"\n\",x,1,1,1,1,1\r\n",
                SeriesCsv.write(List.of(series), ZoneId.of("UTC")));
    }

    @Test
    void numbersKeepEveryDigit() {
        assertEquals("19.6", Numbers.exact(19.6));
        assertEquals("123456789012", Numbers.exact(123456789012.0));
        assertEquals("0.0001", Numbers.exact(1e-4));
        assertEquals("1.0E20", Numbers.exact(1e20));
        assertEquals("12345678.9", Numbers.exact(12345678.9));
    }

    @Test
    void briefNumbersHaveAboutFourDigits() {
        assertEquals("20.4", Numbers.brief(20.44));
        assertEquals("20", Numbers.brief(20.0));
        assertEquals("1,234", Numbers.brief(1234.4));
        assertEquals("100", Numbers.brief(100));
        assertEquals("0", Numbers.brief(-0.0));
        assertEquals("0.012", Numbers.brief(0.0123));
    }
}
