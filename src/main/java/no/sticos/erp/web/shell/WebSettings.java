package no.sticos.erp.web.shell;

import java.net.URI;
import java.time.Duration;

/**
 * Where the portal is.
 *
 * @param host the address to listen at
 * @param port 0–65535; 0 for any
 * @param publicUri how people reach it; https makes the cookies host-bound and secure
 * @param vismaIdentity Visma's identity server, to which a form of ours leads
 * @param sessionLife how long a cookie is kept at most
 */
public record WebSettings(String host, int port, URI publicUri, URI vismaIdentity, Duration sessionLife) {
    /** Refuses a port that is none. */
    public WebSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("the portal's port is out of range");
        }
    }

    /** Whether people reach us by https. */
    public boolean tls() {
        return "https".equals(publicUri.getScheme());
    }
}
