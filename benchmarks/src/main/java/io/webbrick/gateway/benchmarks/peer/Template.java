package io.webbrick.gateway.benchmarks.peer;

import io.webbrick.gateway.benchmarks.measure.Library;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A peer's configuration with its variables, {@code @name@}, still in it: a file below benchmarks/peers. */
public final class Template {
    private static final Pattern VARIABLE = Pattern.compile("@([a-z0-9]+)@");
    private static final Pattern EMPTY_PROPERTY = Pattern.compile("(?m)^\\S+ = *\\R");

    private Template() {}

    /**
     * Writes the configuration of a peer for a layout into {@code directory}, its log files below {@code logs}; empty
     * when the library has none for this layout.
     */
    public static Optional<Path> write(
            Path templates, Peer peer, Layout layout, boolean withContext, Path directory, Path logs)
            throws IOException {
        Path template = templates.resolve(peer.folder()).resolve(name(peer, layout) + "." + peer.extension());
        boolean showsContext = !variable(peer, "mdc-text").isEmpty();
        if (!Files.exists(template) || (withContext && !showsContext) || !canDo(peer.library(), layout)) {
            return Optional.empty();
        }
        var values = new HashMap<>(layout.variables());
        values.putAll(peer.variables());
        values.put("mdc", withContext ? variable(peer, "mdc-text") : "");
        values.put("dir", slashes(logs));
        values.put("file", layout == Layout.NULL ? "/dev/null" : slashes(logs.resolve("EventLog.log")));
        String text = fill(Files.readString(template, StandardCharsets.UTF_8), values);
        if (peer.extension().equals("properties")) {
            text = EMPTY_PROPERTY.matcher(text).replaceAll("");
        }
        Path config = directory.resolve("log." + peer.extension());
        Files.writeString(config, text, StandardCharsets.UTF_8);
        return Optional.of(config);
    }

    /** JUL locks a file beside its log file, which has no place beside the null device, and packs nothing. */
    private static boolean canDo(Library library, Layout layout) {
        return library != Library.JUL || (layout != Layout.NULL && layout != Layout.PACKED);
    }

    /** Ours has one template for one stream: a bound of 0 is no bound. */
    private static String name(Peer peer, Layout layout) {
        boolean bounded = peer.is(Trait.OURS) && layout.template().equals("grow");
        return bounded ? Layout.ROLL.template() : layout.template();
    }

    private static String variable(Peer peer, String name) {
        return peer.variables().getOrDefault(name, "");
    }

    private static String slashes(Path path) {
        return path.toString().replace('\\', '/');
    }

    /** Replaces every {@code @name@}; a name without a value is an error of the template. */
    static String fill(String text, Map<String, String> values) {
        Matcher variable = VARIABLE.matcher(text);
        return variable.replaceAll(found -> {
            String value = values.get(found.group(1));
            if (value == null) {
                throw new IllegalArgumentException("template names @" + found.group(1) + "@, which nobody sets");
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
