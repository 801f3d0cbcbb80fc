package io.webbrick.gateway.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Signing in and out with a browser, in a house with two accounts. */
final class SignInTest extends InBrowser {
    @Override
    House house() throws IOException {
        Path conf = configuration(place);
        House.account(conf, "anna", "admin", PASSWORD);
        House.account(conf, "victor", "viewer", PASSWORD);
        return new House(place, "--conf", conf.toString());
    }

    @BeforeEach
    void show() {
        browser.open(house.url() + "/sign-in").driver().manage().deleteAllCookies();
    }

    private void signIn(String name) {
        browser.type("[name=name]", name);
        browser.type("[name=password]", PASSWORD);
        browser.keys(Keys.ENTER);
        browser.see("#who", name);
    }

    private String path() {
        return String.valueOf(browser.run("return location.pathname + location.search"));
    }

    @Test
    void leadsToTheFormAndBackToWhereSomebodyWantedToGo() {
        browser.open(house.url() + "/live?level=ERROR&q=a%26b");
        browser.see("#sign-in");
        assertEquals(List.of(), browser.findings());
        browser.picture("sign-in");
        signIn("anna");
        browser.see(".filters .q");
        assertEquals("/live?level=ERROR&q=a%26b", path());
        browser.see(".pane .state[data-state=live]");
        assertEquals("", browser.run("return document.cookie"), "scripts do not see the session");
        browser.click("#sign-out");
        browser.see("#sign-in");
        browser.open(house.url() + "/problems");
        browser.see("#sign-in");
    }

    @Test
    void saysThatThePasswordWasWrongAndStaysThere() {
        browser.type("[name=name]", "anna");
        browser.type("[name=password]", "a dog");
        browser.keys(Keys.ENTER);
        browser.see("#wrong", "not known here");
        assertEquals("/sign-in", path());
        signIn("anna");
    }

    @Test
    void worksWithoutJavaScript() {
        browser.driver().executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", true));
        try {
            browser.open(house.url() + "/sign-in?back=/storage");
            browser.type("[name=name]", "anna");
            browser.type("[name=password]", PASSWORD);
            browser.click("#sign-in button");
            browser.await("it went on", () -> browser.driver().getCurrentUrl().endsWith("/storage"));
        } finally {
            browser.driver().executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", false));
        }
    }

    @Test
    void goesOnlyToAddressesOfThisGateway() {
        browser.open(house.url() + "/sign-in?back=//example.org/");
        signIn("anna");
        assertTrue(browser.driver().getCurrentUrl().startsWith(house.url() + "/"));
        assertEquals("/", path());
    }

    @Test
    void letsAViewerLookButNotChangeLevels() {
        signIn("victor");
        browser.see("#who", "(viewer)");
        browser.open(house.url() + "/live");
        browser.see(".row");
        browser.keys("k", Keys.ENTER);
        browser.see(".menu");
        assertNull(browser.see(".menu [data-key=x]").getAttribute("disabled"));
        assertEquals("true", browser.see(".menu [data-key=d]").getAttribute("disabled"));
        assertEquals("true", browser.see(".menu [data-key=q]").getAttribute("disabled"));
    }

    @Test
    void fitsOnAPhoneInTheDark() {
        browser.width(360, 740).dark(true).open(house.url() + "/sign-in");
        browser.see("#sign-in");
        assertFalse(browser.scrollsSideways());
        assertEquals(List.of(), browser.findings());
    }
}
