package io.webbrick.gateway.events.index;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one text as columns in memory: what becomes an index, and answers as one until then. One thread. Memory: 12
 * bytes a row, and 8 for each number that is not always the same.
 */
final class IndexBuilder implements RowSink {
    /** With more shapes than these an index would be larger than the text. */
    private static final int MOST_SHAPES = 20_000;

    private final Map<String, SourceRows> sources = new TreeMap<>();
    private final Map<Shape, Group> groups = new HashMap<>();
    private final IdentityHashMap<Shape, Group> known = new IdentityHashMap<>();
    private final List<long[]> losses = new ArrayList<>();
    private long minMillis = Long.MAX_VALUE;
    private long maxMillis = Long.MIN_VALUE;

    /** The rows of one source. */
    private static final class SourceRows {
        private final List<Group> groups = new ArrayList<>(1);
        private int rows;
    }

    @Override
    public void row(long millis, Shape shape, double[] values) {
        minMillis = Math.min(minMillis, millis);
        maxMillis = Math.max(maxMillis, millis);
        Group group = known.get(shape);
        (group == null ? group(shape) : group).add(millis, values);
    }

    private Group group(Shape shape) {
        if (known.size() > 2 * MOST_SHAPES) {
            known.clear();
        }
        Group group = groups.get(shape);
        if (group == null) {
            SourceRows source = sources.computeIfAbsent(shape.source(), name -> new SourceRows());
            group = new Group(shape, source);
            source.groups.add(group);
            groups.put(shape, group);
        }
        known.put(shape, group);
        return group;
    }

    @Override
    public void loss(long millis, long fromMillis, long toMillis) {
        losses.add(new long[] {millis, fromMillis, toMillis});
    }

    /** Whether it says less than the text it was made of. */
    boolean isWorthIt() {
        return groups.size() <= MOST_SHAPES;
    }

    long minMillis() {
        return minMillis;
    }

    long maxMillis() {
        return maxMillis;
    }

    /** Hands on the rows of these sources, of all when there are none, and all losses. */
    void replay(Set<String> wanted, RowSink sink) {
        for (String name : wanted.isEmpty() ? sources.keySet() : wanted) {
            SourceRows source = sources.get(name);
            if (source != null) {
                RowBlock.replay(source.groups.stream().map(Group::block).toList(), sink);
            }
        }
        for (long[] loss : losses) {
            sink.loss(loss[0], loss[1], loss[2]);
        }
    }

    /** What each source has, by name. */
    void describe(SourceSink sink) {
        for (SourceRows source : sources.values()) {
            source.groups.forEach(group -> group.block().describe(sink));
        }
    }

    /** The index of the text with this print. */
    byte[] write(TextPrint text, long events, long unreadable, @Nullable Instant last, int zone) {
        var blocks = new ByteWriter();
        var entries = new ByteWriter();
        Map<String, Integer> texts = new LinkedHashMap<>();
        for (SourceRows source : sources.values()) {
            boolean several = source.groups.size() > 1;
            for (Group group : source.groups) {
                group.write(texts, several, blocks, entries);
            }
        }
        var directory = new ByteWriter();
        directory.varint(texts.size());
        texts.keySet().forEach(directory::text);
        directory.varint(groups.size());
        directory.append(entries);
        directory.varint(losses.size());
        for (long[] loss : losses) {
            directory.signed(loss[0]);
            directory.signed(loss[1]);
            directory.signed(loss[2]);
        }
        int at = IndexHead.BYTES + blocks.length();
        int crc = directory.crc(0, directory.length());
        var head = new IndexHead(
                text, minMillis, maxMillis, events, unreadable, last, zone, at, directory.length(), crc, 0);
        var index = new ByteWriter();
        head.write(index);
        index.append(blocks);
        index.append(directory);
        return index.toBytes();
    }

    /** The rows of one shape. */
    private static final class Group {
        private final Shape shape;
        private final SourceRows source;
        private final double[][] columns;
        private final double[] constants;
        private long[] millis = new long[16];
        private int[] places = new int[16];
        private int rows;

        Group(Shape shape, SourceRows source) {
            this.shape = shape;
            this.source = source;
            this.columns = new double[shape.attrs().size()][0];
            this.constants = new double[columns.length];
        }

        void add(long time, double[] values) {
            if (rows == millis.length) {
                millis = Arrays.copyOf(millis, rows * 2);
                places = Arrays.copyOf(places, rows * 2);
            }
            millis[rows] = time;
            places[rows] = source.rows++;
            for (int i = 0; i < columns.length; i++) {
                add(i, values[i]);
            }
            rows++;
        }

        /** A column has no cells as long as all its values are the same. */
        private void add(int column, double value) {
            if (rows == 0) {
                constants[column] = value;
                return;
            }
            double[] cells = columns[column];
            if (cells.length == 0) {
                if (Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(constants[column])) {
                    return;
                }
                cells = new double[millis.length];
                Arrays.fill(cells, 0, rows, constants[column]);
            } else if (rows == cells.length) {
                cells = Arrays.copyOf(cells, millis.length);
            }
            cells[rows] = value;
            columns[column] = cells;
        }

        RowBlock block() {
            return new RowBlock(shape, rows, millis, places, columns, constants);
        }

        void write(Map<String, Integer> texts, boolean several, ByteWriter blocks, ByteWriter entries) {
            int offset = IndexHead.BYTES + blocks.length();
            int from = blocks.length();
            block().write(several, blocks);
            var entry = new ByteWriter();
            entry.varint(text(texts, shape.source()));
            entry.varint(text(texts, shape.type()));
            entry.varint(shape.unit() == null ? 0 : text(texts, shape.unit()) + 1);
            entry.varint(shape.name() == null ? 0 : text(texts, shape.name()) + 1);
            entry.varint(columns.length);
            shape.attrs().forEach(attr -> entry.varint(text(texts, attr)));
            entry.varint(rows);
            long min = Arrays.stream(millis, 0, rows).min().orElse(0);
            long max = Arrays.stream(millis, 0, rows).max().orElse(0);
            entry.signed(min);
            entry.varint(max - min);
            entry.u8((several ? IndexFile.SEVERAL : 0) | (isOrdered() ? IndexFile.ORDERED : 0));
            entry.varint(offset);
            entry.varint(blocks.length() - from);
            entry.u32(blocks.crc(from, blocks.length()));
            entries.varint(entry.length());
            entries.append(entry);
        }

        private boolean isOrdered() {
            for (int i = 1; i < rows; i++) {
                if (millis[i] < millis[i - 1]) {
                    return false;
                }
            }
            return true;
        }

        private static int text(Map<String, Integer> texts, String text) {
            Integer known = texts.putIfAbsent(text, texts.size());
            return known == null ? texts.size() - 1 : known;
        }
    }
}
