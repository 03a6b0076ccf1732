package no.sticos.erp.sandbox.identity;

import static no.sticos.erp.sandbox.identity.Html.text;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import no.sticos.erp.sandbox.http.Reply;
import no.sticos.erp.sandbox.universe.CompanyPlan;
import no.sticos.erp.sandbox.universe.SandboxUniverse;
import no.sticos.erp.sandbox.universe.VismaUser;

/** Visma's three pages, worded as an accountant meets them: sign-in, company, consent. */
final class IdentityPages {
    private static final String TITLE = "Visma Online";

    private IdentityPages() {}

    static Reply login(Flow flow, List<VismaUser> users, boolean failed) {
        var hints = users.stream()
                .map(user -> "<li>" + text(user.email()) + "</li>")
                .collect(Collectors.joining());
        var error = failed ? "<p class=\"error\" role=\"alert\">Feil e-postadresse eller passord.</p>" : "";
        return page(
                flow,
                """
                <h1>Visma Online</h1>
                %s
                <form method="post" action="/connect/login">
                  %s
                  <label for="email">E-postadresse</label>
                  <input id="email" name="email" type="email" autocomplete="username" required autofocus>
                  <label for="password">Passord</label>
                  <input id="password" name="password" type="password" autocomplete="current-password" required>
                  <button type="submit">Logg inn</button>
                </form>
                <aside><p>Sandbox users, password <code>%s</code>:</p><ul>%s</ul></aside>
                """
                        .formatted(error, hidden(flow), text(SandboxUniverse.PASSWORD), hints));
    }

    static Reply company(Flow flow, List<CompanyPlan> companies, boolean isDefault) {
        var options = companies.stream()
                .map(company -> "<option value=\"%s\">%s</option>".formatted(company.id(), text(company.name())))
                .collect(Collectors.joining("\n"));
        return page(
                flow,
                """
                <h1>Visma Online</h1>
                <h2>Select company</h2>
                <form method="post" action="/connect/company">
                  %s
                  <label for="company">Company</label>
                  <select id="company" name="company" required>%s</select>
                  <label class="check"><input type="checkbox" name="default" value="yes"%s> Choose default company</label>
                  <button type="submit">Continue</button>
                </form>
                """
                        .formatted(hidden(flow), options, isDefault ? " checked" : ""));
    }

    static Reply consent(Flow flow) {
        var scopes = flow.request().scopes().stream()
                .map(Scope::of)
                .flatMap(Optional::stream)
                .map(IdentityPages::checkbox)
                .collect(Collectors.joining("\n"));
        return page(
                flow,
                """
                <h1>Visma Online</h1>
                <h2>%s is requesting your permission</h2>
                <hr>
                <form method="post" action="/connect/consent">
                  %s
                  <p>Uncheck the permissions you do not wish to grant.</p>
                  <fieldset><legend>Application Access</legend>
                %s
                  </fieldset>
                  <button type="submit" name="answer" value="yes">Yes, Allow</button>
                  <button type="submit" name="answer" value="no" class="second">No, Do Not Allow</button>
                </form>
                """
                        .formatted(text(flow.request().client().displayName()), hidden(flow), scopes));
    }

    static Reply error(String message) {
        return Html.page(400, "en", TITLE, "<h1>Error</h1><p>" + text(message) + "</p>", "");
    }

    private static String checkbox(Scope scope) {
        return "<label class=\"check\"><input type=\"checkbox\" name=\"scope\" value=\"%s\" checked> %s<small>%s</small></label>"
                .formatted(scope.wire, scope.title, scope.explanation);
    }

    private static String hidden(Flow flow) {
        return "<input type=\"hidden\" name=\"flow\" value=\"" + flow.id() + "\">";
    }

    private static Reply page(Flow flow, String body) {
        return Html.page(200, "nb", TITLE, body, flow.request().redirectOrigin());
    }
}
