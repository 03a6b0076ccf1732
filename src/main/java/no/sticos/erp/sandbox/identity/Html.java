package no.sticos.erp.sandbox.identity;

import no.sticos.erp.sandbox.http.Reply;

/** The frame of every page of the sandbox: one style sheet, no script, a strict content policy. */
public final class Html {
    private static final String FRAME =
            """
            <!DOCTYPE html>
            <html lang="%s">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>%s</title>
              <link rel="stylesheet" href="/sandbox.css">
            </head>
            <body>
              <p class="notice">Sandbox: a simulator for trying and testing, not Visma and not Sticos. Type no real password here.</p>
              <main>
            %s
              </main>
            </body>
            </html>
            """;

    private Html() {}

    /** A whole page; {@code formTarget} is an origin that forms may end at, beside this one. */
    public static Reply page(int status, String language, String title, String body, String formTarget) {
        return Reply.html(status, FRAME.formatted(language, text(title), body))
                .with("Cache-Control", "no-store")
                .with(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' "
                                + formTarget);
    }

    /** A text as HTML text or attribute value. */
    public static String text(String raw) {
        return raw.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
