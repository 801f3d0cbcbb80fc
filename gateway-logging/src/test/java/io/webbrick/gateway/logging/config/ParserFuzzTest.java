package io.webbrick.gateway.logging.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.webbrick.gateway.logging.format.LineFormat;
import io.webbrick.gateway.logging.record.EncodedRecord;
import io.webbrick.gateway.logging.record.LoggerName;
import io.webbrick.gateway.logging.record.RecordEncoder;
import io.webbrick.gateway.logging.record.Utf8Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Every parser of configurations against whatever bytes: a value, or problems that name their line; no exception else.
 * The build runs the inputs that are kept beside this class. {@code JAZZER_FUZZ=1} and the name of one method look for
 * new ones; CONTRIBUTING.md says how.
 */
class ParserFuzzTest {
    private static final Pattern PROBLEM =
            Pattern.compile("log\\.(?:cfg|json|ini):[1-9][0-9]*: (?:error|warning): \\S.*");
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final FileSystem MEMORY = Jimfs.newFileSystem(Configuration.unix());

    @FuzzTest(maxDuration = "10m")
    void dialect(byte[] input) throws IOException {
        parse("log.cfg", input);
    }

    @FuzzTest(maxDuration = "10m")
    void json(byte[] input) throws IOException {
        parse("log.json", input);
    }

    @FuzzTest(maxDuration = "10m")
    void ini(byte[] input) throws IOException {
        parse("log.ini", input);
    }

    @FuzzTest(maxDuration = "10m")
    void literals(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        try {
            Literal value = LiteralParser.parseValue(text, warning -> assertTrue(!warning.isBlank()));
            assertEquals(value.truthy(), value.truthy());
            assertTrue(value.repr() != null);
            new Interpolation(null).apply(entry(value), section(value), new Problems());
        } catch (LiteralException refused) {
            assertTrue(refused.getMessage() != null && !refused.getMessage().isBlank());
        }
    }

    @FuzzTest(maxDuration = "10m")
    void formats(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        String style = List.of("%", "{", "$").get(text.length() % 3);
        try {
            String percent = LineFormat.toPercent(text, style, text.length() % 2 == 0);
            int half = percent.length() / 2;
            onOneLine(LineFormat.compile(percent, "", UTC));
            onOneLine(LineFormat.compile(percent.substring(0, half), percent.substring(half), UTC));
        } catch (IllegalArgumentException refused) {
            assertTrue(refused.getMessage() != null && !refused.getMessage().isBlank());
        }
    }

    private static Entry entry(Literal value) {
        return new Entry("key", value, new Origin("log.cfg", 0, 1), null);
    }

    private static Section section(Literal value) {
        Section section = Section.top(new Origin("log.cfg", 0, 1)).add("logging", new Origin("log.cfg", 0, 1));
        section.put(entry(value));
        return section;
    }

    /** What the parser makes of it; when that is without fault, what the whole of loading makes of it. */
    private static void parse(String name, byte[] input) throws IOException {
        var problems = new Problems();
        SourceText source = SourceText.of(input, new Origin(name, 0, 1), problems);
        if (source.isJson()) {
            DictConfig.parse(source, problems);
        } else if (source.isIni()) {
            IniConfig.parse(source, problems);
        } else {
            CfgParser.parse(source, problems);
        }
        check(problems.inFileOrder());
        if (!problems.hasErrors()) {
            load(name, input);
        }
    }

    private static void load(String name, byte[] input) throws IOException {
        Path file = Files.write(MEMORY.getPath("/work", name), input);
        LoadedConfig loaded = ConfigLoader.load(
                new ConfigRequest(List.of(file), null, UTC, MEMORY.getPath("/logs"), InstantSource.system()));
        check(loaded.problems());
        boolean errors = loaded.problems().stream().anyMatch(ParserFuzzTest::isError);
        assertEquals(!errors, loaded.usable());
        String effective = loaded.effectiveJson();
        assertTrue(effective.startsWith("{") || !loaded.usable(), effective);
    }

    private static boolean isError(ConfigProblem problem) {
        return problem.severity() == ConfigProblem.Severity.ERROR;
    }

    private static void check(List<ConfigProblem> problems) {
        for (ConfigProblem problem : problems) {
            assertTrue(PROBLEM.matcher(problem.toString()).matches(), problem::toString);
        }
    }

    private static void onOneLine(LineFormat format) {
        var encoder = new RecordEncoder();
        encoder.begin(1_795_238_400_123L, 20, LoggerName.of("Heating.Boiler"), "main");
        encoder.message("on\r\nand off", 0, null, null);
        encoder.attributes(new Object[] {"room", "at\u001btic"}, Map.of("request", "17"));
        var out = new Utf8Buffer(256);
        format.append(new EncodedRecord().on(encoder.bytes().bytes()), out);
        String line = new String(out.bytes(), 0, out.length(), StandardCharsets.UTF_8);
        assertEquals(line.length() - 1, line.indexOf('\n'), line);
        assertEquals(-1, line.indexOf('\r'), line);
    }
}
