package io.webbrick.gateway.logging.config;

import io.webbrick.gateway.logging.stream.LoggingPlan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
    private static final long FNV_START = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;

    private ConfigLoader() {}

    /** Loads the request's files, each laid over those before it. */
    public static LoadedConfig load(ConfigRequest request) {
        var problems = new Problems();
        List<SourceText> sources = read(request.files(), problems);
        if (sources.size() < request.files().size()) {
            return new LoadedConfig(
                    null,
                    null,
                    problems.inFileOrder(),
                    () -> "",
                    hash(sources),
                    false,
                    SeriesSpec.NONE,
                    WireSpec.NONE,
                    null);
        }
        return assemble(request, sources, problems);
    }

    /** The hash that loading these files would give. */
    public static String contentHash(List<Path> files) {
        return hash(read(files, new Problems()));
    }

    /** Loads the built-in configuration; the request's files are not read. Always usable. */
    public static LoadedConfig builtIn(ConfigRequest request) {
        var problems = new Problems();
        return assemble(request, List.of(BuiltIn.alone(problems)), problems);
    }

    private static LoadedConfig assemble(ConfigRequest request, List<SourceText> sources, Problems problems) {
        Section merged = Section.top(new Origin("log.cfg", 0, 1));
        for (SourceText source : sources) {
            Merge.over(merged, sections(source, problems), problems);
        }
        boolean readable = !problems.hasErrors();
        Section builtIn = CfgParser.parse(BuiltIn.belowFiles(problems), problems);
        Supplies supplies = Supplies.of(merged, builtIn, problems);
        var builder = new PlanBuilder(merged, supplies, request, problems);
        LoggingPlan plan = builder.build();
        boolean persistsLevels = builder.persistsLevels();
        SeriesSpec series = builder.series();
        WireSpec wire = builder.wire();
        String mutes = builder.mutes();
        return new LoadedConfig(
                problems.hasErrors() ? null : plan,
                plan.directory(),
                problems.inFileOrder(),
                () -> readable ? EffectiveJson.of(merged, supplies, PlanBuilder.interpolation(request), plan) : "",
                hash(sources),
                persistsLevels,
                series,
                wire,
                mutes);
    }

    /** What a file says, in the dialect that its name ends with. */
    private static Section sections(SourceText source, Problems problems) {
        if (source.isJson()) {
            return DictConfig.parse(source, problems);
        }
        return source.isIni() ? IniConfig.parse(source, problems) : CfgParser.parse(source, problems);
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
        long hash = FNV_START;
        for (SourceText source : sources) {
            byte[] label = source.label().getBytes(StandardCharsets.UTF_8);
            hash = hash(hash(hash, label.length), label);
            hash = hash(hash(hash, source.bytes().length), source.bytes());
        }
        return HexFormat.of().toHexDigits(hash);
    }

    /** FNV-1a: SHA-256 would cost more at a start than reading the configuration. */
    private static long hash(long before, byte[] bytes) {
        long hash = before;
        for (byte each : bytes) {
            hash = (hash ^ (each & 0xFF)) * FNV_PRIME;
        }
        return hash;
    }

    private static long hash(long before, int number) {
        return (before ^ number) * FNV_PRIME;
    }
}
