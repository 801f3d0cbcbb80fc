package io.webbrick.gateway.web.api;

import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request that is not answered as it wished; becomes {@code {"error","detail"}} with its status. */
public final class Refusal extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String error;
    private final transient Map<String, Object> more;

    /**
     * @param error what is wrong in two or three words
     * @param detail the value, what is allowed, and the way out
     */
    public Refusal(int status, String error, String detail) {
        this(status, error, detail, Map.of());
    }

    Refusal(int status, String error, String detail, Map<String, Object> more) {
        super(detail);
        this.status = status;
        this.error = error;
        this.more = more;
    }

    /** A parameter whose value cannot be used. */
    static Refusal parameter(String name, String value, String allowed) {
        return new Refusal(400, "bad parameter", name + " (" + shown(value) + ") must be " + allowed);
    }

    /** The answer that says so, as JSON. */
    public Answer answer() {
        var body = new LinkedHashMap<String, Object>();
        body.put("error", error);
        body.put("detail", detail());
        body.putAll(more);
        return Answer.json(status, body);
    }

    /** In a few words. */
    public String error() {
        return error;
    }

    /** In one sentence. */
    public String detail() {
        String detail = getMessage();
        return detail == null ? error : detail;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    private static String shown(String value) {
        return value.length() <= 200 ? value : value.substring(0, 200) + "...";
    }
}
