package io.webbrick.gateway.architecture.planted.logging.record;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Planted: a record that sees Jackson. */
final class RecordInJson {
    private final ObjectMapper mapper = new ObjectMapper();

    @Override
    public String toString() {
        return mapper.createObjectNode().toString();
    }
}
