package io.webbrick.gateway.events.wire;

import java.util.BitSet;
import java.util.List;

/**
 * Finds and masks secrets in the texts of one request and its reply. First everything is looked through for secrets to learn, then
 * every text is masked: so one that only the reply gives away is missing in the request too. One thread.
 */
final class Masker {
    /** What stands for a secret. */
    static final String MASK = "...";

    private final MaskRules rules;
    private final Learned learned;

    Masker(MaskRules rules, Learned learned) {
        this.rules = rules;
        this.learned = learned;
    }

    void learn(List<WireHeader> headers) {
        for (WireHeader header : headers) {
            if (rules.header(header.name())) {
                HeaderSecrets.learn(header, learned::learn);
            } else {
                learn(header.value());
            }
        }
    }

    /** Learns from anything but a body. */
    void learn(String text) {
        ParameterScan.scan(text, rules, (from, to, value) -> learned.learn(value));
    }

    void learnBody(String text) {
        scanBody(text, (from, to, value) -> learned.learn(value));
    }

    private void scanBody(String text, Found found) {
        ParameterScan.scan(text, rules, found);
        JsonScan.scan(text, rules, found);
        XmlScan.scan(text, rules, found);
        MultipartScan.scan(text, rules, found);
    }

    /** The text without secrets. */
    String masked(String text) {
        var spans = new BitSet(text.length());
        ParameterScan.scan(text, rules, (from, to, value) -> spans.set(from, to));
        markLearned(text, false, spans);
        return render(text, text.length(), spans);
    }

    String value(WireHeader header) {
        return rules.header(header.name()) && !header.value().isEmpty() ? MASK : masked(header.value());
    }

    /** The part of a body that may be shown, without secrets; {@code cut}: more came behind the text. */
    String body(BodyText body, boolean cut) {
        String text = body.text();
        var spans = new BitSet(text.length());
        scanBody(text, (from, to, value) -> spans.set(from, to));
        markLearned(text, cut, spans);
        return render(text, body.shown(), spans);
    }

    private void markLearned(String text, boolean cut, BitSet spans) {
        List<String> secrets = learned.all();
        if (secrets.isEmpty() || text.isEmpty()) {
            return;
        }
        for (View view : Decoding.views(text)) {
            for (String secret : secrets) {
                mark(view, secret, spans);
                if (cut) {
                    markBegun(view, secret, text.length(), spans);
                }
            }
        }
    }

    private static void mark(View view, String secret, BitSet spans) {
        int at = view.bytes().indexOf(secret);
        while (at >= 0) {
            int end = at + secret.length();
            spans.set(view.from(at), view.to(end - 1));
            at = view.bytes().indexOf(secret, at + 1);
        }
    }

    /** A secret of which only the beginning stands before the end of a text that was cut. */
    private static void markBegun(View view, String secret, int end, BitSet spans) {
        int length = view.length();
        int bytes = length > 0 && view.bytes().charAt(length - 1) == View.APART ? length - 1 : length;
        if (bytes == 0 || end - view.to(bytes - 1) > 3) {
            return;
        }
        for (int count = Math.min(secret.length() - 1, bytes); count >= Learned.SHORTEST; count--) {
            if (view.bytes().regionMatches(bytes - count, secret, 0, count)) {
                spans.set(view.from(bytes - count), end);
                return;
            }
        }
    }

    private static String render(String text, int end, BitSet spans) {
        if (spans.isEmpty()) {
            return text.substring(0, end);
        }
        var out = new StringBuilder(end);
        int at = 0;
        while (at < end) {
            int begin = spans.nextSetBit(at);
            if (begin < 0 || begin >= end) {
                return out.append(text, at, end).toString();
            }
            out.append(text, at, begin).append(MASK);
            at = spans.nextClearBit(begin);
        }
        return out.toString();
    }
}
