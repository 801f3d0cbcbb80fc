package io.webbrick.gateway.ship.cloudwatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webbrick.gateway.ship.testing.ServerDouble;
import io.webbrick.gateway.ship.testing.ServerDouble.Request;
import io.webbrick.gateway.ship.testing.ServerDouble.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** CloudWatch Logs as it is documented: its limits, its window, its errors. Remembers what it stored. */
final class CloudWatchDouble {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final InstantSource clock;
    private final Set<String> groups = new HashSet<>();
    private final Set<String> streams = new HashSet<>();
    private final List<String> stored = new ArrayList<>();
    private final List<String> actions = new ArrayList<>();
    private final List<Integer> puts = new ArrayList<>();
    private String poison = "";

    CloudWatchDouble(InstantSource clock) {
        this.clock = clock;
    }

    synchronized List<String> stored() {
        return List.copyOf(stored);
    }

    synchronized List<String> actions() {
        return List.copyOf(actions);
    }

    /** How many events each put had. */
    synchronized List<Integer> puts() {
        return List.copyOf(puts);
    }

    /** A call with an event of this text fails as a whole. */
    synchronized void poison(String text) {
        poison = text;
    }

    synchronized Response answer(Request request) {
        try {
            String action = request.headers().getOrDefault("x-amz-target", "").replace("Logs_20140328.", "");
            actions.add(action);
            boolean signed =
                    request.headers().getOrDefault("authorization", "").startsWith("AWS4-HMAC-SHA256 Credential=");
            if (!signed
                    || !"application/x-amz-json-1.1".equals(request.headers().get("content-type"))) {
                return error("UnrecognizedClientException");
            }
            JsonNode body = MAPPER.readTree(request.text());
            String group = body.path("logGroupName").asText();
            String stream = group + "/" + body.path("logStreamName").asText();
            return switch (action) {
                case "CreateLogGroup" -> groups.add(group) ? ok() : error("ResourceAlreadyExistsException");
                case "CreateLogStream" ->
                    !groups.contains(group)
                            ? error("ResourceNotFoundException")
                            : streams.add(stream) ? ok() : error("ResourceAlreadyExistsException");
                case "PutLogEvents" ->
                    streams.contains(stream) ? put(body.path("logEvents")) : error("ResourceNotFoundException");
                default -> error("UnknownOperationException");
            };
        } catch (JsonProcessingException broken) {
            return error("SerializationException");
        }
    }

    private Response put(JsonNode events) {
        long bytes = 0;
        long last = Long.MIN_VALUE;
        for (JsonNode event : events) {
            int length = event.path("message").asText().getBytes(StandardCharsets.UTF_8).length;
            long time = event.path("timestamp").asLong();
            if (length == 0
                    || length + 26 > 1_048_576
                    || time < last
                    || event.path("message").asText().equals(poison)) {
                return error("InvalidParameterException");
            }
            bytes += length + 26;
            last = time;
        }
        long first = events.path(0).path("timestamp").asLong();
        if (events.isEmpty()
                || events.size() > 10_000
                || bytes > 1_048_576
                || last - first > Duration.ofHours(24).toMillis()) {
            return error("InvalidParameterException");
        }
        puts.add(events.size());
        return store(events);
    }

    private Response store(JsonNode events) {
        Instant now = clock.instant();
        int old = 0;
        int early = events.size();
        for (int index = 0; index < events.size(); index++) {
            long time = events.path(index).path("timestamp").asLong();
            if (time < now.minus(Duration.ofDays(14)).toEpochMilli()) {
                old = index + 1;
            } else if (time > now.plus(Duration.ofHours(2)).toEpochMilli()) {
                early = Math.min(early, index);
            } else {
                stored.add(events.path(index).path("message").asText());
            }
        }
        String info = (old > 0 ? "\"tooOldLogEventEndIndex\":" + old : "")
                + (old > 0 && early < events.size() ? "," : "")
                + (early < events.size() ? "\"tooNewLogEventStartIndex\":" + early : "");
        return ServerDouble.answer(200, info.isEmpty() ? "{}" : "{\"rejectedLogEventsInfo\":{" + info + "}}");
    }

    private static Response ok() {
        return ServerDouble.answer(200, "{}");
    }

    static Response error(String type) {
        return ServerDouble.answer(
                400, "{\"__type\":\"com.amazonaws.logs#" + type + "\",\"message\":\"as documented\"}");
    }

    /** Credentials that a test may know. */
    static Map<String, String> environment() {
        return Map.of(
                "AWS_ACCESS_KEY_ID",
                "AKIDEXAMPLE",
                "AWS_SECRET_ACCESS_KEY",
                "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    }
}
