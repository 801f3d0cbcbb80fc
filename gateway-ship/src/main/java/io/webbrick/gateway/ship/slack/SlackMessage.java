package io.webbrick.gateway.ship.slack;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.webbrick.gateway.ship.deliver.Outgoing;
import io.webbrick.gateway.ship.wire.Utf8;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Records as one message of Slack: an attachment for each, coloured by its level; what differs by numbers alone is folded, and what is
 * too much or too old is counted. Nobody is mentioned by what a record says. Immutable.
 *
 * @param address channel, user name and icon
 * @param traces whether stack traces are shown
 * @param pings who is mentioned, as Slack writes mentions; empty for nobody
 * @param pingLevel by records of this level and above
 */
record SlackMessage(Map<String, String> address, boolean traces, String pings, int pingLevel) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern NUMBERS = Pattern.compile("[0-9]+");
    private static final Duration OLDEST = Duration.ofMinutes(10);
    private static final int MOST_ATTACHMENTS = 20;
    private static final int LONGEST_PART = 3_900;
    private static final int LONGEST = 40_000;

    SlackMessage {
        address = Map.copyOf(address);
    }

    /** Records that differ by numbers alone, shown by the first of them. */
    private static final class Fold {
        private final Outgoing first;
        private int count = 1;

        Fold(Outgoing first) {
            this.first = first;
        }
    }

    /** Whether nobody wants to be told of this record any more. */
    static boolean isOld(Outgoing record, long nowMillis) {
        return record.isRecord() && nowMillis - record.millis() > OLDEST.toMillis();
    }

    /**
     * The message as JSON.
     *
     * @param older how many records were too old before these
     * @param repeated whether it may have been posted before
     */
    byte[] of(List<Outgoing> batch, long nowMillis, int older, boolean repeated) {
        var folds = new LinkedHashMap<String, Fold>();
        int old = older;
        boolean urgent = false;
        for (Outgoing record : batch) {
            if (isOld(record, nowMillis)) {
                old++;
                continue;
            }
            urgent |= record.level() >= pingLevel;
            String key = record.level() + " " + record.logger() + " "
                    + NUMBERS.matcher(record.text()).replaceAll("#");
            Fold known = folds.get(key);
            if (known == null) {
                folds.put(key, new Fold(record));
            } else {
                known.count++;
            }
        }
        var attachments = new ArrayList<Map<String, Object>>();
        int hidden = 0;
        for (Fold fold : folds.values()) {
            if (attachments.size() >= MOST_ATTACHMENTS - 1) {
                hidden += fold.count;
            } else {
                attach(fold, attachments);
            }
        }
        rest(hidden, old, repeated, attachments);
        var message = new LinkedHashMap<String, Object>(address);
        if (urgent && !pings.isEmpty()) {
            message.put("text", pings);
        }
        message.put("attachments", attachments);
        try {
            return MAPPER.writeValueAsBytes(message);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void attach(Fold fold, List<Map<String, Object>> attachments) {
        Outgoing record = fold.first;
        String whole =
                traces ? record.text() : record.text().lines().findFirst().orElse("");
        String begin = Utf8.begin(whole, LONGEST);
        String text = begin.length() < whole.length()
                ? begin + "\n... " + (whole.length() - begin.length()) + " characters more, in the log"
                : whole;
        String similar = fold.count > 1 ? " (+" + (fold.count - 1) + " similar)" : "";
        List<String> parts = parts(text);
        for (int part = 0; part < parts.size(); part++) {
            String end = part == parts.size() - 1 ? similar : "";
            attachments.add(attachment(parts.get(part) + end, color(record.level())));
        }
    }

    /** The text as Slack is to show it, in parts that it does not split itself; no character is halved. */
    private static List<String> parts(String text) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        for (int index = 0; index < text.length(); ) {
            int next = index + Character.charCount(text.codePointAt(index));
            String shown = escaped(text.substring(index, next));
            if (part.length() + shown.length() > LONGEST_PART) {
                parts.add(part.toString());
                part.setLength(0);
            }
            part.append(shown);
            index = next;
        }
        parts.add(part.toString());
        return parts;
    }

    private static void rest(int hidden, int old, boolean repeated, List<Map<String, Object>> attachments) {
        var words = new ArrayList<String>();
        if (hidden > 0) {
            words.add("+" + hidden + " further records, in the log");
        }
        if (old > 0) {
            words.add("+" + old + " records from more than ten minutes ago, in the log");
        }
        if (repeated) {
            words.add("perhaps posted a moment ago already");
        }
        if (!words.isEmpty()) {
            attachments.add(attachment(String.join("; ", words), "#aaaaaa"));
        }
    }

    private static Map<String, Object> attachment(String text, String color) {
        var attachment = new LinkedHashMap<String, Object>();
        attachment.put("color", color);
        attachment.put("fallback", Utf8.begin(text, 200));
        attachment.put("text", text);
        attachment.put("mrkdwn_in", List.of());
        return attachment;
    }

    /** What Slack would read as a mention or a link is plain text. */
    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String color(int level) {
        return level >= 40 ? "danger" : level >= 30 ? "warning" : level >= 20 ? "good" : "#eeeeee";
    }
}
