package io.webbrick.gateway.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** Curves, lanes and totals of a house whose last days are known. */
final class HistoryTest extends InBrowser {
    private static final ZoneId ZONE = ZoneId.of("Europe/London");
    private static final String TYPES = "http://id.webbrick.co.uk/events/";
    private static final String OUTSIDE = "/history?source=temperature/outside";
    private static final String ALL = OUTSIDE + "&source=temperature/lounge&source=meter/power&source=pump&source=door";
    private static final String LOUNGE = "d55e00";
    private static final String PUMP = "a83279";

    private Instant now = Instant.EPOCH;

    @Override
    House house() {
        return new House(place);
    }

    @BeforeAll
    void start() {
        now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        var events = new ArrayList<String>();
        double counted = 1_000;
        for (int minute = 3 * 24 * 60; minute > 0; minute -= 5) {
            Instant at = now.minus(Duration.ofMinutes(minute));
            event(
                    events,
                    at,
                    "temperature",
                    "temperature/outside",
                    "\"name\":\"Outside\",\"unit\":\"°C\",\"val\":" + wave(minute, 8, 4));
            boolean silent = minute > 300 && minute < 480;
            if (!silent) {
                event(
                        events,
                        at,
                        "temperature",
                        "temperature/lounge",
                        "\"name\":\"Lounge\",\"unit\":\"°C\",\"val\":" + wave(minute, 20, 2));
            }
            if (!off(minute)) {
                event(events, at, "meter/power", "meter/power", "\"unit\":\"W\",\"val\":" + wave(minute * 7, 400, 300));
            }
            counted += 0.1;
            event(
                    events,
                    at,
                    "meter/energy",
                    "meter/energy",
                    "\"unit\":\"kWh\",\"val\":" + Math.round(counted * 10) / 10.0);
            if (minute % 90 == 0) {
                event(events, at, "webbrick/DO", "pump", "\"name\":\"Pump\",\"state\":" + minute / 90 % 2);
            }
            if (minute % 240 == 0) {
                event(events, at, "webbrick/DI", "door", "\"name\":\"Door <b>\",\"state\":" + minute / 240 % 2);
            }
        }
        for (int minute = 1_000; minute > 700; minute--) {
            if (!off(minute)) {
                Instant at = now.minus(Duration.ofMinutes(minute));
                event(events, at, "time/minute", "time/minute", "\"minute\":" + minute % 60);
            }
        }
        assertEquals(200, house.post("/api/events", String.join("\n", events)).statusCode());
    }

    /** Whether the gateway was off: its clock did not strike, and power was not read. */
    private static boolean off(int minute) {
        return minute > 800 && minute < 900;
    }

    private static double wave(int minute, double middle, double height) {
        return Math.round((middle + height * Math.sin(minute / 229.0)) * 10) / 10.0;
    }

    private static void event(List<String> events, Instant at, String type, String source, String payload) {
        events.add("{\"type\":\"" + TYPES + type + "\",\"source\":\"" + source + "\",\"at\":\"" + at
                + "\",\"payload\":{" + payload + "}}");
    }

    private void open(String address) {
        browser.open(house.url() + address);
        browser.see("#legend li b");
        browser.see(".u-over");
    }

    /** The question behind what is shown, as the page's own file asks it. */
    private String question() {
        browser.await("a question", () -> file().contains("/api/series?"));
        return file().substring(house.url().length());
    }

    private String file() {
        return String.valueOf(browser.run("return document.querySelector('#csv').href"));
    }

    private String json() {
        return house.get(question().replace("&format=csv", "")).body();
    }

    private static long number(String name, String address) {
        Matcher found = Pattern.compile("[?&]" + name + "=(\\d+)").matcher(address);
        assertTrue(found.find(), address);
        return Long.parseLong(found.group(1));
    }

    private static List<String> points(String json, int series) {
        String points = json.split("\"points\":\\[", -1)[series + 1];
        Matcher each = Pattern.compile("\\[([^\\[\\]]+)]").matcher(points.substring(0, points.indexOf("\"means\"")));
        return each.results().map(found -> found.group(1)).toList();
    }

