/** The JSON API, the picture, health and metrics. */
package io.webbrick.gateway.web.api;
