package io.webbrick.gateway.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void quickAloneMeasuresOnceOnThisJdk() {
        Options options = Options.parse(List.of("quick"));
        assertTrue(options.quick());
        assertEquals(1, options.repeats());
        assertEquals(List.of(Path.of(System.getProperty("java.home"))), options.jdks());
        assertEquals(1, options.directories().size());
    }

    @Test
    void directoriesAndJdksAddUpAndNamesAreSplit() {
        Options options = Options.parse(List.of(
                "full",
                "--dir",
                "a",
                "--dir",
                "b",
                "--jdk",
                "c",
                "--jdk",
                "d",
                "--rows",
                "kill,start",
                "--peers",
                "jul",
                "--repeats",
                "3"));
        assertFalse(options.quick());
        assertEquals(2, options.directories().size());
        assertEquals(2, options.jdks().size());
        assertEquals(List.of("kill", "start"), options.rows());
        assertEquals(List.of("jul"), options.peers());
        assertEquals(3, options.repeats());
    }

    @Test
    void saysWhatItDoesNotUnderstand() {
        assertEquals("the first argument must be quick, full, history or ship", refusal());
        assertEquals("--dir needs a value", refusal("quick", "--dir"));
        assertEquals("option --fast unknown", refusal("quick", "--fast", "1"));
        assertEquals("--repeats (0) must be at least 1", refusal("quick", "--repeats", "0"));
        assertEquals("--repeats \"two\" is no number", refusal("quick", "--repeats", "two"));
    }

    private static String refusal(String... arguments) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> Options.parse(List.of(arguments)))
                .getMessage());
    }
}
