package io.webbrick.gateway.web;

import io.webbrick.gateway.web.api.Refusal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The fields of a form as a browser posts them, {@code application/x-www-form-urlencoded}. Stateless. */
final class FormBody {
    private FormBody() {}

    /** The first value of each field. */
    static Map<String, String> parse(String body) throws Refusal {
        var fields = new LinkedHashMap<String, String>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String decoded(String text) throws Refusal {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "bad form", "the form is not percent-encoded UTF-8");
        }
    }
}
