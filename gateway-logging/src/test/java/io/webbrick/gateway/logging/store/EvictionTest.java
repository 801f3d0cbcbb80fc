package io.webbrick.gateway.logging.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.store.Eviction.Held;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class EvictionTest {
    private static final BudgetShare DEBUG = new BudgetShare(0, 100, 0);
    private static final BudgetShare ACCESS = new BudgetShare(2, 100, 0);
    private static final BudgetShare EVENTS = new BudgetShare(3, 100, 10);
    private static final BudgetShare ERROR = new BudgetShare(4, 20, 0);

    private static int[] choose(long excess, Held... streams) {
        return Eviction.choose(List.of(streams), 1_000, excess);
    }

    private static Held held(BudgetShare share, Long... history) {
        return new Held(share, 10, List.of(history));
    }

    @Test
    void nothingGoesWhileThereIsRoom() {
        assertArrayEquals(new int[] {0, 0}, choose(0, held(DEBUG, 50L), held(ERROR, 50L)));
    }

    @Test
    void debugGivesWayBeforeAccessEventsAndErrors() {
        Held[] all = {held(ERROR, 100L), held(EVENTS, 400L), held(ACCESS, 100L), held(DEBUG, 60L, 40L)};
        assertArrayEquals(new int[] {0, 0, 0, 1}, choose(60, all));
        assertArrayEquals(new int[] {0, 0, 0, 2}, choose(61, all));
        assertArrayEquals(new int[] {0, 0, 1, 2}, choose(101, all));
        assertArrayEquals(
                new int[] {0, 1, 1, 2}, choose(201, held(ERROR, 100L), held(EVENTS, 40L, 400L), all[2], all[3]));
    }

    @Test
    void errorsAboveTheirShareGiveTheirOwnFilesOnly() {
        assertArrayEquals(
                new int[] {2, 0, 0}, choose(50, held(ERROR, 60L, 60L, 150L), held(EVENTS, 100L), held(DEBUG, 100L)));
    }

    @Test
    void aFloorHoldsAsLongAsAnotherStreamHasMore() {
        assertArrayEquals(new int[] {0, 1}, choose(50, held(EVENTS, 60L, 60L), held(ERROR, 90L)));
        assertArrayEquals(new int[] {1, 1}, choose(100, held(EVENTS, 60L, 60L), held(ERROR, 90L)));
    }

    @Test
    void enoughGoesAndNoMoreOfAnyStreamThanItHas() {
        long seed = 4;
        var random = new Random(seed);
        List<BudgetShare> shares = List.of(DEBUG, BudgetShare.USUAL, ACCESS, EVENTS, ERROR);
        for (int round = 0; round < 5_000; round++) {
            var streams = new ArrayList<Held>();
            long all = 0;
            for (BudgetShare share : shares) {
                var history = new ArrayList<Long>();
                for (int files = random.nextInt(6); files > 0; files--) {
                    history.add(1L + random.nextInt(90));
                }
                streams.add(new Held(share, random.nextInt(30), history));
                all += history.stream().mapToLong(Long::longValue).sum();
            }
            long excess = random.nextInt(600);
            int[] gone = Eviction.choose(streams, 1_000, excess);
            long freed = 0;
            for (int index = 0; index < gone.length; index++) {
                Held held = streams.get(index);
                List<Long> kept =
                        held.history().subList(gone[index], held.history().size());
                freed += held.history().subList(0, gone[index]).stream()
                        .mapToLong(Long::longValue)
                        .sum();
                long left =
                        held.newest() + kept.stream().mapToLong(Long::longValue).sum();
                assertTrue(kept.isEmpty() || left <= held.share().ceiling(1_000), "seed " + seed + ", round " + round);
            }
            assertTrue(freed >= Math.min(excess, all), "seed " + seed + ", round " + round);
            boolean later = gone[4] > 0
                    && streams.get(4).history().stream()
                                            .mapToLong(Long::longValue)
                                            .sum()
                                    + 30
                            <= 200;
            if (later) {
                assertEquals(streams.get(0).history().size(), gone[0], "seed " + seed + ", round " + round);
            }
        }
    }
}
