package io.webbrick.gateway.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.webbrick.gateway.benchmarks.peer.Peer;
import io.webbrick.gateway.benchmarks.peer.Peers;
import io.webbrick.gateway.benchmarks.row.Row;
import io.webbrick.gateway.benchmarks.row.Rows;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Environment HERE = new Environment("JDK 17", "ext4");

    private final Results results = new Results();

    @Test
    void theBestPeerIsTheFastestAndTheRatioIsOursToIt() {
        add("enabled-1", "ours", "ns", 70);
        add("enabled-1", "log4j2", "ns", 200);
        add("enabled-1", "logback", "ns", 140);
        Verdict verdict = verdict("enabled-1", "ns", 0);
        assertEquals("logback", best(verdict));
        assertEquals(0.5, verdict.ratio().orElseThrow(), 1e-9);
        assertEquals("yes", verdict.met());
    }

    @Test
    void whereMoreIsBetterTheBestPeerIsTheLargest() {
        add("sustained", "ours", "rate", 3);
        add("sustained", "log4j2", "rate", 2);
        add("sustained", "logback", "rate", 1);
        Verdict verdict = verdict("sustained", "rate", 0);
        assertEquals("log4j2", best(verdict));
        assertEquals("no", verdict.met());
    }

    @Test
    void aPeerThatLostRecordsIsNeverTheBest() {
        add("sustained", "ours", "rate", 4);
        add("sustained", "tinylog-thread", "rate", 9);
        add("sustained", "tinylog-thread", "lost", 5);
        add("sustained", "logback", "rate", 2);
        add("sustained", "logback", "lost", 0);
        assertEquals("logback", best(verdict("sustained", "rate", 0)));
    }

    @Test
    void aPeerThatIsOnlyShownIsNeverTheBest() {
        add("enabled-1", "ours", "ns", 70);
        add("enabled-1", "log4j2-async-d4", "ns", 20);
        add("enabled-1", "ours-file", "ns", 10);
        add("enabled-1", "log4j2", "ns", 200);
        assertEquals("log4j2", best(verdict("enabled-1", "ns", 0)));
    }

    @Test
    void theKillSafeCircleLeavesTheOthersOut() {
        add("enabled-1", "ours", "ns", 70);
        add("enabled-1", "log4j2", "ns", 200);
        add("enabled-1", "log4j2-safe", "ns", 1_200);
        assertEquals("log4j2", best(verdict("enabled-1", "ns", 0)));
        Verdict safe = verdict("enabled-1", "ns", 1);
        assertEquals("log4j2-safe", best(safe));
        assertEquals("yes", safe.met());
    }

    @Test
    void aCircleOfWhichNobodyWasMeasuredIsLeftOut() {
        add("enabled-1", "ours", "ns", 70);
        add("enabled-1", "log4j2", "ns", 200);
        assertEquals(1, results.verdicts().size());
    }

    @Test
    void withoutAPeerNothingIsSaidOfARatio() {
        add("sustained", "ours", "rate", 4);
        add("sustained", "ours", "lost", 0);
        assertEquals("", verdict("sustained", "rate", 0).met());
        assertEquals("yes", verdict("sustained", "lost", 0).met());
    }

    @Test
    void withoutOursThereIsNoVerdict() {
        add("enabled-1", "log4j2", "ns", 200);
        assertEquals("", verdict("enabled-1", "ns", 0).met());
    }

    @Test
    void repeatsAreSummedUpByTheirMedian() {
        add("enabled-1", "ours", "ns", 70);
        add("enabled-1", "ours", "ns", 90);
        add("enabled-1", "ours", "ns", 500);
        assertEquals(
                new Summary(90, 70, 500, 3),
                verdict("enabled-1", "ns", 0).ours().orElseThrow());
    }

    private void add(String row, String peer, String figure, double value) {
        results.add(HERE, row(row), peer(peer), Map.of(figure, List.of(value)));
    }

    private Verdict verdict(String row, String key, int which) {
        return results.verdicts().stream()
                .filter(verdict -> verdict.row().name().equals(row)
                        && verdict.figure().key().equals(key))
                .toList()
                .get(which);
    }

    private static String best(Verdict verdict) {
        return verdict.best().map(Verdict.Best::name).orElse("nobody");
    }

    private static Row row(String name) {
        return Rows.all().stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Peer peer(String name) {
        return Peers.all().stream()
                .filter(peer -> peer.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
