package io.webbrick.gateway.logging.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.ManualClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class SelfLogTest {
    private final ManualClock clock = ManualClock.at("2026-11-21T12:00:00Z");
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final SelfLog selfLog = new SelfLog(clock, new PrintStream(err, true, StandardCharsets.UTF_8));

    private List<String> said() {
        return err.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void saysAProblemAtOnceAndThenOnceAMinute() {
        for (int second = 0; second < 120; second++) {
            selfLog.problem("the disk is full");
            clock.advance(Duration.ofSeconds(1));
        }
        assertEquals(List.of("webbrick logging: the disk is full", "webbrick logging: the disk is full"), said());
        assertEquals(120, selfLog.problems().get(0).count());
    }

    @Test
    void differentProblemsAreSaidEach() {
        selfLog.problem("one");
        selfLog.problem("two");
        selfLog.problem("one");
        assertEquals(List.of("webbrick logging: one", "webbrick logging: two"), said());
    }

    @Test
    void theNewestProblemComesFirstWithWhenItBeganAndCameLast() {
        long first = clock.millis();
        selfLog.problem("old");
        selfLog.problem("new");
        clock.advance(Duration.ofSeconds(5));
        selfLog.problem("old");
        SelfLog.Problem newest = selfLog.problems().get(0);
        assertEquals(new SelfLog.Problem(first, first + 5_000, 2, "old"), newest);
        assertEquals("new", selfLog.problems().get(1).text());
    }

    @Test
    void aClockThatIsSetBackDoesNotSilenceAProblem() {
        selfLog.problem("the disk is full");
        clock.advance(Duration.ofDays(-1));
        selfLog.problem("the disk is full");
        assertEquals(2, said().size());
    }

    @Test
    void keepsTheNewestHundred() {
        for (int number = 0; number < 250; number++) {
            selfLog.problem("problem " + number);
        }
        List<SelfLog.Problem> kept = selfLog.problems();
        assertEquals(100, kept.size());
        assertEquals("problem 249", kept.get(0).text());
        assertEquals("problem 150", kept.get(99).text());
    }

    @Test
    void theListThatWasGivenOutDoesNotChange() {
        selfLog.problem("one");
        List<SelfLog.Problem> before = selfLog.problems();
        selfLog.problem("two");
        assertEquals(1, before.size());
    }

    @Test
    void anExceptionSaysItsOwnWords() {
        selfLog.problem("cannot write", new IOException("No space left on device"));
        assertEquals(List.of("webbrick logging: cannot write: java.io.IOException: No space left on device"), said());
    }

    @Test
    void anExceptionWithOtherNumbersIsTheSameProblemAndShowsTheNewest() {
        selfLog.problem("cannot merge log.7", new IOException("needs 4096 bytes, 12 are free"));
        selfLog.problem("cannot merge log.7", new IOException("needs 8192 bytes, 3 are free"));
        selfLog.problem("cannot merge log.8", new IOException("needs 8192 bytes, 3 are free"));
        assertEquals(2, said().size());
        SelfLog.Problem first = selfLog.problems().get(1);
        assertEquals(2, first.count());
        assertEquals("cannot merge log.7: java.io.IOException: needs 8192 bytes, 3 are free", first.text());
    }

    @Test
    void anExceptionThatCannotBeShownIsNamed() {
        var hostile = new RuntimeException() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new IllegalStateException("no words");
            }
        };
        selfLog.problem("cannot write", hostile);
        assertEquals(
                "cannot write: " + hostile.getClass().getName(),
                selfLog.problems().get(0).text());
    }

    @Test
    void aProblemThatCannotBeToldHarmsNobodyAndIsToldWithTheNext() {
        var broken = new AtomicBoolean(true);
        var log = new SelfLog(
                () -> {
                    if (broken.get()) {
                        throw new NoClassDefFoundError("a class that could not be loaded");
                    }
                    return clock.instant();
                },
                new PrintStream(err, true, StandardCharsets.UTF_8));
        log.problem("one");
        log.problem("two");
        broken.set(false);
        log.problem("three");
        assertEquals(
                List.of("2 problems before this one could not be told", "three"),
                log.problems().stream().map(SelfLog.Problem::text).toList());
    }

    @Test
    void countsExactlyWhenManyThreadsComplainAtOnce() throws Exception {
        var threads = new ArrayList<Thread>();
        for (int number = 0; number < 4; number++) {
            var thread = new Thread(() -> {
                for (int problem = 0; problem < 1_000; problem++) {
                    selfLog.problem("the same");
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(4_000, selfLog.problems().get(0).count());
        assertEquals(1, said().size());
    }

    @Test
    void onStandardErrorMeansTheProcessesOwn() {
        PrintStream before = System.err;
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            SelfLog.onStandardError(clock).problem("here");
        } finally {
            System.setErr(before);
        }
        assertTrue(said().contains("webbrick logging: here"), () -> said().toString());
    }
}
