package io.webbrick.gateway.web.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Makes what browsers get out of the pages' own files, while the gateway is built and not at each start, which would take half a
 * second of a small box: one script of all modules, one sheet, and what was taken from others as it is, each packed with gzip.
 */
final class PagePacking {
    private static final String FIRST = "shell.js";

    private PagePacking() {}

    /** {@code PagePacking DIRECTORY}: writes them below the directory of the compiled classes. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        for (String step : PagePacking.class.getPackageName().split("\\.")) {
            directory = directory.resolve(step);
        }
        for (Map.Entry<String, byte[]> file : files().entrySet()) {
            Path target = directory.resolve(Assets.packedName(file.getKey()));
            Path parent = target.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.write(target, packed(file.getValue()));
        }
    }

    /** What browsers get, by name. */
    private static Map<String, byte[]> files() {
        var files = new LinkedHashMap<String, byte[]>();
        for (String name : Assets.names()) {
            files.put(name, name.equals(Assets.SCRIPT) ? script() : name.equals(Assets.CSS) ? style() : content(name));
        }
        return files;
    }

    private static byte[] script() {
        var names = new ShortNames();
        var script = new Script(Assets::resource, module -> Tight.of(names.of(module))).with(FIRST);
        for (Place place : Place.values()) {
            script.with(place.file() + ".js");
        }
        return script.text(FIRST).getBytes(StandardCharsets.UTF_8);
    }

    /** The sheets of all pages as one, which packs better; what a place has of its own holds within its page only. */
    private static byte[] style() {
        var style = new StringBuilder(text("base.css")).append(text("pane.css"));
        for (Place place : Place.values()) {
            style.append('.')
                    .append(place.file())
                    .append("{\n")
                    .append(text(place.file() + ".css"))
                    .append("}\n");
        }
        return Tight.ofSheet(style.toString()).getBytes(StandardCharsets.UTF_8);
    }

    /** The text of a file; nothing when there is no such file. */
    static String text(String name) {
        byte[] content = Assets.resource(name);
        return content == null ? "" : new String(content, StandardCharsets.UTF_8);
    }

    private static byte[] content(String name) {
        byte[] content = Assets.resource(name);
        if (content == null) {
            throw new IllegalStateException("the page's file " + name + " is missing from the sources");
        }
        return content;
    }

    static byte[] packed(byte[] content) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
