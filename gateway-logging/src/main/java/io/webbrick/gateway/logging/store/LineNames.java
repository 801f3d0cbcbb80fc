package io.webbrick.gateway.logging.store;

import io.webbrick.gateway.logging.store.LedgerSegment.Look;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the lines of one stream are called, as ledger and directory stand at one moment. A history file is known by its
 * content alone, whatever its name. Lives that look alike are told apart by their order as long as all of them are there;
 * else their lines have no names. Changes nothing on the disk; one thread; costs a read of the ledger, and of 64 bytes of
 * each file that is looked at.
 */
public final class LineNames {
    private static final String STATE = ".state";
    private static final String LOG = ".log";
    private static final HexFormat UPPER = HexFormat.of().withUpperCase();

    private final Path newest;
    private final String stream;
    private final Path state;
    private final byte[] text;
    private final Ledger ledger;
    private final LedgerFile entry;
    private final Map<Look, List<LedgerSegment>> lives = new HashMap<>();
    private final Map<Path, byte[]> heads = new HashMap<>();

    private LineNames(Path newest, String stream, Path state, byte[] text, Ledger ledger, LedgerFile entry) {
        this.newest = newest;
        this.stream = stream;
        this.state = state;
        this.text = text;
        this.ledger = ledger;
        this.entry = entry;
        entry.sealed()
                .forEach(segment -> lives.computeIfAbsent(segment.look(), look -> new ArrayList<>())
                        .add(segment));
    }

    /**
     * Those of the stream whose newest file this is; null when this ledger does not tell of it.
     *
     * @param ledgerPlace the directory that the ledger is kept for
     * @param logDirectory the one that the stream is named from
     */
    public static @Nullable LineNames of(Path newest, Path ledgerPlace, Path logDirectory) {
        Path state = ledgerPlace.resolve(STATE);
        return Ledger.exists(state) ? read(newest.toAbsolutePath(), ledgerPlace, logDirectory, state) : null;
    }

    private static @Nullable LineNames read(Path newest, Path ledgerPlace, Path logDirectory, Path state) {
        byte[] text;
        Ledger ledger;
        try {
            text = Ledger.bytes(state);
            ledger = Ledger.view(ledgerPlace, state, text);
        } catch (IOException unreadable) {
            return null;
        }
        for (Map.Entry<Integer, Path> file : ledger.files().entrySet()) {
            if (file.getValue().equals(newest)) {
                String stream = name(Ledger.relative(logDirectory, newest));
                return new LineNames(newest, stream, state, text, ledger, ledger.entry(file.getKey()));
            }
        }
        return null;
    }