    private void drag(double from, double to) {
        WebElement over = browser.see(".u-over");
        int width = over.getSize().getWidth();
        new Actions(browser.driver())
                .moveToElement(over, (int) (width * (from - 0.5)), 0)
                .clickAndHold()
                .moveToElement(over, (int) (width * (to - 0.5)), 4)
                .release()
                .perform();
    }

    /** How many pixels of a colour stand above each other at a share of a panel's width, its lowest strip left out. */
    private long drawn(int panel, double share, String colour) {
        Object count = browser.run("""
                const plot = document.querySelectorAll('.uplot')[arguments[0]];
                const canvas = plot.querySelector('canvas');
                const over = plot.querySelector('.u-over');
                const ratio = canvas.width / plot.offsetWidth;
                const x = Math.round((over.offsetLeft + over.offsetWidth * arguments[1]) * ratio);
                const top = over.offsetTop * ratio;
                const lane = arguments[0] === 2 ? over.offsetHeight / 2 : over.offsetHeight - 12;
                const data = canvas.getContext('2d').getImageData(x, top, 1, lane * ratio).data;
                const wanted = arguments[2].match(/../g).map((part) => parseInt(part, 16));
                let count = 0;
                for (let i = 0; i < data.length; i += 4) {
                  count += data[i + 3] > 150 && wanted.every((part, j) => Math.abs(data[i + j] - part) < 40) ? 1 : 0;
                }
                return count;
                """, panel, share, colour);
        return ((Number) Objects.requireNonNull(count)).longValue();
    }

    /** A share of the time shown at which the pump was in this state, by the API. */
    private double pumpIs(String state) {
        long from = number("from", question());
        long length = number("to", question()) - from;
        List<String> changes = points(json(), 3);
        for (int i = 0; i + 1 < changes.size(); i++) {
            if (trimmed(changes.get(i).split(",", -1)[3]).equals(state)) {
                return ((time(changes.get(i)) + time(changes.get(i + 1))) / 2.0 - from) / length;
            }
        }
        throw new AssertionError("the pump never is " + state + ": " + changes);
    }

    private String moment() {
        return String.valueOf(browser.run("return document.querySelector('#plots').getAttribute('aria-valuetext')"));
    }

    @Test
    void zoomsByDraggingAndAsksForJustThatTime() {
        open(ALL + "&span=24h");
        String before = question();
        drag(0.25, 0.5);
        browser.see("#unzoom");
        browser.await(
                "the zoomed question",
                () -> !question().equals(before) && question().contains("from="));
        long length = number("to", question()) - number("from", question());
        long day = Duration.ofHours(24).toMillis();
        assertEquals(day / 4.0, (double) length, day / 50.0, question());
        long offset = number("from", question()) - number("from", before);
        assertEquals(day / 4.0, (double) offset, day / 50.0, question());
        browser.click("#unzoom");
        browser.await("the whole day", () -> number("to", question()) - number("from", question()) == day);
        drag(0.6, 0.9);
        browser.see("#unzoom");
        browser.driver().navigate().back();
        browser.await("no zoom", () -> browser.all("#unzoom[hidden]").size() == 1);
    }

    @Test
    void zoomsWithTheWheelOnlyWhileControlIsHeld() {
        open(OUTSIDE + "&span=24h");
        String wheel =
                "document.querySelector('.u-over').dispatchEvent(new WheelEvent('wheel', {deltaY: -120, ctrlKey: "
                        + "arguments[0], bubbles: true, cancelable: true, clientX: 700, clientY: 400}))";
        browser.run("window.refused = !" + wheel, false);
        assertEquals(false, browser.run("return window.refused"));
        browser.run("window.refused = !" + wheel, true);
        assertEquals(true, browser.run("return window.refused"));
        browser.see("#unzoom");
        browser.await("less than a day", () -> number("to", question()) - number("from", question()) < 80_000_000);
    }

