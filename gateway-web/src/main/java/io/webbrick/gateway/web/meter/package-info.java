/** What the web server counts of itself, and the text in which counters are read. */
package io.webbrick.gateway.web.meter;
