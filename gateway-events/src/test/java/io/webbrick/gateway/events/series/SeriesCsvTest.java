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
        assertEquals("\"a,\"\"b\"\"\",x", names("a,\"b\"", "x"));
    }

    @Test
    void showsWhatHidesBreaksOrTurnsALineAsWhatItIs() {
        assertEquals(
                "a\\u000d\\u000ab\\u001b[31m,x\\u202ey\\u2028z\\u0000",
                names("a\r\nb\u001b[31m", "x\u202ey\u2028z\u0000"));
    }

    @Test
    void noNameIsAFormulaToASpreadsheet() {
        assertEquals("'=1+1,'@SUM(A1)", names("=1+1", "@SUM(A1)"));
        assertEquals("'-2,'+3", names("-2", "+3"));
        assertEquals("a=1,b-2", names("a=1", "b-2"));
    }

    /** How a source and its attribute stand in a line. */
    private static String names(String source, String attr) {
        var series = new Series(source, attr, null, List.of(new Point(0, 1, 1, 1, 1, 1)), List.of());
        String csv = SeriesCsv.write(List.of(series), ZoneId.of("UTC"));
        String begin = "time,source,attr,min,max,last,n,mean\r\n1970-01-01T00:00:00.000+00:00,";
        String end = ",1,1,1,1,1\r\n";
        assertEquals(begin, csv.substring(0, begin.length()));
        assertEquals(end, csv.substring(csv.length() - end.length()));
        return csv.substring(begin.length(), csv.length() - end.length());
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
