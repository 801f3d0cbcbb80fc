package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.client.GatewayClient;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A stream of a gateway elsewhere. Each question gets the newest records; what was shown before is recognised by its text
 * and line number, which stay the same when its file is renamed. One thread.
 */
final class RemoteTail implements RecordSource {
    private static final int MOST = 1_000;

    private final GatewayClient client;
    private final String stream;
    private final Predicate<String> wanted;
    private @Nullable Seen seen;

    /** A record as the API shows it. */
    private record Seen(long line, String text) {}

    RemoteTail(GatewayClient client, String stream, Predicate<String> wanted) {
        this.client = client;
        this.stream = stream;
        this.wanted = wanted;
    }

    @Override
    public List<String> last(int count) throws IOException {
        List<String> all = fresh().stream().map(Seen::text).filter(wanted).toList();
        return all.subList(Math.max(0, all.size() - count), all.size());
    }

    @Override
    public List<String> poll() throws IOException {
        return fresh().stream().map(Seen::text).filter(wanted).toList();
    }

    private List<Seen> fresh() throws IOException {
        List<Seen> newest = newest();
        int known = seen == null ? -1 : newest.lastIndexOf(seen);
        if (!newest.isEmpty()) {
            seen = newest.get(newest.size() - 1);
        }
        return newest.subList(known + 1, newest.size());
    }

    private List<Seen> newest() throws IOException {
        String name = URLEncoder.encode(stream, StandardCharsets.UTF_8).replace("+", "%20");
        Map<?, ?> answer = client.get("/api/streams/" + name + "/records?limit=" + MOST);
        var records = new ArrayList<Seen>();
        if (answer.get("records") instanceof List<?> list) {
            for (Object each : list) {
                if (each instanceof Map<?, ?> record && record.get("line") instanceof Number line) {
                    records.add(new Seen(line.longValue(), String.valueOf(record.get("text"))));
                }
            }
        }
        return records;
    }
}
