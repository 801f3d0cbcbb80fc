package io.webbrick.gateway.events.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.logging.Journal.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

final class EventBusTest {
    private static final long LONG = 10_000;

    private final List<String> done = new CopyOnWriteArrayList<>();
    private final RecordingLoggers loggers = new RecordingLoggers();
    private volatile Outcome outcome = Outcome.STORED;
    private final EventBus bus = new EventBus(this::journal, loggers);

    private Outcome journal(HomeEvent event) {
        done.add("line " + event.type() + " " + event.source());
        return outcome;
    }

    private void note(String name, String type, String source) {
        bus.subscribe(name, type, source, event -> done.add(name + " " + event.type() + " " + event.source()));
    }

    private void delivered() throws InterruptedException {
        assertTrue(bus.awaitDelivered(LONG));
    }

    private static HomeEvent event(String type, String source) {
        return HomeEvent.of(type, source, null);
    }

    @AfterEach
    void close() {
        bus.close();
    }

    @Test
    void deliversByTypeAndSourceThenTypeThenSourceThenAny() throws InterruptedException {
        note("any", "", "");
        note("source", "", "s1");
        note("type", "t1", "");
        note("both", "t1", "s1");
        note("both2", "t1", "s1");
        bus.publish(event("t1", "s1"));
        bus.publish(event("t1", "s2"));
        bus.publish(event("t2", "s1"));
        bus.publish(event("t2", "s2"));
        bus.publish(event("", ""));
        delivered();
        var calls = new ArrayList<>(done);
        calls.removeIf(text -> text.startsWith("line"));
        assertEquals(
                List.of(
                        "both t1 s1",
                        "both2 t1 s1",
                        "type t1 s1",
                        "source t1 s1",
                        "any t1 s1",
                        "type t1 s2",
                        "any t1 s2",
                        "source t2 s1",
                        "any t2 s1",
                        "any t2 s2",
                        "any  "),
                calls);
    }

    @Test
    void matchesExactlyAndNeverByPrefix() throws InterruptedException {
        note("h", "T1", "S1");
        bus.publish(event("t1", "S1"));
        bus.publish(event("T1", "S1/x"));
        delivered();
        assertEquals(List.of("line t1 S1", "line T1 S1/x"), done);
    }

    @Test
    void callsAHandlerOncePerMatchingSubscription() throws InterruptedException {
        for (String[] key : new String[][] {{"t", "s"}, {"t", ""}, {"", "s"}, {"", ""}}) {
            note("h", key[0], key[1]);
        }
        bus.publish(event("t", "s"));
        delivered();
        assertEquals(List.of("line t s", "h t s", "h t s", "h t s", "h t s"), done);
    }

    @Test
    void writesTheCauseBeforeItsEffectAndBeforeAnyHandlerRuns() throws InterruptedException {
        bus.subscribe("Mapper", "a", null, event -> {
            done.add("map");
            bus.publish(event("b", "s"));
            done.add("mapped");
        });
        note("sink", "b", "");
        bus.publish(event("a", "s"));
        delivered();
        delivered();
        assertEquals(List.of("line a s", "map", "line b s", "mapped", "sink b s"), done);
    }

