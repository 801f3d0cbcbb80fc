package io.webbrick.gateway.ship.cloudwatch;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webbrick.gateway.ship.deliver.Outgoing;
import io.webbrick.gateway.ship.deliver.Sender;
import io.webbrick.gateway.ship.deliver.Verdict;
import io.webbrick.gateway.ship.wire.Json;
import io.webbrick.gateway.ship.wire.Reply;
import io.webbrick.gateway.ship.wire.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * CloudWatch Logs: PutLogEvents, and what makes group and stream when they are missing. Sends events in the order of their times, none
 * older than 14 days nor more than two hours ahead. One thread.
 */
final class CloudWatchSender implements Sender {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String TARGET = "Logs_20140328.";
    private static final Duration OLDEST = Duration.ofDays(14);
    private static final Duration NEWEST = Duration.ofHours(2);

    private static final Set<String> PASSING = Set.of(
            "ThrottlingException",
            "Throttling",
            "RequestLimitExceeded",
            "LimitExceededException",
            "TooManyRequestsException",
            "ServiceUnavailableException",
            "InternalFailure",
            "OperationAbortedException");

    private static final Set<String> CREDENTIALS = Set.of(
            "UnrecognizedClientException",
            "InvalidSignatureException",
            "SignatureDoesNotMatch",
            "ExpiredTokenException",
            "ExpiredToken",
            "InvalidClientTokenId",
            "IncompleteSignature",
            "MissingAuthenticationToken",
            "AccessDeniedException",
            "AccessDenied",
            "OptInRequired");

    private static final Set<String> SKEWED =
            Set.of("RequestTimeTooSkewed", "RequestExpired", "InvalidSignatureException");

    private final URI endpoint;
    private final String region;
    private final String group;
    private final String stream;
    private final CredentialsChain credentials;
    private final Wire wire;
    private final InstantSource clock;

    /** How far the service's clock is ahead of ours. */
    private Duration skew = Duration.ZERO;

    CloudWatchSender(
            URI endpoint,
            String region,
            String group,
            String stream,
            CredentialsChain credentials,
            Wire wire,
            InstantSource clock) {
        this.endpoint = endpoint;
        this.region = region;
        this.group = group;
        this.stream = stream;
        this.credentials = credentials;
        this.wire = wire;
        this.clock = clock;
    }

    @Override
    public String destination() {
        return "CloudWatch " + region + " " + group + "/" + stream;
    }

    @Override
    public int bytes(Outgoing record) {
        return LogEvent.bytes(record);
    }

    @Override
    public Verdict send(List<Outgoing> batch) throws InterruptedException {
        var refused = new TreeMap<Integer, String>();
        List<LogEvent> events = sendable(LogEvent.of(batch), refused);
        try {
            for (List<LogEvent> some : LogEvent.calls(events)) {
                Verdict failed = put(some, refused);
                if (failed != null) {
                    return failed;
                }
            }
        } catch (NoCredentialsException missing) {
            return new Verdict.Denied(String.valueOf(missing.getMessage()));
        } catch (IOException unanswered) {
            return new Verdict.Again(String.valueOf(unanswered.getMessage()), null);
        }
        var named = new ArrayList<Verdict.Refused>();
        refused.forEach((index, why) -> named.add(new Verdict.Refused(index, why)));
        return new Verdict.Accepted(named, 0, null);
    }

    /** One call; null when it succeeded. */
    private @Nullable Verdict put(List<LogEvent> events, Map<Integer, String> refused)
            throws IOException, InterruptedException {
        byte[] body = body(events);
        Reply reply = call("PutLogEvents", body);
        if (type(reply).equals("ResourceNotFoundException")) {
            Verdict failed = create();
            if (failed != null) {
                return failed;
            }
            reply = call("PutLogEvents", body);
        }
        return reply.status() == 200 ? rejected(reply, events, refused) : failed(reply);
    }

    /** Nobody pays for events that the service refuses: those out of its window are refused here. */
    private List<LogEvent> sendable(List<LogEvent> events, Map<Integer, String> refused) {
        Instant now = now();
        long oldest = now.minus(OLDEST).toEpochMilli();
        long newest = now.plus(NEWEST).toEpochMilli();
        var sendable = new ArrayList<LogEvent>(events.size());
        for (LogEvent event : events) {
            if (event.millis() >= oldest && event.millis() <= newest) {
                sendable.add(event);
            } else {
                refused.putIfAbsent(
                        event.index(), event.millis() < oldest ? "older than 14 days" : "more than 2 hours ahead");
            }
        }
        return sendable;
    }

