package io.webbrick.gateway.web;

import io.webbrick.gateway.web.api.Refusal;
import java.util.Locale;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers what Jetty itself refuses, malformed requests above all, in our own shape and without details of ours. */
final class ErrorAnswers implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus() >= 400 ? response.getStatus() : 500;
        String error = HttpStatus.getMessage(status).toLowerCase(Locale.ROOT);
        String detail =
                status != 500 ? "this is not a request that the gateway understands" : "the gateway made a mistake";
        Reply.refuse(request, response, callback, new Refusal(status, error, detail));
        return true;
    }
}
