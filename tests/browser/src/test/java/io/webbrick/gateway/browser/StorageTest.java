package io.webbrick.gateway.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
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
