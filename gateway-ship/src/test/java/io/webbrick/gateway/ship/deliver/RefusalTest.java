package io.webbrick.gateway.ship.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What becomes of records that the other side does not want. */
class RefusalTest extends DeliveryFixture {
    private void refuse(Predicate<String> bad) {
        sender.always(batch -> batch.stream().anyMatch(record -> record.isRecord() && bad.test(record.text()))
                ? new Verdict.Poisoned("InvalidParameterException")
                : Verdict.accepted());
    }

    private static int number(String line) {
        return Integer.parseInt(line.substring("line ".length()));
    }

    @Test
    void anotherSideThatRefusesEverythingLosesNothing() throws Exception {
        sender.always(batch -> new Verdict.Poisoned("HTTP 400: wrong address"));
        log(1, 50);
        Delivery delivery = delivery(QUICK);
        run(delivery, Duration.ofHours(1));
        assertTrue(sender.asked().size() <= 7 + 2 * 15, () -> sender.asked().size() + " requests in an hour");
        assertEquals("failing", delivery.status().state());
        assertEquals(0, delivery.status().rejected());
        assertEquals(
                "HTTP 400: wrong address; nor does it take anything else",
                delivery.status().lastError());
        assertFalse(Files.exists(house.place().state().resolve("cw.reject")));
        sender.always(batch -> Verdict.accepted());
        run(delivery, Duration.ofMinutes(6));
        assertEquals(lines(1, 50), sender.texts());
    }

    @Test
    void oneRecordAloneAtFaultIsGivenUpWhenTheOtherSideTakesTheReportOfIt() throws Exception {
        refuse("line 1"::equals);
        log(1, 1);
        Delivery delivery = delivery(QUICK);
        run(delivery, Duration.ofSeconds(2));
        assertEquals(1, sender.texts().size());
        assertTrue(sender.texts().get(0).startsWith("lost 1 records, among gw-1/spool/"), sender.texts()::toString);
        assertTrue(sender.received().get(0).uid().startsWith("gw-1/refused/spool/"), sender.received()::toString);
        assertEquals(1, delivery.status().rejected());
        assertTrue(reject().contains("line 1"));
    }

    @Test
    void aRunOfRecordsAtFaultIsPassedAndReportedByOneRecord() throws Exception {
        refuse(text -> number(text) > 40 && number(text) <= 140);
        log(1, 200);
        run(delivery(QUICK), Duration.ofSeconds(5));
        List<String> expected = new ArrayList<>(lines(1, 40));
        expected.addAll(lines(141, 200));
        List<String> received = new ArrayList<>(sender.texts());
        String report = received.remove(received.size() - 1);
        assertEquals(expected, received);
        assertTrue(report.startsWith("lost 100 records, among "), report);
        assertEquals(100, reject().lines().count());
    }

    @Test
    void nothingComesTwiceAfterARestartWhenSomethingWasRefused() throws Exception {
        refuse("line 2"::equals);
        log(1, 4);
        Delivery first = delivery(QUICK);
        run(first, Duration.ofSeconds(3));
        first.end();
        int asked = sender.asked().size();
        run(delivery(QUICK), Duration.ofSeconds(3));
        assertEquals(asked, sender.asked().size());
    }

    @Test
    void aKillBeforeTheReportBringsTheReportAgain() throws Exception {
        refuse("line 2"::equals);
        log(1, 4);
        Delivery killed = delivery(new Limits(1_000_000, 4, Duration.ofMinutes(1), null, 0));
        run(killed, Duration.ofSeconds(5));
        assertEquals(List.of("line 1", "line 3", "line 4"), sender.texts());
        sender.received().clear();
        run(delivery(QUICK), Duration.ofSeconds(3));
        assertEquals(List.of("line 3", "line 4"), sender.texts().subList(1, 3));
        assertTrue(sender.texts().get(0).startsWith("lost 1 records"), sender.texts()::toString);
    }

    @Test
    void aReportThatIsRefusedItselfIsNotReported() throws Exception {
        sender.always(batch -> batch.stream().allMatch(record -> record.text().equals("line 1"))
                ? Verdict.accepted()
                : new Verdict.Poisoned("bad"));
        log(1, 2);
        Delivery delivery = delivery(QUICK);
        run(delivery, Duration.ofMinutes(1));
        assertEquals(List.of("line 1"), sender.texts());
        assertEquals("idle", delivery.status().state());
        assertEquals(2, reject().lines().count());
    }

    @Test
    void refusalsAreToldOnceAnHourHoweverManyThereAre() throws Exception {
        sender.always(batch ->
                new Verdict.Accepted(List.of(), 1, "reason " + sender.asked().size()));
        Delivery delivery = delivery(new Limits(1_000_000, 1, Duration.ZERO, null, 0));
        log(1, 30);
        run(delivery, Duration.ofMinutes(30));
        assertEquals(1, told.size(), told::toString);
        assertTrue(told.get(0).contains("refuses records") && told.get(0).contains("reason 1"), told::toString);
        log(31, 31);
        run(delivery, Duration.ofMinutes(31));
        assertEquals(1, told.size(), told::toString);
        log(32, 32);
        run(delivery, Duration.ofMinutes(1));
        assertEquals(2, told.size(), told::toString);
    }

    @Test
    void whatTheOtherSideSaysOfWhatItTookIsTold() throws Exception {
        sender.next(new Verdict.Accepted(List.of(), 0, "use protobuf"));
        log(1, 1);
        run(delivery(QUICK), Duration.ofSeconds(1));
        assertEquals(List.of("trouble: the other side says: use protobuf"), told);
    }
}
