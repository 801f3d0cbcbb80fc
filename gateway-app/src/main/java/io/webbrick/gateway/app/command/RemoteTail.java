package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.client.GatewayClient;
import io.webbrick.gateway.logging.read.StreamCursor;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A stream of a gateway elsewhere, followed by the cursor that each answer ends with. Where lines have no names, each question
 * gets the newest records, and what was shown before is recognised by its text and line number. One thread.
 */
final class RemoteTail implements RecordSource {
    private static final int MOST = 1_000;

    private final GatewayClient client;
    private final String path;
    private final Predicate<String> wanted;
    private StreamCursor cursor;
    private @Nullable Seen seen;

    /** A record as the API shows it; its line is 0 where nobody counted, as where lines have names. */
    private record Seen(long line, String text) {}

    RemoteTail(GatewayClient client, String stream, StreamCursor cursor, Predicate<String> wanted) {
        this.client = client;
        this.path = "/api/streams/" + encoded(stream) + "/records?limit=" + MOST;
        this.cursor = cursor;
        this.wanted = wanted;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public List<String> last(int count) throws IOException {
        List<String> all = unnamed().stream().map(Seen::text).filter(wanted).toList();
        return all.subList(Math.max(0, all.size() - count), all.size());
    }

    @Override
    public List<String> poll() throws IOException {
        List<Seen> fresh = cursor.isNamed() ? behindCursor() : unnamed();
        return fresh.stream().map(Seen::text).filter(wanted).toList();
    }

    @Override
    public StreamCursor cursor() {
        return cursor;
    }

    private List<Seen> behindCursor() throws IOException {
        var fresh = new ArrayList<Seen>();
        boolean more = true;
        while (more) {
            Map<?, ?> answer = client.get(path + "&cursor=" + encoded(cursor.toString()));
            fresh.addAll(records(answer));
            StreamCursor before = cursor;
            note(answer);
            more = Boolean.TRUE.equals(answer.get("more")) && !cursor.equals(before);
        }
        return fresh;
    }

    private List<Seen> unnamed() throws IOException {
        Map<?, ?> answer = client.get(path);
        List<Seen> newest = records(answer);
        int known = seen == null ? -1 : newest.lastIndexOf(seen);
        if (!newest.isEmpty()) {
            seen = newest.get(newest.size() - 1);
        }
        note(answer);
        return newest.subList(known + 1, newest.size());
    }

    private void note(Map<?, ?> answer) {
        if (answer.get("cursor") instanceof String text) {
            cursor = StreamCursor.parse(text).orElse(cursor);
        }
    }

    private static List<Seen> records(Map<?, ?> answer) {
        var records = new ArrayList<Seen>();
        if (answer.get("records") instanceof List<?> list) {
            for (Object each : list) {
                if (each instanceof Map<?, ?> record) {
                    long line = record.get("line") instanceof Number number ? number.longValue() : 0;
                    records.add(new Seen(line, String.valueOf(record.get("text"))));
                }
            }
        }
        return records;
    }
}
