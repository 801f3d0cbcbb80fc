package io.webbrick.gateway.web.api;

import java.io.IOException;

/** Answers one kind of question. Called from many threads at once. */
@FunctionalInterface
public interface Endpoint {
    /** The answer; a {@link Refusal} says why there is none, an {@link IOException} that history cannot be read. */
    Answer answer(Ask ask) throws Refusal, IOException;
}
