package io.webbrick.gateway.benchmarks.measure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a measured process is told: {@code key=value} arguments. */
record Settings(Map<String, String> values) {
    Settings {
        values = Map.copyOf(values);
    }

    static Settings parse(List<String> arguments) {
        var values = new HashMap<String, String>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("argument \"" + argument + "\" is no key=value");
            }
            values.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        return new Settings(values);
    }

    String text(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("no " + key + "= among " + values);
        }
        return value;
    }

    int number(String key) {
        return Integer.parseInt(text(key));
    }

    /** A time in milliseconds, as nanoseconds. */
    long nanos(String key) {
        return number(key) * 1_000_000L;
    }
}
