package io.webbrick.gateway.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ScriptTest {
    private final Map<String, String> modules = new HashMap<>();

    private Script with(String module) {
        return new Script(
                        name -> {
                            String text = modules.get(name);
                            return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
                        },
                        text -> text)
                .with(module);
    }

    private String refusal(String module) {
        return String.valueOf(
                assertThrows(IllegalStateException.class, () -> with(module)).getMessage());
    }

    @Test
    void makesAFunctionOfEachModuleThatHandsOutWhatItExports() {
        modules.put("a.js", """
                // says what it is
                import { one as first, two } from './b.js';
                import './c.js';

                export async function go(of) {
                  // `why`
                  return first(two, of);
                }
                """);
        modules.put("b.js", "export const one = (x) => x;\nexport class two {}\nexport function three() {}\n");
        modules.put("c.js", "document.title = 'c';\n");
        assertEquals("""
                const known={},made={},need=(name)=>made[name]||=known[name]();
                known['b.js']=()=>{
                const one = (x) => x;
                class two {}
                function three() {}
                return{one,two,three}};
                known['c.js']=()=>{
                document.title = 'c';
                return{}};
                known['a.js']=()=>{
                const {one: first, two}=need('b.js');
                need('c.js');
                async function go(of) {
                return first(two, of);
                }
                return{go}};
                need('a.js');
                need(`${document.documentElement.dataset.place}.js`);
                """, with("a.js").text("a.js"));
    }

    @Test
    void runsWhatIsImportedLaterWhenItIsNeeded() {
        modules.put("a.js", "const b = await import('./b.js');\n");
        modules.put("b.js", "export const b = 1;\n");
        String text = with("a.js").text("a.js");
        assertTrue(text.contains("const b = await Promise.resolve().then(()=>need('b.js'));"), text);
        assertTrue(text.contains("known['b.js']="), text);
    }

    @Test
    void refusesACircleOfImports() {
        modules.put("a.js", "import './b.js';\n");
        modules.put("b.js", "import './a.js';\n");
        assertTrue(refusal("a.js").contains("circle: [a.js, b.js] a.js"));
    }

    @Test
    void namesTheModuleThatIsMissing() {
        modules.put("a.js", "import './b.js';\n");
        assertTrue(refusal("a.js").contains("b.js is missing"));
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        for (String line : new String[] {
            "import {", "import d from './d.js';", "export default 1;", "export let x = 1;", "const t = `over"
        }) {
            modules.put("a.js", line + "\n");
            assertTrue(refusal("a.js").contains(line), line);
        }
    }

    @Test
    void leavesNoImportOrExportInTheScriptOfThePages() {
        var script = new Script(AssetsTest::resource, new ShortNames()::of).with("shell.js");
        for (Place place : Place.values()) {
            script.with(place.file() + ".js");
        }
        String text = script.text("shell.js");
        assertFalse(text.lines().anyMatch(line -> line.startsWith("import ") || line.startsWith("export ")), text);
    }
}
