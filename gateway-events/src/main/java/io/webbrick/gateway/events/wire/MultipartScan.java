package io.webbrick.gateway.events.wire;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds secrets in multipart forms by the names of their parts, also where the form is cut off; what a part holds that is no text counts
 * as one, whatever its name. Stateless; cost grows with the text's length.
 */
final class MultipartScan {
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.MULTILINE | Pattern.UNIX_LINES;
    private static final Pattern DISPOSITION =
            Pattern.compile("^content-disposition:[^\\n]*+(?:\\n[ \\t][^\\n]*+)*+", FLAGS);
    private static final Pattern NAME =
            Pattern.compile("[;\\s]name\\s*+=\\s*+(?:\"((?:[^\"\\\\]|\\\\.)*+)\"?|([^;\\s]++))", FLAGS);
    private static final Pattern TYPE = Pattern.compile("^content-type:[ \\t]*+([^\\s;]++)", FLAGS);
    private static final Pattern HEAD_END = Pattern.compile("\\n\\r?\\n");

    private MultipartScan() {}

    static void scan(String text, MaskRules rules, Found found) {
        Matcher disposition = DISPOSITION.matcher(text);
        Matcher headEnd = HEAD_END.matcher(text);
        int at = 0;
        while (disposition.find(at) && headEnd.find(disposition.start())) {
            int head = headBegin(text, disposition.start());
            int begin = headEnd.end();
            int end = partEnd(text, begin, boundary(text, head));
            if (isSecret(disposition.group(), rules)) {
                found.secret(begin, end, text.substring(begin, end));
            } else if (isNoText(text.substring(head, begin), text.substring(begin, end))) {
                found.secret(begin, end, "");
            }
            at = begin;
        }
    }

    private static boolean isSecret(String disposition, MaskRules rules) {
        Matcher name = NAME.matcher(disposition);
        if (!name.find()) {
            return false;
        }
        String quoted = name.group(1);
        return rules.parameter(quoted == null ? name.group(2) : quoted.replace("\\", ""));
    }

    private static boolean isNoText(String head, String content) {
        Matcher type = TYPE.matcher(head);
        return BodyKind.isNoText(type.find() ? type.group(1) : "", content);
    }

    /** The line of dashes before a part's headers; where none is seen, the header itself. */
    private static int headBegin(String text, int header) {
        int line = header;
        while (line > 0 && !text.startsWith("--", line)) {
            int before = text.lastIndexOf('\n', line - 2) + 1;
            if (before >= line - 2) {
                return header;
            }
            line = before;
        }
        return text.startsWith("--", line) ? line : header;
    }

    private static String boundary(String text, int head) {
        int end = text.indexOf('\n', head);
        return text.startsWith("--", head) && end > 0
                ? text.substring(head, end).strip()
                : "--";
    }

    /** Before the line end that belongs to the boundary. */
    private static int partEnd(String text, int begin, String boundary) {
        int end = text.indexOf("\n" + boundary, begin - 1);
        if (end < begin) {
            return end < 0 ? text.length() : begin;
        }
        return end > begin && text.charAt(end - 1) == '\r' ? end - 1 : end;
    }
}
