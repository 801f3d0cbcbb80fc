package io.webbrick.gateway.web.page;

import io.webbrick.gateway.web.api.Answer;
import io.webbrick.gateway.web.api.Ask;
import io.webbrick.gateway.web.api.Refusal;
import io.webbrick.gateway.web.api.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * The page's own files: a fixed list from the class path, each under a name that holds the hash of its content, so that
 * browsers keep it for ever. Read once; immutable.
 */
final class Assets {
    static final String CSS = "page.css";
    static final String SCRIPT = "page.js";
    static final String ICON = "icon.svg";

    private static final Map<String, String> TYPES =
            Map.of(CSS, "text/css; charset=utf-8", SCRIPT, "text/javascript; charset=utf-8", ICON, "image/svg+xml");
    private static final int HASH_DIGITS = 12;

    private final Map<String, String> paths = new HashMap<>();
    private final Map<String, Asset> byPath = new HashMap<>();

    Assets() {
        TYPES.forEach(this::load);
    }

    /** Where the browser finds a file. */
    String path(String name) {
        return paths.getOrDefault(name, "/");
    }

    void addTo(Routes routes) {
        byPath.keySet().forEach(path -> routes.get(path, this::answer));
    }

    private Answer answer(Ask ask) throws Refusal {
        Asset asset = byPath.get(ask.path());
        if (asset == null) {
            throw new Refusal(404, "not found", "there is nothing at " + ask.path());
        }
        var headers = Map.of("ETag", asset.tag, "Cache-Control", "private, max-age=31536000, immutable");
        if (asset.tag.equals(ask.ifNoneMatch())) {
            return new Answer(304, "", ByteBuffer.allocate(0), null, headers, null);
        }
        return Answer.bytes(asset.type, asset.content, headers);
    }

    private void load(String name, String type) {
        byte[] content = bytes(name);
        String hash = hash(content);
        int dot = name.lastIndexOf('.');
        String path = "/static/" + name.substring(0, dot) + '-' + hash + name.substring(dot);
        paths.put(name, path);
        byPath.put(
                path, new Asset(type, '"' + hash + '"', ByteBuffer.wrap(content).asReadOnlyBuffer()));
    }

    private static byte[] bytes(String name) {
        try (InputStream in = Assets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the page's file " + name + " is missing from the installation");
            }
            return in.readAllBytes();
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

    private record Asset(String type, String tag, ByteBuffer content) {}
}
