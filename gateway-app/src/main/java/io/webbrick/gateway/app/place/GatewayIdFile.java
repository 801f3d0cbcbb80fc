package io.webbrick.gateway.app.place;

import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code conf/gateway-id}: 128 bits that tell this gateway from all others, made once, and in its second line by
 * which network cards the machine is known, as hashes. A copy of the card in another machine is noticed by these. Read and,
 * where something is missing, written at a start; replaced as a whole.
 */
public final class GatewayIdFile {
    /** Its name beside the configuration. */
    public static final String NAME = "gateway-id";

    private static final String MACHINE = "machine";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
    private static final int ID_BYTES = 16;
    private static final int HASH_BYTES = 8;

    /** Bits of the first byte of an address that was not given to a card by its maker, or is not of one card. */
    private static final int NOT_BURNT_IN = 0b11;

    private final Path file;
    private final Cards cards;

    /** The network cards of a machine. */
    @FunctionalInterface
    interface Cards {
        /** Their hardware addresses. */
        List<byte[]> addresses() throws IOException;
    }

    /**
     * Who this gateway is.
     *
     * @param id 32 hexadecimal digits; null when there is none and none could be made
     * @param problem what is wrong and what to do; null when nothing is
     */
    public record Known(@Nullable String id, @Nullable String problem) {}

    public GatewayIdFile(Path file) {
        this(file, GatewayIdFile::cardsOfThisMachine);
    }

    GatewayIdFile(Path file, Cards cards) {
        this.file = file;
        this.cards = cards;
    }

    /** Reads the file, and makes what is missing of it. */
    public Known read(SecureRandom random) {
        try {
            List<String> lines = lines();
            if (lines.isEmpty()) {
                var bytes = new byte[ID_BYTES];
                random.nextBytes(bytes);
                String id = HexFormat.of().formatHex(bytes);
                write(id);
                return new Known(id, null);
            }
            String id = lines.get(0).strip();
            if (!ID.matcher(id).matches()) {
                return new Known(
                        null,
                        file + ":1: \"" + id
                                + "\" is no gateway id, 32 hexadecimal digits; delete the file, and the next"
                                + " start makes a new one");
            }
            return lines.size() < 2 ? tied(id) : checked(id, lines.get(1));
        } catch (IOException failed) {
            return new Known(
                    null,
                    "this gateway has no id: " + file + " cannot be read or made (" + failed
                            + "); make its directory writable, or write 32 hexadecimal digits into it");
        }
    }

    private List<String> lines() throws IOException {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    /** The id stays where the machine cannot be noted. */
    private Known tied(String id) {
        try {
            write(id);
            return new Known(id, null);
        } catch (IOException failed) {
            return new Known(
                    id,
                    "a copy of this gateway would not be noticed: " + file + " cannot be written (" + failed
                            + "); make its directory writable");
        }
    }

    private Known checked(String id, String line) throws IOException {
        SortedSet<String> now = hashes(id);
        List<String> noted = List.of(line.strip().split(" +"));
        boolean known = now.isEmpty() || noted.size() < 2 || !Collections.disjoint(now, noted);
        return known
                ? new Known(id, null)
                : new Known(
                        id,
                        "this is not the machine that " + file + " was made on: if it is a copy, positions of both are"
                                + " mixed up, so delete the file here and start again; if its network card was replaced, delete"
                                + " only the second line");
    }

    private void write(String id) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(
                fresh, id + "\n" + MACHINE + " " + String.join(" ", hashes(id)) + "\n", StandardCharsets.UTF_8);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The addresses hashed together with the id, so that the file does not tell them. */
    private SortedSet<String> hashes(String id) throws IOException {
        var hashes = new TreeSet<String>();
        for (byte[] address : cards.addresses()) {
            if (address.length > 0 && (address[0] & NOT_BURNT_IN) == 0) {
                MessageDigest digest = sha256();
                digest.update(id.getBytes(StandardCharsets.US_ASCII));
                hashes.add(HexFormat.of().formatHex(digest.digest(address), 0, HASH_BYTES));
            }
        }
        return hashes;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static List<byte[]> cardsOfThisMachine() throws SocketException {
        var addresses = new java.util.ArrayList<byte[]>();
        for (NetworkInterface card : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            byte[] address = card.getHardwareAddress();
            if (address != null) {
                addresses.add(address);
            }
        }
        return addresses;
    }
}
