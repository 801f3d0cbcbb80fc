package io.webbrick.gateway.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.web.api.Ask;
import io.webbrick.gateway.web.api.Refusal;
import io.webbrick.gateway.web.api.Routes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

final class AssetsTest {
    private final Map<String, String> files = new HashMap<>();

    private Assets loaded(String... names) {
        var assets = new Assets(name -> {
            String text = files.get(name);
            return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
        });
        for (String name : names) {
            assets.load(name);
        }
        return assets;
    }

    private static String text(Assets assets, String name) throws Refusal, IOException {
        var routes = new Routes();
        assets.addTo(routes);
        var ask = new Ask("GET", assets.path(name), Map.of(), ByteBuffer.allocate(0), null, null, true);
        ByteBuffer packed = routes.answer(ask).body().duplicate();
        var bytes = new byte[packed.remaining()];
        packed.get(bytes);
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String file(Assets assets, String name) {
        return assets.path(name).substring("/static/".length());
    }

    @Test
    void namesInAModuleWhatItImportsByItsHashedName() throws Exception {
        files.put(
                "a.js",
                "import { b } from './b.js';\nexport { c } from \"./c.js\";\nimport './b.js';\nimport('./c.js');\n");
        files.put("b.js", "export const b = 1;\n");
        files.put("c.js", "import { b } from './b.js';\nexport const c = b;\n");
        Assets assets = loaded("a.js");
        String b = file(assets, "b.js");
        String c = file(assets, "c.js");
        assertTrue(b.matches("b-[0-9a-f]{12}\\.js"), b);
        assertEquals(
                "import { b } from './" + b + "';\nexport { c } from \"./" + c + "\";\nimport './" + b
                        + "';\nimport('./" + c + "');\n",
                text(assets, "a.js"));
        assertEquals("import { b } from './" + b + "';\nexport const c = b;\n", text(assets, "c.js"));
    }

    @Test
    void givesAModuleANewNameWhenWhatItImportsChanges() {
        files.put("a.js", "import './b.js';\n");
        files.put("b.js", "import './c.js';\n");
        files.put("c.js", "export const c = 1;\n");
        String before = loaded("a.js").path("a.js");
        assertEquals(before, loaded("a.js").path("a.js"));
        files.put("c.js", "export const c = 2;\n");
        assertNotEquals(before, loaded("a.js").path("a.js"));
    }

    @Test
    void refusesACircleOfImports() {
        files.put("a.js", "import './b.js';\n");
        files.put("b.js", "import './a.js';\n");
        var refused = assertThrows(IllegalStateException.class, () -> loaded("a.js"));
        assertTrue(String.valueOf(refused.getMessage()).contains("circle: [a.js, b.js] a.js"), refused.getMessage());
    }

    @Test
    void namesTheFileThatIsMissing() {
        files.put("a.js", "import './b.js';\n");
        var refused = assertThrows(IllegalStateException.class, () -> loaded("a.js"));
        assertTrue(String.valueOf(refused.getMessage()).contains("b.js is missing"), refused.getMessage());
    }

    @Test
    void holdsTheFilesOfEveryPlace() {
        Assets assets = Assets.ofPlaces();
        for (Place place : Place.values()) {
            assertTrue(assets.path(place.file() + ".js").startsWith("/static/" + place.file() + "-"), place.file());
        }
    }
}
