package io.webbrick.gateway.web.page;

import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.web.api.Ask;
import io.webbrick.gateway.web.api.SourceSummary;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the graph shows: sources, attribute and range, as the page's address says or as a newcomer would like to see.
 *
 * @param range one of {@link #RANGES}
 * @param attr empty for each source's own
 */
record Choice(List<String> sources, String range, String attr) {
    static final int MOST = 8;

    /** In the words of the API, with what people read. */
    static final Map<String, String> RANGES = ranges();

    private static final String DEFAULT_RANGE = "1h";
    private static final int NEWCOMER = 4;
    private static final int LONGEST = 200;

    static Choice of(Ask ask, List<SourceSummary> known) {
        List<String> asked = ask.query().getOrDefault("source", List.of()).stream()
                .filter(source -> !source.isBlank() && source.length() <= LONGEST)
                .distinct()
                .limit(MOST)
                .toList();
        String range = ask.query().getOrDefault("range", List.of(DEFAULT_RANGE)).get(0);
        String attr = ask.query().getOrDefault("attr", List.of("")).get(0);
        boolean newcomer = asked.isEmpty() && !ask.query().containsKey("range");
        return new Choice(newcomer ? newcomers(known) : asked, RANGES.containsKey(range) ? range : DEFAULT_RANGE, attr);
    }

    /** The address of the picture. */
    String picture(int width, int height) {
        var address = new StringBuilder("/history.svg?range=").append(range);
        sources.forEach(source -> address.append("&source=").append(encoded(source)));
        if (!attr.isEmpty()) {
            address.append("&attr=").append(encoded(attr));
        }
        return address.append("&width=")
                .append(width)
                .append("&height=")
                .append(height)
                .toString();
    }

    /** Whether a source can be drawn, and its name written into an address together with others. */
    static boolean drawable(SourceSummary source) {
        return !source.attributes().isEmpty() && source.source().length() <= LONGEST;
    }

    /** Clocks tick for ever; people look at anything else first. */
    static boolean clock(SourceSummary source) {
        return source.type().startsWith(HomeEvent.TYPE_PREFIX + "time/")
                || source.source().startsWith("time/");
    }

    private static List<String> newcomers(List<SourceSummary> known) {
        return known.stream()
                .filter(Choice::drawable)
                .filter(source -> !clock(source))
                .sorted(Comparator.comparing((SourceSummary source) -> !temperature(source))
                        .thenComparing(source -> stale(source, known))
                        .thenComparing(SourceSummary::source))
                .limit(NEWCOMER)
                .map(SourceSummary::source)
                .toList();
    }

    private static boolean temperature(SourceSummary source) {
        String name = (source.type() + ' ' + source.source()).toLowerCase(Locale.ROOT);
        return name.contains("temperature") || source.type().endsWith("/CT");
    }

    private static boolean stale(SourceSummary source, List<SourceSummary> known) {
        return known.stream()
                .anyMatch(other -> Duration.between(source.last(), other.last()).compareTo(Duration.ofHours(1)) > 0);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Map<String, String> ranges() {
        var ranges = new LinkedHashMap<String, String>();
        ranges.put("15m", "15 min");
        ranges.put("1h", "1 h");
        ranges.put("6h", "6 h");
        ranges.put("24h", "24 h");
        ranges.put("7d", "7 d");
        ranges.put("all", "all");
        return Collections.unmodifiableMap(ranges);
    }
}
