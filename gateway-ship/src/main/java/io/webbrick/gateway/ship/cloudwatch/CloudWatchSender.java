package io.webbrick.gateway.ship.cloudwatch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webbrick.gateway.ship.deliver.Outgoing;
import io.webbrick.gateway.ship.deliver.Sender;
import io.webbrick.gateway.ship.deliver.Verdict;
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

/**
 * CloudWatch Logs: PutLogEvents, and what makes group and stream when they are missing. Sends events in the order of their times, none
 * older than 14 days nor more than two hours ahead. One thread.
 */
final class CloudWatchSender implements Sender {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonFactory FACTORY = new JsonFactory();
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
        var refused = new ArrayList<Verdict.Refused>();
        List<LogEvent> events = sendable(LogEvent.of(batch), refused);
        if (events.isEmpty()) {
            return new Verdict.Accepted(refused, 0, null);
        }
        try {
            Reply reply = call("PutLogEvents", body(events));
            if (type(reply).equals("ResourceNotFoundException")) {
                Verdict failed = create();
                if (failed != null) {
                    return failed;
                }
                reply = call("PutLogEvents", body(events));
            }
            return reply.status() == 200 ? accepted(reply, events, refused) : failed(reply);
        } catch (NoCredentialsException missing) {
            return new Verdict.Denied(String.valueOf(missing.getMessage()));
        } catch (IOException unanswered) {
            return new Verdict.Again(String.valueOf(unanswered.getMessage()), null);
        }
    }

    /** Nobody pays for events that the service refuses: those out of its window are refused here. */
    private List<LogEvent> sendable(List<LogEvent> events, List<Verdict.Refused> refused) {
        Instant now = now();
        long oldest = now.minus(OLDEST).toEpochMilli();
        long newest = now.plus(NEWEST).toEpochMilli();
        var sendable = new ArrayList<LogEvent>(events.size());
        for (LogEvent event : events) {
            if (event.millis() >= oldest && event.millis() <= newest) {
                sendable.add(event);
            } else {
                refuse(refused, event, event.millis() < oldest ? "older than 14 days" : "more than 2 hours ahead");
            }
        }
        return sendable;
    }

    private static void refuse(List<Verdict.Refused> refused, LogEvent event, String why) {
        if (refused.stream().noneMatch(known -> known.index() == event.index())) {
            refused.add(new Verdict.Refused(event.index(), why));
        }
    }

    private Instant now() {
        return clock.instant().plus(skew);
    }

    private byte[] body(List<LogEvent> events) {
        var out = new ByteArrayOutputStream(events.size() * 128);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
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
    private @org.jspecify.annotations.Nullable Verdict create() throws IOException, InterruptedException {
        byte[] both = json(Map.of("logGroupName", group, "logStreamName", stream));
        Reply made = call("CreateLogStream", both);
        if (type(made).equals("ResourceNotFoundException")) {
            Reply groupMade = call("CreateLogGroup", json(Map.of("logGroupName", group)));
            if (isMissing(groupMade)) {
                return failed(groupMade);
            }
            made = call("CreateLogStream", both);
        }
        return isMissing(made) ? failed(made) : null;
    }

    private static boolean isMissing(Reply reply) {
        return reply.status() != 200 && !type(reply).equals("ResourceAlreadyExistsException");
    }

    private static byte[] json(Map<String, String> fields) throws IOException {
        return MAPPER.writeValueAsString(new TreeMap<>(fields)).getBytes(StandardCharsets.UTF_8);
    }

    /** There is nothing to sign with. */
    private static final class NoCredentialsException extends IOException {
        private static final long serialVersionUID = 1L;

        NoCredentialsException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    private Reply call(String action, byte[] body) throws IOException, InterruptedException {
        Credentials signer;
        try {
            signer = credentials.now();
        } catch (IOException none) {
            throw new NoCredentialsException(none);
        }
        Map<String, String> headers =
                Map.of("Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", TARGET + action);
        return wire.send(
                "POST", endpoint, Signature.sign(endpoint, headers, body, signer, region, "logs", now()), body);
    }

    private static Verdict accepted(Reply reply, List<LogEvent> events, List<Verdict.Refused> refused) {
        try {
            JsonNode info = MAPPER.readTree(reply.body()).path("rejectedLogEventsInfo");
            int old = Math.max(
                    info.path("tooOldLogEventEndIndex").asInt(0),
                    info.path("expiredLogEventEndIndex").asInt(0));
            int early = info.path("tooNewLogEventStartIndex").asInt(events.size());
            for (int index = 0; index < events.size(); index++) {
                if (index < old) {
                    refuse(refused, events.get(index), "too old for the log group");
                } else if (index >= early) {
                    refuse(refused, events.get(index), "too far ahead of the service's clock");
                }
            }
        } catch (JsonProcessingException otherAnswer) {
            return new Verdict.Again("its answer cannot be read: " + reply.words(), null);
        }
        return new Verdict.Accepted(refused, 0, null);
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
