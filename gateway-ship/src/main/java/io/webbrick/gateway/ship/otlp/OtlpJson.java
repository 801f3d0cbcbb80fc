package io.webbrick.gateway.ship.otlp;

import com.fasterxml.jackson.core.JsonGenerator;
import io.webbrick.gateway.ship.deliver.Outgoing;
import io.webbrick.gateway.ship.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * Records as an ExportLogsServiceRequest of OTLP 1.x in JSON: one resource, and a scope for each run of records of one logger, so that
 * the order stays. Immutable; any thread.
 */
final class OtlpJson {

    /** The name of a record: others with the same one can be removed safely. */
    private static final String UID = "log.record.uid";

    private final Map<String, String> resource;

    /** @param resource attributes of the gateway */
    OtlpJson(Map<String, String> resource) {
        this.resource = resource;
    }

    byte[] of(List<Outgoing> batch) {
        var out = new ByteArrayOutputStream(batch.size() * 256);
        try (JsonGenerator json = Json.FACTORY.createGenerator(out)) {
            json.writeStartObject();
            json.writeArrayFieldStart("resourceLogs");
            json.writeStartObject();
            json.writeObjectFieldStart("resource");
            json.writeArrayFieldStart("attributes");
            for (Map.Entry<String, String> attribute : resource.entrySet()) {
                attribute(json, attribute.getKey(), attribute.getValue());
            }
            json.writeEndArray();
            json.writeEndObject();
            scopes(json, batch);
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private static void scopes(JsonGenerator json, List<Outgoing> batch) throws IOException {
        json.writeArrayFieldStart("scopeLogs");
        String logger = null;
        for (Outgoing record : batch) {
            if (!record.logger().equals(logger)) {
                if (logger != null) {
                    json.writeEndArray();
                    json.writeEndObject();
                }
                logger = record.logger();
                json.writeStartObject();
                json.writeObjectFieldStart("scope");
                json.writeStringField("name", logger);
                json.writeEndObject();
                json.writeArrayFieldStart("logRecords");
            }
            record(json, record);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndArray();
    }

    private static void record(JsonGenerator json, Outgoing record) throws IOException {
        json.writeStartObject();
        String nanos = Math.max(0, record.millis()) + "000000";
        json.writeStringField("timeUnixNano", nanos);
        json.writeStringField("observedTimeUnixNano", nanos);
        if (record.level() > 0) {
            json.writeNumberField("severityNumber", severity(record.level()));
            json.writeStringField("severityText", severityText(record.level()));
        }
        json.writeObjectFieldStart("body");
        json.writeStringField("stringValue", record.text());
        json.writeEndObject();
        json.writeArrayFieldStart("attributes");
        attribute(json, UID, record.uid());
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void attribute(JsonGenerator json, String key, String value) throws IOException {
        json.writeStartObject();
        json.writeStringField("key", key);
        json.writeObjectFieldStart("value");
        json.writeStringField("stringValue", value);
        json.writeEndObject();
        json.writeEndObject();
    }

    /** The number of OpenTelemetry's data model: TRACE 1, DEBUG 5, INFO 9, WARN 13, ERROR 17, FATAL 21. */
    static int severity(int level) {
        return level >= 50 ? 21 : level >= 40 ? 17 : level >= 30 ? 13 : level >= 20 ? 9 : level >= 10 ? 5 : 1;
    }

    private static String severityText(int level) {
        return switch (severity(level)) {
            case 21 -> "CRITICAL";
            case 17 -> "ERROR";
            case 13 -> "WARNING";
            case 9 -> "INFO";
            case 5 -> "DEBUG";
            default -> "TRACE";
        };
    }
}
