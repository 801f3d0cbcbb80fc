package io.webbrick.gateway.logging.store;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/** One line of the ledger: fields that check themselves. The grammar stands in docs/format/ledger.md. */
record LedgerLine(List<String> fields) {
    private static final String EMPTY = "-";
    private static final int CRC_CHARS = 8;
    private static final HexFormat UPPER = HexFormat.of().withUpperCase();

    LedgerLine {
        fields = List.copyOf(fields);
    }

    static LedgerLine of(Object... fields) {
        var texts = new String[fields.length];
        for (int index = 0; index < fields.length; index++) {
            texts[index] = fields[index].toString();
        }
        return new LedgerLine(List.of(texts));
    }

    /** The line with its line feed. */
    String text() {
        var rest = new StringBuilder();
        for (String field : fields) {
            rest.append(rest.isEmpty() ? "" : " ").append(escape(field));
        }
        return crc(rest.toString()) + " " + rest + "\n";
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
            String[] texts = rest.split(" ", -1);
            for (int index = 0; index < texts.length; index++) {
                texts[index] = unescape(texts[index]);
            }
            return Optional.of(new LedgerLine(List.of(texts)));
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
        return HexFormat.of().toHexDigits((int) crc.getValue());
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
                out.append('%').append(UPPER.toHexDigits(b));
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
