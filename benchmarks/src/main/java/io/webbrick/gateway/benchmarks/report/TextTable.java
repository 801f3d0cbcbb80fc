package io.webbrick.gateway.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells in columns as wide as their widest cell: for a terminal, or as Markdown. */
public final class TextTable {
    private final List<List<String>> rows = new ArrayList<>();
    private final int left;

    /**
     * @param left how many columns, from the first, are aligned to the left; the others to the right
     */
    public TextTable(int left, String... titles) {
        this.left = left;
        rows.add(List.of(titles));
    }

    /** A row, as many cells as there are titles. */
    public void add(String... cells) {
        if (cells.length != rows.get(0).size()) {
            throw new IllegalArgumentException(
                    cells.length + " cells for " + rows.get(0).size() + " columns");
        }
        rows.add(List.of(cells));
    }

    /** For a terminal. */
    public String plain() {
        return render("", "  ", "", "-", "  ");
    }

    String markdown() {
        return render("| ", " | ", " |", "-", " | ");
    }

    private String render(String begin, String between, String end, String rule, String ruleBetween) {
        var text = new StringBuilder();
        for (int row = 0; row < rows.size(); row++) {
            text.append(begin);
            for (int column = 0; column < rows.get(0).size(); column++) {
                text.append(column == 0 ? "" : between).append(cell(row, column));
            }
            (end.isEmpty() ? stripEnd(text) : text).append(end).append('\n');
            if (row == 0) {
                text.append(begin);
                for (int column = 0; column < rows.get(0).size(); column++) {
                    boolean right = column >= left && !begin.isEmpty();
                    text.append(column == 0 ? "" : ruleBetween)
                            .append(rule.repeat(width(column) - (right ? 1 : 0)))
                            .append(right ? ":" : "");
                }
                text.append(end).append('\n');
            }
        }
        return text.toString();
    }

    private static StringBuilder stripEnd(StringBuilder text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        text.setLength(end);
        return text;
    }

    private String cell(int row, int column) {
        String cell = rows.get(row).get(column);
        String space = " ".repeat(width(column) - cell.length());
        return column < left ? cell + space : space + cell;
    }

    private int width(int column) {
        return Math.max(
                3, rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(3));
    }
}
