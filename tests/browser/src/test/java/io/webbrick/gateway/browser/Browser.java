package io.webbrick.gateway.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;

/**
 * The installed chromium, driven by the driver that the distribution packs with it; nothing is fetched. One for all tests of a
 * process: each test begins on an empty page at the width of a desk, in light colours.
 */
final class Browser {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int DESK_WIDTH = 1_280;
    private static final int DESK_HEIGHT = 860;
    private static final Logger DRIVERS = Logger.getLogger("org.openqa.selenium");
    private static final Logger LOG = Logger.getLogger(Browser.class.getName());
    private static @Nullable Browser open;
    private static boolean told;

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** The browser, fresh. Where there is none the test is skipped, and says why; with CI set it fails. */
    static synchronized Browser fresh() {
        Optional<Path> chromium = program("chromium", "chromium-browser", "google-chrome");
        Optional<Path> chromedriver = program("chromedriver");
        if (chromium.isEmpty() || chromedriver.isEmpty()) {
            String missing = (chromium.isEmpty() ? "chromium" : "chromedriver")
                    + " is not installed (Debian: apt-get install chromium chromium-driver)";
            if (System.getenv("CI") != null) {
                throw new IllegalStateException("the browser tests cannot run: " + missing);
            }
            if (!told) {
                told = true;
                LOG.warning("the browser tests are skipped: " + missing);
            }
            assumeTrue(false, "skipped: " + missing);
        }
        Browser browser = open;
        if (browser == null) {
            browser = new Browser(start(chromium.orElseThrow(), chromedriver.orElseThrow()));
            open = browser;
            ChromeDriver driver = browser.driver;
            Runtime.getRuntime().addShutdownHook(new Thread(driver::quit));
        }
        browser.forget();
        browser.width(DESK_WIDTH, DESK_HEIGHT);
        browser.dark(false);
        browser.open("about:blank").complaints();
        return browser;
    }

    /** What pages have kept in it; the empty page keeps nothing. */
    private void forget() {
        driver.manage().deleteAllCookies();
        run("try { sessionStorage.clear(); localStorage.clear(); } catch { /* an empty page */ }");
    }

    ChromeDriver driver() {
        return driver;
    }

    Browser open(String url) {
        driver.get(url);
        return this;
    }

    /** The window's inner size, as a device of this size has it. */
    Browser width(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        return this;
    }

    Browser dark(boolean dark) {
        var scheme = Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme)));
        return this;
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** The texts of all that match, read at one moment. */
    @SuppressWarnings("unchecked")
    List<String> texts(String css) {
        return (List<String>) Objects.requireNonNull(driver.executeScript(
                "return Array.from(document.querySelectorAll(arguments[0]), (e) => e.textContent)", css));
    }

    /** The first that matches, once it is there and can be seen. */
    WebElement see(String css) {
        return Awaitility.await("to see " + css)
                .atMost(PATIENCE)
                .ignoreException(StaleElementReferenceException.class)
                .until(() -> all(css).stream().filter(WebElement::isDisplayed).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    /** Waits until one that matches holds this text. */
    void see(String css, String text) {
        await(css + " with " + text, () -> texts(css).stream().anyMatch(each -> each.contains(text)));
    }

    /** Waits until none that matches holds this text. */
    void miss(String css, String text) {
        await(css + " without " + text, () -> texts(css).stream().noneMatch(each -> each.contains(text)));
    }

    void await(String what, Callable<Boolean> condition) {
        await((int) PATIENCE.toSeconds(), what, condition);
    }

    void await(int seconds, String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(Duration.ofSeconds(seconds))
                .pollInterval(Duration.ofMillis(50))
                .ignoreException(StaleElementReferenceException.class)
                .until(condition);
    }

    void click(String css) {
        see(css).click();
    }

    /** Replaces what a field holds. */
    void type(String css, String text) {
        WebElement field = see(css);
        field.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
        field.sendKeys(text);
    }

    /** Presses keys on whatever has the focus. */
    void keys(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** What a script returns. */
    @Nullable
    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Runs a script that returns a whole number. */
    long number(String script) {
        return ((Number) Objects.requireNonNull(run(script), script)).longValue();
    }

    /** Whether an expression holds. */
    boolean is(String expression) {
        return Boolean.TRUE.equals(run("return Boolean(" + expression + ")"));
    }

    /** Whether the page is wider than the window. */
    boolean scrollsSideways() {
        return is("document.documentElement.scrollWidth > document.documentElement.clientWidth");
    }

    /** What axe finds wrong, serious and critical only, one line each. */
    @SuppressWarnings("unchecked")
    List<String> findings() {
        run(axe());
        List<String> found = (List<String>) driver.executeAsyncScript("const back = arguments[arguments.length - 1];"
                + "axe.run().then((r) => back(r.violations"
                + ".filter((v) => v.impact === 'serious' || v.impact === 'critical')"
                + ".flatMap((v) => v.nodes.map((n) => v.id + ': ' + n.target.join(' ') + ' ' + n.html + ' ' + n.failureSummary))))"
                + ".catch((e) => back(['axe failed: ' + e]))");
        return Objects.requireNonNull(found);
    }

    /**
     * What went wrong in the page's scripts, or against its policy, since the last time; answers of the gateway are none, nor what
     * tests cause that look at the colour of a place.
     */
    List<String> complaints() {
        var lines = new ArrayList<String>();
        driver.manage().logs().get("browser").getAll().stream()
                .map(LogEntry::getMessage)
                .filter(line -> !line.contains("Failed to load resource"))
                .filter(line -> !line.contains("Canvas2D: Multiple readback"))
                .forEach(lines::add);
        return lines;
    }

    /** A picture of the window, kept in docs/images when that was asked for with -Dscreenshots=true. */
    void picture(String name) {
        if (!Boolean.getBoolean("screenshots")) {
            return;
        }
        Path file = Path.of(System.getProperty("project.root"), "docs", "images", name + ".png");
        try {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ChromeDriver start(Path chromium, Path chromedriver) {
        var options = new ChromeOptions();
        System.setProperty("SE_OFFLINE", "true");
        DRIVERS.setLevel(Level.SEVERE);
        options.setBinary(chromium.toFile());
        options.addArguments("--headless=new", "--disable-gpu", "--hide-scrollbars", "--disable-dev-shm-usage");
        options.addArguments("--disable-background-networking", "--no-first-run", "--disable-extensions");
        if ("root".equals(System.getProperty("user.name"))) {
            options.addArguments("--no-sandbox");
        }
        options.setCapability("goog:loggingPrefs", Map.of("browser", "ALL"));
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.toFile())
                .usingAnyFreePort()
                .build();
        var driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
        return driver;
    }

    private static Optional<Path> program(String... names) {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        for (String name : names) {
            for (String directory : path.split(File.pathSeparator)) {
                Path file = Path.of(directory, name);
                if (Files.isExecutable(file)) {
                    return Optional.of(file);
                }
            }
        }
        return Optional.empty();
    }

    private static String axe() {
        try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
