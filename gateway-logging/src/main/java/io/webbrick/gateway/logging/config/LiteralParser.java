package io.webbrick.gateway.logging.config;

import io.webbrick.gateway.logging.config.Literal.Sequence.Brackets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads one Python literal: strings with every prefix and escape, adjacent strings, numbers of Python 2 and 3, lists,
 * tuples with or without brackets, dictionaries, sets, True, False and None, with a comment behind. Nothing is ever
 * evaluated: names, calls and arithmetic are refused, complex numbers too. One thread, one use.
 *
 * <p>What it accepts is what ConfigObj 5 accepts in its "unrepr" mode, plus Python 2's {@code 10L} and {@code 0777}, each
 * with a warning.
 */
final class LiteralParser {
    private static final int DEEPEST = 100;

    private final String text;
    private final boolean consoles;
    private final Consumer<String> warnings;
    private int at;
    private int depth;

    private LiteralParser(String text, boolean consoles, Consumer<String> warnings) {
        this.text = text;
        this.consoles = consoles;
        this.warnings = warnings;
    }

    /** Reads the value of a key; an empty one is the empty text. */
    static Literal parseValue(String text, Consumer<String> warnings) throws LiteralException {
        return text.isEmpty() ? new Literal.Text("") : new LiteralParser(text, false, warnings).whole();
    }

    /** Reads the arguments of a handler, in which {@code sys.stdout} and {@code sys.stderr} may stand as well. */
    static Literal parseArguments(String text, Consumer<String> warnings) throws LiteralException {
        return new LiteralParser(text, true, warnings).whole();
    }

    private Literal whole() throws LiteralException {
        skipLines();
        if (at >= text.length()) {
            throw new LiteralException("there is no value; write '' for an empty one");
        }
        Literal first = item();
        Literal value = peek() == ',' ? bareTuple(first) : first;
        skipLines();
        if (at < text.length()) {
            throw new LiteralException("unexpected " + rest() + " after the value");
        }
        return value;
    }

    private Literal bareTuple(Literal first) throws LiteralException {
        var items = new ArrayList<Literal>();
        items.add(first);
        while (peek() == ',') {
            at++;
            char next = peek();
            if (next == 0 || next == '\n') {
                break;
            }
            items.add(item());
        }
        return new Literal.Sequence(Brackets.TUPLE, items);
    }

