package io.webbrick.gateway.logging.store;

/**
 * What all streams of a log directory may take together. Immutable.
 *
 * @param limitBytes allocated bytes; {@link #UNLIMITED} sets no bound
 * @param reserveBytes so much of the file system stays free for others
 * @param reservePercent so much of the file system stays free for others, in hundredths of its size
 */
public record BudgetSpec(long limitBytes, long reserveBytes, int reservePercent) {
    /** No bound. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    /** Nothing is bounded. */
    public static final BudgetSpec NONE = new BudgetSpec(UNLIMITED, 0, 0);

    public BudgetSpec {
        if (limitBytes <= 0 || reserveBytes < 0 || reservePercent < 0 || reservePercent > 99) {
            throw new IllegalArgumentException("budget of " + limitBytes + " bytes, reserve of " + reserveBytes
                    + " bytes or " + reservePercent + " % must be positive, at least 0, and 0 to 99");
        }
    }

    /** Whether anything has to be counted at all. */
    boolean isUnbounded() {
        return limitBytes == UNLIMITED && reserveBytes == 0 && reservePercent == 0;
    }

    /** What must stay free on a file system of this size. */
    long reserve(long totalBytes) {
        return Math.max(reserveBytes, totalBytes / 100 * reservePercent);
    }
}
