package io.webbrick.gateway.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is stored, how long it lasts, and taking it away. */
final class StorageTest extends InBrowser {
    /** Reads what a link leads to as the browser does: its type, its first two bytes, its length, its text. */
    private static final String TAKE = "const back = arguments[1]; fetch(document.querySelector(arguments[0]).href)"
            + ".then(async (answer) => { const bytes = new Uint8Array(await answer.arrayBuffer());"
            + " back([answer.status, bytes[0], bytes[1], bytes.length, new TextDecoder().decode(bytes)]); });";

    /** Lets the gateway tell of troubles that it does not have. */
    private static final String TROUBLES = """
            const ask = window.fetch;
            window.fetch = async (path, options) => {
              const answer = await ask(path, options);
              if (path !== '/api/status') {
                return answer;
              }
              const status = await answer.json();
              const stream = (name, what) => Object.assign(status.streams.find((each) => each.name === name), what);
              stream('EventLog', { bytes: 25e6, budgetBytes: 5e7, oldest: '2026-11-01T12:00:00Z', keepsDays: 20.4, lost: 1234 });
              stream('Debug', { keepsDays: 0.5 });
              stream('Access', { keepsDays: null });
              stream('Error', { keepsDays: 5000, oldest: null });
              return Response.json(Object.assign(status, {
                lost: 1234, budget: { limit: 1e8, used: 5e7 }, suppressed: { events: 77 }, accepted: 90001, stored: 88767,
                ringFill: { bytes: 1048576, capacity: 4194304, durable: false, where: '/run/webbrick/ring <b>' },
                clock: { plausible: false, state: 'the clock says 1970' },
                shippers: [{ name: 'otlp', destination: 'https://collector', state: 'failing', sent: 1200, waiting: 7, lagMillis: 65000,
                  rejected: 2, gaps: 1, lastError: '<b>refused', lastErrorAt: '2025-11-01T12:00:00Z' }],
              }));
            };
            """;

    @Override
    House house() {
        return new House(place);
    }

    @BeforeAll
    void start() {
        house.log("ERROR", "House.Door", "does not close!");
    }

    @BeforeEach
    void show() {
        browser.open(house.url() + "/storage");
        browser.see("[data-stream=EventLog] .gauge");
    }

    @SuppressWarnings("unchecked")
    private List<Object> take(String css) {
        return (List<Object>) Objects.requireNonNull(browser.driver().executeAsyncScript(TAKE, css));
    }

    @Test
    void showsEachStreamWithItsRoomAndWhatWasLost() {
        for (String stream : List.of("Access", "EventLog", "Error", "Debug", "Screen")) {
            browser.see("[data-stream=" + stream + "] th", stream);
        }
        browser.see("#state", "everything is recorded");
        browser.see("#budget", "taken");
        browser.see("#lost", "nothing");
        browser.see("[data-stream=Error] [data-title=Stored]", "1");
        browser.see("#ring");
        browser.see("#clock");
        browser.see("#ring-fill", "of");
        browser.picture("storage");
    }

    @Test
    void tellsWhatTheApiTells() {
        String status = house.get("/api/status").body();
        for (String name : List.of("directory", "configuration", "gatewayId")) {
            String shown = browser.see("#" + name).getText();
            assertTrue(status.contains("\"" + name + "\":\"" + shown.replace("\\", "\\\\") + "\""), name + " " + shown);
        }
        assertTrue(status.contains("\"shippers\":[]"), status);
        browser.see("#unshipped", "Nothing is shipped elsewhere");
        assertFalse(browser.see("#durable").getText().isEmpty());
        browser.see("#clock", "plausible");
        browser.see("#time", "Europe/London");
        String parts = String.join(" ", browser.texts("#shares li"));
        assertTrue(parts.matches("Access .* EventLog .* Error .* Debug .*"), parts);
        assertEquals(4, browser.all("#whole rect:not(.ground)").size(), "a part for each stream that has files");
    }

