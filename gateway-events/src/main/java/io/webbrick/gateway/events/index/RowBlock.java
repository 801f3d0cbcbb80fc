package io.webbrick.gateway.events.index;

import java.util.List;

/** The rows of one shape as columns; lives for one pass. Never changed. */
final class RowBlock {
    private final Shape shape;
    private final int rows;
    private final long[] millis;

    /** Which of its source's rows each one is. */
    private final int[] places;

    /** One for each attribute; without cells where all values are the same, which then stands among the constants. */
    private final double[][] columns;

    private final double[] constants;

    RowBlock(Shape shape, int rows, long[] millis, int[] places, double[][] columns, double[] constants) {
        this.shape = shape;
        this.rows = rows;
        this.millis = millis;
        this.places = places;
        this.columns = columns;
        this.constants = constants;
    }

    /** Hands on the rows of all blocks of one source in the order of their lines. */
    static void replay(List<RowBlock> blocks, RowSink sink) {
        if (blocks.size() == 1) {
            RowBlock block = blocks.get(0);
            double[] values = block.constants.clone();
            for (int row = 0; row < block.rows; row++) {
                block.row(row, values, sink);
            }
            return;
        }
        int[] next = new int[blocks.size()];
        double[][] values =
                blocks.stream().map(block -> block.constants.clone()).toArray(double[][]::new);
        for (int first = first(blocks, next); first >= 0; first = first(blocks, next)) {
            blocks.get(first).row(next[first]++, values[first], sink);
        }
    }

    private static int first(List<RowBlock> blocks, int[] next) {
        int first = -1;
        int place = Integer.MAX_VALUE;
        for (int i = 0; i < next.length; i++) {
            RowBlock block = blocks.get(i);
            if (next[i] < block.rows && block.places[next[i]] < place) {
                first = i;
                place = block.places[next[i]];
            }
        }
        return first;
    }

    private void row(int row, double[] values, RowSink sink) {
        for (int i = 0; i < columns.length; i++) {
            if (columns[i].length > 0) {
                values[i] = columns[i][row];
            }
        }
        sink.row(millis[row], shape, values);
    }

    /** Tells of its events; the newest is the one that happened last. */
    void describe(SourceSink sink) {
        long first = Long.MAX_VALUE;
        int newest = 0;
        for (int row = 0; row < rows; row++) {
            first = Math.min(first, millis[row]);
            newest = millis[row] >= millis[newest] ? row : newest;
        }
        double[] values = constants.clone();
        for (int i = 0; i < columns.length; i++) {
            values[i] = columns[i].length > 0 ? columns[i][newest] : values[i];
        }
        sink.shape(shape, rows, first, millis[newest], values);
    }

    /** Writes its columns; {@code several} says that its source has other blocks as well. */
    void write(boolean several, ByteWriter out) {
        Columns.writeTimes(millis, rows, out);
        if (several) {
            Columns.writeGrowing(places, rows, out);
        }
        for (int i = 0; i < columns.length; i++) {
            Columns.writeValues(
                    columns[i].length > 0 ? columns[i] : new double[] {constants[i]},
                    columns[i].length > 0 ? rows : 1,
                    out);
        }
    }

    /** Reads what {@link #write} wrote. */
    static RowBlock read(Shape shape, int rows, boolean several, ByteReader in) throws DamagedIndexException {
        long[] millis = new long[rows];
        int[] places = new int[several ? rows : 0];
        double[][] columns = new double[shape.attrs().size()][0];
        double[] constants = new double[columns.length];
        Columns.readTimes(in, millis, rows);
        Columns.readGrowing(in, places, places.length);
        for (int i = 0; i < columns.length; i++) {
            columns[i] = Columns.readValues(in, rows, constants, i);
        }
        return new RowBlock(shape, rows, millis, places, columns, constants);
    }
}
