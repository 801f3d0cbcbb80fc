/** The gateway on the wire: the HTTP API, the page and the access log. */
@org.jspecify.annotations.NullMarked
module io.webbrick.gateway.web {
    requires transitive io.webbrick.gateway.events;
    requires org.eclipse.jetty.server;
    requires org.slf4j;
    requires static transitive org.eclipse.jetty.client;
    requires static transitive org.jspecify;

    exports io.webbrick.gateway.web;
}
