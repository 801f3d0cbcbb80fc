package io.webbrick.gateway.logging.config;

import io.webbrick.gateway.logging.stream.LoggingPlan;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Loads configurations. Any thread; reads the files and touches nothing else. Whatever the files hold, the answer is a
 * plan or a list of problems, never an exception.
 */
public final class ConfigLoader {
    private ConfigLoader() {}

    /** Loads the request's files, each laid over those before it. */
    public static LoadedConfig load(ConfigRequest request) {
        var problems = new Problems();
        List<SourceText> sources = read(request.files(), problems);
        if (sources.size() < request.files().size()) {
            return new LoadedConfig(null, problems.inFileOrder(), () -> "", hash(sources));
        }
        return assemble(request, sources, problems);
    }

    /** Loads the built-in configuration; the request's files are not read. Always usable. */
    public static LoadedConfig builtIn(ConfigRequest request) {
        var problems = new Problems();
        return assemble(request, List.of(BuiltIn.alone(problems)), problems);
    }

    private static LoadedConfig assemble(ConfigRequest request, List<SourceText> sources, Problems problems) {
        Section merged = Section.top(new Origin("log.cfg", 0, 1));
        for (SourceText source : sources) {
            Merge.over(merged, CfgParser.parse(source, problems), problems);
        }
        boolean readable = !problems.hasErrors();
        Section builtIn = CfgParser.parse(BuiltIn.belowFiles(problems), problems);
        Supplies supplies = Supplies.of(merged, builtIn, problems);
        LoggingPlan plan = new PlanBuilder(merged, supplies, request, problems).build();
        return new LoadedConfig(
                problems.hasErrors() ? null : plan,
                problems.inFileOrder(),
                () -> readable ? EffectiveJson.of(merged, supplies, PlanBuilder.interpolation(request), plan) : "",
                hash(sources));
    }

    private static List<SourceText> read(List<Path> files, Problems problems) {
        var sources = new ArrayList<SourceText>();
        Set<String> labels = new HashSet<>();
        for (int rank = 0; rank < files.size(); rank++) {
            SourceText source = SourceText.read(files.get(rank), label(files.get(rank), labels), rank, problems);
            if (source != null) {
                sources.add(source);
            }
        }
        return sources;
    }

    /** The file's name; with its directory, or its whole path, when an earlier file has that name. */
    private static String label(Path file, Set<String> taken) {
        Path name = file.getFileName();
        Path parent = file.toAbsolutePath().getParent();
        String label = String.valueOf(name);
        if (taken.contains(label) && parent != null) {
            label = parent.getFileName() + "/" + name;
        }
        if (taken.contains(label)) {
            label = file.toString();
        }
        taken.add(label);
        return label;
    }

    private static String hash(List<SourceText> sources) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (SourceText source : sources) {
                byte[] label = source.label().getBytes(StandardCharsets.UTF_8);
                digest.update(ByteBuffer.allocate(2 * Integer.BYTES)
                        .putInt(label.length)
                        .putInt(source.bytes().length)
                        .flip());
                digest.update(label);
                digest.update(source.bytes());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
