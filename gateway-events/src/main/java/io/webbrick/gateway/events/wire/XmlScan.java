package io.webbrick.gateway.events.wire;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds secrets in XML and HTML by the names of elements and attributes, also where it is cut off or broken. No parser: nothing is
 * defined, resolved or loaded, and of entities only those are known that stand for one character. All that stands within an element of
 * such a name is masked; what stands in it directly is learned too. One text, one thread; cost grows with its length.
 */
final class XmlScan {
    private static final int DEEPEST = 64;
    private static final String CDATA = "<![CDATA[";

    /** Attributes that name what another one, or the element, holds. */
    private static final Set<String> NAMING = Set.of("name", "key");

    private static final Set<String> NAMED = Set.of("value", "content");

    /**
     * An open element.
     *
     * @param hides whether all that stands within is masked
     * @param tells whether what stands in it directly is a secret by itself
     */
    private record Element(String name, boolean hides, boolean tells) {}

    private record Span(int from, int to) {}

    private final String text;
    private final MaskRules rules;
    private final Found found;
    private final Deque<Element> open = new ArrayDeque<>();

    private XmlScan(String text, MaskRules rules, Found found) {
        this.text = text;
        this.rules = rules;
        this.found = found;
    }

    static void scan(String text, MaskRules rules, Found found) {
        if (text.indexOf('<') >= 0) {
            new XmlScan(text, rules, found).run();
        }
    }

    private void run() {
        int at = text.indexOf('<');
        while (at >= 0) {
            int end = markup(at);
            int behind = end < text.length() && text.charAt(end) == '>' ? end + 1 : end;
            at = text.indexOf('<', behind);
            content(behind, at < 0 ? text.length() : at);
        }
    }

    /** What begins with this angle bracket; returns where it ends. */
    private int markup(int at) {
        if (text.startsWith(CDATA, at)) {
            return characters(at + CDATA.length());
        }
        boolean closing = text.startsWith("</", at);
        int begin = at + (closing || text.startsWith("<?", at) ? 2 : 1);
        int end = nameEnd(begin);
        if (end == begin) {
            return begin;
        }
        if (closing) {
            close(local(begin, end));
            return blanks(end);
        }
        return tag(local(begin, end), end);
    }

    /** Characters that are no markup; where they are no secret they may hold a document of their own. */
    private int characters(int begin) {
        Element within = open.peekLast();
        if (within == null || !within.hides()) {
            return begin;
        }
        int end = text.indexOf("]]>", begin);
        content(begin, end < 0 ? text.length() : end);
        return end < 0 ? text.length() : end + 3;
    }

    private int tag(String name, int begin) {
        var values = new ArrayList<Span>();
        boolean secret = isSecret(name);
        boolean empty = false;
        int at = begin;
        while (at < text.length() && text.charAt(at) != '>' && text.charAt(at) != '<') {
            int end = nameEnd(at);
            if (end == at) {
                empty = text.charAt(at) == '/' || text.charAt(at) == '?';
                at++;
                continue;
            }
            String attribute = local(at, end);
            Span value = value(end);
            at = isWhole(value) ? value.to() : end;
            if (isSecret(name, attribute)) {
                tell(value.from(), value.to(), true);
            } else if (NAMING.contains(attribute)) {
                secret |= rules.parameter(meant(value.from(), value.to()));
            } else if (NAMED.contains(attribute)) {
                values.add(value);
            }
        }
        if (secret) {
            values.forEach(value -> tell(value.from(), value.to(), true));
        }
        if (!empty) {
            push(name, secret);
        }
        return at;
    }

    /** Whether a value ends before the text does, and before the next tag: else its quote is part of something else. */
    private boolean isWhole(Span value) {
        return value.to() < text.length()
                && text.substring(value.from(), value.to()).indexOf('<') < 0;
    }

    /** The value behind an attribute's name; one whose quote is never closed takes the rest of the text. */
    private Span value(int behindName) {
        int at = blanks(behindName);
        if (at >= text.length() || text.charAt(at) != '=') {
            return new Span(behindName, behindName);
        }
        at = blanks(at + 1);
        if (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'')) {
            int end = text.indexOf(text.charAt(at), at + 1);
            return new Span(at + 1, end < 0 ? text.length() : end);
        }
        int end = at;
        while (end < text.length() && text.charAt(end) > ' ' && "<>".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return new Span(at, end);
    }

    private void push(String name, boolean secret) {
        Element around = open.peekLast();
        boolean hidden = around != null && around.hides();
        boolean isValue = hidden && around.tells() && NAMED.contains(name);
        if (open.size() == DEEPEST) {
            open.removeFirst();
        }
        open.addLast(new Element(name, secret || hidden, secret || isValue));
    }

    /** Closes the innermost element of this name, and what was left open within it. */
    private void close(String name) {
        boolean isOpen = open.stream().anyMatch(element -> element.name().equals(name));
        String closed = "";
        while (isOpen && !closed.equals(name)) {
            closed = open.removeLast().name();
        }
    }

    private void content(int from, int to) {
        Element within = open.peekLast();
        if (within != null && within.hides()) {
            tell(from, to, within.tells());
        }
    }

    private void tell(int from, int to, boolean learned) {
        int begin = from;
        int end = to;
        while (begin < end && text.charAt(begin) <= ' ') {
            begin++;
        }
        while (end > begin && text.charAt(end - 1) <= ' ') {
            end--;
        }
        if (begin < end) {
            found.secret(begin, end, learned ? meant(begin, end) : "");
        }
    }

    private String meant(int from, int to) {
        String raw = text.substring(from, to);
        return raw.indexOf('&') < 0 ? raw : Decoding.xml(View.of(raw)).text();
    }

    private boolean isSecret(String... innermost) {
        List<String> path = new ArrayList<>();
        open.forEach(element -> path.add(element.name()));
        path.addAll(List.of(innermost));
        return rules.path(path);
    }

    private int blanks(int begin) {
        int at = begin;
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }

    private int nameEnd(int begin) {
        int at = begin;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "_-.:".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return at;
    }

    /** A name without its prefix, in lower case. */
    private String local(int begin, int end) {
        String name = text.substring(begin, end);
        return name.substring(name.lastIndexOf(':') + 1).toLowerCase(Locale.ROOT);
    }
}
