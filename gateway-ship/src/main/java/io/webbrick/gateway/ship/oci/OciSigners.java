package io.webbrick.gateway.ship.oci;

import java.io.IOException;
import java.util.Collection;

/** Who signs requests to OCI. One thread. */
interface OciSigners {
    /**
     * The signer for the next request.
     *
     * @throws UnreachableException when who could tell cannot be reached now
     * @throws IOException when there is none, saying why
     */
    OciKey now() throws IOException, InterruptedException;

    /** The other side does not take it: it is looked up anew. */
    void forget();

    /** What of it nobody may see. */
    Collection<String> secrets();

    /** Nobody answered; a later attempt may help. */
    final class UnreachableException extends IOException {
        private static final long serialVersionUID = 1L;

        UnreachableException(String message) {
            super(message);
        }
    }
}