    /** Whether the ledger is still the same: then no rotation was noted or begun meanwhile. */
    public boolean isUnchanged() throws IOException {
        try {
            return Arrays.equals(text, Ledger.bytes(state));
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    /** Whether a rotation is under way, or was when its process died: which file is the newest is not certain. */
    public boolean isTurning() {
        return entry.intent() != null;
    }

    /** The ledger's own word: generations of another one mean nothing here. */
    public String epoch() {
        return ledger.epoch();
    }

    /**
     * The stream: its newest file in the log directory without {@code .log}. Other names end with an escaped dot, so that no
     * two streams have the same.
     */
    public String stream() {
        return stream;
    }

    private static String name(String name) {
        boolean log = name.endsWith(LOG) && name.length() > LOG.length();
        return escape(log ? name.substring(0, name.length() - LOG.length()) : name) + (log ? "" : "%2E");
    }

    private static String escape(String name) {
        var out = new StringBuilder(name.length());
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            if (b <= ' ' || b == 0x7F || "%/\\?#".indexOf(b) >= 0) {
                out.append('%').append(UPPER.toHexDigits(b));
            } else {
                out.append((char) b);
            }
        }
        return out.toString();
    }

    /** The generation that the newest file is in. */
    public int generation() {
        return entry.generation();
    }

    /** Whether this generation, if it has lines, has them in the newest file. */
    public boolean isInNewest(int generation) {
        return entry.newest(0).beginOf(generation) >= 0;
    }

    /** The newest file as one part, when so many of its bytes have names. */
    public NamedPart newest(long bytes) {
        return new NamedPart(0, entry.newest(bytes));
    }

    /** How many bytes of the newest file prove to be those that were noted, while nobody says how many are committed. */
    public long provenBytes() throws IOException {
        long at = entry.provenAt();
        return at > 0 && FileRepair.matches(newest, at, entry.provenCrc()) ? at : 0;
    }

    /** Whether there were lines between these two generations, both excluded, that have names. */
    public boolean isAnyBetween(int last, int next) {
        if (entry.forgotten() > last && entry.forgotten() < next) {
            return true;
        }
        return entry.sealed().stream()
                .anyMatch(segment -> segment.isNamed() && segment.last() > last && segment.first() < next);
    }

    /**
     * A byte of the stream, in the life of the file that it was written in.
     *
     * @param offset uncompressed bytes from the beginning of that life
     */
    public record Spot(int generation, long offset) {}

    /**
     * Text of one life of the file.
     *
     * @param begin where it begins
     * @param bytes how much of it there is
     */
    public record Stretch(Spot begin, long bytes) {}

    /**
     * The text up to so many bytes before this spot, from where its life of the file begins when that is nearer; when that is where it is,
     * the last of the life before. Null when no line before it has a name.
     */
    public @Nullable Stretch before(Spot spot, long bytes) {
        List<LedgerSegment> sealed = entry.sealed();
        LedgerSegment here = entry.newest(spot.offset());
        int older = sealed.size();
        for (int life = sealed.size() - 1; life >= 0 && here.beginOf(spot.generation()) < 0; life--) {
            here = sealed.get(life);
            older = here.beginOf(spot.generation()) < 0 ? older : life;
        }
        Stretch found = here.beginOf(spot.generation()) < 0 ? null : before(here, spot.offset(), bytes);
        while (found == null && older > 0) {
            older--;
            LedgerSegment life = sealed.get(older);
            found = life.first() < spot.generation() ? before(life, life.bytes(), bytes) : null;
        }
        return found;
    }

    private static @Nullable Stretch before(LedgerSegment life, long offset, long bytes) {
        long least = life.isNamed() ? life.begins().get(0).offset() : Long.MAX_VALUE;
        long at = Math.max(least, offset - bytes);
        return offset <= least ? null : new Stretch(new Spot(life.generationAt(at), at), offset - at);
    }

    /** The history files that readers read, oldest first. */
    public List<Path> history() throws IOException {
        return History.oldestFirst(newest);
    }

    /** Opens a history file, with the names of its lines where it can be told what it is. */
    public SegmentContent open(Path file) throws IOException {
        SegmentContent content = SegmentContent.open(file);
        try {
            content.parts(parts(content));
            return content;
        } catch (IOException | RuntimeException failed) {
            content.close();
            throw failed;
        }
    }

    private List<NamedPart> parts(SegmentContent content) throws IOException {
        List<Look> looks = looks(content);
        boolean twins = looks.stream().anyMatch(look -> livesOf(look).size() > 1);
        Map<Look, Integer> before = twins ? twinsBefore(content.path()) : Map.of();
        if (twins && before.isEmpty()) {
            return List.of();
        }
        var counted = new HashMap<>(before);
        var parts = new ArrayList<NamedPart>();
        long from = 0;
        for (Look look : looks) {
            List<LedgerSegment> same = livesOf(look);
            Integer place = same.size() == 1 ? Integer.valueOf(0) : counted.get(look);
            LedgerSegment life =
                    place == null ? new LedgerSegment(List.of(), look.bytes(), look.head()) : same.get(place);
            counted.computeIfPresent(look, (key, count) -> count + 1);
            parts.add(new NamedPart(from, life));
            from += look.bytes();
        }
        return parts;
    }

    /** Damage says nothing of what a file is: its reader meets it. */
    private List<Look> looks(SegmentContent content) throws IOException {
        try {
            return SegmentParts.of(content, entry.sealed());
        } catch (NoSuchFileException gone) {
            throw gone;
        } catch (IOException damaged) {
            return List.of();
        }
    }

    private List<LedgerSegment> livesOf(Look look) {
        return lives.getOrDefault(look, List.of());
    }

    /**
     * How many lives of each look lie in files before this one, of those looks that all lives are there of; empty when the
     * ledger changed meanwhile, or the directory changes faster than it can be read.
     *
     * @throws NoSuchFileException when the file has another name by now
     */
    private Map<Look, Integer> twinsBefore(Path file) throws IOException {
        List<Path> files = history();
        for (int listing = 0; listing < History.LISTINGS; listing++) {
            if (!files.contains(file)) {
                throw new NoSuchFileException(file.toString());
            }
            Map<Look, Integer> before = twinsBefore(file, files);
            List<Path> now = history();
            if (!isUnchanged() || isTurning()) {
                return Map.of();
            }
            if (now.equals(files)) {
                return before;
            }
            files = now;
        }
        return Map.of();
    }

    private Map<Look, Integer> twinsBefore(Path file, List<Path> files) throws IOException {
        var all = new HashMap<Look, Integer>();
        Map<Look, Integer> before = Map.of();
        for (Path other : files) {
            if (other.equals(file)) {
                before = new HashMap<>(all);
            }
            try (SegmentContent content = SegmentContent.open(other)) {
                looks(content).forEach(look -> all.merge(look, 1, Integer::sum));
            } catch (NoSuchFileException moved) {
                return Map.of();
            }
        }
        var sure = new HashMap<Look, Integer>();
        for (Map.Entry<Look, Integer> look : all.entrySet()) {
            if (look.getValue() == livesOf(look.getKey()).size()) {
                sure.put(look.getKey(), before.getOrDefault(look.getKey(), 0));
            }
        }
        return sure;
    }

    /** The history file that holds this generation, open; null when none does. */
    public @Nullable SegmentContent find(int generation) throws IOException {
        List<Path> files = history();
        for (int listing = 0; listing < History.LISTINGS; listing++) {
            SegmentContent found = find(generation, files);
            List<Path> now = history();
            if (found != null || now.equals(files)) {
                return found;
            }
            files = now;
            heads.clear();
        }
        return null;
    }

    private @Nullable SegmentContent find(int generation, List<Path> files) throws IOException {
        int life = 0;
        List<LedgerSegment> sealed = entry.sealed();
        while (life < sealed.size() && sealed.get(life).beginOf(generation) < 0) {
            life++;
        }
        if (life == sealed.size() || sealed.get(life).bytes() == 0) {
            return null;
        }
        for (int index = files.size() - 1; index >= 0; index--) {
            SegmentContent content = mayHold(files.get(index), life) ? openIfThere(files.get(index)) : null;
            if (content != null) {
                if (content.parts().stream().anyMatch(part -> part.beginOf(generation) >= 0)) {
                    return content;
                }
                content.close();
            }
        }
        return null;
    }

    /** Whether the beginning of a file, and how many lives it may be made of, do not speak against it. */
    private boolean mayHold(Path file, int life) throws IOException {
        byte[] head = head(file);
        List<LedgerSegment> sealed = entry.sealed();
        int span = SegmentName.parse(
                        newest.getFileName().toString(), file.getFileName().toString())
                .map(SegmentName::span)
                .orElse(1);
        for (int first = life; first >= 0 && first > life - span; first--) {
            if (sealed.get(first).mayBeginWith(head)) {
                return true;
            }
        }
        return false;
    }

    private byte[] head(Path file) {
        return heads.computeIfAbsent(file, path -> {
            try (SegmentContent content = SegmentContent.open(path)) {
                return content.head();
            } catch (IOException unreadable) {
                return new byte[0];
            }
        });
    }

    private @Nullable SegmentContent openIfThere(Path file) throws IOException {
        try {
            return open(file);
        } catch (NoSuchFileException moved) {
            return null;
        }
    }

    /**
     * The first generation behind this one whose lines are still in history; 0 when what follows, if anything, is in the
     * newest file.
     */
    public int nextInHistory(int generation) throws IOException {
        for (LedgerSegment segment : entry.sealed()) {
            if (segment.isNamed() && segment.last() > generation) {
                try (SegmentContent content = find(segment.last())) {
                    if (content != null) {
                        return segment.last();
                    }
                }
            }
        }
        return 0;
    }
}
