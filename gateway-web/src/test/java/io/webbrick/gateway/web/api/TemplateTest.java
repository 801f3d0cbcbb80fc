package io.webbrick.gateway.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TemplateTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "took 12.5 ms at 05:20:01|took … ms at …",
                "no \"big lamp\" in 'room 7'|no … in …",
                "it can't be and won't|it can't be and won't",
                "at 0xdeadBEEF|at …",
                "id 4f1c07a2-9be1-d300-aaaa-0123456789ab gone|id … gone",
                "ledger 4f1c07a29be1d300 gone|ledger … gone",
                "the facade of a defaced cafe|the facade of a defaced cafe",
                "plain words|plain words"
            })
    void whatVariesIsLeftOut(String message, String template) {
        assertEquals(template, Template.of(message));
    }

    @Test
    void aLongMessageIsBounded() {
        assertEquals(400, Template.of("x".repeat(100_000)).length());
        assertTrue(Template.of("\"".repeat(100_000)).length() <= 400);
    }

    @Test
    void loggersAndTemplatesHaveNamesOfTheirOwn() {
        assertEquals(Template.id("a", "b"), Template.id("a", "b"));
        assertNotEquals(Template.id("a", "b"), Template.id("a", "c"));
        assertNotEquals(Template.id("a", "b"), Template.id("ab", ""));
        assertEquals(16, Template.id("a", "b").length());
    }
}
