package io.webbrick.gateway.events.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.events.series.Series.Gap;
import io.webbrick.gateway.events.series.Series.Point;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

final class SeriesSvgTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final long START = Instant.parse("2026-11-21T05:20:00Z").toEpochMilli();

    @Test
    void aCurveHasScalesNamesAndItsLastReading() throws Exception {
        Document svg = draw(List.of(series("webbrick/9/CT/3", "°C", 18, 19, 20.5)));
        assertEquals("900", svg.getDocumentElement().getAttribute("width"));
        List<String> texts = texts(svg);
        assertTrue(texts.contains("webbrick/9/CT/3 20.5 °C"), texts::toString);
        assertTrue(texts.containsAll(List.of("18.0", "19.0", "20.0", "°C")), texts::toString);
        assertTrue(texts.containsAll(List.of("05:20:00", "05:21:00", "Sat 21 Nov")), texts::toString);
        assertTrue(texts.contains("local time Europe/London, UTC+00:00"), texts::toString);
        assertEquals(1, lines(svg).size());
    }

    @Test
    void isDescribedForThoseWhoCannotSeeIt() throws Exception {
        Document svg = draw(List.of(
                series("a", "°C", 18, 20.5),
                new Series("b", "val", null, List.of(), List.of(new Gap(START, START + 60_000, "lost")))));
        Element root = svg.getDocumentElement();
        assertEquals("img", root.getAttribute("role"));
        assertEquals("chart-title chart-desc", root.getAttribute("aria-labelledby"));
        assertEquals(
                "a, b, Sat 21 Nov 2026 05:20:00 to Sat 21 Nov 2026 05:21:00, local time Europe/London, UTC+00:00",
                byId(svg, "title", "chart-title"));
        assertEquals(
                "a: from 18 °C to 20.5 °C, last 20.5 °C. b: no readings, lost 05:20:00–05:21:00.",
                byId(svg, "desc", "chart-desc"));
    }

    @Test
    void aGapPartsTheLineAndSaysWhy() throws Exception {
        var points = new ArrayList<Point>();
        for (int i = 0; i < 20; i++) {
            if (i < 8 || i > 12) {
                points.add(point(i, 20 + i % 3));
            }
        }
        var gap = new Gap(START + 7 * 60_000, START + 13 * 60_000, "sensor fault");
        Document svg = draw(List.of(new Series("s", "val", null, points, List.of(gap))));
        assertEquals(2, lines(svg).size());
        assertTrue(texts(svg).contains("sensor fault"), () -> texts(svg).toString());
        assertTrue(
                texts(svg).contains("gaps: sensor fault 05:27:00–05:33:00"),
                () -> texts(svg).toString());
        assertEquals(1, countAttribute(svg, "rect", "fill", "url(#gap-fault)"));
    }

    @Test
    void gapsOfSeveralCurvesAreStripsOfTheirOwn() throws Exception {
        var gap = new Gap(START + 30_000, START + 50_000, "silent");
        Series one = new Series("a", "val", null, List.of(point(0, 1.5), point(1, 2)), List.of(gap));
        Document svg = draw(List.of(one, series("b", null, 3, 4, 5)));
        assertEquals(1, countAttribute(svg, "rect", "height", "6"));
        assertTrue(
                texts(svg).contains("gaps: silent 05:20:30–05:20:50 a"),
                () -> texts(svg).toString());
    }

    @Test
    void aBandShowsTheExtentOfEachBucket() throws Exception {
        List<Point> points = List.of(new Point(START, 1, 5, 2, 9, 2), new Point(START + 60_000, 2, 6, 3, 9, 3));
        Document svg = draw(List.of(new Series("s", "val", null, points, List.of())));
        assertEquals(
                1,
                elements(svg, "path").stream()
                        .filter(p -> p.getAttribute("d").endsWith("Z"))
                        .count());
    }

    @Test
    void switchesJump() throws Exception {
        List<Point> points = List.of(point(0, 0), point(3, 1), point(5, 0), new Point(START + 540_000, 0, 1, 1, 4, 1));
        Document svg = draw(List.of(new Series("lamp", "state", null, points, List.of())));
        List<String> texts = texts(svg);
        assertTrue(texts.containsAll(List.of("lamp", "on", "off")), texts::toString);
        List<Element> jumps = elements(svg, "path").stream()
                .filter(p -> p.getAttribute("d").contains("H"))
                .toList();
        assertEquals(2, jumps.size());
        assertFalse(jumps.get(1).getAttribute("d").contains("L"));
    }

    @Test
    void eachUnitHasItsOwnScale() throws Exception {
        Document svg = draw(List.of(series("t", "°C", 18, 20), series("p", "W", 200, 2000), series("u", "°C", 5, 6)));
        List<String> texts = texts(svg);
        assertTrue(texts.containsAll(List.of("°C", "W")), texts::toString);
        assertTrue(texts.contains("1,000"), texts::toString);
        assertEquals(3, lines(svg).size());
    }

    @Test
    void growsWhenTheWantedHeightCannotHoldIt() throws Exception {
        var many = new ArrayList<Series>();
        for (int i = 0; i < 40; i++) {
            many.add(series("source/" + i, "unit" + i, i, i + 3));
        }
        Document svg = parse(SeriesSvg.draw(many, LONDON, 360, 200));
        assertTrue(Integer.parseInt(svg.getDocumentElement().getAttribute("height")) > 1000);
        assertTrue(
                texts(svg).contains("local time Europe/London, UTC+00:00 · 16 more series not drawn"),
                () -> texts(svg).toString());
    }

    @Test
    void saysWhenThereAreNoReadings() throws Exception {
        assertTrue(texts(draw(List.of())).containsAll(List.of("no readings", "no source chosen")));
        Series empty = new Series("a", "val", null, List.of(), List.of());
        List<String> texts = texts(parse(SeriesSvg.draw(
                List.of(empty), LONDON, Instant.ofEpochMilli(START), Instant.ofEpochMilli(START + 60_000), 900, 360)));
        assertTrue(
                texts.containsAll(List.of("no readings", "a", "Sat 21 Nov 2026 05:20:00 to Sat 21 Nov 2026 05:21:00")),
                texts::toString);
        assertTrue(texts(draw(List.of(empty, series("b", null, 3, 4)))).contains("a no readings"));
    }

    @Test
    void aGivenRangeIsShownWhole() throws Exception {
        List<String> texts = texts(parse(SeriesSvg.draw(
                List.of(series("a", null, 3, 4)),
                LONDON,
                Instant.ofEpochMilli(START - 3_600_000),
                Instant.ofEpochMilli(START + 3_600_000),
                900,
                360)));
        assertTrue(texts.containsAll(List.of("04:20", "06:20")), texts::toString);
    }

    @Test
    void hostileTextsStayTexts() throws Exception {
        String hostile = "</text><script>alert(1)</script>\" onload=\"x\u0000\u001b[31m\u202e]]>&%s%n\ud800";
        Series series = new Series(
                hostile,
                hostile,
                hostile,
                List.of(point(0, 2), point(1, 3)),
                List.of(new Gap(START, START + 60_000, hostile)));
        for (List<Series> all : List.of(
                List.of(series),
                List.of(series, series("b", null, 1, 2)),
                List.of(new Series(hostile, hostile, null, List.of(point(0, 0), point(1, 1)), List.of())),
                List.of(new Series(hostile, hostile, null, List.of(), List.of())))) {
            Document svg = draw(all);
            assertEquals(List.of(), elements(svg, "script"));
            assertTrue(texts(svg).stream().anyMatch(text -> text.contains("</text>") || text.contains("…")));
        }
    }

    @Test
    void refersToNothingOutside() throws Exception {
        String svg = SeriesSvg.draw(List.of(series("a", "°C", 3, 4)), LONDON, 900, 360);
        assertFalse(Pattern.compile("href|<script|\\son[a-z]+=|@import|url\\((?!#)")
                .matcher(svg)
                .find());
        assertEquals(1, svg.split("http", -1).length - 1, "only the name space");
    }

    @Test
    void anySeriesGiveAPictureOfNumbers() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 150; round++) {
            var all = new ArrayList<Series>();
            for (int i = random.nextInt(5); i >= 0; i--) {
                all.add(random(random, i));
            }
            String svg = SeriesSvg.draw(all, LONDON, random.nextInt(1500), random.nextInt(900));
            String where = "seed " + seed + " round " + round;
            assertFalse(svg.contains("NaN") || svg.contains("Infinity") || svg.contains("null"), where);
            for (Element rect : elements(parse(svg), "rect")) {
                assertTrue(Double.parseDouble(rect.getAttribute("width")) >= 0, where);
                assertTrue(Double.parseDouble(rect.getAttribute("height")) >= 0, where);
            }
        }
    }

    @Test
    void drawsTheSamePictureAsWhenItWasLastLookedAt() throws IOException {
        var temperatures = new ArrayList<Point>();
        for (int i = 0; i < 30; i++) {
            double value = 18 + 3 * Math.sin(i / 5.0);
            temperatures.add(new Point(START + i * 60_000L, value - 0.5, value + 0.5, value, 6, value));
        }
        var gap = new Gap(START + 10 * 60_000, START + 14 * 60_000, "silent");
        temperatures.removeIf(p -> p.epochMillis() > gap.fromMillis() && p.epochMillis() < gap.toMillis());
        Series lamp = new Series("webbrick/2/DO/0", "state", null, List.of(point(2, 1), point(9, 0)), List.of());
        String svg = SeriesSvg.draw(
                List.of(
                        new Series("webbrick/2/CT/0", "val", "°C", temperatures, List.of(gap)),
                        series("meter/power", "W", 200, 210, 1900, 250),
                        lamp),
                LONDON,
                900,
                360);
        try (InputStream golden = Objects.requireNonNull(getClass().getResourceAsStream("SeriesSvg.expected"))) {
            assertEquals(new String(golden.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n"), svg);
        }
    }

    private static Series random(Random random, int index) {
        var points = new ArrayList<Point>();
        var gaps = new ArrayList<Gap>();
        long time = START + random.nextInt(1_000_000);
        boolean steps = random.nextInt(3) == 0;
        double scale = Math.pow(10, random.nextInt(12) - 4);
        for (int i = random.nextInt(40); i > 0; i--) {
            double a = steps ? random.nextInt(2) : (random.nextDouble() - 0.4) * scale;
            double b = steps ? random.nextInt(2) : a + random.nextDouble() * scale;
            points.add(new Point(time, Math.min(a, b), Math.max(a, b), b, 3, b));
            long next = time + 1 + random.nextInt(random.nextInt(5) == 0 ? 100_000_000 : 100_000);
            if (random.nextInt(6) == 0) {
                gaps.add(new Gap(time, next, random.nextBoolean() ? "lost" : "silent"));
            }
            time = next;
        }
        return new Series(
                "source/" + index, "val", random.nextBoolean() ? "u" + random.nextInt(3) : null, points, gaps);
    }

    private static Series series(String source, @Nullable String unit, double... values) {
        var points = new ArrayList<Point>();
        for (double value : values) {
            points.add(point(points.size(), value));
        }
        return new Series(source, "val", unit, points, List.of());
    }

    private static Point point(int minute, double value) {
        return new Point(START + minute * 60_000L, value, value, value, 1, value);
    }

    private static Document draw(List<Series> series) throws Exception {
        return parse(SeriesSvg.draw(series, LONDON, 900, 360));
    }

    private static Document parse(String svg) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Element> lines(Document svg) {
        return elements(svg, "path").stream()
                .filter(p -> p.getParentNode() instanceof Element group
                        && group.getAttribute("stroke-width").equals("1.8"))
                .toList();
    }

    private static long countAttribute(Document svg, String element, String attribute, String value) {
        return elements(svg, element).stream()
                .filter(e -> e.getAttribute(attribute).equals(value))
                .filter(e -> e.getAttribute("fill").startsWith("url"))
                .count();
    }

    private static List<String> texts(Document svg) {
        return elements(svg, "text").stream().map(Element::getTextContent).toList();
    }

    private static String byId(Document svg, String element, String id) {
        return elements(svg, element).stream()
                .filter(e -> e.getAttribute("id").equals(id))
                .findFirst()
                .orElseThrow()
                .getTextContent();
    }

    private static List<Element> elements(Document svg, String name) {
        NodeList found = svg.getElementsByTagName(name);
        var elements = new ArrayList<Element>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }
}
