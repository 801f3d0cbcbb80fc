package io.webbrick.gateway.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GatewayCommandLineTest {
    @TempDir
    Path home;

    @BeforeEach
    void makeInstallation() throws IOException {
        for (String directory : List.of("conf", "platform/disk")) {
            Files.createDirectories(home.resolve(directory));
            Files.createFile(home.resolve(directory).resolve("log.cfg"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "demo",
                "stop",
                "status",
                "events",
                "series",
                "tail",
                "replay",
                "check",
                "users",
                "users add",
                "users passwd",
                "users list",
                "users remove",
                "token"
            })
    void everyCommandHasHelp(String command) {
        Harness.Answer answer = run((command + " --help").split(" ", -1));
        assertEquals(0, answer.status(), answer::err);
        assertTrue(answer.out().startsWith("Usage: gateway " + command), answer::out);
        assertEquals("", answer.err());
    }

    @Test
    void helpListsEveryCommandOnceAndNoneThatIsHidden() {
        String out = run("--help").out();
        for (String command : new String[] {
            "run", "demo", "stop", "status", "events", "series", "tail", "replay", "check", "users", "token"
        }) {
            assertEquals(
                    1,
                    out.lines()
                            .filter(line -> line.startsWith("  " + command + " "))
                            .count(),
                    command + " in\n" + out);
        }
        assertFalse(out.contains("warm"), out);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                  | a command is missing
            evnts                               | did you mean
            events --fromm x                    | --fromm
            run --http 8080x                    | HOST:PORT
            run --http 127.0.0.1:99999          | 0 to 65535
            run --http ::1:80                   | HOST:PORT
            run --platform windows              | disk, appliance, none
            run --udp nonsense:port             | UDP address
            run --zone Mars                     | time zone
            run --conf no-such-directory        | no-such-directory
            demo --seed x                       | --seed
            events --format xml                 | JSONL
            events --from yesterday             | 2026-11-21T05:20
            series                              | --source
            series --source a --points 0        | 1 to 10000
            tail                                | STREAM
            tail Debug -n -1                    | -n
            tail Debug --level LOUD             | TRACE, DEBUG, INFO, WARNING, ERROR, CRITICAL
            tail Debug --grep [                 | regular expression
            replay                              | FILE
            replay x --speed 0                  | max
            check --conf a b                    | --conf and FILEs
            users                               | add, passwd, list or remove
            users add                           | NAME
            status --url ftp://x                | http://HOST:PORT
            """)
    void wrongUsageIsOneLineAndStatusTwo(String command, String hint) {
        Harness.Answer answer = run(command.isEmpty() ? new String[0] : command.split(" ", -1));
        assertEquals(2, answer.status(), answer::err);
        assertEquals(1, answer.errors().size(), answer::err);
        assertTrue(answer.err().contains(hint), answer::err);
        assertEquals("", answer.out());
    }

    @Test
    void versionNamesGatewayAndJava() {
        Harness.Answer answer = run("--version");
        assertEquals(0, answer.status());
        assertTrue(answer.out().startsWith("gateway "), answer::out);
        assertTrue(answer.out().contains("Java " + System.getProperty("java.runtime.version")), answer::out);
    }

    @Test
    void withoutARunningGatewayItSaysHowToStartOne() {
        Harness.Answer answer = run("status");
        assertEquals(1, answer.status());
        assertEquals(1, answer.errors().size());
        assertTrue(answer.err().contains("gateway run"), answer::err);
    }

    @Test
    void aTraceIsPrintedOnlyWhenAskedFor() {
        assertFalse(run("status").err().contains("\tat "));
        assertTrue(new Harness(home)
                .variable("GATEWAY_TRACE", "1")
                .run("status")
                .err()
                .contains("\tat "));
    }

    private Harness.Answer run(String... args) {
        return new Harness(home).run(args);
    }
}
