package io.webbrick.gateway.events.wire;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/**
 * The secrets that were seen where secrets stand, each as its UTF-8 bytes, one char a byte: they are masked wherever else they
 * turn up. Keeps the ones seen last, up to {@value #MOST_BYTES} bytes together. Any thread.
 */
final class Learned {
    static final int MOST_BYTES = 65_536;

    /** Shorter ones are masked where they stand and nowhere else: too much would look like them. */
    static final int SHORTEST = 4;

    static final int LONGEST = 16_384;

    private static final Set<String> WORDS = Set.of("true", "false", "null", "none", "None", "basic", "bearer");

    private final LinkedHashMap<String, Boolean> secrets = new LinkedHashMap<>(16, 0.75f, true);
    private int bytes;
    private volatile List<String> all = List.of();

    /** The secret as it stands, and what it means should it be percent-encoded. */
    void learn(String secret) {
        View plain = View.of(secret.strip());
        String bytes = plain.bytes();
        learnBytes(bytes);
        if (bytes.indexOf('%') >= 0) {
            learnBytes(Decoding.percent(plain, false).bytes());
        }
        if (bytes.indexOf('+') >= 0) {
            learnBytes(Decoding.percent(plain, true).bytes());
        }
    }

    private void learnBytes(String form) {
        if (form.length() >= SHORTEST && form.length() <= LONGEST && !WORDS.contains(form)) {
            keep(form);
        }
    }

    private synchronized void keep(String form) {
        if (secrets.put(form, Boolean.TRUE) != null) {
            return;
        }
        bytes += form.length();
        Iterator<String> oldest = secrets.keySet().iterator();
        while (bytes > MOST_BYTES && oldest.hasNext()) {
            bytes -= oldest.next().length();
            oldest.remove();
        }
        all = List.copyOf(secrets.keySet());
    }

    /** All of them. */
    List<String> all() {
        return all;
    }
}
