package io.webbrick.gateway.ship.deliver;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.ship.testing.LoggedHouse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DeliveryTest extends DeliveryFixture {
    @Test
    void deliversEveryRecordOnceInOrderUnderItsOwnName() throws Exception {
        log(1, 2_500);
        run(delivery(QUICK), Duration.ofSeconds(1));
        assertEquals(lines(1, 2_500), sender.texts());
        Set<String> names = sender.received().stream().map(Outgoing::uid).collect(Collectors.toSet());
        assertEquals(2_500, names.size());
        assertTrue(
                names.stream().allMatch(name -> name.matches("gw-1/spool/[0-9a-f]{16}\\.\\d+/\\d+")), names::toString);
        assertEquals(20, sender.received().get(0).level());
        assertEquals("house", sender.received().get(0).logger());
        assertEquals(clock.millis() / 10_000, sender.received().get(0).millis() / 10_000);
    }

    @Test
    void asksForNothingWhileNothingIsLogged() throws Exception {
        log(1, 10);
        Delivery delivery = delivery(QUICK);
        run(delivery, Duration.ofSeconds(5));
        int before = sender.asked().size();
        run(delivery, Duration.ofMinutes(10));
        assertEquals(before, sender.asked().size());
        assertEquals("idle", delivery.status().state());
        assertEquals(0, delivery.status().lagMillis());
    }

    @Test
    void cutsABatchAtItsCountItsBytesAndItsAge() throws Exception {
        log(1, 25);
        Delivery delivery = delivery(new Limits(1_000_000, 10, Duration.ofSeconds(10), null, 0));
        run(delivery, Duration.ofSeconds(5));
        assertEquals(List.of(10, 10), sizes());
        run(delivery, Duration.ofMillis(5_100));
        assertEquals(List.of(10, 10, 5), sizes());
        delivery = delivery(new Limits(20, 10, Duration.ZERO, null, 0));
        log(26, 30);
        run(delivery, Duration.ofSeconds(1));
        assertEquals(List.of(10, 10, 5, 2, 2, 1), sizes());
    }

    @Test
    void anAgeIsKeptToWithinFiftyMilliseconds() throws Exception {
        Delivery delivery = delivery(new Limits(1_000_000, 1_000, Duration.ofMillis(500), null, 0));
        run(delivery, Duration.ofSeconds(3));
        log(1, 1);
        long logged = nanos;
        while (sender.asked().isEmpty()) {
            nanos += delivery.turn();
        }
        long took = TimeUnit.NANOSECONDS.toMillis(nanos - logged);
        assertTrue(Math.abs(took - 500) <= 50, () -> took + " ms");
    }

    @Test
    void cutsABatchWhereItsTimesSpanTooMuch() throws Exception {
        log(1, 1);
        clock.advance(Duration.ofHours(24));
        log(2, 2);
        clock.advance(Duration.ofMillis(5));
        log(3, 3);
        run(delivery(new Limits(1_000_000, 1_000, Duration.ZERO, Duration.ofHours(24), 0)), Duration.ofSeconds(1));
        assertEquals(List.of(2, 1), sizes());
    }

    @Test
    void goesOnAfterARestartBehindWhatWasAcknowledged() throws Exception {
        log(1, 10);
        Delivery first = delivery(QUICK);
        run(first, Duration.ofSeconds(2));
        first.end();
        log(11, 20);
        run(delivery(QUICK), Duration.ofSeconds(2));
        assertEquals(lines(1, 20), sender.texts());
    }

    @Test
    void whatIsNotAcknowledgedComesAgainAfterARestartUnderTheSameNames() throws Exception {
        sender.always(batch -> new Verdict.Again("connection reset", null));
        log(1, 10);
        Delivery first = delivery(QUICK);
        run(first, Duration.ofSeconds(30));
        first.end();
        sender.always(batch -> Verdict.accepted());
        run(delivery(QUICK), Duration.ofSeconds(2));
        assertEquals(lines(1, 10), sender.texts());
        assertEquals(
                sender.asked().get(0).stream().map(Outgoing::uid).toList(),
                sender.received().stream().map(Outgoing::uid).toList());
    }

    @Test
    void aKillCostsNothingAndDoublesAtMostTheLastSecond() throws Exception {
        log(1, 100);
        Delivery killed = delivery(new Limits(1_000_000, 10, Duration.ZERO, null, 0));
        while (sender.asked().size() < 5) {
            nanos += killed.turn();
        }
        run(delivery(QUICK), Duration.ofSeconds(2));
        Set<String> names = sender.received().stream().map(Outgoing::uid).collect(Collectors.toSet());
        assertEquals(100, names.size());
        assertEquals(lines(1, 100), sender.texts().stream().distinct().toList());
    }

    @Test
    void aDamagedCheckpointBeginsWithTheOldestRecordAndSaysSo() throws Exception {
        log(1, 10);
        Delivery first = delivery(QUICK);
        run(first, Duration.ofSeconds(2));
        first.end();
        Path file = house.place().state().resolve("cw");
        Files.writeString(
                file, Files.readString(file, StandardCharsets.UTF_8).replace("spool", "spoox"), StandardCharsets.UTF_8);
        run(delivery(QUICK), Duration.ofSeconds(2));
        assertEquals(20, sender.texts().size());
        assertTrue(told.get(0).contains("cannot be read"), told::toString);
    }

    @Test
    void anOutageOfAnHourCostsFewAttemptsAndIsToldOnce() throws Exception {
        sender.always(batch -> new Verdict.Again("no route to host", null));
        log(1, 10);
        Delivery delivery = delivery(QUICK);
        run(delivery, Duration.ofHours(1));
        int attempts = sender.asked().size();
        assertTrue(attempts >= 12 && attempts <= 40, () -> attempts + " attempts in an hour");
        assertEquals(List.of("failing: no route to host"), told);
        assertEquals("failing", delivery.status().state());
        assertEquals("no route to host", delivery.status().lastError());
        assertTrue(
                delivery.status().lagMillis() >= 3_500_000,
                () -> "lag " + delivery.status().lagMillis());
        sender.always(batch -> Verdict.accepted());
        log(11, 20);
        run(delivery, Duration.ofMinutes(6));
        assertEquals(lines(1, 20), sender.texts());
        assertEquals(List.of("failing: no route to host", "again"), told);
    }

    @Test
    void holdsOneBatchInMemoryHoweverMuchWaits() throws Exception {
        sender.always(batch -> new Verdict.Again("no route to host", null));
        log(1, 5_000);
        Delivery delivery = delivery(new Limits(1_000_000, 100, Duration.ZERO, null, 0));
        run(delivery, Duration.ofMinutes(10));
        assertEquals(100, delivery.held());
    }

    @Test
    void aFaultOfTheSenderIsOneMoreFailedAttempt() throws Exception {
        sender.always(batch -> {
            throw new IllegalStateException("s3cr3t");
        });
        log(1, 2);
        Delivery delivery = delivery(QUICK);
        run(delivery, Duration.ofSeconds(20));
        assertEquals(
                "fault while sending: IllegalStateException; nor does it take anything else",
                delivery.status().lastError());
        sender.always(batch -> Verdict.accepted());
        run(delivery, Duration.ofMinutes(5));
        assertEquals(lines(1, 2), sender.texts());
        assertFalse(told.toString().contains("s3cr3t"), told::toString);
    }

    @Test
    void keepsToItsPaceHoweverMuchThereIs() throws Exception {
        log(1, 100);
        Delivery delivery = delivery(new Limits(1_000_000, 10, Duration.ZERO, null, 5, Duration.ofSeconds(1)));
        run(delivery, Duration.ofMillis(4_500));
        assertEquals(5, sender.asked().size());
    }

    @Test
    void heedsWhatTheOtherSideWishes() throws Exception {
        sender.next(new Verdict.Again("429", Duration.ofSeconds(30)));
        log(1, 1);
        Delivery delivery = delivery(QUICK);
        run(delivery, Duration.ofMillis(29_900));
        assertEquals(1, sender.asked().size());
        run(delivery, Duration.ofSeconds(2));
        assertEquals(lines(1, 1), sender.texts());
    }

    @Test
    void withoutAccessItTriesOnceQuicklyAndThenEveryFiveMinutes() throws Exception {
        sender.always(batch -> new Verdict.Denied("401"));
        log(1, 3);
        Delivery delivery = delivery(QUICK);
        run(delivery, Duration.ofMinutes(11));
        assertEquals(4, sender.asked().size());
        sender.always(batch -> Verdict.accepted());
        run(delivery, Duration.ofMinutes(5));
        assertEquals(lines(1, 3), sender.texts());
    }

    @Test
    void oneRecordAtFaultAmongManyIsFoundWithFewRequestsAndNotedWithTheReason() throws Exception {
        sender.always(batch -> batch.stream().anyMatch(record -> record.text().equals("line 777"))
                ? new Verdict.Poisoned("InvalidParameterException")
                : Verdict.accepted());
        log(1, 1_000);
        Delivery delivery = delivery(QUICK);
        run(delivery, Duration.ofSeconds(2));
        List<String> expected = new ArrayList<>(lines(1, 1_000));
        expected.remove("line 777");
        List<String> received = new ArrayList<>(sender.texts());
        String report = received.remove(received.size() - 1);
        assertEquals(expected, received);
        assertTrue(report.startsWith("lost 1 records, among gw-1/spool/"), report);
        assertTrue(sender.asked().size() <= 2 + 2 * 10, () -> sender.asked().size() + " requests");
        String noted = reject();
        assertTrue(noted.contains("line 777") && noted.contains("InvalidParameterException"), noted);
        assertEquals(1, noted.lines().count());
        assertEquals(1, delivery.status().rejected());
    }

    @Test
    void theNotesOfRefusedRecordsStayWithinTheirBound() throws Exception {
        sender.always(batch -> !batch.get(0).isRecord() ? Verdict.accepted() : new Verdict.Poisoned("bad"));
        Delivery delivery = delivery(new Limits(1_000_000, 1, Duration.ZERO, null, 0));
        String text = "x".repeat(4_000);
        for (int number = 0; number < 200; number++) {
            LoggedHouse.LOG.info("{} {}", number, text);
        }
        house.settle();
        run(delivery, Duration.ofSeconds(2));
        Path file = house.place().state().resolve("cw.reject");
        assertTrue(Files.size(file) <= 262_144);
        assertTrue(Files.size(file.resolveSibling("cw.reject.1")) <= 262_144);
        assertTrue(reject().contains("199 x"));
    }

    @Test
    void whereAttemptsAreBoundedABatchIsGivenUpAndReported() throws Exception {
        sender.always(batch -> !batch.get(0).isRecord() ? Verdict.accepted() : new Verdict.Again("500", null));
        log(1, 2);
        Delivery delivery = delivery(new Limits(1_000_000, 100, Duration.ZERO, null, 5));
        run(delivery, Duration.ofMinutes(5));
        assertEquals(6, sender.asked().size());
        assertTrue(reject().contains("500, after 5 attempts"));
        assertTrue(sender.texts().get(0).startsWith("lost 2 records"));
    }

    @Test
    void singleRecordsThatTheOtherSideNamesAreNotedAndTheRestCounts() throws Exception {
        sender.next(new Verdict.Accepted(List.of(new Verdict.Refused(1, "too old")), 0, null));
        log(1, 3);
        Delivery delivery = delivery(QUICK);
        run(delivery, Duration.ofSeconds(1));
        assertEquals("line 1", sender.texts().get(0));
        assertEquals("line 3", sender.texts().get(1));
        assertTrue(sender.texts().get(2).contains("too old"));
        assertEquals(2, delivery.status().sent());
        assertEquals(1, delivery.status().rejected());
    }

    @Test
    void recordsThatRetentionDeletedBeforeTheyWereSentAreReportedInTheirPlace() throws Exception {
        house.close();
        house = LoggedHouse.start(temp.resolve("logs"), clock, 2_000, 2);
        log(1, 10);
        Delivery first = delivery(QUICK);
        run(first, Duration.ofSeconds(2));
        first.end();
        log(11, 400);
        Delivery delivery = delivery(QUICK);
        run(delivery, Duration.ofSeconds(2));
        List<String> texts = sender.texts();
        assertEquals(lines(1, 10), texts.subList(0, 10));
        String gap = texts.get(10);
        assertTrue(gap.startsWith("lost records of spool, from spool/"), gap);
        Outgoing before = sender.received().get(9);
        Outgoing after = sender.received().get(11);
        assertTrue(
                gap.contains(before.uid().substring(5))
                        && gap.contains(after.uid().substring(5)),
                gap);
        int next = Integer.parseInt(after.text().substring(5));
        assertTrue(next > 11, () -> "nothing is missing before " + next);
        assertEquals(lines(next, 400), texts.subList(11, texts.size()));
        assertEquals(1, delivery.status().gaps());
        assertTrue(reject().contains("deleted or damaged before they were sent"));
    }

    @Test
    void recordsThatWereDeletedBeforeAnyWasEverSentAreReportedAfterAKill() throws Exception {
        house.close();
        house = LoggedHouse.start(temp.resolve("logs"), clock, 2_000, 2);
        sender.always(batch -> new Verdict.Again("down", null));
        log(1, 3);
        run(delivery(QUICK), Duration.ofSeconds(2));
        log(4, 400);
        sender.always(batch -> Verdict.accepted());
        run(delivery(QUICK), Duration.ofSeconds(2));
        assertTrue(
                sender.texts().get(0).matches("lost records of spool, from spool/[0-9a-f]{16}\\.\\d+/0 to .*"),
                sender.texts().get(0));
        assertEquals("line 400", sender.texts().get(sender.texts().size() - 1));
    }

    @Test
    void rotationAndPackingUnderneathHideNothing() throws Exception {
        house.close();
        house = LoggedHouse.packing(temp.resolve("logs"), clock);
        sender.always(batch -> new Verdict.Again("down", null));
        Delivery delivery = delivery(new Limits(1_000_000, 7, Duration.ZERO, null, 0));
        for (int part = 0; part < 4; part++) {
            log(part * 25 + 1, part * 25 + 25);
            run(delivery, Duration.ofSeconds(10));
            house.rotate();
        }
        await().atMost(Duration.ofSeconds(10))
                .until(() -> Files.exists(house.newest().resolveSibling("spool.log.4.gz")));
        sender.always(batch -> Verdict.accepted());
        run(delivery, Duration.ofMinutes(2));
        assertEquals(lines(1, 100), sender.texts());
    }

    @Test
    void whatItsOwnThreadsSayIsNotDelivered() throws Exception {
        log(1, 1);
        for (String own : List.of(ShippingThread.LOGGER, "jdk.httpclient.HttpClient", "io.netty.channel")) {
            org.slf4j.LoggerFactory.getLogger(own).error("cannot deliver");
        }
        org.slf4j.LoggerFactory.getLogger("io.nettypes").error("line of another logger");
        log(2, 2);
        run(delivery(QUICK), Duration.ofSeconds(1));
        assertEquals(List.of("line 1", "line of another logger", "line 2"), sender.texts());
    }

    @Test
    void aSenderThatLogsWhileItSendsWaitsForNobodyAndIsNotHeardForEver() throws Exception {
        sender.always(batch -> {
            assertTrue(sender.asked().size() < 10, "delivers what it says itself");
            org.slf4j.LoggerFactory.getLogger("jdk.httpclient.HttpClient").debug("sent {}", batch.size());
            house.settle();
            return Verdict.accepted();
        });
        log(1, 3);
        Delivery delivery = delivery(QUICK);
        run(delivery, Duration.ofSeconds(5));
        assertEquals(lines(1, 3), sender.texts());
        assertEquals(1, sender.asked().size());
        run(delivery, Duration.ofMinutes(10));
        assertEquals(1, sender.asked().size());
    }

    @Test
    void aStackTraceTravelsWithItsRecord() throws Exception {
        LoggedHouse.LOG.error("boiler", new IllegalStateException("cold"));
        house.settle();
        run(delivery(QUICK), Duration.ofSeconds(1));
        assertEquals(1, sender.received().size());
        assertTrue(sender.texts().get(0).startsWith("boiler\n\t"), sender.texts()::toString);
        assertTrue(sender.texts().get(0).contains("IllegalStateException: cold"));
    }

    @Test
    void atTheEndItHandsOverWhatThereIsUnlessDeliveriesFail() throws Exception {
        Delivery delivery = delivery(new Limits(1_000_000, 10, Duration.ofMinutes(1), null, 0));
        run(delivery, Duration.ofSeconds(1));
        log(1, 35);
        delivery.finish(nanos + TimeUnit.SECONDS.toNanos(1));
        delivery.end();
        assertEquals(lines(1, 35), sender.texts());
        assertEquals("closed", delivery.status().state());
        log(36, 36);
        sender.always(batch -> new Verdict.Again("down", null));
        Delivery failing = delivery(QUICK);
        run(failing, Duration.ofSeconds(10));
        int asked = sender.asked().size();
        failing.finish(nanos + TimeUnit.SECONDS.toNanos(1));
        assertEquals(asked, sender.asked().size());
    }

    @Test
    void theCheckpointIsWrittenAtMostOnceASecond() throws Exception {
        Path file = house.place().state().resolve("cw");
        Delivery delivery = delivery(new Limits(1_000_000, 1, Duration.ZERO, null, 0));
        log(1, 1);
        run(delivery, Duration.ofMillis(100));
        String first = Files.readString(file, StandardCharsets.UTF_8);
        log(2, 5);
        run(delivery, Duration.ofMillis(500));
        assertEquals(5, sender.texts().size());
        assertEquals(first, Files.readString(file, StandardCharsets.UTF_8));
        run(delivery, Duration.ofMillis(700));
        assertFalse(first.equals(Files.readString(file, StandardCharsets.UTF_8)));
        assertNull(delivery.status().lastError());
    }

    @Test
    void theEndWritesThePlaceWhateverTheSecondSoThatNothingComesTwice() throws Exception {
        Delivery delivery = delivery(new Limits(1_000_000, 1, Duration.ZERO, null, 0));
        log(1, 1);
        run(delivery, Duration.ofMillis(100));
        log(2, 5);
        run(delivery, Duration.ofMillis(500));
        delivery.end();
        run(delivery(QUICK), Duration.ofSeconds(2));
        assertEquals(lines(1, 5), sender.texts());
    }
}
