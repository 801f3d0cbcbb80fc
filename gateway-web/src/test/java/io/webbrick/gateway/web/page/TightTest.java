package io.webbrick.gateway.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class TightTest {
    @Test
    void leavesOutBlanksThatMeanNothing() {
        assertEquals("let a={b:[1,2],c:d?e:f};", Tight.of("const a = {\n  b: [1, 2],\n  c: d ? e : f\n};\n"));
        assertEquals("if(a)return b;else c();", Tight.of("if (a) return b; else c();"));
        assertEquals("async a=>await b", Tight.of("async (a) => await b"));
        assertEquals("async a=>b(c=>d)", Tight.of("async(a) => b((c) => d)"));
        assertEquals("(a,b)=>c(d)", Tight.of("(a, b) => c(d)"));
        assertEquals("if(a){b()}", Tight.of("if (a) {\n  b();\n}\n"));
    }

    @Test
    void leavesALineEndThatMayEndAStatement() {
        assertEquals("let b\nb++\n++c", Tight.of("let b\n  b++\n  ++c"));
        assertEquals("class A{}let b;", Tight.of("class A {}\nlet b;\n"));
        assertEquals("a+ +b- -c", Tight.of("a + +b - -c"));
    }

    @Test
    void leavesTextsTemplatesAndExpressionsAsTheyAre() {
        for (String whole : new String[] {
            "'a  b \\'  c'",
            "\"a  ' b\"",
            "`a  ${b}  ${`c  ${d}  e`}  f`",
            "x(/[/  ]  \\/  'a/g)",
            "a=/ {2}\"/",
            "`${{a:1}.a}  }`"
        }) {
            assertEquals("f(" + whole + ")", Tight.of("f( " + whole + " )"));
        }
        assertEquals("a/b/c", Tight.of("a / b / c"));
    }

    @Test
    void leavesOutOfSheetsWhatMeansNothing() {
        assertEquals(
                ".a .b,p:hover{margin:0 1px;font:x,y;grid-template:\"a b\" \"c d\"}@media (min-width:1px){i{top:0}}",
                Tight.ofSheet("""
                        /* a
                         { */
                        .a .b,
                        p:hover {
                          margin: 0 1px;
                          font: x, y;
                          grid-template: "a b"
                            "c d";
                        }

                        @media (min-width: 1px) {
                          i { top: 0; }
                        }
                        """));
    }
}
