package io.webbrick.gateway.app.print;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** A table for people: columns as wide as their widest cell, numbers to the right. One thread. */
public final class Table {
    private static final String GAP = "  ";

    private final List<String> heads;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... heads) {
        this.heads = List.of(heads);
    }

    /** Adds a row with one cell per column. */
    public void row(Object... cells) {
        if (cells.length != heads.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + heads.size() + " columns");
        }
        var row = new ArrayList<String>();
        for (Object cell : cells) {
            row.add(String.valueOf(cell));
        }
        rows.add(row);
    }

    /** Prints head and rows; nothing when there is no row. */
    public void print(PrintWriter out) {
        if (rows.isEmpty()) {
            return;
        }
        print(out, heads);
        rows.forEach(row -> print(out, row));
    }

    private void print(PrintWriter out, List<String> cells) {
        var line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            String pad = " ".repeat(width(column) - cell.length());
            line.append(column == 0 ? "" : GAP).append(numeric(column) ? pad + cell : cell + pad);
        }
        out.println(line.toString().stripTrailing());
    }

    private int width(int column) {
        int width = heads.get(column).length();
        for (List<String> row : rows) {
            width = Math.max(width, row.get(column).length());
        }
        return width;
    }

    private boolean numeric(int column) {
        return rows.stream().allMatch(row -> row.get(column).matches("-?[0-9][0-9.,]*( [kMG]?B)?"));
    }
}
