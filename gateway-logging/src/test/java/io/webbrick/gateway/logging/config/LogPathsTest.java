package io.webbrick.gateway.logging.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.webbrick.gateway.logging.stream.LoggingPlan;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogPathsTest {
    private static String own(String filename) {
        return Loads.handler("own", "filename=" + filename) + "[[loggers]]\n[[[x]]]\nqualname='x'\nhandlers=['own']\n";
    }

    private static String path(LoadedConfig loaded) {
        return Loads.file(loaded, "own").path().toString();
    }

    @Test
    void relativeNamesLieBelowLogRoot() {
        assertEquals("/srv/logs/sub/x.log", path(Loads.texts("logRoot='/srv/logs/'\n" + own("'sub/x.log'"))));
        assertEquals("/srv/logs/x.log", path(Loads.texts("logRoot='/srv/logs/'\n" + own("'%(logRoot)s//x.log'"))));
    }

    @Test
    void withoutLogRootTheDefaultDirectoryIsUsed() {
        assertEquals("/var/log/webbrick/x.log", path(Loads.texts(own("'x.log'"))));
        assertEquals("/var/log/webbrick", Loads.plan(Loads.texts()).directory().toString());
    }

    @Test
    void aRelativeLogRootLiesBelowTheDefaultDirectory() {
        assertEquals("/var/log/webbrick/x.log", path(Loads.texts("logRoot='.'\n" + own("'%(logRoot)s/x.log'"))));
        assertEquals(
                "/var/log/webbrick/house",
                Loads.plan(Loads.texts("logRoot='house'")).directory().toString());
    }

    @Test
    void logRootMayStandInLoggingToo() {
        assertEquals(
                "/srv/x",
                Loads.plan(Loads.texts("[logging]\nlogRoot='/srv/x'"))
                        .directory()
                        .toString());
    }

    @Test
    void theCallersDirectoryBeatsLogRootInNamesToo() {
        String log = "logRoot='/srv/logs'\n" + own("'%(logRoot)s/x.log'");
        assertEquals("/tmp/it/x.log", path(Loads.into("/tmp/it", null, log)));
        assertEquals(
                "/tmp/it",
                Loads.plan(Loads.into("/tmp/it", null, log)).directory().toString());
    }

    @Test
    void filesBelowTheFilesOwnLogRootMoveWithTheCallersDirectory() {
        String log = "[DEFAULT]\nlogRoot='/srv/logs'\nsiteLogRoot='/srv/logs'\n" + own("'%(siteLogRoot)s/a/x.log'");
        assertEquals("/tmp/it/a/x.log", path(Loads.into("/tmp/it", null, log)));
    }

    @Test
    void anAbsoluteNameOutsideNeedsAllowedRoots() {
        LoadedConfig refused = Loads.texts(own("'/etc/cron.d/x'"));
        assertEquals(
                "log.cfg:4: error: file /etc/cron.d/x of handler \"own\" lies outside the log directory /var/log/webbrick; use a"
                        + " relative name, or put its directory into allowedRoots",
                Loads.problem(refused));
        LoadedConfig allowed =
                Loads.texts(own("'/data/logs/x.log'").replace("[logging]", "[logging]\nallowedRoots=['/data']"));
        assertTrue(Loads.problem(allowed).startsWith("log.cfg:5: warning: file /data/logs/x.log of handler \"own\""));
        assertEquals("/data/logs/x.log", path(allowed));
    }

    @Test
    void dotsDoNotLeadOutside() {
        assertTrue(Loads.problem(Loads.texts(own("'../../../etc/passwd'"))).contains("lies outside the log directory"));
        assertTrue(
                Loads.problem(Loads.texts(own("'/var/log/webbrick/../x'"))).contains("lies outside the log directory"));
    }

    @Test
    void aNameThatIsNoFileIsRefused() {
        for (String wrong : List.of("''", "'.'", "'sub/'", "'  '", "'%(logRoot)s'")) {
            String problem = Loads.problem(Loads.texts("logRoot='/srv'\n" + own(wrong)));
            assertTrue(problem.contains("names no file"), problem);
        }
    }

    @Test
    void controlCharactersInADirectoryNameTheSlashedPath() {
        assertEquals(
                "log.cfg:1: error: logRoot \"C:\\temp\\new\" holds a control character, because a backslash in quotes begins an"
                        + " escape; use C:/temp/new",
                Loads.problem(Loads.texts("logRoot='C:\\temp\\new'")));
    }

    @Test
    void aWindowsDriveIsRefusedElsewhere() {
        assertTrue(Loads.problem(Loads.texts("logRoot='C:/logs'")).contains("names a Windows drive"));
    }

    @Test
    void aLogRootThatIsNoTextIsRefused() {
        assertTrue(
                Loads.problem(Loads.texts("logRoot=5")).startsWith("log.cfg:1: error: logRoot \"5\" not understood"));
        assertTrue(Loads.problem(Loads.texts("logRoot='ram:'")).startsWith("log.cfg:1: error: logRoot \"ram:\""));
    }

    @Test
    void allowedRootsMustBeAbsolute() {
        LoadedConfig loaded = Loads.texts("[logging]\nallowedRoots=['data']");
        assertEquals(
                "log.cfg:2: error: allowedRoots \"data\" not understood; an absolute directory", Loads.problem(loaded));
    }

    private static LoadedConfig inMemory(@Nullable String logs, String text) throws IOException {
        FileSystem disk = Jimfs.newFileSystem(Configuration.unix());
        Path file = Files.writeString(disk.getPath("/log.cfg"), text);
        Path ram = Jimfs.newFileSystem(Configuration.unix()).getPath("/logs");
        return ConfigLoader.load(new ConfigRequest(
                List.of(file),
                logs == null ? null : disk.getPath(logs),
                null,
                disk.getPath(Loads.LOG_ROOT),
                InstantSource.system(),
                bytes -> bytes > 150_000_000 ? ram.resolveSibling("large") : ram));
    }

    @Test
    void ramIsAFileSystemOfItsOwnWithABudget() throws IOException {
        LoggingPlan plan = Loads.plan(inMemory(null, "logRoot='ram:'\n[logging]\nbudget='50MB'"));
        assertEquals("/logs", plan.directory().toString());
        assertNotEquals(Loads.LOG_ROOT, plan.directory().toString());
        assertEquals(50_000_000, plan.budget().limitBytes());
        assertEquals(
                100_000_000,
                Loads.plan(inMemory(null, "logRoot='ram:'")).budget().limitBytes());
        assertEquals(Long.MAX_VALUE, Loads.plan(inMemory(null, "")).budget().limitBytes());
    }

    @Test
    void filesBelowRamAreBelowItHoweverTheyAreWritten() throws IOException {
        LoadedConfig loaded = inMemory(
                null, "logRoot='ram:'\n[logging]\n[[handlers]]\n[[[Debug]]]\nfilename='%(logRoot)s/inner/life.log'");
        assertEquals("/logs/inner/life.log", Loads.file(loaded, "Debug").path().toString());
    }

    @Test
    void aChosenDirectoryBeatsRam() throws IOException {
        LoadedConfig loaded = inMemory("/var/logs", "logRoot='ram:'");
        assertEquals("/var/logs", Loads.plan(loaded).directory().toString());
        assertEquals("/var/logs/debug.log", Loads.file(loaded, "Debug").path().toString());
    }

    @Test
    void ramHasNothingBehindIt() throws IOException {
        assertEquals(
                "log.cfg:1: error: logRoot \"ram:/logs\" not understood; 'ram:' alone, or a directory",
                Loads.problem(inMemory(null, "logRoot='ram:/logs'")));
    }
}