    private Instant now() {
        return clock.instant().plus(skew);
    }

    private byte[] body(List<LogEvent> events) {
        var out = new ByteArrayOutputStream(events.size() * 128);
        try (JsonGenerator json = Json.FACTORY.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("logGroupName", group);
            json.writeStringField("logStreamName", stream);
            json.writeArrayFieldStart("logEvents");
            for (LogEvent event : events) {
                json.writeStartObject();
                json.writeNumberField("timestamp", event.millis());
                json.writeStringField("message", event.text());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    /** Makes the stream, and the group when that is missing too; null when both are there now. */
    private @Nullable Verdict create() throws IOException, InterruptedException {
        byte[] both = json(Map.of("logGroupName", group, "logStreamName", stream));
        Reply made = call("CreateLogStream", both);
        if (type(made).equals("ResourceNotFoundException")) {
            Reply groupMade = call("CreateLogGroup", json(Map.of("logGroupName", group)));
            if (isMissing(groupMade)) {
                return notMade(groupMade);
            }
            made = call("CreateLogStream", both);
        }
        return isMissing(made) ? notMade(made) : null;
    }

    /** No record is at fault when group or stream cannot be made. */
    private Verdict notMade(Reply reply) {
        Verdict verdict = failed(reply);
        return verdict instanceof Verdict.Poisoned poisoned ? new Verdict.Denied(poisoned.why()) : verdict;
    }

    private static boolean isMissing(Reply reply) {
        return reply.status() != 200 && !type(reply).equals("ResourceAlreadyExistsException");
    }

    private static byte[] json(Map<String, String> fields) throws IOException {
        return MAPPER.writeValueAsString(new TreeMap<>(fields)).getBytes(StandardCharsets.UTF_8);
    }

    private Reply call(String action, byte[] body) throws IOException, InterruptedException {
        Credentials signer = credentials.now();
        Map<String, String> headers =
                Map.of("Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", TARGET + action);
        return wire.send(
                "POST", endpoint, Signature.sign(endpoint, headers, body, signer, region, "logs", now()), body);
    }

    /** Notes which events of the call were rejected one by one; null when the answer could be read. */
    private static @Nullable Verdict rejected(Reply reply, List<LogEvent> events, Map<Integer, String> refused) {
        try {
            JsonNode info = MAPPER.readTree(reply.body()).path("rejectedLogEventsInfo");
            int old = Math.max(
                    info.path("tooOldLogEventEndIndex").asInt(0),
                    info.path("expiredLogEventEndIndex").asInt(0));
            int early = info.path("tooNewLogEventStartIndex").asInt(events.size());
            for (int index = 0; index < events.size(); index++) {
                if (index < old) {
                    refused.putIfAbsent(events.get(index).index(), "too old for the log group");
                } else if (index >= early) {
                    refused.putIfAbsent(events.get(index).index(), "too far ahead of the service's clock");
                }
            }
            return null;
        } catch (JsonProcessingException otherAnswer) {
            return new Verdict.Again("its answer cannot be read: " + reply.words(), null);
        }
    }

    /** Errors are told by their type: a throttled request is a 400 too. */
    private Verdict failed(Reply reply) {
        String type = type(reply);
        if (SKEWED.contains(type)) {
            Duration before = skew;
            reply.date().ifPresent(date -> skew = Duration.between(clock.instant(), date));
            if (skew.minus(before).abs().compareTo(Duration.ofMinutes(1)) > 0) {
                return new Verdict.Again(
                        "this clock differs from the service's by " + skew.toSeconds() + " s", Duration.ZERO);
            }
        }
        if (CREDENTIALS.contains(type) || reply.status() == 401 || reply.status() == 403) {
            credentials.forget();
            return new Verdict.Denied(reply.words());
        }
        boolean passes = PASSING.contains(type) || reply.status() == 429 || reply.status() >= 500;
        if (passes || type.equals("ResourceNotFoundException")) {
            return new Verdict.Again(reply.words(), reply.retryAfter(clock.instant()));
        }
        return reply.status() == 400 || reply.status() == 413
                ? new Verdict.Poisoned(reply.words())
                : new Verdict.Again(reply.words(), null);
    }

    private static String type(Reply reply) {
        if (reply.status() == 200) {
            return "";
        }
        try {
            String type = MAPPER.readTree(reply.body()).path("__type").asText("");
            return type.substring(type.indexOf('#') + 1);
        } catch (JsonProcessingException otherAnswer) {
            return "";
        }
    }
}
