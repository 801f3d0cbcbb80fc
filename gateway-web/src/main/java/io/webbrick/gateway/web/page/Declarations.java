package io.webbrick.gateway.web.page;

import io.webbrick.gateway.web.page.Token.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the names in a module are, and where they are declared: in one of its outermost statements, or within one. It takes more to be
 * declared than is, rather than less. One use, one thread.
 */
final class Declarations {
    private static final Set<String> CONTROLS = Set.of("if", "for", "while", "switch");
    private static final Set<String> DECLARE = Set.of("const", "let", "function", "class");
    private static final Set<String> BEFORE_OBJECT =
            Set.of("(", ",", "=", ":", "[", "?", "return", "const", "let", ".", "&", "|");
    private static final Set<String> IN_PATTERN = Set.of("(", ",", "{", "[", ".", ":");
    private static final Set<String> GO_ON = Set.of("else", "catch", "finally", ";", ",", ".", "(", ")", "[", "?", ":");

    private final List<Token> tokens;
    private final Set<String> words;

    /** For each bracket its other one, for others -1. */
    private final int[] partner;

    /** For each token the innermost bracket that it stands in, or -1. */
    private final int[] around;

    /** For each token the number of its outermost statement. */
    private final int[] statement;

    private final Use[] uses;
    private final Set<String> outer = new HashSet<>();
    private final List<Set<String>> inner = new ArrayList<>();
    private final List<Map<String, Integer>> counts = new ArrayList<>();
    private final Map<String, Integer> count = new TreeMap<>();

    /** What a token is. */
    enum Use {
        /** No name. */
        NONE,
        PROPERTY,
        VARIABLE,
        /** A property and a variable of the same name. */
        BOTH
    }

    /**
     * @param tokens without blanks
     * @param words names that are none
     */
    Declarations(List<Token> tokens, Set<String> words) {
        this.tokens = tokens;
        this.words = words;
        this.partner = new int[tokens.size()];
        this.around = new int[tokens.size()];
        this.statement = new int[tokens.size()];
        this.uses = new Use[tokens.size()];
        brackets();
        part();
        for (int at = 0; at < tokens.size(); at++) {
            uses[at] = whatIs(at);
            if (uses[at] == Use.VARIABLE || uses[at] == Use.BOTH) {
                String name = tokens.get(at).text();
                counts.get(statement[at]).merge(name, 1, Integer::sum);
                count.merge(name, 1, Integer::sum);
            }
        }
        for (int at = 0; at < tokens.size(); at++) {
            declare(at);
        }
    }

    int statements() {
        return inner.size();
    }

    int statement(int at) {
        return statement[at];
    }

    Use use(int at) {
        return uses[at];
    }

    /** What is declared in an outermost statement for all of the module. */
    Set<String> outer() {
        return outer;
    }

    /** What is declared somewhere within a statement. */
    Set<String> inner(int of) {
        return inner.get(of);
    }

    /** How often each variable stands in a statement; in the module for -1. */
    Map<String, Integer> count(int of) {
        return of < 0 ? count : counts.get(of);
    }

    private Token token(int at) {
        return at >= 0 && at < tokens.size() ? tokens.get(at) : Token.NONE;
    }

    private String text(int at) {
        return token(at).text();
    }

    private void brackets() {
        Arrays.fill(partner, -1);
        Deque<Integer> open = new ArrayDeque<>();
        for (int at = 0; at < tokens.size(); at++) {
            if (token(at).closes()) {
                int begin = open.pop();
                partner[begin] = at;
                if (token(at).kind() == Kind.SIGN) {
                    partner[at] = begin;
                }
            }
            around[at] = open.isEmpty() ? -1 : open.peek();
            if (token(at).opens()) {
                open.push(at);
            }
        }
    }

    /** Two may count as one; one never counts as two. */
    private void part() {
        open();
        for (int at = 0; at < tokens.size(); at++) {
            statement[at] = inner.size() - 1;
            boolean block = token(at).is("}") && partner[at] >= 0 && !isObject(partner[at]);
            boolean ends = token(at).is(";") || (block && !GO_ON.contains(text(at + 1)));
            if (around[at] < 0 && ends) {
                open();
            }
        }
    }

    private void open() {
        inner.add(new HashSet<>());
        counts.add(new TreeMap<>());
    }