    private Literal item() throws LiteralException {
        char c = peek();
        if (StringScanner.startsAt(text, at)) {
            return strings();
        }
        if (isDigit(c) || (c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1)))) {
            return number();
        }
        return switch (c) {
            case '[' -> nested(() -> new Literal.Sequence(Brackets.LIST, items(']')));
            case '(' -> nested(this::parenthesis);
            case '{' -> nested(this::braces);
            case '-', '+' -> signed();
            case 0 ->
                throw new LiteralException(
                        "the value ends too early" + (depth > 0 ? "; a list must end on the line it began on" : ""));
            default -> word();
        };
    }

    private Literal signed() throws LiteralException {
        boolean negative = text.charAt(at++) == '-';
        char c = peek();
        Literal number = c == '(' ? nested(this::parenthesis) : isDigit(c) || c == '.' ? number() : new Literal.None();
        if (number instanceof Literal.Whole whole) {
            return negative ? new Literal.Whole(whole.value().negate()) : whole;
        }
        if (number instanceof Literal.Real real) {
            return negative ? new Literal.Real(-real.value()) : real;
        }
        throw new LiteralException("a sign must stand before a number, not before " + rest());
    }

    private Literal number() throws LiteralException {
        var number = NumberScanner.scan(text, at, warnings);
        at = number.end();
        char next = peek();
        if (next == '+' || next == '-') {
            throw new LiteralException("arithmetic and complex numbers are not accepted: " + Quote.of(text));
        }
        return number.value();
    }

    private Literal strings() throws LiteralException {
        var joined = new StringBuilder();
        while (StringScanner.startsAt(text, at)) {
            at = StringScanner.scan(text, at, joined);
            peek();
        }
        return new Literal.Text(joined.toString());
    }

    private Literal parenthesis() throws LiteralException {
        if (peek() == ')') {
            at++;
            return new Literal.Sequence(Brackets.TUPLE, List.of());
        }
        Literal first = item();
        if (peek() == ')') {
            at++;
            return first;
        }
        var all = new ArrayList<Literal>();
        all.add(first);
        comma(')');
        all.addAll(items(')'));
        return new Literal.Sequence(Brackets.TUPLE, all);
    }

    private Literal braces() throws LiteralException {
        var entries = new LinkedHashMap<Literal, Literal>();
        if (peek() == '}') {
            at++;
            return new Literal.Mapping(entries);
        }
        Literal first = item();
        if (peek() != ':') {
            return set(first);
        }
        Literal key = first;
        while (true) {
            hashable(key);
            expect(':');
            entries.put(key, item());
            if (endsOrContinues('}')) {
                return new Literal.Mapping(entries);
            }
            key = item();
        }
    }

    private Literal set(Literal first) throws LiteralException {
        var all = new ArrayList<Literal>();
        all.add(first);
        if (peek() == '}') {
            at++;
        } else {
            comma('}');
            all.addAll(items('}'));
        }
        return new Literal.Sequence(Brackets.SET, all);
    }

    private List<Literal> items(char close) throws LiteralException {
        var items = new ArrayList<Literal>();
        while (peek() != close) {
            items.add(item());
            if (peek() != close) {
                comma(close);
            }
        }
        at++;
        return items;
    }

    private boolean endsOrContinues(char close) throws LiteralException {
        if (peek() != close) {
            comma(close);
        }
        if (peek() == close) {
            at++;
            return true;
        }
        return false;
    }

    private void comma(char close) throws LiteralException {
        char c = peek();
        if (c == 0) {
            throw new LiteralException("the value ends too early; a list must end on the line it began on");
        }
        if (c != ',') {
            throw new LiteralException("a comma or \"" + close + "\" was expected, found " + rest());
        }
        at++;
    }

    private void expect(char wanted) throws LiteralException {
        if (peek() != wanted) {
            throw new LiteralException("\"" + wanted + "\" was expected, found " + rest());
        }
        at++;
    }

    private static void hashable(Literal key) throws LiteralException {
        boolean list = key instanceof Literal.Mapping
                || (key instanceof Literal.Sequence sequence && sequence.brackets() != Brackets.TUPLE);
        if (list) {
            throw new LiteralException("a list cannot be a key of a dictionary");
        }
    }

    private Literal word() throws LiteralException {
        int end = at;
        while (end < text.length() && isNamePart(text.charAt(end))) {
            end++;
        }
        if (end == at) {
            throw new LiteralException("unexpected " + rest());
        }
        String word = text.substring(at, end);
        at = end;
        return switch (word) {
            case "True" -> new Literal.Truth(true);
            case "False" -> new Literal.Truth(false);
            case "None" -> new Literal.None();
            default -> console(word);
        };
    }

    private Literal console(String word) throws LiteralException {
        if (consoles && (word.equals("sys.stdout") || word.equals("sys.stderr"))) {
            return new Literal.Console(word.equals("sys.stderr"));
        }
        if (peek() == '(') {
            throw new LiteralException(Quote.of(word + "(...)") + " would run code, which a configuration cannot");
        }
        if (consoles) {
            throw new LiteralException(
                    "the word " + Quote.of(word) + " is not known here; only sys.stdout and sys.stderr are");
        }
        throw new LiteralException("the word " + Quote.of(word) + " has no quotes; write '" + word + "'");
    }

    private interface Part {
        Literal read() throws LiteralException;
    }

    private Literal nested(Part part) throws LiteralException {
        if (++depth > DEEPEST) {
            throw new LiteralException("brackets are nested deeper than " + DEEPEST);
        }
        at++;
        Literal value = part.read();
        depth--;
        return value;
    }

    /** Skips blanks and comments and shows the next character; 0 at the end. Line ends count inside brackets only. */
    private char peek() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                skipComment();
            } else if (c == ' ' || c == '\t' || c == '\f' || (c == '\n' && depth > 0)) {
                at++;
            } else {
                return c;
            }
        }
        return 0;
    }

    private void skipComment() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
    }

    private void skipLines() {
        while (peek() == '\n') {
            at++;
        }
    }

    private String rest() {
        return at < text.length() ? Quote.of(text.substring(at, Math.min(text.length(), at + 20))) : "the end";
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.';
    }
}
