package io.webbrick.gateway.web.page;

import io.webbrick.gateway.web.api.Answer;
import io.webbrick.gateway.web.api.Ask;
import io.webbrick.gateway.web.api.Refusal;
import io.webbrick.gateway.web.api.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The pages' own files, as {@link PagePacking} made them: one script, one sheet, what was taken from others. Each has a name
 * that holds the hash of its content, so that browsers keep it for ever. Read once, kept packed with gzip; immutable afterwards.
 */
final class Assets {
    static final String CSS = "ui.css";
    static final String ICON = "icon.svg";
    static final String SCRIPT = "ui.js";

    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");
    private static final String PACKED = "packed/";
    private static final String ENDING = ".gz";
    private static final int HASH_DIGITS = 12;

    private final Map<String, String> paths = new HashMap<>();
    private final Map<String, Asset> byPath = new HashMap<>();

    /** The files of the places. */
    static Assets ofPlaces() {
        var assets = new Assets();
        names().forEach(name -> assets.load(name, Assets::resource));
        return assets;
    }

    /** What those are called. */
    static List<String> names() {
        var names = new ArrayList<>(List.of(CSS, ICON, SCRIPT));
        for (Place place : Place.values()) {
            names.addAll(place.vendored());
        }
        return names;
    }

    /** Where a file lies packed, beside this class. */
    static String packedName(String name) {
        return PACKED + name + ENDING;
    }

    /** Takes a file in from where it lies packed. */
    void load(String name, Function<String, byte @Nullable []> source) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            throw new IllegalStateException("the page's file " + name + " is none of " + TYPES.keySet());
        }
        byte[] packed = source.apply(packedName(name));
        if (packed == null) {
            throw new IllegalStateException("the page's file " + name + " is missing from the installation");
        }
        String hash = hash(packed);
        int dot = name.lastIndexOf('.');
        String path = "/static/" + name.substring(0, dot) + '-' + hash + name.substring(dot);
        paths.put(name, path);
        byPath.put(
                path,
                new Asset(type, "W/\"" + hash + '"', ByteBuffer.wrap(packed).asReadOnlyBuffer()));
    }

    /** What stands between the begin and the end of a place's page; empty when its module makes all of it. */
    static String markup(Place place) {
        byte[] content = resource(place.file() + ".html");
        return content == null ? "" : new String(content, StandardCharsets.UTF_8);
    }

    /** Where the browser finds a file. */
    String path(String name) {
        String path = paths.get(name);
        if (path == null) {
            throw new IllegalArgumentException("no page's file is called " + name);
        }
        return path;
    }

    void addTo(Routes routes) {
        byPath.keySet().forEach(path -> routes.get(path, this::answer));
    }

    /** The file that an address asks for, packed with gzip. */
    Answer answer(Ask ask) throws Refusal {
        Asset asset = byPath.get(ask.path());
        if (asset == null) {
            throw new Refusal(404, "not found", "there is nothing at " + ask.path());
        }
        var headers = Map.of(
                "ETag", asset.tag, "Cache-Control", "private, max-age=31536000, immutable", "Vary", "Accept-Encoding");
        if (asset.tag.equals(ask.ifNoneMatch())) {
            return new Answer(304, "", ByteBuffer.allocate(0), null, headers, null);
        }
        return Answer.bytes(asset.type, asset.packed, headers).with("Content-Encoding", "gzip");
    }

    static byte @Nullable [] resource(String name) {
        try (InputStream in = Assets.class.getResourceAsStream(name)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the page's file " + name + " cannot be read", e);
        }
    }

    private static String hash(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private record Asset(String type, String tag, ByteBuffer packed) {}
}
