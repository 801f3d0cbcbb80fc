package io.webbrick.gateway.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.web.api.Ask;
import io.webbrick.gateway.web.api.Refusal;
import io.webbrick.gateway.web.api.Routes;
import io.webbrick.gateway.web.meter.Meters;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AssetsTest {
    private final Map<String, String> files = new HashMap<>();

    private Assets loaded(String... names) {
        var assets = new Assets();
        for (String name : names) {
            assets.load(name, this::content);
        }
        return assets;
    }

    private byte @Nullable [] content(String name) {
        for (Map.Entry<String, String> file : files.entrySet()) {
            if (Assets.packedName(file.getKey()).equals(name)) {
                return PagePacking.packed(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return null;
    }

    private static String text(Assets assets, String name) throws Refusal, IOException {
        var routes = new Routes(new Meters());
        assets.addTo(routes);
        var ask = new Ask("GET", assets.path(name), Map.of(), ByteBuffer.allocate(0), null, null, null, true);
        ByteBuffer packed = routes.answer(ask).body().duplicate();
        var bytes = new byte[packed.remaining()];
        packed.get(bytes);
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static byte @Nullable [] resource(String name) {
        try (InputStream in = AssetsTest.class.getResourceAsStream(name)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void namesAFileByTheHashOfItsContent() throws Exception {
        files.put("a.css", "a {}\n");
        Assets assets = loaded("a.css");
        String before = assets.path("a.css");
        assertTrue(before.matches("/static/a-[0-9a-f]{12}\\.css"), before);
        assertEquals("a {}\n", text(assets, "a.css"));
        assertEquals(before, loaded("a.css").path("a.css"));
        files.put("a.css", "b {}\n");
        assertNotEquals(before, loaded("a.css").path("a.css"));
    }

    @Test
    void namesTheFileThatIsMissing() {
        var refused = assertThrows(IllegalStateException.class, () -> loaded("a.css"));
        assertTrue(String.valueOf(refused.getMessage()).contains("a.css is missing"), refused.getMessage());
    }

    @Test
    void servesTheScriptWithTheModuleOfEveryPlace() throws Exception {
        String script = text(Assets.ofPlaces(), Assets.SCRIPT);
        for (Place place : Place.values()) {
            assertTrue(script.contains("known['" + place.file() + ".js']="), place.file());
        }
    }

    @Test
    void servesWhatWasTakenFromOthersUnchangedAndAsItsReadmeRecords() throws Exception {
        String readme = new String(Objects.requireNonNull(resource("vendor/README.md")), StandardCharsets.UTF_8);
        Matcher rows =
                Pattern.compile("\\| `([\\w.-]+)` \\| `([0-9a-f]{64})` \\|").matcher(readme);
        var recorded = new HashMap<String, String>();
        while (rows.find()) {
            recorded.put(rows.group(1), rows.group(2));
        }
        assertEquals(Set.of("uPlot.iife.min.js", "uPlot.min.css", "uPlot-LICENSE"), recorded.keySet());
        for (var file : recorded.entrySet()) {
            assertEquals(file.getValue(), sha256(Objects.requireNonNull(resource("vendor/" + file.getKey()))));
        }
        for (String name : Place.HISTORY.vendored()) {
            byte[] served = text(Assets.ofPlaces(), name).getBytes(StandardCharsets.UTF_8);
            assertEquals(recorded.get(name.substring("vendor/".length())), sha256(served), name);
        }
    }

    private static String sha256(byte[] content) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }
}
