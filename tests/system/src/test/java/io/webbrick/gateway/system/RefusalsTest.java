package io.webbrick.gateway.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts that cannot be: one line each, which says what to do. */
final class RefusalsTest {
    @TempDir
    Path place;

    @Test
    void aTakenPort() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Finished refused = run("--http", "127.0.0.1:" + taken.getLocalPort());
            refusedWith(refused, 1, String.valueOf(taken.getLocalPort()), "--http");
        }
    }

    @Test
    void aTakenUdpPort() {
        try (House first = House.run(place)) {
            Finished refused =
                    run("--http", "127.0.0.1:0", "--udp", String.valueOf(first.udpPort()), "--logs", logs("other"));
            refusedWith(refused, 1, String.valueOf(first.udpPort()), "another port");
        }
    }

    @Test
    void aSecondGatewayOnTheSameDirectoryNamesTheFirst() {
        try (House first = House.run(place)) {
            Finished refused =
                    run("--http", "127.0.0.1:0", "--logs", first.logs().toString());
            refusedWith(refused, 1, String.valueOf(first.pid()), first.url(), "--logs");
        }
    }

    @Test
    void aDirectoryThatCannotBeWritten() throws IOException {
        Path file = Files.writeString(place.resolve("file"), "no directory", StandardCharsets.UTF_8);
        Finished refused =
                run("--http", "127.0.0.1:0", "--logs", file.resolve("below").toString());
        refusedWith(refused, 1, file.toString(), "--logs");
    }

    @Test
    void udpForEveryoneWithoutAnAllowedNetwork() {
        refusedWith(run("--http", "127.0.0.1:0", "--udp", "0.0.0.0:0"), 1, "192.168.1.0/24");
    }

    @Test
    void twoConfigurationsInOneDirectoryWhenItIsToBeStrict() throws IOException {
        Path conf = Files.createDirectory(place.resolve("conf"));
        Files.createFile(conf.resolve("log.cfg"));
        Files.createFile(conf.resolve("log.json"));
        refusedWith(run("--strict", "--conf", conf.toString()), 2, "log.cfg and log.json");
    }

    private Finished run(String... more) {
        var words = new ArrayList<>(List.of("run"));
        words.addAll(List.of(more));
        if (!words.contains("--udp")) {
            words.addAll(List.of("--udp", "off"));
        }
        if (!words.contains("--logs")) {
            words.addAll(List.of("--logs", logs("refused")));
        }
        return House.command(place, words.toArray(String[]::new));
    }

    private String logs(String name) {
        return place.resolve(name).toString();
    }

    private static void refusedWith(Finished refused, int status, String... hints) {
        assertEquals(status, refused.status(), () -> refused.out() + refused.err());
        assertEquals(1, refused.errors().size(), refused::err);
        assertEquals("", refused.out());
        for (String hint : hints) {
            assertTrue(refused.err().contains(hint), () -> hint + " is missing in: " + refused.err());
        }
    }
}
