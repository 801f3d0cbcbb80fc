package io.webbrick.gateway.web.api;

import java.io.Serial;

/** A text that a regular expression may look at so many times only, so that no expression keeps a thread. One thread. */
final class BoundedText implements CharSequence {
    private final CharSequence text;
    private final int[] left;

    private BoundedText(CharSequence text, int[] left) {
        this.text = text;
        this.left = left;
    }

    static BoundedText of(CharSequence text, int looks) {
        return new BoundedText(text, new int[] {looks});
    }

    /** The expression looked too often. */
    static final class ExhaustedException extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        ExhaustedException() {
            super("too many looks", null, false, false);
        }
    }

    @Override
    public char charAt(int index) {
        if (left[0]-- <= 0) {
            throw new ExhaustedException();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new BoundedText(text.subSequence(start, end), left);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
