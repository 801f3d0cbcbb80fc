package io.webbrick.gateway.web.meter;

/** Counters as Prometheus' text format 0.0.4 has them: families, each with its help and type, then its samples. One thread. */
public final class Exposition {
    /** The media type of the text. */
    public static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder text = new StringBuilder(8_192);

    /** Begins a family; {@code kind} is counter, gauge or histogram. */
    public void family(String name, String kind, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(kind).append('\n');
    }

    /** A family of one sample. */
    public void one(String name, String kind, String help, long value) {
        family(name, kind, help);
        sample(name, value);
    }

    /** One sample; {@code labels} are names and values in turn. */
    public void sample(String name, long value, String... labels) {
        line(name, Long.toString(value), labels);
    }

    /** The seconds of so many nanoseconds as a sample. */
    void seconds(String name, long nanos, String... labels) {
        line(name, Double.toString(nanos / 1e9), labels);
    }

    private void line(String name, String value, String... labels) {
        text.append(name);
        for (int i = 0; i < labels.length; i += 2) {
            text.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"");
            text.append(escaped(labels[i + 1])).append('"');
        }
        text.append(labels.length == 0 ? "" : "}").append(' ');
        text.append(value).append('\n');
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
