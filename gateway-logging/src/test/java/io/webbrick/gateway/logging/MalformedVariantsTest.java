package io.webbrick.gateway.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.Mutations;
import io.webbrick.gateway.logging.record.Level;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Five hundred broken variants of every kind of file, at start and at reload: never an exception, always file and line, the
 * last good configuration stays, and a gateway always starts.
 */
final class MalformedVariantsTest {
    private static final Path ROOT = Path.of(System.getProperty("project.root"));
    private static final Path CORPUS = ROOT.resolve("tests").resolve("corpus");
    private static final Pattern PROBLEM =
            Pattern.compile("(?:[a-z]+/)?(?:log|prod)\\.(?:cfg|json|ini):[1-9][0-9]*: (?:error|warning): \\S.*");
    private static final String INI = """
            [loggers]
            keys=root,heating
            [handlers]
            keys=file,console
            [formatters]
            keys=line
            [logger_root]
            level=WARNING
            handlers=console
            [logger_heating]
            level=DEBUG
            handlers=file
            qualname=WebBrickGateway.Heating
            propagate=0
            [handler_file]
            class=handlers.RotatingFileHandler
            level=NOTSET
            formatter=line
            args=('heating.log', 'a', 1000000, 5)
            [handler_console]
            class=StreamHandler
            args=(sys.stdout,)
            [formatter_line]
            format=%(asctime)s %(name)s %(message)s
            """;

    @TempDir
    Path directory;

    private final long seed = 20_261_121;
    private final Random random = new Random(seed);
    private final Mutations mutations = new Mutations(random);
    private @Nullable GatewayLogging logging;

    /** A kind of file, how many variants of it, and what it is made from. */
    private enum Kind {
        CFG("log.cfg", 300),
        JSON("log.json", 100),
        INI_FILE("log.ini", 100);

        private final String file;
        private final int variants;

        Kind(String file, int variants) {
            this.file = file;
            this.variants = variants;
        }
    }

    @AfterEach
    void stop() {
        if (logging != null) {
            logging.close();
        }
    }

    private static List<byte[]> originals(Kind kind) throws IOException {
        var originals = new ArrayList<byte[]>();
        switch (kind) {
            case CFG -> {
                for (String name : List.of(
                        "gateway/log", "gateway/prod", "wbconfig/log", "wbconfig/prod", "jsproxy/log", "jsproxy/dev")) {
                    originals.add(Files.readAllBytes(CORPUS.resolve("original").resolve(name + ".cfg")));
                }
                originals.add(Files.readAllBytes(ROOT.resolve("conf").resolve("log.cfg")));
                originals.add(Files.readAllBytes(ROOT.resolve("conf").resolve("prod.cfg")));
            }
            case JSON -> {
                Path cases = CORPUS.resolve("expected").resolve("dictconfig-cases.ndjson");
                for (String line : Files.readAllLines(cases, StandardCharsets.UTF_8)) {
                    int config = line.indexOf("\"config\": {");
                    if (config >= 0) {
                        originals.add(object(line, line.indexOf('{', config)).getBytes(StandardCharsets.UTF_8));
                    }
                }
            }
            case INI_FILE -> originals.add(INI.getBytes(StandardCharsets.UTF_8));
        }
        assertTrue(!originals.isEmpty(), kind.file);
        return originals;
    }

    /** The JSON object that begins here, one value a line, so that lines mean something. */
    private static String object(String line, int from) {
        int depth = 0;
        for (int at = from; at < line.length(); at++) {
            depth += line.charAt(at) == '{' ? 1 : line.charAt(at) == '}' ? -1 : 0;
            if (depth == 0) {
                return line.substring(from, at + 1).replace(", \"", ",\n\"");
            }
        }
        return line.substring(from);
    }

    private LoggingOptions options(Path file) {
        return new LoggingOptions(
                List.of(file), directory.resolve("logs"), ZoneId.of("UTC"), directory, false, InstantSource.system());
    }

    private Path write(Kind kind, byte[] bytes) throws IOException {
        return Files.write(directory.resolve(kind.file), bytes);
    }

    private void assertPlaced(List<String> problems, boolean broken, int number) {
        String where = "seed " + seed + ", variant " + number + ": ";
        problems.forEach(problem -> assertTrue(PROBLEM.matcher(problem).matches(), () -> where + problem));
        boolean errors = problems.stream().anyMatch(problem -> problem.contains(": error: "));
        assertEquals(broken, errors, () -> where + problems);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void atStartEachGivesAConfigurationAndSaysWhatIsWrongWhere(Kind kind) throws Exception {
        List<byte[]> originals = originals(kind);
        int broken = 0;
        for (int number = 0; number < kind.variants; number++) {
            Path file = write(kind, mutations.of(originals.get(number % originals.size())));
            Configuration loaded = Configuration.load(options(file));
            assertPlaced(loaded.problems(), loaded.broken(), number);
            assertEquals(loaded.broken() ? "built-in" : file.toString(), loaded.origin());
            assertTrue(loaded.plan().streams().size() >= 5, "seed " + seed + ", variant " + number);
            broken += loaded.broken() ? 1 : 0;
        }
        int all = broken;
        assertTrue(broken > kind.variants / 4, () -> "only " + all + " are broken");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void atReloadTheLastGoodOneStaysAndEveryRecordIsKept(Kind kind) throws Exception {
        List<byte[]> originals = originals(kind);
        Path file = write(kind, originals.get(0));
        GatewayLogging house = GatewayLogging.start(options(file));
        logging = house;
        LogHandle handle = GatewayLogging.handle("EventLog.variant");
        String before = house.status().configuration();
        for (int number = 0; number < kind.variants; number++) {
            write(kind, mutations.of(originals.get(number % originals.size())));
            var streams =
                    house.status().streams().stream().map(StreamStatus::file).toList();
            ConfigReport report = house.reload();
            assertPlaced(report.problems(), !report.usable(), number);
            if (!report.usable()) {
                assertEquals(
                        streams,
                        house.status().streams().stream()
                                .map(StreamStatus::file)
                                .toList());
                assertEquals(before, house.status().configuration());
            }
            handle.log(Level.CRITICAL.number(), "variant {}", number);
        }
        assertTrue(house.flush(5_000));
        LoggingStatus status = house.status();
        assertEquals(status.accepted(), status.stored() + status.lost());
        assertEquals(0, status.lost(), () -> "seed " + seed + ": " + status.problems());
    }

    @Test
    void aGatewayStartsWithEach() throws Exception {
        for (Kind kind : Kind.values()) {
            List<byte[]> originals = originals(kind);
            for (int number = 0; number < 12; number++) {
                Path file = write(kind, mutations.of(originals.get(number % originals.size())));
                GatewayLogging house = GatewayLogging.start(options(file));
                logging = house;
                GatewayLogging.handle("WebBrickGateway.Heating").log(Level.CRITICAL.number(), "alive {}", number);
                assertTrue(house.flush(5_000), "seed " + seed + ", variant " + number);
                assertEquals(0, house.status().lost());
            }
        }
    }
}
