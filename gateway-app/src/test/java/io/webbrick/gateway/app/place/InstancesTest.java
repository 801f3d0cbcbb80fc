package io.webbrick.gateway.app.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.webbrick.gateway.fixtures.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InstancesTest {
    private final FileSystem disk = Jimfs.newFileSystem(Configuration.unix().toBuilder()
            .setAttributeViews("basic", "owner", "posix", "unix")
            .build());
    private final Map<Long, String> processes = new HashMap<>(Map.of(7L, "boot:a:100", 8L, "boot:a:200"));
    private final Path run = disk.getPath("/opt/gateway/var/run");

    @BeforeEach
    void makeHome() throws IOException {
        Files.createDirectories(disk.getPath("/opt/gateway"));
        Files.createDirectories(disk.getPath("/tmp"));
    }

    @AfterEach
    void close() throws IOException {
        disk.close();
    }

    @Test
    void findsWhatWasWritten() throws IOException {
        Instance written = instance(7, "/logs");
        instances().write(written);
        assertEquals(List.of(written), instances().alive());
    }

    @Test
    void onlyTheOwnerMayReadTheSecret() throws IOException {
        Path file = instances().write(instance(7, "/logs"));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void ignoresAndRemovesTheFileOfAProcessThatIsGone() throws IOException {
        Path file = instances().write(instance(7, "/logs"));
        processes.remove(7L);
        assertEquals(List.of(), instances().alive());
        assertFalse(Files.exists(file));
    }

    @Test
    void ignoresALaterProcessWithTheSameNumber() throws IOException {
        instances().write(instance(7, "/logs"));
        processes.put(7L, "boot:a:101");
        assertEquals(List.of(), instances().alive());
    }

    @Test
    void passesOverAFileThatIsNoInstance() throws IOException {
        instances().write(instance(7, "/logs"));
        Files.writeString(run.resolve("gateway-9.json"), "{\"pid\":", StandardCharsets.UTF_8);
        Files.writeString(run.resolve("gateway-10.json"), "[1]", StandardCharsets.UTF_8);
        Files.writeString(run.resolve("gateway-11.json"), "{\"pid\":11,\"streams\":{}}", StandardCharsets.UTF_8);
        assertEquals(List.of(instance(7, "/logs")), instances().alive());
    }

    @Test
    void tellsSeveralInOrderOfTheirNumbers() throws IOException {
        instances().write(instance(8, "/b"));
        instances().write(instance(7, "/a"));
        assertEquals(List.of(instance(7, "/a"), instance(8, "/b")), instances().alive());
    }

    @Test
    void findsTheOneThatWritesIntoADirectoryThroughALink(@TempDir Path real) throws IOException {
        Path logs = Files.createDirectories(real.resolve("data").resolve("logs"));
        Path link = Files.createSymbolicLink(real.resolve("link"), logs);
        Instance writing = instance(7, logs.toString());
        instances().write(writing);
        assertEquals(Optional.of(writing), instances().writing(link));
        assertEquals(Optional.empty(), instances().writing(real.resolve("data")));
    }

    @Test
    void takesTheTemporaryDirectoryWhenTheInstallationCannotBeWritten() throws IOException {
        Files.createDirectories(disk.getPath("/opt/gateway/var"));
        Files.writeString(run, "a file where the directory should be", StandardCharsets.UTF_8);
        Path file = instances().write(instance(7, "/logs"));
        assertEquals(disk.getPath("/tmp/webbrick-gateway-user"), file.getParent());
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
        assertEquals(List.of(instance(7, "/logs")), instances().alive());
    }

    @Test
    void doesNotBelieveATemporaryDirectoryOfSomebodyElse() throws IOException {
        Files.createDirectories(disk.getPath("/opt/gateway/var"));
        Files.writeString(run, "a file where the directory should be", StandardCharsets.UTF_8);
        Path planted = Files.createDirectory(disk.getPath("/tmp/webbrick-gateway-user"));
        var mallory = disk.getUserPrincipalLookupService().lookupPrincipalByName("mallory");
        Files.setOwner(planted, mallory);
        Files.writeString(
                planted.resolve("gateway-7.json"), instance(7, "/logs").toJson(), StandardCharsets.UTF_8);
        assertEquals(List.of(), instances().alive());
        IOException refused = assertThrows(IOException.class, () -> instances().write(instance(8, "/logs")));
        assertTrue(String.valueOf(refused.getMessage()).contains("GATEWAY_RUN_DIR"), refused::toString);
    }

    @Test
    void doesNotFollowALinkInTheTemporaryDirectory() throws IOException {
        Files.createDirectories(disk.getPath("/opt/gateway/var"));
        Files.writeString(run, "a file where the directory should be", StandardCharsets.UTF_8);
        Files.createDirectories(disk.getPath("/home/user/precious"));
        Files.createSymbolicLink(disk.getPath("/tmp/webbrick-gateway-user"), disk.getPath("/home/user/precious"));
        assertThrows(IOException.class, () -> instances().write(instance(8, "/logs")));
    }

    @Test
    void looksOnlyWhereTheVariableSays() throws IOException {
        instances().write(instance(7, "/logs"));
        var elsewhere =
                new Instances(RunDirectory.candidates(around(Map.of("GATEWAY_RUN_DIR", "/elsewhere"))), this::identity);
        assertEquals(List.of(), elsewhere.alive());
        Path file = elsewhere.write(instance(8, "/logs"));
        assertEquals(disk.getPath("/elsewhere"), file.getParent());
    }

    @Test
    void removesTheFileOfAGatewayThatEnds() throws IOException {
        Path file = instances().write(instance(7, "/logs"));
        instances().remove(instance(7, "/logs"));
        assertFalse(Files.exists(file));
    }

    @Test
    void thisProcessHasAnIdentityThatStays() {
        ProcessIdentity machine = ProcessIdentity.ofThisMachine();
        long pid = ProcessHandle.current().pid();
        assertTrue(machine.of(pid).isPresent());
        assertEquals(machine.of(pid), machine.of(pid));
        assertEquals(Optional.empty(), machine.of(Integer.MAX_VALUE));
    }

    private Instances instances() {
        return new Instances(RunDirectory.candidates(around(Map.of())), this::identity);
    }

    private Optional<String> identity(long pid) {
        return Optional.ofNullable(processes.get(pid));
    }

    private Surroundings around(Map<String, String> environment) {
        return new Surroundings(
                disk.getPath("/opt/gateway"),
                disk.getPath("/tmp"),
                "user",
                environment,
                new ByteArrayInputStream(new byte[0]),
                false,
                question -> null,
                ManualClock.at("2026-11-21T05:20:00Z"));
    }

    private Instance instance(long pid, String logs) {
        return new Instance(
                pid,
                "boot:a:" + (pid - 6) * 100,
                "http://127.0.0.1:8080",
                Path.of(logs),
                "secret",
                Map.of("EventLog", Path.of(logs, "EventLog.log")));
    }
}
