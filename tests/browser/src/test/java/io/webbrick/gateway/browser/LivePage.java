package io.webbrick.gateway.browser;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** The Live page, over records that each test logs under a logger of its own. */
abstract class LivePage extends InBrowser {
    static final String ROW = "main .row";
    static final String FIRST = "main .row .first";

    String logger = "";

    @BeforeEach
    void nameLogger(TestInfo test) {
        logger = "test.x" + Integer.toHexString(test.getDisplayName().hashCode());
    }

    final Browser live(String query) {
        return browser.open(house.url() + "/live?logger=" + logger + query);
    }

    /** The page once it follows. */
    final void follow(String query) {
        live(query);
        browser.see(".pane .state[data-state=live]");
    }

    final void log(String level, String message) {
        house.log(level, logger, message);
    }

    final void logged(String... messages) {
        for (String message : messages) {
            log("INFO", message);
        }
        await(messages[messages.length - 1]);
    }

    /** Waits until the gateway can read it back. */
    final void await(String message) {
        String asked = "/api/streams/Debug/records?limit=1&logger=" + logger + "&q="
                + URLEncoder.encode(message, StandardCharsets.UTF_8);
        browser.await(message + " is stored", () -> house.get(asked).body().contains("\"position\""));
    }
}