    @Test
    void showsTheNumbersOfTheApiAndGivesThemAsCsv() {
        open(ALL + "&span=24h&at=" + local(now.minusSeconds(3_600)));
        browser.run("document.querySelector('#all-points').open = true");
        browser.see("#point-rows tbody tr");
        String json = json();
        List<String> first = points(json, 0);
        assertTrue(first.size() > 100, json);
        var shown = browser.texts("#point-rows tbody tr").stream()
                .filter(row -> row.contains("Outside"))
                .toList();
        assertEquals(first.size(), shown.size());
        for (int i = 0; i < first.size(); i++) {
            String[] numbers = first.get(i).split(",", -1);
            String row = shown.get(i).replace(" °C", ";");
            String expected =
                    trimmed(numbers[1]) + ";" + trimmed(numbers[2]) + ";" + trimmed(numbers[3]) + ";" + numbers[4];
            assertTrue(row.endsWith(expected), row + " should end with " + expected);
        }
        List<String> csv = house.get(question()).body().lines().toList();
        assertEquals("time,source,attr,min,max,last,n,mean", csv.get(0));
        int all = 0;
        for (int series = 0; series < 5; series++) {
            all += points(json, series).size();
        }
        assertEquals(all, csv.size() - 1);
        for (int i = 0; i < first.size(); i++) {
            String[] cells = csv.get(i + 1).split(",", -1);
            String[] numbers = first.get(i).split(",", -1);
            assertEquals(
                    Long.parseLong(numbers[0]),
                    Instant.parse(java.time.OffsetDateTime.parse(cells[0])
                                    .toInstant()
                                    .toString())
                            .toEpochMilli());
            assertEquals("temperature/outside", cells[1]);
            assertEquals(Double.parseDouble(numbers[1]), Double.parseDouble(cells[3]));
            assertEquals(Double.parseDouble(numbers[2]), Double.parseDouble(cells[4]));
        }
    }

    private static String trimmed(String number) {
        return number.endsWith(".0") ? number.substring(0, number.length() - 2) : number;
    }

    private static String local(Instant moment) {
        return moment.atZone(ZONE)
                .toLocalDateTime()
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
    }

    @Test
    void marksGapsAndSaysWhatTheyAre() {
        open(ALL + "&span=24h");
        browser.see("#marks li", "silent: 1");
        browser.see("#marks li", "band: lowest to highest");
        assertTrue(json().contains("\"silent\""));
        assertEquals(3, browser.all(".uplot").size(), "one panel for each unit, one for the switches");
        browser.see("#legend li", "Door <b>");
        assertTrue(json().contains("\"kind\":\"steps\""));
        WebElement over = browser.see(".u-over");
        int at = (int) (over.getSize().getWidth() * (0.5 - 390.0 / 1_440));
        new Actions(browser.driver()).moveToElement(over, at, 0).perform();
        browser.see("#legend li b.gap", "silent");
        assertEquals(0L, drawn(0, 0.5 + at / (double) over.getSize().getWidth(), LOUNGE), "no line over a gap");
        assertTrue(drawn(0, 0.3, LOUNGE) > 0, "a line beside it");
        assertTrue(drawn(2, pumpIs("1"), PUMP) > 5, "a lane is filled while on");
        assertEquals(0L, drawn(2, pumpIs("0"), PUMP), "and empty while off");
        browser.picture("history");
        browser.see("#marks li", "restart, gateway off: 1");
        assertTrue(json().contains("\"restart\""));
    }

