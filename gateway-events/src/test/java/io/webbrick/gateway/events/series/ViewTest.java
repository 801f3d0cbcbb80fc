package io.webbrick.gateway.events.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ViewTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final Instant NOW = Instant.parse("2026-11-21T05:20:00Z");

    private static SourceInfo source(String name, String type, @Nullable String unit) {
        return new SourceInfo(name, type, List.of("val"), NOW, NOW, 1, null, unit, 1.0);
    }

    private static SeriesQuery ask(View view, String day, SourceInfo... known) {
        return view.query(List.of(known), List.of(), LocalDate.parse(day), NOW, LONDON);
    }

    private static Duration span(SeriesQuery query) {
        return Duration.between(Objects.requireNonNull(query.from()), Objects.requireNonNull(query.to()));
    }

    @Test
    void temperaturesAreEightOverSevenDays() {
        var known = new ArrayList<SourceInfo>();
        for (int i = 0; i < 12; i++) {
            known.add(source("webbrick/1/CT/" + i, "webbrick/CT", "°C"));
            known.add(source("webbrick/1/AI/" + i, "webbrick/AI", "%"));
        }
        SeriesQuery query = View.TEMPERATURES.query(known, List.of(), LocalDate.parse("2026-11-21"), NOW, LONDON);
        assertEquals(8, query.sources().size());
        assertEquals("webbrick/1/CT/0", query.sources().get(0));
        assertEquals(Duration.ofDays(7), span(query));
        assertNull(query.per());
    }

    @Test
    void energyIsOneDayAtSixMinutesHoweverLongTheDayIs() {
        SourceInfo power = source("meter/power", "t", "W");
        assertEquals(240, ask(View.ENERGY, "2026-11-20", power).points());
        assertEquals(250, ask(View.ENERGY, "2026-10-25", power).points());
        assertEquals(230, ask(View.ENERGY, "2026-03-29", power).points());
        assertEquals(Duration.ofHours(23), span(ask(View.ENERGY, "2026-03-29", power)));
    }

    @Test
    void totalsAreOfCountersOnly() {
        SeriesQuery month = ask(
                View.MONTH, "2026-02-11", source("power", "t", "W"), source("kwh", "t", "kWh"), source("x", "t", null));
        assertEquals(List.of("kwh"), month.sources());
        assertEquals(new Per(Per.Unit.DAY, LONDON), month.per());
        assertEquals(Duration.ofDays(28), span(month));
        SeriesQuery year = ask(View.YEAR, "2026-02-11", source("energy/total", "t", null));
        assertEquals(List.of("energy/total"), year.sources());
        assertEquals(new Per(Per.Unit.MONTH, LONDON), year.per());
        assertEquals(Instant.parse("2026-01-01T00:00:00Z"), year.from());
        assertEquals(Instant.parse("2027-01-01T00:00:00Z"), year.to());
    }

    @Test
    void givenSourcesAreTakenAsTheyAre() {
        SeriesQuery query = View.MONTH.query(List.of(), List.of("any"), LocalDate.parse("2026-02-11"), NOW, LONDON);
        assertEquals(List.of("any"), query.sources());
    }
}
