package io.webbrick.gateway.logging.stream;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.webbrick.gateway.logging.record.Level;
import org.junit.jupiter.api.Test;

final class RouteSlotsTest {
    private final RouteSlots slots = new RouteSlots();

    private static Route route(int id) {
        return new Route(id, new LogStream[Level.values().length][0]);
    }

    @Test
    void findsEachRouteByItsIdAndNothingElse() {
        Route first = route(0);
        Route last = route(RouteSlots.COUNT - 1);
        Route between = route(256);
        slots.set(first);
        slots.set(last);
        slots.set(between);
        assertSame(first, slots.get(0));
        assertSame(between, slots.get(256));
        assertSame(last, slots.get(65_535));
        assertNull(slots.get(1));
        assertNull(slots.get(255));
        assertNull(slots.get(40_000));
    }

    @Test
    void aLaterRouteTakesThePlaceOfTheOneBefore() {
        Route later = route(300);
        slots.set(route(300));
        slots.set(later);
        assertSame(later, slots.get(300));
    }
}
