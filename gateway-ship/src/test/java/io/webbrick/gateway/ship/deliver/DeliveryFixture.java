package io.webbrick.gateway.ship.deliver;

import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.logging.sink.ShipperPlace;
import io.webbrick.gateway.logging.sink.ShipperSettings;
import io.webbrick.gateway.ship.testing.LoggedHouse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Deliveries from the real logging to a sender that does what a test says, by a clock that stands still unless told. */
abstract class DeliveryFixture {
    static final Limits QUICK = new Limits(1_000_000, 1_000, Duration.ZERO, null, 0);

    @TempDir
    Path temp;

    final ManualClock clock = ManualClock.at("2026-11-21T05:20:00Z");
    final ScriptedSender sender = new ScriptedSender();
    final List<String> told = new ArrayList<>();
    long nanos = TimeUnit.DAYS.toNanos(1);
    LoggedHouse house;

    @BeforeEach
    void begin() throws Exception {
        house = LoggedHouse.start(temp.resolve("logs"), clock);
    }

    @AfterEach
    void end() {
        house.close();
    }

    Delivery delivery(Limits limits) {
        return delivery(limits, house.place());
    }

    Delivery delivery(Limits limits, ShipperPlace place) {
        var settings = new ShipperSettings("cw", "TestHandler", Map.of(), temp);
        return new Delivery(settings, place, sender, limits, () -> nanos, () -> 0.5, new Delivery.Told() {
            @Override
            public void failing(String why) {
                told.add("failing: " + why);
            }

            @Override
            public void deliversAgain() {
                told.add("again");
            }

            @Override
            public void trouble(String what) {
                told.add("trouble: " + what);
            }
        });
    }

    void log(int from, int to) {
        for (int number = from; number <= to; number++) {
            LoggedHouse.LOG.info("line {}", number);
        }
        house.settle();
    }

    static List<String> lines(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(number -> "line " + number)
                .toList();
    }

    /** Turns until so much time has passed. */
    void run(Delivery delivery, Duration time) throws InterruptedException {
        long end = nanos + time.toNanos();
        while (nanos < end) {
            long wait = delivery.turn();
            long step = Math.min(Math.max(wait, 0), end - nanos);
            nanos += step;
            clock.advance(Duration.ofNanos(step));
        }
        delivery.turn();
    }

    List<Integer> sizes() {
        return sender.asked().stream().map(List::size).toList();
    }

    String reject() throws IOException {
        return Files.readString(house.place().state().resolve("cw.reject"), StandardCharsets.UTF_8);
    }
}
