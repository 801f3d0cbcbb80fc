package io.webbrick.gateway.logging.store;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/** One line of the ledger: fields that check themselves. The grammar stands in docs/format/ledger.md. */
record LedgerLine(List<String> fields) {
    private static final String EMPTY = "-";
    private static final int CRC_CHARS = 8;

    LedgerLine {
        fields = List.copyOf(fields);
    }

    static LedgerLine of(Object... fields) {
        return new LedgerLine(List.of(fields).stream().map(Object::toString).toList());
    }

    /** The line with its line feed. */
    String text() {
        String rest = fields.stream().map(LedgerLine::escape).collect(Collectors.joining(" "));
        return crc(rest) + " " + rest + "\n";
    }

    /** Reads a line without its line feed; empty when it is damaged. */
    static Optional<LedgerLine> parse(String line) {
        if (line.length() <= CRC_CHARS + 1 || line.charAt(CRC_CHARS) != ' ') {
            return Optional.empty();
        }
        String rest = line.substring(CRC_CHARS + 1);
        if (!line.startsWith(crc(rest))) {
            return Optional.empty();
        }
        try {
            return Optional.of(new LedgerLine(List.of(rest.split(" ", -1)).stream()
                    .map(LedgerLine::unescape)
                    .toList()));
        } catch (NumberFormatException | IndexOutOfBoundsException broken) {
            return Optional.empty();
        }
    }

    String kind() {
        return fields.get(0);
    }

    int number(int field) {
        return Integer.parseInt(fields.get(field));
    }

    private static String crc(String text) {
        var crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }

    private static String escape(String field) {
        if (field.isEmpty()) {
            return EMPTY;
        }
        if (field.equals(EMPTY)) {
            return "%2D";
        }
        var out = new StringBuilder(field.length());
        for (byte b : field.getBytes(StandardCharsets.UTF_8)) {
            if (b == '%' || b <= ' ' || b == 0x7F) {
                out.append(String.format("%%%02X", b & 0xFF));
            } else {
                out.append((char) b);
            }
        }
        return out.toString();
    }

    private static String unescape(String field) {
        if (field.equals(EMPTY)) {
            return "";
        }
        var out = new ByteArrayOutputStream(field.length());
        for (int index = 0; index < field.length(); index++) {
            if (field.charAt(index) == '%') {
                out.write(Integer.parseInt(field, index + 1, index + 3, 16));
                index += 2;
            } else {
                out.write(field.charAt(index));
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
