/** The support bundle: what somebody who helps needs to see, without secrets. */
package io.webbrick.gateway.web.bundle;
