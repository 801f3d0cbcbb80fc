package io.webbrick.gateway.events.series;

/** How wide a text will be, roughly: fonts differ, so it errs to the wide side. */
final class TextWidth {
    private static final int EM = 12;

    private TextWidth() {}

    /** Pixels of this text in a sans-serif font of so many pixels. */
    static double of(String text, int fontSize) {
        double sum = text.codePoints().mapToDouble(TextWidth::at12).sum();
        return sum * fontSize / EM;
    }

    /** The text, its middle replaced by an ellipsis when it would be wider than this. */
    static String fit(String text, int fontSize, double width) {
        if (of(text, fontSize) <= width) {
            return text;
        }
        int[] points = text.codePoints().toArray();
        for (int keep = points.length - 1; keep > 1; keep--) {
            int head = keep / 2;
            int tail = keep - head;
            String shorter = new String(points, 0, head) + "…" + new String(points, points.length - tail, tail);
            if (of(shorter, fontSize) <= width) {
                return shorter;
            }
        }
        return "…";
    }

    private static double at12(int c) {
        if (c >= 0x2E80) {
            return 12;
        }
        if (" .,:;|/'!iIjltf()[]-·".indexOf(c) >= 0) {
            return 4.3;
        }
        if (c == 'm' || c == 'w' || c == 'M' || c == 'W' || c == '%') {
            return 10.5;
        }
        return c >= 'A' && c <= 'Z' ? 8.2 : 7;
    }
}
