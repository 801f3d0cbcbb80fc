package io.webbrick.gateway.ship.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.sink.ShipperPlace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Clocks that were never set, files that cannot be read, places in other streams, outages with restarts. */
class HardTimesTest extends DeliveryFixture {
    private ShipperPlace place(String file) {
        ShipperPlace own = house.place();
        return new ShipperPlace(
                own.newest().resolveSibling(file), false, own.state(), "gw-1", ZoneId.of("UTC"), own.clock());
    }

    @Test
    void nothingIsSentBeforeTheClockIsSetAndThenUnderTheRightTime() throws Exception {
        clock.set(Instant.parse("1970-01-01T00:01:00Z"));
        log(1, 3);
        Delivery delivery = delivery(QUICK);
        run(delivery, Duration.ofMinutes(1));
        assertEquals(List.of(), sender.asked());
        assertEquals("waiting", delivery.status().state());
        assertTrue(String.valueOf(delivery.status().lastError()).contains("clock has not been set"));
        Instant set = Instant.parse("2026-11-21T05:20:00Z");
        clock.set(set);
        run(delivery, Duration.ofSeconds(2));
        assertEquals(lines(1, 3), sender.texts());
        assertTrue(
                sender.received().stream().allMatch(record -> record.millis() >= set.toEpochMilli()),
                sender.received()::toString);
    }

    @Test
    void whatCannotBeReadIsSeenInTheStatusUntilItCan() throws Exception {
        Path newest = place("other.log").newest();
        Files.createDirectory(newest);
        Delivery delivery = delivery(QUICK, place("other.log"));
        run(delivery, Duration.ofSeconds(5));
        assertEquals("failing", delivery.status().state());
        assertTrue(
                String.valueOf(delivery.status().lastError()).startsWith("cannot read other.log"),
                delivery.status()::toString);
        Files.delete(newest);
        run(delivery, Duration.ofSeconds(5));
        assertEquals("idle", delivery.status().state());
    }

    @Test
    void aShipperThatComesToDeliverAnotherStreamBeginsThereAndFindsItsPlaceWhenItComesBack() throws Exception {
        log(1, 3);
        Delivery first = delivery(QUICK, place("spool.log"));
        run(first, Duration.ofSeconds(2));
        first.end();
        assertEquals(3, sender.texts().size());
        org.slf4j.LoggerFactory.getLogger("elsewhere").error("gas");
        house.settle();
        Delivery other = delivery(QUICK, place("error.log"));
        run(other, Duration.ofSeconds(2));
        other.end();
        assertTrue(sender.texts().get(3).contains("gas"), sender.texts()::toString);
        run(delivery(QUICK, place("spool.log")), Duration.ofSeconds(2));
        assertEquals(4, sender.texts().size());
    }

    @Test
    void aPlaceThatIsOneOfAnotherStreamCountsAsNone() throws Exception {
        log(1, 3);
        Delivery first = delivery(QUICK, place("spool.log"));
        run(first, Duration.ofSeconds(2));
        first.end();
        Path state = house.place().state();
        org.slf4j.LoggerFactory.getLogger("elsewhere").error("gas");
        house.settle();
        Files.copy(state.resolve("cw@spool.log"), state.resolve("cw@error.log"));
        Delivery other = delivery(QUICK, place("error.log"));
        run(other, Duration.ofSeconds(2));
        assertTrue(sender.texts().get(3).contains("gas"), sender.texts()::toString);
        assertEquals("idle", other.status().state());
    }

    @Test
    void withTheNetworkDownForAnHourAndTwoRestartsEveryLineArrivesInOrder() throws Exception {
        long seed = 142;
        var random = new Random(seed);
        sender.always(batch -> new Verdict.Again("no route to host", null));
        int logged = 0;
        for (int life = 0; life < 3; life++) {
            Delivery delivery = delivery(new Limits(1_000_000, 40, Duration.ofSeconds(10), null, 0));
            for (int part = 0; part < 10; part++) {
                int more = 1 + random.nextInt(30);
                log(logged + 1, logged + more);
                logged += more;
                run(delivery, Duration.ofMinutes(2));
            }
            if (life < 2) {
                delivery.end();
            } else {
                sender.always(batch -> random.nextInt(4) == 0 ? new Verdict.Again("reset", null) : Verdict.accepted());
                run(delivery, Duration.ofMinutes(40));
            }
        }
        assertEquals(lines(1, logged), sender.texts(), "seed " + seed);
        assertEquals(
                logged,
                sender.received().stream()
                        .map(Outgoing::uid)
                        .collect(Collectors.toSet())
                        .size());
    }

    @Test
    void withoutAccessAfterAnOutageItStillTriesOnceQuickly() throws Exception {
        sender.always(batch -> new Verdict.Again("down", null));
        log(1, 1);
        Delivery delivery = delivery(QUICK);
        run(delivery, Duration.ofMinutes(20));
        int before = sender.asked().size();
        sender.next(new Verdict.Denied("expired token"));
        sender.always(batch -> Verdict.accepted());
        long begun = nanos;
        while (sender.asked().size() < before + 2) {
            nanos += Math.max(1, delivery.turn());
        }
        assertEquals(lines(1, 1), sender.texts());
        long longest = TimeUnit.MINUTES.toNanos(5) + TimeUnit.SECONDS.toNanos(2);
        assertTrue(nanos - begun <= longest, () -> "took " + (nanos - begun) + " ns");
    }
}