    @Test
    void tellsWhatIsWrongAndHowLongEachStreamLasts() {
        Object script = Objects.requireNonNull(browser.driver()
                .executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", TROUBLES))
                .get("identifier"));
        try {
            browser.open(house.url() + "/storage");
            browser.see("#state", "1\u202f234 records were lost");
        } finally {
            browser.driver()
                    .executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", script));
        }
        browser.see("#budget", "50 MB of 100 MB taken (50 %)");
        assertEquals(
                "50%",
                browser.see("[data-stream=EventLog] .gauge rect:not(.ground)").getAttribute("width"));
        browser.see("[data-stream=EventLog] td", "25 MB of 50 MB");
        browser.see("[data-stream=EventLog] [data-title=Oldest]", "1 Nov 2026");
        browser.see("[data-stream=Error] [data-title=Oldest]", "empty");
        browser.see("[data-stream=EventLog] [data-title=Keeps]", "20 days");
        browser.see("[data-stream=Debug] [data-title=Keeps]", "12 hours");
        browser.see("[data-stream=Access] [data-title=Keeps]", "cannot tell yet");
        browser.see("[data-stream=Error] [data-title=Keeps]", "more than 10 years");
        browser.see("[data-stream=EventLog] [data-title=Lost].lost", "1\u202f234");
        browser.see("#lost", "1\u202f234 records");
        browser.see("#suppressed", "77 events");
        browser.see("#accepted", "90\u202f001");
        browser.see("#stored", "88\u202f767");
        browser.see("#ring", "/run/webbrick/ring <b>");
        browser.see("#durable", "loses what is waiting");
        browser.see("#ring-fill", "1.0 MB of 4.2 MB");
        browser.see("#clock", "the clock says 1970");
        browser.see("#clock .dot.bad");
        assertEquals(
                List.of(
                        "otlp to https://collector: failing, 1\u202f200 sent, 7 waiting, 1 min behind, 2 refused, 1 gaps"
                                + "1 Nov 2025, 12:00:00 <b>refused"),
                browser.texts("#shippers li"));
        assertFalse(browser.see("main").getText().contains("Nothing is shipped"));
    }

    @Test
    void rotatesNow() {
        String before = browser.see("[data-stream=Error] [data-title=Files]").getText();
        browser.click("[data-rotate=Error]");
        browser.see("#message", "Error has begun a new file.");
        browser.await(
                "one file more",
                () -> !browser.see("[data-stream=Error] [data-title=Files]")
                        .getText()
                        .equals(before));
        String streams = house.get("/api/streams").body();
        assertTrue(streams.matches("(?s).*\"file\":\"error.log\",\"bytes\":\\d+,\"files\":2,.*"), streams);
    }

    @Test
    void givesStreamsAsTextAndPacked() {
        List<Object> text = take("[data-stream=Error] .do a");
        assertEquals(200L, text.get(0));
        assertTrue(String.valueOf(text.get(4)).contains("House.Door does not close!"), text.toString());
        assertTrue(String.valueOf(text.get(4)).contains("\tat "), "with its trace");
        List<Object> packed = take("[data-stream=Error] .do a:nth-of-type(2)");
        assertEquals(List.of(200L, 0x1fL, 0x8bL), packed.subList(0, 3));
        assertEquals(
                "Error.log.gz",
                browser.run("return document.querySelector('[data-stream=Error] .do a:nth-of-type(2)').download"));
    }

    @Test
    void givesABundleForSupport() {
        List<Object> bundle = take("#bundle");
        assertEquals(List.of(200L, (long) 'P', (long) 'K'), bundle.subList(0, 3), bundle.toString());
    }

    @Test
    void isUsableOnAPhoneAndInTheDark() {
        for (boolean dark : List.of(true, false)) {
            browser.width(360, 740).dark(dark).open(house.url() + "/storage");
            browser.see("[data-stream=EventLog] .gauge");
            assertFalse(browser.scrollsSideways());
            assertEquals(List.of(), browser.findings());
        }
        browser.picture("storage-phone");
    }
}