    /** Whether a brace begins an object, or a pattern for one. */
    private boolean isObject(int brace) {
        return token(brace).is("{")
                && (BEFORE_OBJECT.contains(text(brace - 1)) || token(brace - 1).opens());
    }

    private boolean isClass(int brace) {
        return token(brace).is("{")
                && (text(brace - 2).equals("class") || text(brace - 2).equals("extends"));
    }

    private Use whatIs(int at) {
        Token token = tokens.get(at);
        if (token.kind() != Kind.WORD
                || words.contains(token.text())
                || Character.isDigit(token.text().charAt(0))) {
            return Use.NONE;
        }
        boolean spread = text(at - 1).equals(".")
                && text(at - 2).equals(".")
                && text(at - 3).equals(".");
        if (text(at - 1).equals(".") && !spread) {
            return Use.PROPERTY;
        }
        boolean method = text(at + 1).equals("(")
                && !text(at - 1).equals("function")
                && text(partner[at + 1] + 1).equals("{");
        if (method || (around[at] >= 0 && isClass(around[at]))) {
            return Use.PROPERTY;
        }
        boolean first = token(around[at]).is("{")
                && (text(at - 1).equals("{") || text(at - 1).equals(","));
        if (first && text(at + 1).equals(":")) {
            return Use.PROPERTY;
        }
        boolean alone = Set.of(",", "}", "=").contains(text(at + 1));
        return first && alone && isObject(around[at]) ? Use.BOTH : Use.VARIABLE;
    }

    /** Whether a token is a name that modules share: in what is handed out at the end, or taken from another module. */
    boolean isShared(int at) {
        int brace = around[at];
        if (!token(brace).is("{") || !isObject(brace)) {
            return false;
        }
        boolean later = text(partner[brace] + 2).equals("await")
                && text(partner[brace] + 3).equals("Promise");
        boolean taken = text(partner[brace] + 1).equals("=")
                && (later || text(partner[brace] + 2).equals("need"));
        return taken || (around[brace] < 0 && text(brace - 1).equals("return"));
    }

    private void declare(int at) {
        if (tokens.get(at).kind() == Kind.WORD
                && DECLARE.contains(tokens.get(at).text())) {
            declared(at + 1, around[at] < 0);
            for (int comma = commas(at); comma >= 0; comma = commas(comma)) {
                declared(comma + 1, around[at] < 0);
            }
        }
        if (uses[at] != Use.VARIABLE && uses[at] != Use.BOTH) {
            return;
        }
        if (text(at + 1).equals("=") && text(at + 2).equals(">")) {
            declared(at, false);
        }
        if (IN_PATTERN.contains(text(at - 1))) {
            int pattern = around[at];
            while (pattern >= 0 && !token(pattern).is("(") && !isDeclaring(pattern)) {
                pattern = around[pattern];
            }
            if (pattern >= 0 && isDeclaring(pattern)) {
                declared(at, around[pattern] < 0 && !token(pattern).is("("));
            }
        }
    }

    /** The next comma behind {@code const} or {@code let}, or behind a comma there, that parts two declarations; -1 for none. */
    private int commas(int from) {
        if (!Set.of("const", "let", ",").contains(text(from))) {
            return -1;
        }
        int at = from + 1;
        while (at < tokens.size()
                && !token(at).closes()
                && !token(at).is(";")
                && !token(at).is("of")) {
            if (token(at).is(",")) {
                return at;
            }
            for (; partner[at] > at; at = partner[at]) {}
            at++;
        }
        return -1;
    }

    /** Whether a bracket begins parameters, or a pattern behind {@code const} or {@code let}. */
    private boolean isDeclaring(int bracket) {
        int behind = partner[bracket] + 1;
        if (!token(bracket).is("(")) {
            return text(bracket - 1).equals("const") || text(bracket - 1).equals("let");
        }
        boolean arrow = text(behind).equals("=") && text(behind + 1).equals(">");
        boolean block = text(behind).equals("{") && !CONTROLS.contains(text(bracket - 1));
        return arrow || (block && token(bracket - 1).kind() == Kind.WORD);
    }

    private void declared(int at, boolean outermost) {
        if (at < tokens.size() && (uses[at] == Use.VARIABLE || uses[at] == Use.BOTH)) {
            Set<String> names = outermost ? outer : inner.get(statement[at]);
            names.add(tokens.get(at).text());
        }
    }
}
