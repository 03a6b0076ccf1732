package no.sticos.erp.web.shell;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Renders every page and every part of a page that is sent by itself.
 *
 * <p>The templates are compiled with the program and write bytes; rendering never blocks and may happen on
 * an event loop. Everything that comes from data is escaped by the engine for the place it stands in.
 */
public final class Pages {
    private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);
    private final Ui ui;

    /** Pages with these texts and assets. */
    public Pages(Messages messages, Assets assets) {
        this.ui = new Ui(messages, assets);
    }

    /** A whole page. */
    public Buffer page(View page) {
        return part(page.template(), "page", page);
    }

    /** The part of a page that {@code template} makes of {@code view}, its parameter {@code name}. */
    public Buffer part(String template, String name, Object view) {
        return part(template, Map.of(name, view));
    }

    /** The part of a page that {@code template} makes of its parameters. */
    public Buffer part(String template, Map<String, Object> parameters) {
        var all = new HashMap<>(parameters);
        all.put("ui", ui);
        var out = new Utf8ByteOutput();
        engine.render(template + ".jte", all, out);
        return Buffer.buffer(out.toByteArray());
    }
}
