package io.webbrick.gateway.logging.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Real files, broken in every way a seeded random thinks of: a plan or problems with file and line, never an exception. */
class MutationTest {
    private static final int MUTATIONS = 2_000;
    private static final Pattern PROBLEM = Pattern.compile("(?:log|prod)\\.cfg:[0-9]+: (?:error|warning): \\S.*");
    private static final List<String> SNIPPETS = List.of(
            "'",
            "\"",
            "'''",
            "[",
            "]",
            "[[",
            "[[[",
            "=",
            "#",
            ",",
            "(",
            ")",
            "\\",
            "%(",
            ")s",
            "%(logRoot)s",
            "*(",
            "\n",
            "\r",
            "\r\n",
            "\u0000",
            "\ufeff",
            "\u2028",
            "0777",
            "10L",
            "-",
            "None",
            "sys.stdout",
            "{",
            "}",
            ":",
            "é",
            "level",
            "class='",
            "\n[logging]\n",
            "\n[[handlers]]\n",
            "'%(x)s'",
            "99999999999999999999",
            "1e999",
            "[[[debug_out]]]\n");

    private final Random random;
    private final long seed = 5_012_008;

    MutationTest() {
        random = new Random(seed);
    }

    private static List<List<Path>> sets() {
        var sets = new ArrayList<List<Path>>();
        for (String product :
                List.of("gateway/log gateway/prod", "wbconfig/log wbconfig/prod", "jsproxy/log jsproxy/dev")) {
            sets.add(Arrays.stream(product.split(" "))
                    .map(name -> Loads.corpus("original/" + name + ".cfg"))
                    .toList());
        }
        sets.add(List.of(Loads.project("conf/log.cfg"), Loads.project("conf/prod.cfg")));
        sets.add(List.of(Loads.project("conf/log.cfg"), Loads.project("platform/disk/log.cfg")));
        sets.add(List.of(Loads.corpus("expected/literal-cases.txt"), Loads.project("platform/appliance/log.cfg")));
        return sets;
    }

    @Test
    void everyMutationGivesAPlanOrProblemsWithFileAndLine() throws IOException {
        int usable = 0;
        FileSystem memory = Jimfs.newFileSystem(Configuration.unix());
        Path log = memory.getPath("/log.cfg");
        Path prod = memory.getPath("/prod.cfg");
        var request =
                new ConfigRequest(List.of(log, prod), null, null, memory.getPath("/logs"), InstantSource.system());
        List<List<Path>> sets = sets();
        for (int i = 0; i < MUTATIONS; i++) {
            List<Path> set = sets.get(i % sets.size());
            Files.write(log, mutated(Files.readAllBytes(set.get(0))));
            Files.write(
                    prod,
                    random.nextBoolean() ? Files.readAllBytes(set.get(1)) : mutated(Files.readAllBytes(set.get(1))));
            usable += check(i, log, prod, request) ? 1 : 0;
        }
        assertTrue(usable > MUTATIONS / 20, "mutations are to leave some files usable, not " + usable);
        assertTrue(usable < MUTATIONS, "mutations are to break some files");
    }

    private boolean check(int number, Path log, Path prod, ConfigRequest request) throws IOException {
        LoadedConfig loaded;
        try {
            loaded = assertTimeout(Duration.ofSeconds(20), () -> ConfigLoader.load(request));
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError(
                    "seed " + seed + ", mutation " + number + ":\n" + read(log) + "\n----\n" + read(prod), e);
        }
        boolean errors =
                loaded.problems().stream().anyMatch(problem -> problem.severity() == ConfigProblem.Severity.ERROR);
        assertEquals(!errors, loaded.usable());
        for (ConfigProblem problem : loaded.problems()) {
            String text = problem.toString();
            assertTrue(PROBLEM.matcher(text).matches(), () -> "seed " + seed + ", mutation " + number + ": " + text);
        }
        assertFalse(loaded.contentHash().isEmpty());
        return loaded.usable();
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    private byte[] mutated(byte[] original) {
        byte[] bytes = original;
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            bytes = once(bytes);
        }
        return bytes;
    }

    private byte[] once(byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        int length = Math.min(bytes.length - at, 1 + random.nextInt(random.nextInt(10) == 0 ? 500 : 12));
        return switch (random.nextInt(6)) {
            case 0 -> splice(bytes, at, length, new byte[0]);
            case 1 -> splice(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + length));
            case 2 -> splice(bytes, at, Math.min(1, length), new byte[] {(byte) random.nextInt(256)});
            case 3 -> splice(bytes, at, 0, repeated());
            case 4 -> splice(bytes, at, length, snippet());
            default -> splice(bytes, at, 0, snippet());
        };
    }

    private byte[] snippet() {
        return SNIPPETS.get(random.nextInt(SNIPPETS.size())).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] repeated() {
        String snippet = SNIPPETS.get(random.nextInt(SNIPPETS.size()));
        return snippet.repeat(random.nextInt(20) == 0 ? 3_000 : 3).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] splice(byte[] bytes, int at, int removed, byte[] added) {
        var out = new ByteArrayOutputStream(bytes.length + added.length);
        out.write(bytes, 0, at);
        out.writeBytes(added);
        out.write(bytes, at + removed, bytes.length - at - removed);
        return out.toByteArray();
    }
}
