/** The Access stream's line, and the connections it is made from. */
package io.webbrick.gateway.web.access;
