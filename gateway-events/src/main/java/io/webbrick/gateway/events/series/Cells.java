package io.webbrick.gateway.events.series;

import io.webbrick.gateway.events.index.Millis;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Readings sorted into equal cells of time while they are read, in any order, in bounded memory. Cells are finer than
 * the wanted buckets, so that gaps can be found between them; {@link #points} folds them into buckets.
 *
 * <p>When both ends of the range are known the cells divide it exactly. When not, cells begin a millisecond wide and
 * double their width, joining pairs, whenever the span would need too many. One thread.
 */
abstract sealed class Cells {
    private static final int FEWEST_CELLS = 4096;

    /** By index, growing. */
    private final List<Cell> cells = new ArrayList<>();

    private final int wanted;
    private @Nullable Cell recent;
    private long recentBegin;
    private long recentEnd;

    private Cells(int wanted) {
        this.wanted = wanted;
    }

    /** Cells for at most so many buckets between two moments; null where an end is not known. */
    static Cells of(@Nullable Instant from, @Nullable Instant to, int points) {
        int perBucket = Math.max(1, (FEWEST_CELLS + points - 1) / points);
        return from == null || to == null
                ? new Growing(points, perBucket)
                : new Fixed(Millis.of(from), Millis.of(to), points, perBucket);
    }

    final void read(long millis, double value) {
        cell(millis).read(millis, value);
    }

    final void fault(long millis) {
        cell(millis).fault(millis);
    }

    /** The cells that hold something, in order of time. */
    final List<Cell> inOrder() {
        return Collections.unmodifiableList(cells);
    }

    /**
     * One point per bucket that holds a reading, in order of time. Where there are no more cells with readings than
     * points wanted, each cell is a bucket: nothing needs to be folded.
     */
    final List<Series.Point> points() {
        boolean folds = cells.stream().filter(Cell::hasReadings).count() > wanted;
        var points = new ArrayList<Series.Point>();
        long bucket = Long.MIN_VALUE;
        var sum = new Cell(0);
        for (Cell cell : cells) {
            long next = folds ? bucketOf(cell.index()) : cell.index();
            if (next != bucket) {
                addPoint(sum, points);
                sum = new Cell(next);
                bucket = next;
            }
            sum.add(cell);
        }
        addPoint(sum, points);
        return points;
    }

    private static void addPoint(Cell cell, List<Series.Point> points) {
        if (cell.hasReadings()) {
            points.add(cell.point());
        }
    }

    private Cell cell(long millis) {
        Cell cell = recent;
        if (cell == null || millis < recentBegin || millis >= recentEnd) {
            long index = prepare(millis);
            cell = at(index);
            recent = cell;
            recentBegin = begin(index);
            recentEnd = begin(index + 1);
        }
        return cell;
    }

    private Cell at(long index) {
        int place = isEmpty() || lastIndex() < index ? cells.size() : firstNotBefore(index);
        if (place < cells.size() && cells.get(place).index() == index) {
            return cells.get(place);
        }
        var cell = new Cell(index);
        cells.add(place, cell);
        return cell;
    }

    private int firstNotBefore(long index) {
        int low = 0;
        int high = cells.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cells.get(middle).index() < index) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The index of the cell for this time, after making room for it. */
    abstract long prepare(long millis);

    /** The first moment that surely belongs to this cell; never earlier than any of the cell before. */
    abstract long begin(long index);

    /** Which bucket a cell belongs to; never smaller for a later cell. */
    abstract long bucketOf(long index);

    /** Joins each pair of cells into one. */
    final void joinPairs() {
        recent = null;
        var joined = new ArrayList<Cell>(cells.size());
        for (Cell cell : cells) {
            long index = Math.floorDiv(cell.index(), 2L);
            if (joined.isEmpty() || joined.get(joined.size() - 1).index() != index) {
                joined.add(new Cell(index));
            }
            joined.get(joined.size() - 1).add(cell);
        }
        cells.clear();
        cells.addAll(joined);
    }

    final boolean isEmpty() {
        return cells.isEmpty();
    }

    final long firstIndex() {
        return cells.get(0).index();
    }

    final long lastIndex() {
        return cells.get(cells.size() - 1).index();
    }

    /** Between two known moments. */
    private static final class Fixed extends Cells {
        private final long from;
        private final long span;
        private final long count;
        private final int perBucket;

        Fixed(long from, long to, int points, int perBucket) {
            super(points);
            this.from = from;
            this.span = Math.max(1, to - from);
            this.count = (long) points * perBucket;
            this.perBucket = perBucket;
        }

        @Override
        long prepare(long millis) {
            long index = Math.multiplyExact(Math.max(0, millis - from), count) / span;
            return Math.min(index, count - 1);
        }

        /** Rounded up, as {@link #prepare} rounds down; the last cell also has what comes behind the range. */
        @Override
        long begin(long index) {
            return from - Math.floorDiv(-Math.multiplyExact(index, span), count);
        }

        @Override
        long bucketOf(long index) {
            return index / perBucket;
        }
    }

    /** Over as much time as there turns out to be. */
    private static final class Growing extends Cells {
        private final int points;
        private final long most;
        private int shift;

        Growing(int points, int perBucket) {
            super(points);
            this.points = points;
            this.most = (long) points * perBucket;
        }

        @Override
        long prepare(long millis) {
            while (!isEmpty() && span(millis >> shift) > most) {
                joinPairs();
                shift++;
            }
            return millis >> shift;
        }

        @Override
        long begin(long index) {
            return index << shift;
        }

        private long span(long index) {
            return Math.max(index, lastIndex()) - Math.min(index, firstIndex()) + 1;
        }

        @Override
        long bucketOf(long index) {
            long perBucket = (lastIndex() - firstIndex() + points) / points;
            return (index - firstIndex()) / perBucket;
        }
    }
}
