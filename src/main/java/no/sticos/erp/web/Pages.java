package no.sticos.erp.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import io.vertx.core.buffer.Buffer;
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

    /** «Integrasjoner». */
    public Buffer integrations(IntegrationsPage page) {
        return render("integrations/page", "page", page);
    }

    /** «Ny integrasjon» as a page. */
    public Buffer newIntegration(NewIntegrationPage page) {
        return render("integrations/new", "page", page);
    }

    /** «Ny integrasjon» for the dialog. */
    public Buffer newIntegrationDialog(NewIntegrationPage page) {
        return render("integrations/newDialog", "page", page);
    }

    /** A system and its clients. */
    public Buffer system(SystemPage page) {
        return render("system/page", "page", page);
    }

    /** The table with its chips and pages. */
    public Buffer clients(ClientTable table) {
        return render("system/clients", "table", table);
    }

    /** The inside of a row's {@code .state}. */
    public Buffer state(StatusCell status) {
        return render("system/state", "status", status);
    }

    /** The inside of a row's {@code .state} with the row's controls, which find their own places. */
    public Buffer rowChange(ClientRow row) {
        return render("system/rowChange", "row", row);
    }

    /** What a row's own action answers: the row as it is now, and a sentence for those who listen. */
    public Buffer rowAnswer(ClientRow row, String said) {
        return render("system/rowAnswer", Map.of("ui", ui, "row", row, "said", said));
    }

    /** The progress per kind of data. */
    public Buffer parts(StatusCell status) {
        return render("system/parts", "status", status);
    }

    /** The numbers in the head, with the strip and the chips, which find their own places. */
    public Buffer counts(ClientTable table) {
        return render("system/counts", "table", table);
    }

    /** «3 rader er endret. Oppdater listen». */
    public Buffer stale(ClientTable table, int rows) {
        return render("system/stale", Map.of("ui", ui, "table", table, "rows", rows));
    }

    /** «Ny klient». */
    public Buffer connect(ConnectPage page) {
        return render("connect/page", "page", page);
    }

    /** Back from Visma without a client. */
    public Buffer connectRefused(ConnectRefusedPage refused) {
        return render("connect/refused", "refused", refused);
    }

    /** One client. */
    public Buffer client(ClientPage page) {
        return render("client/page", "page", page);
    }

    /** Before sign-in and after sign-out. */
    public Buffer signIn(SignInPage page) {
        return render("signin/page", "page", page);
    }

    /** The set-up help. */
    public Buffer help(HelpPage page) {
        return render("help/page", "page", page);
    }

    /** What a person reads when a page cannot be shown. */
    public Buffer error(ErrorPage page) {
        return render("error/page", "page", page);
    }

    /** The same inside a page that stays. */
    public Buffer errorNotice(ErrorPage page) {
        return render("error/notice", "page", page);
    }

    private Buffer render(String template, String name, Object view) {
        return render(template, Map.of("ui", ui, name, view));
    }

    private Buffer render(String template, Map<String, Object> views) {
        var out = new Utf8ByteOutput();
        engine.render(template + ".jte", views, out);
        return Buffer.buffer(out.toByteArray());
    }
}