    @Test
    void keepsOneOrderForLinesAndDeliveryUnderManyPublishers() throws InterruptedException {
        var lines = Collections.synchronizedList(new ArrayList<String>());
        var heard = new ArrayList<String>();
        try (var many = new EventBus(
                event -> {
                    lines.add(event.source());
                    return Outcome.STORED;
                },
                loggers)) {
            many.subscribe("h", null, null, event -> heard.add(event.source()));
            var threads = new ArrayList<Thread>();
            for (int t = 0; t < 4; t++) {
                int id = t;
                var thread = new Thread(() -> {
                    for (int i = 0; i < 2_000; i++) {
                        many.publish(event("t", id + "/" + i));
                    }
                });
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertTrue(many.awaitDelivered(LONG));
            assertEquals(8_000, lines.size());
            assertEquals(lines, heard);
        }
    }

    @Test
    void doesNotWaitForAHandler() throws InterruptedException {
        var go = new CountDownLatch(1);
        bus.subscribe("slow", null, null, event -> assertTrue(go.await(LONG, TimeUnit.MILLISECONDS)));
        for (int i = 0; i < 100; i++) {
            bus.publish(event("t", "s" + i));
        }
        assertEquals(100, done.size());
        assertFalse(bus.awaitDelivered(1));
        assertEquals(100, bus.counters().waiting());
        go.countDown();
        delivered();
        assertEquals(new BusCounters(100, 0, 0, 0, 100, 0), bus.counters());
    }

    @Test
    void logsWhatAHandlerThrowsAndCallsTheOthers() throws InterruptedException {
        var fault = new IllegalStateException("no lamp");
        bus.subscribe("HttpAction", "t", "s", event -> {
            throw fault;
        });
        note("next", "t", "s");
        bus.publish(event("t", "s"));
        delivered();
        assertEquals(List.of("line t s", "next t s"), done);
        assertEquals(
                List.of("ERROR EventHandlers.HttpAction: handler HttpAction failed on t from s"),
                loggers.at(Level.ERROR));
        assertSame(fault, loggers.thrown.get(0));
    }

    @Test
    void survivesErrorsOfTheVirtualMachineInAHandler() throws InterruptedException {
        bus.subscribe("mine", null, null, event -> {
            throw new StackOverflowError("deep");
        });
        note("next", "", "");
        bus.publish(event("t", "s"));
        bus.publish(event("t", "s"));
        delivered();
        assertEquals(2, loggers.at(Level.ERROR).size());
        assertEquals(2, Collections.frequency(done, "next t s"));
    }

    @Test
    void clearsAnInterruptThatAHandlerLeaves() throws InterruptedException {
        var interrupted = new AtomicBoolean();
        bus.subscribe("rude", null, null, event -> {
            interrupted.set(Thread.currentThread().isInterrupted());
            Thread.currentThread().interrupt();
        });
        bus.publish(event("t", "1"));
        bus.publish(event("t", "2"));
        delivered();
        assertFalse(interrupted.get());
        assertEquals(List.of(), loggers.at(Level.ERROR));
    }

    @Test
    void distributesWhatCouldNotBeJournaled() throws InterruptedException {
        outcome = Outcome.LOST;
        note("h", "", "");
        assertEquals(Outcome.LOST, bus.publish(event("t", "s")));
        delivered();
        assertTrue(done.contains("h t s"));
        assertEquals(1, bus.counters().failed());
    }

    @Test
    void distributesWhenTheJournalThrows() throws InterruptedException {
        var heard = new CountDownLatch(1);
        try (var unlucky = new EventBus(
                event -> {
                    throw new IllegalStateException("disk");
                },
                loggers)) {
            unlucky.subscribe("h", null, null, event -> heard.countDown());
            assertEquals(Outcome.LOST, unlucky.publish(event("t", "s")));
            assertTrue(heard.await(LONG, TimeUnit.MILLISECONDS));
            assertEquals(1, unlucky.counters().failed());
        }
        assertTrue(loggers.at(Level.ERROR).get(0).startsWith("ERROR EventDespatch: journaling t from s failed"));
    }

    @Test
    void countsSuppressedEventsAndDeliversThem() throws InterruptedException {
        outcome = Outcome.SUPPRESSED;
        note("h", "", "");
        assertEquals(Outcome.SUPPRESSED, bus.publish(event("t", "s")));
        delivered();
        assertTrue(done.contains("h t s"));
        assertEquals(new BusCounters(1, 1, 0, 0, 1, 0), bus.counters());
    }

    @Test
    void publishesABatchWithNothingInBetween() throws InterruptedException {
        var other = new Thread(() -> bus.publish(event("other", "x")));
        var batch = new ArrayList<HomeEvent>();
        for (int i = 0; i < 1_000; i++) {
            batch.add(event("t", "" + i));
        }
        other.start();
        assertEquals(Collections.nCopies(1_000, Outcome.STORED), bus.publishAll(batch));
        other.join();
        int first = done.indexOf("line t 0");
        for (int i = 0; i < 1_000; i++) {
            assertEquals("line t " + i, done.get(first + i));
        }
    }

    @Test
    void replacesAHandlerOfTheSameNameTypeAndSource() throws InterruptedException {
        bus.subscribe("h", "t", null, event -> done.add("old"));
        note("other", "t", "");
        bus.subscribe("h", "t", null, event -> done.add("new"));
        bus.publish(event("t", "s"));
        delivered();
        assertEquals(List.of("line t s", "other t s", "new"), done);
    }

    @Test
    void removesOnlyTheSubscriptionThatWasMadeWithExactlyThese() throws InterruptedException {
        note("h", "t", "s");
        note("h", "t", "");
        assertFalse(bus.unsubscribe("h", null, "s"));
        assertFalse(bus.unsubscribe("other", "t", "s"));
        assertTrue(bus.unsubscribe("h", "t", "s"));
        assertFalse(bus.unsubscribe("h", "t", "s"));
        bus.publish(event("t", "s"));
        delivered();
        assertEquals(List.of("line t s", "h t s"), done);
    }

    @Test
    void deliversToThoseWhoWereSubscribedWhenItWasPublished() throws InterruptedException {
        var go = new CountDownLatch(1);
        bus.subscribe("gate", "t", "0", event -> assertTrue(go.await(LONG, TimeUnit.MILLISECONDS)));
        note("leaver", "", "");
        bus.publish(event("t", "0"));
        bus.publish(event("t", "1"));
        note("late", "", "");
        bus.unsubscribe("leaver", null, null);
        go.countDown();
        bus.publish(event("t", "2"));
        delivered();
        assertEquals(List.of("line t 0", "line t 1", "line t 2", "late t 2"), done);
    }

    @Test
    void refusesABlankHandlerName() {
        assertThrows(IllegalArgumentException.class, () -> bus.subscribe(" ", null, null, event -> {}));
    }

    @Test
    void recordsEveryFundamentalChange() {
        note("h", "t", "");
        bus.unsubscribe("h", "t", null);
        bus.close();
        assertEquals(
                List.of(
                        "INFO EventDespatch: started",
                        "INFO EventDespatch: subscribed h to type t, source any",
                        "INFO EventDespatch: unsubscribed h from type t, source any",
                        "INFO EventDespatch: stopped; 0 events delivered, 0 not"),
                loggers.at(Level.INFO));
    }

    @Test
    void recordsEachDeliveryWithItsTimeOnlyAtDebug() throws InterruptedException {
        loggers.debug("EventDespatch.watched");
        note("watched", "", "");
        note("quiet", "", "");
        bus.publish(event("t", "s"));
        delivered();
        List<String> records = loggers.at(Level.DEBUG);
        assertEquals(1, records.size());
        assertTrue(
                records.get(0).matches("DEBUG EventDespatch\\.watched: handled t from s by watched in \\d+ us"),
                records.get(0));
    }

    @Test
    void warnsOnceWhenTooManyWait() throws InterruptedException {
        var go = new CountDownLatch(1);
        bus.subscribe("slow", null, null, event -> assertTrue(go.await(LONG, TimeUnit.MILLISECONDS)));
        var batch = Collections.nCopies(Despatcher.MANY_WAITING + 1, event("t", "s"));
        bus.publishAll(batch);
        bus.publishAll(batch.subList(0, 100));
        assertEquals(1, loggers.at(Level.WARN).size());
        go.countDown();
        delivered();
        bus.publish(event("t", "s"));
        delivered();
        assertEquals(1, loggers.at(Level.WARN).size());
    }

    @Test
    void deliversWhatWaitsBeforeItCloses() {
        note("h", "", "");
        for (int i = 0; i < 1_000; i++) {
            bus.publish(event("t", "" + i));
        }
        bus.close();
        assertEquals(2_000, done.size());
        assertEquals(1_000, bus.counters().delivered());
    }

    @Test
    void takesWhatHandlersPublishWhileItCloses() {
        var started = new CountDownLatch(1);
        var closing = new CountDownLatch(1);
        bus.subscribe("Mapper", "a", null, event -> {
            started.countDown();
            assertTrue(closing.await(LONG, TimeUnit.MILLISECONDS));
            bus.publish(event("b", "s"));
        });
        note("sink", "b", "");
        bus.publish(event("a", "s"));
        var closer = new Thread(bus::close);
        closer.start();
        Awaitility.await().until(() -> bus.publish(event("c", "s")) == Outcome.LOST);
        closing.countDown();
        Awaitility.await().until(() -> !closer.isAlive());
        assertTrue(done.contains("sink b s"), done.toString());
        assertTrue(bus.counters().refused() > 0);
    }

    @Test
    void refusesWhatComesAfterTheEnd() {
        bus.close();
        assertEquals(Outcome.LOST, bus.publish(event("t", "s")));
        assertEquals(List.of(), done);
        assertEquals(1, bus.counters().refused());
        assertEquals(0, bus.counters().published());
    }

    @Test
    void interruptsAHandlerThatDoesNotReturnAndEnds() {
        var interrupted = new CountDownLatch(1);
        bus.subscribe("stuck", null, null, event -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        bus.publish(event("t", "1"));
        bus.publish(event("t", "2"));
        long start = System.nanoTime();
        bus.close();
        assertTrue(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) < 1_900, "close took too long");
        assertEquals(0, interrupted.getCount());
        assertEquals(
                "INFO EventDespatch: stopped; 1 events delivered, 1 not",
                loggers.at(Level.INFO).get(2));
    }

    @Test
    void canBeClosedByAHandler() {
        var threads = new CopyOnWriteArrayList<Thread>();
        bus.subscribe("end", "end", null, event -> {
            threads.add(Thread.currentThread());
            bus.close();
        });
        note("h", "t", "");
        bus.publishAll(List.of(event("end", "s"), event("t", "s")));
        Awaitility.await().until(() -> !threads.isEmpty() && !threads.get(0).isAlive());
        assertTrue(done.contains("h t s"));
        assertTrue(threads.get(0).isDaemon());
        assertEquals("event-despatch", threads.get(0).getName());
    }

    @Test
    void handsTheEventItselfToHandlers() throws InterruptedException {
        var heard = new AtomicReference<HomeEvent>();
        bus.subscribe("h", null, null, heard::set);
        var event = HomeEvent.of("t", "s", Map.of("val", 1));
        bus.publish(event);
        delivered();
        assertSame(event, heard.get());
    }
}
