package no.sticos.erp.web.integrations;

import no.sticos.erp.web.shell.View;
import no.sticos.erp.web.shell.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * The question which accounting system to add.
 *
 * @param viewer for whom
 * @param existing the system page, if Visma eAccounting is there already
 */
public record NewIntegrationPage(Viewer viewer, @Nullable String existing) implements View {
    @Override
    public String template() {
        return "integrations/new";
    }
}
