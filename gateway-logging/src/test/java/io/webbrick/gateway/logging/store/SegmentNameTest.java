package io.webbrick.gateway.logging.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SegmentNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.log",
                "a.log.",
                "a.log.0",
                "a.log.0.gz",
                "a.log.-1",
                "a.log.1.gzip",
                "a.log.1.gz.tmp",
                "a.log.gz",
                "a.log.gz.tmp",
                "a.log.1234567",
                "a.log.backup",
                "a.log1",
                "a.log.1 ",
                "b.log.1",
                "A.LOG.1",
                "xa.log.1",
                "a.log.2026-11",
                "a.log.9-7",
                "a.log.0-7",
                "a.log.98.1",
                "a.log.99.0",
                "a.log.99.5-4",
                "a.log.99.5-",
                "a.log.99.5-6-7",
                "a.log.merge.tmp",
                "a.log.2026-1-2",
                "a.log.2026-11-21_",
                "a.log.2026-11-21_1",
                "a.log.2026-11-21.",
                "a.log.2026-11-21.x",
                "a.log.2026-11-21.1234567"
            })
    void filesOfOtherNamesAreNotOurs(String fileName) {
        assertEquals(Optional.empty(), SegmentName.parse("a.log", fileName));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.log.1",
                "a.log.1.gz",
                "a.log.999999",
                "a.log.100-109",
                "a.log.100-109.gz",
                "a.log.99.1",
                "a.log.99.17.gz",
                "a.log.99.8-17",
                "a.log.99.8-17.gz",
                "a.log.2026-11-21",
                "a.log.2026-11-21.gz",
                "a.log.2026-11-21.3",
                "a.log.2026-11-21.3.gz",
                "a.log.2026-11-21_18",
                "a.log.2026-11-21_18-05",
                "a.log.2026-11-21_18-05-59.2.gz"
            })
    void whatIsParsedIsPrintedAgain(String fileName) {
        assertEquals(
                fileName, SegmentName.parse("a.log", fileName).orElseThrow().fileName());
    }

    @Test
    void whatIsPrintedIsParsedAgain() {
        long seed = 31;
        var random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            String base = random.nextBoolean() ? "a.log" : "a (b)+[c].log";
            SegmentName name = random.nextBoolean()
                    ? SegmentName.numbered(base, 1 + random.nextInt(999_999), random.nextBoolean())
                    : SegmentName.dated(base, "2026-11-2" + random.nextInt(10), random.nextInt(3));
            assertEquals(Optional.of(name), SegmentName.parse(base, name.fileName()), "seed " + seed);
        }
    }

    @Test
    void leadingZerosMeanTheSameNumber() {
        assertEquals(7, SegmentName.parse("a.log", "a.log.007").orElseThrow().number());
    }

    @Test
    void aShiftAndACompressionKeepTheRest() {
        assertEquals(
                "a.log.4", SegmentName.numbered("a.log", 3, false).shifted(1).fileName());
        assertEquals(
                "a.log.4.gz", SegmentName.numbered("a.log", 3, true).shifted(1).fileName());
        assertEquals(
                "a.log.2026-11-21.2.gz",
                SegmentName.dated("a.log", "2026-11-21", 2).compressed().fileName());
    }

    @Test
    void onlyNumbersAreNumbered() {
        assertTrue(SegmentName.numbered("a.log", 1, false).isNumbered());
        assertFalse(SegmentName.dated("a.log", "2026-11-21", 1).isNumbered());
    }
}
