package io.webbrick.gateway.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/** The systemd units and options in the unpacked archive name what is there. */
final class PlatformUnitsTest {
    private static final String INSTALLED = "/opt/webbrick/gateway/";

    @TempDir
    Path place;

    private static List<String> unit(String platform, String name) throws IOException {
        Path unit = Distribution.home().resolve("platform").resolve(platform).resolve(name);
        return Files.readAllLines(unit, StandardCharsets.UTF_8);
    }

    private static String value(List<String> unit, String key) {
        List<String> values =
                unit.stream().filter(line -> line.startsWith(key + "=")).toList();
        assertEquals(1, values.size(), key);
        return values.get(0).substring(key.length() + 1);
    }

    private static Path inArchive(String installed) {
        assertTrue(installed.startsWith(INSTALLED), installed);
        return Distribution.home().resolve(installed.substring(INSTALLED.length()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"appliance", "disk"})
    void theServiceRunsTheLauncherOfTheArchiveOnItsPlatform(String platform) throws IOException {
        String[] command =
                value(unit(platform, "webbrick-gateway.service"), "ExecStart").split(" ");
        assertTrue(Files.isExecutable(inArchive(command[0])), command[0]);
        assertEquals(List.of("run", "--platform", platform), List.of(command).subList(1, 4));
        assertTrue(Files.isRegularFile(
                Distribution.home().resolve("platform").resolve(command[3]).resolve("log.cfg")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"appliance", "disk"})
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a script for the POSIX shell")
    void theVirtualMachineTakesTheOptionsOfTheService(String platform) throws IOException {
        Path options = inArchive(value(unit(platform, "webbrick-gateway.service"), "EnvironmentFile"));
        String words = value(Files.readAllLines(options, StandardCharsets.UTF_8), "GATEWAY_JAVA_OPTIONS")
                .replace("\"", "");
        Finished version =
                Finished.run(List.of(Distribution.launcher().toString(), "--version"), place, environment -> {
                    House.settle(environment, place);
                    environment.put("GATEWAY_JAVA_OPTIONS", words);
                });
        assertEquals(0, version.status(), version::err);
        assertEquals("", version.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"appliance", "disk"})
    void theRingSurvivesTheProcessAndTheCompilerMayWork(String platform) throws IOException {
        List<String> unit = unit(platform, "webbrick-gateway.service");
        assertEquals("yes", value(unit, "RuntimeDirectoryPreserve"));
        assertEquals("webbrick", value(unit, "RuntimeDirectory"));
        assertFalse(unit.stream().anyMatch(line -> line.startsWith("MemoryDenyWriteExecute=")));
    }

    @Test
    void theMountLiesWhereTheServiceWrites() throws IOException {
        List<String> mount = unit("appliance", "var-log-webbrick.mount");
        String where = value(mount, "Where");
        assertEquals("var-log-webbrick", where.substring(1).replace('/', '-'));
        List<String> service = unit("appliance", "webbrick-gateway.service");
        assertTrue(value(service, "ExecStart").endsWith("--logs " + where));
        assertEquals(where, value(service, "RequiresMountsFor"));
        assertEquals(where, value(service, "ReadWritePaths"));
        assertTrue(value(mount, "Options").contains("size=128000000"));
    }

    @Test
    void theMountIsOfMemoryRunsNothingAndIsForTheUserOfTheService() throws IOException {
        List<String> mount = unit("appliance", "var-log-webbrick.mount");
        assertEquals("tmpfs", value(mount, "Type"));
        List<String> options = List.of(value(mount, "Options").split(","));
        String user = value(unit("appliance", "webbrick-gateway.service"), "User");
        List<String> promised = List.of("mode=0750", "uid=" + user, "gid=" + user, "noexec", "nosuid", "nodev");
        assertTrue(options.containsAll(promised), options::toString);
    }

    @Test
    void theMountHoldsTheBudgetAndWhatStaysFreeForOthers() throws IOException {
        List<String> mount = List.of(
                value(unit("appliance", "var-log-webbrick.mount"), "Options").split(","));
        long size = mount.stream()
                .filter(option -> option.startsWith("size="))
                .mapToLong(option -> Long.parseLong(option.substring("size=".length())))
                .sum();
        long reserve = size / 100 * Long.parseLong(overlay("reserve").replace("%", ""));
        assertTrue(size >= budget() + reserve, size + " bytes for " + budget() + " and " + reserve);
    }

    @Test
    void theMemoryOfTheApplianceHoldsHeapFilesAndRing() throws IOException {
        String options = options();
        long machine = mebibytes(options, "-Xmx")
                + mebibytes(options, "-XX:MaxMetaspaceSize=")
                + mebibytes(options, "-XX:ReservedCodeCacheSize=")
                + mebibytes(options, "-XX:MaxDirectMemorySize=");
        long ring = mebibytes(overlay("ring").replace("MiB", "m"), "");
        long most = mebibytes(value(unit("appliance", "webbrick-gateway.service"), "MemoryMax"), "");
        long held = machine + budget() + ring;
        assertTrue(most > held, most + " bytes for " + held);
    }

    private static String options() throws IOException {
        return Objects.requireNonNull(UnitEnvironment.of("appliance").get("GATEWAY_JAVA_OPTIONS"));
    }

    private static long mebibytes(String text, String before) {
        Matcher number =
                Pattern.compile(Pattern.quote(before) + "([0-9]+)[mM]\\b").matcher(text);
        assertTrue(number.find(), () -> before + " in " + text);
        return Long.parseLong(number.group(1)) << 20;
    }

    private static long budget() throws IOException {
        return Long.parseLong(overlay("budget").replace("MB", "")) * 1_000_000;
    }

    private static String overlay(String key) throws IOException {
        return value(unit("appliance", "log.cfg"), key).replace("'", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"appliance", "disk"})
    void theServiceHasAUserOfItsOwnWhoCanChangeNothingElse(String platform) throws IOException {
        List<String> unit = unit(platform, "webbrick-gateway.service");
        for (String line : List.of(
                "User=webbrick",
                "Group=webbrick",
                "UMask=0027",
                "NoNewPrivileges=yes",
                "CapabilityBoundingSet=",
                "ProtectSystem=strict",
                "ProtectHome=yes",
                "PrivateTmp=yes",
                "PrivateDevices=yes",
                "ProtectKernelTunables=yes",
                "ProtectKernelModules=yes",
                "ProtectControlGroups=yes",
                "RestrictNamespaces=yes",
                "RestrictSUIDSGID=yes")) {
            assertTrue(unit.contains(line), line);
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a script for the POSIX shell")
    void theApplianceRunsAVirtualMachineForASmallBox() throws IOException {
        String options = options();
        Finished flags =
                Finished.run(List.of(Distribution.launcher().toString(), "run", "--help"), place, environment -> {
                    House.settle(environment, place);
                    environment.put("GATEWAY_JAVA_OPTIONS", options + " -XX:+PrintFlagsFinal");
                });
        assertEquals(0, flags.status(), flags::err);
        for (String flag : List.of(
                "UseSerialGC = true",
                "UseSharedSpaces = true",
                "PerfDisableSharedMem = true",
                "ThreadStackSize = 256",
                "MaxHeapSize = " + (48 << 20))) {
            String told = flags.out().replaceAll(" +", " ");
            assertTrue(told.contains(" " + flag + " "), flag);
        }
    }

    @Test
    void nothingThatTheApplianceSaysReachesTheJournal() throws IOException {
        List<String> unit = unit("appliance", "webbrick-gateway.service");
        assertEquals("null", value(unit, "StandardOutput"));
        assertEquals("null", value(unit, "StandardError"));
    }

    @Test
    void theServiceOfWindowsRunsTheLauncherOfTheArchive() throws Exception {
        Path directory = Distribution.home().resolve("platform").resolve("disk");
        Path file = directory.resolve("webbrick-gateway.xml");
        Element service = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement();
        String launcher = text(service, "executable").replace("%BASE%", directory.toString());
        assertTrue(Files.isRegularFile(Path.of(launcher.replace('\\', '/'))), launcher);
        String logs = "--logs \"%ProgramData%\\webbrick\\gateway\\logs\"";
        assertEquals("run --platform disk " + logs, text(service, "startarguments"));
        assertEquals("stop " + logs, text(service, "stoparguments"));
    }

    private static String text(Element service, String name) {
        assertEquals(1, service.getElementsByTagName(name).getLength(), name);
        return service.getElementsByTagName(name).item(0).getTextContent();
    }

    @Test
    void theWrapperOfWindowsIsPinnedAlikeInScriptAndDescription() throws IOException {
        String script = String.join("\n", unit("disk", "install-service.ps1"));
        Matcher hash = Pattern.compile("\\b[0-9a-f]{64}\\b").matcher(script);
        assertTrue(hash.find(), script);
        assertTrue(String.join("\n", unit("disk", "README.md")).contains(hash.group()));
        List<String> versions = Pattern.compile("WinSW ([0-9.]+[0-9])")
                .matcher(script)
                .results()
                .map(version -> version.group(1))
                .distinct()
                .toList();
        assertEquals(List.of("2.12.0"), versions);
        assertTrue(unit("disk", "webbrick-gateway.xml").get(0).contains("WinSW 2.12.0"));
    }
}
