package io.webbrick.gateway.events.wire;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a body is that is no text: packed, a picture, bytes. In such a one no secret can be found, so it is named and not shown. What
 * its headers say counts first, then how it begins, and then whether more than a quarter of it is no text. Stateless.
 */
final class BodyKind {
    private static final Set<String> NO_TEXT = Set.of("image", "audio", "video", "font", "model");
    private static final Set<String> PLAIN = Set.of("", "identity", "chunked", "none", "utf-8");
    private static final int LONGEST = 100;

    /** The first bytes of what often comes without a type, one char each. */
    private static final List<String> BEGINNINGS = List.of("\u001f\u008b", "PK\u0003\u0004", "%PDF-", "(\u00b5/\u00fd");

    private BodyKind() {}

    /** In words for people; empty when it is text. */
    static String of(BodyText body, List<WireHeader> headers) {
        String packed = Stream.concat(values(headers, "Content-Encoding"), values(headers, "Transfer-Encoding"))
                .filter(each -> !PLAIN.contains(each))
                .distinct()
                .collect(Collectors.joining(", "));
        String type = values(headers, "Content-Type")
                .findFirst()
                .orElse("")
                .split(";", 2)[0]
                .strip();
        if (!packed.isEmpty()) {
            return shortened(packed + (type.isEmpty() ? "" : " of " + type));
        }
        return isNoText(type, body.text()) ? shortened(type.isEmpty() ? "no text" : type) : "";
    }

    /** Whether it cannot be shown as text, by its type, which may be empty, and by what it holds. */
    static boolean isNoText(String type, String text) {
        String lower = type.toLowerCase(Locale.ROOT);
        boolean isNamed = NO_TEXT.contains(lower.split("/", 2)[0]) && !lower.endsWith("+xml");
        return isNamed || BEGINNINGS.stream().anyMatch(begin -> begins(text, begin)) || isGarbled(lower, text);
    }

    private static boolean begins(String text, String beginning) {
        if (text.length() < beginning.length()) {
            return false;
        }
        for (int index = 0; index < beginning.length(); index++) {
            char c = text.charAt(index);
            if ((BodyText.isRawByte(c) ? c & 0xFF : c) != beginning.charAt(index)) {
                return false;
            }
        }
        return true;
    }

    /** The parts of a form are judged one by one. */
    private static boolean isGarbled(String type, String text) {
        long strange = text.chars().filter(BodyKind::isStrange).count();
        return strange * 4 > text.length() && !type.startsWith("multipart/");
    }

    private static boolean isStrange(int c) {
        boolean isLayout = c == '\t' || c == '\n' || c == '\r';
        return BodyText.isRawByte(c) || c == 0xFFFD || (Character.isISOControl(c) && !isLayout);
    }

    private static Stream<String> values(List<WireHeader> headers, String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .flatMap(header -> Stream.of(header.value().split(",", -1)))
                .map(value -> value.strip().toLowerCase(Locale.ROOT));
    }

    private static String shortened(String words) {
        return words.length() <= LONGEST ? words : words.substring(0, LONGEST);
    }
}
