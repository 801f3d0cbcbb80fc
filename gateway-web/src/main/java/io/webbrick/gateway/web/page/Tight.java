package io.webbrick.gateway.web.page;

import io.webbrick.gateway.web.page.Token.Kind;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A script without the blanks, line ends, semicolons and parentheses that mean nothing to a browser. Texts, templates and regular expressions
 * stay as they are; a line end stays where it could end a statement, unless that ends with a brace: an expression that does so
 * wants its semicolon. It wants no comments, and no empty statement at the end of a block.
 */
final class Tight {
    private static final String OPENS = "{};,([:?&|=>";
    private static final String CLOSES = "}]),;:?&|=";

    private Tight() {}

    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern BLANKS_OF_SHEETS = Pattern.compile("\\s*([{};,])\\s*|(:)\\s+|\\s*\\n\\s*");

    /** The same of a style sheet, in whose texts nothing looks like one of its signs. */
    static String ofSheet(String sheet) {
        String bare = COMMENT.matcher(sheet).replaceAll("").strip();
        return BLANKS_OF_SHEETS
                .matcher(bare)
                .replaceAll(found -> found.group(1) != null ? found.group(1) : found.group(2) != null ? ":" : " ")
                .replace(";}", "}");
    }

    /** The script, tight. */
    static String of(String script) {
        List<Token> tokens = Token.of(script);
        var out = new StringBuilder(script.length());
        for (int at = 0; at < tokens.size(); at++) {
            Token token = tokens.get(at);
            if (token.kind() == Kind.BLANK) {
                char after = at + 1 < tokens.size() ? tokens.get(at + 1).text().charAt(0) : ';';
                out.append(between(last(out), token.text().indexOf('\n') >= 0, after));
            } else if (isAlone(tokens, at)) {
                String name = tokens.get(++at).text();
                out.append(Character.isJavaIdentifierPart(last(out)) ? " " : "").append(name);
                at++;
            } else {
                if (token.is("}") && last(out) == ';' && out.length() > 1) {
                    out.setLength(out.length() - 1);
                }
                out.append(token.is("const") ? "let" : token.text());
            }
        }
        return out.toString();
    }

    /** Whether the only parameter of a function stands in these parentheses, which then are not needed. */
    private static boolean isAlone(List<Token> tokens, int at) {
        if (at + 5 >= tokens.size()
                || !tokens.get(at).is("(")
                || !tokens.get(at + 2).is(")")) {
            return false;
        }
        int arrow = tokens.get(at + 3).kind() == Kind.BLANK ? at + 4 : at + 3;
        return tokens.get(at + 1).kind() == Kind.WORD
                && tokens.get(arrow).is("=")
                && tokens.get(arrow + 1).is(">");
    }

    private static String between(char before, boolean line, char after) {
        boolean words = Character.isJavaIdentifierPart(before) && Character.isJavaIdentifierPart(after);
        boolean signs = before == after && "+-/".indexOf(before) >= 0;
        if (line && OPENS.indexOf(before) < 0 && CLOSES.indexOf(after) < 0) {
            return "\n";
        }
        return words || signs ? " " : "";
    }

    private static char last(StringBuilder out) {
        return out.isEmpty() ? ';' : out.charAt(out.length() - 1);
    }
}
