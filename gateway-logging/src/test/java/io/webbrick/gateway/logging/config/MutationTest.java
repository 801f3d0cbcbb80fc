package io.webbrick.gateway.logging.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.webbrick.gateway.fixtures.Mutations;
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
    private final long seed = 5_012_008;
    private final Random random = new Random(seed);
    private final Mutations mutations = new Mutations(random);

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
            Files.write(log, mutations.of(Files.readAllBytes(set.get(0))));
            Files.write(
                    prod,
                    random.nextBoolean()
                            ? Files.readAllBytes(set.get(1))
                            : mutations.of(Files.readAllBytes(set.get(1))));
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
}
