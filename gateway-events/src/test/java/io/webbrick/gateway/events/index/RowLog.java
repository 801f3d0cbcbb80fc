package io.webbrick.gateway.events.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rows as text, each source's in their order: what two ways of reading must agree on. */
final class RowLog implements RowHistory.FileSink {
    private final Map<String, List<String>> rows = new TreeMap<>();
    private final List<String> losses = new ArrayList<>();
    private final boolean older;

    RowLog(boolean older) {
        this.older = older;
    }

    RowLog() {
        this(false);
    }

    @Override
    public void file(int number) {
        assert number >= 0;
    }

    @Override
    public boolean wantsOlder(int number) {
        return older;
    }

    @Override
    public void row(long millis, Shape shape, double[] values) {
        String numbers = Arrays.toString(Arrays.copyOf(values, shape.attrs().size()));
        rows.computeIfAbsent(shape.source(), name -> new ArrayList<>()).add(millis + " " + shape + " " + numbers);
    }

    @Override
    public void loss(long millis, long fromMillis, long toMillis) {
        losses.add(millis + " " + fromMillis + " " + toMillis);
    }

    Map<String, List<String>> rows() {
        return rows;
    }

    List<String> losses() {
        return losses;
    }

    long count() {
        return rows.values().stream().mapToLong(List::size).sum();
    }
}
