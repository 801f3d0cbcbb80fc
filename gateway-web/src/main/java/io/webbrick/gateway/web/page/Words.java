package io.webbrick.gateway.web.page;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times, lengths and numbers in the words of the page. Stateless. */
final class Words {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter YEAR = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final int SHOWN_DECIMALS = 3;
    private static final int LONGEST_VALUE = 24;

    private Words() {}

    /** Local time, with the day where that is not today. */
    static String moment(Instant moment, Instant now, ZoneId zone) {
        ZonedDateTime local = moment.atZone(zone);
        LocalDate today = now.atZone(zone).toLocalDate();
        String time = TIME.format(local);
        if (local.toLocalDate().equals(today)) {
            return time;
        }
        return (local.getYear() == today.getYear() ? DAY : YEAR).format(local) + ", " + time;
    }

    /** The zone's name; the one without a name is UTC. */
    static String zone(ZoneId zone) {
        return zone.getId().equals("Z") ? "UTC" : zone.getId();
    }

    /** A local day. */
    static String day(Instant moment, ZoneId zone) {
        return YEAR.format(moment.atZone(zone));
    }

    /** The two largest units of a length. */
    static String length(Duration length) {
        long seconds = Math.max(0, length.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3_600) {
            return seconds / 60 + " min";
        }
        if (seconds < 86_400) {
            return seconds / 3_600 + " h " + seconds / 60 % 60 + " min";
        }
        return seconds / 86_400 + " d " + seconds / 3_600 % 24 + " h";
    }

    /** Bytes in units of 1000. */
    static String bytes(long bytes) {
        if (bytes < 1_000) {
            return bytes + " B";
        }
        double size = bytes;
        String unit = "B";
        for (String next : new String[] {"kB", "MB", "GB", "TB"}) {
            if (size < 1_000) {
                break;
            }
            size /= 1_000;
            unit = next;
        }
        return String.format(Locale.ROOT, size < 10 ? "%.1f %s" : "%.0f %s", size, unit);
    }

    /** A count with its digits in threes. */
    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count).replace(',', '\u202f');
    }

    /** A reading without the noise of binary fractions. */
    static String value(String text) {
        if (text.length() > LONGEST_VALUE || text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
            return shortened(text);
        }
        try {
            BigDecimal rounded = new BigDecimal(text).setScale(SHOWN_DECIMALS, RoundingMode.HALF_UP);
            return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
        } catch (NumberFormatException e) {
            return shortened(text);
        }
    }

    /** The beginning of a text that is too long. */
    static String shortened(String text) {
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
    }
}
