package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.client.GatewayClient;
import io.webbrick.gateway.app.client.Query;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a stream of a gateway elsewhere has stored and a filter lets through, page by page. An answer may be short, or empty, and yet
 * not be the last: the gateway answers what it has found in a second or two. One thread; memory: a page.
 */
final class RemoteRecords {
    /** So many records are in a page at most. */
    static final int MOST = 1_000;

    private final GatewayClient client;
    private final String path;
    private final RecordFilter wanted;
    private final Progress progress;
    private final Consumer<String> problems;
    private final Set<String> told = new HashSet<>();

    /**
     * A part of the stream.
     *
     * @param texts its records, oldest first
     * @param first the place before them; null when there is none
     * @param cursor the place behind them; null when there is none
     * @param more whether there are further ones in the direction that was asked
     */
    record Page(
            List<String> texts,
            @Nullable String first,
            @Nullable String cursor,
            boolean more) {}

    /** {@code problems} hears once of each thing that is left out. */
    RemoteRecords(
            GatewayClient client, String stream, RecordFilter wanted, Progress progress, Consumer<String> problems) {
        this.client = client;
        this.path = "/api/streams/" + Query.encoded(stream) + "/records";
        this.wanted = wanted;
        this.progress = progress;
        this.problems = problems;
    }

    /** The page that {@code order}, {@code cursor} or {@code before} asks for. */
    Page page(String place, String value, int limit) throws IOException {
        Query question = new Query().with(place, value).with("limit", Math.max(1, Math.min(limit, MOST)));
        Map<?, ?> answer = client.get(path + wanted.addTo(question));
        tell(answer);
        return new Page(
                texts(answer),
                text(answer.get("first")),
                text(answer.get("cursor")),
                Boolean.TRUE.equals(answer.get("more")));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private List<String> texts(Map<?, ?> answer) {
        var texts = new ArrayList<String>();
        if (answer.get("records") instanceof List<?> records) {
            for (Object record : records) {
                if (record instanceof Map<?, ?> fields) {
                    texts.add(String.valueOf(fields.get("text")));
                    progress.step();
                }
            }
        }
        return texts;
    }

    private void tell(Map<?, ?> answer) {
        if (Boolean.TRUE.equals(answer.get("deleted"))) {
            tellDeleted();
        }
        if (answer.get("damaged") instanceof List<?> files) {
            files.forEach(file -> tellOnce(file + " is damaged; what of it can be read is shown"));
        }
        if (answer.get("cutOff") != null) {
            tellOnce("records are left out at which an expression looked for too long; take an easier one");
        }
    }

    /** Says that something was deleted; it may happen again. */
    void tellDeleted() {
        problems.accept("records were deleted before they were read; retention was faster");
    }

    private void tellOnce(String what) {
        if (told.add(what)) {
            problems.accept(what);
        }
    }
}
