/**
 * Events as text: the line of EventLog with its parser for our words and for the original gateway's, and JSON for HTTP.
 *
 * <pre>{@code
 * String line = EventLine.print(event);                            // type,source,{"val":19.6}
 * JournaledEvent back = EventLine.parse(timeStamp + " " + line, zone);
 * List<HomeEvent> posted = EventJson.read(body, 10_000);
 * }</pre>
 *
 * <p>The only user of Jackson's streaming parser in this module; its types do not show.
 */
package io.webbrick.gateway.events.line;
