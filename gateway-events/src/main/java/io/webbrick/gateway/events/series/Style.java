package io.webbrick.gateway.events.series;

/**
 * Colours and fonts of a picture. Light colours stand as attributes on the elements, so that the picture is right where
 * style sheets are forbidden; the style sheet inside changes them for dark surroundings. The eight colours of curves
 * differ for people with any kind of colour blindness (after Okabe and Ito, darkened for white paper), and the later
 * four are dashed as well.
 */
final class Style {
    static final int COLOURS = 8;
    static final int FONT = 12;
    static final int SMALL = 11;

    static final String TEXT = "class=\"t\" fill=\"#1f2328\" font-size=\"" + FONT + "\"";
    static final String STRONG = "class=\"t\" fill=\"#1f2328\" font-size=\"" + FONT + "\" font-weight=\"600\"";
    static final String MUTED = "class=\"m\" fill=\"#59636e\" font-size=\"" + SMALL + "\"";
    static final String BACKGROUND = "class=\"bg\" fill=\"#ffffff\"";
    static final String GRID = "class=\"g\" stroke=\"#dfe3e8\" stroke-width=\"1\"";
    static final String MAJOR = "class=\"a\" stroke=\"#b0b8c1\" stroke-width=\"1\"";

    private static final String[] LIGHT = {
        "#0072b2", "#d55e00", "#00805f", "#a83279", "#9a6b00", "#2f8fd0", "#6a4fb3", "#5a5f66"
    };
    private static final String[] DARK = {
        "#58b3f0", "#ff8c42", "#35c9a0", "#f08bc6", "#f2c14e", "#9ad4ff", "#b5a1ff", "#b8c0c8"
    };
    private static final String[] DASHES = {"", "", "", "", "7 3", "2 3", "8 3 2 3", "12 4"};

    private Style() {}

    /** How the line of a series looks, as attributes. */
    static String line(int series) {
        String dash = DASHES[series % COLOURS];
        return solid(series) + (dash.isEmpty() ? "" : " stroke-dasharray=\"" + dash + "\"");
    }

    /** The same without dashes, for lines that have their name beside them. */
    static String solid(int series) {
        int i = series % COLOURS;
        return "class=\"s" + i + "\" stroke=\"" + LIGHT[i] + "\" fill=\"none\"";
    }

    /** How an area of a series is filled, as attributes. */
    static String area(int series) {
        int i = series % COLOURS;
        return "class=\"f" + i + "\" fill=\"" + LIGHT[i] + "\"";
    }

    /** How the gap of this reason is hatched, as attributes. */
    static String hatch(String reason) {
        return "fill=\"url(#" + pattern(reason) + ")\"";
    }

    private static String pattern(String reason) {
        return switch (reason) {
            case GapFinder.SENSOR_FAULT -> "gap-fault";
            case GapFinder.LOST -> "gap-lost";
            default -> "gap-silent";
        };
    }

    /** The style sheet and the hatchings. */
    static void define(Svg svg) {
        svg.add("<defs>");
        pattern(svg, "gap-silent", "m", "#8c959f", "M0 8L8 0", 8);
        pattern(svg, "gap-fault", "w", "#c62828", "M0 6L6 0", 6);
        pattern(svg, "gap-lost", "w", "#c62828", "M0 8L8 0M0 0L8 8", 8);
        var dark = new StringBuilder();
        for (int i = 0; i < COLOURS; i++) {
            dark.append(".s").append(i).append("{stroke:").append(DARK[i]).append("}");
            dark.append(".f").append(i).append("{fill:").append(DARK[i]).append("}");
        }
        svg.add("<style>text{font-variant-numeric:tabular-nums}@media (prefers-color-scheme:dark){.bg{fill:#0d1117}"
                + ".t{fill:#e6edf3}.m{fill:#9aa4af}.g{stroke:#262d36}.a{stroke:#4a535e}path.m{stroke:#7d8691}"
                + "path.w{stroke:#ff7b72}" + dark + "}</style>");
        svg.add("</defs>");
    }

    private static void pattern(Svg svg, String id, String style, String colour, String path, int size) {
        svg.add("<pattern id=\"" + id + "\" width=\"%s\" height=\"%s\" patternUnits=\"userSpaceOnUse\">", size, size);
        svg.add("<path class=\"" + style + "\" d=\"" + path + "\" stroke=\"" + colour
                + "\" stroke-width=\"1\" fill=\"none\"/>");
        svg.add("</pattern>");
    }
}
