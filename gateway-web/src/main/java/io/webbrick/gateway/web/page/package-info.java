/** The page at the root of the server. */
package io.webbrick.gateway.web.page;
