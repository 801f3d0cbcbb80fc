package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.format.Wants;
import io.webbrick.gateway.logging.record.Level;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Where the records of a logger go, compiled once per configuration; loggers with equal answers share one. Immutable.
 */
public final class Route {
    /** The threshold of a logger that no stream listens to. */
    public static final int NOBODY = Integer.MAX_VALUE;

    /** Stands for a route of an earlier plan whose streams are closed. */
    static final Route PASSED = new Route(-1, new LogStream[Level.values().length][0]);

    private final int id;
    private final LogStream[][] byLevel;
    private final int threshold;
    private final Set<Wants> wants;
    private final boolean wantsThreadName;
    private final boolean wantsMore;
    private final Share[] shares = new Share[Level.values().length];
    private final boolean[] awaitsFile = new boolean[Level.values().length];
    private final boolean[] awaitsDisk = new boolean[Level.values().length];

    Route(int id, LogStream[][] byLevel) {
        this.id = id;
        this.byLevel = byLevel;
        this.threshold = lowest(byLevel);
        var wants = EnumSet.noneOf(Wants.class);
        for (int level = 0; level < byLevel.length; level++) {
            shares[level] = Share.of(byLevel[level]);
            for (LogStream stream : byLevel[level]) {
                StreamSpec spec = stream.spec();
                wants.addAll(spec.format().wants());
                awaitsFile[level] |= spec.durability() != Durability.PROCESS;
                awaitsDisk[level] |= spec.durability() == Durability.DISK;
            }
        }
        this.wants = wants;
        this.wantsThreadName = wants.remove(Wants.THREAD_NAME);
        this.wantsMore = !wants.isEmpty();
    }

    int id() {
        return id;
    }

    /** The lowest level number that any stream takes; {@link #NOBODY} when none takes any. */
    public int threshold() {
        return threshold;
    }

    /** Whether a format shows the name of the thread. */
    public boolean wantsThreadName() {
        return wantsThreadName;
    }

    /** Whether a format shows anything else that only the call itself can tell. */
    public boolean wantsMore() {
        return wantsMore;
    }

    /** Whether a format shows the number of the thread. */
    public boolean wantsThreadNumber() {
        return wants.contains(Wants.THREAD_NUMBER);
    }

    /** Whether a format shows where the call stands. */
    public boolean wantsCaller() {
        return wants.contains(Wants.CALLER);
    }

    /** Whether a format shows the message before its arguments are put in. */
    public boolean wantsTemplate() {
        return wants.contains(Wants.TEMPLATE);
    }

    /** The streams that take a record of this level. */
    LogStream[] streams(int level) {
        return byLevel[Level.atMost(level).index()];
    }

    /** Whether a record of any level goes to one of these. */
    boolean leadsToAny(List<LogStream> wanted) {
        return Arrays.stream(byLevel).flatMap(Arrays::stream).anyMatch(wanted::contains);
    }

    /** How much of the ring records of this level may fill. */
    Share share(int level) {
        return shares[Level.atMost(level).index()];
    }

    /** Whether the caller must wait until the record is written. */
    boolean awaitsFile(int level) {
        return awaitsFile[Level.atMost(level).index()];
    }

    /** Whether the caller must wait until the record is on the disk. */
    boolean awaitsDisk(int level) {
        return awaitsDisk[Level.atMost(level).index()];
    }

    private static int lowest(LogStream[][] byLevel) {
        for (Level level : Level.values()) {
            if (byLevel[level.index()].length > 0) {
                return level.number();
            }
        }
        return NOBODY;
    }
}
