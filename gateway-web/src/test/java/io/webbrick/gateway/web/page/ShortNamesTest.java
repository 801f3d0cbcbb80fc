package io.webbrick.gateway.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class ShortNamesTest {
    private final ShortNames names = new ShortNames();

    private void becomes(String shorter, String module) {
        assertEquals(shorter, names.of(module));
    }

    @Test
    void namesVariablesAndLeavesPropertiesTextsAndWhatTheBrowserBrings() {
        becomes(
                "const e = document.title; e.first = 'first'; fetch(`${e.x} first ${e}`);",
                "const first = document.title; first.first = 'first'; fetch(`${first.x} first ${first}`);");
        becomes("const e = /first/g; const t = { first: e };", "const first = /first/g; const all = { first: first };");
    }

    @Test
    void keepsThePropertyWhereOneWordIsBoth() {
        becomes(
                "function e({ one:n, two: t = 2, ...r }) { return { one:n, n:t, r: r }; }",
                "function go({ one, two: n = 2, ...rest }) { return { one, n, r: rest }; }");
    }

    @Test
    void namesWhatAFunctionHasForItselfAnewInEachStatement() {
        becomes(
                "const e = (t, n) => t + n;\nfunction t(n) { for (const r of n) { e(r, n); } }",
                "const add = (one, two) => one + two;\nfunction sum(all) { for (const each of all) { add(each, all); } }");
    }

    @Test
    void leavesMethodsAndClassesTheirProperties() {
        becomes(
                "class e extends Error { constructor(t) { super(t); } show(t) { this.text = t; } }",
                "class Lost extends Error { constructor(text) { super(text); } show(text) { this.text = text; } }");
    }

    @Test
    void callsWhatModulesShareTheSameInAllOfThem() {
        String first = names.of("const hidden = 1; function show() { return hidden; } return{show}");
        String second = names.of("const {show}=need('a.js'); const other = show(); return{other}");
        assertTrue(first.contains("function e() { return ") && first.endsWith("return{e}"), first);
        assertEquals("const {e}=need('a.js'); const t = e(); return{t}", second);
        becomes(
                "async function e() { const { e:t } = await Promise.resolve().then(()=>need('a.js')); t(); }",
                "async function later() { const { show } = await Promise.resolve().then(()=>need('a.js')); show(); }");
    }

    @Test
    void refusesANameThatNothingDeclares() {
        var refused = assertThrows(IllegalStateException.class, () -> names.of("const one = 1; two(one);"));
        assertEquals("nothing declares two, which a module of the pages uses", refused.getMessage());
    }
}