    @Test
    void movesTheCursorWithKeysAlone() {
        open(OUTSIDE + "&source=pump&span=6h&at=" + local(now.minusSeconds(3_600)));
        browser.run("document.querySelector('#plots').focus()");
        browser.keys(Keys.HOME, Keys.ARROW_RIGHT);
        new Actions(browser.driver())
                .keyDown(Keys.SHIFT)
                .sendKeys(Keys.ARROW_RIGHT)
                .keyUp(Keys.SHIFT)
                .perform();
        browser.keys(Keys.ENTER);
        browser.see("#moment", "kept");
        assertTrue(moment().matches(".*, \\d\\d:\\d\\d:\\d\\d: Outside -?[\\d.]+ °C, Pump (on|off)"), moment());
        long at = Long.parseLong(
                String.valueOf(browser.run("return document.querySelector('#plots').getAttribute('aria-valuenow')")));
        long from = number("from", question());
        double walked = (at - from) / (double) (number("to", question()) - from);
        assertEquals(11.0 / number("points", question()), walked, 0.001, "one point and ten from the left");
        String nearest = points(json(), 0).stream()
                .min((a, b) -> Long.compare(Math.abs(time(a) - at), Math.abs(time(b) - at)))
                .orElseThrow();
        browser.see("#legend li b", trimmed(nearest.split(",", -1)[3]) + " °C");
        browser.see("#around tr", "temperature/outside");
        browser.see("#around .here");
        browser.keys(Keys.ESCAPE);
        browser.see("#moment", "newest values");
        browser.keys("+");
        browser.see("#unzoom");
        browser.keys(Keys.ESCAPE);
        browser.await("no zoom", () -> browser.all("#unzoom[hidden]").size() == 1);
        browser.keys(Keys.PAGE_UP);
        browser.await(
                "six hours earlier",
                () -> number("to", question()) < now.minusSeconds(6 * 3_600).toEpochMilli());
    }

    private static long time(String point) {
        return Long.parseLong(point.substring(0, point.indexOf(',')));
    }

    @Test
    void choosesSourcesBySearchWithKeysAlone() {
        open(OUTSIDE + "&span=24h");
        browser.see("#find-source").sendKeys("loun");
        browser.await("one source", () -> browser.all("#source-list input").size() == 1);
        browser.keys(Keys.ARROW_DOWN, Keys.SPACE);
        browser.see("#legend li", "Lounge");
        assertTrue(question().contains("source=temperature%2Flounge"), question());
        browser.click("#legend button[aria-label='Take Outside away']");
        browser.miss("#legend li", "Outside");
    }

    @Test
    void givesALinkThatShowsTheSameAgain() {
        open(ALL + "&span=24h");
        drag(0.3, 0.6);
        browser.see("#unzoom");
        browser.run(
                "Object.defineProperty(navigator, 'clipboard', {value: {writeText: async (text) => { window.copied = text; }}})");
        browser.click("#link");
        browser.see("#message", "Copied");
        String question = question();
        List<String> legend = browser.texts("#legend li");
        List<String> summary = browser.texts("#numbers tbody tr");
        String link = String.valueOf(browser.run("return window.copied"));
        browser.open("about:blank");
        browser.open(link);
        browser.see("#legend li b");
        browser.await("the same question", () -> question().equals(question));
        assertEquals(legend, browser.texts("#legend li"));
        assertEquals(summary, browser.texts("#numbers tbody tr"));
    }

    @Test
    void goesByDaysThatHave25And23Hours() {
        open(OUTSIDE + "&span=day&at=" + local(now));
        browser.open(house.url() + OUTSIDE + "&span=day&at=2026-10-25");
        browser.see("#graph-title", "25 Oct 2026 (25 hours: the clocks change)");
        browser.await("25 hours", () -> number("to", question()) - number("from", question()) == 25 * 3_600_000L);
        assertEquals(midnight("2026-10-25"), number("from", question()));
        browser.click("#forward");
        browser.await("the next day", () -> number("from", question()) == midnight("2026-10-26"));
        browser.see("#graph-title", "26 Oct 2026");
        browser.open(house.url() + OUTSIDE + "&span=day&at=2026-03-29");
        browser.see("#graph-title", "29 Mar 2026 (23 hours: the clocks change)");
        browser.click("#spans label:nth-of-type(7)");
        browser.see("#graph-title", "Mar 2026");
        browser.await(
                "the month",
                () -> number("from", question()) == midnight("2026-03-01")
                        && number("to", question()) == midnight("2026-04-01"));
        browser.click("#back");
        browser.await(
                "the month before",
                () -> number("from", question()) == midnight("2026-02-01")
                        && number("to", question()) == midnight("2026-03-01"));
        browser.see("#graph-zone", "times in Europe/London");
    }

