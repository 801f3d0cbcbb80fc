package io.webbrick.gateway.ship;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.ConfigSamples;
import io.webbrick.gateway.logging.ConfigReport;
import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.LoggingOptions;
import io.webbrick.gateway.logging.sink.ShipperKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/shipping.md shows can be used as it stands, and it names every setting. */
class ShippingDocumentTest {
    private static final Path ROOT = Path.of(System.getProperty("project.root"));

    @TempDir
    Path temp;

    private static String document() throws IOException {
        return Files.readString(ROOT.resolve("docs").resolve("shipping.md"), StandardCharsets.UTF_8);
    }

    private static List<String> blocks(String language) throws IOException {
        Matcher block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(document());
        var blocks = new ArrayList<String>();
        while (block.find()) {
            blocks.add(block.group(1));
        }
        return blocks;
    }

    private ConfigReport check(String name, String text) throws IOException {
        Path own = temp.resolve(name);
        Files.writeString(own, text, StandardCharsets.UTF_8);
        return GatewayLogging.check(
                LoggingOptions.of(List.of(ROOT.resolve("conf").resolve("log.cfg"), own)));
    }

    @Test
    void eachExampleIsWithoutProblems() throws IOException {
        List<String> examples = blocks("cfg");
        assertEquals(5, examples.size());
        for (String example : examples) {
            ConfigReport report = check("prod.cfg", example);
            assertEquals(List.of(), report.problems(), example);
        }
    }

    @Test
    void eachSampleOfProdThatDeliversIsWithoutProblems() throws IOException {
        ConfigSamples samples = ConfigSamples.read(ROOT.resolve("conf").resolve("prod.cfg"));
        int delivering = 0;
        for (Map.Entry<String, String> sample : samples.all().entrySet()) {
            if (sample.getValue().matches("(?s).*\nclass='(Otlp|CloudWatch|Oci|Slack)Handler'.*")) {
                delivering++;
                assertEquals(List.of(), check("prod.cfg", sample.getValue()).problems(), sample.getKey());
            }
        }
        assertEquals(4, delivering);
    }

    @Test
    void theHandlersOfJibeLoadAsTheyAreAndShowNoKey() throws IOException {
        String jibe = blocks("json").stream()
                .filter(block -> block.contains("jibe"))
                .findFirst()
                .orElseThrow();
        ConfigReport report = check("prod.json", jibe);
        assertTrue(report.usable(), report.problems()::toString);
        assertEquals(1, report.problems().size(), report.problems()::toString);
        assertTrue(report.problems().get(0).contains("api_key stands in the configuration itself"));
        String all = report.problems() + report.effectiveJson();
        assertTrue(!all.contains("xoxb") && all.contains("***"), all);
    }

    @Test
    void logbeamsAndOraclesHandlersAreKnownByTheirOwnNames() throws IOException {
        String text = """
                {"version": 1, "handlers": {
                  "cw": {"class": "logbeam.CloudWatchLogsHandler", "log_group_name": "my_log_group", "log_stream_name": "my_log_stream",
                         "region": "eu-west-1", "buffer_duration": 10000, "batch_count": 10, "batch_size": 1048576},
                  "oci": {"class": "OciLoggingHandler", "log_ocid": "ocid1.log.oc1..a", "capacity": 10,
                          "config": {"user": "u", "tenancy": "t", "fingerprint": "f", "key_content": "SECRETKEY"}}},
                 "loggers": {"Web": {"level": "INFO", "handlers": ["cw", "oci"]}}}
                """;
        ConfigReport report = check("prod.json", text);
        assertTrue(report.usable(), report.problems()::toString);
        assertEquals(2, report.problems().size(), report.problems()::toString);
        assertTrue(report.problems().toString().contains("batches of 10 records"), report.problems()::toString);
        assertTrue(!report.effectiveJson().contains("SECRETKEY"), report.effectiveJson());
    }

    @Test
    void everySettingOfEveryKindIsExplained() throws IOException {
        String document = document();
        int kinds = 0;
        for (ShipperKind kind : ServiceLoader.load(ShipperKind.class)) {
            kinds++;
            for (String key : kind.keys()) {
                String base = key.replaceAll("_(file|env)$", "");
                assertTrue(
                        document.contains("`" + key + "`") || document.contains("`" + base + "`"),
                        kind.name() + " " + key);
            }
        }
        assertEquals(4, kinds);
    }
}
