package io.webbrick.gateway.logging.store;

/**
 * The place of one stream in the budget. Immutable.
 *
 * @param order streams of a lower order give way first
 * @param ceilingPercent hundredths of the limit that the stream takes at most
 * @param floorPercent hundredths of the limit that others leave it, as long as any of them has more than its own
 */
public record BudgetShare(int order, int ceilingPercent, int floorPercent) {
    /** A stream without a role: after Debug, before Access; no ceiling of its own. */
    public static final BudgetShare USUAL = new BudgetShare(1, 100, 0);

    public BudgetShare {
        if (floorPercent < 0 || ceilingPercent < 1 || ceilingPercent > 100 || floorPercent > ceilingPercent) {
            throw new IllegalArgumentException("floor (" + floorPercent + " %) and ceiling (" + ceilingPercent
                    + " %) must be 0 to 100 and 1 to 100, the floor not above the ceiling");
        }
    }

    /** Bytes that the stream takes at most of this limit; no ceiling of its own is the limit. */
    public long ceiling(long limit) {
        return limit == BudgetSpec.UNLIMITED ? limit : limit / 100 * ceilingPercent;
    }

    long floor(long limit) {
        return limit == BudgetSpec.UNLIMITED ? 0 : limit / 100 * floorPercent;
    }
}