    private static long midnight(String day) {
        return LocalDate.parse(day).atStartOfDay(ZONE).toInstant().toEpochMilli();
    }

    @Test
    void comparesWithThePeriodBefore() {
        open(OUTSIDE + "&span=24h&at=" + local(now.minusSeconds(3_600)) + "&compare=before");
        browser.see("#marks li", "the period before");
        browser.run("document.querySelector('#plots').focus()");
        browser.keys(Keys.HOME, Keys.chord(Keys.SHIFT, Keys.ARROW_RIGHT), Keys.ENTER);
        browser.see("#legend li .quiet", "before");
        long at = Long.parseLong(
                String.valueOf(browser.run("return document.querySelector('#plots').getAttribute('aria-valuenow')")));
        long day = Duration.ofHours(24).toMillis();
        String earlier = house.get(question()
                        .replace("&format=csv", "")
                        .replaceFirst("from=\\d+", "from=" + (number("from", question()) - day))
                        .replaceFirst("to=\\d+", "to=" + (number("to", question()) - day)))
                .body();
        String nearest = points(earlier, 0).stream()
                .min((a, b) -> Long.compare(Math.abs(time(a) - at + day), Math.abs(time(b) - at + day)))
                .orElseThrow();
        browser.see("#legend li .quiet", "before " + trimmed(nearest.split(",", -1)[3]) + " °C");
    }

    @Test
    void showsTotalsOfCountersByDay() {
        open("/history?source=meter/energy&source=meter/power&span=7d&per=day");
        browser.see("#marks li", "counted in each day");
        browser.see("#marks li", "meter/power is no counter");
        browser.run("document.querySelector('#all-points').open = true");
        browser.see("#point-rows tbody tr");
        List<String> totals = points(json(), 0);
        assertTrue(totals.size() >= 3, json());
        List<String> rows = browser.texts("#point-rows tbody tr");
        assertEquals(totals.size(), rows.size());
        for (int i = 0; i < totals.size(); i++) {
            assertTrue(rows.get(i).contains(trimmed(totals.get(i).split(",", -1)[3]) + " kWh"), rows.get(i));
        }
        assertTrue(json().contains("\"kind\":\"totals\""));
        browser.picture("history-totals");
    }

    @Test
    void goesOnWhileItsTimeEndsNow() {
        open("/history?source=fresh&source=temperature/outside&span=1h");
        browser.see("#graph-zone", "live");
        assertEquals(
                200,
                house.post("/api/events", "{\"type\":\"t\",\"source\":\"fresh\",\"payload\":{\"val\":77.25}}")
                        .statusCode());
        browser.see("#legend li b", "77.25");
    }

    @Test
    void isUsableOnAPhoneAndInTheDark() {
        browser.width(360, 740).dark(true);
        open(ALL + "&span=24h&compare=before");
        assertFalse(browser.scrollsSideways());
        assertEquals(List.of(), browser.findings());
        browser.picture("history-phone");
        browser.dark(false).width(1_280, 860);
        open(ALL + "&span=6h&compare=before");
        browser.run("document.querySelector('#all-points').open = true");
        browser.see("#point-rows tbody tr");
        assertEquals(List.of(), browser.findings());
    }

    @Test
    void saysWhenThereIsNothing() {
        browser.open(house.url() + "/history?source=nobody&span=day&at=2020-01-01");
        browser.see("#nothing", "No readings in this time.");
        assertEquals(
                "no readings",
                Objects.requireNonNull(browser.see("#legend li b").getText()).replace("unknown", "no readings"));
    }
}
