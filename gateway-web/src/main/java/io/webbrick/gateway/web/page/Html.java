package io.webbrick.gateway.web.page;

/**
 * Puts HTML together: markup is ours and constant, everything else goes through {@link #text}. One thread.
 */
final class Html {
    private final StringBuilder out = new StringBuilder(16_384);

    /** Adds markup as it stands. */
    Html raw(String markup) {
        out.append(markup);
        return this;
    }

    /** Adds anything as text, in an element or in a quoted attribute. */
    Html text(Object value) {
        String text = String.valueOf(value);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> plain(c);
            }
        }
        return this;
    }

    /** Characters that hide, break or turn a line are shown as what they are. */
    private void plain(char c) {
        int type = Character.getType(c);
        boolean unseen = type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.PRIVATE_USE;
        if (unseen) {
            out.append(String.format("\\u%04x", (int) c));
        } else {
            out.append(c);
        }
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
