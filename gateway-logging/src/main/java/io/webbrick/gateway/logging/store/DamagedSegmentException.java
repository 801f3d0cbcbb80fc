package io.webbrick.gateway.logging.store;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A packed history file is not what was written: some of its text cannot be read, and what follows may be. Unlike other
 * failures it does not pass when it is tried again.
 */
public final class DamagedSegmentException extends IOException {
    private static final long serialVersionUID = 1;

    private final String file;
    private final long resume;

    DamagedSegmentException(Path path, long from, long resume, String reason) {
        super(path + " is damaged: " + reason + "; its text from byte " + from
                + (resume < 0 ? " to its end" : " to " + resume) + " is passed over");
        this.file = path.toString();
        this.resume = resume;
    }

    /** Which file it is. */
    String file() {
        return file;
    }

    /** Its name without its directory. */
    public String fileName() {
        return String.valueOf(Path.of(file).getFileName());
    }

    /** Where in the text the next line begins that can be read; negative when none is known of. */
    public long resume() {
        return resume;
    }
}
